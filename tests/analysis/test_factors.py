"""Products by hand, and on random data: what the factors did adds up again to the last unit."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.drivers import RATE_UNIT, exact
from salesdash.analysis.factors import Buying, buying, shared_out


def numbers(*found):
    return tuple(float(one) for one in found)


def test_a_share_that_stays_while_both_its_sides_double_is_moved_by_either_alike():
    """Own sales 100 → 200 in a market of 1,000 → 2,000: L = 0.1, ln 2 each way."""
    sales, size = shared_out(0.1, 0.1, [(100, 200), (2000, 1000)], RATE_UNIT)
    assert sales == -size
    assert float(sales) == pytest.approx(0.0693147180559)


def test_a_share_that_falls_because_the_market_grows_is_all_the_markets():
    """Own sales stay at 100, the market grows from 1,000 to 1,250: 10 % → 8 %."""
    sales, size = shared_out(0.1, 0.08, [(100, 100), (1250, 1000)], RATE_UNIT)
    assert numbers(sales, size) == (0, -0.02)


FACTOR = st.tuples(*[st.floats(0.01, 1e4)] * 2)


@given(st.lists(FACTOR, min_size=1, max_size=5))
def test_what_the_factors_did_adds_up_to_the_last_unit(factors):
    before, now = (prod(side) for side in zip(*factors, strict=True))
    assert sum(shared_out(before, now, factors)) == exact(now) - exact(before)


@given(st.lists(FACTOR, min_size=3, max_size=3, unique=True))
def test_the_order_of_the_factors_does_not_matter(factors):
    before, now = (prod(side) for side in zip(*factors, strict=True))
    found = dict(zip(factors, shared_out(before, now, factors), strict=True))
    for order in permutations(found):
        again = dict(zip(order, shared_out(before, now, order), strict=True))
        size = 1e-9 * max(before, now)
        assert numbers(*(again[f] for f in found)) == pytest.approx(
            numbers(*found.values()), abs=size + 1e-3
        )


def test_twice_the_customers_each_as_before_is_all_customers():
    found = buying(Buying(10, 20, Decimal(1000)), Buying(20, 40, Decimal(2000)))
    assert found is not None
    assert numbers(found.customers, found.frequency, found.value) == (1000, 0, 0)


def test_customers_and_order_value_share_a_change_whichever_is_named_first():
    # customers × 2, value ÷ 2: they cancel, L = 1000, ln 2 each way
    found = buying(Buying(10, 10, Decimal(1000)), Buying(20, 20, Decimal(1000)))
    assert found is not None
    assert found.customers == -found.value == Decimal("693.1472")
    assert numbers(found.frequency, found.whole) == (0, 0)


def test_where_nobody_bought_before_the_customers_made_it_all():
    found = buying(Buying(0, 0, Decimal(0)), Buying(3, 5, Decimal(70)))
    assert found is not None
    assert numbers(found.customers, found.whole) == (70, 70)


@pytest.mark.parametrize(
    "now", [Buying(1, 1, Decimal(-5)), Buying(0, 2, Decimal(5)), Buying(1, 1, Decimal(0))]
)
def test_refunds_and_sales_to_nobody_have_no_logarithm(now):
    assert buying(Buying(1, 1, Decimal(5)), now) is None


BUYING = st.builds(
    Buying,
    st.integers(1, 10**6),
    st.integers(1, 10**7),
    st.integers(1, 10**14).map(lambda n: Decimal(n) / 10000),
)


@given(BUYING, BUYING)
def test_customers_frequency_and_value_add_up_to_the_last_unit(before, now):
    found = buying(before, now)
    assert found is not None
    assert found.whole == now.sales - before.sales


@given(BUYING, BUYING)
def test_the_way_back_is_the_way_there_turned_round(before, now):
    there, back = buying(before, now), buying(now, before)
    assert there is not None
    assert back is not None
    for one, other in ((there.customers, back.customers), (there.frequency, back.frequency)):
        assert float(one) == pytest.approx(-float(other), rel=1e-6, abs=1e-3)
