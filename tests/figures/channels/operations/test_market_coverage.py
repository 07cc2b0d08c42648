"""Two channels in three regions: Direct sells in all, Tmall not in 西南; Direct lost one of its outlets."""

from __future__ import annotations

import pytest

from salesdash.figures.channels.operations import market_coverage as _market_coverage
from tests.heard import heard
from tests.stores import asked, scope

market_coverage = heard(_market_coverage)
SOLD = [
    ("2024-06-10", "直销", "华东", "甲", 100), ("2025-06-10", "直销", "华东", "甲", 300),
    ("2025-06-11", "直销", "华南", "乙", 100), ("2025-06-12", "直销", "西南", "丙", 100),
    ("2025-06-13", "天猫", "华东", "甲", 100), ("2025-06-14", "天猫", "华南", "丁", 100),
    ("2025-12-31", "直销", "华东", "甲", 0),
]  # fmt: skip
ORDERS = [
    {"order_date": day, "order_id": day, "channel": channel, "region": region, "customer": who, "amount": amount}
    for day, channel, region, who, amount in SOLD
]  # fmt: skip
SPEND = [
    {"date": f"{year}-{month:02}", "channel": "直销", "outlets": outlets, "spend": 1}
    for year, outlets in ((2024, 4), (2025, 3))
    for month in range(1, 13)
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("coverage"), orders=ORDERS, spend=SPEND)


def test_who_sells_nothing_where_is_blank_and_named(ask):
    shown = market_coverage.where(ask, scope(ask, "2025"), "channel")
    shares = shown.frame.set_index(["channel", "region"])["share"]
    assert shares["直销", "华东"] == 0.75
    assert ("天猫", "西南") not in shares.index
    assert shown.sentence == "天猫在 1 个区域没有销售：西南。"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025-06-13", "天猫在 2 个区域没有销售：华南、西南。"),  # nobody sold anywhere else
        ("2025-06-10", "直销在 2 个区域没有销售：华南、西南。"),  # Tmall sold nothing at all
    ],
)
def test_a_day_on_which_little_is_sold_does_not_read_as_everywhere(ask, day, told):
    assert market_coverage.where(ask, scope(ask, f"{day}..{day}"), "channel").sentence == told


def test_places_customers_and_outlets_stand_beside_each_other(ask):
    shown = market_coverage.table(ask, scope(ask, "2025"), "channel")
    direct = shown.frame.set_index("channel").loc["直销"]
    assert (direct["places"], direct["customers"], direct["outlets"]) == (3, 3, 3)
    assert direct["each"] == 1
    assert direct["of_all"] == 0.75  # three of 甲 乙 丙 丁
    assert shown.sentence == "直销的网点比去年同期少 25.0%。"


def test_outlets_that_are_not_stated_are_left_out_not_zero(tmp_path_factory):
    bare = asked(tmp_path_factory.mktemp("bare"), orders=ORDERS)
    shown = market_coverage.table(bare, scope(bare, "2025"), "channel")
    assert [column.key for column in shown.columns] == ["channel", "places", "customers", "of_all"]


def test_regions_are_not_told_apart_by_themselves(ask):
    assert market_coverage.where(ask, scope(ask, "2025"), "region") is None
