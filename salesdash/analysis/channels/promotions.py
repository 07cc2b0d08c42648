"""What a promotion brought beyond the usual, and what it only brought forward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from math import sqrt
from statistics import fmean, stdev
from typing import Literal

import pandas as pd

from salesdash.calendar import Calendar
from salesdash.catalog.channels.pricing import Hangover
from salesdash.period import DAY, Period, add_months

Verdict = Literal["hangover", "paid", "no_lift", "early"]
WORST_FIRST: tuple[Verdict, ...] = ("hangover", "no_lift", "paid", "early")
Base = Literal["before", "last_year"]
WEEK = timedelta(days=7)
FEWEST_WEEKS = 4  # among which a usual spread can be seen
FEWEST_WORKDAYS = (
    3  # of a week that is one; what is sold in a week of holidays says nothing of a workday
)


@dataclass(frozen=True, slots=True)
class Newcomers:
    """First buyers, how many of them bought again in the time given and until now, and the gross profit
    in 元 that they were worth in that time; None while it has not passed, or where they are too few."""

    count: int
    came_back: int | None
    came_back_ever: int | None = None
    worth: float | None = None

    @property
    def rate(self) -> float | None:
        return None if self.came_back is None else self.came_back / self.count

    @property
    def rate_ever(self) -> float | None:
        return None if self.came_back_ever is None else self.came_back_ever / self.count

    @property
    def worth_each(self) -> float | None:
        return None if self.worth is None else self.worth / self.count


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a promotion at one member, in 元. `base` says what its baseline is made of.

    `sales` and `usual` are of its days, `lift` their difference. `drop` is how far the workdays after it
    lie below their baseline (negative: above), None while too few days have passed; `hangover` what was
    lost so, 0 where it is none.
    """

    member: str
    name: str
    days: Period
    base: Base
    sales: float
    usual: float
    drop: float | None
    hangover: float
    verdict: Verdict

    @property
    def lift(self) -> float:
        return self.sales - self.usual

    @property
    def net(self) -> float | None:
        """Lift less hangover; None while the aftermath is not known."""
        return None if self.verdict == "early" else self.lift - self.hangover


@dataclass(frozen=True, slots=True)
class Promotion(Run):
    """A run with whom it brought and what it earned.

    `brought` are its own newcomers, `others` those that the member won without a promotion in the twelve
    months before. `margin`: gross profit / sales of its days, None where no cost is known.
    """

    brought: Newcomers
    others: Newcomers
    margin: float | None = None

    @property
    def net_profit(self) -> float | None:
        """The gross profit of the net lift, at the margin of its days."""
        return None if self.net is None or self.margin is None else self.net * self.margin


@dataclass(frozen=True, slots=True)
class _Member:
    """The days of one member: what was sold, and the promotions that ran."""

    sold: Mapping[date, float]
    runs: list[tuple[str, Period]]
    promoted: frozenset[date]
    calendar: Calendar

    def unpromoted(self, days: Iterable[date]) -> list[date]:
        """The days without a promotion."""
        return [day for day in days if day not in self.promoted]

    def workdays(self, days: Iterable[date]) -> int:
        return sum(map(self.calendar.is_workday, days))

    def amount(self, days: Iterable[date]) -> float:
        return sum(self.sold.get(day, 0.0) for day in days)

    def rate(self, days: list[date]) -> float | None:
        """Sales a workday; None without one."""
        worked = self.workdays(days)
        return self.amount(days) / worked if worked else None


def promotions(
    rows: pd.DataFrame, period: Period, covered: Period, calendar: Calendar, rule: Hangover
) -> list[Promotion]:
    """The promotions that ended in a period, hangovers first, then by net, out of rows of `promotion_days`."""
    of_member = {str(member): its_rows for member, its_rows in rows.groupby("member")}
    return [
        _promotion(run, of_member[run.member], covered, rule)
        for run in runs(rows, period, covered, calendar, rule)
    ]


def runs(
    rows: pd.DataFrame, period: Period, covered: Period, calendar: Calendar, rule: Hangover
) -> list[Run]:
    """What was sold in and after the promotions that ended in a period, hangovers first, then by net: out of the
    `amount` of each member, promotion and day.

    `covered` are the days that the data cover, up to the as-of date. The baseline is the sales a workday
    in the weeks before, days of other promotions left out; where no promotion ran in the same days of
    the year before and the data cover them, times the course of that year. Without a baseline a
    promotion is left out.
    """
    all_runs = []
    for member, its_rows in rows.groupby("member"):
        seller = _member(its_rows, calendar, rule)
        for name, days in seller.runs:
            if days.last_day in period and (days.end - days.start).days <= rule.longest:
                run = _judged(str(member), name, days, seller, covered, rule)
                all_runs += [run] if run else []
    return sorted(all_runs, key=_worst_first)


def _worst_first(one: Run) -> tuple[int, float, date, str, str]:
    return WORST_FIRST.index(one.verdict), one.net or 0.0, one.days.start, one.member, one.name


def _member(rows: pd.DataFrame, calendar: Calendar, rule: Hangover) -> _Member:
    promoted = rows[rows["promotion"].notna()]
    runs = [
        (str(name), run)
        for name, days in promoted.groupby("promotion")["date"]
        for run in _runs(sorted(set(days)), rule.pause)
    ]
    # what runs all the time is everyday business, from which nothing stands apart
    short = [run for _, run in runs if (run.end - run.start).days <= rule.longest]
    sums = rows.groupby("date")["amount"].sum()
    return _Member(
        dict(zip(sums.index, sums.tolist(), strict=True)),
        runs,
        frozenset(day for run in short for day in run.days()),
        calendar,
    )


def _runs(days: list[date], pause: int) -> list[Period]:
    runs: list[Period] = []
    for day in days:
        if runs and (day - runs[-1].last_day).days <= pause:
            runs[-1] = Period(runs[-1].start, day + DAY)
        else:
            runs.append(Period(day, day + DAY))
    return runs


def _judged(
    member: str, name: str, days: Period, seller: _Member, covered: Period, rule: Hangover
) -> Run | None:
    around = timedelta(days=rule.around)
    start = max(days.start - around, covered.start)
    if (days.start - start).days < rule.least:
        return None
    before = seller.unpromoted(Period(start, days.start).days())
    end = min(days.end + around, covered.end)
    after = seller.unpromoted(Period(days.end, end).days()) if end > days.end else []
    level = seller.rate(before)
    worked = seller.workdays(days.days())
    selling = sum(seller.sold.get(day, 0.0) > 0 for day in before)
    if selling < rule.selling or not level or level < 0 or not worked:
        return None
    course = _course(seller, before, days, after, covered)
    sales, usual = seller.amount(days.days()), level * worked * (course[0] if course else 1.0)
    drop, hangover = None, 0.0
    verdict: Verdict = "early"
    rate = seller.rate(after) if len(after) >= rule.least else None
    if rate is not None:
        expected = level * (course[1] if course else 1.0)
        drop = 1 - rate / expected
        verdict = "paid" if sales > usual else "no_lift"
        least = min(drop, 1 - rate / level)
        if (
            sales > usual
            and least >= rule.drop
            and drop > rule.errors * _error(seller, before, after)
        ):
            verdict, hangover = "hangover", (expected - rate) * seller.workdays(after)
    return Run(
        member=member, name=name, days=days, base="last_year" if course else "before",
        sales=sales, usual=usual, drop=drop, hangover=hangover, verdict=verdict,
    )  # fmt: skip


def _promotion(run: Run, rows: pd.DataFrame, covered: Period, rule: Hangover) -> Promotion:
    promoted, others = rows[rows["promotion"] == run.name], rows[rows["promotion"].isna()]
    year_before = Period(add_months(run.days.start, -12), run.days.start)
    return Promotion(
        **{one.name: getattr(run, one.name) for one in fields(run)},
        brought=_newcomers(promoted, run.days, covered, rule),
        others=_newcomers(others, year_before, covered, rule),
        margin=_margin(promoted, run.days),
    )


def _course(
    seller: _Member, before: list[date], days: Period, after: list[date], covered: Period
) -> tuple[float, float] | None:
    """How the promotion's days, and those after it, went a year before against the weeks before them;
    None where the data do not cover that year or a promotion ran then."""
    parts = [_year_before(part) for part in (before, list(days.days()), after)]
    if min(parts[0]) < covered.start or any(day in seller.promoted for day in parts[1]):
        return None
    level, then, later = (seller.rate(seller.unpromoted(part)) for part in parts)
    if not level or level <= 0 or not then or then <= 0:
        return None
    if not after:
        return then / level, 1.0
    return (then / level, later / level) if later and later > 0 else None


def _year_before(days: Iterable[date]) -> list[date]:
    return sorted({add_months(day, -12) for day in days})


def _error(seller: _Member, before: list[date], after: list[date]) -> float:
    """The standard error of the aftermath beside the weeks before, as a part of their level: by the
    spread of these weeks."""
    first = min(before)
    weeks = [
        [day for day in before if first + n * WEEK <= day < first + (n + 1) * WEEK]
        for n in range((max(before) - first) // WEEK + 1)
    ]
    weeks = [week for week in weeks if seller.workdays(week) >= FEWEST_WORKDAYS]
    rates = [rate for week in weeks if (rate := seller.rate(week)) is not None]
    if len(rates) < FEWEST_WEEKS or fmean(rates) <= 0:
        return float("inf")
    of_after = max(len(after) / 7, 1)
    return stdev(rates) / fmean(rates) * sqrt(1 / len(rates) + 1 / of_after)


def _newcomers(rows: pd.DataFrame, days: Period, covered: Period, rule: Hangover) -> Newcomers:
    """Those of the days, by whether they bought again; of those without a promotion only who had the time."""
    last_known = covered.end - timedelta(days=rule.again)
    promoted = rows[(rows["date"] >= days.start) & (rows["date"] < days.end)]
    count = int(promoted["newcomers"].sum())
    if days.end > last_known or count < rule.newcomers:
        return Newcomers(count, None)
    worth = promoted["worth"].sum(min_count=1)
    return Newcomers(
        count, int(promoted["came_back"].sum()), int(promoted["came_back_ever"].sum()),
        None if pd.isna(worth) else float(worth),
    )  # fmt: skip


def _margin(rows: pd.DataFrame, days: Period) -> float | None:
    promoted = rows[(rows["date"] >= days.start) & (rows["date"] < days.end)]
    sales, profit = promoted["amount"].sum(), promoted["profit"].sum(min_count=1)
    return float(profit / sales) if sales > 0 and not pd.isna(profit) else None
