"""How many months it takes until new customers have paid what it cost to win them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Month:
    """One month since the first order, of all who have been customers for the whole of it: the gross
    margin of that month in 元, and how many they are."""

    margin: Decimal
    customers: int


def payback(cost: Decimal, months: Sequence[Month], fewest: int = 1) -> int | None:
    """After how many months a customer's accumulated margin has paid `cost`, what one cost to win, in 元;
    None where it has not within the months seen.

    A month counts by the mean over those who have lived through it, so that newcomers, of whom little
    is seen yet, do not make a channel look slow; from the first of fewer than `fewest` on none does.
    """
    earned = Fraction(0)
    for passed, month in enumerate(months, start=1):
        if month.customers < fewest:
            return None
        earned += Fraction(month.margin) / month.customers
        if earned >= Fraction(cost):
            return passed
    return None
