"""How deep each row of an outline stands, told by its figures alone: a row sums up those right below it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from salesdash.intake.tables.totals.number_grid import Figures

Depths = npt.NDArray[np.int64]


def depths_of(figures: Figures, lost: Figures, depth: int) -> Depths | None:
    """How many rows each one stands under, from 0 to `depth`; None where not every row without others
    below it stands at `depth`, or no row sums up several. Each figure has `lost` so much in rounding.
    """
    height = len(figures)
    if not figures.shape[1] or depth >= height:
        return None
    sums = _NestedSums(figures, lost)
    if not sums.ends(1, depth - 1):
        return None  # the first rows lead down to the first that sums up rows without others
    pending = sums.side_by_side(depth)
    if not pending:
        return None
    depths = np.zeros(height, dtype=np.int64)
    while pending:
        row, end, level = pending.pop()
        depths[row] = depth - level
        children = (*sums.ends(level, row)[end], end)
        pending += [(child, stop, level - 1) for child, stop in pairwise(children)]
    leaves, lowest = (np.count_nonzero(depths == level) for level in (depth, depth - 1))
    return depths if leaves > lowest else None


class _NestedSums:
    """Which rows may sum up which; each is asked for once, and only where an outline leads to it."""

    def __init__(self, figures: Figures, lost: Figures) -> None:
        self._figures, self._lost = figures, lost
        self._ends: dict[tuple[int, int], Mapping[int, tuple[int, ...]]] = {}

    def ends(self, level: int, row: int) -> Mapping[int, tuple[int, ...]]:
        """Where the rows under this one may end, with those that it adds up; so many levels are below it."""
        if (level, row) not in self._ends:
            self._ends[level, row] = self._levels_below(level, row) if level else {row + 1: ()}
        return self._ends[level, row]

    def _levels_below(self, level: int, row: int) -> Mapping[int, tuple[int, ...]]:
        levels: dict[int, tuple[int, ...]] = {}
        pending: list[tuple[int, Figures, Figures, tuple[int, ...]]]
        pending = [(row + 1, self._figures[row], self._lost[row], ())]
        while pending:
            child, left, room, added = pending.pop()
            if added and (np.abs(left) <= room).all():
                levels.setdefault(child, added)
            if child < len(self._figures) and (left > -room).any():
                less, more = left - self._figures[child], room + self._lost[child]
                pending += [
                    (end, less, more, (*added, child)) for end in self.ends(level - 1, child)
                ]
        return levels

    def side_by_side(self, level: int) -> list[tuple[int, int, int]]:
        """The rows at the top, each with its end and level, where one after another they take in all."""
        before: dict[int, int] = {}
        reached = [0]
        while reached:
            row = reached.pop()
            for end in self.ends(level, row) if row < len(self._figures) else ():
                if end not in before:
                    before[end] = row
                    reached.append(end)
        tops, end = list[tuple[int, int, int]](), len(self._figures)
        while end in before:
            tops.append((before[end], end, level))
            end = before[end]
        return tops
