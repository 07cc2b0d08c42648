"""Rows under the line that sums them up, both in one column, as pivot tables write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from salesdash.intake.decisions import Decisions
from salesdash.intake.tables.context.subject import dimension_of, holds_figures, in_language_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.grid import Figures, says_total
from salesdash.intake.tables.wide.sums import figures_of
from salesdash.intake.texts.column import TextColumn
from salesdash.text import Text

# Nobody reads a longer outline; a cent of each addend may be lost in rounding.
LONGEST, CENT = 2_000, 0.01
GROUP, ITEM = Text("分组", "Group"), Text("项目", "Item")


def parted(table: Table, decisions: Decisions) -> Table:
    """The table with the lines that sum up those below them as a column of their own, where these lines
    and the total prove it to the cent: every row is one of them or belongs to one."""
    width = range(len(table.headers))
    figures = [i for i in width if holds_figures(table, i)]
    if not figures or figures[0] != 1 or len(figures) + 1 != len(width):
        return table
    words = [str(word or "") for word in table.held[0].to_pylist()]
    if not 4 <= len(words) <= LONGEST or [w for w in words if says_total(w)] != words[-1:]:
        return table
    values = np.nan_to_num(np.column_stack([figures_of(table, i) for i in figures]))
    body, total = values[:-1], values[-1]
    twice = np.abs(body.sum(axis=0) - 2 * total) <= CENT * len(words)
    parents = _parents(body[:, twice & (total != 0)])
    if parents is None:
        return table
    decisions.note(
        f"“{words[parents[0]]}”等 {len(parents)} 行是其下各行之和，核对一致，未计入，另作一列。",
        f"{len(parents)} rows such as “{words[parents[0]]}” are the sums of those below them; checked, not "
        "counted, and made a column of their own.",
    )
    return _in_two_columns(table, words, parents)


def _parents(figures: Figures) -> list[int] | None:
    """The rows that are, one after another, the sum of those up to the next one; None where these are not
    all rows, or no row sums up several."""
    if not figures.shape[1]:
        return None
    parents, row = [], 0
    while row < len(figures):
        parents.append(row)
        left, row = figures[row].copy(), row + 1
        while row < len(figures) and (left > CENT).any():
            left -= figures[row]
            row += 1
        if (np.abs(left) > CENT * (row - parents[-1])).any() or row == parents[-1] + 1:
            return None
    return parents if len(figures) > 2 * len(parents) else None


def _in_two_columns(table: Table, words: list[str], parents: Sequence[int]) -> Table:
    kept = np.ones(len(words), dtype=np.bool_)
    kept[list(parents)] = False
    of = np.searchsorted(np.array(parents), np.arange(len(words)), side="right") - 1
    groups = [words[parents[n]] for n in of[kept]]
    groups[-1] = words[-1]
    children = [words[n] for n in np.flatnonzero(kept)[:-1]]
    table = table.where(kept)
    headers = [
        in_language_of(table.headers, dimension.name if dimension else otherwise)
        for names, otherwise in ((groups[:-1], GROUP), (children, ITEM))
        for dimension in [dimension_of(names)]
    ]
    texts = [TextColumn(pa.array(column, pa.string())) for column in (groups, [*children, None])]
    paths = ((headers[0],), (headers[1],), *table.paths[1:]) if table.paths else ()
    return replace(
        table,
        headers=(*headers, *table.headers[1:]),
        texts=(*texts, *table.texts[1:]),
        places=(table.places[0], *table.places),
        paths=paths,
    )
