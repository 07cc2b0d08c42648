"""Weeks that say no more than their number: 9 below 周次; and the first to the sixth of a month that is named once
for all by the sheet, the title or the file."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Kind
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import in_language_of
from salesdash.intake.tables.context.times_named import period_of, sources_of
from salesdash.intake.tables.layout.across import Span, span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import TOTAL
from salesdash.intake.texts.headers import kinds_of, simplified, spoken
from salesdash.intake.texts.text_column import TextColumn
from salesdash.period import Period
from salesdash.text import Text, plain

_HEADERS = re.compile(
    r"周|周次|周数|周别|第几周|(?:week|wk|kw)(?: ?(?:no\.?|number|#))?|kalenderwoche|woche|semana|semaine|settimana"
)
_NUMBER = r"(5[0-3]|[1-4]\d|0?[1-9])"
_BARE = re.compile(rf"{_NUMBER}(?:\.0)?")
_NAMED = re.compile(rf"(?:第|week|wk|w|kw)?\s*{_NUMBER}\s*周?", re.IGNORECASE)
_A_WEEK = rf"^\s*(?:{_BARE.pattern}|{_NAMED.pattern})\s*$"
MOST_OF_A_MONTH = 6
FEWEST_ACROSS = 3
ORDINALS = (
    Text("第一周", "1st week"),
    Text("第二周", "2nd week"),
    Text("第三周", "3rd week"),
    Text("第四周", "4th week"),
    Text("第五周", "5th week"),
    Text("第六周", "6th week"),
)
OF_THE_MONTH = Text(
    "“{header}”里是{month}的第几周，记在该月。",
    "“{header}” counts the weeks of {month}; they are booked in that month.",
)


def with_weeks(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table with the weeks of a month in that month, and with bare numbers of weeks as weeks of the year."""
    month = _month(table, file)
    table = _across(table) if month else table
    texts = list(table.texts)
    for index, header in enumerate(table.headers):
        numbers = _numbers(table, index) if _HEADERS.fullmatch(spoken(header).strip()) else []
        if not numbers:
            continue
        text = texts[index].text
        if month and max(numbers) <= MOST_OF_A_MONTH and _is_the_only_time(table, index):
            are_weeks = pc.match_substring_regex(table.held[index], _A_WEEK, ignore_case=True)
            weeks = pc.fill_null(are_weeks, fill_value=False)  # a total among them stays one
            texts[index] = TextColumn(pc.if_else(weeks, pa.scalar(month.text), text))
            said = OF_THE_MONTH.format(header=header, month=_said(month))
            decisions.notes.append(said)
        else:
            week = pc.replace_substring_regex(text, rf"^{_BARE.pattern}$", r"第\1周")
            texts[index] = TextColumn(week)
    return replace(table, texts=tuple(texts))


def _month(table: Table, file: str) -> Span | None:
    """The month that the names around the table speak of; in January the weeks are those of the year."""
    named = period_of(table, *sources_of(table, file))
    span = span_of(named[0]) if named else None
    return span if span and span.grain == "month" and span.number > 1 else None


def _said(month: Span) -> Text:
    return Period.parse(month.text).name if month.year else plain(month.text)


def _numbers(table: Table, index: int) -> list[int]:
    """Those of the weeks in the column; none where anything else stands there."""
    cells = [c for c in table.sample(index) if not TOTAL.fullmatch(simplified(c))]
    weeks = [_BARE.fullmatch(cell) or _NAMED.fullmatch(cell) for cell in cells]
    return [int(week[1]) for week in weeks if week] if all(weeks) else []


def _is_the_only_time(table: Table, index: int) -> bool:
    return not any(
        i != index and Kind.DATE in kinds_of(header) for i, header in enumerate(table.headers)
    )


def _across(table: Table) -> Table:
    """The table with weeks side by side that count from one on named as those of a month."""
    names = [simplified(header).strip() for header in table.headers]
    weeks = {
        i: int(week[1])
        for i, name in enumerate(names)
        if (week := _NAMED.fullmatch(name)) and not name.isdigit()
    }
    numbers = list(weeks.values())
    if not FEWEST_ACROSS <= len(numbers) <= MOST_OF_A_MONTH:
        return table
    if numbers != list(range(1, len(numbers) + 1)):
        return table
    known = {i: in_language_of(table.headers, ORDINALS[number - 1]) for i, number in weeks.items()}
    headers = tuple(known.get(i, header) for i, header in enumerate(table.headers))
    paths = tuple((known[i],) if i in known else path for i, path in enumerate(table.paths))
    return replace(table, headers=headers, paths=paths)
