"""What an export writes once for all lines of an order: its number, its date, its buyer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_figures
from salesdash.intake.tables.layout.table import Rows, Table
from salesdash.intake.tables.supplied.fill import WRITTEN_BY_HAND
from salesdash.intake.tables.totals.footers import says_statistic
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts.headers import match
from salesdash.intake.texts.sample_values import Sample
from salesdash.intake.texts.text_column import TextColumn, numbered


def carried(table: Table, decisions: TableDecisions) -> Table:
    """The table with the number, names, dates and states of an order on each of its lines, where an
    export writes them on the first one alone."""
    fields = [_field(header) for header in table.headers]
    number = _number_of(table, fields) if _may_be_once(table, fields) else None
    if number is None:
        return table
    orders = _numbers(table, number, fields)
    first = first_of(orders)
    if table.height <= WRITTEN_BY_HAND:
        first = _without_statistics(first, number, table)
    later = first != np.arange(table.height)
    if not later.any():
        return table
    texts = list(table.texts)
    once = set()
    for i, column in enumerate(table.held):
        blank = as_mask(pc.is_null(column))
        written_once = blank[later].all() and (~blank[first[later]]).any()
        if written_once and holds_figures(table, i):
            once.add(table.headers[i])
        elif written_once:
            texts[i] = TextColumn(pc.take(column, pa.array(first)))
            decisions.note_about(
                table.headers[i],
                "只写在每个订单的第一行，已填到该订单各行",
                "written once for each order, and filled down to its lines",
            )
    return replace(table, texts=tuple(texts), once=frozenset(once))


def _without_statistics(first: Rows, number: int, table: Table) -> Rows:
    """The first lines, those of the statistics below the last order being their own."""
    valid = [as_mask(pc.is_valid(column)) for column in table.held]
    orders = np.flatnonzero(valid[number] & (2 * np.sum(valid, axis=0) > len(valid)))
    last = int(orders[-1]) if len(orders) else -1
    below = [row for row in np.flatnonzero(says_statistic(table)).tolist() if row > last]
    alone = first.copy()
    alone[below] = below
    return alone


def _field(header: str) -> str | None:
    match_ = match(header, ORDERS)
    return match_.field.key if match_ else None


def _number_of(table: Table, fields: Sequence[str | None]) -> int | None:
    """The column of order numbers: by its header, else by what stands in it."""
    if "order_id" in fields:
        return fields.index("order_id")
    columns = range(len(fields))
    numbered = next((i for i in columns if Sample(table.sample(i)).are_order_numbers), None)
    return _parent(table, fields) if numbered is None else numbered


def _parent(table: Table, fields: Sequence[str | None]) -> int | None:
    """The column, whatever it is called, that names a parent: where the day is blank it says nothing
    new, and where a day stands it does. Lines of several buyers have none: a list of customers whose first
    one alone was filled in looks like it."""
    dates = [
        as_mask(pc.is_null(table.held[i])) for i, key in enumerate(fields) if key == "order_date"
    ]
    for i, key in enumerate(fields):
        if (
            key is not None
            or not table.height
            or not table.held[i][0].is_valid
            or holds_figures(table, i)
        ):
            continue
        codes, _ = numbered(pc.fill_null_forward(table.texts[i].text))
        first = first_of(codes)
        later = first != np.arange(table.height)
        is_once = later.any() and any((later == each).all() for each in dates)
        if is_once and _have_one_buyer(table, fields, first):
            return i
    return None


def _have_one_buyer(table: Table, fields: Sequence[str | None], first: Rows) -> bool:
    """Whether no line names another customer than the first line of its order."""
    for i, key in enumerate(fields):
        if key == "customer":
            buyers, blank = numbered(table.texts[i].text)
            if ((buyers != buyers[first]) & (buyers != blank - 1)).any():
                return False
    return True


def _may_be_once(table: Table, fields: Sequence[str | None]) -> bool:
    """A full export needs no look at its orders: one of what every order has must be blank at times."""
    of_each_order = ("order_date", "amount", "order_id")
    return any(
        text.values.null_count
        for text, key in zip(table.texts, fields, strict=True)
        if key in of_each_order
    )


def _numbers(table: Table, number: int, fields: Sequence[str | None]) -> Rows:
    """For each row the number of its order; a line that names neither one nor a buyer goes on the
    one above, unless it is of another day."""
    column = table.held[number]
    blank = as_mask(pc.is_null(column)).copy()
    silent = np.zeros(table.height, dtype=np.bool_)
    for i, key in enumerate(fields):
        if key in ("customer", "order_date") and blank.any():
            unsaid = as_mask(pc.is_null(table.held[i]))
            silent |= unsaid
            blank &= unsaid if key == "customer" else _same_as_above(table.texts[i].text)
    blank &= silent
    goes_on = np.zeros(table.height, dtype=np.bool_)
    for i, key in enumerate(fields):
        if key in ("product", "product_id") and blank.any():
            cells = table.held[i].to_pylist()
            goes_on |= np.array([bool(c) and not says_total(str(c)) for c in cells], np.bool_)
    codes, _ = numbered(column)
    alone = as_mask(pc.is_null(column))
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(int(alone.sum()))
    begins = ~(blank & goes_on)
    begins[:1] = True
    return codes[np.maximum.accumulate(np.where(begins, np.arange(table.height), 0))]


def _same_as_above(column: pa.Array) -> Mask:
    """Which cells say nothing, or what the last one before them said."""
    above = pc.fill_null_forward(column)
    same = np.zeros(len(column), dtype=np.bool_)
    same[1:] = as_mask(pc.equal(above[1:], above[:-1]))
    return same


def first_of(codes: Rows) -> Rows:
    """For each row the first one with its code."""
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    firsts: Rows = first[inverse]
    return firsts
