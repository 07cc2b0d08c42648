"""Which periods can be chosen: those of the data and of the plans, by names that need no year."""

from __future__ import annotations

from datetime import date

import pytest

from salesdash.calendar import Calendar
from salesdash.period import Period
from salesdash.ui.bar.period_choice import label, parts, quick, short, weeks, years

DAY = date(2025, 11, 16)
FIRST = date(2023, 5, 10)


def test_this_and_the_last_of_each_grain_and_everything():
    assert list(quick(DAY, Calendar())) == [
        "2025-W46", "2025-W45", "2025-11", "2025-10", "2025Q4", "2025Q3", "2025", "2024", "all",
    ]  # fmt: skip


def test_the_years_reach_from_the_data_to_the_plans():
    offered = years(FIRST, DAY, Calendar(), date(2026, 12, 31))
    assert [str(year) for year in offered] == ["2026", "2025", "2024", "2023"]
    assert str(years(FIRST, DAY, Calendar(), date(2099, 1, 1))[0]) == "2028"


def test_of_a_year_only_what_has_data_or_a_plan():
    first_year = [str(part) for part in parts(Period.parse("2023"), FIRST, DAY, Calendar())]
    assert first_year[:4] == ["2023", "2023Q2", "2023Q3", "2023Q4"]
    assert first_year[4:] == [f"2023-{month:02}" for month in range(5, 13)]
    running = [str(part) for part in parts(Period.parse("2025"), FIRST, DAY, Calendar())]
    assert running[-1] == "2025-11"


def test_a_fiscal_year_is_offered_by_its_own_quarters_and_months():
    calendar = Calendar(year_starts=4)
    year = calendar.of(DAY, "year")
    offered = parts(year, FIRST, date(2026, 3, 31), calendar)
    assert offered[0] == Period(date(2025, 4, 1), date(2026, 4, 1))
    assert [part.start.month for part in offered[-12:]] == [*range(4, 13), 1, 2, 3]
    names = [short(part, year) for part in offered[1:5]]
    assert [name.zh for name in names] == [
        "1季度（4–6月）",
        "2季度（7–9月）",
        "3季度（10–12月）",
        "4季度（1–3月）",
    ]
    assert names[0].en == "Q1 (Apr–Jun)"


def test_the_newest_week_comes_first():
    assert [str(week) for week in weeks(date(2025, 11, 1), DAY)] == [
        "2025-W46",
        "2025-W45",
        "2025-W44",
    ]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2025", "2025年 · 至11月16日"),
        ("2025-10", "2025年10月"),
        ("2025-11-15..2025-11-17", "11月15日至11月17日"),
        (None, "全部数据"),
    ],
)
def test_a_running_period_says_up_to_which_day(period, words):
    assert label(period and Period.parse(period), DAY).zh == words
