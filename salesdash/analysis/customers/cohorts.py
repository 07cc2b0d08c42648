"""What cohorts of customers came to: who stayed, what they bought, when they had paid for themselves."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pandas as pd

from salesdash.period import Period, add_months

Grain = Literal["month", "quarter"]
MONTHS = {"month": 1, "quarter": 3}


def laid_out(cohorts: pd.DataFrame, last: date, grain: Grain, year_starts: int = 1) -> pd.DataFrame:
    """`cohorts`: one row per cohort and period in which anybody of it bought, all of it at age 0.

    One row per cohort and each of its periods that has begun by the `last` day: `cohort` (its first day), `age`, its
    `size`, whether its first order `is_new`, the `customers` of it who ordered, their `sales` and `margin`, all 0 where
    nobody did, the sums of both so far (`sales_ever`, `margin_ever`; missing from where a margin is), and whether the
    period `is_running`. A period not reached yet has no row.
    """
    newest = Period.of(last, grain, year_starts)
    begun = cohorts[cohorts["age"] == 0]
    rows = []
    for cohort, size, is_new in zip(
        begun["cohort"], begun["customers"], begun["is_new"], strict=True
    ):
        first = pd.Timestamp(cohort).date()
        months = (newest.start.year - first.year) * 12 + newest.start.month - first.month
        for age in range(months // MONTHS[grain] + 1):
            start = add_months(first, age * MONTHS[grain])
            is_running = start == newest.start and last < newest.last_day
            rows.append((cohort, age, int(size), bool(is_new), is_running))
    grid = pd.DataFrame(rows, columns=["cohort", "age", "size", "is_new", "is_running"])
    grid = grid.merge(
        cohorts.drop(columns="is_new"), on=["cohort", "age"], how="left", indicator="found"
    )
    nothing = grid.pop("found") == "left_only"
    for column in ("customers", "sales", "margin"):
        grid[column] = grid[column].astype(float).mask(nothing, 0.0)
    sums = grid.groupby("cohort", sort=False)
    grid["sales_ever"] = sums["sales"].cumsum()
    is_known = grid["margin"].notna().groupby(grid["cohort"]).cummin()
    return grid.assign(margin_ever=sums["margin"].cumsum().where(is_known))


def average(grid: pd.DataFrame, column: str) -> pd.Series[float]:
    """By age the column of all cohorts that reached it over the customers that these began with: cohorts known to be
    new, where there are any; running periods do not count."""
    new_cohorts = grid[grid["is_new"]] if grid["is_new"].any() else grid
    new_cohorts = new_cohorts[~new_cohorts["is_running"] & new_cohorts[column].notna()]
    sums = new_cohorts.groupby("age")[[column, "size"]].sum()
    return sums[column] / sums["size"]


def paid_after(grid: pd.DataFrame, cost: dict[date, float]) -> dict[date, int | None]:
    """Of each cohort whose cost and margin are known, in which of its periods (1: the first) the margin of all so far
    had paid what it cost to win it; None where it has not yet."""
    payback: dict[date, int | None] = {}
    for cohort, rows in grid.groupby("cohort"):
        first = pd.Timestamp(str(cohort)).date()
        if first not in cost or rows["margin_ever"].isna().any():
            continue
        paid = rows.loc[rows["margin_ever"] >= cost[first], "age"]
        payback[first] = int(paid.min()) + 1 if len(paid) else None
    return payback
