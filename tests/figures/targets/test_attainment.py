"""The page of targets on a quarter that can be checked by hand.

Two regions, targets by month, data to Friday 14 March 2025: 10 of March's 21 workdays have passed.

| 元      | Jan     | Feb     | Mar (to date)     | sold Jan | Feb     | Mar     |
| 东 East | 100,000 | 100,000 | 210,000 (100,000) | 100,000  | 120,000 | 110,000 |
| 西 West |  50,000 |  50,000 | 105,000 (50,000)  |  50,000  |  40,000 |       – |
"""

from __future__ import annotations

from datetime import date

import pytest

from salesdash.charts.look import spec
from salesdash.figures.targets import attainment as _attainment
from salesdash.figures.targets import outlook as _outlook
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.settings import Settings
from tests.heard import heard
from tests.stores import asked, fill, scope, warehouse_in

attainment = heard(_attainment)
outlook = heard(_outlook)

TARGETS = [
    {"period": f"2025-0{month}", "region": region, "amount": amount}
    for region, amounts in {
        "东": (100_000, 100_000, 210_000),
        "西": (50_000, 50_000, 105_000),
    }.items()
    for month, amount in enumerate(amounts, start=1)
]
ORDERS = [
    {"order_date": day, "amount": amount, "region": region}
    for day, amount, region in (
        ("2025-01-10", 100_000, "东"),
        ("2025-02-10", 120_000, "东"),
        ("2025-03-14", 110_000, "东"),
        ("2025-01-10", 50_000, "西"),
        ("2025-02-10", 40_000, "西"),
    )
]
LATER = [{"period": "2025-04", "region": region, "amount": 90_000} for region in "东西"]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("quarter"), orders=ORDERS, targets=TARGETS)


def by(figure, key):
    """The figure's rows by the values of its column `key`."""
    return {row[key]: row for row in figure.frame.to_dict("records")}


def test_the_headline_says_attainment_to_date_the_gap_and_who_is_furthest_behind(ask):
    # 420,000 of 450,000; West 90,000 of 150,000
    assert attainment.headline(ask, scope(ask, "2025Q1"), "region") == (
        "预警：2025年第一季度截至3月14日，进度达成率 93.3%，差 3.00万元。"
        "落后最多的是西（60.0%，差 6.00万元）。"
    )
    assert attainment.headline(ask, scope(ask, "2025Q1", lang="en"), "region") == (
        "Watch: Q1 2025 to 14 Mar: 93.3% of the target to date, ¥30.0k short. "
        "Furthest behind is 西 (60.0%, ¥60.0k short)."
    )


def test_the_headline_says_when_nobody_is_behind(ask):
    assert attainment.headline(ask, scope(ask, "2025-01"), "region") == (
        "达标：2025年1月达成目标的 100.0%，不多不少。没有一个区域落后。"
    )


def test_the_running_month_has_its_whole_plan_and_is_judged_to_date(ask):
    march = by(attainment.plan_and_actual(ask, scope(ask, "2025Q1")), "month")[date(2025, 3, 1)]
    assert (march["target"], march["due"], march["sales"]) == (315_000, 150_000, 110_000)
    assert march["attainment"] == pytest.approx(110 / 150)
    assert march["light"] == "red"


def test_what_it_still_takes_is_said_per_workday(ask):
    # 615,000 − 420,000 = 195,000 over the 11 workdays from 17 to 31 March
    said = attainment.plan_and_actual(ask, scope(ask, "2025Q1")).sentence
    assert "还差 19.5万元；剩余 11 个工作日每天需 1.77万元" in said


def test_the_plan_of_one_member_is_his_alone(ask):
    figure = attainment.plan_and_actual(ask, scope(ask, "2025Q1"), "region", "西")
    assert by(figure, "month")[date(2025, 2, 1)]["attainment"] == 0.8
    assert "区域：西" in figure.context


def test_a_month_in_which_nothing_was_sold_is_zero_and_one_to_come_is_blank(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, targets=TARGETS + LATER)
    figure = attainment.attainment_by_member(ask, scope(ask, "2025"), "region")
    west = {row["month"]: row for row in figure.frame.to_dict("records") if row["region"] == "西"}
    assert west[date(2025, 3, 1)]["attainment"] == 0
    assert west[date(2025, 4, 1)]["target"] == 90_000
    assert west[date(2025, 4, 1)]["attainment"] != west[date(2025, 4, 1)]["attainment"]


def test_the_heatmap_names_who_fell_below_nine_tenths_in_a_month_that_has_ended(ask):
    said = attainment.attainment_by_member(ask, scope(ask, "2025Q1"), "region").sentence
    assert said == "只有西在2025年2月低于目标的 90%。"


def test_who_is_weak_is_said_by_the_limits_of_the_workspace(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=ORDERS, targets=TARGETS)
    Settings(warehouse).set_limits("attainment", green=1.0, amber=0.585)
    ask = Ask(warehouse.query)
    figure = attainment.attainment_by_member(ask, scope(ask, "2025Q1"), "region")
    assert figure.sentence == "已结束的时段里没有一格低于目标的 58.5%。"
    month = by(attainment.plan_and_actual(ask, scope(ask, "2025Q1"), "region", "西"), "month")
    assert month[date(2025, 2, 1)]["light"] == "amber"
    bars = outlook.bullets(ask, scope(ask, "2025Q1"), "region")
    assert bars is not None
    assert dict(zip(bars.frame["region"], bars.frame["light"], strict=True)) == {
        "西": "amber",
        "东": "green",
    }
    assert bars.sentence == "2 个成员中有 1 个达到了应完成的进度。"


def test_the_gap_leads_from_the_target_to_the_actual(ask):
    figure = attainment.gap_by_member(ask, scope(ask, "2025Q1"), "region")
    assert dict(zip(figure.frame["region"], figure.frame["gap"], strict=True)) == {
        "西": -60_000,
        "东": 30_000,
    }
    assert figure.sentence == "落后的合计少 6.00万元，超出的合计多 3.00万元，净差 3.00万元。"


def test_sales_that_nobody_has_a_target_for_are_a_step_of_their_own(tmp_path):
    stray = [{"order_date": "2025-03-03", "amount": 5_000}]
    ask = asked(tmp_path, orders=ORDERS + stray, targets=TARGETS)
    figure = attainment.gap_by_member(ask, scope(ask, "2025Q1"), "region")
    assert by(figure, "region")["没有目标的销售额"]["gap"] == 5_000
    assert figure.frame["gap"].sum() == 425_000 - 450_000


def test_the_table_says_what_each_workday_must_bring_of_whom(ask):
    table = by(attainment.progress_table(ask, scope(ask, "2025Q1"), "region"), "region")
    assert list(table) == ["西", "东"]
    assert table["西"]["required"] == pytest.approx((205_000 - 90_000) / 11)
    assert table["东"]["required"] == pytest.approx((410_000 - 330_000) / 11)


def test_a_period_that_has_ended_asks_nothing_more(ask):
    figure = attainment.progress_table(ask, scope(ask, "2025-02"), "region")
    assert {c.key for c in figure.columns} == {"region", "target", "sales", "attainment", "gap"}


def test_a_plan_for_a_quarter_is_not_held_against_the_sales_of_a_year(tmp_path):
    before = [{"order_date": "2024-12-30", "amount": 999_999, "region": "东"}]
    ask = asked(tmp_path, orders=before + ORDERS, targets=TARGETS)
    over = scope(ask, "2024-12-01..2025-12-31")
    figure = attainment.plan_and_actual(ask, over)
    assert figure.frame["sales"].sum() == 420_000
    assert any("2025年第一季度" in note for note in figure.notes)
    assert "93.3%" in attainment.headline(ask, over)


def test_of_everything_the_span_of_the_targets_is_shown(ask):
    assert "93.3%" in attainment.headline(ask, scope(ask))


def test_a_filter_that_the_targets_do_not_know_is_named_instead_of_compared(tmp_path):
    orders = [{**row, "channel": "门店"} for row in ORDERS]
    ask = asked(tmp_path, orders=orders, targets=TARGETS)
    filtered = scope(ask, "2025Q1").where("channel", "门店")
    assert "渠道" in attainment.headline(ask, filtered)
    assert attainment.choices(ask, filtered) == {}
    assert attainment.plan_and_actual(ask, filtered).is_empty


def test_a_period_without_targets_is_named(ask):
    for lang in ("zh", "en"):
        said = attainment.headline(ask, scope(ask, "2024", lang=lang))
        assert "2024" in said
        assert not said.endswith(("。。", ".."))
    assert attainment.plan_and_actual(ask, scope(ask, "2024")).is_empty


def test_only_the_dimensions_that_the_targets_are_split_by_are_offered(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, targets=[{"period": "2025", "amount": 1_000_000}])
    assert attainment.choices(ask, scope(ask, "2025")) == {}
    assert "进度达成率" in attainment.headline(ask, scope(ask, "2025"))


def test_a_yearly_target_spread_over_months_says_so(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, targets=[{"period": "2025", "amount": 1_000_000}])
    notes = attainment.plan_and_actual(ask, scope(ask, "2025")).notes
    assert any("按工作日摊到各月" in note for note in notes)


def test_orders_alone_teach_which_sheet_is_missing(tmp_path):
    ask = asked(tmp_path, orders=ORDERS)
    for lang in ("zh", "en"):
        where = scope(ask, "2025", lang=lang)
        figure = attainment.plan_and_actual(ask, where)
        assert figure.is_empty
        assert figure.missing == ("targets",)
        assert attainment.headline(ask, where, None)
    assert attainment.choices(ask, scope(ask, "2025")) == {}


def test_of_one_member_alone_nobody_is_said_to_be_behind_or_not(ask):
    west = scope(ask, "2025Q1").where("region", "西")
    assert attainment.headline(ask, west, "region").endswith("进度达成率 60.0%，差 6.00万元。")


def test_a_plan_to_come_is_shown_without_a_verdict(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, targets=TARGETS + LATER)
    april = scope(ask, "2025-04")
    assert attainment.headline(ask, april, "region") == "2025年4月尚未开始，目标 18.0万元。"
    assert not attainment.has_begun(ask, april)
    figure = attainment.plan_and_actual(ask, april)
    assert figure.frame["target"].sum() == 180_000
    assert figure.frame["sales"].isna().all()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_is_drawn_and_says_its_period_unit_and_day(ask, lang):
    where = scope(ask, "2025Q1", lang=lang)
    for figure in (
        attainment.plan_and_actual(ask, where),
        attainment.attainment_by_member(ask, where, "region"),
        attainment.gap_by_member(ask, where, "region"),
        attainment.progress_table(ask, where, "region"),
    ):
        assert {column.key for column in figure.columns} <= set(figure.frame.columns)
        assert "2025" in figure.context
        if figure.draw:
            for mode in ("light", "dark"):
                assert spec(figure.draw(mode))["layer"]


def test_the_gap_adds_up_where_a_member_has_a_target_in_some_months_only(tmp_path):
    """East has a plan for January alone; what it sold in February is held against no plan."""
    targets_set = [t for t in TARGETS if t["region"] == "西" or t["period"] == "2025-01"]
    ended = [{"order_date": "2025-03-03", "amount": 1, "region": "西"}]
    ask = asked(tmp_path, orders=ORDERS[:2] + ORDERS[3:] + ended, targets=targets_set)
    figure = attainment.gap_by_member(ask, scope(ask, "2025-01..2025-02"), "region")
    steps = {row["region"]: row["gap"] for row in figure.frame.to_dict("records")}
    assert steps == {"西": -10_000, "东": 0}
    whole = attainment.headline(ask, scope(ask, "2025-01..2025-02"))
    assert "95.0%，差 1.00万元" in whole


def test_the_way_from_target_to_actual_adds_up_where_members_have_a_part_of_the_target(tmp_path):
    """The company's 1,000 are 600 for two regions; they sold 500, a third without a target 250."""
    sold = {"东": 200, "西": 300, "北": 250}
    ask = asked(
        tmp_path,
        orders=[
            {"order_date": day, "region": region, "amount": amount}
            for region, amount in sold.items()
            for day in ("2025-03-31",)
        ],
        targets=[
            {"period": "2025-03", "amount": 1000},
            *({"period": "2025-03", "region": region, "amount": 300} for region in ("东", "西")),
        ],
    )
    figure = attainment.gap_by_member(ask, scope(ask, "2025-03"), "region")
    assert 1000 + figure.frame["gap"].sum() == 750
    assert figure.sentence == (
        "没有人超出，合计差 100元。此外：没有目标的销售额 250元、没有分下去的目标 400元；"
        "全部差 250元。"
    )
