"""How far ahead of the plan, week by week, and where the period is heading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from salesdash.charts.look import spec
from salesdash.figures.targets import curve as of_curve
from salesdash.figures.targets import gap_course as of_gap
from salesdash.period import Period
from salesdash.warehouse.imports.load import load
from tests.heard import heard
from tests.stores import asked, of_months, remembering, scope, warehouse_in

curve, gap_course = heard(of_curve), heard(of_gap)

# March 2025 has 21 workdays; 2,100 are planned, 100 a day. Ten of them have passed by the 14th.
ORDERS = [
    {"order_date": "2024-03-04", "amount": 100},
    {"order_date": "2025-03-03", "amount": 200},
    {"order_date": "2025-03-10", "amount": 700},
    {"order_date": "2025-03-14", "amount": 50},
]
TARGETS = [{"period": "2025-03", "amount": 2_100}]


def test_each_day_stands_at_sales_less_the_plan_by_then(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, targets=TARGETS)
    figure = gap_course.course(ask, scope(ask, "2025-03"))
    gaps = dict(zip(map(str, figure.frame["day"]), figure.frame["gap"], strict=True))
    assert gaps["2025-03-01"] == 0  # a Saturday: nothing due, nothing sold
    assert gaps["2025-03-03"] == pytest.approx(200 - 100)
    assert gaps["2025-03-07"] == pytest.approx(200 - 500)
    assert gaps["2025-03-14"] == pytest.approx(950 - 1_000)
    assert max(gaps) == "2025-03-14"  # what is to come has no gap yet


def test_the_sentence_is_where_the_period_ends(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, targets=TARGETS)
    figure = gap_course.course(ask, scope(ask, "2025-03"))
    assert figure.sentence.startswith("2025年3月预计 ")  # 950 + 11 × 95
    assert "1,995元" in figure.sentence
    assert "目标 2,100元" in figure.sentence
    assert "按目前日均 1,995元" in figure.notes[0]


def test_a_period_that_is_over_says_by_how_much(tmp_path):
    ask = asked(
        tmp_path, orders=[*ORDERS, {"order_date": "2025-04-01", "amount": 1}], targets=TARGETS
    )
    assert gap_course.course(ask, scope(ask, "2025-03")).sentence == "比目标少 1,150元。"


def test_a_year_has_a_bar_a_week_that_ends_with_it(tmp_path):
    targets = [{"period": "2025", "amount": 24_800}]
    ask = asked(tmp_path, orders=ORDERS, targets=targets)
    figure = gap_course.course(ask, scope(ask, "2025"))
    assert len(figure.frame) == 11
    marks = of_gap.course(ask, scope(ask, "2025")).marks
    assert (marks[0], marks[-1]) == ({"week": "2025-W01"}, {"week": "2025-W11"})
    # the last bar is the gap that the page names: to the as-of date
    assert figure.frame["actual"].iloc[-1] == 950


def test_sums_of_months_have_a_bar_a_month(tmp_path):
    months = [Period.parse(f"{year}-{month:02}") for year in (2024, 2025) for month in (1, 2, 3)]
    rows = [
        {"order_date": str(month.last_day), "amount": month.start.year - 2014} for month in months
    ]
    warehouse, file = warehouse_in(tmp_path / "store"), tmp_path / "sums.csv"
    file.write_text("sums", encoding="utf-8")
    load(warehouse, file, file.name, [of_months(rows)])
    warehouse.bring_up_to_date()
    ask = remembering(warehouse)
    now = replace(scope(ask, "2025", comparison="last_year"), calendar=ask.calendar)
    figure = gap_course.course(ask, now)
    assert figure.frame["gap"].tolist() == [1, 2, 3]
    drawn = curve.curve(ask, now).frame.set_index("day")["actual"].dropna()
    assert drawn.to_dict() == {"2025-01-31": 11, "2025-02-28": 22, "2025-03-31": 33}


def test_without_a_plan_it_is_held_against_the_comparison(tmp_path):
    orders = [
        {**row, "order_date": str(row["order_date"]).replace("2025", "2024")} for row in ORDERS
    ]
    ask = asked(tmp_path, orders=[*orders, *ORDERS])
    figure = gap_course.course(ask, scope(ask, "2025-03", lang="en"))
    assert figure.title == "More or less than the same period last year, so far"
    # the 14th of March 2025 is the tenth workday, as the 14th was in 2024
    assert figure.frame["other"].iloc[-1] == pytest.approx(100 + 100 + 950)
    assert figure.sentence == (
        "By 14 Mar 2025, ¥200 less than the same period last year (same workdays)."
    )


def test_with_nothing_to_hold_it_against_the_sums_themselves_are_drawn(tmp_path):
    ask = asked(tmp_path, orders=ORDERS[1:])
    assert gap_course.course(ask, scope(ask, "2025-03")).key == "sales_so_far"


def test_the_bars_are_green_above_nought_and_red_below(tmp_path):
    ask = asked(tmp_path, orders=ORDERS, targets=TARGETS)
    figure = gap_course.course(ask, scope(ask, "2025-03", lang="en"))
    assert figure.draw is not None
    drawn = spec(figure.draw("light"))
    bars = drawn["layer"][0]
    assert bars["mark"]["type"] == "bar"
    assert "datum.gap < 0" in bars["mark"]["fill"]["expr"]
    rows = [row for rows in drawn["datasets"].values() for row in rows if "gap" in row]
    assert rows[-1]["gap_text"] == "-¥50"
    assert rows[-1]["until"] == f"{date(2025, 3, 15)}T00:00:00"
    assert [tip["title"] for tip in bars["encoding"]["tooltip"]] == [
        "Day", "Ahead or behind", "Actual so far", "Plan to date (workdays)",
    ]  # fmt: skip


def test_the_bars_of_weeks_begin_and_end_with_the_period(tmp_path):
    """2025 begins on a Wednesday and ends on one; its first and last week are cut to it."""
    orders = [*ORDERS, {"order_date": "2026-01-05", "amount": 1}]
    ask = asked(tmp_path, orders=orders, targets=[{"period": "2025", "amount": 24_800}])
    figure = gap_course.course(ask, scope(ask, "2025"))
    assert (min(figure.frame["week"]), len(figure.frame)) == (date(2025, 1, 1), 53)
    assert figure.draw is not None
    datasets = spec(figure.draw("light"))["datasets"]
    bars = [row for rows in datasets.values() for row in rows if "until" in row]
    assert bars[0]["x"] == "2025-01-01T00:00:00"
    assert bars[-1]["until"] == "2026-01-01T00:00:00"


def test_of_one_day_the_sums_are_dots(tmp_path):
    orders = [*ORDERS, {"order_date": "2025-03-11", "amount": 40}]
    ask = asked(tmp_path, orders=orders, targets=TARGETS)
    figure = gap_course.course(ask, scope(ask, "2025-03-11"))
    assert figure.draw is not None
    lines = [
        one["mark"] for one in spec(figure.draw("light"))["layer"] if one["mark"]["type"] == "line"
    ]
    assert lines
    assert all(mark["point"] for mark in lines)
