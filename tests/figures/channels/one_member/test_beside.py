"""A channel beside its peers and its past, on two years that can be checked by hand.

| 元          | sales 2024 | sales 2025 | gross profit 2025 | spend 2024 | spend 2025 |
| 天猫 Tmall  |      1,200 |      2,400 |             1,200 |        240 |        600 |
| 京东 JD     |      2,400 |      2,400 |               600 |        240 |        240 |
| 门店 Shop   |      3,600 |      3,600 |             2,160 |        360 |        360 |

Each month has a twelfth of it. Tmall sells to 甲 (three quarters) and 乙, from 2025 on also to nobody new.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from salesdash.catalog.channels.verdicts import VERDICTS
from salesdash.figures.channels.one_member import answer as _answer
from salesdash.figures.channels.one_member import beside as _beside
from salesdash.figures.channels.one_member import happened as _happened
from salesdash.figures.channels.one_member import inside as _inside
from salesdash.figures.channels.one_member import measured
from salesdash.figures.channels.verdicts import judged_one
from salesdash.text import BLANK
from tests.heard import heard
from tests.stores import asked, scope

answer, beside, inside, happened = heard(_answer), heard(_beside), heard(_inside), heard(_happened)
SALES = {"天猫": (100, 200), "京东": (200, 200), "门店": (300, 300)}
COST = {"天猫": 0.5, "京东": 0.75, "门店": 0.4}
SPEND = {"天猫": (20, 50), "京东": (20, 20), "门店": (30, 30)}
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]


def rows(**without: bool):
    orders, spend = [], []
    for month in MONTHS:
        for channel, sales in SALES.items():
            amount = sales[month > "2025"]
            for customer, part in (("甲", 0.75), ("乙", 0.25)):
                orders.append(
                    {
                        "order_date": f"{month}-28", "channel": channel, "region": "华东",
                        "customer": f"{channel}{customer}", "product": f"{customer}款",
                        "salesperson": channel, "amount": amount * part, "cost": amount * part * COST[channel],
                    }
                )  # fmt: skip
            spend.append(
                {"date": month, "channel": channel, "spend": SPEND[channel][month > "2025"]}
            )
    orders.append(
        {
            "order_date": "2025-12-31",
            "channel": "门店",
            "customer": "门店甲",
            "amount": 0,
            "cost": 0,
        }
    )
    kept = [{k: v for k, v in line.items() if k not in without} for line in orders]
    return {"orders": kept, "spend": spend}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("beside"), **rows())


@pytest.fixture(scope="module")
def table(ask):
    return beside.table(ask, scope(ask, "2025"), "channel", "天猫").frame.set_index("measure")


def row(table, measure):
    return table.loc[measure, ["value", "others", "best", "rank", "before", "changed"]].tolist()


def test_each_measure_stands_beside_the_others_and_the_year_before(table):
    # 600 of 8,400; the others sold 2,400 and 3,600; in 2024 it was 1,200 of 7,200
    assert row(table, "销售额") == [
        "2,400元",
        "3,000元",
        "门店 3,600元",
        "2/3",
        "1,200元",
        "↑ 100.0%",
    ]
    assert row(table, "销售占比") == [
        "28.6%",
        "35.7%",
        "门店 42.9%",
        "2/3",
        "16.7%",
        "↑ 11.9个百分点",
    ]
    assert row(table, "毛利率") == ["50.0%", "42.5%", "门店 60.0%", "2/3", "50.0%", ""]
    assert row(table, "渠道投入产出比") == ["1.00", "3.25", "门店 5.00", "3/3", "1.50", "↓ 33.3%"]
    cost = row(table, "费效比")
    assert cost == ["25.0%", "10.0%", "京东 10.0%", "3/3", "20.0%", "↑ 5.0个百分点"]


def test_the_parts_of_the_growth_add_up_to_it(ask, table):
    # all grew from 7,200 to 8,400, and all of it came from Tmall
    assert row(table, "对增长的贡献")[:4] == ["16.7%", "0.0%", "天猫 16.7%", "1/3"]


def test_the_largest_customer_has_three_quarters_everywhere(table):
    assert row(table, "最大客户占比")[:4] == ["75.0%", "75.0%", "天猫 75.0%", "1/3"]


def test_a_light_is_the_one_of_its_metric(table):
    assert table.loc["毛利率", "light"] == "● 达标"
    assert table.loc["渠道投入产出比", "light"] == "● 达标"
    assert table.loc["最大客户占比", "light"] == ""


def test_the_first_screen_shows_the_same_numbers(ask, table):
    brief = beside.brief(ask, scope(ask, "2025"), "channel", "天猫").frame.set_index("measure")
    assert len(brief) <= 6
    for measure in brief.index:
        assert brief.loc[measure, "value"] == table.loc[measure, "value"]


def test_the_finding_counts_all_that_can_be_compared(ask):
    told = beside.table(ask, scope(ask, "2025"), "channel", "天猫")
    known = told.frame
    compared = int((known["others"] != "").sum())
    assert told.sentence.startswith(f"{_better(ask)}/{compared} 项好于同类中位")


def _better(ask):
    found = _beside._Peers(ask, scope(ask, "2025"), "channel", "天猫")
    return sum(bool(found.place(key).is_better) for key in found.now if "天猫" in found.now[key])


def test_what_is_not_loaded_is_not_there_and_named(tmp_path):
    bare = asked(tmp_path, orders=rows(cost=True)["orders"])
    asked_of = scope(bare, "2025"), "channel", "天猫"
    shown = set(beside.table(bare, *asked_of).frame["measure"])
    assert shown.isdisjoint(
        {"毛利率", "费后利润", "渠道投入产出比", "获客成本", "回本时间", "渠道周转率"}
    )
    assert "销售额" in shown
    lacks = _beside.missing(bare, *asked_of)
    assert lacks is not None
    assert {"orders.cost", "spend.spend", "spend.leads", "spend.inventory"} <= set(lacks.missing)
    assert "毛利率" in lacks.sentence.zh
    assert "0" not in lacks.sentence.zh


def test_the_headline_is_the_verdict_of_the_page_of_all(ask):
    year = scope(ask, "2025")
    one = judged_one(ask, year, "channel", "天猫")
    told = _answer.headline(ask, year, "channel", "天猫")
    # 360 more was spent for 600 more profit
    assert one is not None
    assert one.marginal == pytest.approx((600 - 360) / 360)
    assert told.sentence.zh.startswith("天猫：")
    assert told.state.zh in "加保收停"
    assert told.state in (VERDICTS[one.verdict].word,)


def test_without_costs_the_headline_tells_sales_and_what_would_tell(tmp_path):
    bare = asked(tmp_path, orders=rows(cost=True)["orders"])
    told = _answer.headline(bare, scope(bare, "2025"), "channel", "天猫")
    assert told.sentence.zh == "天猫：销售额 2,400元，占 28.6%，同比增长 100.0%"
    assert told.more.zh.startswith("上传一张分渠道的费用表")


def test_the_cards_are_of_the_one_and_none_is_empty(ask):
    cards = {
        card.key: card.value for card in answer.cards(ask, scope(ask, "2025"), "channel", "天猫")
    }
    assert cards["profit_after_cost"] == "600.00元"
    assert cards["roi"] == "1.00"
    assert len(cards) == 6
    of_product = answer.cards(ask, scope(ask, "2025"), "product", "甲款")
    assert [card.key for card in of_product if card.value == "–"] == []
    assert {"spend", "roi"}.isdisjoint(card.key for card in of_product)


def test_the_course_is_what_it_leaves_and_its_sentence_is_about_that(ask):
    course = answer.course(ask, scope(ask, "2025"), "channel", "天猫")
    assert course.title.startswith("费后利润：近 24 个月")
    assert course.frame["profit_after_cost"].tolist() == [30.0] * 12 + [50.0] * 12
    assert course.sentence == "近 12 个月合计 600.00元，上年同月 360.00元（+66.7%）。"
    of_product = answer.course(ask, scope(ask, "2025"), "product", "甲款")
    assert of_product.title.startswith("毛利：")


def test_early_in_a_month_its_return_is_that_of_the_months_judged(ask):
    early = replace(scope(ask, "2025"), as_of=date(2025, 2, 3))
    course = answer.course(ask, early, "channel", "天猫")
    assert course.sentence == "近 1 个月合计 50.00元，上年同月 30.00元（+66.7%）。"
    assert course.title.startswith("费后利润：近 13 个月")
    assert course.context.startswith("2024年1月至2025年1月 · ")
    judged = _answer.headline(ask, early, "channel", "天猫")
    assert "2025年1月与去年同期比" in judged.more.zh


def test_by_salesperson_the_page_is_full_without_spend(ask):
    year = scope(ask, "2025")
    frame = beside.table(ask, year, "salesperson", "天猫").frame
    assert {"销售额", "毛利率", "每客户销售额"} <= set(frame["measure"])
    assert answer.cards(ask, year, "salesperson", "天猫")


def test_whoever_bought_last_year_and_not_now_is_gone(tmp_path):
    data = rows()["orders"]
    gone = {
        "order_date": "2024-03-01",
        "channel": "天猫",
        "customer": "丙",
        "product": "丙款",
        "amount": 90,
    }
    new = {
        "order_date": "2025-06-01",
        "channel": "天猫",
        "customer": "丁",
        "product": "丁款",
        "amount": 700,
    }
    ask = asked(tmp_path, orders=[*data, gone, new])
    year = replace(scope(ask, "2025"), comparison="last_year").where("channel", "天猫")
    lost = inside.gone(ask, year)
    assert lost.frame[["customer", "before"]].to_numpy().tolist() == [["丙", 90.0]]
    assert lost.sentence == "1 位客户去年同期买过、这期没买，那时共 90.00元。"
    top = inside.largest(ask, year, "customer")
    assert top.frame["customer"].tolist() == ["天猫甲", "丁", "天猫乙"]
    assert dict(zip(top.frame["customer"], top.frame["state"], strict=True))["丁"] == "新客户"
    assert "新客户 1 位，带来 700元" in top.sentence
    moved = inside.moved(ask, year, "product")
    # 甲款 900 more, 乙款 300 more, 丁款 700 new; 丙款 is gone
    assert moved.frame[["product", "moved"]].to_numpy().tolist() == [
        ["甲款", 900.0], ["丁款", 700.0], ["乙款", 300.0], ["丙款", -90.0],
    ]  # fmt: skip
    assert moved.sentence == "3 个在涨，共 1,900元；1 个在跌，共 90元。"


def test_nobody_to_compare_with_is_said(ask):
    first = replace(scope(ask, "2024"), comparison="last_year").where("channel", "天猫")
    assert inside.gone(ask, first).is_empty
    assert inside.gone(ask, first).sentence
    assert not inside.largest(ask, first, "customer").is_empty


def test_what_many_new_customers_brought_is_written_in_the_size_of_their_sum(tmp_path):
    """40 new customers of 30,000 each in the year after the data begin."""
    sold = {"channel": "天猫", "amount": 30_000}
    old = [{**sold, "order_date": "2024-01-02", "customer": "老", "amount": 1}]
    new = [{**sold, "order_date": "2025-03-03", "customer": f"新{n}"} for n in range(40)]
    ask = asked(tmp_path, orders=[*old, *new])
    view = scope(ask, "2025", lang="en").where("channel", "天猫")
    assert "40 new customers brought ¥1.20m" in inside.largest(ask, view, "customer").sentence


def test_events_stand_with_the_sales_of_their_days(tmp_path):
    events = [
        {"date": "2025-06-28", "event": "店庆", "kind": "promotion", "channel": "天猫"},
        {"date": "2025-07-28", "event": "京东活动", "channel": "京东"},
        {"date": "2023-06-28", "event": "很久以前"},
    ]
    ask = asked(tmp_path, **rows(), events=events)
    shown = happened.listing(ask, scope(ask, "2025").where("channel", "天猫"))
    assert shown.frame[["what", "whose", "sales"]].to_numpy().tolist() == [["店庆", "天猫", 200.0]]
    quiet = happened.listing(ask, scope(ask, "2025").where("channel", "门店"))
    assert quiet.is_empty
    assert "没有记过大事" in quiet.sentence


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """The company with a channel that began in November 2025."""
    sold = rows()
    for month in MONTHS[-2:]:
        line = {"order_date": f"{month}-20", "channel": "抖音", "customer": "丙", "product": "甲款"}
        sold["orders"].append(line | {"amount": 500, "cost": 200})
        sold["spend"].append({"date": month, "channel": "抖音", "spend": 100})
    return asked(tmp_path_factory.mktemp("begun"), **sold)


def test_a_channel_without_a_year_before_is_not_said_to_shrink(begun):
    """It earned 600 for 200 of spend, on nothing a year ago: of its growth nothing is known."""
    now = scope(begun, "2025")
    one = judged_one(begun, now, "channel", "抖音")
    assert one is not None
    assert one.rule is not None
    assert (one.marginal, one.rule.key) == (2.0, "earns_unseen")
    rows = beside.table(begun, now, "channel", "抖音").frame.set_index("measure")
    assert rows.loc["销售额", ["value", "before"]].tolist() == ["1,000元", BLANK]
    assert rows.loc["渠道投入产出比", ["value", "before"]].tolist() == ["2.00", BLANK]


@pytest.mark.parametrize("period", ["2026-03", "2025-11", "2020"])
def test_everything_inside_a_new_channel_in_any_period(begun, period):
    own = scope(begun, period).where("channel", "抖音")
    for figure in (inside.largest(begun, own, "customer"), inside.gone(begun, own)):
        assert figure.title
    assert inside.moved(begun, own, "product").title


def test_nothing_is_measured_of_a_period_that_has_not_begun(ask):
    """Last year's sales alone would be a growth of −100 %, of which each member has its part."""
    to_come = scope(ask, "2027")
    asked_of = measured.Sides.of(ask, to_come)
    assert asked_of
    assert measured.measured(ask, asked_of, "channel") == {}


def test_a_measure_of_another_period_than_the_page_s_says_which(ask):
    """Spend is stated by months: a week has no return of its own, and its row is of the month before."""
    week = beside.table(ask, scope(ask, "2025-W40"), "channel", "天猫").frame.set_index("measure")
    assert "渠道投入产出比 · 9月" in week.index
    assert "费效比 · 9月" in week.index
    assert "边际回报环比 · 9月" in week.index or "边际回报环比" not in week.index
    assert "销售额" in week.index
