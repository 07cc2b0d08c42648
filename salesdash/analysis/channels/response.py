"""What a channel's next yuan brings: its profit as a power of its spend, fitted on the months or assumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, isfinite, log, sqrt
from statistics import fmean, pstdev
from typing import Literal

import pandas as pd

from salesdash.catalog.channels.response import ResponseFit

Basis = Literal["fitted", "few", "level", "loose", "straight", "flat"]
_HALVINGS = 200  # beyond what a float tells apart
_NOTHING = -1 + 1e-9  # the marginal return of a yuan that brings nothing


@dataclass(frozen=True, slots=True)
class PowerCurve:
    """A power curve laid through months: its exponent, the standard error of it, the squared correlation
    of the logarithms, and by how much the spend varies (as a part of itself)."""

    exponent: float
    error: float
    fits: float
    spread: float


@dataclass(frozen=True, slots=True)
class Response:
    """A month's profit (元) as earned × (spend ÷ its mean) ^ exponent: the curve passes through the mean month.

    `basis`: fitted, or why it was assumed: too few months, a level spend, a loose fit, a profit that
    grows in step with spend (straight) or not with it at all (flat). `doubt` is by how much the exponent
    may lie off to either side. `fit` is what the months told, None where they could not be fitted.
    """

    spend: float
    earned: float
    exponent: float
    doubt: float
    basis: Basis
    months: int
    fit: PowerCurve | None = None

    def earns(self, spend: float, lean: float = 0) -> float:
        """A month's profit before spend; `lean` from -1 to 1 is where within its doubt the exponent lies."""
        return self.earned * float((spend / self.spend) ** self._leaning(lean))

    def marginal(self, spend: float) -> float:
        """What the next yuan of a month's spend brings beyond itself; 0 earns just its cost."""
        return self._at_mean * float((spend / self.spend) ** (self.exponent - 1)) - 1

    def spend_at(self, marginal: float) -> float:
        """The month's spend at which the next yuan brings that much beyond itself (more than -1)."""
        return self.spend * exp(log(self._at_mean / (marginal + 1)) / (1 - self.exponent))

    @property
    def _at_mean(self) -> float:
        """What the next yuan brings in the mean month, itself included."""
        return self.exponent * self.earned / self.spend

    def _leaning(self, lean: float) -> float:
        return min(max(self.exponent + lean * self.doubt, 0.0), 1.0)


def response(months: pd.DataFrame, rule: ResponseFit, assumed: float) -> Response | None:
    """The curve of one member out of its months (`month` the first day, `spend`, `earned`), in their order.

    The exponent is fitted on all months, the level is that of the recent ones. `assumed` is the
    exponent where the fit does not hold. None where nothing was spent or earned of late.
    """
    recent = months.tail(rule.recent)
    spend, earned = float(recent["spend"].mean()), float(recent["earned"].mean())
    if not (spend > 0 and earned > 0):
        return None
    points = [
        (month, log(x), log(y))
        for month, x, y in zip(months["month"], months["spend"], months["earned"], strict=True)
        if x > 0 and y > 0
    ]
    fit = fitted(points) if len(points) >= rule.months else None
    basis = _basis(fit, rule)
    is_fitted = fit is not None and basis == "fitted"
    return Response(
        spend=spend,
        earned=earned,
        exponent=fit.exponent if fit and is_fitted else assumed,
        doubt=rule.errors * fit.error if fit and is_fitted else rule.doubt,
        basis=basis,
        months=len(points),
        fit=fit,
    )


def fitted(points: Sequence[tuple[date, float, float]]) -> PowerCurve | None:
    """Least squares of log profit on log spend out of (month, log spend, log profit).

    Where years repeat often enough, each month is set beside the same month of other years, so that what
    season does to both drops out (a dummy for each month of the year); else beside all. None for
    fewer than three months.
    """
    seasons = {month.month for month, _, _ in points}
    by_season = len(points) >= 2 * len(seasons)
    groups = len(seasons) if by_season else 1
    freedom = len(points) - groups - 1
    if freedom < 1:
        return None
    key = [month.month if by_season else 0 for month, _, _ in points]
    x = _less_mean([x for _, x, _ in points], key)
    y = _less_mean([y for _, _, y in points], key)
    varies = sum(a * a for a in x)
    moved = sum(b * b for b in y)
    if varies < 1e-12:
        return PowerCurve(0.0, float("inf"), 0.0, 0.0)
    exponent = sum(a * b for a, b in zip(x, y, strict=True)) / varies
    missed = sum((b - exponent * a) ** 2 for a, b in zip(x, y, strict=True))
    fits = 1 - missed / moved if moved > 1e-12 else 0.0
    return PowerCurve(exponent, sqrt(missed / freedom / varies), fits, pstdev(x))


def best_split(curves: Sequence[Response], spends: Sequence[float], most: float) -> list[float]:
    """The same sum of monthly spends (each positive), shared out so that the next yuan brings alike
    everywhere, or as near to that as each may move: by at most the part `most` of its spend."""

    def shared(marginal: float) -> list[float]:
        return [
            min(max(curve.spend_at(marginal), spend * (1 - most)), spend * (1 + most))
            for curve, spend in zip(curves, spends, strict=True)
        ]

    low = _NOTHING
    high = max(
        (c.marginal(spend * (1 - most)) for c, spend in zip(curves, spends, strict=True)),
        default=low,
    )
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(shared(middle)) > sum(spends) else (low, middle)
    return shared(high)


def gain(
    curves: Sequence[Response], before: Sequence[float], after: Sequence[float], lean: float = 0
) -> float:
    """What shares of spend of the same sum bring more a month. `lean` -1: those with more respond as
    weakly, and those with less as strongly, as their doubt allows; 1 the other way round."""
    return sum(
        curve.earns(new, leaning) - curve.earns(old, leaning)
        for curve, old, new in zip(curves, before, after, strict=True)
        for leaning in (lean if new > old else -lean,)
    )


def _basis(fit: PowerCurve | None, rule: ResponseFit) -> Basis:
    if fit is None:
        return "few"
    if fit.spread < rule.spread:
        return "level"
    if fit.fits < rule.fits or not isfinite(fit.error):
        return "loose" if fit.exponent > rule.least else "flat"
    if fit.exponent > rule.most:
        return "straight"
    return "fitted" if fit.exponent >= rule.least else "flat"


def _less_mean(values: Sequence[float], key: Sequence[int]) -> list[float]:
    """Each value less the mean of its group."""
    mean = {
        group: fmean(v for v, k in zip(values, key, strict=True) if k == group)
        for group in set(key)
    }
    return [value - mean[group] for value, group in zip(values, key, strict=True)]
