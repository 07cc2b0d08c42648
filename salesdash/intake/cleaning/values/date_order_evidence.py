"""Columns that tell in which order the dates of another column are written."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.text_column import TextColumn
from salesdash.intake.texts.times.dates import OrderDecision, decide_order, read_days
from salesdash.intake.texts.times.day import Order, name_day

ROWS = 500


def order_evidence(
    table: Table, text: pa.Array, data: pa.Array, decided: OrderDecision
) -> Order | None:
    """The one order under which some column repeats the month of every date, else the one that the other
    dates of the table leave no doubt of; None where nothing tells."""
    months = {
        order: _months(text.slice(0, ROWS), order) for order in (decided.order, *decided.rivals)
    }
    for column in table.held:
        beside = _months_named(pc.filter(column, data).slice(0, ROWS))
        if beside is None:
            continue
        agreeing = [order for order, named in months.items() if named == beside]
        if len(agreeing) == 1:
            return agreeing[0]
    sure = {order for column in table.texts if (order := _sure_order(column))} & months.keys()
    return sure.pop() if len(sure) == 1 else None


def _sure_order(column: TextColumn) -> Order | None:
    """The order in which the dates of a column can only be written; None without any, or in doubt."""
    decided = decide_order(pc.drop_null(column.text.slice(0, ROWS)))
    return decided.order if decided.met and not decided.rivals else None


def _months(text: pa.Array, order: Order) -> list[int | None]:
    return list(pc.month(read_days(text, order=order).starts).to_pylist())


def _months_named(column: pa.Array) -> list[int | None] | None:
    """The months that a column of `6`, `6月` or `June` names; None for any other column."""
    if len(column.slice(0, 50).unique()) < 2:
        return None
    named = [name_day(cell, year=2024) if cell else None for cell in column.to_pylist()]
    if not all(n and n.yearless and n.grain == "month" for n in named):
        return None
    return [n.period.start.month if n else None for n in named]
