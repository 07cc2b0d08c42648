"""A plan of two regions for 2025, and a store whose orders end on 14 February."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from salesdash.catalog.plans import Member, Plan, leaves_of
from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from tests.stores import scope

MONTHS = leaves_of(Period.parse("2025"), "month")
JANUARY, FEBRUARY = MONTHS[:2]
YEAR = Period.parse("2025")
EAST: Member = ("东",)
WEST: Member = ("西",)
ORDERS = [
    {"order_date": "2025-01-15", "amount": 100, "region": "东"},
    {"order_date": "2025-02-14", "amount": 60, "region": "西"},
]
SHEET = [
    {"period": f"2025-0{n}", "region": region, "amount": amount}
    for n in (1, 2)
    for region, amount in (("东", 1000), ("西", 500))
]


def plan(east=240, west=120, **more):
    cells = {(who, m): Decimal(n) for who, n in ((EAST, east), (WEST, west)) for m in MONTHS}
    return Plan(
        "2025 年度", Period.parse("2025"), cells, unit=Decimal(10), dimensions=("region",), **more
    )


def target(warehouse, period="2025", by=()):
    ask = Ask(warehouse.query)
    return ask(["target"], by, replace(scope(ask, period), as_of=YEAR.last_day))
