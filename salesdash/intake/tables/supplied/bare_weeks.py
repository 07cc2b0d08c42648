"""Weeks that say no more than their number: 9 below 周次; and the first to the sixth of a month that is named once
for all by the sheet, the title or the file."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow.compute as pc

from salesdash.catalog.model import Kind
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.times_named import period_of, sources_of
from salesdash.intake.tables.layout.across import Span, span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import TOTAL
from salesdash.intake.texts.headers import kinds_of, simplified, spoken
from salesdash.intake.texts.text_column import TextColumn
from salesdash.period import Period
from salesdash.receipt import Question
from salesdash.text import Text, plain

_HEADERS = re.compile(
    r"周|周次|周数|周别|第几周|(?:week|wk|kw)(?: ?(?:no\.?|number|#))?|kalenderwoche|woche|semana|semaine|settimana"
)
_NUMBER = r"(5[0-3]|[1-4]\d|0?[1-9])"
_BARE = re.compile(rf"{_NUMBER}(?:\.0)?")
_NAMED = re.compile(rf"(?:第|week|wk|w|kw)?\s*{_NUMBER}\s*周?", re.IGNORECASE)
# Weeks of a month and none of a year: 第一周, 2nd week.
_ORDINAL = (
    r"第?[一二三四五六]个?周|(?:[1-6](?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth) week"
)
_A_WEEK = rf"^\s*(?:{_BARE.pattern}|{_NAMED.pattern}|{_ORDINAL})\s*$"
MOST_OF_A_MONTH = 6
FEWEST_ACROSS = 3
OF_THE_MONTH = Text(
    "“{header}”里是{month}的第几周，记在该月。",
    "“{header}” counts the weeks of {month}; they are booked in that month.",
)
WEEKS_OF, OF_THE_YEAR = "weeks_of", "year"
FEW_WEEKS = Text(
    "“{header}”最多到第 {last} 周，没写是哪个月的。是一年的头几周，还是某个月的？是某个月的，请写出来，如 2025年3月。",
    "“{header}” counts no further than week {last} and names no month. Are these the first weeks of the year, or "
    "those of a month? If so, say of which, for example March 2025.",
)


def with_weeks(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table with the weeks of a month in that month, and with bare numbers of weeks as weeks of the year."""
    named = _month(table, file)
    month = (
        named if named and named.number > 1 else None
    )  # in January the weeks are those of the year
    table = _across(table, month) if month else table
    texts = list(table.texts)
    for index, header in enumerate(table.headers):
        if named and _are(table, index, _ORDINAL) and _is_the_only_time(table, index):
            texts[index] = _in_month(table, index, named)
            decisions.notes.append(OF_THE_MONTH.format(header=header, month=_said(named)))
            continue
        numbers = _numbers(table, index) if _HEADERS.fullmatch(spoken(header).strip()) else []
        if not numbers:
            continue
        are_few = max(numbers) <= MOST_OF_A_MONTH and _is_the_only_time(table, index)
        of = (
            (month if named else _asked_month(header, max(numbers), decisions)) if are_few else None
        )
        if of:
            texts[index] = _in_month(table, index, of)
            decisions.notes.append(OF_THE_MONTH.format(header=header, month=_said(of)))
        else:
            week = pc.replace_substring_regex(texts[index].text, rf"^{_BARE.pattern}$", r"第\1周")
            texts[index] = TextColumn(week)
    return replace(table, texts=tuple(texts))


def _month(table: Table, file: str) -> Span | None:
    """The month that the names around the table speak of."""
    named = period_of(table, *sources_of(table, file))
    span = span_of(named[0]) if named else None
    return span if span and span.grain == "month" else None


def _are(table: Table, index: int, week: str) -> bool:
    """Whether nothing but such weeks, and perhaps totals, stands in the column."""
    cells = [c for c in table.sample(index) if not TOTAL.fullmatch(simplified(c))]
    return bool(cells) and all(re.fullmatch(week, spoken(cell).strip()) for cell in cells)


def _in_month(table: Table, index: int, month: Span) -> TextColumn:
    """The column with the month before its weeks; a total among them stays one."""
    weeks = pc.replace_substring_regex(table.held[index], rf"^{_BARE.pattern}$", r"第\1周")
    are_weeks = pc.fill_null(pc.match_substring_regex(weeks, _A_WEEK, ignore_case=True), False)
    dated = pc.binary_join_element_wise(month.text, weeks, " ")
    return TextColumn(pc.if_else(are_weeks, dated, table.texts[index].text))


def _asked_month(header: str, last: int, decisions: TableDecisions) -> Span | None:
    """The month of which the user says that these are the weeks; None where they are the first of a year."""
    answer = decisions.answer(WEEKS_OF) or ""
    month = span_of(answer)
    if month and month.grain == "month":
        return month
    if answer != OF_THE_YEAR:
        text = FEW_WEEKS.format(header=header, last=last)
        decisions.open(Question(WEEKS_OF, text, (OF_THE_YEAR,), "", is_typed=True))
    return None


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


def _across(table: Table, month: Span) -> Table:
    """The table with weeks side by side that count from one on named as those of the month."""
    weeks = {
        i: week
        for i, header in enumerate(table.headers)
        if not header.strip().isdigit()
        and (week := span_of(f"{month.text} {simplified(header).strip()}"))
        and week.month
    }
    numbers = [week.number for week in weeks.values()]
    if len(numbers) < FEWEST_ACROSS or numbers != list(range(1, len(numbers) + 1)):
        return table
    headers = tuple(weeks[i].text if i in weeks else h for i, h in enumerate(table.headers))
    paths = tuple((weeks[i].text,) if i in weeks else path for i, path in enumerate(table.paths))
    return replace(table, headers=headers, paths=paths)
