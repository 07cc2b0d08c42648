"""What is seen of customers and salespeople: who is silent, on whom all leans, who is behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from salesdash.errors import QuestionError
from salesdash.figures.customers.population import are_named
from salesdash.figures.customers.population import standing as customers_of
from salesdash.figures.signals.spans import NOBODY, last_year, reaches, recent
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import at_stake
from salesdash.warehouse.questions.customers.stood import high_value

FIVE = 5
TWO = 2  # periods running


def key_customer(ask: Ask, scope: Scope) -> pd.DataFrame:
    """High-value customers by how many of their own intervals they have been silent for."""
    customers = customers_of(ask, scope)
    return NOBODY if customers is None else _silence(customers.everyone)


def key_customer_on(ask: Ask, days: Sequence[date]) -> list[pd.DataFrame]:
    """The same on each of the days, of whose customers nothing else is asked."""
    if not are_named(ask):
        return [NOBODY for _ in days]
    high = high_value(ask, days)
    on = pd.to_datetime(high["day"]).dt.date
    return [_silence(high[on == day]) for day in days]


def _silence(customers: pd.DataFrame) -> pd.DataFrame:
    high = customers[(customers["tier"] == "high") & (customers["rhythm"] > 0)]
    if high.empty:
        return NOBODY
    high = high.set_index("customer")
    return pd.DataFrame(
        {
            "rhythms": high["days_since"] / high["rhythm"],
            "silent": high["days_since"],
            "usual": high["rhythm"],
            "amount": high["amount"],
            "owner": high["owner"],
        }
    )


def stake_of_customers(ask: Ask, scope: Scope, silent: pd.DataFrame) -> pd.Series[Any]:
    """What is at stake of those of whom `key_customer` tells."""
    customers = customers_of(ask, scope)
    if customers is None or silent.empty:
        return pd.Series(None, silent.index, dtype=float)
    rows = customers.everyone.set_index("customer", drop=False).loc[silent.index]
    return at_stake(ask, rows.reset_index(drop=True), scope.as_of).set_axis(silent.index)


def top_customer(ask: Ask, scope: Scope) -> pd.DataFrame:
    """The largest customer of twelve months, by its share of all that was sold."""
    bought, sold = _bought(ask, scope)
    if sold <= 0 or len(bought) < TWO:
        return NOBODY
    largest = bought.iloc[:1]
    return pd.DataFrame({"share": largest / sold, "money": largest})


def top_five(ask: Ask, scope: Scope) -> pd.DataFrame:
    """The five largest together; of no more than five it says nothing."""
    bought, sold = _bought(ask, scope)
    if sold <= 0 or len(bought) <= FIVE:
        return NOBODY
    five = bought.iloc[:FIVE].sum()
    return pd.DataFrame({"share": [five / sold], "money": [five]}, index=[""])


def person_behind(ask: Ask, scope: Scope) -> pd.DataFrame:
    """Salespeople with a target in both of the last two whole months, by the better of the two."""
    span = recent(scope, TWO)
    if not all(reaches(ask, scope, dataset, span) for dataset in ("orders", "targets")):
        return NOBODY
    try:
        frame = ask(
            ["attainment", "target", "planned_sales"], ["salesperson", "month"], scope.over(span)
        )
    except QuestionError:
        return NOBODY
    frame = frame[frame["salesperson"].notna() & (frame["target"] > 0)]
    frame = frame.assign(attainment=frame["attainment"].fillna(0.0))
    both = frame.groupby("salesperson").filter(lambda own: len(own) == TWO)
    if both.empty:
        return NOBODY
    months = both.sort_values("month").groupby("salesperson")
    missing = months["target"].sum() - months["planned_sales"].sum()
    return pd.DataFrame(
        {
            "pace": months["attainment"].max(),
            "earlier": months["attainment"].first(),
            "later": months["attainment"].last(),
            "money": missing.clip(lower=0),
        }
    ).assign(limit=ask.rules["signal_pace"])


def _bought(ask: Ask, scope: Scope) -> tuple[pd.Series[float], float]:
    """What each named customer bought in twelve months, the most first, and all that was sold."""
    span = last_year(scope)
    if not are_named(ask) or not reaches(ask, scope, "orders", span):
        return pd.Series(dtype=float), 0.0
    frame = ask(["sales"], ["customer"], scope.over(span))
    sold = float(frame["sales"].sum())
    named = frame[frame["customer"].notna() & (frame["sales"] > 0)]
    ranked = named.set_index("customer")["sales"].astype(float)
    return ranked.sort_values(ascending=False, kind="stable"), sold
