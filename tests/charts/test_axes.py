"""Axes carry numbers in the step that people read, and periods by name."""

import json
from datetime import date, timedelta

import pytest

from salesdash.charts import axes
from salesdash.charts.look import Look
from salesdash.units import COUNT, DAYS, MONEY, MULTIPLE, RATIO


def months(first: date, n: int) -> list[date]:
    return [
        date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1)
        for i in range(n)
    ]


def labels(axis: axes.Axis) -> list[list[str]]:
    return list(json.JSONDecoder().raw_decode(axis["labelExpr"])[0].values())


@pytest.mark.parametrize(
    ("unit", "biggest", "lang", "scale", "title", "divisor", "suffix"),
    [
        (MONEY, 5_000_000, "zh", "auto", "万元", 10_000, ""),
        (MONEY, 500_000_000, "zh", "auto", "亿元", 100_000_000, ""),
        (MONEY, 5_000_000, "zh", "one", "元", 1, ""),
        (MONEY, 5_000_000, "en", "auto", "¥m", 1_000_000, ""),
        (MONEY, 50_000, "en", "auto", "¥k", 1_000, ""),
        (RATIO, 0.9, "zh", "auto", None, 0.01, "%"),
        (COUNT, 3_000_000, "zh", "auto", None, 10_000, "万"),
        (COUNT, 300, "en", "auto", None, 1, ""),
        (MULTIPLE, 3, "zh", "auto", "倍", 1, ""),
        (DAYS, 45, "en", "auto", "days", 1, ""),
    ],
)  # fmt: skip
def test_numbers_stand_in_their_step_with_the_unit_once(
    unit, biggest, lang, scale, title, divisor, suffix
):
    axis = axes.measure(unit, biggest, Look(lang, scale=scale))
    assert axis["title"] == title
    assert axis["titleAngle"] == 0
    assert axis["labelExpr"].startswith("format(datum.value / ")
    assert float(axis["labelExpr"].split("/ ")[1].split(",")[0]) == pytest.approx(divisor)
    assert axis["labelExpr"].endswith(f"+ '{suffix}'")


def test_months_are_named_and_the_year_stands_where_it_changes():
    axis = axes.time(months(date(2024, 11, 1), 4), "month", "zh")
    assert labels(axis) == [["11月", "2024年"], ["12月"], ["1月", "2025年"], ["2月"]]
    axis = axes.time(months(date(2024, 12, 1), 2), "month", "en")
    assert labels(axis) == [["Dec", "2024"], ["Jan", "2025"]]


def test_over_a_header_the_year_stands_first():
    axis = axes.time(months(date(2025, 1, 1), 2), "month", "zh", band=True, above=True)
    assert labels(axis) == [["2025年", "1月"], ["", "2月"]]


def test_quarters_years_and_weeks_have_their_own_names():
    assert labels(axes.time(months(date(2025, 1, 1), 7)[::3], "quarter", "zh")) == [
        ["Q1", "2025年"],
        ["Q2"],
        ["Q3"],
    ]
    assert labels(axes.time([date(2024, 1, 1), date(2025, 1, 1)], "year", "en")) == [
        ["2024"],
        ["2025"],
    ]
    quarters = months(date(2025, 5, 1), 10)[::3]
    assert labels(axes.time(quarters, "quarter", "zh", year_starts=2)) == [
        ["5–7月", "2025年"],
        ["8–10月"],
        ["11–1月"],
        ["2–4月", "2026年"],
    ]
    assert labels(axes.time([date(2024, 4, 1)], "year", "en", year_starts=4)) == [["From Apr 2024"]]
    weeks = [date(2025, 12, 22) + timedelta(weeks=i) for i in range(3)]
    assert labels(axes.time(weeks, "week", "zh")) == [
        ["12/22", "2025年"],
        ["12/29"],
        ["1/5", "2026年"],
    ]
    assert labels(axes.time(weeks, "week", "en"))[0] == ["22 Dec", "2025"]


@pytest.mark.parametrize("grain", ["day", "week", "month"])
@pytest.mark.parametrize("n", [1, 2, 13, 14, 31, 60, 100, 365, 1200])
def test_labels_are_few_and_never_turned(grain, n):
    step = {"day": 1, "week": 7, "month": 30}[grain]
    days = sorted({date(2020, 1, 1) + timedelta(days=step * i) for i in range(n)})
    if grain == "month":
        days = sorted({day.replace(day=1) for day in days})
    axis = axes.time(days, grain, "zh")
    assert 1 <= len(axis["values"]) <= 14
    assert axis["labelAngle"] == 0
    assert len(labels(axis)[0]) in (1, 2)


def test_a_long_row_of_months_keeps_every_january():
    axis = axes.time(months(date(2023, 1, 1), 36), "month", "zh")
    assert [name for name in labels(axis) if len(name) > 1] == [
        ["1月", "2023年"],
        ["1月", "2024年"],
        ["1月", "2025年"],
    ]
