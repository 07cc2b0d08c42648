"""Days of one month side by side (Day1 … Day31, 1日 … 31日), as the dates that they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.times_named import ask_when, named_month
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table

FEWEST = 7  # days side by side; measured: files are read alike from 5 to 10
_DAY = re.compile(
    r"(day|d|tag|d[ií]a|第)?[\s_.-]*(\d{1,2})(?:\.0)?\s*(日|号|天|st|nd|rd|th)?", re.IGNORECASE
)
SHORTEST_MONTH = 28


def dated(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table with dates over such columns: of the month that its sheet, its title or its file
    names, else of the one that the user is asked for."""
    days = _days(table)
    if days is None:
        return table
    month = named_month(table, file, decisions)
    if month is None:
        ask_when(decisions)
        return table
    dates = {i: day for i, number in days.items() if (day := _date(month, number))}
    headers = tuple(dates.get(i, header) for i, header in enumerate(table.headers))
    paths = tuple((dates[i],) if i in dates else path for i, path in enumerate(table.paths))
    return replace(table, headers=headers, paths=paths)


def _days(table: Table) -> dict[int, int] | None:
    """The number of the day by column, where they count from the first of a month on."""
    matches = {i: _DAY.fullmatch(_text(header)) for i, header in enumerate(table.headers)}
    days = {i: int(match[2]) for i, match in matches.items() if match}
    numbers = list(days.values())
    worded = any(match and (match[1] or match[3]) for match in matches.values())
    enough = len(numbers) >= (FEWEST if worded else SHORTEST_MONTH)
    return days if enough and numbers == list(range(1, len(numbers) + 1)) else None


def _text(header: str) -> str:
    return unicodedata.normalize("NFKC", header).strip()


def _date(month: str, day: int) -> str | None:
    """The date, where the month has such a day."""
    span = span_of(month)
    try:
        assert span is not None
        assert span.year is not None
        return date(span.year, span.number, day).isoformat()
    except ValueError:
        return None
