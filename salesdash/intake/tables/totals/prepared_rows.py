"""Rows that were numbered beforehand and are still empty: nothing stands there but the number, and noughts."""

from __future__ import annotations

import numpy as np

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_figures
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import figures_of
from salesdash.intake.tables.totals.total_rows import as_mask
from salesdash.intake.texts.headers import kinds_of
from salesdash.text import Text

# Larger tables come out of systems, which prepare nothing.
WRITTEN_BY_HAND = 20_000
LEFT_OUT = Text(
    "{many} 行只有序号和 0，是预留的空行，未计入。",
    "{many} {many:row holds|rows hold} nothing but a number and noughts: prepared for later, not counted.",
)


def without_prepared_rows(table: Table, decisions: TableDecisions) -> Table:
    """The table without the rows in which its first column counts on and all else is blank or nought."""
    if not 2 < table.height <= WRITTEN_BY_HAND or kinds_of(table.headers[0]):
        return table
    width = range(1, len(table.headers))
    figures = [
        i for i in width if table.held[i].null_count < table.height and holds_figures(table, i)
    ]
    words = [i for i in width if i not in figures]
    blank = np.ones(table.height, dtype=np.bool_)
    for index in words:
        blank &= ~as_mask(table.held[index].is_valid())
    if not blank.any() or blank.all() or not words:
        return table
    numbers = figures_of(table, 0)
    counted = numbers[~np.isnan(numbers)]
    for index in figures:
        blank &= (figures_of(table, index) == 0) | ~as_mask(table.held[index].is_valid())
    blank &= ~np.isnan(numbers)
    if not blank.any() or (np.diff(counted) <= 0).any():
        return table
    decisions.notes.append(LEFT_OUT.format(many=int(blank.sum())))
    return table.where(~blank)
