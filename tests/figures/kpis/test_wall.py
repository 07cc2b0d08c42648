"""The wall of lights and one KPI looked into, on stores that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from salesdash.catalog.metrics import LIGHTS
from salesdash.charts.look import spec
from salesdash.figures.kpis import wall as _kpis
from salesdash.figures.lights.by_month import how_long
from salesdash.figures.lights.wording import why_grey
from salesdash.period import Period
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.settings import Settings
from tests.heard import heard
from tests.stores import asked, fill, scope, warehouse_in

kpis = heard(_kpis)


def on_the_tenth(month: int, year: int, orders: int, amount: float = 100, **more):
    """So many orders on the 10th of a month, each of a customer of its own."""
    day = f"{year}-{month:02}-10"
    return [
        {"order_date": day, "amount": amount, "customer": f"{day}/{n}", **more}
        for n in range(orders)
    ]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Two years of one order a month; 25 new customers by Friday 14 March 2025; two channels."""
    orders = [
        {"order_date": f"{year}-{month:02}-10", "amount": 100, "customer": "A", "channel": "天猫"}
        for year in (2023, 2024)
        for month in range(1, 13)
    ]
    orders += on_the_tenth(3, 2025, 24, channel="天猫", cost=95)
    orders.append(
        {"order_date": "2025-03-14", "amount": 100, "customer": "Z", "channel": "门店", "cost": 50}
    )
    spend = [
        {"date": "2025-03-01", "spend": 60, "channel": "天猫"},
        {"date": "2025-03-01", "spend": 20, "channel": "门店"},
    ]
    return asked(tmp_path_factory.mktemp("kpis"), orders=orders, spend=spend)


@pytest.fixture(scope="module")
def orders_only(tmp_path_factory):
    orders = [{"order_date": "2025-03-14", "amount": 100}]
    return asked(tmp_path_factory.mktemp("bare"), orders=orders)


def found(ask, period="2025", **more):
    view = scope(ask, period, **more)
    return {s.metric.key: s for s in kpis.standings(ask, view, in_depth=True)}, view


def test_all_kpis_stand_on_the_wall_or_in_the_list_of_what_is_missing(ask, orders_only):
    for store in (ask, orders_only):
        standing, view = found(store)
        rows = sum(len(table.frame) for table in kpis.tables(list(standing.values()), {}, view))
        lacking = kpis.without_value(list(standing.values()), view)
        assert rows + len(lacking.frame) == len(LIGHTS)
        assert lacking.frame["missing"].str.len().gt(0).all()


def test_new_customers_are_held_against_the_workdays_gone(ask):
    # 25 of 50 by the 10th of 21 workdays, on which 23.8 would do
    standing, _ = found(ask)
    judged = standing["new_customers"]
    assert (judged.value, judged.verdict.light) == (25, "green")
    assert judged.verdict.green[0] == pytest.approx(50 * 10 / 21)


def test_a_part_of_the_company_is_not_held_against_the_whole_companys_limit(ask):
    view = scope(ask, "2025").where("channel", "天猫")
    judged = next(s for s in kpis.standings(ask, view) if s.metric.key == "new_customers")
    assert (judged.value, judged.verdict.light, judged.verdict.reason) == (24, "grey", "whole_only")


def test_the_weakest_member_is_named_with_its_own_colour(ask):
    # 天猫: 24 × (100 − 95) = 120 of 2,400 = 5 %; 门店: 50 %
    standing, _ = found(ask, lang="en")
    weak = standing["margin_rate"].weak
    assert weak is not None
    assert (weak.name.en, weak.judged, weak.light) == ("天猫", pytest.approx(0.05), "red")
    # profit 170 of 2,500 costed sales; ROI (120 − 60) / 60 = 1 and (50 − 20) / 20 = 1.5
    assert standing["margin_rate"].value == pytest.approx(170 / 2500)
    assert standing["roi"].weak.judged == pytest.approx(1.0)


def test_a_row_of_the_wall_says_value_limit_and_course_in_the_colour_of_its_light(ask):
    standing, view = found(ask)
    past = kpis.histories(ask, view)
    tables = kpis.tables(list(standing.values()), past, view)
    rows = pd.concat([table.frame for table in tables]).set_index("kpi")
    assert list(rows.loc["毛利率", ["now", "limit"]]) == ["■ 6.8%", "≥ 20%"]
    assert rows.loc["新增客户（当月）", "now"] == "● 25"
    known = [month.value for month in past["margin_rate"] if month.value is not None]
    assert list(rows.loc["毛利率", "course"]) == known


def test_the_worst_stands_first_in_each_table_of_the_wall(ask):
    standing, view = found(ask)
    order = "■▲●○"
    for table in kpis.tables(list(standing.values()), {}, view):
        shapes = [order.index(words[0]) for words in table.frame["now"]]
        assert shapes == sorted(shapes)


def test_one_kpi_says_its_light_its_limit_who_lags_and_whose_it_is(ask):
    standing, view = found(ask)
    said = kpis.headline_of(standing["margin_rate"], {}, view, "王芳")
    assert said.startswith("未达标：毛利率 6.8%，达标线 ≥ 20%")
    assert "最弱：天猫 5.0%" in said
    assert "负责人：王芳" in said


def test_what_is_missing_names_the_sheet_and_its_columns(orders_only):
    standing, view = found(orders_only)
    rows = kpis.without_value(list(standing.values()), view).frame.set_index("kpi")["missing"]
    assert rows["商机转化率"] == "“商机”表"
    assert rows["线上线下ROI差"] == "“订单”表的渠道列、“费用投入”表的费用、渠道列"
    standing, view = found(orders_only, lang="en")
    rows = kpis.without_value(list(standing.values()), view).frame.set_index("kpi")["missing"]
    assert rows["Renewal"] == "Customers (column Renewal date, Renewed)"
    assert rows["CSAT"] == "Surveys or Service tickets (column CSAT)"


def test_for_every_kpi_without_data_there_is_a_template_the_most_telling_first(orders_only):
    standing, _ = found(orders_only)
    offered = kpis.sheets_to_fill(list(standing.values()))
    assert offered[:2] == ["orders", "spend"]  # columns of the orders first, then the sheet of most
    for judged in standing.values():
        for need in judged.missing:
            assert {choice.partition(".")[0] for choice in need.split("|")} <= set(offered)


def test_the_headline_counts_the_colours_and_names_the_worst(ask):
    standing, view = found(ask)
    said = kpis.headline(list(standing.values()), {}, view)
    counts = {c: sum(s.verdict.light == c for s in standing.values()) for c in ("red", "grey")}
    assert said.startswith(f"{counts['red']} 项未达标：最需要看的是")
    assert f"{counts['grey']} 项暂不判定" in said
    named = [name.name for name in _kpis.headline(list(standing.values()), {}, view).leads]
    assert Text("■ 毛利率", "■ Gross margin rate") in named


def test_one_light_alone_is_not_called_all_of_them(ask):
    standing, view = found(ask)
    green = next(s for s in standing.values() if s.verdict.light == "green")
    grey = [s for s in standing.values() if s.verdict.light == "grey"]
    assert kpis.headline([green, *grey], {}, view).startswith("达标：能判定的 1 项指标达标。")


def test_customers_look_new_in_the_first_months_of_the_data_and_are_not_judged(tmp_path):
    ask = asked(tmp_path, orders=[*on_the_tenth(2, 2025, 3), *on_the_tenth(3, 2025, 60)])
    standing, _ = found(ask)
    judged = standing["new_customers"]
    assert (judged.value, judged.verdict.reason) == (None, "short_history")


def test_a_visit_sheet_that_ended_long_ago_is_out_of_date_not_red(tmp_path):
    orders = [
        {"order_date": f"2025-{month:02}-10", "amount": 100, "customer": "A"}
        for month in range(1, 10)
    ]
    visits = [{"customer": "A", "date": "2025-02-03"}]
    standing, _ = found(asked(tmp_path, orders=orders, visits=visits))
    judged = standing["visited_rate"]
    assert (judged.verdict.light, judged.verdict.reason) == ("grey", "stale")


def test_a_period_that_is_over_is_judged_on_its_last_day(ask):
    standing, _ = found(ask, "2024")
    assert standing["new_customers"].scope.as_of == date(2024, 12, 31)
    assert standing["new_customers"].value == 0
    assert standing["margin_rate"].value is None


def test_acquisition_cost_is_judged_by_its_change_to_date(tmp_path):
    # 2024 to date: 100 for 2; 2025 to date: 120 for 2, so + 20 %
    orders = [{"order_date": "2023-01-10", "amount": 1, "customer": "old"}]
    orders += on_the_tenth(2, 2024, 2) + on_the_tenth(3, 2025, 2)
    orders += on_the_tenth(9, 2024, 5)  # after the same workday of 2024: it does not count
    spend = [{"date": "2024-02-01", "spend": 100}, {"date": "2025-03-01", "spend": 120}]
    standing, view = found(asked(tmp_path, orders=orders, spend=spend))
    judged = standing["cac"]
    assert (judged.value, judged.judged) == (60, pytest.approx(0.2))
    assert judged.verdict.light == "red"
    table = kpis.table(list(standing.values()), {}, view, {}, {}).frame.set_index("kpi")
    assert table.loc["获客成本", "value"] == "60.00元（同比 +20.0%）"
    assert table.loc["获客成本", "limits"] == "● 同比 ≤ 0%  ▲ 同比 ≤ +10%"


def test_the_running_month_is_not_drawn_beside_whole_ones_where_it_accrues(ask):
    standing, view = found(ask)
    accrues = kpis.trend(ask, view, standing["new_customers"])
    assert accrues.frame["month"].iloc[-1] == "2025-02-01"
    assert "2025年3月尚未结束" in accrues.notes[-1]
    rate = kpis.trend(ask, view, standing["margin_rate"])
    assert rate.frame["month"].iloc[-1] == "2025-03-01"
    assert rate.frame["value"].iloc[-1] == pytest.approx(170 / 2500)


def test_a_year_beside_a_course_that_ends_at_a_month_names_both(ask):
    """The margin of the quarter is judged, and the course ends at March alone: 170 of 2,500."""
    standing, view = found(ask)
    judged, told = standing["margin_rate"], kpis.trend(ask, view, standing["margin_rate"]).sentence
    assert judged.scope.period != Period.parse("2025-03")
    assert "；2025年3月单月 6.8%" in told
    looks_back = kpis.trend(ask, view, standing["repurchase_rate"]).sentence
    assert "单月" not in looks_back


def test_growth_of_the_running_month_is_to_date(ask):
    # March 2024 sold 100 by its 10th workday, March 2025 2,500 by its 10th
    standing, view = found(ask)
    figure = kpis.trend(ask, view, standing["channel_growth"])
    last = figure.frame.iloc[-1]
    assert (last["month"], last["judged"]) == ("2025-03-01", pytest.approx(24.0))


def test_a_month_that_sold_nothing_is_a_loss_and_one_without_a_base_is_a_gap(ask):
    # January and February 2025 sold nothing; of a month before 2024 there is nothing to compare with
    standing, view = found(ask)
    frame = kpis.trend(ask, view, standing["channel_growth"]).frame.set_index("month")
    assert frame["value"]["2025-01-01"] == -1
    assert frame.index[0] == "2024-01-01"
    margins = kpis.trend(ask, view, standing["margin_rate"]).frame
    assert "2025-01-01" not in set(margins["month"])


def test_members_are_ranked_with_their_lights_and_the_weakest_is_said(ask):
    standing, view = found(ask)
    figure = kpis.members(ask, view, standing["margin_rate"], "channel")
    assert figure.frame["channel"].tolist() == ["门店", "天猫"]
    assert figure.frame["light"].tolist() == ["达标", "未达标"]
    assert figure.sentence == "最弱的是天猫：5.0%，未达标。"


def test_of_many_customers_the_largest_are_shown_and_the_others_as_one(tmp_path):
    # 甲 to the 15th buy for 1,000 and less each at 30 %; three small ones for 100 in all at 10 %
    orders = [
        {"order_date": "2025-03-14", "amount": 1000 - n, "cost": (1000 - n) * 0.7, "customer": f"大客户{n:02}"}
        for n in range(15)
    ] + [
        {"order_date": "2025-03-14", "amount": amount, "cost": amount * 0.9, "customer": f"小客户{amount}"}
        for amount in (20, 30, 50)
    ]  # fmt: skip
    ask = asked(tmp_path, orders=orders)
    standing, view = found(ask)
    figure = kpis.members(ask, view, standing["margin_rate"], "customer")
    assert figure.frame["customer"].tolist() == [*(f"大客户{n:02}" for n in range(15)), "其余 3 个"]
    assert figure.frame["value"].iloc[-1] == pytest.approx(0.1)
    assert figure.frame["light"].iloc[-1] == "预警"
    assert figure.notes == ("共 18 个，列出销售额最大的 15 个。",)


def test_a_kpi_is_offered_only_the_dimensions_that_its_data_tells_apart(ask):
    assert list(kpis.dimensions(ask, "margin_rate")) == ["channel", "customer"]
    assert list(kpis.dimensions(ask, "retention_rate")) == ["channel"]
    assert list(kpis.dimensions(ask, "online_roi_lead")) == []
    standing, _ = found(ask)
    assert kpis.default_split(standing["roi"], kpis.dimensions(ask, "roi")) == "channel"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kpi_has_its_figures_in_both_languages(ask, orders_only, lang):
    for store in (ask, orders_only):
        view = replace(scope(store, "2025"), lang=lang)
        standing = kpis.standings(store, view, in_depth=True)
        assert kpis.headline(standing, {}, view)
        assert len(kpis.options(standing)) == len(LIGHTS)
        assert not kpis.table(standing, {}, view, {}, {}).is_empty
        for one in standing:
            split = kpis.dimensions(store, one.metric.key)
            figures = [kpis.trend(store, view, one)]
            figures += [kpis.members(store, view, one, dimension) for dimension in split]
            for figure in figures:
                assert figure.title
                assert figure.context
                assert figure.sentence or not figure.is_empty
                if not figure.is_empty:
                    assert figure.draw is not None
                    assert spec(figure.draw("light"))["layer"]


def test_a_light_follows_the_limits_that_the_workspace_has_set(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    won = [
        {
            "opportunity_id": str(n),
            "stage": "won" if n < 5 else "lost",
            "outcome": "won" if n < 5 else "lost",
            "created": "2025-03-01",
            "closed": "2025-03-05",
        }
        for n in range(20)
    ]
    fill(warehouse, tmp_path, opportunities=won)
    assert _colour_of(warehouse, "win_rate") == "amber"
    Settings(warehouse).set_limits("win_rate", 0.25, 0.2)
    assert _colour_of(warehouse, "win_rate") == "green"


def _colour_of(warehouse, key):
    ask = Ask(warehouse.query)
    found = kpis.standings(ask, scope(ask, "2025-03"))
    return next(s.verdict.light for s in found if s.metric.key == key)


def test_a_filter_that_a_kpi_does_not_know_is_named_in_its_place(tmp_path):
    orders = [{"order_date": "2025-01-05", "amount": 500, "category": "锅", "refund": 0}]
    ask = asked(tmp_path, orders=orders, surveys=[{"date": "2025-01-05", "nps": 9}])
    narrowed = scope(ask, "2025").where("category", "锅")
    found = {s.metric.key: s for s in kpis.standings(ask, narrowed)}
    assert found["nps"].value is None
    assert why_grey(found["nps"]).zh == "数据没有品类，按此筛选后无法计算"
    assert found["return_rate"].value == 0


def test_a_streak_is_as_long_above_the_course_as_on_the_wall(tmp_path):
    """Red since December, and in the half of March that has passed: a running month makes no streak longer."""
    orders = [line for month in range(1, 12) for line in on_the_tenth(month, 2024, 2, cost=50)]
    orders += [
        line
        for year, month in ((2024, 12), (2025, 1), (2025, 2), (2025, 3))
        for line in on_the_tenth(month, year, 2, cost=99)
    ]
    ask = asked(tmp_path, orders=orders)
    standing, view = found(ask)
    margin = standing["margin_rate"]
    past = _kpis.histories(ask, view)["margin_rate"]
    assert "第 3 个月" in (how_long(margin, past) or Text("", "")).zh
    assert "连续 3 个月" in kpis.trend(ask, view, margin).sentence
