"""Days without their month, which the name of the sheet or the title says once for all."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow.compute as pc

from salesdash.intake.tables.context.subject import in_language_of
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import TOTAL
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:\.0)?\s*[日号]?"
_HEADERS = re.compile(r"日|日期|号|day|date")


def bare_days(table: Table) -> int | None:
    """The column of bare days (3, 3日); None where there is none."""
    for index, header in enumerate(table.headers):
        cells = table.sample(index) if _HEADERS.fullmatch(simplified(header).casefold()) else []
        days = [cell for cell in cells if not TOTAL.fullmatch(simplified(cell))]
        if days and all(re.fullmatch(_DAY, cell) for cell in days):
            return index
    return None


def in_month(table: Table, days: int, month: str) -> Table | None:
    """The table with the days of that column as dates; None where `month` names no month."""
    span = span_of(month)
    if span is None or span.grain != "month":
        return None
    before = f"{span.year}年{span.number}月" if span.year else f"{span.number}月"
    column = table.texts[days].text
    day = pc.replace_substring_regex(column, r"(?:\.0)?\s*[日号]?$", "")
    dates = pc.binary_join_element_wise(before, day, "日", "")
    made = TextColumn(pc.if_else(pc.match_substring_regex(column, f"^{_DAY}$"), dates, column))
    name = in_language_of(table.headers, Text("日期", "Date"))
    return replace(
        table,
        headers=(*table.headers[:days], name, *table.headers[days + 1 :]),
        texts=(*table.texts[:days], made, *table.texts[days + 1 :]),
    )
