"""Headers of days without their year, side by side: 3/1, 3月1日, 1-Mar, Mar 1, and 3.1, which looks like a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from salesdash.intake.texts.times.dates import (
    ANY_YEAR,
    MONTH_AND_DAY,
    are_months_and_days,
    are_years_and_months,
)
from salesdash.intake.texts.times.day import name_day

FEWEST = 7  # days side by side; measured: files are read alike from 5 to 10
FEWEST_OF_MONTHS = (
    3  # as of any periods side by side; 1-1, 1-2, 1-3 may as well be numbers of things
)
LONGEST_GAP = 7  # days that are off between two columns
_TENTHS = ("1", "2", "3")  # of which a number loses the nought behind
_NUMBERS = re.compile(r"(\d{1,2})\s*([月/.-])\s*(\d{1,2})\s*[日号]?")
_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}")


def days_of_months(names: Sequence[str]) -> dict[int, date] | None:
    """The days by column, in any year, where each follows the one before it closely: of month and day, or
    of day and month, the one that makes them do so."""
    matches = {i: match for i, name in enumerate(names) if (match := _NUMBERS.fullmatch(name))}
    if not matches:
        return _in_words(names)
    telling = all(match[2] in "月/" for match in matches.values())
    if len(matches) < (FEWEST_OF_MONTHS if telling else FEWEST):
        return None
    if all(_NUMBER.fullmatch(match[0]) for match in matches.values()):
        return _in_numbers({i: (match[1], match[3]) for i, match in matches.items()})
    for month, day in ((1, 3), (3, 1)):
        try:
            days = {i: date(ANY_YEAR, int(m[month]), int(m[day])) for i, m in matches.items()}
        except ValueError:
            continue
        if _follow(list(days.values())):
            return days
    return None


def name_many_days(cells: Sequence[str]) -> bool:
    """Whether so many days stand side by side that they are no record with a few days of its own."""
    return len(days_of_months(cells) or ()) >= FEWEST


def _in_words(names: Sequence[str]) -> dict[int, date] | None:
    """1-Mar, 2-Mar …, or Mar 1, Mar 2 …, where these are no months of years."""
    named = {i: day for i, name in enumerate(names) if (day := _month_and_day(name))}
    texts = [names[i] for i in named]
    firsts = [text for text in texts if not text[:1].isdigit()]
    are_days = are_months_and_days(texts) if firsts else not are_years_and_months(texts)
    enough = len(named) >= FEWEST_OF_MONTHS
    return named if enough and are_days and _follow(list(named.values())) else None


def _month_and_day(name: str) -> date | None:
    month_first = re.fullmatch(MONTH_AND_DAY, name)
    named = name_day(f"{month_first[2]} {month_first[1]}" if month_first else name, year=ANY_YEAR)
    return named.period.start if named and named.yearless and named.grain == "day" else None


def _in_numbers(numbers: dict[int, tuple[str, str]]) -> dict[int, date] | None:
    """3.1, 3.2 … of which a workbook may have kept 3.10 as 3.1: the month first, each day the next that it can be."""
    starts = [10 * int(day) for _, day in list(numbers.values())[:1] if day in _TENTHS]
    for first in (None, *starts):
        days: dict[int, date] = {}
        for i, (month, day) in numbers.items():
            tens = [10 * int(day)] if day in _TENTHS else []
            may_be = [first] if first and not days else [int(day), *tens]
            last = list(days.values())[-1:]
            read = (_day(int(month), each) for each in may_be)
            fitting = [each for each in read if each and _follow([*last, each])]
            if not fitting:
                break
            days[i] = fitting[0]
        if len(days) == len(numbers):
            return days
    return None


def _day(month: int, day: int) -> date | None:
    try:
        return date(ANY_YEAR, month, day)
    except ValueError:
        return None


def _follow(days: Sequence[date]) -> bool:
    """Whether each is one of the next days after the one before it, be it over the turn of the year."""
    gaps = [(later - earlier).days % 366 for earlier, later in pairwise(days)]
    return all(0 < gap <= LONGEST_GAP for gap in gaps)
