"""Which days are worked, by the public holidays of a country, China's make-up days included."""

from __future__ import annotations

from functools import lru_cache

import chinese_calendar
import holidays
from babel import Locale
from chinese_calendar import constants

from salesdash.calendar import Calendar
from salesdash.text import LANGS, Text

# The years for which other countries' holidays are laid out; they follow rules, not decrees.
YEARS = range(2000, 2041)


@lru_cache
def calendar_of(country: str) -> Calendar:
    """The calendar of a country, by its ISO code; China's for `CN`."""
    if country == "CN":
        return china()
    closed = holidays.country_holidays(country, years=YEARS)
    return Calendar(closed=frozenset(closed), years=frozenset(YEARS))


@lru_cache
def countries() -> tuple[str, ...]:
    """The ISO codes of the countries and territories whose calendar is known."""
    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


@lru_cache
def country_name(code: str) -> Text:
    """What a country or territory is called."""
    return Text(*(Locale(lang).territories.get(code, code) for lang in LANGS))


@lru_cache
def china() -> Calendar:
    """The Chinese calendar, for the years that the package knows (2004 to the last announced)."""
    spring = chinese_calendar.Holiday.spring_festival.value
    return Calendar(
        closed=frozenset(constants.holidays),
        opened=frozenset(constants.workdays),
        festival=frozenset(day for day, name in constants.holidays.items() if name == spring),
        years=frozenset(day.year for day in constants.holidays),
    )
