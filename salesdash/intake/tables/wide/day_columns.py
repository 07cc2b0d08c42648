"""Days side by side (Day1 … Day31, 3月1日 … 3月31日, Monday … Sunday), as the dates that they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from salesdash.intake import questions
from salesdash.intake.questions import BEGINS, ENDS, YEAR_BEGINS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.setting import setting_of
from salesdash.intake.tables.context.times_named import (
    ask_when,
    named_month,
    period_of,
    sources_of,
)
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.times.day import name_day
from salesdash.intake.texts.times.day_words import without_weekday
from salesdash.intake.texts.times.days_across import days_of_months
from salesdash.receipt import Question

FEWEST = 7  # days side by side; measured: files are read alike from 5 to 10
_DAY = re.compile(
    r"(day|d|tag|d[ií]a|第)?[\s_.-]*(\d{1,2})(?:\.0)?\s*(日|号|天|st|nd|rd|th)?", re.IGNORECASE
)
MONTHS = 12
_WEEKDAYS = (
    r"(?:周|星期|礼拜)一|mon(?:day)?|mo(?:ntag)?|lun(?:es|di)?",
    r"(?:周|星期|礼拜)二|tues?(?:day)?|di(?:enstag)?|mar(?:tes|di)?",
    r"(?:周|星期|礼拜)三|wed(?:nesday)?|mi(?:ttwoch)?|mi[eé](?:rcoles)?|mer(?:credi)?",
    r"(?:周|星期|礼拜)四|thu(?:rs?(?:day)?)?|do(?:nnerstag)?|jue(?:ves)?|jeu(?:di)?",
    r"(?:周|星期|礼拜)五|fri(?:day)?|fr(?:eitag)?|vie(?:rnes)?|ven(?:dredi)?",
    r"(?:周|星期|礼拜)六|sat(?:urday)?|sa(?:mstag)?|s[aá]b(?:ado)?|sam(?:edi)?",
    r"(?:周|星期|礼拜)[日天]|sun(?:day)?|so(?:nntag)?|dom(?:ingo)?|dim(?:anche)?",
)
FEWEST_WEEKDAYS = 4
A_WEEK = 7


def dated(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table with dates over such columns: of the month, the week or the year that its sheet, its title
    or its file names, else of the one that the user is asked for."""
    names = [unicodedata.normalize("NFKC", name).strip() for name in _written(table)]
    bare = [without_weekday(name.casefold()) for name in names]
    month = named_month(table, file, decisions)
    if days := _days(bare, month):
        if month is None:
            ask_when(decisions)
            return table
        return _with(table, {i: _date(month, number) for i, number in days.items()})
    if of_months := days_of_months(bare):
        year = _year_of(of_months, table, file, decisions)
        return _with(table, _in_years(of_months, year)) if year else table
    if weekdays := _weekdays(names):
        return _with(table, _in_week(table, file, weekdays))
    return table


def _written(table: Table) -> list[str]:
    """The headers as they stand in the sheet, of which two may be alike: 3.1 is 3.10 as well."""
    return [
        path[-1] if path else header
        for path, header in zip(
            table.paths or [()] * len(table.headers), table.headers, strict=True
        )
    ]


def _with(table: Table, dates: dict[int, str | None]) -> Table:
    known = {i: day for i, day in dates.items() if day}
    headers = tuple(known.get(i, header) for i, header in enumerate(table.headers))
    paths = tuple((known[i],) if i in known else path for i, path in enumerate(table.paths))
    return replace(table, headers=headers, paths=paths)


def _days(names: Sequence[str], month: str | None) -> dict[int, int] | None:
    """The number of the day by column, where they count from the first of a month on. Up to twelve bare numbers are
    days where a `month` is named that is not the last of them: the months of a year come to the one named."""
    matches = {i: _DAY.fullmatch(name) for i, name in enumerate(names)}
    days = {i: int(match[2]) for i, match in matches.items() if match}
    numbers = list(days.values())
    worded = any(match and (match[1] or match[3]) for match in matches.values())
    may_be_months = not worded and len(numbers) <= MONTHS
    enough = len(numbers) >= FEWEST
    if may_be_months:
        enough = enough and month is not None and not month.endswith(f"-{len(numbers):02d}")
    return days if enough and numbers == list(range(1, len(numbers) + 1)) else None


def _date(month: str, day: int) -> str | None:
    """The date, where the month has such a day."""
    span = span_of(month)
    try:
        assert span is not None
        assert span.year is not None
        return date(span.year, span.number, day).isoformat()
    except ValueError:
        return None


def _year_of(
    days: dict[int, date], table: Table, file: str, decisions: TableDecisions
) -> int | None:
    """The year in which the days begin."""
    setting = setting_of(table, file)
    first, last = (table.headers[i] for i in (min(days), max(days)))
    if sorted(days.values()) == list(days.values()) or not (setting.year or setting.begin):
        return setting.year or questions.year(decisions, first, first, is_booked=False)
    if setting.begin or not setting.year:
        return setting.begin
    text = questions.year_begins(first, last, setting.year)
    begins = decisions.choose(Question(YEAR_BEGINS, text, (BEGINS, ENDS), BEGINS)) == BEGINS
    return setting.year if begins else setting.year - 1


def _in_years(days: dict[int, date], year: int) -> dict[int, str | None]:
    """The dates, those after a turn of the year in the year after it."""
    dates: dict[int, str | None] = {}
    last = next(iter(days.values()))
    for i, day in days.items():
        year += day < last
        dates[i], last = f"{year}-{day:%m-%d}", day
    return dates


def _weekdays(names: Sequence[str]) -> dict[int, int] | None:
    """The number of the weekday by column, Monday being 0, where they stand side by side in order."""
    days = {
        i: number
        for i, name in enumerate(names)
        for number, pattern in enumerate(_WEEKDAYS)
        if re.fullmatch(pattern, name.casefold().rstrip("."))
    }
    gaps = [(later - earlier) % A_WEEK for earlier, later in pairwise(days.values())]
    in_order = all(gaps) and sum(gaps) < A_WEEK
    return days if len(days) >= FEWEST_WEEKDAYS and in_order else None


def _in_week(table: Table, file: str, weekdays: dict[int, int]) -> dict[int, str | None]:
    """The dates of the weekdays, where the names around the table speak of one week."""
    period = period_of(table, *sources_of(table, file))
    named = name_day(period[0]) if period else None
    if named is None:
        return {}
    start = named.period.start
    if (named.period.end - start).days > A_WEEK:
        return {}
    first = start.weekday()
    return {
        i: (start + timedelta(days=(number - first) % A_WEEK)).isoformat()
        for i, number in weekdays.items()
    }
