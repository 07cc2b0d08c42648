"""The colour of a number, as a manager would give it by hand."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.lights import bands, change, course, judge, severity, streak, weakest
from salesdash.catalog.metrics import LIGHTS
from salesdash.catalog.model import Light

WIN_RATE = Light("sales", "up", 0.30, 0.20, "year", "")
CYCLE = Light("sales", "down", 30, 45, "year", "")
BUDGET = Light("money", "between", (0.9, 1.1), (0.8, 1.2), "year", "")
NEW_CUSTOMERS = Light("customers", "up", 50, 40, "month", "", accrues=True)
HAIR = 1e-6
CAC = Light("money", "down", 0.0, 0.10, "year", "", judges="change")


@pytest.mark.parametrize(
    ("light", "value", "colour"),
    [
        (WIN_RATE, 0.30, "green"),
        (WIN_RATE, 0.29, "amber"),
        (WIN_RATE, 0.20, "amber"),
        (WIN_RATE, 0.19, "red"),
        (CYCLE, 30, "green"),
        (CYCLE, 31, "amber"),
        (CYCLE, 45, "amber"),
        (CYCLE, 46, "red"),
        (BUDGET, 0.9, "green"),
        (BUDGET, 1.1, "green"),
        (BUDGET, 0.85, "amber"),
        (BUDGET, 1.15, "amber"),
        (BUDGET, 0.79, "red"),
        (BUDGET, 1.21, "red"),
    ],
)
def test_a_limit_still_earns_its_colour_and_beyond_it_the_next_begins(light, value, colour):
    assert judge(light, value).light == colour


@pytest.mark.parametrize(
    ("value", "colour"), [(25, "green"), (24, "amber"), (20, "amber"), (19, "red")]
)
def test_what_accrues_is_held_against_the_share_of_its_limits_that_has_passed(value, colour):
    # 50 and 40 a month; half of the workdays have passed
    assert judge(NEW_CUSTOMERS, value, passed=0.5).light == colour


def test_fifty_a_month_is_not_red_on_day_six():
    assert judge(NEW_CUSTOMERS, 12, passed=5 / 21).light == "green"


def test_a_rate_is_not_pro_rated():
    assert judge(WIN_RATE, 0.15, passed=0.5).light == "red"


def test_a_period_without_a_workday_yet_is_not_judged():
    verdict = judge(NEW_CUSTOMERS, 3, passed=0.0)
    assert (verdict.light, verdict.reason) == ("grey", "too_early")


@pytest.mark.parametrize("value", [None, nan])
def test_a_missing_value_is_grey_and_never_zero(value):
    assert (judge(WIN_RATE, value).light, judge(WIN_RATE, value).reason) == ("grey", "no_value")


def test_a_doubt_makes_a_known_value_grey_and_is_kept():
    assert judge(WIN_RATE, 0.5, reason="stale").reason == "stale"
    assert judge(WIN_RATE, 0.5, reason="stale").light == "grey"


def test_a_rise_of_exactly_ten_per_cent_is_within_ten_per_cent():
    rise = change(110, 100)
    assert rise is not None
    assert rise > 0.10  # by a hair, as computers reckon
    assert judge(CAC, rise).light == "amber"


@pytest.mark.parametrize(("now", "before"), [(5, 0), (5, -3), (None, 5), (5, None)])
def test_there_is_no_change_over_a_base_that_is_missing_zero_or_negative(now, before):
    assert change(now, before) is None


def test_the_weakest_member_is_the_one_farthest_from_green():
    assert weakest(WIN_RATE, {"A": 0.5, "B": 0.1, "C": None, "D": 0.2}) == ("B",)
    assert weakest(CYCLE, {"A": 20.0, "B": 50.0}) == ("B",)
    assert weakest(BUDGET, {"A": 0.7, "B": 1.35}) == ("B",)
    assert weakest(WIN_RATE, {"A": None}) == ()


def test_of_members_equally_far_from_green_none_is_the_weakest_alone():
    assert weakest(WIN_RATE, {"B": 0.1, "A": 0.1, "C": 0.2}) == ("A", "B")
    assert weakest(WIN_RATE, {"A": 0.1, "B": 0.1}) == ()
    assert weakest(WIN_RATE, {"A": 0.1, "B": None}) == ("A",)


def test_worst_first_is_red_then_amber_then_green_then_grey_and_the_farthest_first():
    verdicts = [judge(WIN_RATE, value) for value in (None, 0.5, 0.25, 0.1, 0.05, 0.31)]
    ordered = sorted(verdicts, key=severity)
    assert [v.light for v in ordered] == ["red", "red", "amber", "green", "green", "grey"]
    assert ordered[0].shortfall == pytest.approx(2.5)  # (0.30 − 0.05) / 0.10


@given(st.sampled_from([metric.light for metric in LIGHTS]), st.floats(-200, 200, allow_nan=False))
def test_every_value_lies_in_a_band_of_the_colour_that_it_is_given(light, value):
    inside = {
        colour
        for colour, low, high in bands(light)
        if (low is None or value >= low - HAIR) and (high is None or value <= high + HAIR)
    }
    assert judge(light, value).light in inside


@given(st.sampled_from([metric.light for metric in LIGHTS]), st.floats(-200, 200, allow_nan=False))
def test_short_of_green_is_what_is_not_green(light, value):
    verdict = judge(light, value)
    assert verdict.shortfall is not None
    assert verdict.shortfall <= 1e-7 if verdict.light == "green" else verdict.shortfall > 0


@pytest.mark.parametrize(
    ("past", "n"),
    [([], 0), (["red"], 1), (["red", "green"], 1), (["green", "red", "red", "red"], 3)],
)
def test_a_streak_counts_back_to_the_last_other_colour(past, n):
    assert streak(past) == n


@pytest.mark.parametrize(
    ("shortfalls", "way"),
    [
        ([1.0, 1.5], "worse"),
        ([1.5, 1.0], "better"),
        ([1.0, 1.05], "level"),  # less than a tenth of the amber zone
        ([-3.0, -1.0], "level"),  # green both times
        ([0.2, 0.6, 1.0, 1.8, 1.5], "level"),  # one step up on a line that falls
        ([1.8, 1.6, 1.0, 0.3, 0.6], "level"),  # one step down on a line that rises
        ([1.0, None, 1.8, 1.0], "better"),
        ([None, 1.0], "level"),
        ([1.0], "level"),
    ],
)
def test_a_light_worsens_where_it_is_farther_from_green_than_the_period_before(shortfalls, way):
    assert course(shortfalls) == way
