"""What a column of discounts says: a share taken off, a share paid, or money."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.amounts import less_money, less_rate, product_of
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import MatchedColumn, plain
from salesdash.intake.texts.numbers import EXACT, SHARE_PAID, read_numbers
from salesdash.text import Text, join

Meaning = Literal["off", "paid", "money"]
HUNDRED = Decimal(100)
_MONEY = re.compile(
    r"额|元|券|优惠(?![率价])|折让|[满立]减|红包|amount|value|coupon|voucher|promo discount"
)
_AFTER = re.compile(r"[折惠扣]后|discounted|after discount|net (?:unit )?price")
_RATE = re.compile(r"率|rate|percent|pct")
FORMULAS: dict[Meaning, Text] = {
    "off": Text(" × (1 − {header})", " × (1 − {header})"),
    "paid": Text(" × {header}", " × {header}"),
    "money": Text(" − {header}", " − {header}"),
}


def less(
    gross: pa.Array, discount: Values, header: str, data: pa.Array, decisions: TableDecisions
) -> tuple[pa.Array, Text]:
    """The gross amount less the discount, and how that was computed; a blank takes nothing off."""
    values = pc.if_else(data, discount.main, None)
    meaning, whole = _meaning(values, gross, SHARE_PAID in discount.met, header, decisions)
    if meaning == "money":
        return less_money(gross, values), FORMULAS[meaning]
    share = values if whole == 1 else product_of(values, pa.scalar(1 / whole, EXACT))
    off = (
        pc.cast(pc.subtract(pa.scalar(Decimal(1), EXACT), share), EXACT)
        if meaning == "paid"
        else share
    )
    return less_rate(gross, off), FORMULAS[meaning]


def less_all(
    gross: pa.Array,
    discount: Values,
    table: Table,
    column: MatchedColumn,
    data: pa.Array,
    decisions: TableDecisions,
) -> tuple[pa.Array, Text]:
    """The same with all columns of money that take something off: a coupon beside a rate, or beside another one. What
    is the sum of the others goes alone."""
    money = [i for i in (column.index, *column.others) if _is_money(table.headers[i])]
    header, formula = table.headers[column.index], Text("", "")
    if column.index not in money:
        gross, formula = less(gross, discount, header, data, decisions)
        formula = formula.format(header=f"“{header}”")
    off = {i: read_numbers(table.texts[i].text).values for i in money}
    whole = next((i for i in money if len(money) > 1 and _is_sum(i, off)), None)
    for i in money if whole is None else [whole]:
        gross = less_money(gross, pc.if_else(data, off[i], None))
        formula += FORMULAS["money"].format(header=f"“{table.headers[i]}”")
    return gross, formula


def _is_sum(index: int, columns: dict[int, pa.Array]) -> bool:
    zero = pa.scalar(Decimal(0), EXACT)
    whole, *parts = (
        pc.fill_null(columns[i], zero) for i in (index, *(i for i in columns if i != index))
    )
    for part in parts:
        whole = pc.cast(pc.subtract(whole, part), EXACT)
    return bool(pc.all(pc.equal(whole, zero)).as_py())


def is_taken_off(price: str) -> bool:
    """Whether a price of this name is one after its discount: 折后单价."""
    return _AFTER.search(price.casefold()) is not None


def _meaning(
    values: pa.Array, gross: pa.Array, is_paid: bool, header: str, decisions: TableDecisions
) -> tuple[Meaning, Decimal]:
    """What the numbers are, and the number that stands for the whole price."""
    discounts = pc.drop_null(
        pc.if_else(pc.greater(values, pa.scalar(Decimal(0), EXACT)), values, None)
    )
    name = plain(header)
    if is_paid:
        return "paid", Decimal(1)
    if not len(discounts) or _is_money(name):
        return "money", Decimal(1)
    low, high = (pc.min_max(discounts)[end].as_py() for end in ("min", "max"))
    whole = Decimal(1) if high <= 1 else Decimal(10) if high <= 10 and low >= 1 else HUNDRED
    if low == whole:
        return "paid", whole  # nobody gives everything away on every line
    nearly_all = (
        pc.sum(pc.greater_equal(discounts, pa.scalar(whole / 2, EXACT))).as_py() or 0
    ) / len(discounts)
    looks_paid = nearly_all > 0.9
    if not looks_paid and (whole == 1 or _RATE.search(name)):
        return "off", Decimal(1)
    if high > 1 and not looks_paid and _is_affordable(values, gross):
        return "money", Decimal(1)
    whole = whole if looks_paid else HUNDRED
    guess: Meaning = "paid" if looks_paid else "off"
    choices: tuple[Meaning, ...] = ("paid", "off") if high <= 1 else ("paid", "off", "money")
    example, share = f"{low.normalize():f}", f"{low / whole:.0%}"
    readings = join(
        [_READINGS[choice].format(share=share, n=example) for choice in choices], "，还是", ", or "
    )
    answer = decisions.ask(
        "discount",
        Text(
            f"“{header}”的数值在 {example} 到 {high.normalize():f} 之间：{example} 是指{readings.zh}？"
            f"暂按{_READINGS[guess].zh.format(share=share)}理解。",
            f"“{header}” ranges from {example} to {high.normalize():f}: does {example} mean {readings.en}? "
            f"Taken as {_READINGS[guess].en.format(share=share)} for now.",
        ),
        choices,
        guess,
    )
    chosen = next(choice for choice in choices if choice == answer)
    return chosen, whole


def _is_money(header: str) -> bool:
    name = plain(header)
    return _MONEY.search(name) is not None and not _RATE.search(name)


_READINGS: dict[Meaning, Text] = {
    "paid": Text("付原价的 {share}", "{share} of the price is paid"),
    "off": Text("减去原价的 {share}", "{share} is taken off"),
    "money": Text("减去 {n} 元", "{n} in money is taken off"),
}


def _is_affordable(values: pa.Array, gross: pa.Array) -> bool:
    """Whether no discount is more than what it is taken from."""
    more = pc.sum(pc.greater(values, pc.abs(gross))).as_py() or 0
    return bool(more <= len(values) / 100)
