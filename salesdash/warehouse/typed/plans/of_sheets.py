"""Targets that came in a sheet, as plans that can be worked on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from salesdash.catalog.plans import DIMENSIONS_OF_PLANS, MOST_DIMENSIONS, Cell, Plan
from salesdash.period import Period
from salesdash.warehouse.store.database import Warehouse

STEPS = tuple(map(Decimal, ("10000", "1000", "100", "1", "0.01", "0.0001")))


def plans_of_sheets(warehouse: Warehouse, metric: str, whole: Period, name: str) -> list[Plan]:
    """The targets of the loaded sheets as plans to save, one for each way they were split."""
    target_rows = warehouse.rows(
        f"SELECT period, period_end, {', '.join(DIMENSIONS_OF_PLANS)}, sum(amount) "
        "FROM live.targets WHERE coalesce(metric, 'sales') = ? AND period >= ? "
        "AND period_end <= ? GROUP BY ALL ORDER BY ALL",
        [metric, whole.start, whole.end],
    )
    sets: dict[tuple[tuple[str, ...], int], dict[Cell, Decimal]] = {}
    for start, end, *who, amount in target_rows:
        split = tuple(d for d, m in zip(DIMENSIONS_OF_PLANS, who, strict=True) if m is not None)
        if len(split) <= MOST_DIMENSIONS:
            members = tuple(m for m in who if m is not None)
            grain = _fineness(Period(start, end))
            sets.setdefault((split, grain), {})[members, Period(start, end)] = amount
    return [
        Plan(name, whole, cells, metric, _step(cells), split, "sheet")
        for (split, _), cells in sets.items()
    ]


def _fineness(period: Period) -> int:
    """Years, quarters, months and weeks apart, whatever their length in days."""
    days = (period.end - period.start).days
    return next((n for n, longest in enumerate((7, 31, 92)) if days <= longest), 3)


def _step(cells: Mapping[Cell, Decimal]) -> Decimal:
    """The largest step of which every amount is a whole number."""
    return next(step for step in STEPS if not any(amount % step for amount in cells.values()))
