"""How likely a silence is for good, on silences that can be counted on fingers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.silences import for_good

PAST = st.lists(st.tuples(st.floats(0, 50), st.integers(0, 9), st.integers(0, 9)), max_size=20)


def chances(past: Sequence[tuple[float, int, int]], reached: list[float]) -> list[float]:
    length, ended, going_on = np.array(past, dtype=float).reshape(-1, 3).T
    return list(for_good(length, ended, going_on, np.array(reached)))


def test_a_longer_silence_is_likelier_for_good():
    """Two ended after 1 interval, one after 2, one has gone on for 4, and two more are counted: of 6 two end
    after 1, of the other 4 one after 2, of the last 3 one. 2/3 · 3/4 · 2/3 = 1/3 never end, 1/2 of those
    longer than 1, 2/3 of those longer than 2."""
    past = [(2, 1, 0), (1, 2, 0), (4, 0, 1)]
    assert chances(past, [0, 0.9, 1, 1.5, 2, 4]) == pytest.approx([1/3, 1/3, 1/2, 1/2, 2/3, 2/3])  # fmt: skip


def test_where_every_silence_ended_hardly_one_is_for_good():
    """The rule of succession: of 98 none was for good, so that one of 100 may be."""
    assert chances([(1, 98, 0)], [0]) == pytest.approx([1 / 100])


@given(PAST, st.lists(st.floats(0, 60), min_size=2, max_size=10))
def test_a_chance_is_one_and_grows_with_the_silence(past, reached):
    found = chances(past, sorted(reached))
    assert all(0 < chance < 1 for chance in found)
    assert found == sorted(found)
