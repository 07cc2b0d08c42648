"""What changed after a day, beside the rest in the same weeks and the same weeks of the year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, hypot, inf, log, sqrt
from statistics import fmean, stdev
from typing import Literal

from salesdash.calendar import Calendar
from salesdash.catalog.channels.before_after import BeforeAfter
from salesdash.period import Period

Reach = tuple[int, int]  # so many weeks before a day and after it
Verdict = Literal["more", "less", "same", "early", "unknown"]
WEEK = timedelta(weeks=1)
YEAR = timedelta(weeks=52)  # the same weekdays of the year before
_LEAST, _LARGE = 0.01, 50  # of what a logarithm can tell


@dataclass(frozen=True, slots=True)
class AcrossDay:
    """What a workday brought, or the rate, in the weeks before a day, and in those after it."""

    before: float
    after: float

    @property
    def times(self) -> float:
        return self.after / self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """A member beside the rest, `before` and `after` weeks of them, by the workday, or as a rate.

    `expected` is what a workday after would have brought had the member gone as the rest did, and as it went
    beside the rest a year before. `rate` is how far the member lies from that, `more` how much in all, and
    `usual` from which rate to which such comparisons lie apart anyway. What is not known is None: the
    rest where there is none, the year before where it is not loaded.
    """

    verdict: Verdict
    before: int
    after: int
    own: AcrossDay | None = None
    rest: AcrossDay | None = None
    own_last_year: AcrossDay | None = None
    rest_last_year: AcrossDay | None = None
    expected: float | None = None
    rate: float | None = None
    more: float | None = None
    usual: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Daily:
    """What a side had day by day; a day without `amounts` is 0. A rate is `of` something, its denominator; anything
    else is of the workdays."""

    amounts: Mapping[date, float]
    of: Mapping[date, float] | None = None


@dataclass(frozen=True, slots=True)
class DailySums:
    """The daily sums of a member and of the rest (None where there is none). `covered` are the days that the data
    cover, up to the as-of date."""

    own: Daily
    rest: Daily | None
    covered: Period
    calendar: Calendar

    def whole(self, side: Daily, weeks: Sequence[Period]) -> float:
        """What the amounts of these weeks are divided by."""
        if side.of is None:
            return sum(self.calendar.workdays(week) for week in weeks)
        return _summed(side.of, weeks)

    def rate(self, side: Daily, weeks: Sequence[Period]) -> float:
        """The amount of a workday of these weeks, which hold one; of a rate, the rate over all of them."""
        whole = self.whole(side, weeks)
        return _summed(side.amounts, weeks) / whole if whole > 0 else 0.0


def _summed(by_day: Mapping[date, float], weeks: Sequence[Period]) -> float:
    return sum(by_day.get(day, 0.0) for week in weeks for day in week.days())


@dataclass(frozen=True, slots=True)
class _Compared:
    """The weeks on both sides of a day, and what changed between them."""

    before: list[Period]
    after: list[Period]
    own: AcrossDay
    rest: AcrossDay | None
    own_last_year: AcrossDay | None
    rest_last_year: AcrossDay | None

    @property
    def expected(self) -> float:
        """What a workday after is to bring: as before, times the rest, times the season beside the rest."""
        due = self.own.before * (self.rest.times if self.rest else 1.0)
        if self.own_last_year:
            due *= self.own_last_year.times
        return due / self.rest_last_year.times if self.rest_last_year else due

    @property
    def rate(self) -> float:
        return self.own.after / self.expected - 1


def before_after(days: DailySums, day: date, weeks: int, rule: BeforeAfter) -> Effect:
    """What changed in the weeks from a day on against as many before it.

    Weeks run from the weekday of the day; those not covered whole, or of too few workdays, here or a year
    before, are left out. How far such comparisons usually lie apart is seen in the same comparison
    at all earlier weeks (placebos in time: a series that drifts would make a formula's error too small, see
    Bertrand, Duflo and Mullainathan 2004), else by the spread of the weeks.
    """
    covered = days.covered
    reach = (
        max(min(weeks, (day - covered.start) // WEEK), 0),
        max(min(weeks, (covered.end - day) // WEEK), 0),
    )
    before, after = _weeks(days, day, reach, rule, with_year=False)
    if len(before) < rule.least:
        return Effect("unknown", len(before), len(after))
    if len(after) < rule.least:
        return Effect("early", len(before), len(after))
    effect = _compared(days, day, reach, rule, with_year=True)
    with_year = effect is not None
    effect = effect or _compared(days, day, reach, rule, with_year=False)
    if effect is None:
        return Effect("unknown", len(before), len(after))
    usual = rule.errors * _usual(days, day, reach, rule, effect, with_year=with_year)
    lies = _apart(effect.rate)
    return Effect(
        verdict="same" if abs(lies) <= usual else "more" if lies > 0 else "less",
        before=len(effect.before),
        after=len(effect.after),
        own=effect.own,
        rest=effect.rest,
        own_last_year=effect.own_last_year,
        rest_last_year=effect.rest_last_year,
        expected=effect.expected,
        rate=effect.rate,
        more=(effect.own.after - effect.expected) * days.whole(days.own, effect.after),
        usual=(exp(-usual) - 1, exp(min(usual, _LARGE)) - 1),
    )


def course(
    days: DailySums, day: date, weeks: int, rule: BeforeAfter
) -> list[tuple[Period, float, float | None]]:
    """The calendar weeks around a day, each with the workday's amount of the member and of the rest as parts of
    their mean in the weeks before; weeks not covered whole or of too few workdays are left out."""
    around = Period(day - weeks * WEEK, day + weeks * WEEK)
    shown = [
        week
        for week in around.split("week")
        if week.start >= days.covered.start
        and week.end <= days.covered.end
        and days.calendar.workdays(week) >= rule.workdays
    ]
    before = [week for week in shown if week.end <= day]
    if not before or days.rate(days.own, before) <= 0:
        return []
    own = days.rate(days.own, before)
    rest = days.rest and days.rate(days.rest, before)
    return [
        (
            week,
            days.rate(days.own, [week]) / own,
            days.rate(days.rest, [week]) / rest if days.rest and rest and rest > 0 else None,
        )
        for week in shown
    ]


def _weeks(
    days: DailySums, day: date, extent: Reach, rule: BeforeAfter, *, with_year: bool
) -> tuple[list[Period], list[Period]]:
    """The weeks before the day and from it on that can be compared."""

    def counts(week: Period) -> bool:
        return all(
            one.start >= days.covered.start
            and one.end <= days.covered.end
            and days.calendar.workdays(one) >= rule.workdays
            for one in (week, *([_year_before(week)] if with_year else []))
        )

    back, ahead = extent
    both = [Period(day + n * WEEK, day + (n + 1) * WEEK) for n in range(-back, ahead)]
    return list(filter(counts, both[:back])), list(filter(counts, both[back:]))


def _year_before(week: Period) -> Period:
    return Period(week.start - YEAR, week.end - YEAR)


def _compared(
    days: DailySums, day: date, extent: Reach, rule: BeforeAfter, *, with_year: bool
) -> _Compared | None:
    """Both sides of the day; None where there are too few weeks, or one that is compared with is unsteady."""
    before, after = _weeks(days, day, extent, rule, with_year=with_year)
    if min(len(before), len(after)) < rule.least:
        return None
    own, rest = _changes(days, before, after)
    sides: list[tuple[Daily | None, list[Period]]] = [
        (days.own, before), (days.rest, before), (days.rest, after),
    ]  # fmt: skip
    then = [[_year_before(week) for week in part] for part in (before, after)]
    if with_year:
        sides += [(side, part) for side in (days.own, days.rest) for part in then]
    if not all(_is_steady(days, side, part, rule) for side, part in sides if side is not None):
        return None
    own_year, rest_year = _changes(days, *then) if with_year else (None, None)
    return _Compared(before, after, own, rest, own_year, rest_year)


def _changes(
    days: DailySums, before: Sequence[Period], after: Sequence[Period]
) -> tuple[AcrossDay, AcrossDay | None]:
    """That of the member, and of the rest where there is one."""
    own = AcrossDay(days.rate(days.own, before), days.rate(days.own, after))
    if days.rest is None:
        return own, None
    return own, AcrossDay(days.rate(days.rest, before), days.rate(days.rest, after))


def _is_steady(days: DailySums, side: Daily, weeks: Sequence[Period], rule: BeforeAfter) -> bool:
    """Whether its weeks tell a level from which, or with which, anything can be said to grow."""
    rates = [days.rate(side, [week]) for week in weeks]
    mean = fmean(rates)
    return mean > 0 and stdev(rates) / sqrt(len(rates)) <= rule.steady * mean


def _usual(
    days: DailySums,
    day: date,
    extent: Reach,
    rule: BeforeAfter,
    compared: _Compared,
    *,
    with_year: bool,
) -> float:
    """How far such comparisons usually lie apart: over those of as many weeks earlier on, none of which looks
    at the days after the day; where they are too few, by the spread of the weeks compared."""
    back, ahead = extent
    earlier = range(ahead, (day - days.covered.start) // WEEK - back + 1)
    others = (_compared(days, day - n * WEEK, extent, rule, with_year=with_year) for n in earlier)
    seen = [_apart(other.rate) for other in others if other]
    if len(seen) >= rule.others:
        return sqrt(fmean(lies * lies for lies in seen))
    spread = _spread(days, compared.before, compared.after)
    if with_year:
        then = [[_year_before(week) for week in part] for part in (compared.before, compared.after)]
        spread = hypot(spread, _spread(days, *then))
    return spread * sqrt(1 / len(compared.before) + 1 / len(compared.after))


def _spread(days: DailySums, before: Sequence[Period], after: Sequence[Period]) -> float:
    """How far a week's share (of the rest, or where there is none of its mean) lies from the mean of its side."""
    lies: list[float] = []
    for part in (before, after):
        shares = [
            days.rate(days.own, [week]) / (max(days.rate(days.rest, [week]), 0) or inf)
            if days.rest is not None
            else days.rate(days.own, [week])
            for week in part
        ]
        mean = fmean(shares)
        lies += [share / mean - 1 for share in shares] if mean > 0 else []
    return sqrt(sum(lie * lie for lie in lies) / (len(lies) - 2)) if len(lies) > 2 else inf


def _apart(rate: float) -> float:
    """A rate as a logarithm, in which half and double lie equally far apart."""
    return log(max(rate + 1, _LEAST))
