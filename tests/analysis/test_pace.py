"""The line of the meeting, reckoned by hand: 1,000 to reach in 20 workdays, 12 have passed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.pace import Pace


def test_what_is_reached_what_time_is_gone_and_what_each_day_must_bring():
    pace = Pace(actual=480, target=1000, due=650, passed=12, workdays=20)
    assert pace.reached == pytest.approx(0.48)
    assert pace.time_passed == pytest.approx(0.6)
    assert pace.attainment == pytest.approx(480 / 650)
    assert pace.ahead == pytest.approx(-170)
    assert (pace.run_rate, pace.required_rate) == (40, 65)  # 480 / 12 and 520 / 8
    assert pace.multiple == pytest.approx(1.625)
    assert pace.projection == pytest.approx(800)  # 480 + 8 × 40


def test_a_target_already_made_asks_for_nothing_more():
    pace = Pace(actual=1100, target=1000, due=650, passed=12, workdays=20)
    assert pace.is_made
    assert pace.required_rate is None
    assert pace.multiple is None


def test_when_no_workday_is_left_no_rate_can_make_it():
    pace = Pace(actual=900, target=1000, due=1000, passed=20, workdays=20)
    assert (pace.left, pace.remaining, pace.required_rate) == (0, 100, None)
    assert pace.projection == 900


def test_before_the_first_workday_there_is_no_pace():
    pace = Pace(actual=0, target=1000, due=0, passed=0, workdays=20)
    assert (pace.run_rate, pace.multiple, pace.projection) == (None, None, None)
    assert pace.attainment is None
    assert pace.required_rate == 50


def test_without_a_target_there_is_no_share_of_it():
    pace = Pace(actual=10, target=0, due=0, passed=1, workdays=20)
    assert pace.reached is None


def test_a_pace_of_nothing_or_less_has_no_multiple():
    assert Pace(0, 1000, 500, 10, 20).multiple is None
    assert Pace(-50, 1000, 500, 10, 20).multiple is None


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.integers(1, 250), st.integers(1, 250))
def test_at_the_required_rate_the_target_is_made_exactly(actual, missing, passed, left):
    pace = Pace(actual, actual + missing, actual, passed, passed + left)
    assert pace.required_rate is not None
    assert pace.multiple is not None
    assert pace.run_rate is not None
    assert actual + pace.required_rate * left == pytest.approx(pace.target)
    assert pace.multiple * pace.run_rate == pytest.approx(pace.required_rate)
