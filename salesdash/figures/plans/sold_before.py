"""What was sold in the months that a year's plan is shared out by, and where they had to be guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from salesdash.catalog.plans import EVERYBODY, Member
from salesdash.period import DAY, Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

Sales = dict[Member, dict[int, Fraction]]


@dataclass(frozen=True, slots=True)
class History:
    """Sales in 元 by member and month (its number, in the order of the year), to go by for `year`.

    `weights` are the months of the year before, none below zero: those that have not ended are of one
    year earlier, times `growth` (None: as they are), and `carried` names them.
    """

    year: Period
    weights: Sales
    carried: tuple[int, ...]
    growth: Fraction | None
    below_zero: int

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(self.weights)

    @property
    def total(self) -> Fraction:
        return sum(
            (sum(monthly.values(), Fraction(0)) for monthly in self.weights.values()), Fraction(0)
        )

    def empty_members(self) -> tuple[Member, ...]:
        return tuple(
            member for member, monthly in self.weights.items() if not any(monthly.values())
        )

    def empty_months(self) -> tuple[int, ...]:
        months = [m.start.month for m in self.year.split("month")]
        return tuple(m for m in months if not any(monthly[m] for monthly in self.weights.values()))


def history(ask: Ask, scope: Scope, year: Period, dimensions: Sequence[str] = ()) -> History:
    """Every member that sold in the two years before or in the year itself, most sales first."""
    last_year = year.shifted("last_year")
    years = (last_year.shifted("last_year"), last_year, year)
    sold = {y: _by_member(ask, scope, y, dimensions) for y in years}
    totals = {member: _total(sold, member) for of_members in sold.values() for member in of_members}
    members = sorted(
        totals, key=lambda member: (*_outermost(totals, member), -totals[member], member)
    )
    before, last, _ = sold.values()
    months = {month.start.month: month for month in last_year.split("month")}
    ended = [m for m, month in months.items() if _has_ended(month, scope)]
    growth = _growth(last, before, ended)
    actual = {who: {m: _of(last, who, m) for m in ended} for who in members}
    raw = {
        who: {
            m: actual[who][m] if m in ended else _of(before, who, m) * (growth or 1) for m in months
        }
        for who in members
    }
    return History(
        year,
        {
            who: {m: max(amount, Fraction(0)) for m, amount in monthly.items()}
            for who, monthly in raw.items()
        },
        tuple(m for m in months if m not in ended),
        growth,
        sum(amount < 0 for monthly in raw.values() for amount in monthly.values()),
    )


def _by_member(ask: Ask, scope: Scope, year: Period, dimensions: Sequence[str]) -> Sales:
    frame = ask(["sales"], [ask.adds_up_by, *dimensions], scope.over(year))
    sales: Sales = {}
    for row in frame.to_dict("records"):
        member = tuple(row[d] for d in dimensions)
        if all(map(pd.notna, member)) and pd.notna(row["sales"]):
            month = Period.parse(row[ask.adds_up_by]).start.month
            of_months = sales.setdefault(tuple(map(str, member)), {})
            of_months[month] = of_months.get(month, Fraction(0)) + _exact(row["sales"])
    return sales if sales or dimensions else {EVERYBODY: {}}


def _total(sold: Mapping[Period, Sales], member: Member) -> Fraction:
    return sum(
        (sum(of_members.get(member, {}).values(), Fraction(0)) for of_members in sold.values()),
        Fraction(0),
    )


def _outermost(totals: Mapping[Member, Fraction], member: Member) -> tuple[Fraction | str, ...]:
    """What puts the members of one region side by side, the largest region first."""
    if len(member) < 2:
        return ()
    return -sum((n for m, n in totals.items() if m[0] == member[0]), Fraction(0)), member[0]


def _growth(last: Sales, before: Sales, ended: list[int]) -> Fraction | None:
    """What the months that have ended brought, as a multiple of the same months a year earlier."""
    now, then = (
        sum((monthly.get(m, Fraction(0)) for monthly in sold.values() for m in ended), Fraction(0))
        for sold in (last, before)
    )
    return now / then if now > 0 and then > 0 else None


def _of(sold: Sales, member: Member, month: int) -> Fraction:
    return sold.get(member, {}).get(month, Fraction(0))


def _exact(amount: float) -> Fraction:
    """A sum of money, which has four decimals at most, freed from the float it came in."""
    return Fraction(Decimal(repr(round(float(amount), 4))))


def _has_ended(month: Period, scope: Scope) -> bool:
    """Whether all its workdays have passed: the newest order need not be of its very last day."""
    if scope.as_of not in month or scope.as_of == month.last_day:
        return scope.as_of >= month.last_day
    return not scope.calendar.workdays(Period(scope.as_of + DAY, month.end))
