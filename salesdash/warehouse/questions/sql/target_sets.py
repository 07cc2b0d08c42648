"""Targets often come several times, by region and again by person: which of them a question means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose

from salesdash.calendar import Calendar
from salesdash.period import Grain

_FINENESS: dict[Grain, int] = {"year": 1, "quarter": 2, "month": 3, "week": 4, "day": 4}
SAME = 1e-6  # of two totals, as a fraction
_TOLD_BY_CHANNEL = ("channel_kind", "online")


@dataclass(frozen=True, slots=True)
class TargetSet:
    """One way in which the targets of a metric and year were split.

    `fineness` is that of its periods: 1 year, 2 quarter, 3 month, 4 finer; `total` in the metric's
    own unit. `part` is the version of a plan that they are of, empty for sheets: each was in force
    in days of its own, so that one way of each counts. `months` are those in which it has targets.
    """

    metric: str
    year: int
    name: str
    dimensions: frozenset[str]
    fineness: int
    total: float
    part: str = ""
    months: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class ChosenSet:
    """The way of splitting that a question goes by in one year, or part of it. `is_for_all`: whoever sold in it has
    a target."""

    metric: str
    year: int
    name: str
    dimensions: tuple[str, ...] = ()
    is_for_all: bool = True


def fitting(
    sets: Iterable[TargetSet], needed: Iterable[str], grains: Iterable[Grain | None] = ()
) -> tuple[ChosenSet, ...]:
    """For each metric, year and part the way of splitting that fits the question best, and others for
    the months of which it says nothing.

    Fits best: tells the needed dimensions apart, has the fewest other dimensions, and the largest
    total. A finer one stands for it where it is split by the same, or comes to the same: else what
    is asked by month would not come to what is asked by year. `grains` are those of the period asked
    about and of its parts: a month has the same target alone as among others.
    """
    finest = max((_FINENESS[grain] for grain in grains if grain), default=1)
    splitting = {"channel" if d in _TOLD_BY_CHANNEL else d for d in needed}
    telling: dict[tuple[str, int, str], list[TargetSet]] = {}
    for one in sets:
        if splitting <= one.dimensions:
            telling.setdefault((one.metric, one.year, one.part), []).append(one)
    return tuple(
        ChosenSet(metric, year, one.name, tuple(sorted(one.dimensions)))
        for (metric, year, _), alike in sorted(telling.items())
        for one in _side_by_side(alike, finest)
    )


def _side_by_side(sets: Sequence[TargetSet], finest: int) -> list[TargetSet]:
    """The best one; then, as long as there are any, the best of those that share no month with it."""
    chosen: list[TargetSet] = []
    left = list(sets)
    while left:
        chosen.append(_best(left, finest))
        left = [one for one in left if one.months.isdisjoint(chosen[-1].months)]
        if not chosen[-1].months:
            break
    return chosen


def _best(sets: Sequence[TargetSet], finest: int) -> TargetSet:
    whole = max(sets, key=lambda one: (-len(one.dimensions), one.total, one.fineness))
    alike = [
        one
        for one in sets
        if one.dimensions == whole.dimensions or isclose(one.total, whole.total, rel_tol=SAME)
    ]
    return max(
        alike,
        key=lambda one: (
            min(one.fineness, finest), -len(one.dimensions), one.total, one.fineness,
        ),
    )  # fmt: skip


def fiscal_year(calendar: Calendar) -> str:
    """The calendar year in which the fiscal year of a date begins."""
    late = calendar.year_starts - 1
    return f"year(date - INTERVAL {late} MONTH)" if late else "year(date)"
