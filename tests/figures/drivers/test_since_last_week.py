"""What moved since last week, of two weeks that can be added up by hand.

| sold     | Mon 3 – Wed 5 Mar | Thu 6 Mar | Mon 10 – Wed 12 Mar |
| 天猫 东  |               100 |       999 |                 150 |
| 门店 西  |               200 |         – |                  60 |
"""

from __future__ import annotations

import pytest

from salesdash.charts.look import spec
from salesdash.figures.drivers.movers import movers as _movers
from salesdash.figures.drivers.since_last_week import since_last_week as _since_last_week
from salesdash.figures.targets.meeting_line import headline as _headline
from tests.heard import heard
from tests.stores import asked, scope

movers = heard(_movers)
since_last_week = heard(_since_last_week)
headline = heard(_headline)

ORDERS = [
    {"order_date": day, "amount": amount, "channel": channel, "region": region}
    for day, amount, channel, region in (
        ("2025-03-03", 100, "天猫", "东"),
        ("2025-03-05", 200, "门店", "西"),
        ("2025-03-06", 999, "天猫", "东"),
        ("2025-03-10", 150, "天猫", "东"),
        ("2025-03-12", 60, "门店", "西"),
    )
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("weeks"), orders=ORDERS)


def test_a_running_week_is_set_beside_as_many_workdays_of_the_week_before(ask):
    figure = since_last_week(ask, scope(ask, "2025"))
    assert figure.frame[["by", "member", "moved"]].to_numpy().tolist() == [
        ["渠道", "天猫", 50],
        ["渠道", "门店", -140],
        ["区域", "东", 50],
        ["区域", "西", -140],
    ]
    assert figure.sentence == ("本周销售额 210.00元，比上周（相同工作日）少 90.00元（-30.0%）。")
    assert figure.notes[0] == "按渠道看差别最大：门店 -140.00元、天猫 +50.00元。"


def test_both_languages_are_drawn(ask):
    figure = since_last_week(ask, scope(ask, "2025", lang="en"))
    assert figure.sentence.startswith("Sales of the week: ¥210.00, ¥90.00 (-30.0%) less than")
    assert figure.draw
    assert spec(figure.draw("light"))["layer"]


def test_a_first_week_has_nothing_to_be_compared_with(tmp_path):
    ask = asked(tmp_path, orders=ORDERS[:2])
    figure = since_last_week(ask, scope(ask, "2025", lang="en"))
    assert figure.is_empty
    assert figure.sentence == (
        "There is nothing to compare with for the week before: "
        "the data of orders begin on 3 Mar 2025."
    )


def test_orders_that_name_nobody_still_tell_the_whole(tmp_path):
    bare = [{key: row[key] for key in ("order_date", "amount")} for row in ORDERS]
    ask = asked(tmp_path, orders=bare)
    figure = since_last_week(ask, scope(ask, "2025"))
    assert figure.is_empty
    assert figure.sentence.startswith("本周销售额 210.00元，比上周（相同工作日）少 90.00元")
    assert figure.notes[0].endswith("可以拆开看。")


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((0, 0), "本周没有销售额，上周（相同工作日）也没有。"),
        ((70, 70), "本周销售额 70.00元，与上周（相同工作日）持平。"),
    ],
)
def test_a_week_like_the_one_before_has_no_change_of_nothing(tmp_path, amounts, said):
    """One channel: there is nothing to split, but the orders do name it."""
    days = ("2025-03-03", "2025-03-10")
    orders = [
        {"order_date": day, "amount": amount, "channel": "天猫"}
        for day, amount in zip(days, amounts, strict=True)
    ]
    ask = asked(tmp_path, orders=orders)
    assert since_last_week(ask, scope(ask, "2025")).sentence == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "本周销售额 200.00元，比上周（相同工作日）多 200.00元（上周没有）。"),
        ("en", "Sales of the week: ¥200.00, ¥200.00 (none in the week before) more than the week before (same workdays)."),
    ],
)  # fmt: skip
def test_a_week_that_is_covered_and_sold_nothing_is_zero(tmp_path, lang, said):
    """Orders three weeks apart: the week before is no gap in the data."""
    orders = [
        {"order_date": day, "amount": 100, "channel": channel}
        for day, channel in (
            ("2025-01-06", "天猫"), ("2025-01-27", "门店"), ("2025-02-17", "门店"), ("2025-03-10", "天猫"),
            ("2025-03-10", "门店"),
        )
    ]  # fmt: skip
    ask = asked(tmp_path, orders=orders)
    on = scope(ask, "2025-W11", lang=lang, comparison="previous")
    assert since_last_week(ask, on).sentence.startswith(said)
    assert {
        "zh": "上周销售额为 0.00元，没有增幅可算。",
        "en": "The week before: Sales of ¥0.00, on which no growth can be reckoned.",
    }[lang] in headline(ask, on)
    moved = movers(ask, on)
    assert moved.frame[["channel", "before", "now"]].to_numpy().tolist() == [
        ["天猫", 0, 100],
        ["门店", 0, 100],
    ]


@pytest.mark.parametrize(
    ("lang", "title", "said"),
    [
        ("zh", "2025年3月与上月相比：谁涨谁跌", "本月销售额 500.00元，比上月多 200.00元（+66.7%）。"),
        ("en", "Mar 2025 against the month before", "Sales of the month: ¥500.00, ¥200.00 (+66.7%) more than the month before."),
    ],
)  # fmt: skip
def test_orders_that_are_sums_of_months_are_set_beside_the_month_before(
    tmp_path, lang, title, said
):
    orders = [
        {"order_date": day, "amount": amount, "channel": channel}
        for day, amount in (("2025-01-31", 100), ("2025-02-28", 150), ("2025-03-31", 250))
        for channel in ("天猫", "门店")
    ]
    ask = asked(tmp_path, orders=orders)
    figure = since_last_week(ask, scope(ask, "2025", lang=lang))
    assert (figure.title, figure.sentence) == (title, said)


@pytest.mark.parametrize(
    ("before", "zh", "en"),
    [(100, "（上周的 10 倍）", "(10 × the week before)"), (101, "（+890.1%）", "(+890.1%)")],
)
def test_ten_times_as_much_is_told_in_times_and_not_in_percent(tmp_path, before, zh, en):
    orders = [
        {"order_date": day, "amount": amount, "channel": "天猫"}
        for day, amount in (("2025-03-03", 5), ("2025-03-10", before), ("2025-03-17", 1000))
    ]
    company = asked(tmp_path, orders=orders)
    assert zh in since_last_week(company, scope(company, "2025")).sentence
    assert en in since_last_week(company, scope(company, "2025", lang="en")).sentence
