"""Months of ¥100 to ¥400 spent, whose profit is 20 × the root of it: the exponent is 0.5."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.channels.response import Response, best_split, fitted, gain, response
from salesdash.catalog.channels.response import RESPONSE_FIT
from salesdash.period import add_months

ASSUMED = 0.7


def months(spends, earns) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": [add_months(date(2023, 1, 1), n) for n in range(len(spends))],
            "spend": spends,
            "earned": [earns(n, spend) for n, spend in enumerate(spends)],
        }
    )


def curve(spends, earns) -> Response:
    found = response(months(spends, earns), RESPONSE_FIT, ASSUMED)
    assert found is not None
    return found


def root(_, spend):
    return 20 * spend**0.5


SPENDS = [100, 400, 225, 144, 324, 196]


def test_the_exponent_of_six_months_that_follow_a_root_is_a_half():
    found = curve(SPENDS, root)
    assert (found.basis, found.months) == ("fitted", 6)
    assert found.exponent == pytest.approx(0.5)
    assert found.doubt == pytest.approx(0, abs=1e-9)


def test_the_curve_passes_through_the_mean_of_the_last_twelve_months():
    found = curve([10] * 12 + [100] * 12, lambda n, spend: 300 if n >= 12 else 5)
    assert (found.spend, found.earned) == (100, 300)
    assert found.earns(100) == 300


def test_the_next_yuan_by_hand():
    """20 × √100 = 200, 20 × √121 = 220; at 100 the next yuan brings 0.5 × 200 / 100 = 1, just its cost."""
    half = Response(100, 200, 0.5, 0.2, "fitted", 12)
    assert half.earns(121) == pytest.approx(220)
    assert half.marginal(100) == pytest.approx(0)
    assert half.marginal(25) == pytest.approx(1)
    assert half.spend_at(1) == pytest.approx(25)


@pytest.mark.parametrize(
    ("basis", "spends", "earns"),
    [
        ("few", SPENDS[:5], root),
        ("level", [100, 101, 99, 100, 101, 99], root),
        ("loose", SPENDS, lambda n, spend: root(n, spend) * (3 if n % 2 else 0.4)),
        ("straight", SPENDS, lambda _, spend: 2 * spend),
        ("straight", SPENDS, lambda _, spend: spend**1.2),
        ("flat", SPENDS, lambda _, spend: 5000 - spend),
        ("flat", SPENDS, lambda n, _: 300 + n % 2),
    ],
)
def test_where_the_fit_does_not_hold_the_exponent_is_assumed(basis, spends, earns):
    found = curve(spends, earns)
    assert (found.basis, found.exponent, found.doubt) == (basis, ASSUMED, RESPONSE_FIT.doubt)


def test_what_the_season_does_to_both_is_no_answer_to_spend():
    """Every June spends and earns four times as much; from year to year spend doubles, profit grows by √2."""
    spends = [100 * 2**year * (4 if month == 5 else 1) for year in range(3) for month in range(12)]
    season = months(spends, lambda n, spend: (4 if n % 12 == 5 else 1) * 50 * 2 ** (n // 12 / 2))
    found = response(season, RESPONSE_FIT, ASSUMED)
    assert found is not None
    assert found.basis == "fitted"
    assert found.exponent == pytest.approx(0.5)


def test_months_without_spend_or_profit_are_left_out_of_the_fit():
    found = curve([*SPENDS, 0, 50], lambda n, spend: -30 if n == 7 else root(n, spend))
    assert found.months == 6
    assert found.exponent == pytest.approx(0.5)


def test_who_spent_or_earned_nothing_of_late_has_no_curve():
    assert response(months([0] * 8, root), RESPONSE_FIT, ASSUMED) is None
    assert response(months(SPENDS, lambda *_: -5), RESPONSE_FIT, ASSUMED) is None
    assert response(months([], root), RESPONSE_FIT, ASSUMED) is None


def test_two_months_are_no_fit():
    assert fitted([(date(2025, 1, 1), 1.0, 1.0), (date(2025, 2, 1), 2.0, 2.0)]) is None


def test_the_best_split_of_two_alike_but_for_their_spend_is_even():
    """Roots of 100 and of 300: at 200 each the next yuan brings alike, and 30 % is not far enough."""
    alike = Response(100, 200, 0.5, 0, "fitted", 12)
    assert best_split([alike, alike], [100, 300], 0.9) == pytest.approx([190, 210], rel=1e-6)
    assert best_split([alike, alike], [150, 250], 0.5) == pytest.approx([200, 200], rel=1e-6)
    assert best_split([alike, alike], [100, 300], 0.3) == pytest.approx([130, 270])


def test_what_a_shift_brings_by_hand_and_what_its_doubt_leaves_of_it():
    """Roots: 20·(√121 − √100) = 20 more, and 30·(√100 − √79) = 33.35 less. Leaning towards hope by 0.5,
    the one earns 200·0.21 more and the other loses nothing; towards fear the other way round."""
    first, second = Response(100, 200, 0.5, 0.5, "fitted", 12), Response(100, 300, 0.5, 0.5, "fitted", 12)  # fmt: skip
    before, after = [100, 100], [121, 79]
    assert gain([first, second], before, after) == pytest.approx(20 - 33.354, abs=1e-3)
    assert gain([first, second], before, after, 1) == pytest.approx(42)
    assert gain([first, second], before, after, -1) == pytest.approx(-300 * 0.21)


CURVES = st.builds(
    Response,
    spend=st.floats(1, 1e7),
    earned=st.floats(1, 1e8),
    exponent=st.floats(0.1, 0.9),
    doubt=st.floats(0, 0.3),
    basis=st.just("fitted"),
    months=st.just(12),
)


@given(CURVES, st.floats(0.2, 5), st.floats(1.01, 4))
def test_the_more_is_spent_the_less_the_next_yuan_brings(found, part, more):
    spend = found.spend * part
    assert found.marginal(spend * more) < found.marginal(spend)
    assert found.earns(spend * more) > found.earns(spend)
    assert found.earns(found.spend) == pytest.approx(found.earned)
    assert found.spend_at(found.marginal(spend)) == pytest.approx(spend, rel=1e-6)


@given(st.lists(st.tuples(CURVES, st.floats(1, 1e6)), min_size=2, max_size=6), st.floats(0.05, 0.6))
def test_the_best_split_keeps_the_sum_and_no_yuan_would_do_better_elsewhere(members, most):
    curves, spends = [curve for curve, _ in members], [spend for _, spend in members]
    split = best_split(curves, spends, most)
    assert sum(split) == pytest.approx(sum(spends), rel=1e-6)
    assert all(
        spend * (1 - most) * (1 - 1e-9) <= new <= spend * (1 + most) * (1 + 1e-9)
        for spend, new in zip(spends, split, strict=True)
    )
    taking = [
        c.marginal(new)
        for c, new, spend in zip(curves, split, spends, strict=True)
        if new < spend * (1 + most) * (1 - 1e-9)
    ]
    giving = [
        c.marginal(new)
        for c, new, spend in zip(curves, split, spends, strict=True)
        if new > spend * (1 - most) * (1 + 1e-9)
    ]
    if taking and giving:
        assert max(taking) + 1 <= (min(giving) + 1) * (1 + 1e-4)
    assert gain(curves, spends, split) >= -1e-6 * sum(c.earned for c in curves)


@given(
    st.lists(st.floats(50, 5000), min_size=6, max_size=40), st.floats(0.15, 0.85), st.floats(1, 100)
)
def test_a_power_curve_is_found_again_whatever_the_months(spends, exponent, scale):
    found = curve(spends, lambda _, spend: scale * spend**exponent)
    if found.basis == "fitted":
        assert found.exponent == pytest.approx(exponent, abs=1e-4)
    else:
        assert found.basis == "level"
