"""What is said of ratios of two datasets: how much they count, on which basis, of which period."""

from __future__ import annotations

import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.figures import asked as _asking
from salesdash.figures import two_sides
from salesdash.figures.channels import answer as _answer
from salesdash.figures.channels import side_by_side as _side_by_side
from salesdash.figures.lights import current
from salesdash.figures.targets import meeting_line as _meeting_line
from salesdash.period import Period
from tests.heard import heard
from tests.stores import asked, scope
from tests.warehouse.questions.test_two_sides import CLOSED, MONTHS, orders, spend

answer, asking = heard(_answer), heard(_asking)
side_by_side = heard(_side_by_side)
meeting_line = heard(_meeting_line)


@pytest.fixture(scope="module")
def half(tmp_path_factory):
    """Spend of Tmall from July on, none of the other channel."""
    rows = orders("天猫") + orders("经销") + CLOSED
    return asked(tmp_path_factory.mktemp("half"), orders=rows, spend=spend("天猫", 10, MONTHS[6:]))


def test_a_return_says_of_how_many_months_and_channels_it_is(half):
    (said,) = two_sides.rests_on(half, ["roi"], scope(half, "2024"))
    assert said.zh == (
        "渠道投入产出比只算有费用和成本的部分：12 个月中的 6 个月，2 个渠道中的 1 个，占销售额 25.0%。"
    )
    assert "6 of 12 months, 1 of 2 channels, 25.0% of sales" in said.en


def test_where_nothing_counts_it_says_so_instead_of_counting_none(half):
    """The first quarter, before any spend is known."""
    (said,) = two_sides.rests_on(half, ["roi"], scope(half, "2024Q1"))
    assert said.zh == "这段时间卖出的都没有费用和成本数据，算不出渠道投入产出比。"
    assert said.en.startswith("Nothing sold in this period has spend and costs")


def test_what_is_known_and_came_to_nothing_is_not_said_to_have_no_figure(tmp_path):
    """Leads that won nobody convert at 0, spend that sold nothing is lost, a target that nobody met is missed."""
    of_all = orders("经销") + orders("抖音", months=MONTHS[6:7]) + CLOSED
    sold = [{**row, "region": "华东"} for row in of_all]
    spent = [{**row, "leads": 5} for row in spend("抖音", 10, MONTHS[6:])]
    wanted = [{"period": month, "region": "华南", "amount": 100} for month in MONTHS[6:]]
    ask = asked(tmp_path, orders=sold, spend=spent, targets=wanted)
    quarter = scope(ask, "2024Q4")
    for metric, figure, of in (
        ("lead_conversion", 0, "the new customers"),
        ("roi", -1, "sales"),
        ("attainment", 0, "sales"),
    ):
        assert ask([metric], [], quarter)[metric].tolist() == [figure]
        (said,) = two_sides.rests_on(ask, [metric], quarter)
        assert said.en.endswith(f" counts, 0.0% of {of}.")
        assert "算不出" not in said.zh


def test_a_week_inside_a_monthly_cost_is_not_said_to_have_no_spend(half):
    (said,) = two_sides.rests_on(half, ["roi"], scope(half, "2024-W49"))
    assert said.zh == (
        "费用按更长的期间填写，所选期间不单独算渠道投入产出比；当时最近一个完整期间是2024年11月。"
    )
    assert "no figure of it: Channel ROI. The last one closed by then is Nov 2024." in said.en


def test_the_table_and_the_ranking_of_channels_say_it(half):
    for figure in (side_by_side.ranking_table, side_by_side.roi_ranking):
        notes = figure(half, scope(half, "2024"), "channel").notes
        assert any("12 个月中的 6 个月" in note for note in notes)


def test_nothing_is_said_where_all_counts(tmp_path):
    ask = asked(tmp_path, orders=orders("天猫") + CLOSED, spend=spend("天猫", 10))
    assert two_sides.rests_on(ask, ["roi", "cac", "sales"], scope(ask, "2024")) == ()


def test_a_week_inside_a_monthly_cost_shows_the_last_closed_month_by_name(half):
    week = scope(half, "2024-W50")
    figure = side_by_side.ranking_table(half, week, "channel")
    (tmall,) = figure.frame[figure.frame["channel"] == "天猫"].to_dict("records") or [{}]
    assert tmall["roi"] == pytest.approx(3.0)
    assert any("2024年11月" in note for note in figure.notes)
    assert side_by_side.headline(half, week, "channel").startswith("2024年11月：")


def test_nothing_of_the_closed_month_stands_under_the_week(half):
    """Cards, columns and titles of another period than the page's bear its name."""
    week = scope(half, "2024-W50")
    table = _side_by_side.ranking_table(half, week, "channel")
    titles = {column.key: column.title.zh for column in table.columns}
    for key in ("spend", "roi", "cac"):
        assert titles[key].endswith("（2024年11月）")
    ranking = _side_by_side.roi_ranking(half, week, "channel")
    assert ranking.scope is not None
    assert ranking.scope.period == Period.parse("2024-11")


def test_returns_on_sales_are_named_so_and_not_judged(tmp_path):
    rows = orders("天猫", cost=None) + orders("天猫", 1, None, ["2025-01"])
    ask = asked(tmp_path, orders=rows, spend=spend("天猫", 20))
    standing = next(s for s in current.standings(ask, scope(ask, "2024")) if s.metric.key == "roi")
    assert standing.metric.name.zh == "渠道投入产出比（按销售额）"
    assert (standing.verdict.light, standing.verdict.reason) == ("grey", "on_sales")


def test_the_line_of_the_meeting_is_of_those_who_have_a_target_and_says_so(tmp_path):
    rows = [
        {"order_date": f"{month}-05", "region": region, "amount": 10_000}
        for month in MONTHS
        for region in ("华东", "华南")
    ]
    targets = [{"period": month, "region": "华东", "amount": 20_000} for month in MONTHS]
    ended = [{"order_date": "2025-01-02", "region": "华东", "amount": 1}]
    ask = asked(tmp_path, orders=rows + ended, targets=targets)
    said = meeting_line.headline(ask, scope(ask, "2024"))
    assert "50.0%" in said
    assert "占销售额 50.0%" in said


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """Orders to 16 November, spend and leads to 31 October, targets to 30 September."""
    sold = orders("天猫", months=MONTHS[:11]) + orders("经销", months=MONTHS[:11])
    sold += [{**sold[0], "order_date": "2024-11-16", "order_id": "last", "customer": "new"}]
    spent = [{**row, "leads": 4} for c in ("天猫", "经销") for row in spend(c, 10, MONTHS[:10])]
    targets = [{"period": month, "amount": 100} for month in MONTHS[:9]]
    return asked(tmp_path_factory.mktemp("apart"), orders=sold, spend=spent, targets=targets)


OTHER_SIDE_ENDS = {
    "targets": "9月30日",
    "spend": "10月31日",
    "costs": "10月31日",
    "leads": "10月31日",
}


@pytest.mark.parametrize(
    "metric", [m for m in METRICS.values() if m.other_side], ids=lambda m: m.key
)
def test_figures_of_two_datasets_name_the_moment_of_each(apart, metric):
    assert metric.other_side
    said = "".join(
        words.zh for words in two_sides.rests_on(apart, [metric.key], scope(apart, "2024"))
    )
    assert f"到{OTHER_SIDE_ENDS[metric.other_side]}为止，订单到11月" in said


def test_the_moment_of_each_dataset_stands_at_the_figures_and_cards_that_use_both(apart):
    """In what is asked at the command line too."""
    year = scope(apart, "2024", lang="en")
    table = side_by_side.ranking_table(apart, year, "channel")
    of_roi = next(card for card in answer.cards(apart, year) if card.key == "roi")
    typed = asking.asked(apart, year, ["roi"], ["channel"])
    for said in (" ".join(table.notes), of_roi.help, " ".join(typed.notes)):
        assert "spend known to 31 Oct" in said
        assert "orders to 16 Nov" in said
