"""Whether what is summed up beforehand answers a question exactly; where it does not tell what is asked, the order
lines do.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.period import add_months
from salesdash.warehouse.questions.sql.windows import sql_date

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
# Who is new is known of few lines.
_NEW, _FIRST = METRICS["new_customers"].formula, "first_buys"
# Who bought in which month; months that a question cuts in two are asked of the lines.
MONTHLY, _BUYERS = "buying_months", METRICS["customers"].formula


def summed_up(metric: Metric, asked: AbstractSet[str], *, in_months: bool) -> Metric:
    """The metric over what is summed up beforehand, where it is told apart by the dimensions asked alone and
    comes to the same; else as it is. `in_months`: of days of which most are whole months."""
    if metric.per or (metric.formula == _BUYERS and in_months):
        is_told = metric.source == "order_lines" and not asked
        return replace(metric, source=MONTHLY) if is_told else metric
    source = _DAILY.get(str(metric.source))
    if source is None or not asked <= TOLD_APART:
        return metric
    formula = metric.formula
    if formula == _NEW:
        return replace(metric, source=_FIRST)
    if formula in _ORDERS:
        counted = f"({formula} + coalesce({_ORDERS[formula]}, 0))::BIGINT"
        return replace(metric, source=source, expr=counted)
    return replace(metric, source=source) if _SUM.fullmatch(formula) else metric


def bought_in(edges: AbstractSet[date], months: str, lines: str) -> str:
    """A relation of who bought when: whole months, and the lines of those that an edge cuts in two."""
    cut = sorted({day.replace(day=1) for day in edges if day.day > 1})
    whole = f"SELECT buyer, date, one_order, another_order FROM {months}"
    if not cut:
        return f"({whole})"
    within = " OR ".join(
        f"(date >= {sql_date(first)} AND date < {sql_date(add_months(first, 1))})" for first in cut
    )
    parts = f"SELECT buyer, date, order_no, order_no FROM {lines} WHERE {within}"
    return f"({whole} WHERE date NOT IN ({', '.join(map(sql_date, cut))}) UNION ALL {parts})"
