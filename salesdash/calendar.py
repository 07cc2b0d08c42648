"""The days that people work and the year of their books: which period a day is in, and what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from salesdash.period import DAY, OF_THE_YEAR, Grain, Period, Shift, add_months


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: Monday to Friday, less `closed`, and the make-up days `opened`.

    `year_starts` is the month in which the fiscal year begins. `sums` are the months of which the orders tell the
    sum alone: none of their days is set beside another.
    """

    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    festival: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    year_starts: int = 1
    sums: tuple[Period, ...] = ()

    def of(self, day: date, grain: Grain) -> Period:
        """The period of that grain in which `day` lies, by the fiscal year."""
        return Period.of(day, grain, self.year_starts)

    def read(self, words: str) -> Period:
        """The period that somebody names: `2025` and `2025Q1` are those of the fiscal year, by the year in
        which it begins. Raises QuestionError as `Period.parse`."""
        period = Period.parse(words)
        if self.year_starts == 1 or period.grain not in OF_THE_YEAR:
            return period
        later = 0 if ".." in words else self.year_starts - 1
        start, end = add_months(period.start, later), add_months(period.end, later)
        return Period(start, end, is_fiscal=True)

    def years_of(self, period: Period) -> range:
        """The fiscal years that a period touches, each by the calendar year in which it begins."""
        first, last = (self.of(day, "year").start.year for day in (period.start, period.last_day))
        return range(first, last + 1)

    def edited(self, days: Mapping[date, bool]) -> Calendar:
        """The calendar with some days worked (True) or not (False), whatever it said of them."""
        worked = frozenset(day for day, is_worked in days.items() if is_worked)
        off = frozenset(days) - worked
        return replace(
            self, closed=(self.closed - worked) | off, opened=(self.opened - off) | worked
        )

    def is_workday(self, day: date) -> bool:
        return day in self.opened or (day.weekday() < 5 and day not in self.closed)

    def workdays(self, period: Period) -> int:
        return _workdays(self, period)

    def unknown_years(self, period: Period) -> tuple[int, ...]:
        """Years of the period whose public holidays are not known: Monday to Friday is assumed."""
        return tuple(
            y for y in range(period.start.year, period.last_day.year + 1) if y not in self.years
        )

    def compared(self, period: Period, comparison: Shift, as_of: date) -> Period:
        """The period to set beside this one; one still running is compared to date.

        A running period is set beside as many workdays of the other one as have passed by
        `as_of`, and, past the last workday, beside as many days off. While no workday has passed,
        it is set beside as many days. Whole months of which either side is told in sums stand beside
        as many months.
        """
        return _compared(self, period, comparison, as_of)

    def festival_on_one_side(self, period: Period, other: Period) -> bool:
        """Whether the Spring Festival falls in one of the two periods only."""
        return any(d in self.festival for d in period.days()) != any(
            d in self.festival for d in other.days()
        )


# A page asks for the same comparison again and again, and each walks through its days.
@lru_cache(maxsize=4096)
def _workdays(calendar: Calendar, period: Period) -> int:
    return sum(map(calendar.is_workday, period.days()))


@lru_cache(maxsize=4096)
def _compared(calendar: Calendar, period: Period, comparison: Shift, as_of: date) -> Period:
    other = period.shifted(comparison)
    if as_of not in period or as_of == period.last_day:
        return other
    passed = period.until(as_of)
    to_date = _as_many_workdays(calendar, passed, other)
    months = (passed.end.year - passed.start.year) * 12 + passed.end.month - passed.start.month
    is_whole = passed.end == add_months(passed.start, months) and passed.end.day == 1
    in_sums = any(as_of in one or to_date.last_day in one for one in calendar.sums)
    return other.until(add_months(other.start, months) - DAY) if is_whole and in_sums else to_date


def _as_many_workdays(calendar: Calendar, passed: Period, other: Period) -> Period:
    days = list(passed.days())
    worked = sum(map(calendar.is_workday, days))
    if not worked:
        return other.until(other.start + (len(days) - 1) * DAY)
    trailing = next((n for n, d in enumerate(reversed(days)) if calendar.is_workday(d)), len(days))
    return _first_workdays(calendar, other, worked, trailing)


def _first_workdays(calendar: Calendar, period: Period, workdays: int, days_off: int) -> Period:
    worked, off = 0, 0
    end = period.start
    for day in period.days():
        if calendar.is_workday(day):
            if worked == workdays:
                break
            worked, off = worked + 1, 0
        elif worked == workdays:
            if off == days_off:
                break
            off += 1
        end = day + DAY
    return Period(period.start, max(end, period.start + DAY))
