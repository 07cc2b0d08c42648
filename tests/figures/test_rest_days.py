"""Days on which nobody works: 1 to 8 October 2025 are holidays, and shops sell on them.

September has sold 100 a day (7 × 100 in its first week, five of which are workdays), October 200.
October's 18 workdays, the 11th made up, have a target of 18,000, none of it due before the 9th.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from salesdash.analysis.lights import judge
from salesdash.figures import overview as _overview
from salesdash.figures.lights.current import share_passed, standings
from salesdash.figures.targets import attainment as _attainment
from salesdash.figures.targets import outlook as _outlook
from salesdash.period import Period
from tests.heard import heard
from tests.stores import asked, daily, scope

overview = heard(_overview)
attainment = heard(_attainment)
outlook = heard(_outlook)

DASH = re.compile(r"(?<![\d（(])–(?!\d)")
RESTING = [date(2025, 10, 1) + timedelta(days) for days in range(8)]


def rows():
    return [
        {**line, "region": region, "customer": f"{region}的客户"}
        for line in [
            *daily("2025-08-01", 61, amount=50),
            *daily("2025-10-01", 7, amount=100),
        ]
        for region in ("东", "西")
    ]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    planned = [
        {"period": "2025-10", "region": region, "amount": amount}
        for region, amount in (("东", 12_000), ("西", 6_000))
    ]
    return asked(tmp_path_factory.mktemp("holidays"), orders=rows(), targets=planned)


@pytest.fixture(scope="module")
def orders_only(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("orders"), orders=rows())


def october(ask, **more):
    return scope(ask, "2025-10", **({"comparison": "previous"} | more))


def test_the_line_of_the_meeting_says_that_no_workday_has_passed(ask):
    # 7 × 200 of 18,000; 16,600 on 18 workdays
    assert overview.headline(ask, october(ask)).startswith(
        "2025年10月还没有过去一个工作日，目标已完成 7.8%。时间已过 0.0%；余下 18 个工作日每天需要 922"
    )
    assert overview.headline(ask, october(ask, lang="en")).startswith(
        "7.8% of the Oct 2025 target reached before its first workday. "
        "0.0% of the workdays are gone; each of the 18 left has to bring ¥922"
    )


def test_the_page_of_targets_says_that_nothing_was_due(ask):
    said = attainment.headline(ask, october(ask), "region")
    assert re.fullmatch(r"2025年10月截至10月7日，.*的目标还没有一部分到期，已完成 7\.8%。", said)
    said = attainment.plan_and_actual(ask, october(ask, lang="en")).sentence
    assert said.endswith("is still to come: ¥922 on each of 18 workdays.")


def test_a_little_of_a_large_target_is_not_nothing(tmp_path):
    """1,400 of 10,000,000."""
    ask = asked(tmp_path, orders=rows(), targets=[{"period": "2025-10", "amount": 10_000_000}])
    view = october(ask)
    assert "目标已完成 0.01%" in overview.headline(ask, view)
    assert "已完成 0.01%" in attainment.headline(ask, view, None)
    sold = next(card for card in attainment.cards(ask, view) if card.key == "sales")
    assert sold.change + sold.against == "目标的 0.01%"


def test_the_card_of_attainment_says_why_it_has_no_value(ask):
    [card] = [c for c in overview.cards(ask, october(ask)) if c.key == "attainment"]
    assert (card.value, card.light, card.against) == ("–", "grey", "未判定")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "按计划此时还没有应完成的部分，销售额已有 1,400元。"),
        ("en", "The plan asks for nothing by now; sales so far are ¥1,400."),
    ],
)
def test_what_is_sold_before_anything_is_due_is_not_ahead_of_nothing(ask, lang, said):
    assert overview.curve(ask, october(ask, lang=lang)).sentence.startswith(said)


def test_seven_days_off_are_compared_with_seven_days(orders_only):
    said = overview.headline(orders_only, october(orders_only, lang="en"))
    assert "100.0% up on the month before (as many days)" in said
    said = overview.curve(orders_only, october(orders_only)).sentence
    assert re.fullmatch("还没有过去一个工作日；平均每天 200.*元，上月为 100.*元。", said)
    [sales, *_] = overview.cards(orders_only, october(orders_only))
    assert sales.change == "+100.0%"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("day", RESTING)
def test_no_sentence_has_a_dash_for_a_figure(ask, orders_only, day, lang):
    for store in (ask, orders_only):
        for period in ("2025-10", "2025-W41", "2025Q4"):
            on = replace(october(store, lang=lang), as_of=day, period=Period.parse(period))
            figures = [
                overview.curve(store, on), overview.movers(store, on),
                overview.since_last_week(store, on), attainment.plan_and_actual(store, on),
                outlook.outlook(store, on),
            ]  # fmt: skip
            said = [
                overview.headline(store, on),
                attainment.headline(store, on, "region"),
                *(f"{f.sentence} {f.title}" for f in figures if f),
            ]
            assert [words for words in said if DASH.search(words)] == []
            if on.has_begun:
                assert [w for w in said if "还没有销售" in w or "no sales" in w] == []


def test_a_period_all_of_days_off_has_passed_on_its_last_day(ask):
    week, calendar = Period.parse("2026-W08"), october(ask).calendar
    assert calendar.workdays(week) == 0
    assert share_passed(week, week.last_day, calendar) == 1.0
    assert share_passed(week, week.start, calendar) == 0.0
    assert judge(ask.lights["attainment"], None, passed=0.0).reason == "too_early"


def test_growth_is_not_judged_while_nobody_has_worked_yet(tmp_path):
    """New Year's Day: a shop sold, and a year is not judged by it."""
    years = [*daily("2023-01-01", 731, amount=100), *daily("2025-01-01", 1, amount=10)]
    ask = asked(tmp_path, orders=years)
    found = {s.metric.key: s for s in standings(ask, scope(ask, "2025"))}
    for key in ("channel_growth", "aov_growth"):
        assert (found[key].verdict.light, found[key].verdict.reason) == ("grey", "too_early")
