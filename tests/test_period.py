import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.calendar import Calendar
from salesdash.catalog.workdays import china
from salesdash.errors import QuestionError
from salesdash.period import DAY, GRAINS, Period, add_months

days = st.dates(date(2005, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2025", "2025-01-01", "2026-01-01"),
        ("2025Q1", "2025-01-01", "2025-04-01"),
        ("2025-Q4", "2025-10-01", "2026-01-01"),
        ("2025-03", "2025-03-01", "2025-04-01"),
        ("2025-W10", "2025-03-03", "2025-03-10"),
        ("2025-03-05", "2025-03-05", "2025-03-06"),
        ("2025-03-05..2025-03-09", "2025-03-05", "2025-03-10"),
        ("2024-12..2025-02", "2024-12-01", "2025-03-01"),
    ],
)
def test_words_name_a_half_open_period(words: str, start: str, end: str):
    assert Period.parse(words) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "words", ["", "2025Q5", "March", "2025-13", "2025-W60", "2025-03..2025-01"]
)
def test_words_that_name_no_period_are_a_question_to_the_user(words: str):
    with pytest.raises(QuestionError):
        Period.parse(words)


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        ("2024-12-31", "2025年第1周（2024年12月30日起）", "Week 1, 2025 (from 30 Dec 2024)"),
        ("2027-01-01", "2026年第53周", "Week 53, 2026"),
        ("2025-11-12", "2025年第46周", "Week 46, 2025"),
    ],
)
def test_a_week_bears_the_year_that_it_counts_into(day: str, zh: str, en: str):
    name = Period.of(date.fromisoformat(day), "week").name
    assert (name.zh, name.en) == (zh, en)


@given(days, st.sampled_from(GRAINS))
def test_the_short_form_reads_back(day: date, grain):
    period = Period.of(day, grain)
    assert Period.parse(str(period)) == period
    assert day in period


@given(days, days, st.sampled_from(GRAINS))
def test_parts_follow_each_other_without_gap(one: date, other: date, grain):
    whole = Period(min(one, other), max(one, other) + DAY)
    parts = list(whole.split(grain))
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))
    assert whole.start in parts[0]
    assert whole.last_day in parts[-1]


def test_a_month_later_never_leaves_the_month():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2025, 1, 31), -2) == date(2024, 11, 30)


def test_february_2026_has_16_workdays_and_january_21():
    assert china().workdays(Period.parse("2026-02")) == 16
    assert china().workdays(Period.parse("2026-01")) == 21


def test_a_make_up_saturday_is_a_workday():
    assert china().is_workday(date(2025, 9, 28))
    assert not china().is_workday(date(2025, 10, 6))


def test_a_year_that_the_calendar_does_not_know_is_named():
    assert china().unknown_years(Period.parse("2035")) == (2035,)
    assert china().unknown_years(Period.parse("2025")) == ()


def test_half_a_month_is_compared_with_as_many_workdays():
    """11 March 2025 is the 7th workday of March; the 7th of February 2025 is the 10th, because
    Saturday the 8th was worked and the festival lasted to the 4th."""
    march = Period.parse("2025-03")
    other = china().compared(march, "previous", date(2025, 3, 11))
    assert china().workdays(march.until(date(2025, 3, 11))) == 7
    assert china().workdays(other) == 7
    assert other == Period.parse("2025-02-01..2025-02-12")


@pytest.mark.parametrize(
    ("day", "grain", "comparison", "beside"),
    [
        ("2025-10-07", "month", "previous", "2025-09-01..2025-09-07"),
        ("2025-10-03", "month", "last_year", "2024-10-01..2024-10-03"),
        ("2025-01-01", "year", "last_year", "2024-01-01"),
        ("2025-02-02", "month", "previous", "2025-01-01..2025-01-02"),
        ("2026-02-22", "week", "previous", "2026-W07"),
        ("2026-02-20", "week", "previous", "2026-02-09..2026-02-13"),
    ],
)
def test_while_no_workday_has_passed_as_many_days_are_compared(day, grain, comparison, beside):
    """1 to 8 October 2025 are days off, and the week of 16 February 2026 is all festival."""
    as_of = date.fromisoformat(day)
    period = Period.of(as_of, grain)
    assert china().workdays(period.until(as_of)) == 0
    assert china().compared(period, comparison, as_of) == Period.parse(beside)


def test_a_finished_month_is_compared_whole():
    march = Period.parse("2025-03")
    assert Calendar().compared(march, "previous", date(2025, 3, 31)) == Period.parse("2025-02")
    assert Calendar().compared(march, "previous", date(2025, 9, 1)) == Period.parse("2025-02")


@given(
    days,
    st.sampled_from(["week", "month", "quarter", "year"]),
    st.sampled_from(["previous", "last_year"]),
)
def test_a_running_period_is_never_compared_with_more_workdays(day: date, grain, comparison):
    calendar = china()
    period = Period.of(day, grain)
    other = calendar.compared(period, comparison, day)
    assert other.end <= period.shifted(comparison).end
    if day != period.last_day:
        passed = period.until(day)
        if worked := calendar.workdays(passed):
            assert calendar.workdays(other) <= worked
        else:
            assert len([*other.days()]) == min(
                len([*passed.days()]), len([*period.shifted(comparison).days()])
            )


def test_a_week_is_compared_with_the_same_weekdays_of_last_year():
    assert Period.parse("2025-W10").shifted("last_year") == Period.parse("2024-W10")


def test_the_spring_festival_on_one_side_is_noticed():
    calendar = china()
    february, january = Period.parse("2026-02"), Period.parse("2026-01")
    assert calendar.festival_on_one_side(february, january)
    assert not calendar.festival_on_one_side(Period.parse("2026"), Period.parse("2025"))


@pytest.mark.parametrize(
    ("day", "grain", "starts", "first", "written", "zh"),
    [
        ("2025-05-10", "year", 4, "2025-04-01", "2025-04..2026-03", "2025年4月至2026年3月"),
        ("2025-03-31", "year", 4, "2024-04-01", "2024-04..2025-03", "2024年4月至2025年3月"),
        ("2025-05-10", "quarter", 4, "2025-04-01", "2025-04..2025-06", "2025年4月至6月"),
        ("2025-05-10", "quarter", 2, "2025-05-01", "2025-05..2025-07", "2025年5月至7月"),
        ("2025-01-31", "quarter", 12, "2024-12-01", "2024-12..2025-02", "2024年12月至2025年2月"),
        ("2025-05-10", "month", 4, "2025-05-01", "2025-05", "2025年5月"),
    ],
)
def test_a_fiscal_year_and_its_quarters(day, grain, starts, first, written, zh):
    period = Period.of(date.fromisoformat(day), grain, starts)
    assert (str(period.start), str(period), period.name.zh) == (first, written, zh)
    assert (Period.parse(written), period.grain) == (period, grain)


def test_what_stands_beside_a_fiscal_year_is_a_fiscal_year():
    year = Period.parse("2025-04..2026-03")
    assert str(year.shifted("previous")) == "2024-04..2025-03"
    assert str(year.shifted("last_year")) == "2024-04..2025-03"
    assert [str(part) for part in year.split("quarter", 4)] == [
        "2025-04..2025-06",
        "2025-07..2025-09",
        "2025-10..2025-12",
        "2026-01..2026-03",
    ]


def test_a_quarter_keeps_the_calendar_by_which_it_is_called():
    of_the_calendar, fiscal = Period.parse("2025Q2"), Period.parse("2025-04..2025-06")
    assert of_the_calendar == fiscal
    assert [of_the_calendar.name.en, fiscal.name.en] == ["Q2 2025", "Apr to Jun 2025"]
    assert [of_the_calendar.short_name.zh, fiscal.short_name.zh] == ["Q2", "4–6月"]
    assert str(of_the_calendar.shifted("previous")) == "2025Q1"
    assert str(fiscal.shifted("previous")) == "2025-01..2025-03"
    assert str(of_the_calendar.shifted("last_year")) == "2024Q2"
    assert str(fiscal.shifted("last_year")) == "2024-04..2024-06"


@pytest.mark.parametrize(
    ("words", "starts", "first", "last"),
    [
        ("2025", 4, "2025-04-01", "2026-03-31"),
        ("2025Q1", 4, "2025-04-01", "2025-06-30"),
        ("2025Q4", 10, "2026-07-01", "2026-09-30"),
        ("2025-04..2025-06", 4, "2025-04-01", "2025-06-30"),
        ("2025-04-01..2025-06-30", 4, "2025-04-01", "2025-06-30"),
        ("2025-03", 4, "2025-03-01", "2025-03-31"),
        ("2025Q1", 1, "2025-01-01", "2025-03-31"),
    ],
)
def test_a_quarter_that_somebody_names_is_one_of_the_companys_year(words, starts, first, last):
    period = Calendar(year_starts=starts).read(words)
    assert (str(period.start), str(period.last_day)) == (first, last)
    assert ("Q" in str(period)) == (starts == 1)


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("2025-10", "10月", "Oct"),
        ("2025-01-01..2025-10-31", "1–10月", "Jan–Oct"),
        ("2024-11-01..2025-09-30", "2024年11月至2025年9月", "Nov 2024 to Sep 2025"),
        ("2025-W40", "第40周", "W40"),
        ("2025-01-02..2025-10-31", "2025年1月2日至2025年10月31日", "2 Jan 2025 to 31 Oct 2025"),
    ],
)
def test_a_short_name_is_without_its_year_where_that_is_plain(words, zh, en):
    short = Period.parse(words).short_name
    assert (short.zh, short.en) == (zh, en)
