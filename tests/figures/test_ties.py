"""A tie has no first: all who are equal are named, or nobody is."""

from __future__ import annotations

import pandas as pd
import pytest

from salesdash.analysis.channels.health import Health
from salesdash.figures.channels import money_table as _money_table
from salesdash.figures.channels import side_by_side as _side_by_side
from salesdash.figures.channels.condition import health as _health
from salesdash.figures.channels.operations import delivery, market_coverage
from salesdash.figures.kpis import market, own_figure
from salesdash.figures.targets import attainment as _attainment
from salesdash.figures.ties import alike, also, at_bottom, at_top, each, named
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


def test_rows_with_the_same_value_lead_together():
    frame = pd.DataFrame({"who": list("甲乙丙丁"), "worth": [2.0, 3.0, 3.0, None]})
    assert at_top(frame, "worth")["who"].tolist() == ["乙", "丙"]
    assert at_bottom(frame, "worth")["who"].tolist() == ["甲"]
    assert at_top(frame.iloc[3:], "worth").empty
    assert (also([]).zh, also([plain("丙")]).zh) == ("", "并列的还有丙。")


def test_two_channels_of_the_same_health_are_named_together():
    found = {
        who: Health(score, {"coverage": score, "efficiency": None, "stability": None}, ())
        for who, score in (("南", 80.0), ("北", 80.0), ("东", 40.0), ("西", 40.0))
    }
    assert _health._ends(found, "channel").zh == "南、北最健康（80 分），东、西最弱（各 40 分）。"
    del found["西"]
    assert _health._ends(found, "channel").en.startswith("南, 北 are the healthiest (80), 东 the ")


MARCH = plain("三月")


@pytest.mark.parametrize(
    ("ranked", "words"),
    [
        ([("甲", 0.2), (market.US, 0.1)], "三月份额 10.0%，排第 2；第一是甲（20.0%）。"),
        ([("甲", 0.2), ("乙", 0.2), (market.US, 0.1)], "三月份额 10.0%，排第 3；第一是甲、乙（20.0%）。"),
        ([(market.US, 0.2), ("甲", 0.1), ("乙", 0.1)], "三月份额 20.0%，排第 1；其后是甲、乙（10.0%）。"),
        ([("甲", 0.2), (market.US, 0.2)], "三月份额 20.0%，与甲并列第 1。"),
        ([(market.US, 0.2)], "三月份额 20.0%。"),
    ],
)  # fmt: skip
def test_equal_shares_of_a_market_share_their_place(ranked, words):
    assert market._rank(MARCH, ranked).zh == words


def test_competitors_of_one_price_are_named_together():
    ranked = [("甲", 1.1), ("乙", 1.1), ("丙", 0.9)]
    assert (
        market._dearest(MARCH, ranked).zh
        == "三月最贵的是甲、乙（我们的 110.0%），最便宜的是丙（90.0%）。"
    )
    assert market._dearest(MARCH, ranked[:2]).en == "三月: 甲, 乙 ask 110.0% of our price."


def test_who_is_as_late_is_named_too():
    months = [(month, who) for month in ("2024-03", "2024-04") for who in ("净水", "厨电", "灯具")]
    frame = pd.DataFrame(
        {
            "category": [who for _, who in months], "month": [month for month, _ in months],
            "due_lines": 20, "late_lines": [1 if who == "灯具" else 10 for _, who in months],
            "unshipped_lines": 0,
        }
    )  # fmt: skip
    run = delivery.late_run(frame, "category", 0.1)
    assert run is not None
    assert {run.member, *run.alike} == {"净水", "厨电"}
    assert "并列的还有" in delivery.late_words(run, "category", 0.1).zh


def test_who_lost_as_many_outlets_is_named_too():
    frame = pd.DataFrame({"channel": ["东", "西", "南"], "outlets_growth": [-0.5, -0.5, 0.1]})
    assert market_coverage._fewer(frame, "channel").zh == "东、西的网点各比去年同期少 50.0%。"


def test_purposes_and_channels_of_the_same_cost_are_named_together(tmp_path):
    rows = [("天猫", "A", "promotion"), ("京东", "B", "service")]
    orders = [
        {"order_date": f"2025-03-{day:02}", "amount": 100, "customer": who, "channel": channel}
        for day, (channel, who, _) in zip((3, 31), rows, strict=True)
    ]
    orders.append({"order_date": "2024-01-02", "amount": 1, "customer": "C", "channel": "天猫"})
    spend = [
        {"date": "2025-03", "channel": channel, "purpose": purpose, "spend": 60, "budget": 50, "leads": 4}
        for channel, _, purpose in rows
    ]  # fmt: skip
    ask = asked(tmp_path, orders=orders, spend=spend)
    march = scope(ask, "2025-03")
    budget = own_figure.natural(ask, march, "budget_use")[0]
    assert budget.sentence.zh in {
        f"超出预算最多的是{both}，各多 10.00元。" for both in ("促销、服务", "服务、促销")
    }
    cac = own_figure.natural(ask, march, "cac")[0]
    assert cac.sentence.zh == "每个渠道的每个新客户都花 60.00元。"
