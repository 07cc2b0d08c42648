"""Days typed as two numbers (3/15, 3-15, 0315): which is the month, and that they are no fractions."""

from __future__ import annotations

import re
from dataclasses import replace

import pyarrow.compute as pc

from salesdash.catalog.model import Kind
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import TOTAL
from salesdash.intake.texts.headers import kinds_of, simplified
from salesdash.intake.texts.text_column import TextColumn
from salesdash.intake.texts.times.dates import ANY_YEAR
from salesdash.intake.texts.times.day import Order, name_day
from salesdash.text import Text

_SHORT = r"^(\d{1,2})\s*[-/]\s*(\d{1,2})[日号]?([\s(（].*)?$"
# 0301 is a day under any header of dates; 25.01 a month under one that says so.
_RUN_TOGETHER = (
    (r"^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$", r"\1月\2日", re.compile("")),
    (r"^(1[3-9]|[2-9]\d)\.(0[1-9]|1[0-2])$", r"20\1年\2月", re.compile("月|(?i:month)")),
)
_WRITTEN: dict[Order, str] = {"mdy": r"\1月\2日\3", "dmy": r"\2月\1日\3"}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
READ_AS: dict[Order, tuple[str, str]] = {
    "mdy": ("日期按 月/日 读取", "dates were read as month/day"),
    "dmy": ("日期按 日/月 读取", "dates were read as day/month"),
}
# Months of years: each number stands beside so many at least, and all are years since that one.
FEWEST_MONTHS = 3
FEWEST_OF_A_CENTURY = 9
WHICH_FIRST = Text(
    "“{header}”里的日期（如 {cell}）没有写年份，是先月后日还是先日后月？暂按先月后日理解。",
    "The dates of “{header}” (such as {cell}) state no year. Is it the month or the day that comes first? The month "
    "is taken for now.",
)


def with_short_days(table: Table, decisions: TableDecisions) -> Table:
    """The table with such days written out, under a header of dates where nothing else stands. The order of month
    and day is the one in which all are days, else the one that keeps them in order; a Chinese header has the
    month first; else it is asked."""
    texts = list(table.texts)
    for index, header in enumerate(table.headers):
        cells = table.sample(index) if Kind.DATE in kinds_of(header) else []
        sample = [cell for cell in cells if not TOTAL.fullmatch(simplified(cell))]
        if not sample:
            continue
        column = table.texts[index].text
        for pattern, written, headers in _RUN_TOGETHER:
            if headers.search(header) and all(re.fullmatch(pattern, cell) for cell in sample):
                texts[index] = TextColumn(pc.replace_substring_regex(column, pattern, written))
        if not all(re.fullmatch(_SHORT, cell) for cell in sample):
            continue
        short = pc.filter(column, pc.match_substring_regex(column, _SHORT))
        if order := _order(header, pc.unique(short).to_pylist(), decisions):
            written = pc.replace_substring_regex(column, _SHORT, _WRITTEN[order])
            texts[index] = TextColumn(written)
            decisions.note_about(header, *READ_AS[order])
    return replace(table, texts=tuple(texts))


def _order(header: str, cells: list[str], decisions: TableDecisions) -> Order | None:
    """Which comes first; None where the cells are no days in either order."""
    read = {order: _days(cells, order) for order in _WRITTEN}
    fitting = [order for order, days in read.items() if days]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    in_order = [
        order
        for order in fitting
        if read[order] in (sorted(read[order]), sorted(read[order])[::-1])
    ]
    if len(in_order) == 1:
        return in_order[0]
    if read["mdy"] == read["dmy"] or _CHINESE.search(header):
        return "mdy"
    text = WHICH_FIRST.format(header=header, cell=cells[0])
    given = decisions.ask(f"date_order:{header}", text, tuple(_WRITTEN), "mdy")
    return next(order for order in _WRITTEN if order == given)


def _days(cells: list[str], order: Order) -> list[tuple[int, int]]:
    """The month and day of each cell; none where one is no day, or where they may be months of years: 24-03."""
    written = (re.sub(_SHORT, _WRITTEN[order].replace(r"\3", ""), cell) for cell in cells)
    named = [name_day(day, year=ANY_YEAR) for day in written]
    days = [(n.period.start.month, n.period.start.day) for n in named if n]
    numbers = {day for _, day in days}
    are_few = numbers and max(numbers) - min(numbers) < len(numbers) <= len(days) / FEWEST_MONTHS
    is_a_year = are_few and min(numbers) > FEWEST_OF_A_CENTURY
    return days if len(days) == len(cells) and not is_a_year else []
