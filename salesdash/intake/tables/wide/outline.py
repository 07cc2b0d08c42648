"""Rows under the line that sums them up, both in one column, as pivot tables write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from salesdash.intake.decisions import Decisions
from salesdash.intake.tables.context.subject import dimension_of, holds_figures, in_language_of
from salesdash.intake.tables.layout.table import Table, distinct
from salesdash.intake.tables.totals.grid import Figures, says_total
from salesdash.intake.tables.wide.sums import figures_of
from salesdash.intake.texts.column import TextColumn
from salesdash.text import Text

# Nobody reads a longer outline; a cent of each addend may be lost in rounding.
LONGEST, CENT = 2_000, 0.01
# Levels above the last one of an outline; chosen, not measured: pivot tables seldom have more.
DEEPEST = 4
# Of the sums together; chosen, not measured: a list of counts may add up by chance, of amounts it does not.
DIGITS = 5
GROUP, ITEM = Text("分组", "Group"), Text("项目", "Item")

Depths = npt.NDArray[np.int64]


def parted(table: Table, decisions: Decisions) -> Table:
    """The table with the lines that sum up those below them as a column of their own, where these lines
    prove it to the cent, with the total where the sheet has one: every row is one of them or belongs to one."""
    width = range(len(table.headers))
    figures = [i for i in width if holds_figures(table, i)]
    if not figures or figures[0] != 1 or len(figures) + 1 != len(width):
        return table
    words = [str(word or "") for word in table.held[0].to_pylist()]
    totals = [word for word in words if says_total(word)]
    if not 4 <= len(words) <= LONGEST or totals not in ([], words[-1:]):
        return table
    values = np.nan_to_num(np.column_stack([figures_of(table, i) for i in figures]))
    outline = _outline(values[:-1], values[-1]) if totals else _without_total(values)
    if outline is None:
        return table
    first, many = words[0], np.count_nonzero(outline < outline.max())
    decisions.note(
        f"“{first}”等 {many} 行是其下各行之和，核对一致，未计入，另作{'一' if outline.max() == 1 else '几'}列。",
        f"{many} rows such as “{first}” are the sums of those below them; checked, not counted, and made "
        f"{'a column' if outline.max() == 1 else 'columns'} of their own.",
    )
    return _in_columns(table, words, outline)


def _outline(body: Figures, total: Figures) -> Depths | None:
    """How deep each row stands, from 0 for those that add up to the total; None where the figures prove
    no outline in which every row without others below it is as deep as the rest."""
    for depth in range(1, DEEPEST + 1):
        every = np.abs(body.sum(axis=0) - (depth + 1) * total) <= CENT * len(body)
        depths = _depths(body[:, every & (total != 0)], depth)
        if depths is not None:
            return depths
    return None


def _without_total(body: Figures) -> Depths | None:
    """The same where no total was printed: several groups, in all columns but those of rates, whose sums have so
    many digits that they do not come out so by chance."""
    figures = body[:, np.abs(body).max(axis=0) > 1]
    for depth in range(1, DEEPEST + 1):
        depths = _depths(figures, depth)
        if depths is not None and np.count_nonzero(depths == 0) > 1:
            cents = np.abs(np.rint(figures / CENT)).astype(np.int64)
            steps = np.maximum(
                np.gcd.reduce(cents, axis=0), 1
            )  # 8,000 beside 5,000 tells no more than 8
            digits = np.log10(np.maximum((cents / steps)[depths < depth], 1.0)).sum()
            return depths if digits >= DIGITS else None
    return None


def _depths(figures: Figures, depth: int) -> Depths | None:
    """The rows parted into those of each level, one after another the sum of the next level's rows up to
    its own next; None where these are not all rows, or no row of the last but one sums up several."""
    if not figures.shape[1]:
        return None
    ends: list[int | None] = [row + 1 for row in range(len(figures))]
    levels = [ends]
    for _ in range(depth):
        ends = [_end_of_sum(figures, row, ends) for row in range(len(figures))]
        levels.append(ends)
    depths = np.zeros(len(figures), dtype=np.int64)
    row = 0
    while row < len(figures):
        end = _mark(levels, row, depths)
        if end is None:
            return None
        row = end
    leaves, lowest = (np.count_nonzero(depths == level) for level in (depth, depth - 1))
    return depths if leaves > lowest else None


def _end_of_sum(figures: Figures, row: int, ends: Sequence[int | None]) -> int | None:
    """The row after those that row `row` sums up, each of which goes on up to its own end."""
    left, child = figures[row].copy(), row + 1
    while child < len(figures) and (left > CENT).any():
        left -= figures[child]
        end = ends[child]
        if end is None:
            return None
        child = end
    is_sum = child > row + 1 and (np.abs(left) <= CENT * (child - row)).all()
    return child if is_sum else None


def _mark(levels: Sequence[Sequence[int | None]], row: int, depths: Depths) -> int | None:
    """Write how deep the row and all below it stand; the row after them, None where it sums up none."""
    height = len(levels) - 1
    end = levels[height][row]
    if end is None:
        return None
    pending = [(row, end, height)]
    while pending:
        parent, stop, level = pending.pop()
        depths[parent] = height - level
        child = parent + 1
        while level and child < stop:
            after = levels[level - 1][child]
            assert after is not None
            pending.append((child, after, level - 1))
            child = after
    return end


def _in_columns(table: Table, words: list[str], depths: Depths) -> Table:
    deepest = int(depths.max())
    rest = words[len(depths) :]  # the total, which stays
    kept = np.append(depths == deepest, np.ones(len(rest), dtype=bool))
    levels: list[list[str | None]] = []
    for level in range(deepest + 1):
        last, names = "", list[str | None]()
        for row, depth in enumerate(depths):
            last = words[row] if depth == level else last
            if depth == deepest:
                names.append(last)
        levels.append(names)
    table = table.where(kept)
    otherwise = [GROUP] * deepest + [ITEM]
    headers = [
        in_language_of(table.headers, dimension.name if dimension else name)
        for names, name in zip(levels, otherwise, strict=True)
        for dimension in [dimension_of([str(each) for each in names])]
    ]
    headers = list(distinct(headers))
    texts = [
        TextColumn(pa.array([*names, *(rest if not level else [None] * len(rest))], pa.string()))
        for level, names in enumerate(levels)
    ]
    paths = (*((header,) for header in headers), *table.paths[1:]) if table.paths else ()
    return replace(
        table,
        headers=(*headers, *table.headers[1:]),
        texts=(*texts, *table.texts[1:]),
        places=(*[table.places[0]] * deepest, *table.places),
        paths=paths,
    )
