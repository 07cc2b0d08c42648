"""How much hangs on how few: small cases by hand, and sums that have to add up."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.concentration import curve, hhi, largest, tops

amounts = st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=400)
positive = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=400)


def test_the_top_of_ten_customers():
    """50 + 20 of 100 by the two largest of ten: the top 20 % make 70 %."""
    found = {top.percent: top for top in tops([50, 20, 10, 5, 4, 4, 3, 2, 1, 1])}
    assert found[20].members == 2
    assert found[20].amount == 70
    assert found[20].share == pytest.approx(0.70)
    assert found[10].share == pytest.approx(0.50)


def test_a_percent_of_few_is_one_and_says_so():
    one = tops([3, 2, 1])[0]
    assert (one.percent, one.members, one.share) == (1, 1, 0.5)


def test_hhi_of_equals_and_of_one_alone():
    assert hhi([5, 5, 5, 5]) == pytest.approx(2500)
    assert hhi([7]) == pytest.approx(10_000)
    assert hhi([60, 40]) == pytest.approx(60**2 + 40**2)


def test_who_gave_back_more_than_he_took_has_no_share():
    assert largest([80, 20, -500], 1) == pytest.approx(0.8)
    assert tops([-3, 0]) == ()
    assert hhi([-3, 0]) is None
    assert largest([], 5) is None


def test_nobody_has_a_curve_without_bars():
    assert curve([]).empty
    assert curve([-1.0, 0.0]).empty


def test_few_customers_have_a_bar_each():
    bars = curve([10, 70, 20])
    assert bars["amount"].tolist() == [70, 20, 10]
    assert bars["cumulative"].tolist() == pytest.approx([0.7, 0.9, 1.0])
    assert bars["reach"].tolist() == pytest.approx([1 / 3, 2 / 3, 1.0])


@given(positive)
def test_the_bars_add_up_to_all_members_and_all_money(sizes):
    bars = curve(sizes, bars=100)
    assert len(bars) == min(100, len(sizes))
    assert bars["members"].sum() == len(sizes)
    assert math.isclose(bars["amount"].sum(), sum(sizes), rel_tol=1e-9)
    assert bars["cumulative"].iloc[-1] == 1
    assert bars["reach"].iloc[-1] == 1


@given(positive)
def test_the_curve_rises_and_flattens(sizes):
    """Greatest first: no bar's members are larger on average than those of the bar before."""
    bars = curve(sizes, bars=10)
    each = (bars["amount"] / bars["members"]).tolist()
    assert bars["cumulative"].is_monotonic_increasing
    assert all(b <= a * (1 + 1e-6) + 1e-6 for a, b in pairwise(each))


@given(amounts)
def test_more_customers_never_make_less(sizes):
    shares = [top.share for top in tops(sizes)]
    assert shares == sorted(shares)
    assert all(0 < share <= 1 + 1e-9 for share in shares)
