"""Whether what is summed up beforehand answers a question exactly; where it does not tell what is asked, the order
lines do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from salesdash.catalog.measures import OF_ORDERS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.period import add_months
from salesdash.warehouse.questions.sql.windows import sql_date

# What is told apart by the sums of a channel's months, of a day, and of a salesperson's months.
OF_CHANNELS = frozenset({"channel", "channel_kind", "online"})
TOLD_APART = OF_CHANNELS | {"region"}
OF_SELLERS = OF_CHANNELS | {"salesperson"}
# The models of order lines that have one of these sums beside them, and the one that tells orders apart.
_SOLD = "daily_sales"
_DAILY = {"order_lines": _SOLD, "sales_and_returns": "daily_sales_and_returns"}
BY_ORDER = "daily_orders"

# Formulas that come to the same over the sums.
_KNOWN = r"(customer|profit|quantity) IS NOT NULL"
_SUM = re.compile(
    r"sum\((amount|profit|quantity|booked_amount|returned_amount|net_amount)\)"
    rf"( FILTER \({_KNOWN}( AND {_KNOWN})*\))?"
)
# Of orders: which of a sum's lines count them, by the line of the order before.
_ORDERS = {
    METRICS["orders"].formula: ("before", ""),
    METRICS["named_orders_12m"].formula: ("before_of_customer", "customer IS NOT NULL AND "),
}
# Who is new is known of few lines.
_NEW, _FIRST = METRICS["new_customers"].formula, "first_buys"
# Who bought in which month, on any channel and on each, and who sold; months that a question cuts in two are asked of
# the lines.
MONTHLY, BY_CHANNEL, BY_SELLER = "customer_months", "channel_months", "seller_months"
_BUYERS, _BOUGHT_EACH = METRICS["customers"].formula, METRICS["sales_per_customer"].formula
_SOLD_EACH = METRICS["sales_per_salesperson"].formula
# Their columns, and of which of the lines these are found.
_ORDERED = {"buyer": "buyer", "date": "date", "one_order": "order_no", "another_order": "order_no"}
_BOUGHT = {
    key: key for key in ("channel", "channel_kind", "online", "customer_no", "customer", "amount")
}
_SELLING = {
    key: key for key in ("channel", "channel_kind", "online", "date", "salesperson", "amount")
}
IN_MONTHS = {MONTHLY: _ORDERED, BY_CHANNEL: _ORDERED | _BOUGHT, BY_SELLER: _SELLING}


def summed_up(
    metric: Metric, asked: AbstractSet[str], *, in_months: bool, of_regions: bool = False
) -> Metric:
    """The metric over what is summed up beforehand, where it is told apart by the dimensions asked alone and
    comes to the same; else as it is. `in_months`: of days of which most are whole months. `of_regions`: of several
    together, in which an order may lie, but not of all."""
    if metric.per or (metric.formula in (_BUYERS, _BOUGHT_EACH) and in_months):
        is_told = metric.source == "order_lines" and asked <= OF_CHANNELS
        by_channel = asked or metric.formula == _BOUGHT_EACH
        return replace(metric, source=BY_CHANNEL if by_channel else MONTHLY) if is_told else metric
    if metric.formula == _SOLD_EACH and in_months and asked <= OF_SELLERS:
        return replace(metric, source=BY_SELLER)
    source = _DAILY.get(str(metric.source))
    if source is None or not asked <= TOLD_APART:
        return metric
    formula = metric.formula
    if formula == _NEW:
        return replace(metric, source=_FIRST)
    if formula in _ORDERS:
        before, of_named = _ORDERS[formula]
        before += "_in_region" if "region" in asked else ""
        counts = f"{of_named}({before} IS NULL OR {before} < start)"
        counted = OF_ORDERS.format(
            f"{of_named}is_sum", f"coalesce(sum(orders) FILTER ({counts}), 0)::BIGINT"
        )
        return metric if of_regions else replace(metric, source=BY_ORDER, expr=counted)
    return replace(metric, source=source) if _SUM.fullmatch(formula) else metric


def beside_orders(metrics: Sequence[Metric]) -> list[Metric]:
    """Where orders are counted, what was sold is summed up beside them: they are read anyway."""
    counted = {(m.window, m.lookback) for m in metrics if m.source == BY_ORDER}
    return [
        replace(m, source=BY_ORDER)
        if m.source == _SOLD and (m.window, m.lookback) in counted
        else m
        for m in metrics
    ]


def bought_in(edges: AbstractSet[date], source: str, months: str, lines: str) -> str:
    """One of IN_MONTHS (`source`, asked as `months`), of those that an edge cuts in two the lines in their place."""
    cut = sorted({day.replace(day=1) for day in edges if day.day > 1})
    columns = IN_MONTHS[source]
    whole = f"SELECT {', '.join(columns)} FROM {months}"
    if not cut:
        return f"({whole})"
    within = " OR ".join(
        f"(date >= {sql_date(first)} AND date < {sql_date(add_months(first, 1))})" for first in cut
    )
    parts = f"SELECT {', '.join(columns.values())} FROM {lines} WHERE {within}"
    others = f"date IS NULL OR date NOT IN ({', '.join(map(sql_date, cut))})"
    return f"({whole} WHERE {others} UNION ALL {parts})"
