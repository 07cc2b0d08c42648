"""A grid of whole numbers that agrees with both its margins and with every locked cell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from salesdash.analysis.splitting.allocate import (
    UNITS,
    NegativeWeightError,
    Weight,
    largest_remainder,
    whole_units,
    written,
)
from salesdash.analysis.splitting.rounding import Floats, Mask, Wholes, in_wholes
from salesdash.errors import LockError
from salesdash.text import Text, join, plain

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
Say = Callable[[Any], Text]

FAINT = 1e-6  # of the least weight, for cells that have none and are needed all the same
OVER = Text(
    "“{margin}”合计 {total}，其中已定的却有 {locked}：{cells}。请改小或放开其中一格，或提高合计。",
    "“{margin}” adds up to {total}, but {locked} of it is fixed: {cells}. "
    "Lower or unlock one of them, or raise the total.",
)
NONE_FREE = Text(
    "“{margin}”合计 {total}，锁定的加起来是 {locked}，没有一格可以调整：{cells}。请放开其中一格。",
    "“{margin}” adds up to {total}, its locked cells to {locked}, and no cell is free: {cells}. "
    "Unlock one of them.",
)
CROSSED = Text(
    "锁定的格子互相冲突：{rows}还要放下 {need}，只能放进{columns}，那里只容得下 {room}。"
    "请放开其中一格：{cells}。",
    "Locked cells stand against each other: {rows} has {need} left to place, only in {columns}, "
    "where {room} fits. Unlock one of them: {cells}.",
)
CELL = Text("{row}·{column}", "{row} · {column}")
MOST_NAMED = 6
AND_MORE = Text("等 {n} 格", " and others, {n} in all")


def fit(
    weights: Mapping[R, Mapping[C, Weight]],
    rows: Mapping[R, int],
    columns: Mapping[C, int],
    locked: Mapping[tuple[R, C], int] | None = None,
    say: Say = plain,
    unit: Decimal = UNITS["one"],
) -> dict[R, dict[C, int]]:
    """Whole numbers by weight whose rows and columns add up to the margins; locked cells stay.

    Proportional fitting (Deming and Stephan 1940) finds the shares, controlled rounding (Cox 1987,
    here along cheapest paths) the whole numbers beside them. A cell without weight gets something
    only where the margins cannot be met without it. All numbers are units; `unit` is what one of
    them is worth where an error speaks of it, `say` names a row or a column there.
    Raises LockError with the cells that conflict; margins must have the same sum.
    """
    if sum(rows.values()) != sum(columns.values()):
        raise ValueError("the margins differ in their sums")
    keys, heads = list(rows), list(columns)
    held = locked or {}
    shape = (len(keys), len(heads))
    locks = _Locks(
        keys,
        heads,
        np.array([(r, c) in held for r in keys for c in heads], dtype=bool).reshape(shape),
        np.array([held.get((r, c), 0) for r in keys for c in heads], np.int64).reshape(shape),
        say,
        unit,
    )
    left = locks.left(np.array([rows[r] for r in keys], np.int64), 1)
    above = locks.left(np.array([columns[c] for c in heads], np.int64), 0)
    wanted = np.where(locks.mask, 0.0, _as_array(weights, keys, heads))
    cells, full = in_wholes(wanted, wanted > 0, left, above)
    if full.any():
        least = wanted[wanted > 0].min(initial=1.0)
        faint = FAINT * least * above / above.max()
        everywhere = np.where(locks.mask, 0.0, np.maximum(wanted, faint))
        cells, full = in_wholes(everywhere, ~locks.mask, left, above)
    if full.any():
        raise locks.crossed(cells, full, left, above)
    return _as_mapping(cells + locks.amounts, keys, heads)


def split_grid(
    total: Decimal, weights: Mapping[R, Mapping[C, Weight]], unit: Decimal = UNITS["one"]
) -> dict[R, dict[C, Decimal]]:
    """The total in 元 over rows × columns, `weights[row][column]`, every cell whole units.

    Rows get what `split` gives their sums, and so do columns as far as the weights allow: no cell
    is below zero, none without weight gets anything. Every row must have the same columns.
    Raises as `split` does.
    """
    keys, heads = list(weights), list(next(iter(weights.values())))
    whole = whole_units(total, unit)
    sums: dict[R, Weight] = {r: _sum(in_row.values()) for r, in_row in weights.items()}
    rows = largest_remainder(whole, sums)
    heights: dict[C, Weight] = {c: _sum(in_row[c] for in_row in weights.values()) for c in heads}
    columns = largest_remainder(whole, heights)
    wanted = _as_array(weights, keys, heads)
    cells, _ = in_wholes(
        wanted,
        wanted > 0,
        np.array([rows[r] for r in keys], np.int64),
        np.array([columns[c] for c in heads], np.int64),
    )
    counted = _as_mapping(cells, keys, heads)
    return {r: {c: n * unit for c, n in counts.items()} for r, counts in counted.items()}


@dataclass(frozen=True, slots=True)
class _Locks:
    """The locked cells of a grid, and how its rows and columns are called in an error."""

    rows: Sequence[Any]
    columns: Sequence[Any]
    mask: Mask
    amounts: Wholes
    say: Say
    unit: Decimal

    def left(self, margin: Wholes, axis: int) -> Wholes:
        """What the free cells of each row (axis 1) or column (0) have to add up to."""
        rest: Wholes = margin - self.amounts.sum(axis)
        free = (~self.mask).any(axis)
        for n in map(int, np.flatnonzero((rest < 0) | ((rest != 0) & ~free))):
            line = np.zeros_like(self.mask)
            at = np.s_[n, :] if axis else np.s_[:, n]
            line[at] = self.mask[at]
            words = OVER if rest[n] < 0 else NONE_FREE
            message = words.format(
                margin=self.say((self.rows if axis else self.columns)[n]),
                total=self._money(margin[n]),
                locked=self._money(self.amounts.sum(axis)[n]),
                cells=self._named(line),
            )
            raise LockError(message, self._keys(line))
        return rest

    def crossed(self, cells: Wholes, full: Mask, left: Wholes, above: Wholes) -> LockError:
        """The rows that can only place into full columns more than fits there."""
        stuck: Mask = np.asarray((cells[:, full] > 0).any(1))
        line = self.mask & stuck[:, None] & ~full[None, :]
        return LockError(
            CROSSED.format(
                rows=self._list(self.rows, stuck),
                need=self._money(left[stuck].sum()),
                columns=self._list(self.columns, full),
                room=self._money(above[full].sum()),
                cells=self._named(line),
            ),
            self._keys(line),
        )

    def _keys(self, line: Mask) -> list[tuple[Any, Any]]:
        return [(self.rows[r], self.columns[c]) for r, c in np.argwhere(line)]

    def _named(self, line: Mask) -> Text:
        names = [CELL.format(row=self.say(r), column=self.say(c)) for r, c in self._keys(line)]
        return _few(names)

    def _list(self, names: Sequence[Any], which: Mask) -> Text:
        return _few([self.say(names[n]) for n in map(int, np.flatnonzero(which))])

    def _money(self, units: Any) -> Text:
        return plain(written(int(units) * self.unit))


def _few(names: list[Text]) -> Text:
    shown = join(names[:MOST_NAMED])
    return shown + AND_MORE.format(n=len(names)) if len(names) > MOST_NAMED else shown


def _as_array(
    weights: Mapping[R, Mapping[C, Weight]], rows: Sequence[R], columns: Sequence[C]
) -> Floats:
    for row in weights.values():
        for name, weight in row.items():
            if weight < 0:
                raise NegativeWeightError(name)
    listed = [[float(weights[r][c]) for c in columns] for r in rows]
    return np.array(listed, dtype=float).reshape(len(rows), len(columns))


def _as_mapping(cells: Wholes, rows: Sequence[R], columns: Sequence[C]) -> dict[R, dict[C, int]]:
    return {
        row: dict(zip(columns, counts, strict=True))
        for row, counts in zip(rows, cells.tolist(), strict=True)
    }


def _sum(weights: Iterable[Weight]) -> Fraction:
    return sum((Fraction(weight) for weight in weights), Fraction(0))
