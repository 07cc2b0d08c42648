"""Payback from orders and spend, on a company whose new customers can be followed by hand."""

from __future__ import annotations

from datetime import date, timedelta
from math import inf
from random import Random

import pandas as pd
import pytest

from salesdash.catalog.channels.one_member import PAYBACK
from salesdash.figures.channels.one_member.measured import Sides, measured
from tests.stores import Rows, asked, scope

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


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_it_is_what_pandas_finds_of_a_company_by_dice(tmp_path, seed):
    """Each customer's margin by whole months since the first order, over those who have lived through each,
    until it has paid what a customer won in those months cost."""
    dice, first, last = Random(seed), date(2023, 1, 2), date(2025, 10, 31)
    # until the 28th, so that every month has the day on which another month of a customer begins
    days = [day for n in range((last - first).days) if (day := first + timedelta(n)).day <= 28]
    lines: Rows = [
        {
            "order_date": str(day), "customer": f"客户{n:02}", "channel": dice.choice(("天猫", "门店")),
            "amount": (amount := dice.randint(100, 900)), "cost": amount // dice.randint(2, 5),
        }
        for n in range(90)
        for day in dice.sample(days[len(days) * n // 91 :], dice.randint(1, 9))
    ]  # fmt: skip
    lines.append(BEFORE | {"order_date": str(last)})
    lines.append(BEFORE | {"order_date": str(first)})
    months = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)][:34]
    spent = [
        {"date": month, "channel": channel, "spend": dice.randint(500, 3_000)}
        for month in months
        for channel in ("天猫", "门店")
    ]
    ask = asked(tmp_path, orders=lines, spend=spent)
    sides = Sides.of(ask, scope(ask, "2025-10"))
    assert sides is not None
    found = measured(ask, sides, "channel").get("payback", {})

    orders = pd.DataFrame(lines).assign(order_date=lambda f: pd.to_datetime(f["order_date"]))
    orders["margin"] = orders["amount"] - orders["cost"]
    starts = orders.sort_values("order_date", kind="stable").groupby("customer").first()
    since, until = (
        pd.Timestamp(last) + pd.Timedelta(1, "D") - pd.DateOffset(months=PAYBACK.won_in),
        pd.Timestamp(last),
    )
    won = starts[(starts["order_date"] >= since) & (starts["order_date"] <= until)]
    spends = pd.DataFrame(spent)
    within = pd.to_datetime(spends["date"]).between(since, until)
    for channel, own in won.groupby("channel"):
        assert isinstance(channel, str)
        cost = spends.loc[within & (spends["channel"] == channel), "spend"].sum() / len(own)
        earned, answer = 0.0, inf
        for age in range(PAYBACK.longest):
            begins = {c: s + pd.DateOffset(months=age) for c, s in own["order_date"].items()}
            ends = {c: s + pd.DateOffset(months=age + 1) for c, s in own["order_date"].items()}
            lived = [c for c in own.index if ends[c] <= until + pd.Timedelta(1, "D")]
            if len(lived) < PAYBACK.fewest:
                break
            bought = orders[orders["customer"].isin(lived)]
            at = bought["order_date"]
            inside = (at >= bought["customer"].map(begins)) & (at < bought["customer"].map(ends))
            earned += bought.loc[inside, "margin"].sum() / len(lived)
            if earned >= cost:
                answer = age + 1
                break
        if len(own) >= PAYBACK.fewest and channel in found:
            assert found[channel] == answer, channel
    assert found
