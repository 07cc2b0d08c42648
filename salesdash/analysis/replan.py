"""What was missed or over-delivered so far, spread over what is left of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Literal

from salesdash.analysis.allocate import around_locks, largest_remainder, written
from salesdash.analysis.plan_balance import units_of
from salesdash.analysis.shares import Season
from salesdash.catalog.plans import Cell, Member, Plan, cell_name
from salesdash.errors import LockError
from salesdash.period import DAY, Calendar, Period
from salesdash.text import Text, plain
from salesdash.units import MONEY

Spread = Literal["keep", "even", "season"]
SPREADS: Mapping[Spread, Text] = {
    "even": Text("平均摊到剩余工作日", "Evenly over the workdays left"),
    "season": Text("按季节摊到剩余时段", "By season over what is left"),
    "keep": Text("不摊，保持原计划", "Keep the plan as it is"),
}
ALL_OPEN_LOCKED = Text(
    "“{member}”剩余的时段都已锁定，{amount} {unit}没有地方可摊；请放开其中一格。",
    "Everything left of “{member}” is locked, so {unit}{amount} cannot be spread. Unlock a cell.",
)


def closed(periods: tuple[Period, ...], as_of: date, calendar: Calendar) -> tuple[Period, ...]:
    """The periods of which no workday is left after the as-of date."""
    return tuple(p for p in periods if p.start <= as_of and not _workdays_left(p, as_of, calendar))


def replanned(
    plan: Plan,
    actual: Mapping[Cell, Decimal],
    as_of: date,
    spread: Spread,
    calendar: Calendar,
    season: Season | None = None,
) -> Plan:
    """A new version of the plan in which every member's year adds up to what it did before.

    Closed periods become what was reached, to the unit, and are locked; what they missed is added
    to the open periods (what they over-delivered is taken away), by the workdays left in each,
    times what a workday brings in that month where it is by `season`. No open cell goes below zero:
    a member whose year is already made has nothing left to reach, and its closed periods are cut
    to its year. With `keep` nothing moves. A closed cell that `actual` does not have was not sold.
    Raises LockError where all that is open is locked.
    """
    if spread == "keep":
        return replace(plan, rule="replan")
    over = closed(plan.periods, as_of, calendar)
    units = units_of(plan)
    weights = {
        p: _workdays_left(p, as_of, calendar) * (season.of(_month(p), calendar) if season else 1)
        for p in plan.periods
        if p not in over
    }
    moved: dict[Cell, int | None] = dict(units)
    for member in plan.members:
        own = {p: n for p in plan.periods if (n := units.get((member, p))) is not None}
        if own:
            done = {p: _in_units(actual.get((member, p)), plan.unit) for p in over if p in own}
            now = _member(plan, member, own, done, weights)
            moved.update({(member, p): n for p, n in now.items()})
    locks = plan.locks | {(m, p) for m in plan.members for p in over}
    cells = {c: None if n is None else n * plan.unit for c, n in moved.items()}
    return replace(plan, cells=cells, locks=locks, rule="replan")


def _member(
    plan: Plan,
    member: Member,
    own: Mapping[Period, int],
    done: Mapping[Period, int],
    weights: Mapping[Period, Fraction | int],
) -> dict[Period, int]:
    """One member's periods, in units."""
    year, opened = sum(own.values()), {p: n for p, n in own.items() if p not in done}
    if not opened:
        return dict(own)
    standing = {p: n for p, n in opened.items() if (member, p) in plan.locks}
    free = {p: n for p, n in opened.items() if p not in standing}
    left = year - sum(done.values()) - sum(standing.values())
    if left < 0:
        cut = around_locks(
            year - sum(standing.values()), {p: max(n, 0) for p, n in done.items()}, {}
        )
        return {**cut, **standing, **dict.fromkeys(free, 0)}
    shortfall = left - sum(free.values())
    if not free:
        if shortfall:
            amount = plain(written(abs(shortfall) * plan.unit))
            words = ALL_OPEN_LOCKED.format(
                unit=MONEY.name, member=cell_name(plan, (member, plan.whole)), amount=amount
            )
            raise LockError(words, [(member, p) for p in standing])
        return dict(own)
    return {**done, **standing, **_carried(free, shortfall, weights)}


def _carried(
    free: Mapping[Period, int], shortfall: int, weights: Mapping[Period, Fraction | int]
) -> dict[Period, int]:
    """The open periods with the shortfall shared out to them; those that would go below zero stop there."""
    parts = dict(free)
    left, takers = shortfall, dict(free)
    while left:
        own = {p: weights[p] for p in takers}
        shares = largest_remainder(left, own if any(own.values()) else dict.fromkeys(own, 1))
        parts = {p: max(parts[p] + shares.get(p, 0), 0) for p in parts}
        left = shortfall + sum(free.values()) - sum(parts.values())
        takers = {p: n for p, n in parts.items() if n > 0 and p in takers}
    return parts


def _in_units(amount: Decimal | None, unit: Decimal) -> int:
    return int(((amount or Decimal(0)) / unit).quantize(Decimal(1), ROUND_HALF_EVEN))


def _workdays_left(period: Period, as_of: date, calendar: Calendar) -> int:
    if period.start > as_of:
        return calendar.workdays(period)
    return calendar.workdays(Period(as_of + DAY, period.end)) if as_of < period.last_day else 0


def _month(period: Period) -> Period:
    return Period.of(period.start, "month")
