"""Which days are worked in China, as the public-holiday calendar has it, make-up days included."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import chinese_calendar
from chinese_calendar import constants

from salesdash.period import Calendar


@lru_cache
def china() -> Calendar:
    """The Chinese calendar, for the years that the package knows (2004 to the last announced)."""
    spring = chinese_calendar.Holiday.spring_festival.value
    return Calendar(
        closed=frozenset(constants.holidays),
        opened=frozenset(constants.workdays),
        festival=frozenset(day for day, name in constants.holidays.items() if name == spring),
        years=_years(constants.holidays),
    )


def _years(days: dict[date, str]) -> frozenset[int]:
    return frozenset(day.year for day in days)
