"""Days typed by hand with a point (3.1, 3.15), which look like numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pyarrow as pa

from salesdash.catalog.model import Kind
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.fill import WRITTEN_BY_HAND
from salesdash.intake.texts.headers import kinds_of
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text

_DOTTED = re.compile(r"(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])[日号]?")
_TENTHS = (1, 2, 3)  # of which a number loses the nought behind
DOTTED, AS_DAYS, LEAVE = "dotted", "days", "leave"
READ_AS = Text("“{header}”里的 {cell} 读作 {day}。", "{cell} in “{header}” is read as {day}.")
MAY_BE = Text(
    "“{header}”里的 {cell} 是 {day}吗？Excel 会把 3.10 存成 3.1，请核对其余各行。",
    "Is {cell} in “{header}” {day}? Excel keeps 3.10 as 3.1, so please check the other rows.",
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, order=True, slots=True)
class _Day:
    month: int
    day: int


def with_dotted_days(table: Table, decisions: TableDecisions) -> Table:
    """The table with such days written out, under a Chinese header of dates, as these name the month first.

    A workbook that took 3.10 for a number has it as 3.1: where only one reading keeps the days in order, or
    where such days may be either, the user is asked; where the days go back for all that, nothing is read.
    """
    if not 0 < table.height <= WRITTEN_BY_HAND:
        return table
    texts = list(table.texts)
    for index, header in enumerate(table.headers):
        if Kind.DATE not in kinds_of(header) or not _CHINESE.search(header):
            continue
        cells = [str(cell or "").strip() for cell in table.held[index].to_pylist()]
        written = [day for cell in cells if (day := _DOTTED.fullmatch(cell))]
        days = [_Day(int(day[1]), int(day[2])) for day in written]
        are_told = all(_DOTTED.fullmatch(cell) or not _is_number(cell) for cell in cells)
        if not days or not are_told:
            continue
        if not any(len(day[2]) > 1 and day[2].endswith("0") for day in written):
            if _go_back(days) and any(day.day in _TENTHS for day in days):
                restored = _restored(days)
                at = next((n for n, day in enumerate(restored) if day != days[n]), 0)
                if not restored or not _are_days(decisions, header, written[at][0], restored[at]):
                    continue
                days = restored
            elif _may_be_tens(days) and not _are_days(decisions, header, written[0][0], days[0]):
                continue
        read = iter(days)
        texts[index] = TextColumn(
            pa.array(
                [
                    _named(next(read)).zh if _DOTTED.fullmatch(str(cell or "").strip()) else cell
                    for cell in table.held[index].to_pylist()
                ],
                pa.string(),
            )
        )
        decisions.notes.append(
            READ_AS.format(header=header, cell=written[0][0], day=_named(days[0]))
        )
    return replace(table, texts=tuple(texts))


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit()


def _go_back(days: Sequence[_Day]) -> bool:
    return any(later < earlier for earlier, later in pairwise(days))


def _restored(days: Sequence[_Day]) -> list[_Day]:
    """The days in the one reading of them that keeps them in order, upwards or downwards; none where there
    is no such reading, or several."""
    for ordered in (list(days), list(reversed(days))):
        lowest = _in_order(ordered)
        highest = _in_order([_Day(-day.month, -day.day) for day in reversed(ordered)])
        if lowest and lowest == [_Day(-day.month, -day.day) for day in reversed(highest)]:
            return lowest if ordered == list(days) else lowest[::-1]
    return []


def _in_order(days: Sequence[_Day]) -> list[_Day]:
    """The days, each read as the first that is not before the one before it; none where one has no such
    reading."""
    read: list[_Day] = []
    for day in days:
        tens = [replace(day, day=10 * day.day)] if abs(day.day) in _TENTHS else []
        fitting = [each for each in (day, *tens) if not read or each >= read[-1]]
        if not fitting:
            return []
        read.append(min(fitting))
    return read


def _may_be_tens(days: Sequence[_Day]) -> bool:
    """Whether all of some month that may have lost a nought are in order with it as well: 3.1, 3.2, 3.25."""
    for month in {day.month for day in days}:
        own = [day for day in days if day.month == month]
        tens = [replace(day, day=10 * day.day) if day.day in _TENTHS else day for day in own]
        if tens != own and not _go_back(tens):
            return True
    return False


def _are_days(decisions: TableDecisions, header: str, cell: str, day: _Day) -> bool:
    text = MAY_BE.format(header=header, cell=cell, day=_named(day))
    return decisions.ask(f"{DOTTED}:{header}", text, (AS_DAYS, LEAVE), AS_DAYS) == AS_DAYS


def _named(day: _Day) -> Text:
    return Text(f"{day.month}月{day.day}日", f"day {day.day} of month {day.month}")
