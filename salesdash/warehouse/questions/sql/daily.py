"""Whether the sums of days answer a question exactly; where they do not tell what it asks, the order lines do."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from salesdash.catalog.model import Metric

# What the sums of a day tell apart.
TOLD_APART = frozenset({"channel", "channel_kind", "online", "region"})
# The models of order lines that have one of these sums beside them.
_DAILY = {"order_lines": "daily_sales", "sales_and_returns": "daily_sales_and_returns"}

# Formulas that come to the same over the sums.
_KNOWN = r"(customer|profit|quantity) IS NOT NULL"
_SUM = re.compile(
    r"sum\((amount|profit|quantity|booked_amount|returned_amount|net_amount)\)"
    rf"( FILTER \({_KNOWN}( AND {_KNOWN})*\))?"
)
# Of orders: those that lie within one sum are counted there, the others by their keys.
_ORDERS = {
    "count(DISTINCT order_no)": "sum(orders)",
    "count(DISTINCT hash(buyer, order_no)) FILTER (buyer IS NOT NULL)": (
        "sum(orders) FILTER (customer IS NOT NULL)"
    ),
}


def sum_of_days(metric: Metric, asked: AbstractSet[str]) -> Metric:
    """The metric over the sums of days, where it is told apart by the dimensions asked alone and comes to
    the same; else as it is."""
    source = _DAILY.get(str(metric.source))
    if source is None or metric.per or not asked <= TOLD_APART:
        return metric
    formula = metric.formula
    if formula in _ORDERS:
        counted = f"({formula} + coalesce({_ORDERS[formula]}, 0))::BIGINT"
        return replace(metric, source=source, expr=counted)
    return replace(metric, source=source) if _SUM.fullmatch(formula) else metric
