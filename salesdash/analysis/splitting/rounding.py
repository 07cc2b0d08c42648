"""Shares of a grid made whole numbers beside them, so that its rows and columns are met exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

ROUNDS = 200  # of proportional fitting; where that has not met the margins, moving units does
CLOSE = 1e-6  # units
FAR = 8  # units; columns further off than this are brought near by more than one at a time


def in_wholes(weights: Floats, allowed: Mask, rows: Wholes, columns: Wholes) -> tuple[Wholes, Mask]:
    """Whole numbers that meet rows and columns; where they cannot, columns that hold too much.

    Rows are met by largest remainder; columns by moving units within rows, the cheapest way first.
    """
    shares = _fitted(weights, rows, columns)
    cells = _rounded_rows(shares, allowed, rows)
    over = cells.sum(0) - columns
    while (over > 0).any():
        reached, way = _way(cells, shares, allowed, over)
        if not way:
            return cells, reached
        giver, taker = way[0][0], way[-1][1]
        moved = _amount(cells, way, min(over[giver], -over[taker]))
        for source, target, row in way:
            cells[row, source] -= moved
            cells[row, target] += moved
        over[giver] -= moved
        over[taker] += moved
    return cells, over < 0


def _fitted(weights: Floats, rows: Wholes, columns: Wholes) -> Floats:
    """Shares by weight, scaled to columns and rows in turn, to the rows last."""
    shares = weights / (weights.max(initial=0.0) or 1.0)
    for _ in range(ROUNDS):
        shares = shares * _ratio(columns, shares.sum(0))[None, :]
        shares = shares * _ratio(rows, shares.sum(1))[:, None]
        if np.abs(shares.sum(0) - columns).max(initial=0.0) < CLOSE:
            break
    return shares


def _ratio(wanted: Wholes, sums: Floats) -> Floats:
    return np.divide(wanted, sums, out=np.zeros(len(sums)), where=sums > 0)


def _rounded_rows(shares: Floats, allowed: Mask, rows: Wholes) -> Wholes:
    """Each row by largest remainder, ties to the larger share, then to the first.

    A row without an allowed cell stays empty.
    """
    near = np.round(shares, 6)
    cells: Wholes = np.floor(near).astype(np.int64)
    for r in np.flatnonzero(rows - cells.sum(1)):
        rest = near[r] - cells[r]
        order = sorted(np.flatnonzero(allowed[r]), key=lambda c: (-rest[c], -near[r, c], c))
        if order:
            each, more = divmod(int(rows[r] - cells[r].sum()), len(order))
            cells[r, order] += each
            cells[r, order[:more]] += 1
    return cells


def _way(
    cells: Wholes, shares: Floats, allowed: Mask, over: Wholes
) -> tuple[Mask, list[tuple[int, int, int]]]:
    """The cheapest way from a column with too much to one with too little.

    Its hops are (from column, to column, the row within which a unit moves); what a unit costs is
    how much further it takes the cells from their shares, squared. Also which columns can be
    reached from those with too much; no way where none of them has too little.
    """
    giving = np.where(cells > 0, 2 * (shares - cells) + 1, np.inf)
    taking = np.where(allowed, 2 * (cells - shares) + 1, np.inf)
    hops = giving[:, :, None] + taking[:, None, :]
    hop, row = np.maximum(hops.min(0), CLOSE), hops.argmin(0)
    cost = np.where(over > 0, 0.0, np.inf)
    before = np.full(len(over), -1)
    for _ in over:
        through = cost[:, None] + hop
        better = through.min(0) < cost
        if not better.any():
            break
        before = np.where(better, through.argmin(0), before)
        cost = np.where(better, through.min(0), cost)
    lacking = np.where(over < 0, cost, np.inf)
    reached = np.isfinite(cost)
    if not np.isfinite(lacking).any():
        return reached, []
    at, way = int(lacking.argmin()), []
    while before[at] >= 0:
        way.append((int(before[at]), at, int(row[before[at], at])))
        at = int(before[at])
    return reached, way[::-1]


def _amount(cells: Wholes, way: Sequence[tuple[int, int, int]], most: int) -> int:
    """How many units to move at once: one, unless the columns are far off."""
    at_hand = min(int(cells[row, source]) for source, _, row in way)
    return max(1, min(int(most), at_hand) // FAR)
