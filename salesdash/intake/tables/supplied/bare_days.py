"""Days without their month, which stands in a column beside them, as the year may, or is said once for all by
the name of the sheet or the title."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa
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
_MONTH = r"(?:1[0-2]|0?[1-9])(?:\.0)?\s*(?:月份?)?"
_MONTH_HEADERS = re.compile(r"月|月份|month|mes|mois|monat")
_YEAR = r"(?:19|20)\d{2}(?:\.0)?\s*(?:年度?)?"
_YEAR_HEADERS = re.compile(r"年|年份|(?:凭证|会计)?年度|year|jahr|an|ann[ée]e|año")


def bare_days(table: Table) -> int | None:
    """The column of bare days (3, 3日); None where there is none."""
    return _column_of(table, _HEADERS, _DAY)


def bare_months(table: Table) -> int | None:
    """The column of bare months (3, 3月); None where there is none."""
    return _column_of(table, _MONTH_HEADERS, _MONTH)


def bare_years(table: Table) -> int | None:
    """The column of years (2025, 2025年); None where there is none."""
    return _column_of(table, _YEAR_HEADERS, _YEAR)


def _column_of(table: Table, headers: re.Pattern[str], pattern: str) -> int | None:
    for index, header in enumerate(table.headers):
        cells = table.sample(index) if headers.fullmatch(simplified(header).casefold()) else []
        says = [cell for cell in cells if not TOTAL.fullmatch(simplified(cell))]
        if says and all(re.fullmatch(pattern, cell) for cell in says):
            return index
    return None


def in_month(table: Table, days: int, month: str) -> Table | None:
    """The table with the days of that column as dates; None where `month` names no month."""
    span = span_of(month)
    if span is None or span.grain != "month":
        return None
    before = f"{span.year}年{span.number}月" if span.year else f"{span.number}月"
    return _of_months(table, days, pa.scalar(before))


def with_months(table: Table, days: int, months: int, years: int | None) -> Table:
    """The table with days and the months, and the years, beside them in one column."""
    number = pc.replace_substring_regex(table.texts[months].text, r"(?:\.0)?\s*(?:月份?)?$", "")
    before = pc.binary_join_element_wise(number, "", "月")
    if years is not None:
        year = pc.utf8_slice_codeunits(table.texts[years].text, 0, 4)
        before = pc.binary_join_element_wise(year, before, "年")
    made = _of_months(table, days, before)
    return made.only([i for i in range(len(made.headers)) if i not in (months, years)])


def _of_months(table: Table, days: int, months: pa.Array | pa.Scalar) -> Table:
    column = table.texts[days].text
    day = pc.replace_substring_regex(column, r"(?:\.0)?\s*[日号]?$", "")
    dates = pc.binary_join_element_wise(months, day, "日", "")
    made = TextColumn(pc.if_else(pc.match_substring_regex(column, f"^{_DAY}$"), dates, column))
    name = in_language_of(table.headers, Text("日期", "Date"))
    return replace(
        table,
        headers=(*table.headers[:days], name, *table.headers[days + 1 :]),
        texts=(*table.texts[:days], made, *table.texts[days + 1 :]),
    )
