"""The score of a channel by hand, and what moves it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.channels.health import health, steadiness
from salesdash.calendar import Calendar
from salesdash.catalog.channels.health import INPUTS, MARK_RULES, PARTS, WEIGHT_RULES
from salesdash.period import Period, add_months

RULES = {rule.key: rule.value for rule in (*WEIGHT_RULES, *MARK_RULES)}
WORKDAYS = Calendar()


def months(*amounts: float, until: date = date(2026, 1, 1)) -> dict[Period, float]:
    first = add_months(until, -len(amounts))
    return {Period.of(add_months(first, n), "month"): a for n, a in enumerate(amounts)}


def test_the_parts_weigh_30_40_30_and_each_is_the_mean_of_its_inputs():
    # coverage (50 + 100) / 2 = 75, efficiency (50 + 100) / 2 = 75, stability (80 + 90 + 70) / 3 = 80
    one = health(
        {"customers": 0.5, "regions": 1.0, "roi": 1.0, "margin": 0.5, "steadiness": 0.8, "retention": 0.9, "kept": 0.7},
        RULES,
    )  # fmt: skip
    assert one.parts == pytest.approx({"coverage": 75, "efficiency": 75, "stability": 80})
    assert one.score == pytest.approx(0.3 * 75 + 0.4 * 75 + 0.3 * 80)
    assert len(one.known) == 7


def test_a_part_without_data_drops_out_and_the_others_weigh_more():
    # (0.3 · 50 + 0.4 · 25) / 0.7 = 35.7
    one = health({"customers": 0.5, "roi": 0.5}, RULES)
    assert one.parts["stability"] is None
    assert one.score == pytest.approx(25 / 0.7)
    weights = {earned.key: earned.weight for earned in one.known}
    assert weights == pytest.approx({"customers": 0.3 / 0.7, "roi": 0.4 / 0.7})


def test_without_data_or_of_one_part_alone_there_is_no_score():
    assert health({}, RULES).score is None
    alone = health({"steadiness": 0.9}, RULES)
    assert alone.score is None
    assert alone.parts == {"coverage": None, "efficiency": None, "stability": pytest.approx(90)}
    assert health({"roi": None}, RULES).known == ()


@given(st.dictionaries(st.sampled_from(list(INPUTS)), st.floats(-5, 5), min_size=1))
def test_the_score_lies_within_100_and_is_what_points_and_weights_come_to(values):
    one = health(values, RULES)
    parts = {INPUTS[key].part for key in values}
    assert (one.score is None) == (len(parts) < 2)
    if one.score is None:
        return
    assert 0 <= one.score <= 100 + 1e-9
    earned = [(e.points, e.weight) for e in one.known]
    assert sum(w or 0 for _, w in earned) == pytest.approx(1)
    assert one.score == pytest.approx(sum((p or 0) * (w or 0) for p, w in earned))


@given(
    st.dictionaries(st.sampled_from(list(INPUTS)), st.floats(-5, 5), min_size=1),
    st.floats(0, 1),
)
def test_doing_better_in_one_input_never_costs_points(values, more):
    before = health(values, RULES)
    for key, value in values.items():
        after = health({**values, key: value + more}, RULES)
        assert (after.score or 0) >= (before.score or 0) - 1e-9


def test_every_part_has_inputs_and_every_input_its_marks():
    assert {one.part for one in INPUTS.values()} == set(PARTS)
    assert all(one.floor < one.full for one in INPUTS.values())


def test_the_same_each_workday_is_wholly_steady():
    days = months(*[1.0] * 24)
    even = {month: 100.0 * WORKDAYS.workdays(month) for month in days}
    assert steadiness(even, WORKDAYS) == pytest.approx(1)


def test_a_season_that_comes_back_each_year_is_no_unsteadiness():
    days = months(*[1.0] * 36)
    seasonal = {m: (3.0 if m.start.month == 11 else 1.0) * WORKDAYS.workdays(m) for m in days}
    erratic = {m: (3.0 if n % 5 == 0 else 1.0) * WORKDAYS.workdays(m) for n, m in enumerate(days)}
    calm, wild = steadiness(seasonal, WORKDAYS), steadiness(erratic, WORKDAYS)
    assert (calm or 0) > 0.9
    assert wild is not None
    assert wild < 0.7


def test_too_few_months_or_nothing_sold_tell_nothing():
    assert steadiness(months(*[1.0] * 5), WORKDAYS) is None
    assert steadiness(months(*[0.0] * 12), WORKDAYS) is None
