"""Payback from orders and spend, on a company whose new customers can be followed by hand."""

from __future__ import annotations

from math import inf

import pytest

from salesdash.figures.channels.one_member.measured import Sides, measured
from tests.stores import asked, scope

# From June on six customers are won, for 6 × 300 of spend. Each earns 100 in the month of its first order, and
# as much in each that follows: paid back after three months. Those of the shop earn 20: not yet.
BEFORE = {"order_date": "2024-01-02", "customer": "old", "amount": 2, "cost": 1, "channel": "天猫"}


def orders(channel: str, margin: int, months: int = 5) -> list[dict[str, object]]:
    return [
        {
            "order_date": f"2024-{6 + month:02}-1{n}",
            "customer": f"{channel} {n}",
            "channel": channel,
            "amount": 2 * margin,
            "cost": margin,
        }
        for n in range(6)
        for month in range(months)
    ]


def spend(*channels: str) -> list[dict[str, object]]:
    return [
        {"date": f"2024-{month:02}", "channel": channel, "spend": 1_800 if month == 6 else 0}
        for channel in channels
        for month in range(1, 12)
    ]


def paid_back(ask) -> dict[str, float]:
    sides = Sides.of(ask, scope(ask, "2024"))
    assert sides is not None
    return dict(measured(ask, sides, "channel").get("payback", {}))


@pytest.fixture
def company():
    last = {
        "order_date": "2024-11-30",
        "customer": "old",
        "amount": 2,
        "cost": 1,
        "channel": "天猫",
    }
    return [BEFORE, *orders("天猫", 100), *orders("门店", 20), last]


def test_the_months_until_the_margin_has_paid_the_cost(tmp_path, company):
    ask = asked(tmp_path, orders=company, spend=spend("天猫", "门店"))
    assert paid_back(ask) == {"天猫": 3.0, "门店": inf}


def test_what_a_customer_buys_elsewhere_pays_for_him_too(tmp_path, company):
    elsewhere = [line | {"channel": "天猫"} for line in orders("门店", 280, 1)]
    later = [line | {"order_date": "2024-07-25"} for line in elsewhere]
    ask = asked(tmp_path, orders=[*company, *later], spend=spend("天猫", "门店"))
    assert paid_back(ask)["门店"] == 2.0


def test_a_customer_whose_cost_is_not_known_is_not_taken_for_one_who_earns_nothing(
    tmp_path, company
):
    for line in company:
        if line["customer"] in ("天猫 0", "门店 0", "门店 1") and line["order_date"] > "2024-08":
            del line["cost"]
    ask = asked(tmp_path, orders=company, spend=spend("天猫", "门店"))
    # five of 天猫 are left, of 门店 four, which is too few to tell
    assert paid_back(ask) == {"天猫": 3.0}


def test_without_spend_costs_or_customers_there_is_none(tmp_path, company):
    assert paid_back(asked(tmp_path / "a", orders=company)) == {}
    bare = [{k: v for k, v in line.items() if k != "cost"} for line in company]
    assert paid_back(asked(tmp_path / "b", orders=bare, spend=spend("天猫"))) == {}
    nobody = [{k: v for k, v in line.items() if k != "customer"} for line in company]
    assert paid_back(asked(tmp_path / "c", orders=nobody, spend=spend("天猫"))) == {}
