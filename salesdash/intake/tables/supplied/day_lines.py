"""Of which day rows are, said once in a line of its own above them: 日期：2025-03-05, or the day alone."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Kind
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import in_language_of
from salesdash.intake.tables.context.times_named import period_of, sources_of
from salesdash.intake.tables.layout.table import Rows, Table
from salesdash.intake.tables.supplied.fill import WRITTEN_BY_HAND
from salesdash.intake.tables.totals.total_rows import as_mask, says_total
from salesdash.intake.texts.headers import kinds_of, stands_for
from salesdash.intake.texts.times.clock import without_time
from salesdash.intake.texts.times.dates import ANY_YEAR
from salesdash.intake.texts.times.day import name_day
from salesdash.text import Text

_LABELLED = re.compile(r"\s*([^:：\d]{1,20}?)\s*[:：]\s*(\S.*?)\s*")
_NUMBER = re.compile(r"[\d.]+")
DATE = Text("日期", "Date")
FEWEST = 2  # one alone may be the day on which the sheet was made


def parted_by_days(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table with a column of the days that such lines name, and without the lines. What one says goes for the
    rows down to the next; the rows above the first are of the day that the title names, if any."""
    if not table.height <= WRITTEN_BY_HAND or any(map(_gives_the_day, table.headers)):
        return table
    filled = np.column_stack([as_mask(pc.is_valid(column)) for column in table.held])
    days: dict[int, str] = {}
    for row in np.flatnonzero(filled.sum(axis=1) <= FEWEST).tolist():
        columns = np.flatnonzero(filled[row]).tolist()
        cells = [str(table.held[i][row].as_py()) for i in columns]
        if day := _day_of(cells):
            days[row] = day
    if days:
        days = _followed(days, np.flatnonzero(filled.sum(axis=1) > FEWEST))
    above = period_of(table, *sources_of(table, file)) if days else None
    first = above[0] if above and _is_a_day(above[0]) else None
    if len(days) + (first is not None) < FEWEST:
        return table
    header = in_language_of(table.headers, DATE)
    shown = next(iter(days.values()))
    decisions.note(
        f"“{header}”写在各组上面单独一行（如 {shown}），已填到该组各行。",
        f"“{header}” stands once above each group (such as {shown}) and was filled down to its rows.",
    )
    lines = np.isin(np.arange(table.height), list(days))
    said = pa.array([first, *days.values()], pa.string())
    of_rows = pc.take(said, pa.array(np.cumsum(lines)))
    no_record = says_total(table, range(len(table.headers))) | (filled.sum(axis=1) == 0)
    column = pc.if_else(pa.array(no_record), None, of_rows)
    return table.and_column(header, column).where(~lines)


def _gives_the_day(header: str) -> bool:
    return Kind.DATE in kinds_of(header)


def _followed(days: dict[int, str], records: Rows) -> dict[int, str]:
    """Those lines that rows follow: where a form is signed there are none."""
    ends = [*list(days)[1:], np.inf]
    return {
        row: day
        for (row, day), end in zip(days.items(), ends, strict=True)
        if ((records > row) & (records < end)).any()
    }


def _day_of(cells: list[str]) -> str | None:
    """The day that the cells of a line name, alone or behind their label."""
    match cells:
        case [cell] if labelled := _LABELLED.fullmatch(cell):
            label, day = labelled[1], labelled[2]
        case [day]:
            label = ""
        case [label, day]:
            label = label.rstrip(" :：")
        case _:
            return None
    is_of_the_day = not label or stands_for(label, ORDERS, str(ORDERS.date))
    day = without_time(day)
    return day if is_of_the_day and _is_a_day(day) else None


def _is_a_day(words: str) -> bool:
    named = None if _NUMBER.fullmatch(words) else name_day(words, year=ANY_YEAR)
    return named is not None and named.grain == "day"
