"""The line of an order above its items: what it says goes for them, and its sum is theirs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Rows, Table
from salesdash.intake.tables.totals.number_grid import Figures, figures_of
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts.headers import match
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text

_OF_AN_ITEM = {"product", "product_id", "quantity", "unit_price", "category"}
# As many orders prove it, and so large a share of them; one alone may be chance.
FEWEST, PROVEN = 2, 0.95
CENT = 0.011
COUNTED_BY_ITEMS = Text(
    "{many} 行是整单的合计（如第 {row} 行），等于其下各行之和，未计入。",
    "{many} {many:line is|lines are} the total of an order (as in row {row}), the sum of the items below; checked "
    "and not counted.",
)


def without_order_heads(table: Table, decisions: TableDecisions) -> Table:
    """The table without the lines that name an order and no item, where their money is that of the lines
    below, which take the number, the day and the buyer from them."""
    field_of = {
        i: hit.field.key for i, header in enumerate(table.headers) if (hit := match(header, ORDERS))
    }
    ids = [i for i, key in field_of.items() if key == "order_id"]
    items = [i for i, key in field_of.items() if key in _OF_AN_ITEM]
    money = [i for i, key in field_of.items() if key == "amount"]
    if not ids or len(items) < 2 or not money or table.height < 2 * FEWEST:
        return table
    numbered, *of_items = (_filled(table, i) for i in (ids[0], *items))
    heads: Mask = numbered & ~np.logical_or.reduce(of_items)
    if heads.sum() < FEWEST or not heads[0] or not _is_parted(table, ids[0], heads, numbered):
        return table
    head_of = np.maximum.accumulate(np.where(heads, np.arange(table.height), 0))
    if not all(_is_their_sum(figures_of(table, i), heads, head_of) for i in money):
        return table
    decisions.notes.append(
        COUNTED_BY_ITEMS.format(many=int(heads.sum()), row=table.rows[np.flatnonzero(heads)[0]])
    )
    source = pa.array(head_of)
    texts = [
        column if _filled(table, i)[~heads].any() else TextColumn(pc.take(column.text, source))
        for i, column in enumerate(table.texts)
    ]
    return replace(table, texts=tuple(texts)).where(~heads)


def _filled(table: Table, index: int) -> Mask:
    return as_mask(pc.is_valid(table.held[index]))


def _is_parted(table: Table, index: int, heads: Mask, numbered: Mask) -> bool:
    """Whether every line below a head is an item of it: without a number, or with the same."""
    below = ~heads & numbered
    if not below.any():
        return True
    numbers = table.held[index].to_pylist()
    head_of = np.maximum.accumulate(np.where(heads, np.arange(table.height), 0))
    return all(numbers[row] == numbers[head_of[row]] for row in np.flatnonzero(below).tolist())


def _is_their_sum(figures: Figures, heads: Mask, head_of: Rows) -> bool:
    """Whether nearly every head that has lines below says what they come to."""
    summed = np.zeros(len(figures))
    np.add.at(summed, head_of[~heads], np.nan_to_num(figures[~heads]))
    with_items = heads & np.isin(np.arange(len(figures)), head_of[~heads])
    said = figures[with_items]
    agree = np.abs(said - summed[with_items]) <= CENT
    return bool(len(said) >= FEWEST and agree.mean() >= PROVEN)
