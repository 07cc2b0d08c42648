"""What was missed or over-delivered so far, spread over what is left of the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Literal

from salesdash.analysis.splitting.allocate import largest_remainder, written
from salesdash.analysis.splitting.plan_balance import units_of
from salesdash.analysis.splitting.plan_edit import CellEdit
from salesdash.analysis.splitting.weights import Season
from salesdash.calendar import Calendar
from salesdash.catalog.plans import Carried, Cell, Member, Plan, cell_name
from salesdash.errors import LockError
from salesdash.period import DAY, Period, add_months
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


def next_workday(as_of: date, calendar: Calendar) -> date:
    """The first day after the as-of date that is worked: what ends before it has closed."""
    tomorrow = as_of + DAY
    year_ahead = Period(tomorrow, add_months(tomorrow, 12)).days()
    return next(filter(calendar.is_workday, year_ahead), tomorrow)


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
    cells = dict(plan.cells)
    carried = {cell: dict(months) for cell, months in plan.carried.items()}
    for member in plan.members:
        planned = {p: n for p in weights if (n := units.get((member, p))) is not None}
        if not planned:
            continue
        sold = {
            p: _in_units(actual.get((member, p)), plan.unit)
            for p in plan.periods
            if p.start <= as_of and units.get((member, p)) is not None
        }
        for (period, month), n in _added(plan, member, planned, sold, weights).items():
            cell = member, period
            cells[cell] = (cells[cell] or Decimal(0)) + n * plan.unit
            months = carried.setdefault(cell, {})
            months[month] = months.get(month, Decimal(0)) + n * plan.unit
    return replace(locked, cells=cells, carried=_without_zeros(carried), replanned_on=as_of)


def jolts(before: Plan, after: Plan) -> list[CellEdit]:
    """Of which member's period nothing is left, or more than twice what was asked before.

    In the periods of the coarser plan; of plans split differently nothing can be said.
    """
    if before.dimensions != after.dimensions:
        return []
    periods = min(before.periods, after.periods, key=len)
    members = dict.fromkeys([*after.members, *before.members])
    both = [(m, p, before.amount(m, p), after.amount(m, p)) for m in members for p in periods]
    return [
        CellEdit(member, period, old, new or Decimal(0))
        for member, period, old, new in both
        if old is not None and old != (new or 0) and (not new or new > TOO_MUCH * old)
    ]


def _added(
    plan: Plan,
    member: Member,
    planned: Mapping[Period, int],
    sold: Mapping[Period, int],
    weights: Mapping[Period, Fraction | int],
) -> dict[tuple[Period, date], int]:
    """What one member's open periods get in units, and for which month, so that with what is sold they
    come to its year. The months follow each other: what one of them adds is what the cells with it have
    more than without it, so that all of them add up to the unit."""
    missed = _missed(plan, member, planned, sold)
    shortfall = sum(missed.values())
    if sum(sold.values()) >= _in_units(plan.amount(member, plan.whole), plan.unit):
        return {}
    free = {p: n for p, n in planned.items() if (member, p) not in plan.locks}
    if not free and shortfall:
        amount = plain(written(abs(shortfall) * plan.unit))
        words = ALL_OPEN_LOCKED.format(
            unit=MONEY.name, member=cell_name(plan, (member, plan.whole)), amount=amount
        )
        raise LockError(words, [(member, p) for p in planned])
    floors = {p: min(max(sold.get(p, 0), 0), n) for p, n in free.items()}
    added: dict[tuple[Period, date], int] = {}
    so_far, before = 0, dict(free)
    for month, n in sorted(missed.items()):
        so_far += n
        after = _carried_on(free, so_far, weights, floors)
        added.update({(p, month): more for p in free if (more := after[p] - before[p])})
        before = after
    return added


def _missed(
    plan: Plan, member: Member, planned: Mapping[Period, int], sold: Mapping[Period, int]
) -> dict[date, int]:
    """By month, what a member's closed periods missed of their targets and is not carried on yet."""
    missed: dict[date, Decimal] = defaultdict(Decimal)
    for period, n in sold.items():
        if period not in planned:
            target = plan.cells[member, period] or Decimal(0)
            missed[_month(period).start] += target - n * plan.unit
    for (who, _), months in plan.carried.items():
        for month, amount in months.items() if who == member else ():
            missed[month] -= amount
    return {month: int(amount / plan.unit) for month, amount in missed.items()}


def _without_zeros(carried: Carried) -> Carried:
    kept = {cell: {m: n for m, n in months.items() if n} for cell, months in carried.items()}
    return {cell: months for cell, months in kept.items() if months}


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
