"""Money in foreign currencies → the workspace's own, by the rate of its month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Dataset, Kind
from salesdash.intake.cells import limits
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.questions import not_understood
from salesdash.intake.recognition.amounts import product_of
from salesdash.intake.recognition.currency_column import currency_column
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts.amount_headers import is_converted
from salesdash.intake.texts.currencies import currency_of, first_of, stated_in, tidy
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.numbers import parse
from salesdash.receipt import Question
from salesdash.text import Text, join, listed
from salesdash.units import MONEY

RATE = pa.decimal128(18, 8)
SMALLEST, LARGEST = Decimal("0.00000001"), Decimal(10) ** 6
Month = tuple[str, str]  # a currency's ISO code, and a month: `("USD", "2025-03")`
UNDATED = "-"
ASIDE = "aside"
DOLLARS = frozenset({"HKD", "TWD", "MOP", "SGD", "AUD", "CAD", "NZD", "MXN"})
_STATED = re.compile(
    r"(?:单位|币种|货币|currency|in)\s*[:：]?\s*([^\s,，;；、)）\]】/]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The workspace's currency (None: that of most rows) and what one unit of another is worth in
    it, by ISO code and month (`2025-03`)."""

    currency: str | None = None
    rates: Mapping[Month, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """`values` in one `currency` (None: nothing says which); `lacking` says by row why its money has
    no rate, `given` are the rates that the user has given with the file."""

    values: dict[str, Values]
    currency: str | None = None
    lacking: Mapping[int, Text] = field(default_factory=dict)
    given: Mapping[Month, Decimal] = field(default_factory=dict)


def exchanged(
    table: Table,
    recognised: Recognised,
    values: dict[str, Values],
    data: Mask,
    exchange: Exchange,
    decisions: TableDecisions,
) -> Exchanged:
    """Every field of money in the currency of the workspace; for rates that nobody knows the user
    is asked, once a currency, and rows without one are told."""
    codes = _codes(table, recognised, values, exchange.currency)
    if codes is None:
        return Exchanged(values)
    if "metric" in values:  # a target of customers is in no currency
        is_money = pc.is_in(
            values["metric"].main, value_set=pa.array([None, *_in_money()], pa.string())
        )
        codes = pc.if_else(is_money, codes, None)
    counts = pc.value_counts(pc.filter(codes, pa.array(data)).drop_null()).to_pylist()
    counted = Counter({each["values"]: each["counts"] for each in counts})
    main = exchange.currency or next((code for code, _ in counted.most_common(1)), None)
    foreign = as_mask(pc.not_equal(codes, main)) & data
    if main is None or not foreign.any():
        return Exchanged(values, main)
    months = _months(recognised.dataset, values, table.height)
    pairs = pc.binary_join_element_wise(codes, months, " ").dictionary_encode()
    wanted = pc.value_counts(pc.filter(pairs, pa.array(foreign)).drop_null()).to_pylist()
    unknown = {
        _pair(each["values"]): each["counts"]
        for each in wanted
        if _pair(each["values"]) not in exchange.rates
    }
    given = _given(unknown, main, decisions)
    rate_of = {**given, **exchange.rates}
    rates_of_pairs = [rate_of.get(_pair(words)) for words in pairs.dictionary.to_pylist()]
    rates = pc.take(pa.array(rates_of_pairs, RATE), pairs.indices)
    lacking = foreign & as_mask(pc.is_null(rates))
    factor = pc.if_else(pa.array(foreign), rates, pa.scalar(Decimal(1), RATE))
    money = {f.key for f in recognised.dataset.fields if f.kind is Kind.MONEY}
    changed = {
        key: _times(key, each, factor) if key.split(":")[0] in money else each
        for key, each in values.items()
    }
    _say(counted, main, lacking, foreign, decisions)
    shown = {int(i): (codes[int(i)].as_py(), months[int(i)].as_py()) for i in lacking.nonzero()[0]}
    return Exchanged(changed, main, {i: _no_rate(*pair) for i, pair in shown.items()}, given)


def _given(
    unknown: Mapping[Month, int], main: str, decisions: TableDecisions
) -> dict[Month, Decimal]:
    """The rates that the user has given for months without one, or the question about them."""
    given: dict[Month, Decimal] = {}
    aside = (ASIDE,) if sum(unknown.values()) <= limits.ROWS_ASIDE else ()
    for code in sorted({code for code, _ in unknown}):
        months = sorted(month for c, month in unknown if c == code and month != UNDATED)
        if not months:
            continue
        key = f"rate:{code}"
        answer = decisions.answer(key) or ""
        reading = parse(answer)
        if reading and 0 < (rate := reading.value.quantize(SMALLEST)) < LARGEST:
            given |= {(code, month): rate for month in months}
        elif answer not in aside:
            many = sum(unknown[code, month] for month in months)
            text = _question(code, main, months, many)
            text = not_understood(answer) + text if answer else text
            guess = next(iter(aside), "")
            decisions.open(Question(key, text, aside, guess, is_typed=True, whole_file=True))
    return given


def _question(code: str, main: str, months: list[str], many: int) -> Text:
    first, last = months[0], months[-1]
    span = Text(first, first) if first == last else Text(f"{first} 至 {last}", f"{first} to {last}")
    return Text(
        f"有 {many} 行金额是 {code}（{span.zh}），还没有汇率。1 {code} 合多少 {main}？填写的汇率用于这些月份，"
        "以后可在“口径与设置”的“币种与汇率”中逐月修改。",
        f"{many} rows are in {code} ({span.en}), and there is no rate yet. What is 1 {code} worth in "
        f"{main}? The rate serves these months; it can be changed month by month in the Settings, under Currency.",
    )


def _codes(
    table: Table, recognised: Recognised, values: dict[str, Values], home: str | None
) -> pa.Array | None:
    """The code of each row's currency: its own column, else the sign beside its amount, else what
    header or title state. None where no row says anything, or all say the workspace's."""
    amount = recognised.columns.get(recognised.dataset.amount or "")
    if amount and is_converted(header := table.headers[amount.index]):
        code = "CNY" if "人民币" in header else None
        return pa.repeat(pa.scalar(code), table.height) if code else None
    sources: list[pa.Array] = []
    if "currency" in values:
        sources.append(pc.utf8_upper(pc.cast(values["currency"].main, pa.string())))
    elif (named := _beside_the_money(table, recognised)) is not None:
        sources.append(named)
    if (
        amount
        and recognised.dataset.amount in values
        and "currency" in values[recognised.dataset.amount].met
    ):
        sources.append(_signs(table.texts[amount.index].text, home))
    if stated := _stated(table, table.headers[amount.index] if amount else ""):
        sources.append(pa.repeat(pa.scalar(stated), table.height))
    return pc.coalesce(*sources) if sources else None


def _in_money() -> list[str]:
    return [key for key, metric in METRICS.items() if metric.unit is MONEY]


def _beside_the_money(table: Table, recognised: Recognised) -> pa.Array | None:
    """The code in each cell of a column of currencies, in a sheet whose rows have no field for them:
    its money is in them all the same. None where there is no such column."""
    fields = recognised.dataset.fields
    money = (recognised.columns.get(field.key) for field in fields if field.kind is Kind.MONEY)
    first = next(filter(None, money), None)
    if first is None or "currency" in {field.key for field in fields}:
        return None  # there is no money, or the user has said that there is no currency
    taken = {column.index for column in recognised.columns.values()}
    column = currency_column(table, first.index, taken)
    if column is None:
        return None
    encoded = table.texts[column.index].text.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    codes = [currency_of(each) or each.strip().upper() or None for each in words]
    return pc.take(pa.array(codes, pa.string()), encoded.indices)


def _signs(text: pa.Array, home: str | None) -> pa.Array:
    """The code of the sign in each text; a bare `$` is the workspace's own dollar."""
    encoded = pc.replace_substring_regex(text, r"[\d.,\s()+\-，．－（）]+", "").dictionary_encode()
    codes = [_sign(words, home) for words in encoded.dictionary.to_pylist()]
    return pc.take(pa.array(codes, pa.string()), encoded.indices)


def _sign(words: str, home: str | None) -> str | None:
    bare = re.sub(r"[万亿千百十kwm]+(?=元|块|$)", "", tidy(words))
    code = currency_of(bare)
    if (bare == "$" and home in DOLLARS) or (bare == "¥" and home == "JPY"):
        return home
    return code


def _stated(table: Table, header: str) -> str | None:
    """The currency that the header of the amount or a title names: `Sales (USD)`, 单位：美元."""
    titled = (each[1] for title in table.titles for each in _STATED.finditer(simplified(title)))
    return stated_in(header) or first_of(titled)


def _months(dataset: Dataset, values: dict[str, Values], height: int) -> pa.Array:
    if dataset.date not in values:
        return pa.repeat(pa.scalar(UNDATED), height)
    days = pc.cast(values[dataset.date].main, pa.date32(), safe=False)
    return pc.fill_null(pc.strftime(days, format="%Y-%m"), UNDATED)


def _pair(words: str | None) -> Month:
    code, _, month = (words or "").rpartition(" ")
    return code, month


def _times(key: str, values: Values, factor: pa.Array) -> Values:
    return replace(values, arrays={**values.arrays, key: product_of(values.main, factor)})


def _say(
    counted: Counter[str], main: str, lacking: Mask, foreign: Mask, decisions: TableDecisions
) -> None:
    shown = listed(f"{code} {n}" for code, n in counted.most_common())
    done, without = int((foreign & ~lacking).sum()), int(lacking.sum())
    parts = []
    if done:
        parts.append(
            Text(f"{done} 行按当月汇率折算", f"{done} rows converted by their month's rate")
        )
    if without:
        parts.append(
            Text(f"{without} 行没有汇率，待修正", f"{without} rows put aside for want of a rate")
        )
    summary = join(parts, zh="，")
    decisions.note(
        f"金额的货币（{shown.zh} 行）统一为 {main}：{summary.zh}。",
        f"Money stands in {shown.en} rows and is taken in {main}: {summary.en}.",
    )


@cache
def _no_rate(code: str, month: str) -> Text:
    if month == UNDATED:
        return Text(
            f"金额是 {code}，而这一行没有日期，无法选取汇率。",
            f"The money is in {code}, and without a date no rate can be chosen.",
        )
    return Text(
        f"没有 {code} 在 {month} 的汇率。请在“口径与设置”的“币种与汇率”中填写，再把这一行拖回来。",
        f"There is no rate for {code} in {month}. Enter it in the Settings under Currency, then drop the "
        "row again.",
    )
