"""The place of one among its peers."""

from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.channels.beside import PlaceAmong
from salesdash.analysis.channels.beside import place as placed
from salesdash.catalog.model import Direction

VALUES = {"天猫": 0.6, "京东": 1.5, "抖音": 1.5, "经销": 2.0}


def place(values: dict[str, float], name: str, direction: Direction) -> PlaceAmong:
    at = placed(values, name, direction)
    assert at is not None
    return at


def test_the_median_is_of_the_others_and_the_rank_of_all():
    at = place(VALUES, "天猫", "up")
    assert (at.others, at.best, at.best_value, at.rank, at.of) == (1.5, "经销", 2.0, 4, 4)
    assert at.is_better is False


def test_those_alike_share_the_better_rank():
    ranks = [place(VALUES, name, "up").rank for name in VALUES]
    assert ranks == [4, 2, 2, 1]


def test_the_least_is_the_best_of_a_cost():
    at = place(VALUES, "天猫", "down")
    assert (at.best, at.rank, at.is_better) == ("天猫", 1, True)


def test_who_is_as_good_as_the_best_is_named_himself():
    assert place({"a": 1.0, "b": 1.0}, "b", "up").best == "b"


def test_alone_it_has_no_peers_and_unknown_no_place():
    at = place({"天猫": 1.0}, "天猫", "up")
    assert (at.others, at.rank, at.of, at.is_better) == (None, 1, 1, None)
    assert placed(VALUES, "门店", "up") is None


def test_what_has_no_end_yet_is_not_ranked_and_not_the_best():
    """Months until paid back: two channels have paid, one has not yet."""
    values = {"门店": 19.0, "京东": 8.0, "天猫": inf}
    unpaid, paid = place(values, "天猫", "down"), place(values, "门店", "down")
    assert (unpaid.rank, unpaid.of, unpaid.best, unpaid.is_better) == (None, 2, "京东", False)
    assert (paid.rank, paid.of, paid.best) == (2, 2, "京东")
    nobody = place({"天猫": inf, "京东": inf}, "天猫", "down")
    assert (nobody.rank, nobody.of, nobody.best, nobody.others) == (None, 0, None, inf)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(-9, 9), min_size=1))
def test_turning_the_direction_turns_the_order(values):
    turned = {name: -value for name, value in values.items()}
    for name in values:
        up, down = place(values, name, "up"), place(turned, name, "down")
        assert (up.rank, up.best, up.is_better) == (down.rank, down.best, down.is_better)
