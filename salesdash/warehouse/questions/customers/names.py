"""Who is in a group of customers: searched, sorted and cut into pages where the rows are, however many."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import pandas as pd

from salesdash.catalog.customers.groups import Group
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.customers.moves import relation
from salesdash.warehouse.questions.windows import sql_date

PER_PAGE = 50
_STANDING = (
    "tier, status, rfm, value_score, is_by_hand, segment, influence, amount::DOUBLE AS amount, orders, last_order, "
    "days_since, owner"
)
_MOVED = (
    "tier_before, tier_after, sales_before::DOUBLE AS sales_before, sales_after::DOUBLE AS sales_after, "
    "(sales_after - sales_before)::DOUBLE AS change, last_order, owner"
)
# The orders in which names are listed, first those about two days; ties by name, so that pages never overlap.
ORDERS_OF_TWO_DAYS = {
    "money": "abs(change) DESC",
    "silence": "last_order",
    "name": "customer",
}
ORDERS = {
    "money": "amount DESC NULLS LAST",
    "score": "value_score DESC NULLS LAST",
    "silence": "days_since DESC",
    "name": "customer",
}
_SQL = """
SELECT *, count(*) OVER () AS total FROM (
    SELECT customer, {columns} FROM (FROM {relation} {filters}) WHERE {condition}
        AND (contains(lower(customer), lower(?)) OR contains(lower(coalesce(owner, '')), lower(?)))
) ORDER BY {order}, customer LIMIT {per_page} OFFSET {skipped}
"""


def counted(ask: Ask, scope: Scope, column: Literal["tier", "rfm"]) -> pd.DataFrame:
    """One row per `group` that a column tells apart on the scope's as-of date: how many `customers`, and their sales of
    12 months in 元 (`amount`)."""
    filters, values = compose_filter(scope, ask.columns_of_standing)
    return ask.query(
        f'SELECT {column}::VARCHAR AS "group", count(*) AS customers, sum(amount)::DOUBLE AS amount '
        f"FROM model.customer_segments({sql_date(scope.as_of)}) {filters} GROUP BY ALL ORDER BY ALL",
        values,
    )


def names(
    ask: Ask, scope: Scope, group: Group, words: str = "", order: str = "money", page: int = 1
) -> pd.DataFrame:
    """One page of the customers of a group on the scope's as-of date whose name or owner contains the words; one
    row each, and in every row how many there are in all (`total`)."""
    relation_, condition, of_group = _told(group, scope.as_of)
    filters, of_filters = compose_filter(scope, ask.columns_of_standing)
    orders = ORDERS_OF_TWO_DAYS if group.is_of_two_days else ORDERS
    sql = _SQL.format(
        columns=_MOVED if group.is_of_two_days else _STANDING,
        relation=relation_,
        filters=filters,
        condition=condition,
        order=orders[order],
        per_page=PER_PAGE,
        skipped=PER_PAGE * (page - 1),
    )
    return ask.query(sql, (*of_filters, *of_group, words, words))


def _told(group: Group, day: date) -> tuple[str, str, tuple[Any, ...]]:
    """By what the members of a group are found: relation, condition, and the values that it binds."""
    standing = f"model.customer_segments({sql_date(day)})"
    match group.of, group.values:
        case "moved", (before, after, earlier, later):
            moves = relation(Period.parse(earlier).start, Period.parse(later).start)
            return moves, "tier_before = ? AND tier_after = ?", (before, after)
        case "way", (way, earlier, later):
            moves = relation(Period.parse(earlier).start, Period.parse(later).start)
            return moves, "way = ?", (way,)
        case "tier", (tier,):
            return standing, "tier = ?", (tier,)
        case "status", (tier, status):
            return standing, "tier = ? AND status = ?", (tier, status)
        case "rfm", (segment,):
            return standing, "rfm = ?", (segment,)
        case "silent", (times,):
            return standing, "days_since >= ? * rhythm", (int(times),)
        case (("cohort" | "still"), (first, *until)):
            return standing, _in_cohort(Period.parse(first), day, *map(Period.parse, until)), ()
        case _:
            return standing, "true", ()


def _in_cohort(first: Period, day: date, until: Period | None = None) -> str:
    still = ""
    if until:
        still = (
            f" AND bought AND month >= {sql_date(until.start)} AND month < {sql_date(until.end)}"
        )
    return (
        f"customer IN (SELECT customer FROM model.cohort_months({sql_date(day)}) "
        f"WHERE since >= {sql_date(first.start)} AND since < {sql_date(first.end)}{still})"
    )
