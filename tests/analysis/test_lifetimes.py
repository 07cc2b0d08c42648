"""BG/NBD on a handful of customers whose likelihood can be written down."""

from __future__ import annotations

from dataclasses import astuple
from math import log

import numpy as np
import pytest

from salesdash.analysis.lifetimes import Histories, OrderFit, fitted, log_likelihood


def histories(*rows: tuple[float, float, float, float]) -> Histories:
    return Histories(*np.array(rows, dtype=float).T)


# One bought once and was seen for 1 since; two bought again after 1 and were seen for 3.
FEW = histories((0, 0, 1, 1), (1, 1, 3, 2))


def test_the_likelihood_is_the_one_reckoned_by_hand():
    """All parameters 1: 1 / (1 + 1) of the first; ½ · 1/4² + ½ · 1/2² = 5/32 of the others."""
    assert log_likelihood(FEW, 1, 1, 1, 1) == pytest.approx(log(1 / 2) + 2 * log(5 / 32))


def test_who_was_silent_for_long_is_likely_gone_and_who_bought_once_is_not():
    """1 / (1 + 1 · (4 / 2)²); nobody is gone before a second order."""
    assert OrderFit(1, 1, 1, 1).alive(FEW) == pytest.approx([1, 0.2])


def test_a_new_customer_orders_as_often_as_the_integral_says():
    """r = α = b = 1, a = 2, time 1: 2 · (1 − ½ · 2 ln 2)."""
    new = histories((0, 0, 0, 1))
    assert OrderFit(1, 1, 2, 1).expected(new, 1) == pytest.approx([2 * (1 - log(2))])


def test_alike_customers_may_be_counted_instead_of_listed():
    listed = histories((0, 0, 1, 1), (1, 1, 3, 1), (1, 1, 3, 1))
    assert log_likelihood(listed, 0.5, 3, 1.2, 2) == pytest.approx(
        log_likelihood(FEW, 0.5, 3, 1.2, 2)
    )


def test_one_more_chance_of_leaving_makes_no_jump():
    """At a = 1 the equation of the paper divides by nothing."""
    below, at, above = (OrderFit(0.5, 3, a, 2).expected(FEW, 260) for a in (0.999, 1, 1.001))
    assert at == pytest.approx((below + above) / 2, rel=1e-5)


def test_who_never_leaves_orders_for_ever():
    """51 orders in 51 weeks of everybody: one a week goes on."""
    of = histories((51, 51, 51, 300))
    fit = fitted(of)
    assert fit.alive(of) == pytest.approx([1], abs=1e-3)
    assert fit.expected(of, 260) == pytest.approx([260], rel=1e-3)


def made(count: int) -> Histories:
    """Customers by dice: every ten days at first, a life of 60 on average."""
    dice = np.random.default_rng(1)
    age = dice.uniform(10, 100, count).round()
    alive = np.minimum(age, dice.exponential(60, count))
    repeats = dice.poisson(dice.gamma(1, 1 / 10, count) * alive).astype(float)
    recency = np.where(repeats > 0, alive * 0.9, 0.0).round(1)
    return Histories(repeats, recency, age, np.ones(count))


# of many the first steps are made on rounded times
@pytest.mark.parametrize("count", [500, 25_000])
def test_no_neighbour_of_the_fit_is_likelier(count: int):
    of = made(count)
    fit = fitted(of)
    *parameters, reached = astuple(fit)
    assert reached == pytest.approx(log_likelihood(of, *parameters))
    for n in range(4):
        for step in (0.95, 1.05):
            moved = [p * (step if k == n else 1) for k, p in enumerate(parameters)]
            assert log_likelihood(of, *moved) <= reached + 1e-6
