"""The figure that belongs to each KPI, on stores that can be checked by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from salesdash.charts.look import spec
from salesdash.figures.kpis.own_figure import NATURAL
from salesdash.figures.kpis.own_figure import natural as _natural
from salesdash.text import LANGS
from tests.heard import heard
from tests.random_company import company
from tests.stores import asked, scope

natural = heard(_natural)

STAGES = ("lead", "qualified", "proposal")


def deal(number, outcome, stage, days=10, **more):
    return {
        "opportunity_id": f"D{number}", "stage": stage, "outcome": outcome, "amount": 100,
        "first_contact": "2025-03-01", "closed": f"2025-03-{1 + days:02}", "channel": "天猫", **more,
    }  # fmt: skip


def ticket(number, answer, solve):
    opened = datetime.fromisoformat("2025-03-03")
    return {
        "opened": str(opened),
        "ticket_id": f"T{number}",
        "first_response": str(opened + timedelta(hours=answer)),
        "resolved": str(opened + timedelta(hours=solve)),
    }


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ten deals and four tickets of March 2025; two months of a market; two channels."""
    deals = [
        *(deal(n, "won", "won", days=5 * n) for n in (1, 2, 3)),
        *(deal(n, "lost", "proposal", days=20) for n in (4, 5)),
        *(deal(n, "lost", "qualified") for n in (6, 7, 8)),
        *(deal(n, "lost", "lead") for n in (9, 10)),
    ]
    orders = [
        {"order_date": "2024-03-05", "amount": 300, "customer": "C", "channel": "天猫", "refund": 0},
        {"order_date": "2025-03-05", "amount": 300, "customer": "A", "channel": "天猫", "product": "P"},
        {"order_date": "2025-03-25", "amount": 300, "customer": "A", "channel": "天猫", "product": "P"},
        {"order_date": "2025-03-31", "amount": 400, "customer": "B", "channel": "门店", "product": "Q"},
    ]  # fmt: skip
    month = {"period": "2025-03", "market_size": 10_000}
    return asked(
        tmp_path_factory.mktemp("natural"),
        orders=orders,
        opportunities=deals,
        tickets=[ticket(1, 2, 20), ticket(2, 4, 60), ticket(3, 50, 80), ticket(4, 6, 90)],
        surveys=[{"date": "2025-03-10", "channel": "天猫", "csat": c, "nps": 2 * c} for c in (5, 5, 3, 1)],
        market=[
            month | {"competitor": "甲", "competitor_sales": 2_000, "competitor_price": 90, "own_price": 100},
            month | {"competitor": "乙", "competitor_sales": 1_000, "competitor_price": 110, "own_price": 100},
        ],
        spend=[
            {"date": "2025-03-03", "channel": "天猫", "purpose": "promotion", "spend": 60, "budget": 50, "leads": 20},
            {"date": "2025-03-03", "channel": "门店", "purpose": "service", "spend": 40, "budget": 50, "leads": 5},
        ],
        products=[{"product": "P", "core": True}, {"product": "Q"}],
    )  # fmt: skip


def told(ask, key, lang="zh", place=0):
    return natural(ask, scope(ask, "2025-03", lang=lang), key)[place]


def test_the_funnel_counts_who_reached_each_stage_and_who_moved_on(ask):
    figure = told(ask, "win_rate")
    rows = figure.frame.set_index("stage")
    assert rows["reached"].to_dict() == {"线索": 10, "需求确认": 8, "方案报价": 5, "赢单": 3}
    assert rows["amount"].to_dict() == {"线索": 1000, "需求确认": 800, "方案报价": 500, "赢单": 300}
    assert rows["moved_on"].dropna().to_dict() == {"线索": 0.8, "需求确认": 0.625, "方案报价": 0.6}
    assert figure.sentence == "流失最多的一步是需求确认：3 个没有再往下走，通过率 62.5%。"
    assert figure.notes[0] == "线索 10 个商机，最后赢单 3 个（30.0%）。"


def test_days_to_close_stand_won_beside_lost(ask):
    figure = told(ask, "sales_cycle")
    frame = figure.frame[figure.frame["n"] > 0]
    won = frame[frame["part"] == "赢单"]
    assert list(zip(won["start"], won["n"], strict=True)) == [(4, 1), (10, 1), (14, 1)]
    assert "赢单 3 个，中位数 10天，平均 10天" in figure.sentence
    assert "输单 7 个，中位数 10天" in figure.sentence


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("response_48h", "中位数 5.0小时，平均 15.5小时；响应及时率 75.0%，1 个超过 48 小时。"),
        ("resolved_72h", "中位数 70.0小时，平均 62.5小时；解决及时率 50.0%，2 个超过 72 小时。"),
    ],
)
def test_waiting_times_are_told_with_their_limit(ask, key, said):
    figure = told(ask, key)
    assert figure.frame["n"].sum() == 4
    assert figure.sentence.endswith(said)


def test_satisfaction_says_of_how_many_answers(ask):
    figure = told(ask, "nps", "en")
    assert list(figure.frame["nps_answers"]) == [4]
    assert figure.sentence == (
        "4 answers in all: NPS 0. 2 promoters (9–10), 0 passives, 2 detractors (0–6)."
    )
    assert list(told(ask, "csat").frame["light"]) == ["grey"]  # four are too few


def test_our_share_stands_beside_the_competitors(ask):
    shares, prices = (told(ask, "market_share", place=place) for place in (0, 1))
    assert shares.sentence == "2025年3月份额 10.0%，与乙并列第 2；第一是甲（20.0%）。"
    assert prices.sentence == "2025年3月最贵的是乙（我们的 110.0%），最便宜的是甲（90.0%）。"


def test_spend_by_purpose_stands_against_its_budget(ask):
    figure = told(ask, "budget_use")
    assert figure.sentence == "超出预算最多的是促销，多 10.00元。"
    assert figure.notes[0] == "共 100.00元：促销 60.0%、服务 40.0%。"
    assert list(figure.frame["use"]) == [1.2, 0.8]


def test_core_products_are_marked(ask):
    figure = told(ask, "return_rate")
    assert list(figure.frame["core"]) == ["是", ""]
    drawn = spec(figure.draw("light"))["datasets"].values()
    assert {row["name"] for rows in drawn for row in rows} == {"★ P", "Q"}


def test_spend_brings_leads_and_leads_bring_customers(ask):
    figure = told(ask, "cac", "en")
    rows = figure.frame.set_index("channel")
    assert rows[["spend", "leads", "new_customers", "cac"]].loc["天猫"].to_list() == [60, 20, 1, 60]
    assert figure.sentence.startswith("A new customer costs ¥50.00: least at ")
    assert figure.notes[0].startswith(
        "¥100.00 brought 25 leads and 2 new customers: 8.0% of the leads, ¥50.00 each."
    )


@pytest.mark.parametrize("key", NATURAL)
def test_without_its_data_a_figure_says_what_is_missing(tmp_path, key):
    bare = asked(tmp_path, orders=[{"order_date": "2025-03-31", "amount": 7}])
    for figure in natural(bare, scope(bare, "2025"), key):
        assert figure.is_empty
        assert figure.missing


@pytest.fixture(scope="module")
def dice(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("dice"), **company(5, 150))


@pytest.mark.parametrize("key", NATURAL)
def test_every_figure_draws_in_both_languages_and_with_a_filter(dice, key):
    for lang in LANGS:
        view = scope(dice, "2025", lang=lang)
        for narrowed in (view, view.where("channel", "天猫"), view.where("salesperson", "张伟")):
            for figure in natural(dice, narrowed, key):
                assert figure.title
                if figure.is_empty:
                    assert narrowed.filters
                    assert figure.sentence
                else:
                    assert figure.draw
                    assert spec(figure.draw("light"))["layer"]
                    assert all(column.key in figure.frame for column in figure.columns)
