"""Who is in a group of customers: searched, sorted and cut into pages where the rows are, however many."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pandas as pd

from salesdash.catalog.customers.groups import ANY, LEAVING, TO_FOLLOW, Group
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.coming import HISTORY, at_stake
from salesdash.warehouse.questions.customers.moves import relation as moves
from salesdash.warehouse.questions.sql.dialect import each_of
from salesdash.warehouse.questions.sql.windows import sql_date

PER_PAGE = 50
_MOVED = (
    "tier_before, tier_after, way, sales_before::DOUBLE AS sales_before, sales_after::DOUBLE AS sales_after, "
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
    "stake": "at_stake DESC NULLS LAST, amount DESC NULLS LAST",
    "score": "value_score DESC NULLS LAST",
    "silence": "days_since DESC",
    "name": "customer",
}
_SUMS = ", sum(amount) OVER () AS amount_of_all, sum(at_stake) OVER () AS at_stake_of_all"
_SQL = """
SELECT *, count(*) OVER () AS total{sums} FROM people
WHERE {condition} AND (contains(lower(customer), lower(?)) OR contains(lower(coalesce(owner, '')), lower(?)))
ORDER BY {order}, customer LIMIT {per_page} OFFSET {skipped}
"""


def names(
    ask: Ask, scope: Scope, group: Group, words: str = "", order: str = "money", page: int = 1
) -> pd.DataFrame:
    """One page of the customers of a group on the scope's as-of date whose name or owner contains the words; one
    row each, and in every row how many there are in all (`total`); of one day also what they bought in 12 months and
    what of it is at stake, in 元 (`amount_of_all`, `at_stake_of_all`)."""
    is_of_two_days = group.is_of_two_days
    condition, of_group = _told(ask, group, scope.as_of)
    sql = _SQL.format(
        sums="" if is_of_two_days else _SUMS,
        condition=condition,
        order=(ORDERS_OF_TWO_DAYS if is_of_two_days else ORDERS)[order],
        per_page=PER_PAGE,
        skipped=PER_PAGE * (page - 1),
    )
    people = _movers(ask, scope, group) if is_of_two_days else _standing(ask, scope)
    with duckdb.connect() as db:
        db.register("people", people)
        return db.execute(sql, [*of_group, words, words]).df()


def _standing(ask: Ask, scope: Scope) -> pd.DataFrame:
    """All customers of a day, with what is `at_stake` of each in 元: who stands where rests on all of them, so that
    it is found out once, not with every page."""

    def staked() -> pd.DataFrame:
        people = ask.standing(scope)
        return people.assign(at_stake=at_stake(ask, people, scope.as_of)).drop(columns=HISTORY)

    return ask.keep(("people", scope.as_of, scope.filters), staked)


def _movers(ask: Ask, scope: Scope, group: Group) -> pd.DataFrame:
    """All customers of two days, with what became of them in between."""
    earlier, later = (Period.parse(day).start for day in group.values[-2:])
    filters, values = compose_filter(scope, ask.columns_of_standing)
    return ask.query(f"SELECT customer, {_MOVED} FROM {moves(earlier, later)} {filters}", values)


def _told(ask: Ask, group: Group, day: date) -> tuple[str, list[Any]]:
    """By what the members of a group are found, and the values that it binds."""
    match group.of, group.values:
        case "moved", (before, after, _, _):
            return "tier_before = ? AND tier_after = ?", [before, after]
        case "way", (way, _, _):
            return "way = ?", [way]
        case "tier", (tier,):
            return "tier = ?", [tier]
        case "status", (tier, status):
            return "tier = ? AND status = ?", [tier, status]
        case "narrowed", (tier, status):
            return _narrowed(tier, status)
        case "rfm", (segment,):
            return "rfm = ?", [segment]
        case "silent", (times,):
            return "days_since >= ? * rhythm", [int(times)]
        case (("cohort" | "still"), (first, *until)):
            members = _in_cohort(ask, Period.parse(first), day, *map(Period.parse, until))
            return f"customer IN (SELECT {each_of('VARCHAR')})", [members]
        case of, _:
            raise ValueError(of)


def _narrowed(tier: str, status: str) -> tuple[str, list[Any]]:
    wanted = LEAVING if status == TO_FOLLOW else (status,)
    terms = [("tier = ?", [tier])] if tier != ANY else []
    if status != ANY:
        terms.append((f"status IN ({', '.join('?' * len(wanted))})", [*wanted]))
    condition = " AND ".join(term for term, _ in terms) or "customer IS NOT NULL"
    return condition, [value for _, values in terms for value in values]


def _in_cohort(ask: Ask, first: Period, day: date, until: Period | None = None) -> list[str]:
    still = ""
    if until:
        still = (
            f" AND bought AND month >= {sql_date(until.start)} AND month < {sql_date(until.end)}"
        )
    ids = ask.query(
        "SELECT customer FROM model.order_lines WHERE line IN ("
        f"SELECT customer_no FROM model.cohort_months({sql_date(day)}) "
        f"WHERE since >= {sql_date(first.start)} AND since < {sql_date(first.end)}{still})",
        (),
    )
    return [str(customer) for customer in ids["customer"]]
