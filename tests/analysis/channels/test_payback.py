"""When new customers have paid what it cost to win them, on cases that can be reckoned by hand."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesdash.analysis.channels.payback import Month, payback


def months(*rows: tuple[int, int]) -> list[Month]:
    return [Month(Decimal(margin), customers) for margin, customers in rows]


def test_the_month_in_which_the_margin_of_each_adds_up_to_the_cost():
    # ten customers at 300 each: 120 + 100 + 80 = 300 after three months
    seen = months((1_200, 10), (1_000, 10), (800, 10), (800, 10))
    assert payback(Decimal(300), seen) == 3
    assert payback(Decimal("300.01"), seen) == 4
    assert payback(Decimal(120), seen) == 1


def test_who_is_not_followed_for_long_counts_in_the_months_he_has_lived_through():
    # four came late and are seen for one month only: the six others earn 100 each in the second
    assert payback(Decimal(200), months((1_000, 10), (600, 6))) == 2


def test_it_is_open_where_it_has_not_paid_within_what_is_seen():
    assert payback(Decimal(1_000), months((1_000, 10), (1_000, 10))) is None
    assert payback(Decimal(1), []) is None


def test_what_is_taken_back_makes_it_longer():
    assert payback(Decimal(100), months((900, 10), (-500, 10), (600, 10))) == 3


def test_a_month_of_too_few_tells_nothing():
    assert payback(Decimal(200), months((1_000, 10), (100, 1)), fewest=5) is None
    assert payback(Decimal(200), months((1_000, 10), (500, 5)), fewest=5) == 2


def test_thirds_are_exact():
    assert payback(Decimal(1), months((1, 3), (1, 3), (1, 3))) == 3


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 50)), min_size=1, max_size=24),
    st.integers(1, 5_000),
    st.integers(1, 5_000),
)
def test_a_higher_cost_is_never_paid_sooner(rows, cost, more):
    seen = months(*rows)
    sooner, later = payback(Decimal(cost), seen), payback(Decimal(cost + more), seen)
    assert later is None or (sooner is not None and sooner <= later)
