"""Fields that a table needs and no header names, found by what stands in the columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import ORDERS, SPEND
from salesdash.intake.recognition.amounts import LOOK, after_discounts, steady_price
from salesdash.intake.recognition.days import is_another_day, is_of_a_move
from salesdash.intake.recognition.instalments import instalments_of
from salesdash.intake.recognition.substitutes import (
    is_product,
    proven_product,
    unless_minor,
)
from salesdash.intake.tables.context.subject import is_of_a_life
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_derived
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.texts import headers
from salesdash.intake.texts.amount_headers import amount_order, says_money
from salesdash.intake.texts.headers import MatchedColumn, plain, taxed
from salesdash.intake.texts.metric_headers import (
    is_actual,
    is_of_another_thing,
    is_of_another_time,
    is_of_now,
    metric_of,
    target_metric,
)
from salesdash.intake.texts.numbers import parse
from salesdash.intake.texts.pieces import QUANTITY, is_an_extra, names_a_count, says_pieces
from salesdash.intake.texts.sample_values import Sample

_PRICE = re.compile(
    r"(?!.*(?:总|合计|小计|total|gesamt))(?:.*价格?|.*price|.*preis|precio.*|prix.*)"
)
_PAID = re.compile(r"付款?|支付|^paid|paid$|payment|pago|zahlung|paiement")
# The price of an hour, a night, a seat.
_RATE = re.compile(
    r"rates?|fees?|charges?|satz|geb[uü]hr|tarifa?|tariff|料金|收费|费率|房价|课时费"
)
# What is numbered, rated or measured otherwise: neither money nor pieces.
_NO_FIGURE = re.compile(
    r"(?:^|[^a-z])(?:id|no|nr|code|zip|phone|tel|mobile|age|year|month|day|hour|week|rank|rating|score|lat|lon|spec|size)$|"
    r"id$|编号|编码|代码|单号|工号|账号|序号|号$|电话|手机|邮编|年龄|年份|工龄|评分|得分|排名|星级|天数|年$|月$|折扣|率$|%|规格|型号|尺码|尺寸|容量|含量|"
    r"discount|rabatt|税|运费|shipping|freight|tax"
)


def completed(
    columns: dict[str, MatchedColumn],
    table: Table,
    samples: Sequence[Sample],
    dataset: Dataset,
    fields_chosen: Collection[str],
    *,
    is_named: bool,
) -> dict[str, MatchedColumn]:
    """The columns with the date and the amount that only values tell, each to be asked about: of
    several that may be it the likeliest. `fields_chosen` are the fields of which the user has spoken,
    `is_named` says whether they have named the dataset."""
    if dataset not in (ORDERS, SPEND):
        return columns
    date, amount = str(dataset.date), str(dataset.amount)
    if date not in columns and date not in fields_chosen:
        days = _days(table, samples, columns)
        moved = bool(days) and is_of_a_move(table.headers[days[0]])
        columns = _with(columns, date, days, is_guess=is_named or not moved)
        if date not in columns and (parts := _in_two(date, table, samples, columns)):
            columns = columns | parts
    elif date in columns and not (columns[date].sure or columns[date].rivals):
        rivals = tuple(_days(table, samples, columns))
        columns = columns | {date: replace(columns[date], rivals=rivals)}
    if dataset is SPEND and "purpose" not in columns:
        return columns
    given = {"amount", "spend", "budget"} & set(columns) or {"unit_price", "quantity"} <= set(
        columns
    )
    if not given and amount not in fields_chosen:
        places = _money(table, samples, columns, dataset)
        if proven := proven_product(table, places, columns):
            return columns | proven
        totals = _totals(table, places, columns)
        is_priced = (
            "quantity" in columns
            and places
            and not totals
            and _says_price(table.headers[places[0]])
        )
        places = [*totals, *(i for i in places if i not in totals)]
        columns = _with(columns, "unit_price" if is_priced else amount, places)
        columns = unless_minor(table, samples, columns) if dataset is ORDERS else columns
    return columns


def _in_two(
    date: str, table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """The date in two columns: years in one, in the other words that name their parts."""
    free = _free(table, columns)
    years = [i for i in free if samples[i].are_years]
    parts = [i for i in free if samples[i].yearless and not samples[i].are_figures]
    if not (years and parts):
        return {}
    return {date: MatchedColumn(parts[0], sure=False, others=(years[0],))}


def counted(
    columns: dict[str, MatchedColumn],
    table: Table,
    samples: Sequence[Sample],
    fields_chosen: Collection[str],
) -> dict[str, MatchedColumn]:
    """The quantity of an order line under a header that only sounds like one; beside a price and
    without an amount whatever can be counted."""
    if not {"amount", "unit_price"} & {*columns, *fields_chosen}:
        columns = _priced_by_the_piece(columns, table, samples)
    if "quantity" in columns or "quantity" in fields_chosen:
        return columns
    pieces = [i for i in _pieces(table, samples, columns) if not is_an_extra(table.headers[i])]
    sound = [i for i in pieces if says_pieces(table.headers[i])]
    if "unit_price" in columns and "amount" not in columns:
        # 500ml may be what a bottle holds, and 5G a network: only both, name and cells, are sure
        weighed = [i for i in sound if samples[i].state_a_measure]
        sure = {"quantity": MatchedColumn(weighed[0])} if len(weighed) == 1 else {}
        return columns | sure if sure else _with(columns, "quantity", pieces)
    if not sound and "amount" in columns and "unit_price" not in columns:
        # under any name: whether the amount is the price of one is asked when the rows are cleaned
        figure = columns["amount"].index
        beside = [
            i
            for i in pieces
            if not says_money(table.headers[i]) and _is_priced(table, i, figure, goes_with=False)
        ]
        return columns | {"quantity": MatchedColumn(beside[0])} if len(beside) == 1 else columns
    return _with(columns, "quantity", sound) if len(sound) == 1 else columns


def _priced_by_the_piece(
    columns: dict[str, MatchedColumn], table: Table, samples: Sequence[Sample]
) -> dict[str, MatchedColumn]:
    """The columns with the count and the figure beside it, where the figure of each product never
    varies with the count, or goes with it: the amount, unless the user says that it is a price."""
    quantity_column = columns.get("quantity")
    rates = _rates(table, samples, columns)
    figures = list(dict.fromkeys([*figure_columns(table, samples, columns), *rates]))
    counts = (
        [quantity_column.index]
        if quantity_column
        else [i for i in figures if samples[i].are_counts]
    )
    pairs = [(count, figure) for count in counts for figure in figures if count != figure]
    for sure, goes_with in ((True, False), (False, True)):
        priced = [pair for pair in pairs if _is_priced(table, *pair, goes_with=goes_with)]
        likely = [pair for pair in priced if names_a_count(table.headers[pair[0]])] or priced
        if len(likely) == 1:
            [(count, figure)] = likely
            return columns | {
                "quantity": quantity_column or MatchedColumn(count),
                "amount": MatchedColumn(figure, sure),
            }
    named = [i for i in counts if quantity_column or names_a_count(table.headers[i])]
    if len(rates) == 1 and len(named) == 1 and rates != named:
        quantity = quantity_column or MatchedColumn(named[0], sure=False)
        return columns | {"quantity": quantity, "unit_price": MatchedColumn(rates[0], sure=False)}
    return columns


def _rates(table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]) -> list[int]:
    """Columns named for the price of an hour, a night, a seat."""
    used = {column.index for column in columns.values()}
    return [
        i
        for i, header in enumerate(table.headers)
        if i not in used and samples[i].are_figures and _RATE.fullmatch(_spoken(header))
    ]


def _is_priced(table: Table, count: int, figure: int, *, goes_with: bool) -> bool:
    """Whether the figure of a product is always the same while the count beside it varies, or
    (`goes_with`) the same for each piece."""
    counts, figures = (
        [parse(cell) if cell else None for cell in table.held[i].slice(0, LOOK).to_pylist()]
        for i in (count, figure)
    )
    for names in columns_of_words(table):
        products = table.held[names].slice(0, LOOK).to_pylist()
        lines = [
            (name, f.value / c.value if goes_with else f.value, c.value)
            for name, f, c in zip(products, figures, counts, strict=True)
            if name and f and c and c.value
        ]
        if steady_price(lines):
            return True
    return False


def _with(
    columns: dict[str, MatchedColumn], key: str, places: Sequence[int], *, is_guess: bool = True
) -> dict[str, MatchedColumn]:
    if not places:
        return columns
    likely = MatchedColumn(places[0], sure=False, rivals=tuple(places[1:]), is_guess=is_guess)
    return columns | {key: likely}


def _free(table: Table, columns: dict[str, MatchedColumn], dataset: Dataset = ORDERS) -> list[int]:
    """The columns that may be more of the dataset: a payment is no sale, but may well be a spend."""
    used = {i for column in columns.values() for i in (column.index, *column.others)}
    used |= instalments_of(table)
    return [
        i
        for i, header in enumerate(table.headers)
        if i not in used
        and (not is_of_another_thing(header) or _is_paid(header, dataset))
        and not is_of_another_time(header)
    ]


def _days(table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]) -> list[int]:
    """Columns of days, the fullest first; those of another day where there are no others."""
    used = {column.index for column in columns.values()}
    every = [i for i, sample in enumerate(samples) if sample.are_days and i not in used]
    every = [i for i in every if not is_of_a_life(table.headers[i])]
    free = _free(table, columns)
    days = [i for i in every if i in free and not is_another_day(table.headers[i])] or every
    return sorted(days, key=lambda i: (table.held[i].null_count, i))


def _money(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn], dataset: Dataset
) -> list[int]:
    """Columns of figures that may be money: those that say so, then those with fractions, then those with
    the larger figures. Fractions below one are shares."""
    figures = [
        i
        for i in figure_columns(table, samples, columns, dataset)
        if not (names_a_count(table.headers[i]) or samples[i].state_a_measure)
    ]
    figures.sort(key=lambda i: amount_order(table.headers[i]))
    spoken = [i for i in figures if says_money(table.headers[i])]
    silent = [
        i for i in figures if i not in spoken and not QUANTITY.search(plain(table.headers[i]))
    ]
    whole = [not samples[i].have_fractions or samples[i].usual < 1 for i in range(len(samples))]
    ranked = sorted(silent, key=lambda i: (whole[i], -samples[i].usual))
    ranked.sort(key=lambda i: amount_order(table.headers[i]))
    return [*spoken, *ranked] or figures


def _totals(table: Table, places: Sequence[int], columns: dict[str, MatchedColumn]) -> list[int]:
    """Of columns of money those that the lines prove to be what a line came to: what discounts leave of
    another one, and what another one makes times the quantity."""
    left = (after_discounts(table, place, places) for place in places)
    paid = next((place for place in left if place is not None), None)
    quantity = columns.get("quantity")
    made = [
        i for i in places for price in places if quantity and price != i
        and is_product(table, quantity.index, price, i, fewest=1)
    ]  # fmt: skip
    return list(dict.fromkeys([*([paid] if paid is not None else []), *made]))


def _pieces(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> list[int]:
    """Columns of counts that may be a quantity, those that sound like it first."""
    counts = [
        i
        for i in figure_columns(table, samples, columns)
        if (samples[i].are_counts and metric_of(table.headers[i]) != "orders")
        or names_a_count(table.headers[i])
        or samples[i].state_a_measure
    ]
    return sorted(counts, key=lambda i: (not QUANTITY.search(plain(table.headers[i])), i))


def _spoken(header: str) -> str:
    return headers.spoken(header).strip()


def _says_price(header: str) -> bool:
    """Whether the header names the price of a piece, and of nothing more."""
    return _PRICE.fullmatch(plain(taxed(header))) is not None


def _is_paid(header: str, dataset: Dataset) -> bool:
    """Whether it is a payment, and these are what is spent."""
    return dataset is SPEND and _PAID.search(plain(header)) is not None


def figure_columns(
    table: Table,
    samples: Sequence[Sample],
    columns: dict[str, MatchedColumn],
    dataset: Dataset = ORDERS,
) -> list[int]:
    """Columns of numbers that are no field by their names, and may be money or pieces."""
    return [
        i
        for i in _free(table, columns, dataset)
        if samples[i].are_figures
        and not (samples[i].number_lines or samples[i].are_codes or samples[i].are_days)
        and (
            _may_be_figures(table.headers[i], dataset)
            or ("quantity" in columns and _says_price(table.headers[i]))
        )
    ]


def _may_be_figures(header: str, dataset: Dataset) -> bool:
    """Whether the header names nothing else that is known: neither a field, nor a code, nor a ratio."""
    is_declared = (
        headers.kinds_of(header) and not _is_paid(header, dataset) and not is_actual(header)
    )
    if is_declared or says_derived(header) or target_metric(header):
        return False
    return is_of_now(header) or not _NO_FIGURE.search(_spoken(taxed(header)))
