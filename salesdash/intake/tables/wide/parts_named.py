"""Rows that say of themselves that they are a part of the row above: 华东, 其中：上海."""

from __future__ import annotations

import re

import numpy as np

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_days, holds_figures
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.fill import WRITTEN_BY_HAND
from salesdash.intake.tables.totals.number_grid import figures_of

_PART = re.compile(
    r"\s*(?:其中|of which|davon|darunter|dont|de los cuales|dei quali|うち)\s*[:：\s]\s*\S.*",
    re.IGNORECASE,
)


def without_parts(table: Table, decisions: TableDecisions) -> Table:
    """The table without such rows, where none of their figures is more than that of the row that they are
    a part of."""
    width = range(len(table.headers))
    figures = [i for i in width if holds_figures(table, i) and not holds_days(table, i)]
    if not figures or not 2 <= table.height <= WRITTEN_BY_HAND:
        return table
    parts = np.zeros(table.height, dtype=np.bool_)
    names: list[str] = []
    for i in width:
        if i not in figures:
            cells = [str(cell or "") for cell in table.held[i].to_pylist()]
            parts |= np.array([_PART.fullmatch(cell) is not None for cell in cells])
            names += [cell for cell in cells if _PART.fullmatch(cell)]
    if not parts.any() or parts[0]:
        return table
    whole = np.maximum.accumulate(np.where(parts, 0, np.arange(table.height)))
    values = np.nan_to_num(np.column_stack([figures_of(table, i) for i in figures]))
    if (np.abs(values[parts]) > np.abs(values[whole[parts]])).any():
        return table
    many = int(parts.sum())
    decisions.note(
        f"“{names[0].strip()}”等 {many} 行是上一行的一部分，未计入。",
        f"{many} {'row' if many == 1 else 'rows'} such as “{names[0].strip()}” are parts of the row above and are "
        "not counted.",
    )
    return table.where(~parts)
