"""Promotions on sales that can be checked by hand: ¥100 each workday, unless said otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from salesdash.analysis.channels.promotions import Promotion, promotions
from salesdash.calendar import Calendar
from salesdash.catalog.channels.pricing import HANGOVER
from salesdash.period import Period

CALENDAR = Calendar()  # Monday to Friday
PROMO = Period(date(2025, 3, 3), date(2025, 3, 15))  # ten workdays
AFTER = Period(PROMO.end, PROMO.end + timedelta(days=HANGOVER.around))  # forty workdays
COVERED = Period(date(2023, 10, 2), date(2025, 12, 31))


def sold(
    amount: Callable[[date], float], covered: Period = COVERED, runs: tuple[Period, ...] = (PROMO,)
) -> pd.DataFrame:
    """Rows of one channel, a sale a workday; of each run under the promotion, two newcomers a day of
    whom one came back, elsewhere one who did not; a margin of a third, and a newcomer is worth 20."""
    rows = []
    for day in covered.days():
        if CALENDAR.is_workday(day):
            is_on = any(day in run for run in runs)
            came = 1 + is_on
            name, sales = "满减" if is_on else None, amount(day)
            rows.append(("京东", name, day, sales, sales / 3, came, int(is_on), came, 20 * came))
    keys = [
        "member", "promotion", "date", "amount", "profit",
        "newcomers", "came_back", "came_back_ever", "worth",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=keys)


def judged(rows: pd.DataFrame, covered: Period = COVERED) -> Promotion:
    [one] = promotions(rows, Period.parse("2025"), covered, CALENDAR, HANGOVER)
    return one


def wavy(level: float, day: date) -> float:
    """Around a level, week by week 10 % above and below it."""
    return level * (1.1 if day.isocalendar().week % 2 else 0.9)


def course(day: date) -> float:
    if day in PROMO:
        return 300
    return wavy(60, day) if day in AFTER else wavy(100, day)


def test_lift_hangover_and_net_are_those_of_the_baseline():
    """Ten workdays at 300 for 100, then eight weeks at 60: 2,000 less 40 × 40."""
    one = judged(sold(course))
    assert one.base == "last_year"
    assert one.verdict == "hangover"
    assert one.lift == pytest.approx(2000, rel=0.02)
    assert one.drop == pytest.approx(0.4, abs=0.02)
    assert one.hangover == pytest.approx(1600, rel=0.05)
    assert one.net == one.lift - one.hangover


def test_the_course_of_last_year_is_taken_out():
    """Each year the spring sells half as much: no hangover."""
    spring = (3, 15), (5, 15)
    one = judged(
        sold(lambda day: 300 if day in PROMO else wavy(50 if spring[0] <= (day.month, day.day) < spring[1] else 100, day))
    )  # fmt: skip
    assert one.base == "last_year"
    assert one.verdict == "paid"
    assert one.drop == pytest.approx(0, abs=0.1)
    assert one.hangover == 0


def test_a_promotion_of_every_year_is_held_against_the_weeks_before_alone():
    earlier = Period(date(2024, 3, 4), date(2024, 3, 16))
    runs = (PROMO, earlier)
    one = judged(sold(lambda day: 300 if any(day in run for run in runs) else 100, runs=runs))
    assert (one.base, one.verdict, one.lift) == ("before", "paid", 2000)


def test_without_a_year_before_the_weeks_before_are_the_baseline():
    covered = Period(date(2025, 1, 6), COVERED.end)
    one = judged(sold(course, covered), covered)
    assert (one.base, one.verdict) == ("before", "hangover")


def test_a_drop_within_the_usual_spread_of_weeks_is_no_hangover():
    def wild(day: date) -> float:
        if day in PROMO:
            return 300
        return 75 if day in AFTER else 100 + (95 if day.isocalendar().week % 2 else -95)

    assert judged(sold(wild)).verdict == "paid"


def test_what_falls_after_no_lift_is_no_hangover():
    one = judged(sold(lambda day: 90 if day in PROMO else wavy(40 if day in AFTER else 100, day)))
    assert (one.verdict, one.hangover) == ("no_lift", 0)


def test_four_weeks_have_to_pass_before_anything_is_said_of_what_followed():
    covered = replace(COVERED, end=PROMO.end + timedelta(days=HANGOVER.least - 1))
    one = judged(sold(course, covered), covered)
    assert (one.verdict, one.drop, one.net) == ("early", None, None)
    covered = replace(COVERED, end=PROMO.end + timedelta(days=HANGOVER.least))
    assert judged(sold(course, covered), covered).verdict == "hangover"


def test_without_enough_before_it_or_in_everyday_use_a_promotion_is_not_judged():
    def of(covered: Period, *runs: Period) -> list[Promotion]:
        rows = sold(lambda _: 100, covered, runs)
        return promotions(rows, Period.parse("2025"), covered, CALENDAR, HANGOVER)

    assert of(Period(date(2025, 2, 4), COVERED.end), PROMO) == []
    assert of(COVERED, Period(date(2025, 2, 3), date(2025, 5, 1))) == []


def test_a_baseline_leaves_out_the_days_of_other_promotions():
    other = Period(date(2025, 2, 3), date(2025, 2, 15))
    rows = sold(
        lambda day: 900 if day in other else 300 if day in PROMO else 100, runs=(PROMO, other)
    )
    rows.loc[[day in other for day in rows["date"]], "promotion"] = "年货节"
    found = promotions(rows, Period.parse("2025-03"), COVERED, CALENDAR, HANGOVER)
    assert [(one.name, one.lift) for one in found] == [("满减", 2000)]


def test_newcomers_are_held_beside_those_without_a_promotion():
    """Twenty came in ten workdays and ten of them came back; of the others nobody did."""
    one = judged(sold(course))
    assert (one.brought.count, one.brought.rate, one.brought.rate_ever) == (20, 0.5, 1)
    assert one.others.rate == 0
    assert one.brought.worth_each == one.others.worth_each == 20


def test_the_net_lift_is_worth_the_margin_of_its_days():
    one = judged(sold(course))
    assert one.net is not None
    assert one.net_profit == pytest.approx(one.net / 3)
    unknown = judged(sold(course).assign(profit=None))
    assert unknown.net_profit is None


def test_newcomers_have_no_rate_while_their_time_has_not_passed_or_where_they_are_few():
    covered = replace(COVERED, end=PROMO.end + timedelta(days=HANGOVER.again - 1))
    assert judged(sold(course, covered), covered).brought.rate is None
    few = sold(course).assign(newcomers=lambda rows: rows["newcomers"].where(rows["promotion"].isna(), 0))  # fmt: skip
    assert judged(few).brought.rate is None
