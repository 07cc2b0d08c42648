"""What each of two channels brought, out of weeks made up so that the answer is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from salesdash.analysis.channels.attribution import Brought, brought
from salesdash.catalog.channels.attribution import ATTRIBUTION

A_YEAR = 52.0
WEEKS = range(3 * 52)
SEASONS = [1 + n % 52 * 12 // 52 for n in WEEKS]
SPENT = pd.DataFrame({"tv": [n * 7 % 13 for n in WEEKS], "ooh": [n * 5 % 11 for n in WEEKS]})
NOISE = pd.Series([(n * n * 31 % 17) - 8 for n in WEEKS], dtype=float)


def sold(tv: float, ooh: float) -> pd.Series:
    """On top of a trend and of seasons that rise to the end of each year."""
    base = pd.Series([100 + n / 10 + 20 * season for n, season in zip(WEEKS, SEASONS, strict=True)])
    return base + tv * SPENT["tv"] + ooh * SPENT["ooh"]


def test_without_chance_it_is_what_the_weeks_were_made_of():
    tv, ooh = brought(sold(3.5, 0.25), SPENT, SEASONS, A_YEAR, ATTRIBUTION)
    assert (tv.channel, ooh.channel) == ("tv", "ooh")
    assert [tv.each, ooh.each] == pytest.approx([3.5, 0.25])
    assert tv.error == pytest.approx(0, abs=1e-6)


def test_with_chance_it_is_least_squares_with_their_errors():
    """By the normal equations, with a dummy of each month instead of an intercept."""
    earned = sold(3.5, 0.25) + NOISE
    dummies = pd.get_dummies(pd.Series(SEASONS)).astype(float)
    told = np.column_stack([SPENT, dummies, list(WEEKS)]).astype(float)
    inverse = np.linalg.inv(told.T @ told)
    weights = inverse @ told.T @ earned.to_numpy()
    missed = earned.to_numpy() - told @ weights
    error = np.sqrt(inverse.diagonal() * (missed @ missed) / (len(WEEKS) - told.shape[1]))
    found = brought(earned, SPENT, SEASONS, A_YEAR, ATTRIBUTION)
    assert [one.each for one in found] == pytest.approx(list(weights[:2]))
    assert [one.error for one in found] == pytest.approx(list(error[:2]))


def test_the_unit_of_money_changes_no_answer():
    usual = brought(sold(3.5, 0.25) + NOISE, SPENT, SEASONS, A_YEAR, ATTRIBUTION)
    large = brought((sold(3.5, 0.25) + NOISE) * 1e6, SPENT * 1e6, SEASONS, A_YEAR, ATTRIBUTION)
    assert [one.each for one in large] == pytest.approx([one.each for one in usual])
    assert [one.error for one in large] == pytest.approx([one.error for one in usual])


@pytest.mark.parametrize(
    "spent",
    [
        SPENT.assign(more=2 * SPENT["tv"]),  # in step with another
        SPENT.assign(level=5),  # never another: it cannot be told from what sells by itself
        SPENT.assign(none=0),
        SPENT[[]],
    ],
)
def test_what_cannot_be_told_apart_is_not(spent):
    assert brought(sold(1, 1), spent, SEASONS, A_YEAR, ATTRIBUTION) == []


def test_two_years_are_needed_and_ten_weeks_to_a_figure():
    short = 103
    found = brought(sold(1, 1)[:short], SPENT[:short], SEASONS[:short], A_YEAR, ATTRIBUTION)
    assert found == []
    months = brought(sold(1, 1)[:36], SPENT[:36], SEASONS[:36], 12, ATTRIBUTION)
    assert months == []


def test_the_band_is_so_many_errors_to_either_side():
    assert Brought("tv", 3, 0.5).band(2) == (2, 4)
