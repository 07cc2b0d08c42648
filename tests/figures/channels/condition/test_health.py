"""The health of two shops that can be checked by hand, and that of companies by dice against pandas."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest

from salesdash.figures.channels.condition import health as _health
from salesdash.figures.channels.condition.health_inputs import of_members
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.settings import Settings
from tests.heard import heard
from tests.orders_in_pandas import booked, returned
from tests.random_company import CHANNELS, FIRST, LAST, REGIONS, company
from tests.stores import Rows, asked, fill, scope, warehouse_in

health = heard(_health)
YEAR = ("2024-08-01", "2025-07-31")  # twelve months that had ended on LAST


def order(day, channel, amount, cost, customer, region="华东"):
    return {
        "order_date": day, "channel": channel, "amount": amount, "cost": cost, "customer": customer,
        "region": region,
    }  # fmt: skip


# 天猫 in 2025: 3 of the 4 customers it ever had, 1 of 2 regions, margin 30 %, ROI (45 − 30) / 30 = 0.5,
# 150 / 3 customers. 门店: sold to 丁 in another region.
ORDERS = [
    order("2024-02-05", "天猫", 40_000, 28_000, "甲"),
    order("2024-03-05", "天猫", 40_000, 28_000, "丙"),
    order("2025-01-06", "天猫", 60_000, 42_000, "甲"),
    order("2025-06-03", "天猫", 50_000, 35_000, "乙"),
    order("2025-12-31", "天猫", 40_000, 28_000, "戊"),
    order("2024-01-02", "门店", 10_000, 9_000, "丁", "华北"),
    order("2025-03-03", "门店", 10_000, 9_000, "丁", "华北"),
]
SPEND = [
    {"date": f"2025-{month:02}", "channel": channel, "spend": spend}
    for month in range(1, 13)
    for channel, spend in (("天猫", 2500), ("门店", 500))
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("health"), orders=ORDERS, spend=SPEND)


def inputs(ask, where, member, by="channel"):
    return {e.key: e for e in of_members(ask, where, by)[member].inputs}


def test_each_input_by_hand(ask):
    found = inputs(ask, scope(ask, "2025"), "天猫")
    values = {
        key: found[key].value for key in ("customers", "regions", "margin", "roi", "per_customer")
    }
    assert values == pytest.approx(
        {"customers": 3 / 4, "regions": 1 / 2, "margin": 0.3, "roi": 0.5, "per_customer": 50_000}
    )
    points = {key: found[key].points for key in values}
    assert points == pytest.approx(
        {"customers": 75, "regions": 50, "margin": 75, "roi": 25, "per_customer": 50}
    )
    assert found["outlets"].points is None
    assert found["conversion"].points is None


def test_the_card_names_what_is_missing_and_what_to_load(ask):
    card = health.card(ask, scope(ask, "2025"), "channel", "天猫")
    of_ten = sum(1 for points in card.frame["points"] if points == points and points is not None)
    assert f"{of_ten}/10 项" in card.sentence
    told = "".join(card.notes)
    assert "缺网点变化：请导入“费用投入”表的网点数列" in told
    assert "缺线索转化率：请导入“费用投入”表的线索数列" in told
    assert "没有公开标准" in told
    row = card.frame.set_index("input").loc["投入产出比"]
    assert (row["value"], row["marks"], row["points"]) == ("0.50", "0.00 → 2.00", pytest.approx(25))


def test_all_of_them_stand_side_by_side_with_the_weakest_named(ask):
    figure = health.all_members(ask, scope(ask, "2025"), "channel")
    assert list(figure.frame["channel"])[-1] == "门店"
    assert figure.sentence.startswith("天猫最健康（")
    assert figure.marks[0] == {"channel": "天猫"}
    assert heard(_health.all_members)(
        ask, scope(ask, "2025", lang="en"), "channel"
    ).sentence.startswith("天猫 is the healthiest (")


def test_of_regions_their_own_number_is_no_input(ask):
    assert inputs(ask, scope(ask, "2025"), "华东", "region")["regions"].points is None
    assert inputs(ask, scope(ask, "2025"), "offline", "online")["regions"].value == 0.5


def test_a_filter_that_spend_does_not_know_leaves_its_inputs_out(ask):
    where = scope(ask, "2025", filters=(("region", ("华东",)),))
    assert inputs(ask, where, "天猫")["margin"].value == pytest.approx(0.3)
    assert inputs(ask, where, "天猫")["conversion"].points is None


def test_a_part_of_which_nothing_is_known_has_no_column_and_one_alone_is_no_score(tmp_path):
    sold = [{key: row[key] for key in ("order_date", "channel", "amount")} for row in ORDERS]
    bare = asked(tmp_path, orders=sold)
    figure = health.all_members(bare, scope(bare, "2025"), "channel")
    # and one part alone is no health
    assert [c.key for c in figure.columns] == ["channel", "stability", "known"]
    assert figure.sentence == "有数据的只有稳定，一个部分还打不了健康分。"


def test_sales_without_costs_have_no_marks_for_a_return(tmp_path):
    orders = [{k: v for k, v in row.items() if k != "cost"} for row in ORDERS]
    ask = asked(tmp_path, orders=orders, spend=SPEND)
    assert inputs(ask, scope(ask, "2025"), "天猫")["roi"].points is None
    assert any(
        "没有成本" in n for n in health.card(ask, scope(ask, "2025"), "channel", "天猫").notes
    )


def test_outlets_are_set_against_the_year_before(tmp_path):
    spend = [
        {"date": day, "channel": "天猫", "spend": 1, "outlets": n}
        for day, n in (("2024-03", 100), ("2024-09", 100), ("2025-03", 105), ("2025-09", 105))
    ]
    ask = asked(tmp_path, orders=ORDERS, spend=spend)
    outlets = inputs(ask, scope(ask, "2025"), "天猫")["outlets"]
    assert (outlets.value, outlets.points) == (pytest.approx(0.05), pytest.approx(75))


def test_weights_are_set_and_the_change_is_kept(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=ORDERS, spend=SPEND)
    Settings(warehouse).set_rules({"health_coverage": 1, "health_efficiency": 0}, by="李")
    ask = Ask(warehouse.query)
    one = of_members(ask, scope(ask, "2025"), "channel")["天猫"]
    weight = {part: sum(e.weight or 0 for e in one.inputs if e.key in keys) for part, keys in {
        "coverage": ("customers", "regions"), "efficiency": ("roi", "margin", "per_customer"),
    }.items()}  # fmt: skip
    assert weight["efficiency"] == 0
    assert weight["coverage"] > 0.7
    assert "覆盖 100%、效率 0%" in "".join(
        health.card(ask, scope(ask, "2025"), "channel", "天猫").notes
    )
    assert {c.key: c.by for c in Settings(warehouse).history("rule:health_")} == {
        "rule:health_coverage": "李", "rule:health_efficiency": "李",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_nobodys_health_moves_when_a_channel_is_added(tmp_path, seed):
    """Whatever a new channel sells, to whom, at what cost: regions are those that the company has."""
    dice = Random(seed)
    known = company(seed)
    ask = asked(tmp_path, **known)
    before = of_members(ask, scope(ask), "channel")
    days = [FIRST + timedelta(dice.randint(0, (LAST - FIRST).days)) for _ in range(200)]
    added: Rows = [
        {
            "order_id": f"N{n}", "order_date": str(day), "channel": "拼多多", "region": dice.choice(REGIONS),
            "customer": dice.choice((f"新客{dice.randint(0, 50)}", f"客户{dice.randint(0, 70):03}")),
            "amount": dice.randint(100, 90_000), "cost": dice.randint(50, 90_000), "quantity": 1,
            "product": dice.choice(("咖啡机", "新品")),
        }
        for n, day in enumerate(days)
    ]  # fmt: skip
    spend: Rows = [
        {
            "date": row["date"],
            "channel": "拼多多",
            "spend": dice.randint(1, 90_000),
            "leads": 30,
            "outlets": 9,
        }
        for row in known["spend"]
        if row.get("channel") == CHANNELS[0]
    ]
    (tmp_path / "more").mkdir()
    both = known | {"orders": known["orders"] + added, "spend": known["spend"] + spend}
    ask = asked(tmp_path / "more", **both)
    after = of_members(ask, scope(ask), "channel")
    assert "拼多多" in after
    assert {name: one.score for name, one in before.items()} == pytest.approx(
        {name: one.score for name, one in after.items() if name != "拼多多"}
    )


@pytest.mark.parametrize("seed", range(2))
def test_pandas_says_the_same(tmp_path, seed):
    rows = company(seed)
    ask = asked(tmp_path, **rows)
    lines = booked(rows["orders"])
    back = returned(lines, rows["returns"])
    unit_cost = lines["product"].map({row["product"]: row["cost"] for row in rows["products"]})
    numbers = {key: pd.to_numeric(lines[key]) for key in ("amount", "quantity", "cost")}
    cost = numbers["cost"].fillna(numbers["quantity"] * unit_cost)
    lines["profit"] = numbers["amount"] - cost
    lines["returned"] = back.groupby("line")["amount"].sum().reindex(lines.index).fillna(0)
    first, last = YEAR
    before = (str(date(2023, 8, 1)), str(date(2024, 7, 31)))
    for channel in CHANNELS:
        own = lines[lines["channel"] == channel]
        year = own[own["order_date"].between(first, last)]
        ever = own[own["order_date"] <= last]
        earlier = set(own[own["order_date"].between(*before)]["buyer"].dropna())
        buyers = set(year["buyer"].dropna())
        by_region = year.groupby("region")["amount"].sum()
        named = year[year["customer"].notna()]["amount"].sum()
        costed = year[year["profit"].notna()]
        found = inputs(ask, scope(ask), channel)
        expected = {
            "customers": len(buyers) / ever["buyer"].nunique(),
            "regions": (by_region > 0).sum() / len(REGIONS),
            "margin": costed["profit"].sum() / costed["amount"].sum(),
            "per_customer": named / len(buyers),
            "conversion": _conversion(ever, rows["spend"], channel),
            "retention": len(earlier & buyers) / len(earlier),
            "kept": 1 - year["returned"].sum() / year[year["amount"] > 0]["amount"].sum(),
        }
        assert {key: found[key].value for key in expected} == pytest.approx(expected)


def _conversion(ever, spend, channel) -> float:
    """Of the months with leads: who first bought in them, over the leads."""
    first = ever[ever["buyer"].notna()].groupby("buyer")["order_date"].min().str[:7]
    leads: dict[str, int] = {}
    for row in spend:
        if row["channel"] == channel and row["leads"] and YEAR[0][:7] <= row["date"] <= YEAR[1][:7]:
            leads[row["date"]] = leads.get(row["date"], 0) + row["leads"]
    return float(first.isin(leads).sum()) / sum(leads.values())
