"""What a year is shared out by, recomputed by hand.

A season from 24 or 36 months in which a workday brings 100, but in July 50 and in December 150:
the mean of the twelve is 100, so the moving average is 100 throughout and the index is what was
put in, ½ and 1½. Where the Spring Festival moves from January (2023) to February (2024), the month
that holds it brings 40 a workday and the other one 80; the other ten months 108, so
that the mean is 100 (but for the windows in which the festival stands twice or not at all).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from salesdash.analysis.splitting.allocate import NoWeightError, largest_remainder
from salesdash.analysis.splitting.margins import split_grid
from salesdash.analysis.splitting.weights import by_workdays, crossed, festival_share, grown, season
from salesdash.calendar import Calendar
from salesdash.catalog.workdays import china
from salesdash.period import Period

MONDAY_TO_FRIDAY = Calendar()


def months(*years):
    return [m for year in years for m in Period.parse(str(year)).split("month")]


def sold(calendar, rate, *years):
    """Amounts by month, from what a workday of it brings."""
    return {m: Fraction(calendar.workdays(m)) * rate(m) for m in months(*years)}


def summer_dip(month):
    return {7: 50, 12: 150}.get(month.start.month, 100)


def test_two_years_give_the_index_that_was_put_in():
    found = season(sold(MONDAY_TO_FRIDAY, summer_dip, 2023, 2024), MONDAY_TO_FRIDAY)
    assert found.months == 24
    assert found.trust == 1
    assert found.index[7] == Fraction(1, 2)
    assert found.index[12] == Fraction(3, 2)
    assert {found.index[n] for n in (3, 4, 5, 6, 8, 9, 10, 11)} == {1}


def test_a_growing_company_has_no_season_of_its_own_growth():
    # 10 more a workday each month: the moving average grows along and every index is 1
    start = date(2022, 1, 1)
    line = sold(
        MONDAY_TO_FRIDAY,
        lambda m: 100 + 10 * ((m.start.year - start.year) * 12 + m.start.month),
        2022, 2023, 2024,
    )  # fmt: skip
    found = season(line, MONDAY_TO_FRIDAY)
    assert set(found.index.values()) == {1}


def test_one_year_is_believed_by_half():
    # July is 50 of a mean of 100: half of it, believed half: three quarters
    found = season(sold(MONDAY_TO_FRIDAY, summer_dip, 2024), MONDAY_TO_FRIDAY)
    assert found.trust == Fraction(1, 2)
    assert found.index[7] == Fraction(3, 4)
    assert found.index[12] == Fraction(5, 4)


def test_months_never_seen_are_like_any_other():
    first_half = {
        m: a for m, a in sold(MONDAY_TO_FRIDAY, lambda m: 100, 2024).items() if m.start.month < 7
    }
    found = season(first_half, MONDAY_TO_FRIDAY)
    assert found.index[9] == 1
    assert found.trust == Fraction(1, 4)


def test_a_months_weight_is_its_index_times_its_workdays():
    found = season(sold(MONDAY_TO_FRIDAY, summer_dip, 2023, 2024), MONDAY_TO_FRIDAY)
    weights = found.weights(months(2025), MONDAY_TO_FRIDAY)
    # July 2025 has 23 workdays from Monday to Friday, December too, November 20
    assert weights[Period.parse("2025-07")] == Fraction(23, 2)
    assert weights[Period.parse("2025-12")] == Fraction(69, 2)
    assert weights[Period.parse("2025-11")] == 20


def test_a_year_shared_out_by_season():
    # 2025 has 261 workdays from Monday to Friday; July has 23 at ½ and December 23 at 1½, so that
    # all weights come to 261 again. Of 2,610,000 that is 10,000 a workday: July 115,000,
    # November (20 workdays) 200,000, December 345,000.
    found = season(sold(MONDAY_TO_FRIDAY, summer_dip, 2023, 2024), MONDAY_TO_FRIDAY)
    parts = largest_remainder(2_610_000, found.weights(months(2025), MONDAY_TO_FRIDAY))
    shown = [parts[Period.parse(f"2025-{month}")] for month in ("07", "11", "12")]
    assert (shown, sum(parts.values())) == ([115_000, 200_000, 345_000], 2_610_000)


def around_the_festival(month):
    share = festival_share(month, china())
    if month.start.month > 2:
        return 108
    return share * 40 + (1 - share) * 80


def test_the_month_with_the_spring_festival_is_compared_with_the_months_that_held_it():
    # In 2023 the whole festival lay in January, in 2024 in February. 40 + 80 + 10 × 108 = 1200
    found = season(sold(china(), around_the_festival, 2022, 2023, 2024), china())
    assert float(found.festival / found.other) == pytest.approx(0.5, rel=1e-3)
    assert float(found.of(Period.parse("2023-01"), china())) == pytest.approx(0.4, rel=1e-3)
    assert float(found.of(Period.parse("2024-01"), china())) == pytest.approx(0.8, rel=1e-3)


def test_a_year_whose_festival_is_not_known_yet_takes_the_mean_of_both():
    found = season(sold(china(), around_the_festival, 2022, 2023, 2024), china())
    assert festival_share(Period.parse("2049-01"), china()) == Fraction(1, 2)
    both = found.festival + found.other
    assert found.of(Period.parse("2049-01"), china()) == both / 2


def test_nothing_sold_has_no_season():
    with pytest.raises(NoWeightError):
        season(sold(MONDAY_TO_FRIDAY, lambda m: 0, 2024), MONDAY_TO_FRIDAY)


def test_workdays_share_as_the_calendar_does():
    # 2025: January has 19 workdays in China, February 19, March 21
    weights = by_workdays(months(2025)[:3], china())
    assert list(weights.values()) == [19, 19, 21]


def test_growth_weighted_is_history_times_the_growth_asked_of_each():
    # East sold 100 and 300, and is to grow by 50 %; West sold 200 and 200, and by nothing.
    # Weights 150, 450 and 200, 200: of 2,000 East gets 1,200 (300 + 900), West 800 (400 + 400).
    first, second = months(2024)[:2]
    history = {"东": {first: 100, second: 300}, "西": {first: 200, second: 200}}
    weights = grown(history, {"东": Decimal("0.5")})
    grid = split_grid(Decimal(2000), weights)
    assert grid == {"东": {first: 300, second: 900}, "西": {first: 400, second: 400}}


def test_a_course_of_the_year_typed_by_hand_is_the_same_for_every_member():
    first, second = months(2024)[:2]
    weights = crossed({"东": 3, "西": 1}, {first: 40, second: 60})
    assert largest_remainder(100, weights["东"]) == {first: 40, second: 60}
    assert sum(weights["东"].values()) == 3 * sum(weights["西"].values())
