"""Sums from a period's start to each of its days: what was sold, what was planned, what was sold before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from salesdash.calendar import Calendar
from salesdash.catalog.metrics import METRICS
from salesdash.charts.rows import number
from salesdash.figures.comparison import comparison_of, uncovered
from salesdash.period import GRAINS, Grain, Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coverage import edge_of

DAILY_UP_TO = 100  # days; longer periods are drawn by weeks, where there are sums by those

Sums = list[float | None]


def running_sum(ask: Ask, key: str, scope: Scope, period: Period) -> dict[date, float]:
    """The sum from the period's start to each of its days; no day before the data begin or after the scope's as-of
    date, and none amid a sum that the orders tell."""
    frame = ask([key], ["day"], scope.over(period))
    by_day = {
        date.fromisoformat(label): number(value) or 0.0
        for label, value in zip(frame["day"], frame[key], strict=True)
    }
    days = list(period.until(scope.as_of).days()) if by_day else []
    sums = accumulate(by_day.get(day, 0.0) for day in days)
    first = known_part(ask, key, period.until(scope.as_of), scope.calendar).start
    return {
        day: so_far
        for day, so_far in zip(days, sums, strict=True)
        if day >= first and not ask.told_in_sums(METRICS[key], period.until(day))
    }


def drawn_by(ask: Ask, period: Period) -> Grain:
    """After which parts of the period the sums are drawn."""
    orders = ask.coverage.get("orders")
    spans = [one.grain for one in orders.sums if one.last_day in period] if orders else []
    if spans:
        return min(filter(None, spans), key=GRAINS.index)
    return "day" if (period.end - period.start).days <= DAILY_UP_TO else "week"


def known_part(ask: Ask, key: str, period: Period, calendar: Calendar) -> Period:
    """The part of the period of which the metric's data are loaded: of the days before, nothing is known."""
    edge = edge_of(ask.coverage, METRICS[key], period, calendar)
    if edge is None or not edge.begins or edge.day not in period:
        return period
    return Period(edge.day, period.end)


def both_sums(
    ask: Ask, scope: Scope, period: Period, days: Sequence[date], *, has_plan: bool
) -> tuple[Sums, Sums]:
    """On each of the days the sales so far, and the plan's, else those of the comparison by its same
    workday (since the last meeting: those of its day); money in 元, None where not known."""
    sold = running_sum(ask, "planned_sales" if has_plan else "sales", scope, period)
    if not has_plan:
        return [sold.get(day) for day in days], _compared(ask, scope, period, days)
    planned = running_sum(ask, "target", replace(scope, as_of=period.last_day), period)
    return [sold.get(day) for day in days], [planned.get(day) for day in days]


def _compared(ask: Ask, scope: Scope, period: Period, days: Sequence[date]) -> Sums:
    how = comparison_of(scope)
    if uncovered(ask, scope.over(period)):
        return [None] * len(days)
    if how == "meeting":
        met = scope.over(period).compared(how)
        sums = running_sum(ask, "sales", met, period) if met else {}
        return [sums.get(min(day, met.as_of)) if met else None for day in days]
    other = period.shifted(how)
    sums = running_sum(ask, "sales", scope, other)
    return [
        sums.get(min(scope.calendar.compared(period, how, day).last_day, other.last_day))
        for day in days
    ]
