"""Who is behind with what customers are promised, and where another owner would serve them better."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from salesdash.catalog.customers.service import SERVICE

WARNED, CHANGED = "warned", "changed"


def promised(frame: pd.DataFrame, day: date, rules: Mapping[str, float]) -> pd.DataFrame:
    """The customers of the tiers that are promised something, and what is due of each.

    `frame`: one row each, his `tier`, `since` when he buys, when he was last visited and surveyed, since when another
    owner was given by hand (`owned_since`), and his tickets.
    Added: `visit_due` and `survey_due`, whether the promised time has passed; `silent_for`, the days since anybody
    spoke with him, since his first order where nobody did; `is_visited` (null: no visit promised); `in_time`, of
    his `answers` how many; `owner_state`: `warned`, `changed` or none.
    """
    own = frame[frame["tier"].isin(list(SERVICE))].copy()
    own["tier"] = own["tier"].astype(str)
    own["silent_for"] = _days(day, own["visited_on"].fillna(own["since"]))
    visit, survey = (_within(own, key, rules) for key in ("visit", "survey"))
    own["visit_due"] = visit.notna() & ~(_days(day, own["visited_on"]) < visit)
    own["is_visited"] = (~own["visit_due"]).astype("boolean").where(visit.notna())
    own["survey_due"] = survey.notna() & ~(_days(day, own["surveyed_on"]) < survey)
    own["in_time"] = own["answered_usual"].where(own["tier"] != "high", own["answered_high"])
    own["owner_state"] = None
    left = _left_alone(own, day).where(visit.notna() & own["owner"].notna())
    own.loc[left >= rules["service_warn_after"], "owner_state"] = WARNED
    own.loc[left >= rules["service_change_after"], "owner_state"] = CHANGED
    return own


def better_owner(customers: pd.DataFrame) -> dict[str, str]:
    """For each customer who needs another owner, by name: who visits most of his customers of the same region in
    time, of several the one with the fewest. Nobody where there is nobody else.

    `customers`: as `promised` answers it, with `region`.
    """
    customers = customers.assign(region=customers["region"].fillna(""))
    visited = customers[customers["is_visited"].notna() & customers["owner"].notna()]
    rates = (
        visited.groupby(["region", "owner"])["is_visited"]
        .agg(["mean", "size"]).reset_index()
        .sort_values(["mean", "size", "owner"], ascending=[False, True, True])
    )  # fmt: skip
    proposals = {}
    for row in customers[customers["owner_state"] == CHANGED].itertuples(index=False):
        others = rates[(rates["region"] == row.region) & (rates["owner"] != row.owner)]
        if len(others):
            proposals[str(row.customer)] = str(others["owner"].iloc[0])
    return proposals


def _left_alone(customers: pd.DataFrame, day: date) -> pd.Series[Any]:
    """The days for which the owner has left each alone: one who took over has his own time."""
    return customers["silent_for"].where(
        customers["owned_since"].isna(),
        customers["silent_for"].clip(upper=_days(day, customers["owned_since"])),
    )


def _within(customers: pd.DataFrame, of: str, rules: Mapping[str, float]) -> pd.Series[Any]:
    """The days within which each is promised something; missing where he is not."""
    days = {tier: rules[rule] for tier, one in SERVICE.items() if (rule := getattr(one, of))}
    return customers["tier"].map(days)


def _days(day: date, since: pd.Series[Any]) -> pd.Series[Any]:
    return (pd.Timestamp(day) - pd.to_datetime(since)).dt.days
