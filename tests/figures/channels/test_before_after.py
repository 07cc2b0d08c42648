"""天猫 sells ¥100 a workday and from Monday, 3 June 2024 on ¥150; 京东 always ¥200."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesdash.catalog.workdays import china
from salesdash.figures.channels import before_after as _before_after
from salesdash.period import DAY, Period
from salesdash.warehouse.questions.ask import Ask
from tests.heard import heard
from tests.stores import Rows, asked, scope

before_after = heard(_before_after)

OPENED = date(2024, 6, 3)
ALL = Period(date(2024, 1, 2), date(2024, 9, 1))


def orders(covered: Period = ALL) -> Rows:
    rows: list[dict[str, Any]] = []
    for day in filter(china().is_workday, covered.days()):
        swing = 1.02 if day.isocalendar().week % 2 else 0.98
        for channel, amount in (("天猫", 150 if day >= OPENED else 100), ("京东", 200)):
            rows.append(
                {
                    "order_date": str(day),
                    "order_id": f"{channel}{day}",
                    "channel": channel,
                    "region": "华东",
                    "amount": round(amount * swing, 2),
                }
            )
    return rows


EVENTS = [
    {"date": "2024-06-03", "event": "旗舰店换装", "channel": "天猫"},
    {"date": "2024-08-20", "event": "客服搬家"},
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory) -> Ask:
    return asked(tmp_path_factory.mktemp("moments"), orders=orders(), events=EVENTS)


ASKED = ("channel", "天猫", OPENED, 8)


def test_the_events_are_offered_with_the_member_that_they_are_of(ask):
    told = before_after.moments(ask, scope(ask), "channel")
    assert {day: (words.zh, member) for day, (words, member) in told.items()} == {
        "2024-08-20": ("客服搬家", ""),
        "2024-06-03": ("旗舰店换装", "天猫"),
    }
    assert before_after.moments(ask, scope(ask), "category")["2024-06-03"][1] == ""


def test_the_newest_event_that_can_be_judged_comes_first(ask, tmp_path):
    assert before_after.latest(ask, scope(ask), "channel") == OPENED
    quiet = asked(tmp_path, orders=orders())
    assert before_after.latest(quiet, scope(quiet), "channel") == date(2024, 8, 3)  # four weeks


def test_what_changed_is_told_beside_the_rest(ask):
    figure = before_after.indexed(ask, scope(ask), *ASKED)
    assert figure.title == "2024年6月3日“旗舰店换装”前后：销售额"
    assert figure.sentence.startswith("之后 8 周，天猫的销售额比应有水平高 50.0%（共多 ")
    assert figure.notes[0].startswith("上年同期的数据不全")
    own = figure.frame[figure.frame["channel"] == "天猫"]
    assert own["index"].tolist()[-8:] == [pytest.approx(1.5, abs=0.05)] * 8
    rest = figure.frame[figure.frame["channel"] == "其他渠道"]
    assert rest["index"].tolist() == [pytest.approx(1, abs=0.03)] * 15  # less the week of 1 May
    english = before_after.indexed(ask, scope(ask, lang="en"), *ASKED)
    assert english.sentence.startswith("8 weeks on, sales of 天猫 lay 50.0% above ")
    assert "caus" not in english.sentence


def test_both_sides_by_the_workday(ask):
    figure = before_after.sides(ask, scope(ask), *ASKED)
    assert figure.frame.to_numpy().tolist() == [
        ["天猫", pytest.approx(100, abs=1), pytest.approx(150, abs=1), pytest.approx(0.5, abs=0.01)],
        ["其他渠道", pytest.approx(200, abs=1), pytest.approx(200, abs=1), pytest.approx(0, abs=0.01)],
    ]  # fmt: skip


def test_the_one_that_held_beside_it_fell_behind(ask):
    said = before_after.indexed(ask, scope(ask), "channel", "京东", OPENED, 8).sentence
    assert said.startswith("之后 8 周，京东的销售额比应有水平低 33.3%（共少 ")


def test_another_measure_of_the_same_days_shows_no_difference(ask):
    said = before_after.indexed(ask, scope(ask), *ASKED, "orders").sentence
    assert said.startswith("看不出差别：天猫的订单数与应有水平差 0.0%")


def test_too_early_and_too_little_before_are_said(ask):
    soon = before_after.indexed(ask, scope(ask), "channel", "天猫", date(2024, 8, 20), 8)
    assert soon.sentence == "之后才 1 个整周，下结论还早，满 4 周再看。"
    assert before_after.sides(ask, scope(ask), "channel", "天猫", date(2024, 8, 20), 8) is None
    first = before_after.indexed(ask, scope(ask), "channel", "天猫", date(2024, 1, 10), 8)
    assert first.sentence == "天猫此前的销售额不足 4 个整周，或者太零散，没有可比的基准。"


def test_what_has_no_rest_is_compared_with_its_own_year_before(ask):
    figure = before_after.indexed(ask, scope(ask), "region", "华东", OPENED, 8)
    assert "没有其他区域可以对照，只与自己的上年同期比。" in figure.notes
    assert set(figure.frame["region"]) == {"华东"}


def test_as_of_an_earlier_day_nothing_later_counts(ask):
    then = type(scope(ask))(date(2024, 6, 30), calendar=china())
    assert "才 3 个整周" not in before_after.indexed(ask, then, *ASKED).sentence
    assert before_after.indexed(ask, then, *ASKED).sentence.startswith("之后 4 周")
    assert list(before_after.moments(ask, then, "channel")) == ["2024-06-03"]


def test_only_measures_whose_data_is_loaded_are_offered(ask):
    assert list(before_after.measures(ask)) == ["sales", "orders"]


def test_days_of_all_data_come_to_the_sums_of_the_store(ask):
    days = before_after.days_of(ask, scope(ask), "channel", "天猫", "sales")
    assert days.covered == Period(ALL.start, date(2024, 8, 30) + DAY)
    total = float(ask(["sales"], [], scope(ask))["sales"].iloc[0])
    assert sum(days.own.amounts.values()) + sum(days.rest.amounts.values()) == pytest.approx(total)
