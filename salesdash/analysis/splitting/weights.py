"""By what a year's target is shared out: the weights of its months and members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from salesdash.analysis.splitting.allocate import NoWeightError, Weight
from salesdash.calendar import Calendar
from salesdash.period import Period

M = TypeVar("M")
ByMonth = Mapping[Period, Weight]

FULL = 24  # months of history from which on a season is believed in full
YEAR = 12
HALF = Fraction(1, 2)
FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class Season:
    """What a workday brings in each month of the year, as a multiple of the mean workday.

    `index` is by number of the month; January and February are `festival` as far as the Spring
    Festival falls into them and `other` as far as it does not. `months` is how much history it
    stands on; `trust` (0 to 1) how far it was believed: at 0 every workday is alike.
    """

    index: Mapping[int, Fraction]
    festival: Fraction
    other: Fraction
    months: int
    trust: Fraction

    def of(self, month: Period, calendar: Calendar) -> Fraction:
        number = month.start.month
        if number > FEBRUARY:
            return self.index[number]
        share = festival_share(month, calendar)
        return share * self.festival + (1 - share) * self.other

    def weights(self, months: Sequence[Period], calendar: Calendar) -> dict[Period, Fraction]:
        """The weight of each month of a year to come: its workdays times what each of them brings."""
        return {m: self.of(m, calendar) * calendar.workdays(m) for m in months}


def season(sold: ByMonth, calendar: Calendar) -> Season:
    """The season of whole months without gaps, in any order, from amounts in 元.

    Ratio to the centred moving average of twelve months (the classical decomposition), taken per
    workday and averaged over the years loaded. The Spring Festival wanders between January and
    February: as in X-13's holiday regressors, the two are explained by the share of its days off
    that each of them held, by least squares. Under two years there is no moving average for every
    month: then the ratio is to the mean, and is believed only by months / 24 (`trust`).
    Raises NoWeightError where nothing was sold.
    """
    months = sorted(sold)
    rates = [Fraction(sold[m]) / (calendar.workdays(m) or 1) for m in months]
    if sum(rates) <= 0:
        raise NoWeightError
    ratios = [
        (month, max(rate / level, Fraction(0)))
        for month, rate, level in zip(months, rates, _levels(rates), strict=True)
        if level is not None and level > 0
    ]
    index = {
        number: _mean([r for m, r in ratios if m.start.month == number])
        for number in range(FEBRUARY + 1, YEAR + 1)
    }
    winter = [(festival_share(m, calendar), r) for m, r in ratios if m.start.month <= FEBRUARY]
    festival, other = _effects(winter)
    mean = (sum(index.values()) + festival + other) / YEAR
    trust = min(Fraction(len(months), FULL), Fraction(1))

    def damped(ratio: Fraction) -> Fraction:
        return 1 + trust * (ratio / mean - 1)

    return Season(
        {n: damped(r) for n, r in index.items()},
        damped(festival),
        damped(other),
        len(months),
        trust,
    )


def festival_share(month: Period, calendar: Calendar) -> Fraction:
    """The part of a year's Spring Festival that lies in the month; half where it is not known yet."""
    if month.start.month > FEBRUARY:
        return Fraction(0)
    days = [day for day in calendar.festival if day.year == month.start.year]
    return Fraction(sum(day in month for day in days), len(days)) if days else HALF


def by_workdays(months: Sequence[Period], calendar: Calendar) -> dict[Period, Fraction]:
    return {month: Fraction(calendar.workdays(month)) for month in months}


def crossed(members: Mapping[M, Weight], months: ByMonth) -> dict[M, dict[Period, Fraction]]:
    """The same course of the year for every member, each by its own weight."""
    return {
        member: {month: Fraction(size) * Fraction(weight) for month, weight in months.items()}
        for member, size in members.items()
    }


def grown(sold: Mapping[M, ByMonth], growth: Mapping[M, Weight]) -> dict[M, dict[Period, Fraction]]:
    """Growth-weighted: what each member sold in each month × (1 + the growth asked of it)."""
    return {
        member: {m: Fraction(w) * (1 + Fraction(growth.get(member, 0))) for m, w in monthly.items()}
        for member, monthly in sold.items()
    }


def _levels(rates: Sequence[Fraction]) -> list[Fraction | None]:
    """The 2 × 12 centred moving average; with under two years the mean of all."""
    if len(rates) < FULL:
        return [sum(rates, Fraction(0)) / len(rates)] * len(rates)
    levels: list[Fraction | None] = [None] * len(rates)
    for t in range(6, len(rates) - 6):
        inner = sum(rates[t - 5 : t + 6], Fraction(0))
        levels[t] = (rates[t - 6] * HALF + inner + rates[t + 6] * HALF) / YEAR
    return levels


def _effects(winter: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    """What a month with the whole festival and one with none of it come to, by least squares.

    `winter` are pairs of a month's share of the festival and its ratio. Where the shares never
    differed, both are the mean.
    """
    both = [(share, 1 - share, ratio) for share, ratio in winter]
    a = sum((f * f for f, _, _ in both), Fraction(0))
    b = sum((f * o for f, o, _ in both), Fraction(0))
    c = sum((o * o for _, o, _ in both), Fraction(0))
    with_it = sum((f * r for f, _, r in both), Fraction(0))
    without = sum((o * r for _, o, r in both), Fraction(0))
    det = a * c - b * b
    if not det:
        mean = _mean([ratio for _, ratio in winter])
        return mean, mean
    effects = (with_it * c - without * b) / det, (without * a - with_it * b) / det
    return max(effects[0], Fraction(0)), max(effects[1], Fraction(0))


def _mean(ratios: Sequence[Fraction]) -> Fraction:
    """The mean; 1, a month like any other, where there is no ratio."""
    return sum(ratios, Fraction(0)) / len(ratios) if ratios else Fraction(1)
