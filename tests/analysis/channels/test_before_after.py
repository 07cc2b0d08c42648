"""A member that sells ¥100 a workday and the rest ¥200, until something happens on Monday, 3 June 2024."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdash.analysis.channels.before_after import WEEK, Daily, DailySums, before_after, course
from salesdash.calendar import Calendar
from salesdash.catalog.channels.before_after import BEFORE_AFTER
from salesdash.catalog.workdays import china
from salesdash.period import DAY, Period

DAY_OF_IT = date(2024, 6, 3)
PLAIN = Calendar()  # Monday to Friday
Sells = Callable[[date], float]


def days(
    own: Sells, rest: Sells | None, first: date = date(2024, 1, 1), last: date = date(2024, 12, 29),
    calendar: Calendar = PLAIN,
) -> DailySums:  # fmt: skip
    covered = Period(first, last + DAY)
    worked = [day for day in covered.days() if calendar.is_workday(day)]
    return DailySums(
        Daily({day: own(day) for day in worked}),
        None if rest is None else Daily({day: rest(day) for day in worked}),
        covered,
        calendar,
    )


def steady(amount: float) -> Sells:
    """A little more in every other week, so that weeks have a spread: 2 % to either side."""
    return lambda day: amount * (1.02 if day.isocalendar().week % 2 else 0.98)


def then(before: float, after: float) -> Sells:
    return lambda day: steady(before if day < DAY_OF_IT else after)(day)


def level(amount: float) -> Sells:
    return lambda _: amount


def effect(found: DailySums, weeks: int = 8, day: date = DAY_OF_IT):
    return before_after(found, day, weeks, BEFORE_AFTER)


def test_a_member_that_grows_while_the_rest_holds():
    found = effect(days(then(100, 130), level(200)))
    assert (found.verdict, found.before, found.after) == ("more", 8, 8)
    assert found.own is not None
    assert found.own.before == pytest.approx(100)
    assert found.own.after == pytest.approx(130)
    assert found.rate == pytest.approx(0.3)
    assert found.more == pytest.approx(30 * 5 * 8)  # 30 more on each of 40 workdays


def test_what_the_rest_did_as_well_is_no_difference():
    """Both grow by 30 %: the member's 30 more a day are what was to be expected."""
    found = effect(days(then(100, 130), lambda day: 200 if day < DAY_OF_IT else 260))
    assert found.verdict == "same"
    assert found.expected == pytest.approx(130)
    assert found.rate == pytest.approx(0, abs=1e-9)
    assert found.more == pytest.approx(0, abs=1e-9)


def test_a_member_that_holds_while_the_rest_grows_fell_behind():
    found = effect(days(steady(100), lambda day: 200 if day < DAY_OF_IT else 250))
    assert found.verdict == "less"
    assert found.rate == pytest.approx(100 / 125 - 1)


def test_a_season_of_its_own_that_comes_every_year_is_no_difference():
    """From June on the member sells double each year, the rest never."""

    def season(day: date) -> float:
        return steady(200 if day.month >= 6 else 100)(day)

    two_years = days(season, level(200), first=date(2023, 1, 2))
    found = effect(two_years)
    assert found.own_last_year is not None
    assert found.own_last_year.times == pytest.approx(2, rel=0.05)
    assert found.verdict == "same"
    alone = effect(days(season, level(200)))
    assert (alone.verdict, alone.own_last_year) == ("more", None)


def test_a_change_within_the_usual_spread_is_noise():
    """Weeks swing by 30 % to either side: 10 % more tells nothing."""

    def swinging(day: date) -> float:
        up = 1.3 if day.isocalendar().week % 2 else 0.7
        return 100 * up * (1.1 if day >= DAY_OF_IT else 1)

    found = effect(days(swinging, level(200)))
    assert found.rate == pytest.approx(0.1, abs=0.01)
    assert found.usual is not None
    low, high = found.usual
    assert low < 0.1 < high
    assert found.verdict == "same"


def test_before_four_whole_weeks_have_passed_it_is_too_early():
    soon = effect(days(then(100, 300), level(200), last=date(2024, 6, 29)))
    assert (soon.verdict, soon.after, soon.rate) == ("early", 3, None)
    later = effect(days(then(100, 300), level(200), last=date(2024, 6, 30)))
    assert (later.verdict, later.after) == ("more", 4)


def test_without_four_weeks_before_nothing_is_known():
    assert effect(days(then(100, 300), level(200), first=date(2024, 5, 10))).verdict == "unknown"


def test_who_sold_nothing_before_has_nothing_to_grow_from():
    assert effect(days(then(0, 300), level(200))).verdict == "unknown"
    assert effect(days(steady(100), then(0, 300))).verdict == "unknown"


def test_a_member_that_sells_now_and_then_has_no_level_to_compare_with():
    """One sale in eight weeks, and then two: no doubling."""

    def seldom(day: date) -> float:
        return 900.0 if day in (date(2024, 5, 7), date(2024, 6, 12), date(2024, 7, 3)) else 0.0

    assert effect(days(seldom, level(200))).verdict == "unknown"


def test_a_year_before_that_tells_no_level_is_left_out():
    """A year before, profits and losses of the member nearly cancel: a ratio of them says nothing."""

    def profit(day: date) -> float:
        if day.year == 2024:
            return steady(100)(day)
        return 100.0 if day.isocalendar().week % 2 else -99.0

    found = effect(days(profit, level(200), first=date(2023, 1, 2)))
    assert (found.verdict, found.own_last_year) == ("same", None)
    assert found.rate == pytest.approx(0, abs=0.01)


def test_who_stopped_selling_is_less_by_all():
    found = effect(days(then(100, 0), level(200)))
    assert (found.verdict, found.rate) == ("less", -1)
    assert found.more == pytest.approx(-100 * 40)


def test_without_a_rest_the_member_stands_beside_its_year_before():
    found = effect(days(then(100, 130), None, first=date(2023, 1, 2)))
    assert (found.verdict, found.rest) == ("more", None)
    assert found.rate == pytest.approx(0.3, rel=0.02)


def test_weeks_of_holidays_say_nothing_of_a_workday():
    """The week of the National Day in October 2024 has under three workdays."""
    holidays = days(steady(100), level(200), calendar=china())
    found = effect(holidays, day=date(2024, 9, 2))
    assert (found.before, found.after) == (8, 7)


def test_what_comes_after_the_day_does_not_widen_the_usual():
    """The comparison of earlier weeks, of which there are enough, never looks at the days after."""
    calm = days(then(100, 130), level(200), first=date(2022, 1, 3))
    wild = days(then(100, 400), level(200), first=date(2022, 1, 3))
    assert effect(calm).usual == effect(wild).usual


def test_four_weeks_after_are_held_against_four_weeks_after_at_other_times():
    """Of 26 weeks asked only four have passed: four weeks swing more than 26 would."""
    dice = Random(7)
    chance = days(
        lambda _: dice.gauss(100, 60), lambda _: dice.gauss(200, 60), first=date(2021, 1, 4)
    )
    soon = DailySums(
        chance.own, chance.rest, Period(chance.covered.start, DAY_OF_IT + 4 * WEEK), PLAIN
    )
    few, all_of_them = effect(soon, weeks=26), effect(chance, weeks=26)
    assert (few.after, all_of_them.after) == (4, 26)
    assert few.usual is not None
    assert all_of_them.usual is not None
    assert few.usual[1] > 1.5 * all_of_them.usual[1]


def test_the_course_is_told_in_parts_of_the_weeks_before():
    weeks = course(days(then(100, 150), level(200)), DAY_OF_IT, 8, BEFORE_AFTER)
    assert len(weeks) == 16
    assert [rest for _, _, rest in weeks] == [1] * 16
    assert [round(own, 1) for _, own, _ in weeks] == [1.0] * 8 + [1.5] * 8
    assert course(days(then(0, 150), level(200)), DAY_OF_IT, 8, BEFORE_AFTER) == []


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_of_dice_few_comparisons_look_like_a_difference(seed):
    """Twenty days of one company by dice, nothing ever happens: two errors leave about one in twenty."""
    dice = Random(seed)
    chance = days(
        lambda _: dice.gauss(100, 25), lambda _: dice.gauss(200, 25), first=date(2022, 1, 3)
    )
    verdicts = [
        effect(chance, day=date(2024, 3, 4) + n * timedelta(weeks=1)).verdict for n in range(20)
    ]
    assert sum(verdict != "same" for verdict in verdicts) <= 10
