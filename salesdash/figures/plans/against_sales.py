"""How a plan stands against what was sold: what a re-plan has to spread, and over what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd

from salesdash.analysis.splitting.replan import Spread, replanned
from salesdash.catalog.plans import Cell, Plan
from salesdash.figures.plans.first_draft import season_of
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask


def replan(ask: Ask, scope: Scope, plan: Plan, spread: Spread) -> Plan:
    """The plan with the shortfall to the as-of date spread. Raises LockError and NoWeightError."""
    season = season_of(ask, scope, plan.whole) if spread == "season" else None
    reached = _as_planned_before_the_orders(ask, scope, plan, actual(ask, scope, plan))
    return replanned(plan, reached, scope.as_of, spread, scope.calendar, season)


def actual(ask: Ask, scope: Scope, plan: Plan) -> dict[Cell, Decimal]:
    """What every member of the plan sold in every period that has begun, in 元; no filter counts."""
    begun = [period for period in plan.periods if period.start <= scope.as_of]
    if not begun:
        return {}
    whole = replace(scope, filters=()).over(plan.whole)
    frame = ask(["sales"], ["day", *plan.dimensions], whole)
    days = {day.isoformat(): period for period in begun for day in period.days()}
    sales: dict[Cell, Decimal] = {}
    for row in frame.to_dict("records"):
        period = days.get(str(row["day"]))
        member = tuple(row[d] for d in plan.dimensions)
        if period is None or pd.isna(row["sales"]) or any(map(pd.isna, member)):
            continue
        cell = (tuple(map(str, member)), period)
        sales[cell] = sales.get(cell, Decimal(0)) + Decimal(repr(round(float(row["sales"]), 4)))
    return sales


def _as_planned_before_the_orders(
    ask: Ask, scope: Scope, plan: Plan, reached: dict[Cell, Decimal]
) -> dict[Cell, Decimal]:
    """What was sold, and of the days before the month in which the orders begin, of which nothing is
    known, what was planned by their workdays: nobody missed what is not loaded."""
    orders = ask.coverage.get("orders")
    if not (orders and orders.first_day):
        return reached
    begins, workdays = orders.first_day.replace(day=1), scope.calendar.workdays
    known = dict(reached)
    for (member, period), amount in plan.cells.items():
        if amount is not None and period.start < begins:
            is_over = period.end <= begins
            before = workdays(period if is_over else Period(period.start, begins))
            planned = amount if is_over else amount * before / workdays(period)
            known[member, period] = known.get((member, period), Decimal(0)) + planned
    return known
