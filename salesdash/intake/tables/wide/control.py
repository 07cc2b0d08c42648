"""The grand total that a wide table prints, kept as a last row so that the rows are held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa

from salesdash.intake.tables.layout.table import Rows, Table
from salesdash.intake.tables.totals import number_grid
from salesdash.intake.tables.totals.number_grid import SumLine
from salesdash.intake.tables.totals.total_rows import TOTAL
from salesdash.intake.texts import numbers, words
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.text_column import TextColumn


def with_total(
    long: Table,
    wide: Table,
    lines: Sequence[SumLine],
    column: int | None,
    columns: Sequence[int],
    rows: Rows,
) -> Table:
    """`long` with the total of `wide`, as far as it prints one.

    `lines` are its total rows, `column` its column of grand totals, `columns` and `rows` the columns
    and rows of its own figures.
    """
    grand = _grand(lines)
    if not long.height or (grand is None and column is None):
        return long
    at = [column] if column is not None else list(columns)
    if grand and column is not None and not wide.held[column][grand.index].is_valid:
        at = list(columns)
    chosen = [grand.index] if grand else rows.tolist()
    total = _added([wide.held[c][int(r)].as_py() for c in at for r in chosen])
    if total is None:
        return long
    cells: list[str | None] = [None] * len(long.headers)
    cells[0] = grand.words if grand and TOTAL.fullmatch(simplified(grand.words)) else "合计"
    cells[-1] = total
    texts = tuple(
        TextColumn(pa.concat_arrays([column_.text, pa.array([cell], pa.string())]))
        for column_, cell in zip(long.texts, cells, strict=True)
    )
    places = tuple(p if isinstance(p, int) else np.append(p, p[-1]) for p in long.places)
    source = chosen[-1]
    return replace(long, texts=texts, places=places, rows=np.append(long.rows, wide.rows[source]))


def _grand(lines: Sequence[SumLine]) -> SumLine | None:
    """The line that sums up all rows; else the last one that says so."""
    whole = [line for line in lines if line.whole]
    worded = [line for line in lines if number_grid.says_grand(line.words)]
    grand = whole or worded
    return grand[-1] if grand else None


def _added(cells: Sequence[str | None]) -> str | None:
    """The sum of the cells, as text; None where one of them is no number."""
    if len(cells) == 1:
        return cells[0]
    read = [numbers.parse(cell) for cell in cells if cell and not words.is_placeholder(cell)]
    if not read or any(each is None for each in read):
        return None
    return str(sum((each.value for each in read if each), Decimal(0)))
