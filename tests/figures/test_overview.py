"""The overview of a month that can be checked by hand.

March 2025 has 21 workdays, 10 have passed on Friday 14 March. Its target is 210,000, so 100,000 by
now; 80,000 are sold. February's first 10 workdays end on the 17th (Saturday the 8th is made up).

| sold    | Feb 1–17 | Feb 18  | Mar 1–14 |
| 东 East |   20,000 |       – |   80,000 |
| 西 West |   60,000 | 999,000 |        – |
"""

from __future__ import annotations

import pytest

from salesdash.catalog.metrics import LIGHTS
from salesdash.charts.look import spec
from salesdash.figures import overview as _overview
from tests.heard import heard
from tests.stores import asked, scope

overview = heard(_overview)

ORDERS = [
    {"order_date": day, "amount": amount, "region": region, "customer": who, "cost": amount / 2}
    for day, amount, region, who in (
        ("2025-02-10", 20_000, "东", "A"),
        ("2025-02-17", 60_000, "西", "B"),
        ("2025-02-18", 999_000, "西", "C"),
        ("2025-03-05", 50_000, "东", "A"),
        ("2025-03-14", 30_000, "东", "D"),
    )
]
TARGETS = [{"period": "2025-03", "amount": 210_000}]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("march"), orders=ORDERS, targets=TARGETS)


@pytest.fixture(scope="module")
def orders_only(tmp_path_factory):
    bare = [{key: row[key] for key in ("order_date", "amount")} for row in ORDERS]
    return asked(tmp_path_factory.mktemp("bare"), orders=bare)


def march(ask, **more):
    return scope(ask, "2025-03", **({"comparison": "previous"} | more))


def test_the_line_of_the_meeting(ask):
    # 80 / 210; 10 of 21; (210 − 80) / 11 = 11,818 a day, 80 / 10 = 8,000 so far
    assert overview.headline(ask, march(ask)) == (
        "落后：2025年3月目标已完成 38.1%，比计划进度落后 9.5个百分点（-2.00万元）。"
        "时间已过 47.6%；余下 11 个工作日每天需要 1.18万元，是目前日均的 1.48 倍。"
    )
    assert overview.headline(ask, march(ask, lang="en")) == (
        "Behind: 38.1% of the Mar 2025 target reached, 9.5 pts behind plan (-¥20.0k). "
        "47.6% of the workdays are gone; each of the 11 left has to bring ¥11.8k, "
        "1.48 × the pace so far."
    )


def test_without_targets_the_headline_compares_equal_workdays(orders_only):
    # 80,000 against February's first ten workdays, the 999,000 of the eleventh left out
    assert overview.headline(orders_only, march(orders_only)) == (
        "截至3月14日，2025年3月销售额 8.00万元，与上月（相同工作日）持平。"
    )
    assert overview.headline(orders_only, march(orders_only, comparison="last_year")) == (
        "截至3月14日，2025年3月销售额 8.00万元。没有去年同期的数据：订单数据从2025年2月10日才开始。"
    )


def test_a_target_made_early_missed_and_reached(tmp_path):
    orders = [
        {"order_date": "2025-01-10", "amount": 900},
        {"order_date": "2025-02-10", "amount": 1_200},
        {"order_date": "2025-03-14", "amount": 1_500},
    ]
    targets = [{"period": f"2025-0{month}", "amount": 1_000} for month in (1, 2, 3)]
    ask = asked(tmp_path, orders=orders, targets=targets)
    said = {
        p: overview.headline(ask, scope(ask, p, lang="en"))
        for p in ("2025-01", "2025-02", "2025-03", "2025-05")
    }
    assert said == {
        "2025-01": "Missed: 90.0% of the Jan 2025 target was reached, ¥100.00 short.",
        "2025-02": "Made: The Feb 2025 target was reached: 120.0%, ¥200.00 over it.",
        "2025-03": "Made: The Mar 2025 target is already made: 150.0%, ¥500.00 over it. "
        "only 47.6% of the workdays are gone.",
        "2025-05": "There are no sales in May 2025 yet.",
    }


def test_a_card_compares_to_date_and_a_rate_by_points(ask):
    cards = {card.key: card for card in overview.cards(ask, march(ask))}
    assert list(cards) == ["sales", "attainment", "orders", "customers", "aov", "margin_rate"]
    assert (cards["sales"].value, cards["sales"].change) == ("8.00万元", "0.0%")
    assert cards["orders"].change == "0.0%"  # two and two
    assert cards["margin_rate"].change == "0.0个百分点"
    assert (cards["attainment"].value, cards["attainment"].light) == ("80.0%", "red")
    assert cards["attainment"].change == ""  # February had no target


def test_a_falling_number_goes_the_wrong_way(tmp_path):
    orders = [
        {"order_date": "2025-02-10", "amount": 200},
        {"order_date": "2025-02-11", "amount": 200},
        {"order_date": "2025-03-14", "amount": 100},
    ]
    ask = asked(tmp_path, orders=orders)
    card = overview.cards(ask, march(ask, lang="en"))[0]
    assert (card.change, card.good, card.against) == ("-75.0%", False, "vs previous")


def test_the_months_behind_a_card_are_whole_ones(ask):
    spark = overview.cards(ask, march(ask))[0].spark
    assert len(spark) == 12
    assert spark[-1] == 1_079_000  # February; March is still running


def test_without_targets_and_costs_other_numbers_take_their_places(orders_only):
    keys = [card.key for card in overview.cards(orders_only, march(orders_only))]
    assert keys == ["sales", "orders", "aov"]


def test_the_curve_ends_at_the_sales_so_far_and_is_held_against_the_plan_to_date(ask):
    figure = overview.curve(ask, march(ask))
    by_day = {row["day"]: row for row in figure.frame.to_dict("records")}
    assert by_day["2025-03-14"]["actual"] == 80_000
    assert by_day["2025-03-14"]["pace"] == pytest.approx(100_000)
    assert by_day["2025-03-31"]["pace"] == pytest.approx(210_000)
    assert by_day["2025-03-31"]["rate"] == pytest.approx(168_000)  # 80,000 + 11 × 8,000
    assert by_day["2025-03-15"]["actual"] != by_day["2025-03-15"]["actual"]  # not known, not 0
    assert figure.sentence == "按计划此时应完成 47.6%，实际落后 2.00万元。"
    assert figure.notes[0] == "2025年3月预计：按目前日均 16.8万元（目标的 80.0%）。"


def test_without_a_target_the_curve_is_held_against_the_same_workday_of_the_comparison(orders_only):
    figure = overview.curve(orders_only, march(orders_only))
    by_day = {row["day"]: row for row in figure.frame.to_dict("records")}
    assert by_day["2025-03-14"]["pace"] == 80_000
    assert by_day["2025-03-31"]["pace"] == 1_079_000
    assert figure.sentence == "每个工作日平均 8,000元，上月为 8,000元。"


def test_a_mean_of_a_workday_counts_none_before_the_first_order(tmp_path):
    """The data begin on the last workday but one of March; 20,000 of the two, not of the year."""
    rows = [{"order_date": f"2025-03-{day}", "amount": 10_000} for day in (28, 31)]
    ask = asked(tmp_path, orders=rows)
    figure = overview.curve(ask, scope(ask, "2025", comparison="last_year"))
    assert figure.sentence == "每个工作日平均 10,000元。"
    known = figure.frame.dropna(subset=["actual"])
    assert known["day"].tolist() == ["2025-03-28", "2025-03-30", "2025-03-31"]


def test_means_of_a_day_that_differ_do_not_read_alike_beside_large_sums(tmp_path):
    """500 and 507 a workday, in a figure of 121,500; what somebody set is kept, with a digit more."""
    ask = asked(
        tmp_path,
        orders=[
            {"order_date": "2024-03-01", "amount": 10_500},  # 21 workdays
            {"order_date": "2025-03-31", "amount": 10_647},
        ],
    )
    year_on_year = {"comparison": "last_year"}
    figure = overview.curve(ask, march(ask, **year_on_year))
    assert figure.sentence == "每个工作日平均 507.00元，去年同期为 500.00元。"
    figure = overview.curve(ask, march(ask, scale="wan", **year_on_year))
    assert figure.sentence == "每个工作日平均 0.051万元，去年同期为 0.05万元。"


def test_a_year_is_drawn_by_weeks_and_ends_at_the_same_sums(orders_only):
    figure = overview.curve(orders_only, scope(orders_only, "2025"))
    known = figure.frame[figure.frame["actual"].notna()]
    assert known["actual"].iloc[-1] == 1_159_000
    assert len(figure.frame) < 60


def test_what_moved_shows_gains_and_losses_apart_though_they_cancel(ask):
    figure = overview.movers(ask, march(ask, lang="en"))
    assert figure.frame["moved"].tolist() == [80_000 - 20_000, -60_000]
    assert figure.sentence == "As much as the month before (same workdays)."
    assert figure.notes[0] == "Gained most: 东 +¥60,000; lost most: 西 -¥60,000."


def test_many_members_are_put_together_and_still_add_up(tmp_path):
    orders = [
        {"order_date": day, "amount": amount, "category": f"品类{n:02}"}
        for n in range(15)
        for day, amount in (("2025-02-10", 1_000), ("2025-03-14", 100 * n * n))
    ]
    ask = asked(tmp_path, orders=orders)
    figure = overview.movers(ask, march(ask))
    assert len(figure.frame) == 11
    assert figure.frame["category"].iloc[5] == "其余 5 个"
    assert figure.frame["moved"].sum() == sum(100 * n * n for n in range(15)) - 15_000


def test_nothing_to_split_or_nothing_before_is_said_and_no_empty_chart_is_drawn(ask, orders_only):
    bare = overview.movers(orders_only, march(orders_only))
    assert (bare.is_empty, bare.sentence) == (
        True,
        "订单里没有渠道、区域、品类、销售员或产品可以拆开看。",
    )
    first = overview.movers(ask, march(ask, comparison="last_year"))
    assert (first.is_empty, first.sentence) == (
        True,
        "没有去年同期的数据：订单数据从2025年2月10日才开始。",
    )


def test_sales_by_person_or_product_alone_are_told_apart_by_them(tmp_path):
    orders = [
        {"order_date": day, "amount": amount, "salesperson": who}
        for day, who, amount in (
            ("2025-02-06", "张", 100), ("2025-02-06", "李", 100), ("2025-03-06", "张", 300), ("2025-03-06", "李", 50),
        )
    ]  # fmt: skip
    ask = asked(tmp_path, orders=orders)
    figure = overview.movers(ask, march(ask))
    assert figure.title == "谁涨谁跌：按销售员"
    assert figure.frame[["salesperson", "moved"]].to_numpy().tolist() == [["张", 200], ["李", -50]]


def test_where_one_of_several_sold_in_both_periods_the_change_is_its_own(tmp_path):
    """East sells 100 a month, West in January alone: as much as the month before, and not "nothing to compare"."""
    orders = [
        {"order_date": day, "amount": 100, "region": region}
        for day, region in (
            ("2025-01-06", "东"), ("2025-01-06", "西"), ("2025-02-06", "东"), ("2025-03-06", "东"),
        )
    ]  # fmt: skip
    ask = asked(tmp_path, orders=orders)
    figure = overview.movers(ask, march(ask))
    assert figure.sentence == "与上月（相同工作日）持平。"
    assert figure.frame["region"].tolist() == ["东"]


def test_the_lights_stand_worst_first_with_shape_and_word(tmp_path):
    # attainment 95 % (amber), margin 5 % (red), nothing returned of what says whether it was (green)
    orders = [{"order_date": "2025-01-27", "amount": 95_000, "cost": 90_250, "refund": 0}]
    ask = asked(tmp_path, orders=orders, targets=[{"period": "2025-01", "amount": 100_000}])
    figure = overview.worst_lights(ask, scope(ask, "2025-01", lang="en"))
    rows = figure.frame.set_index("kpi")
    assert list(rows["light"]) == ["■ Off target", "▲ Watch", "● On target"]
    assert list(rows.index) == [
        "Gross margin rate (year)", "Sales attainment (year)", "Return rate (year)",
    ]  # fmt: skip
    assert list(rows["value"]) == ["5.0%", "95.0%", "0.0%"]
    assert list(rows["limit"]) == ["≥ 20%", "≥ 100%", "≤ 3%"]
    others = len(LIGHTS) - 3
    assert figure.sentence == f"1 off target, 1 to watch, 1 on target, {others} not judged"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("period", [None, "2025", "2025-03", "2025-02", "2026", "2024"])
def test_every_figure_stands_in_both_languages_with_much_and_little_data(
    ask, orders_only, lang, period
):
    for store in (ask, orders_only):
        view = scope(store, period, lang=lang)
        assert overview.headline(store, view)
        assert overview.cards(store, view)
        for make in (
            overview.curve,
            overview.worst_lights,
            overview.changed_lights,
            overview.movers,
        ):
            figure = make(store, view)
            assert figure.title
            assert figure.context
            assert not figure.is_empty or figure.sentence
            if figure.draw and not figure.is_empty:
                assert spec(figure.draw("dark"))["layer"]


def test_one_of_each_is_not_told_apart_though_it_has_a_name(tmp_path):
    rows = [
        {"order_date": f"{year}-06-03", "amount": 100, "channel": "天猫"} for year in (2024, 2025)
    ]
    alone = asked(tmp_path, orders=rows)
    moved = overview.movers(alone, scope(alone, "2025"))
    assert moved.sentence == "渠道只有天猫一个，没有可以比较的。"
    assert moved.missing == ()


def test_a_card_without_a_value_says_why(tmp_path):
    """Who first shows up in the first 90 days may have bought before: how many are new is not known."""
    rows = [
        {"order_date": f"2025-0{m}-03", "amount": 100, "customer": f"C{m}"} for m in range(1, 8)
    ]
    young = asked(tmp_path, orders=rows)
    cards = {card.key: card for card in overview.cards(young, scope(young, "2025"))}
    new = cards["new_customers"]
    assert (new.value, new.against) == ("–", "未判定")
    assert "历史数据太短" in new.help


def test_what_came_to_as_much_is_not_more_by_nothing(tmp_path):
    sold = [(day, who) for day in ("2024-03-03", "2025-03-31") for who in ("东", "西")]
    rows = [{"order_date": day, "region": who, "amount": 100} for day, who in sold]
    ask = asked(tmp_path, orders=rows)
    view = march(ask, comparison="last_year")
    assert overview.movers(ask, view).sentence == "与去年同期持平。"
    english = march(ask, comparison="last_year", lang="en")
    assert overview.movers(ask, english).sentence == "As much as the same period last year."
