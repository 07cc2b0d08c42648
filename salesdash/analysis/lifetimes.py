"""How often customers will order again: BG/NBD, fitted on when they ordered so far.

Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005), pp. 275–284: while
a customer is alive orders come by chance at a rate of his own (gamma: r, alpha), and after each he may be
gone for good (beta: a, b).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WEEKS = 365.25 / 7  # of a year
STEPS, SMALLEST_GAIN = 300, 1e-11  # of the search; the gain in log-likelihood a customer
MANY, PARTS = 20_000, 40  # histories that are rounded first, to so many parts of the longest
FARTHEST = 20.0  # that a parameter may go, as a logarithm: where nobody differs they have no end
LEAST = -600.0  # log-odds of a chance that a number can still hold
NODES = np.linspace(-8, 8, 161)  # where chances of leaving are tried


@dataclass(frozen=True, slots=True)
class Histories:
    """Customers alike, one entry each: `repeats` orders after the first, the last of them `recency` after
    it, seen for `age` (the same unit of time), and `count` of such customers."""

    repeats: Numbers
    recency: Numbers
    age: Numbers
    count: Numbers


@dataclass(frozen=True, slots=True)
class OrderFit:
    """The four parameters, and the log-likelihood that they reach."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")

    def alive(self, of: Histories) -> Numbers:
        """The chance of each not to be gone for good."""
        x = of.repeats
        silence = np.log((self.alpha + of.age) / (self.alpha + of.recency))
        log_odds = np.log(self.a) - np.log(self.b + np.maximum(x, 1) - 1) + (self.r + x) * silence
        return np.where(x > 0, np.exp(-np.logaddexp(0, log_odds)), 1.0)

    def expected(self, of: Histories, time: float) -> Numbers:
        """Orders to be expected of each in the coming `time` (equation 10)."""
        orders: Numbers = self._expected_by(of, [time])[0]
        return orders

    def worth(self, of: Histories, years: int, discount: float) -> Numbers:
        """Orders to be expected of each in so many years, times in weeks: those of a year, in its middle,
        count for less by the yearly rate of discount for each year from now."""
        if not discount:
            return self.expected(of, years * WEEKS)
        ends = self._expected_by(of, [year * WEEKS for year in range(years + 1)])
        in_year = np.diff(ends, axis=0)
        counting = (1 + discount) ** -(np.arange(years) + 0.5)
        worth: Numbers = counting @ in_year
        return worth

    def _expected_by(self, of: Histories, times: Sequence[float]) -> Numbers:
        """The same for each of the times, one row each; whoever ordered as often and is as old is reckoned once."""
        ages, of_age = np.unique(of.age, return_inverse=True)
        sort = of.repeats * len(ages) + of_age
        _, first, place = np.unique(sort, return_index=True, return_inverse=True)
        repeats, age, alive = of.repeats[first], of.age[first], self.alive(of)
        orders: Numbers = self._of_the_living(repeats, age, np.array(times))[:, place] * alive
        return orders

    def _of_the_living(self, repeats: Numbers, age: Numbers, times: Numbers) -> Numbers:
        """Equation 10 of who is alive, as the integral over the chance p of leaving after an order that it
        comes from: the mean of (1 − (1 + p · time / (alpha + age))^−(r + x)) / p. The equation itself has
        no value where a is 1."""
        orders = np.empty((len(times), len(repeats)))
        passed = times[:, None, None] / (self.alpha + age)[:, None]
        for x in np.unique(repeats):
            p, weight = _chances(self.a, self.b + x)
            alike = repeats == x
            left = -np.expm1(-(self.r + x) * np.log1p(passed[:, alike] * p))
            orders[:, alike] = left / p @ weight
        return orders


def fitted(of: Histories) -> OrderFit:
    """The parameters under which these histories are likeliest; of many, found roughly on rounded ones
    first."""
    start, likelihood = _Place(np.zeros(4), np.eye(4)), _Likelihood(of)
    if len(of.count) > MANY:
        start = _summit(_Likelihood(_rounded(of)), start)
    parameters = np.exp(_summit(likelihood, start).logs)
    r, alpha, a, b = map(float, parameters)
    return OrderFit(r, alpha, a, b, likelihood(parameters)[0])


@dataclass(frozen=True, slots=True)
class _Place:
    """The logarithms of the parameters, and how the likelihood bends about them."""

    logs: Numbers
    curve: Numbers


def _summit(likelihood: _Likelihood, start: _Place) -> _Place:
    """Uphill from a place until it rises no more (BFGS)."""
    customers = likelihood.customers

    def height(logs: Numbers) -> tuple[float, Numbers]:
        value, slope = likelihood(np.exp(logs))
        return value / customers, slope * np.exp(logs) / customers

    at, curve = start.logs, start.curve
    value, slope = height(at)
    for _ in range(STEPS):
        step = curve @ slope
        step /= max(1.0, float(np.abs(step).max()))
        new, new_slope = height(at + step)
        while not new >= value + 1e-4 * slope @ step and np.abs(step).max() > 1e-9:
            step /= 4
            new, new_slope = height(at + step)
        gain, bend = new - value, slope - new_slope
        if not gain > 0 or np.abs(at + step).max() > FARTHEST:
            break
        at, value, slope = at + step, new, new_slope
        if (turned := float(bend @ step)) > 0:
            aside = np.eye(4) - np.outer(step, bend) / turned
            curve = aside @ curve @ aside.T + np.outer(step, step) / turned
        if gain < SMALLEST_GAIN:
            break
    return _Place(at, curve)


def _rounded(of: Histories) -> Histories:
    """The same customers with their times in so many parts of the longest."""
    part = float(of.age.max()) / PARTS or 1.0
    recency, age = (np.round(time / part) for time in (of.recency, of.age))
    sort = (of.repeats * (PARTS + 1) + recency) * (PARTS + 1) + age
    _, first, place = np.unique(sort, return_index=True, return_inverse=True)
    count = np.bincount(place, of.count, len(first)).astype(np.float64)
    return Histories(of.repeats[first], recency[first] * part, age[first] * part, count)


def log_likelihood(of: Histories, r: float, alpha: float, a: float, b: float) -> float:
    """Of all histories under these parameters (equation 6)."""
    return _Likelihood(of)(np.array([r, alpha, a, b]))[0]


class _Likelihood:
    """The log-likelihood of the same histories under ever other parameters, and its slope.

    Whatever depends on one number of a history alone is reckoned once a number, not once a history.
    """

    def __init__(self, of: Histories) -> None:
        self._x, self._of_x = np.unique(of.repeats, return_inverse=True)
        self._recency, self._of_recency = np.unique(of.recency, return_inverse=True)
        self._age, self._of_age = np.unique(of.age, return_inverse=True)
        self._count, self.customers = of.count, float(of.count.sum())
        self._orders = np.arange(self._x.max())  # 0, 1, 2 … up to the most orders

    def __call__(self, parameters: Numbers) -> tuple[float, Numbers]:
        r, alpha, a, b = map(float, parameters)
        x = self._x
        # Γ(r + x) / Γ(r) and its like are products over the orders
        bought = self._added(np.log(r + self._orders)) + r * np.log(alpha)
        stayed = self._added(np.log(b + self._orders) - np.log(a + b + self._orders))
        left = np.log(a) - np.log(b + np.maximum(x, 1) - 1)
        log_recency = np.log(alpha + self._recency)[self._of_recency]
        log_age = np.log(alpha + self._age)[self._of_age]
        rate = (r + x)[self._of_x]
        still = -rate * log_age
        gone = np.where(x > 0, left, -np.inf)[self._of_x] - rate * log_recency
        either = np.logaddexp(still, gone)
        value = self._count @ (either + (bought + stayed)[self._of_x])

        by_gone = self._count * np.exp(gone - either)
        by_still = self._count - by_gone
        of_each, gone_of_each = (
            np.bincount(self._of_x, weights, len(x)) for weights in (self._count, by_gone)
        )
        slope_r = (
            of_each @ (self._added(1 / (r + self._orders)) + np.log(alpha))
            - by_still @ log_age
            - by_gone @ log_recency
        )
        slope_alpha = of_each.sum() * r / alpha - rate @ (
            by_still / (alpha + self._age)[self._of_age]
            + by_gone / (alpha + self._recency)[self._of_recency]
        )
        met = self._added(1 / (a + b + self._orders))
        slope_a = gone_of_each.sum() / a - of_each @ met
        slope_b = of_each @ (self._added(1 / (b + self._orders)) - met) - gone_of_each @ (
            1 / (b + np.maximum(x, 1) - 1)
        )
        return float(value), np.array([slope_r, slope_alpha, slope_a, slope_b])

    def _added(self, terms: Numbers) -> Numbers:
        """The sum of the first x terms, for each number x of orders."""
        sums = np.concatenate([[0.0], np.cumsum(terms)])
        of_each: Numbers = sums[self._x.astype(int)]
        return of_each


def _chances(a: float, b: float) -> tuple[Numbers, Numbers]:
    """Chances p, and how much of a beta distribution lies about each: dense about its middle, far into
    its tails."""
    spread = np.sqrt(1 / a + 1 / b)
    odds = np.log(a / b) + spread * np.sinh(NODES)
    weight = np.log(np.cosh(NODES)) - a * np.logaddexp(0, -odds) - b * np.logaddexp(0, odds)
    weight = np.exp(weight - weight.max())
    return np.exp(-np.logaddexp(0, -np.maximum(odds, LEAST))), weight / weight.sum()
