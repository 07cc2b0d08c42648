"""A year's total laid out over members and periods by their weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from salesdash.analysis.splitting.allocate import Weight, largest_remainder
from salesdash.analysis.splitting.margins import fit, split_grid
from salesdash.analysis.splitting.plan_edit import edit
from salesdash.calendar import Calendar
from salesdash.catalog.plans import EVERYBODY, Amounts, Cell, Member, Plan, leaves_of
from salesdash.period import Grain, Period

Weights = Mapping[Member, Mapping[Period, Weight]]


def shared_out(
    plan: Plan, total: Decimal, weights: Weights, grain: Grain, calendar: Calendar
) -> Plan:
    """The plan with its total in 元 shared out anew; its locks stay as they are.

    `weights` are by member and month of the plan's year. A member without any weight gets no
    amount, which is not the same as an amount of zero. Raises as `split_grid` does, and LockError.
    """
    cells = _by_grain(plan, total, weights, grain, calendar)
    locked = {cell: plan.amount(*cell) for cell in plan.locks}
    kept = {cell: amount for cell, amount in locked.items() if cell in cells}
    lines = {c: a for c, a in locked.items() if c not in kept and _is_in_grid(c, plan.whole, cells)}
    fresh = replace(plan, cells={**cells, **kept}, locks=frozenset(kept), carried={})
    typed = {c: a for c, a in {**lines, (EVERYBODY, plan.whole): total}.items() if a is not None}
    if kept or lines:
        fresh = edit(fresh, typed, "nothing")
    return replace(fresh, locks=frozenset({**kept, **lines}))


def without_weight(weights: Weights) -> tuple[Member, ...]:
    """The members that nothing can be shared out to by these weights."""
    return tuple(member for member, monthly in weights.items() if not any(monthly.values()))


def stretched(plan: Plan, total: Decimal | None) -> Plan:
    """The plan with a stretch target beside it, in the proportions of the plan; None: without."""
    if total is None:
        return replace(plan, stretch={})
    weights = {m: {p: plan.cells.get((m, p)) or 0 for p in plan.periods} for m in plan.members}
    grid = split_grid(total, weights, plan.unit)
    return replace(
        plan, stretch={(m, p): n for m, amounts in grid.items() for p, n in amounts.items()}
    )


def _by_grain(
    plan: Plan, total: Decimal, weights: Weights, grain: Grain, calendar: Calendar
) -> Amounts:
    leaves = leaves_of(plan.whole, grain)
    if grain == "week":
        months = _grid(split_grid(total, weights, plan.unit), weights)
        return _weeks(plan, months, leaves, calendar)
    coarse = {
        member: {
            part: sum((Fraction(w) for m, w in monthly.items() if m.start in part), Fraction(0))
            for part in leaves
        }
        for member, monthly in weights.items()
    }
    return _grid(split_grid(total, coarse, plan.unit), weights)


def _grid(
    grid: Mapping[Member, Mapping[Period, Decimal]], weights: Weights
) -> dict[Cell, Decimal | None]:
    nothing = without_weight(weights)
    return {
        (member, period): None if member in nothing else amount
        for member, amounts in grid.items()
        for period, amount in amounts.items()
    }


def _weeks(
    plan: Plan, months: Amounts, weeks: tuple[Period, ...], calendar: Calendar
) -> dict[Cell, Decimal | None]:
    """Each month over its weeks by their workdays, so that months and weeks both add up."""
    members = tuple(dict.fromkeys(member for member, _ in months))
    cells: dict[Cell, Decimal | None] = {(m, w): None for m in members for w in weeks}
    for month in sorted({period for _, period in months}):
        parts = {w: calendar.workdays(w) for w in weeks if w.start in month}
        rows = {
            m: int(amount / plan.unit) for m in members if (amount := months[m, month]) is not None
        }
        columns = largest_remainder(sum(rows.values()), parts)
        grid = fit(dict.fromkeys(rows, parts), rows, columns)
        cells |= {(m, w): n * plan.unit for m, amounts in grid.items() for w, n in amounts.items()}
    return cells


def _is_in_grid(line: Cell, whole: Period, cells: Amounts) -> bool:
    """Whether a locked row or column is one of the new grid as well."""
    member, period = line
    return (
        any(member == m for m, _ in cells)
        if period == whole
        else any(period == p for _, p in cells)
    )
