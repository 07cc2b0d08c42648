"""What was missed or over-delivered so far, spread over what is left of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Literal

from salesdash.analysis.splitting.allocate import largest_remainder, written
from salesdash.analysis.splitting.plan_balance import units_of
from salesdash.analysis.splitting.plan_edit import Move
from salesdash.analysis.splitting.shares import Season
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
TOO_MUCH = 2  # times what was asked of an open period before; more is told by name


def closed(periods: tuple[Period, ...], as_of: date, calendar: Calendar) -> tuple[Period, ...]:
    """The periods of which no workday is left after the as-of date."""
    return tuple(p for p in periods if p.start <= as_of and not _workdays_left(p, as_of, calendar))


def opens(plan: Plan, as_of: date, calendar: Calendar) -> date:
    """The first day of what is not closed; the end of the year where all of it is."""
    over = closed(plan.periods, as_of, calendar)
    return min((p.start for p in plan.periods if p not in over), default=plan.whole.end)


def replanned(
    plan: Plan,
    actual: Mapping[Cell, Decimal],
    as_of: date,
    spread: Spread,
    calendar: Calendar,
    season: Season | None = None,
) -> Plan:
    """A new version of the plan by which every member still comes to its year's target.

    Closed periods keep their targets, and are locked: what they missed by `actual`, to the unit, is
    added to the open periods (what they over-delivered is taken away), by the workdays left in
    each, times what a workday brings in that month where it is by `season`; it stands in `carried` and is due after
    the as-of date.
    No open period goes below zero, nor the running one below what is sold in it already. A member
    whose year is made keeps the rest as planned, and with `keep` everybody does. A cell that
    `actual` does not have was not sold.
    Raises LockError where all that is open is locked.
    """
    over = closed(plan.periods, as_of, calendar)
    locked = replace(
        plan, locks=plan.locks | {(m, p) for m in plan.members for p in over}, rule="replan"
    )
    if spread == "keep":
        return locked
    units = units_of(plan)
    weights = {
        p: _workdays_left(p, as_of, calendar) * (season.of(_month(p), calendar) if season else 1)
        for p in plan.periods
        if p not in over
    }
    moved: dict[Cell, int | None] = dict(units)
    for member in plan.members:
        planned = {p: n for p in weights if (n := units.get((member, p))) is not None}
        year = plan.amount(member, plan.whole)
        if year is not None and planned:
            sold = {
                p: _in_units(actual.get((member, p)), plan.unit)
                for p in plan.periods
                if p.start <= as_of and units.get((member, p)) is not None
            }
            rest = _rest(plan, member, planned, sold, _in_units(year, plan.unit), weights)
            moved.update({(member, p): n for p, n in rest.items()})
    cells = {c: None if n is None else n * plan.unit for c, n in moved.items()}
    carried = {
        c: again
        for c, n in cells.items()
        if n is not None
        and (again := (plan.carried.get(c) or Decimal(0)) + n - (plan.cells[c] or Decimal(0)))
    }
    return replace(locked, cells=cells, carried=carried, replanned_on=as_of)


def jolts(before: Plan, after: Plan) -> list[Move]:
    """Of which member's period nothing is left, or more than twice what was asked before.

    In the periods of the coarser plan; of plans split differently nothing can be said.
    """
    if before.dimensions != after.dimensions:
        return []
    periods = min(before.periods, after.periods, key=len)
    members = dict.fromkeys([*after.members, *before.members])
    both = [(m, p, before.amount(m, p), after.amount(m, p)) for m in members for p in periods]
    return [
        Move(member, period, old, new or Decimal(0))
        for member, period, old, new in both
        if old is not None and old != (new or 0) and (not new or new > TOO_MUCH * old)
    ]


def _rest(
    plan: Plan,
    member: Member,
    planned: Mapping[Period, int],
    sold: Mapping[Period, int],
    year: int,
    weights: Mapping[Period, Fraction | int],
) -> dict[Period, int]:
    """One member's open periods, in units, so that with what is sold they come to its year."""
    if sum(sold.values()) >= year:
        return dict(planned)
    free = {p: n for p, n in planned.items() if (member, p) not in plan.locks}
    in_closed = sum(n for p, n in sold.items() if p not in planned)
    shortfall = year - in_closed - sum(planned.values())
    if not free and shortfall:
        amount = plain(written(abs(shortfall) * plan.unit))
        words = ALL_OPEN_LOCKED.format(
            unit=MONEY.name, member=cell_name(plan, (member, plan.whole)), amount=amount
        )
        raise LockError(words, [(member, p) for p in planned])
    floors = {p: min(max(sold.get(p, 0), 0), n) for p, n in free.items()}
    return {**planned, **_carried_on(free, shortfall, weights, floors)}


def _carried_on(
    free: Mapping[Period, int],
    shortfall: int,
    weights: Mapping[Period, Fraction | int],
    floors: Mapping[Period, int],
) -> dict[Period, int]:
    """The open periods with the shortfall shared out; those that would go below their floor stop there."""
    parts = dict(free)
    left, takers = shortfall, dict(free)
    while left and takers:
        of_takers = {p: weights[p] for p in takers}
        shares = largest_remainder(
            left, of_takers if any(of_takers.values()) else dict.fromkeys(of_takers, 1)
        )
        parts = {p: max(parts[p] + shares.get(p, 0), floors[p]) for p in parts}
        left = shortfall + sum(free.values()) - sum(parts.values())
        takers = {p: n for p, n in parts.items() if n > floors[p] and p in takers}
    return parts


def _in_units(amount: Decimal | None, unit: Decimal) -> int:
    return int(((amount or Decimal(0)) / unit).quantize(Decimal(1), ROUND_HALF_EVEN))


def _workdays_left(period: Period, as_of: date, calendar: Calendar) -> int:
    if period.start > as_of:
        return calendar.workdays(period)
    return calendar.workdays(Period(as_of + DAY, period.end)) if as_of < period.last_day else 0


def _month(period: Period) -> Period:
    return Period.of(period.start, "month")
