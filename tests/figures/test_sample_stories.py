"""The stories planted in the sample company are told by the pages of targets and channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from salesdash.catalog.metrics import LIGHTS, METRICS
from salesdash.figures.channels import answer as _answer
from salesdash.figures.channels import before_after as _before_after
from salesdash.figures.channels import money_table as _money_table
from salesdash.figures.channels import side_by_side as _side_by_side
from salesdash.figures.channels.budget import shift as _budget_shift
from salesdash.figures.channels.budget.budgets import budgets
from salesdash.figures.channels.diagnosis.findings import findings
from salesdash.figures.channels.operations import delivery as _delivery
from salesdash.figures.channels.operations import price_conflicts as _price_conflicts
from salesdash.figures.channels.operations import promotions as _promotions
from salesdash.figures.channels.verdicts import judged
from salesdash.figures.drivers import by_member as _by_member
from salesdash.figures.foresight import foresee
from salesdash.figures.kpis import ways_to_explain as _ways_to_explain
from salesdash.figures.lights import current
from salesdash.figures.targets import attainment as _attainment
from salesdash.figures.targets import fairness as _target_fairness
from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from tests import sample
from tests.heard import heard
from tests.stores import scope

answer, money_table = heard(_answer), heard(_money_table)
delivery = heard(_delivery)
before_after = heard(_before_after)
budget_shift = heard(_budget_shift)
price_conflicts = heard(_price_conflicts)
promotions = heard(_promotions)
side_by_side = heard(_side_by_side)
by_member = heard(_by_member)
ways_to_explain = heard(_ways_to_explain)
attainment = heard(_attainment)
target_fairness = heard(_target_fairness)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return sample.asked(tmp_path_factory.mktemp("sample"))


def test_the_region_that_misses_its_target_from_june_is_furthest_behind(ask):
    assert "落后最多的是西南" in attainment.headline(ask, scope(ask, "2025"), "region")
    said = attainment.attainment_by_member(ask, scope(ask, "2025"), "region").sentence
    assert said == "西南从2025年6月到2025年10月连续 5 个月低于目标的 90%。"


def test_no_region_misses_its_target_in_2024(ask):
    said = attainment.attainment_by_member(ask, scope(ask, "2024"), "region").sentence
    assert said == "已结束的时段里没有一格低于目标的 90%。"


def test_the_marketplace_with_growing_sales_and_a_falling_return_is_named_and_no_other(ask):
    assert "天猫最低" in side_by_side.headline(ask, scope(ask, "2025"), "channel")
    said = side_by_side.roi_ranking(ask, scope(ask, "2025"), "channel").sentence
    assert said == "天猫的销售额在增长，投入产出比却在下降：增长是用费用换来的。"


def test_its_last_yuan_earned_nothing_so_it_alone_is_to_get_less(ask):
    """1.072m more was spent from January to October and 1.077m more of gross profit came of it."""
    found = {one.name: one for one in judged(ask, scope(ask, "2025"), "channel")}
    change = found["天猫"].standing.change
    assert change is not None
    assert round(change.extra_spend) == 1_072_100
    assert round(change.extra_profit) == 1_076_831
    assert found["区域经销"].marginal == pytest.approx(2.34, abs=0.005)
    assert {name for name, one in found.items() if one.verdict != "more"} == {"天猫"}
    assert found["天猫"].verdict == "less"
    assert not any(
        one.verdict in ("less", "stop") for one in judged(ask, scope(ask, "2024"), "channel")
    )


def test_a_week_within_a_monthly_cost_gets_no_verdict_of_its_own_and_says_why(ask):
    week = scope(ask, "2025-W46")
    assert answer.rests_on(ask, week, "channel").zh == (
        "费用按更长的期间填写，2025年第46周不单独判断。判断和边际回报是2025年10月与去年同期比：一年的差额，不是证明。"
    )
    shown = {card.key: card for card in answer.cards(ask, week)}
    assert shown["roi"].title.endswith("10月")
    figure = money_table.money_table(ask, week, "channel")
    assert figure.sentence.startswith("2025年10月：")
    assert list(figure.frame.query("channel == '天猫'")["roi"].round(2)) == [0.51]


def fairness(ask, year):
    figure = target_fairness.of_targets(ask, scope(ask, year), "region")
    assert figure is not None
    return figure


def test_the_fast_ox_is_whipped_and_no_other_region(ask):
    said = fairness(ask, "2025").sentence
    assert said.startswith("鞭打快牛：华南上年已增长")
    found = fairness(ask, "2025").frame
    assert set(found.loc[found["region"] != "华南", "verdict"]) == {""}


def test_nobody_is_whipped_in_the_plan_of_2024(ask):
    found = fairness(ask, "2024")
    assert "鞭打快牛" not in set(found.frame["verdict"])


def test_the_person_in_trouble_is_furthest_behind_and_the_star_furthest_ahead(ask):
    frame = attainment.progress_table(ask, scope(ask, "2025Q3"), "salesperson").frame
    by_attainment = frame.sort_values("attainment")["salesperson"].tolist()
    assert (by_attainment[0], by_attainment[-1]) == ("王海峰", "沈佳宁")


def test_the_star_is_named_with_what_she_makes_of_her_target(ask):
    said = attainment.progress_table(ask, scope(ask, "2025"), "salesperson").sentence
    assert said.startswith("超出最多的是沈佳宁（127.0%，超出")


@pytest.mark.parametrize("period", [None, "2025", "2025Q3"])
def test_the_channel_that_undersells_is_named_with_its_product_and_no_other(ask, period):
    figure = price_conflicts.in_prices(ask, scope(ask, period))
    assert figure is not None
    assert figure.frame[["product", "channel"]].to_numpy().tolist() == [["封口机 S3", "抖音"]]
    assert figure.frame["gap"][0] == pytest.approx(0.16, abs=0.01)
    assert figure.sentence.startswith("抖音卖“封口机 S3”比其他 6 个渠道便宜 1")
    assert "从2025年8月到2025年" in figure.notes[0]


@pytest.mark.parametrize("period", ["2023", "2024", "2025Q2"])
def test_no_channel_undersells_before_the_planted_conflict(ask, period):
    assert price_conflicts.in_prices(ask, scope(ask, period)) is None


@pytest.mark.parametrize("period", [None, "2025", "2025Q1"])
def test_the_promotion_with_a_hangover_is_told_in_money_and_no_other(ask, period):
    figure = promotions.in_money(ask, scope(ask, period))
    assert figure is not None
    hung = figure.frame[figure.frame["verdict"] == "事后透支"]
    assert hung[["promotion", "channel"]].to_numpy().tolist() == [["开店季满减", "京东"]]
    said = next(note for note in figure.notes if note.startswith("带来的 43 位新客"))
    assert said.startswith("带来的 43 位新客至今 2.3% 再次购买（90 天内 0.0%），其他新客 8")


def test_the_promotions_of_every_year_have_no_hangover(ask):
    for year in ("2023", "2024"):
        figure = promotions.in_money(ask, scope(ask, year))
        assert figure is not None
        assert "都没有看到透支" in figure.sentence


def test_the_late_supply_turns_its_light_red_and_names_the_category(ask):
    """Past the three days allowed since July 2025; before, and in every other category, in time."""
    by_key = {s.metric.key: s for s in current.standings(ask, scope(ask), in_depth=True)}
    late = by_key["shipped_in_time"]
    assert (late.verdict.light, late.weak and late.weak.name.zh) == ("red", "净水设备")
    why = by_member.drivers(ask, scope(ask, "2025-10"), METRICS["shipped_in_time"], "category")
    assert "拉低：净水设备 -15.7个百分点" in why.sentence
    before = ask(["shipped_in_time"], ["category"], scope(ask, "2025Q2"))["shipped_in_time"]
    assert before.min() > 0.9


def test_the_next_yuan_of_the_falling_return_is_the_only_one_that_earns_less_than_itself(ask):
    view = scope(ask, "2025")
    figure = budget_shift.best(ask, view, "channel", "next")
    assert figure.frame.loc[figure.frame["change"].idxmin(), "channel"] == "天猫"
    found = budgets(ask, view, "channel", "next")
    assert [member for member in found.members if found.marginal(member) < 0] == ["天猫"]
    move = budget_shift.proposed(ask, view, "channel", "next")
    assert (move.giver, move.share) == ("天猫", 0.3)
    said = budget_shift.next_yuan(ask, view, "channel", move)
    assert "费后利润预计增加" in said.sentence
    assert said.notes[0].startswith("天猫：b = 0.57，按 34 个月拟合；企业直销：b 按 0.70 假定")


def test_the_region_whose_manager_left_fell_behind_and_no_other(ask):
    left = date(2025, 6, 2)
    told = {
        region: before_after.indexed(ask, scope(ask), "region", region, left, 13).sentence
        for region in ask.members("region")
    }
    fell = [region for region, words in told.items() if not words.startswith("看不出差别")]
    assert fell == ["西南"]
    assert told["西南"].startswith("之后 13 周，西南的销售额比应有水平低 2")


def test_a_promotion_with_a_hangover_made_no_difference_in_the_end(ask):
    """Four weeks of it lie far above what was due; with the four after, nothing is left."""
    began = date(2025, 3, 10)
    asked = ("channel", "京东", began)
    assert "比应有水平高" in before_after.indexed(ask, scope(ask), *asked, 4).sentence
    assert "看不出差别" in before_after.indexed(ask, scope(ask), *asked, 8).sentence


# Nothing reaches back far enough to be compared with: who stayed, what was due, who was visited.
WITHOUT_A_YEAR_BEFORE = {"retention_rate", "renewal_rate", "visited_rate"}


def test_every_kpi_that_has_a_year_before_is_explained(ask):
    ask, view, told = Ask(ask.query, foresee=foresee), scope(ask, "2025"), set()
    for metric in LIGHTS:
        ways = ways_to_explain.ways(ask, metric.key)
        figures = [ways_to_explain.why(ask, view, metric.key, way) for way in list(ways)[-1:]]
        assert all(figure.sentence for figure in figures)
        told |= {metric.key for figure in figures if not figure.is_empty}
    assert {metric.key for metric in LIGHTS} - told == WITHOUT_A_YEAR_BEFORE


def test_the_late_supply_is_found_since_july_with_what_has_not_left_and_no_other(ask):
    def told(period, as_of):
        return delivery.by_month(ask, replace(scope(ask, period), as_of=as_of), "channel").sentence

    assert told("2025", ask.as_of).startswith("净水设备自2025年7月起晚发超过 10.0%：2025年11月")
    assert "其中 81 行还没发" in told("2025", ask.as_of)
    for month in (Period.parse(f"2024-{at:02}") for at in range(1, 13)):
        assert (
            told(str(month), month.last_day)
            == "没有品类的晚发连续 2 个月超过 10.0%（每月至少 10 行才算）。"
        )


@pytest.mark.parametrize("period", [None, "2025"])
def test_the_diagnoses_find_the_planted_stories_of_their_kind_and_no_other(ask, period):
    told = [(one.diagnosis.key, one.member) for one in findings(ask, scope(ask, period), "channel")]
    assert told == [
        ("costly_growth", "天猫"), ("fleeting_promotion", "京东"), ("price_conflict", "抖音"),
    ]  # fmt: skip


def test_late_supply_is_that_of_the_goods_and_not_of_the_channel_that_sells_most_of_them(ask):
    told = [
        one
        for one in findings(ask, scope(ask, "2025-10"), "category")
        if one.diagnosis.key == "late_supply"
    ]
    assert [one.member for one in told] == ["净水设备"]
    assert told[0].words.zh == "晚发 72.2%（同类整体 23.1%）：177 行，其中 11 行还没发"


@pytest.mark.parametrize("period", ["2024", "2025Q2", "2025Q3", "2025-10"])
def test_a_low_return_on_more_spend_is_told_of_no_other_channel(ask, period):
    told = findings(ask, scope(ask, period), "channel")
    assert {one.member for one in told if one.diagnosis.key == "costly_growth"} == {"天猫"}
    assert not [one for one in told if one.diagnosis.key == "fleeting_promotion"]
