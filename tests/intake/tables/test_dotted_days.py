"""Days typed with a point, and weeks as 3.1-3.7: read where nothing else can be meant, else asked."""

from __future__ import annotations

import pytest


def typed(header: str, days: list[str]) -> str:
    lines = "".join(f"{day},客户{n},{10 + n}\n" for n, day in enumerate(days))
    return f"2025年3月\n{header},客户,金额\n{lines}"


def asked(batch) -> list[str]:
    return [question.key for question in batch.questions]


@pytest.mark.parametrize("days", [["3.5", "3.7", "4.12"], ["3.1", "3.2", "3.4"], ["3.1", "3.10"]])
def test_days_typed_with_a_point_are_days(one, days):
    batch = one(typed("日期", days))
    assert asked(batch) == []
    read = [f"{day.month}.{day.day}" for day in batch.rows["order_date"].to_pylist()]
    assert read == days


def test_days_that_may_have_lost_a_nought_are_asked_about(one):
    text = typed("日期", ["3.1", "3.2", "3.25"])
    assert asked(one(text)) == ["dotted:日期"]
    assert one(text, answers={"dotted:日期": "days"}).receipt.amount_loaded == 33


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["3.1", "3.9", "3.1", "3.11", "3.2", "3.3", "3.31"], [1, 9, 10, 11, 20, 30, 31]),
        (["3.31", "3.2", "3.12", "3.5", "3.1"], [31, 20, 12, 5, 1]),
    ],
)
def test_noughts_that_were_lost_are_restored_in_the_one_way_that_keeps_the_order(one, days, read):
    batch = one(typed("日期", days), accept=True)
    assert asked(batch) == ["dotted:日期"]
    assert [day.day for day in batch.rows["order_date"].to_pylist()] == read


@pytest.mark.parametrize(
    "days", [["3.9", "3.4", "3.8", "3.1"], ["3.4", "3.28", "4.2", "4.25", "4.3"]]
)
def test_days_that_go_back_in_every_reading_or_have_several_are_not_read(one, days):
    assert asked(one(typed("日期", days))) == ["period"]


def test_figures_with_a_point_are_no_days_in_english(one):
    assert asked(one(typed("Date", ["3.5", "3.7", "4.12"]))) == ["period"]


def test_a_week_that_goes_back_is_put_aside_and_one_over_new_year_is_not(one):
    weeks = ["2025/3/1-3/7", "2025/3/14-3/8", "2025/12/29-1/4"]
    batch = one("日期,区域,销售额\n" + "".join(f"{week},华东,100\n" for week in weeks), accept=True)
    assert [str(day) for day in batch.rows["order_date"].to_pylist()] == [
        "2025-03-07",
        "2026-01-04",
    ]


def test_weeks_typed_day_first_are_read_day_first(one):
    weeks = ["03/03-09/03", "07/04-12/04", "28/04-04/05"]
    text = "Week 2025,Region,Revenue\n" + "".join(f"{week},North,100\n" for week in weeks)
    batch = one(text, accept=True, answers={"year": "2025"})
    days = ["2025-03-09", "2025-04-12", "2025-05-04"]
    assert [str(day) for day in batch.rows["order_date"].to_pylist()] == days


@pytest.mark.parametrize("header", ["时间段", "起止"])
def test_weeks_by_their_first_and_last_day_are_weeks(one, header):
    batch = one(
        typed(header, ["3.1-3.7", "3.8-3.14", "3.15至3.21", "3月22日~3月28日"]), accept=True
    )
    assert [day.day for day in batch.rows["order_date"].to_pylist()] == [7, 14, 21, 28]
    assert [choice.key for choice in batch.choices] == ["week_as_day"]
