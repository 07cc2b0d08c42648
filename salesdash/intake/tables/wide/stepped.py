"""Rows above those that they sum up, each level in a column of its own, as pivot tables in outline form are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_days, holds_figures
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import Figures, figures_of, says_total
from salesdash.intake.tables.totals.total_rows import Mask
from salesdash.intake.tables.wide.levels import Depths
from salesdash.intake.tables.wide.outline import CENT, half_of_last_digit
from salesdash.intake.texts.text_column import TextColumn

LONGEST = 20_000  # rows; chosen, nobody reads a longer outline


def without_sums_above(table: Table, decisions: TableDecisions) -> Table:
    """The table without the rows whose last labels are blank and whose every figure is the sum of the rows
    below that are labelled further; these get the labels above them."""
    width = range(len(table.headers))
    whole, table = table, _without_numbers_of_parts(table)
    is_numbered = table is not whole
    figures = [
        i
        for i in width
        if holds_figures(table, i) and not holds_days(table, i) and (i or not is_numbered)
    ]
    labels = [i for i in width if i not in figures]
    if not figures or len(labels) < 2 or not 3 <= table.height <= LONGEST:
        return whole
    if labels != list(range(len(labels))) or not table.held[labels[-1]].null_count:
        return whole
    names = [table.held[i].to_pylist() for i in labels]
    totals = np.array([any(map(says_total, filter(None, row))) for row in zip(*names, strict=True)])
    filled = np.array([[bool(name) for name in column] for column in names])
    level = np.where(filled.any(axis=0), len(labels) - 1 - filled[::-1].argmax(axis=0), -1)
    totals |= level < 0
    above = (level < len(labels) - 1) & ~totals
    if not above.any() or not _add_up(table, figures, level, above, totals):
        return whole
    decisions.note(
        f"“{_name(table, labels, above)}”等 {above.sum()} 行是其下各行之和，核对一致，未计入。",
        f"{above.sum()} rows such as “{_name(table, labels, above)}” are the sums of those below them; checked "
        "and not counted.",
    )
    texts = list(table.texts)
    for i in labels[:-1]:
        texts[i] = TextColumn(pa.array(_carried(names[i], i, level, totals), pa.string()))
    return replace(table, texts=tuple(texts)).where(~above)


def _without_numbers_of_parts(table: Table) -> Table:
    """The table without the numbers 1.1, 1.2 in its first column that go on from a 1 above them: their rows
    are labelled further in the columns behind."""
    if not table.headers or not 3 <= table.height <= LONGEST:
        return table
    numbers = table.held[0].to_pylist()
    whole, parts = "", 0
    for row, number in enumerate(numbers):
        if whole and number == f"{whole}.{parts + 1}":
            numbers[row], parts = None, parts + 1
        else:
            whole, parts = number or "", 0
    if numbers == table.held[0].to_pylist():
        return table
    return replace(table, texts=(TextColumn(pa.array(numbers, pa.string())), *table.texts[1:]))


def _add_up(table: Table, figures: list[int], level: Depths, above: Mask, totals: Mask) -> bool:
    """Whether every row that is labelled less is, in all columns, the sum of the rows below it that are
    labelled whole, up to the next one of its level."""
    values = np.nan_to_num(np.column_stack([figures_of(table, i) for i in figures]))
    lost = np.column_stack([half_of_last_digit(table, i) for i in figures])
    room: Figures = np.maximum(lost, CENT / 2)
    leaves = (~above & ~totals)[:, None]
    for row in np.flatnonzero(above):
        later = np.flatnonzero((level <= level[row]) & (np.arange(len(level)) > row))
        end = int(later[0]) if len(later) else len(level)
        below = slice(row + 1, end)
        gap = np.abs(values[row] - (values * leaves)[below].sum(axis=0))
        if not leaves[below].any() or (gap > room[row] + (room * leaves)[below].sum(axis=0)).any():
            return False
    return bool(values[above].any())


def _carried(names: list[str | None], column: int, level: Depths, totals: Mask) -> list[str | None]:
    """Each label for the rows further down that leave it blank, until a row of a level above it."""
    carried: list[str | None] = []
    last: str | None = None
    for name, at, is_total in zip(names, level, totals, strict=True):
        last = name or (None if at < column else last)
        carried.append(name if is_total else last)
    return carried


def _name(table: Table, labels: list[int], above: Mask) -> str:
    row = int(np.flatnonzero(above)[0])
    return next(str(name) for i in labels if (name := table.held[i][row].as_py()))
