"""A tie has no first: all who are equal are named, or nobody is."""

from __future__ import annotations

import pytest

from salesdash.figures.channels import money_table as _money_table
from salesdash.figures.channels import side_by_side as _side_by_side
from salesdash.figures.targets import attainment as _attainment
from salesdash.figures.ties import alike, each, named
from salesdash.text import plain
from tests.heard import heard
from tests.stores import asked, scope

money_table, side_by_side, attainment = map(heard, (_money_table, _side_by_side, _attainment))

SOLD = {"东": 60, "西": 60, "南": 100}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """东 and 西 sell 60 of 100 a month and spend 20 of it, 南 sells 100 of 100 and spends 10; no costs."""
    months = [f"2024-{month:02}" for month in range(1, 5)]
    orders = [
        {"order_date": f"{month}-05", "channel": who, "region": who, "amount": amount}
        for month in months
        for who, amount in SOLD.items()
    ]
    ended = {"order_date": "2024-05-06", "channel": "南", "region": "南", "amount": 1}
    return asked(
        tmp_path_factory.mktemp("ties"),
        orders=[*orders, ended],
        targets=[{"period": m, "region": who, "amount": 100} for m in months for who in SOLD],
        spend=[
            {"date": m, "channel": who, "spend": 10 if who == "南" else 20}
            for m in months
            for who in SOLD
        ],
    )


def test_as_many_lead_as_equal_the_first():
    assert [alike(v) for v in ([3.0, 3.0, 2.0], [3.0, 2.0], [0.1 + 0.2, 0.3], [])] == [2, 1, 2, 0]
    assert alike([-10.0, -9.998], least=0.005) == 2
    assert named([plain("甲"), plain("乙")]).zh == "甲、乙"
    assert named([plain("甲")] * 4).en == "4 of them alike"
    assert (each(1).zh, each(2).zh) == ("", "各")


def test_both_who_are_equally_far_behind_are_named(ask):
    quarter = scope(ask, "2024-01..2024-04", lang="en")
    said = attainment.headline(ask, quarter, "region")
    assert "Tied for furthest behind, ¥160.00 each: 东; 西." in said


def test_the_table_of_targets_names_both_ends_in_full(ask):
    quarter = scope(ask, "2024-01..2024-04")
    told = attainment.progress_table(ask, quarter, "region").sentence
    assert told.startswith("没有一个区域超出；落后最多的是东、西（各差 ")
    heat = attainment.attainment_by_member(ask, quarter, "region").sentence
    assert heat == "东、西各有 4 个月低于目标的 90%。"
    plan = attainment.plan_and_actual(ask, quarter)
    assert "最低的 4 个月都是 73.3%" in " ".join((plan.sentence, *plan.notes))


def test_channels_with_the_same_return_are_named_together(ask):
    year = scope(ask, "2024-01..2024-04")
    assert side_by_side.headline(ask, year, "channel").startswith(
        "南的投入产出比最高（9.00），东、西最低（各 2.00）。"
    )
    both = year.where("channel", "东", "西")
    assert side_by_side.headline(ask, both, "channel").startswith("2 个的投入产出比都是 2.00。")


def test_what_is_left_of_sales_is_not_called_profit(ask):
    year = scope(ask, "2024-01..2024-04", lang="en")
    told = money_table.money_table(ask, year, "channel").sentence
    assert told.startswith("南 has the most sales left after cost: ")
    both = money_table.money_table(ask, year.where("channel", "东", "西"), "channel").sentence
    assert both.startswith("东, 西 have the most sales left after cost: ")
    assert " each, 50.0% of all" in both
