"""What was sold is counted by one column and priced by another, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from salesdash.intake.recognition.amounts import LOOK, steady_price
from salesdash.intake.recognition.by_values.figures import (
    bare,
    figure_columns,
    is_a_measure,
    with_likely,
)
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.texts.amount_headers import says_money
from salesdash.intake.texts.headers import MatchedColumn, plain
from salesdash.intake.texts.metric_headers import (
    metric_of,
)
from salesdash.intake.texts.numbers import parse
from salesdash.intake.texts.pieces import QUANTITY, is_an_extra, names_a_count, says_pieces
from salesdash.intake.texts.sample_values import Sample

# The price of an hour, a night, a seat.
_RATE = re.compile(
    r"rates?|fees?|charges?|satz|geb[uü]hr|tarifa?|tariff|料金|收费|费率|房价|课时费"
)


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
        return columns | sure if sure else with_likely(columns, "quantity", pieces)
    if not sound and "amount" in columns and "unit_price" not in columns:
        # under any name: whether the amount is the price of one is asked when the rows are cleaned
        figure = columns["amount"].index
        beside = [
            i
            for i in pieces
            if not says_money(table.headers[i]) and _is_priced(table, i, figure, goes_with=False)
        ]
        return columns | {"quantity": MatchedColumn(beside[0])} if len(beside) == 1 else columns
    return with_likely(columns, "quantity", sound) if len(sound) == 1 else columns


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
    money = [i for i in figures if i in rates or not is_a_measure(table, samples, i)]
    pairs = [(count, figure) for count in counts for figure in money if count != figure]
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
        if i not in used and samples[i].are_figures and _RATE.fullmatch(bare(header))
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
