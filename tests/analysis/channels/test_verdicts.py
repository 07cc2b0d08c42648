"""Exactly one verdict, by the rule that a manager would give; more is never called for in vain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.channels.verdicts import MoneyStanding, SpendChange, judge
from salesdash.catalog.channels.verdicts import VERDICT_RULES, VERDICTS
from salesdash.catalog.rules.declared import RULES

USUAL = {key: rule.value for key, rule in RULES.items()}
# 元: gross profit now and before, spend now and before.
GREW = SpendChange(250, 100, 150, 100)  # 50 more spent, 150 more earned: (150 − 50) / 50
IDLE = SpendChange(151, 100, 150, 100)  # 50 more spent, 51 more earned
CUT = SpendChange(90, 100, 50, 100)  # 50 less spent, 10 less earned
CUT_DEEP = SpendChange(100, 300, 50, 100)  # 50 less spent, 200 less earned
ALIKE = SpendChange(200, 180, 105, 100)  # 5 % more spent


@pytest.mark.parametrize(
    ("change", "marginal"),
    [
        (GREW, 2.0),
        (IDLE, 0.02),
        (CUT, -0.8),
        (CUT_DEEP, 3.0),
        (ALIKE, None),
        (SpendChange(200, 180, 100, 100), None),
        (SpendChange(200, 180, 110, 100), 1.0),  # just ten per cent
        (SpendChange(30, 0, 10, 0), 2.0),  # new this year
    ],
)
def test_what_the_last_yuan_brought(change, marginal):
    found = change.marginal(0.1)
    assert found == (None if marginal is None else pytest.approx(marginal))


@pytest.mark.parametrize(
    ("profit", "growth", "change", "rule", "verdict"),
    [
        (100, 0.2, GREW, "earns_more", "more"),
        (100, 0.0, GREW, "earns_more", "more"),
        (100, -0.1, GREW, "earns_while_shrinking", "hold"),
        (100, None, GREW, "earns_unseen", "hold"),
        (1, 0.3, IDLE, "earns_no_more", "less"),
        (40, -0.1, CUT, "cut_cost_nothing", "hold"),
        (50, -0.5, CUT_DEEP, "cut_too_far", "hold"),
        (100, -0.5, SpendChange(100, 400, 0, 100), "stopped_at_a_loss", "hold"),
        (100, -0.1, SpendChange(100, 150, 0, 100), "stopped", "hold"),
        (0, -1.0, SpendChange(0, 150, 0, 100), "stopped", "hold"),
        (-10, 0.1, SpendChange(-10, 150, 0, 100), "loses_unpaid", "less"),
        (95, 0.1, ALIKE, "spends_alike", "hold"),
        (95, 0.1, None, "earns", "hold"),
        (20, 0.1, SpendChange(180, 100, 150, 100), "earns_a_little", "hold"),
        (-10, 0.1, SpendChange(140, 100, 150, 100), "loses", "less"),
        (-10, 0.1, None, "loses", "less"),
        (-10, 0.1, SpendChange(240, 10, 250, 150), "turns_round", "hold"),
        (-50, -0.1, SpendChange(50, 60, 100, 100), "loses_on", "stop"),
        (-50, 0.1, SpendChange(50, 60, 100, 100), "loses", "less"),
        (-50, -0.1, SpendChange(50, 160, 100, 100), "loses", "less"),
        (None, 0.2, None, None, None),
    ],
)
def test_the_rule_that_decides(profit, growth, change, rule, verdict):
    found = judge(MoneyStanding("天猫", profit, growth, change), USUAL)
    assert (found and found.key, found and found.verdict) == (rule, verdict)


def test_every_rule_decides_a_case_above_and_gives_a_verdict_there_is():
    assert {rule.verdict for rule in VERDICT_RULES} == set(VERDICTS)
    assert VERDICT_RULES[-1].limits == ()


money = st.integers(-10_000, 10_000).map(float)
spent = st.integers(0, 10_000).map(float)
changes = st.none() | st.builds(SpendChange, money, money, spent, spent)
settings_ = st.tuples(st.floats(0.01, 1), st.floats(0, 99), st.floats(0.001, 50)).map(
    lambda t: {**USUAL, "extra_spend_from": t[0], "less_below": t[1], "more_from": t[1] + t[2]}
)


@given(profit=money, growth=st.none() | st.floats(-1, 5), change=changes, rules=settings_)
def test_each_standing_has_one_verdict_and_more_is_never_for_spend_that_brought_no_profit(
    profit, growth, change, rules
):
    rule = judge(MoneyStanding("x", profit, growth, change), rules)
    assert rule in VERDICT_RULES
    if change and change.extra_spend > 0 and change.extra_profit - change.extra_spend <= 0:
        assert rule.verdict != "more"
    if rule.verdict == "more":
        assert profit >= 0
        assert change.extra_spend > 0
