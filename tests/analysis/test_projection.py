"""Where it ends, with a band as wide as the rule was wrong before."""

import pytest

from salesdash.analysis.projection import Projection, by_season, carried_on, error_of


def test_what_is_left_brings_as_much_as_what_has_passed():
    assert carried_on(480, 12, 20) == 800
    assert carried_on(480, 0, 20) is None


def test_by_season_leans_on_last_years_rest_while_little_of_the_year_has_passed():
    # a quarter of the year: half of 100 / 0.2, half of 100 + 500
    assert by_season(100, 0.2, 500, 0.25) == 0.5 * 500 + 0.5 * 600
    assert by_season(100, 0.2, 500, 1.0) == 500
    assert by_season(100, 0.2, None, 0.25) == 500
    assert by_season(100, None, 500, 0.25) == 600
    assert by_season(100, None, None, 0.25) is None


def test_an_error_is_a_part_of_what_was_said():
    assert error_of(800, 720) == pytest.approx(-0.1)
    assert error_of(None, 720) is None


def test_the_band_is_the_past_error_times_students_t():
    # errors of 3 % and 4 %: root mean square 3.54 %; with two of them 1.886 times that
    low, high = Projection("rate", 1000, (0.03, -0.04)).band or (0, 0)
    assert high - 1000 == pytest.approx(1000 - low) == pytest.approx(66.68, abs=0.01)


def test_with_few_past_periods_the_band_is_wide_and_one_is_too_little_for_any():
    two, many = (Projection("rate", 1000, (0.05,) * n).band for n in (2, 9))
    assert two is not None
    assert many is not None
    assert two[1] - 1000 > 1.3 * (many[1] - 1000)
    assert Projection("rate", 1000, (0.0,)).band is None
    assert Projection("rate", 1000).band is None


def test_the_change_is_against_what_the_same_rule_said_a_week_ago():
    assert Projection("rate", 1000, before=1040).change == -40
    assert Projection("rate", 1000).change is None
