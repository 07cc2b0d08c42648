"""A total split into parts that add up to it exactly, however the weights fall."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from salesdash.errors import QuestionError
from salesdash.text import Text

Weight = int | Decimal | Fraction
Whole = dict[str, int]
Grid = dict[str, dict[str, Decimal]]

# The step in which parts are counted, in 元.
UNITS: Mapping[str, Decimal] = {
    "one": Decimal(1),
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "wan": Decimal(10_000),
}


class NoWeightError(QuestionError):
    """All weights are zero: nothing says who is to get what."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "没有可以依据的比例（全部为零），请改用平均拆分。",
                "There is nothing to split by: all weights are zero. Split evenly instead.",
            )
        )


class NegativeWeightError(QuestionError):
    """A weight below zero, named: no share of a total can be negative."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"“{name}”的比例为负数，不能据此拆分。",
                f"The weight of “{name}” is negative; nothing can be split by it.",
            )
        )


class NotWholeError(QuestionError):
    """The total is no whole number of units, so whole units cannot add up to it."""

    def __init__(self, total: Decimal, unit: Decimal) -> None:
        super().__init__(
            Text(
                f"总额 {_plain(total)} 元不是 {_plain(unit)} 元的整数倍，请改用更小的取整单位，或改总额。",
                f"¥{_plain(total)} is no whole multiple of ¥{_plain(unit)}. "
                "Round to a smaller unit, or change the total.",
            )
        )


def split(
    total: Decimal, weights: Mapping[str, Weight], unit: Decimal = UNITS["one"]
) -> dict[str, Decimal]:
    """The total in 元 by weight, each part a whole number of units; the parts add up exactly.

    Largest remainder; ties go to the larger weight, then by name. Parts stand in the order of the
    weights. Raises NotWholeError, NoWeightError and NegativeWeightError.
    """
    counted = whole_units(total, unit)
    return {name: part * unit for name, part in largest_remainder(counted, weights).items()}


def split_grid(
    total: Decimal, weights: Mapping[str, Mapping[str, Weight]], unit: Decimal = UNITS["one"]
) -> Grid:
    """The total in 元 over rows × columns, `weights[row][column]`, every cell whole units.

    Rows get what `split` gives their sums, and so do columns as far as the weights allow: cells
    are moved within their row, never below zero and never to a cell without weight. Every row must
    have the same columns. Raises as `split` does.
    """
    rows = largest_remainder(whole_units(total, unit), {r: _sum(w) for r, w in weights.items()})
    cells = {
        row: largest_remainder(rows[row], weights[row])
        if rows[row]
        else dict.fromkeys(weights[row], 0)
        for row in weights
    }
    _meet_columns(cells, weights)
    return {
        row: {column: part * unit for column, part in own.items()} for row, own in cells.items()
    }


def whole_units(total: Decimal, unit: Decimal) -> int:
    """How many units the total is. Raises NotWholeError where it is no whole number of them."""
    if total % unit:
        raise NotWholeError(total, unit)
    return int(total / unit)


def largest_remainder(total: int, weights: Mapping[str, Weight]) -> Whole:
    """A whole number by weight into whole numbers that add up to it; a negative one likewise."""
    if total < 0:
        return {name: -part for name, part in largest_remainder(-total, weights).items()}
    exact = _exact(weights)
    whole = sum(exact.values(), Fraction(0))
    if not whole:
        raise NoWeightError
    quotas = {name: total * weight / whole for name, weight in exact.items()}
    parts = {name: int(quota) for name, quota in quotas.items()}
    first = sorted(quotas, key=lambda name: (parts[name] - quotas[name], -exact[name], name))
    for name in first[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def _exact(weights: Mapping[str, Weight]) -> dict[str, Fraction]:
    for name, weight in weights.items():
        if weight < 0:
            raise NegativeWeightError(name)
    return {name: Fraction(weight) for name, weight in weights.items()}


def _sum(weights: Mapping[str, Weight]) -> Fraction:
    return sum(_exact(weights).values(), Fraction(0))


def _meet_columns(cells: dict[str, Whole], weights: Mapping[str, Mapping[str, Weight]]) -> None:
    """Move single units within rows until the columns, too, are what `split` would give them."""
    columns = list(next(iter(cells.values())))
    total = sum(sum(own.values()) for own in cells.values())
    wanted = largest_remainder(
        total,
        {c: sum((Fraction(own[c]) for own in weights.values()), Fraction(0)) for c in columns},
    )
    over = {c: sum(own[c] for own in cells.values()) - wanted[c] for c in columns}
    quotas = {row: _quotas(cells[row], weights[row]) for row in cells}
    while way := _way(over, cells, weights):
        for giver, taker in pairwise(way):
            row = _best_row(giver, taker, cells, weights, quotas)
            cells[row][giver] -= 1
            cells[row][taker] += 1
        over[way[0]] -= 1
        over[way[-1]] += 1


def _way(
    over: Mapping[str, int], cells: Mapping[str, Whole], weights: Mapping[str, Mapping[str, Weight]]
) -> Sequence[str]:
    """The shortest chain of columns from one with too much to one with too little, or nothing."""
    waiting = deque([column] for column, excess in over.items() if excess > 0)
    seen = {way[0] for way in waiting}
    while waiting:
        way = waiting.popleft()
        if over[way[-1]] < 0:
            return way
        for column in over:
            if column not in seen and any(True for _ in _movable(way[-1], column, cells, weights)):
                seen.add(column)
                waiting.append([*way, column])
    return ()


def _movable(
    giver: str, taker: str, cells: Mapping[str, Whole], weights: Mapping[str, Mapping[str, Weight]]
) -> Iterator[str]:
    return (row for row in cells if cells[row][giver] > 0 and weights[row][taker] > 0)


def _best_row(
    giver: str,
    taker: str,
    cells: Mapping[str, Whole],
    weights: Mapping[str, Mapping[str, Weight]],
    quotas: Mapping[str, Mapping[str, Fraction]],
) -> str:
    """The row that the move leaves nearest to its exact shares; the first by name among equals."""

    def strain(row: str) -> Fraction:
        given = cells[row][giver] - quotas[row][giver]
        taken = cells[row][taker] - quotas[row][taker]
        return taken - given

    return min(_movable(giver, taker, cells, weights), key=lambda row: (strain(row), row))


def _quotas(own: Whole, weights: Mapping[str, Weight]) -> dict[str, Fraction]:
    """What each cell of a row would get if units could be divided."""
    total, whole = sum(own.values()), _sum(weights)
    return {c: total * Fraction(w) / whole if whole else Fraction(0) for c, w in weights.items()}


def _plain(amount: Decimal) -> str:
    """With separators, without the zeros after the point that its arithmetic left."""
    whole, _, rest = f"{amount:,f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")
