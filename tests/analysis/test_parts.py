"""Percent of a whole, where its parts are parts."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.parts import is_part, share, shares


def test_shares_are_of_the_sum_and_keep_what_is_missing():
    found = shares(pd.Series([60.0, 20.0, None]))
    assert found[:2].tolist() == [0.75, 0.25]
    assert pd.isna(found[2])


@pytest.mark.parametrize("amounts", [[10.0, -10.0], [119.0, -19.0], [0.0, 0.0], []])
def test_beside_a_loss_nobody_has_a_share(amounts):
    assert shares(pd.Series(amounts, dtype=float)).isna().all()


@given(st.lists(st.integers(-100, 100).map(float)))
def test_shares_lie_between_nothing_and_all_or_are_not_there(amounts):
    found = shares(pd.Series(amounts, dtype=float))
    assert found.isna().all() or (found.between(0, 1).all() and found.sum() == pytest.approx(1))


@pytest.mark.parametrize(
    ("amount", "whole", "found"),
    [(60, 80, 0.75), (0, 80, 0), (80, 80, 1), (119, 100, None), (-19, 100, None), (0, 0, None)],
)
def test_one_part_and_the_rest_are_both_positive(amount, whole, found):
    assert share(amount, whole) == found


def test_of_many_those_are_parts_that_the_rest_leaves_room_for():
    amounts, wholes = (
        pd.Series([60.0, 119.0, -19.0, float("nan")]),
        pd.Series([80.0, 100, 100, 100]),
    )
    assert is_part(amounts, wholes).tolist() == [True, False, False, False]
