"""Who is to be called: which signs are seen of whom, what the next step is, and who is left alone for now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from salesdash.catalog.customers.calls import ENOUGH, SIGNS, STEPS, NextStep
from salesdash.catalog.customers.service import SERVICE

_HAIR = 1e-9  # of a ratio that is just a limit
WAITING = ("planned", "later")
SPOKEN = ("contacted", "visited")


def seen(
    frame: pd.DataFrame, day: date, rules: Mapping[str, float], loaded: Collection[str]
) -> pd.DataFrame:
    """One row per customer, one column per sign: whether it is seen. Not seen where the data do not tell.

    `frame`: one row each, his standing (`status`, `tier`, `days_since`) and what the data tell of him; `loaded`
    are the keys of the signs whose data are loaded.
    """
    is_told = frame["days_before"] >= ENOUGH.before
    slow = frame["gap_now"] / frame["gap_before"] >= rules["call_slow_from"] - _HAIR
    small = frame["basket_now"] / frame["basket_before"] < rules["call_shrink_to"] - _HAIR
    is_open = frame["complaint_is_open"].astype("boolean").fillna(False)
    columns = {
        "silent": frame["status"].isin(("cooling", "at_risk", "lost")),
        "stopped": frame["line"].notna(),
        "slowing": is_told & slow,
        "shrinking": is_told & small,
        "complaint_open": is_open,
        "complaint_slow": ~is_open & (frame["complaint_hours"] > rules["resolve_within"]),
        "poor_rating": frame["rating_is_poor"].astype("boolean").fillna(False),
        "unvisited": _unvisited(frame, day, rules),
    }
    return pd.DataFrame(
        {key: columns[key].astype(bool) & (key in loaded) for key in SIGNS}, index=frame.index
    )


def step(seen_signs: Collection[str], tier: str) -> NextStep:
    """The next step for whom these signs are seen."""
    return next(
        one
        for one in STEPS
        if set(one.signs) <= set(seen_signs) and (not one.tiers or tier in one.tiers)
    )


def due(result: str, day: date, rules: Mapping[str, float]) -> date | None:
    """When a visit that is planned with one click is due, or who was put off comes back."""
    after = {"planned": "call_plan_in", "later": "call_later_in"}.get(result)
    return None if after is None else day + timedelta(days=int(rules[after]))


def left_alone(
    noted: pd.DataFrame, last_order: Mapping[str, date], day: date, rules: Mapping[str, float]
) -> set[str]:
    """The customers not to be called on a day: put off or to be visited until a later day, spoken with lately,
    or no case until they order again.

    `noted`: one row per customer, the last `result`, its `date` and the `next_date`.
    """
    return {
        str(row.customer)
        for row in noted.itertuples(index=False)
        if _is_left_alone(row, last_order.get(str(row.customer)), day, rules)
    }


def _is_left_alone(
    row: Any, last_order: date | None, day: date, rules: Mapping[str, float]
) -> bool:
    if row.result in WAITING:
        return not pd.isna(row.next_date) and pd.Timestamp(row.next_date).date() > day
    noted_on = pd.Timestamp(row.date).date()
    if row.result in SPOKEN:
        return (day - noted_on).days < rules["call_rest"]
    return last_order is None or last_order <= noted_on


def _unvisited(frame: pd.DataFrame, day: date, rules: Mapping[str, float]) -> pd.Series[bool]:
    """Who is promised visits by his tier, and had none in that time."""
    within = (
        frame["tier"]
        .astype(str)
        .map({one.key: rules[one.visit] for one in SERVICE.values() if one.visit})
    )
    since = (pd.Timestamp(day) - pd.to_datetime(frame["visited_on"])).dt.days
    return within.notna() & ~(since < within)
