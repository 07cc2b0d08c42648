"""The days from one to another, as the texts around a table write them: 2025.3.3~3.9, 1 March 2025 to 31 March 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import get_args

from salesdash.intake.texts.times.day import Order, name_day
from salesdash.period import DAY as ONE_DAY

YEAR = r"(?:19|20)\d{2}"
MONTH_NAME = (
    r"(?:jan|ene|feb|mar|mär|apr|abr|may|mai|june?|july?|juni|juli|aug|ago|sept?|oct|okt|nov|dec|dez|dic)"
    r"[a-z]*\.?"
)
DAY = (
    rf"{YEAR}\s*[-./年]\s*\d{{1,2}}\s*[-./月]\s*\d{{1,2}}[日号]?|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{YEAR}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\.?[\s-](?:(?:de|of)\s)?{MONTH_NAME},?[\s-](?:de\s)?{YEAR}|"
    rf"{MONTH_NAME}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}|\d{{1,2}}[/-]\d{{1,2}}[/-]{YEAR}|"
    rf"{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|\d{{1,2}}/\d{{1,2}}/\d{{2}}"
)
RANGE = r"\s*(?:[-~～至到—–]|\b(?:to|bis|al?|au|through|until)\b)\s*"
# 2025年3月3日-3月9日, 2025.3.3~2025.3.9: the end says no more than differs from the beginning.
_FROM_TO = re.compile(
    rf"(?<!\d)({YEAR})\s*[-./年]\s*(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*日?{RANGE}"
    rf"(?:(?:({YEAR})\s*[-./年]\s*)?(\d{{1,2}})\s*[-./月]\s*)?(\d{{1,2}})\s*日?(?!\s*[\d./年月-])",
    re.IGNORECASE,
)
# 日期：2025-03-01 2025-03-31, as programs print both ends.
_BOTH = re.compile(rf"(?<![\d-])({YEAR})-(\d\d)-(\d\d)\s+({YEAR})-(\d\d)-(\d\d)(?![\d-])")
# Days that one figure may be of: a month, and a week more.
LONGEST = 38
_SHORT_DAY = rf"\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{2}}|\d{{1,2}}[-\s]{MONTH_NAME}[-\s]'?\d{{2}}"
_TWO_DAYS = re.compile(
    rf"(?<![\da-z])({DAY}|{_SHORT_DAY})(?:{RANGE})({DAY}|{_SHORT_DAY})(?![\da-z])", re.IGNORECASE
)
# March 1-31, 2025; Mar 1 - Apr 2, 2025; 1 - 31 March 2025: year and month are said once.
_MONTH_FIRST = re.compile(
    rf"\b({MONTH_NAME})\s(\d{{1,2}}){RANGE}(?:({MONTH_NAME})\s)?(\d{{1,2}}),?\s({YEAR})(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<![\d.])(\d{{1,2}})\.?(?:\s({MONTH_NAME}))?{RANGE}(\d{{1,2}})\.?\s({MONTH_NAME})\s({YEAR})(?!\d)",
    re.IGNORECASE,
)


def from_to(text: str) -> str | None:
    """The days, or the whole months, from one to the other of which the text speaks, as a cell would write them; None
    where it speaks of none or several, or of more days than one figure may be of."""
    spans = {_as_cell(first, last) for first, last in _ends(text)} - {None}
    return spans.pop() if len(spans) == 1 else None


def in_full(day: str) -> str:
    """5/28/25 with its whole year, where it is a day in one order alone; any other text as it is."""
    if not re.fullmatch(_SHORT_DAY, day):
        return day
    read = {named.period.start for order in get_args(Order) if (named := name_day(day, order))}
    return read.pop().isoformat() if len(read) == 1 else day


def _ends(text: str) -> Iterator[tuple[date, date]]:
    for form in (_FROM_TO, _BOTH):
        for match in form.finditer(text):
            year, month, day, last_year, last_month, last_day = match.groups()
            turned = not last_year and bool(last_month) and int(last_month) < int(month)
            end = f"{int(last_year or year) + turned}-{last_month or month}-{last_day}"
            yield from _in_one_order(f"{year}-{month}-{day}", end)
    for match in _TWO_DAYS.finditer(text):
        yield from _in_one_order(*match.groups())
    for match in _MONTH_FIRST.finditer(text):
        month, day, last_month, last_day, year = match.groups()
        yield from _in_one_order(
            f"{day} {month} {year}", f"{last_day} {last_month or month} {year}"
        )
    for match in _DAY_FIRST.finditer(text):
        day, month, last_day, last_month, year = match.groups()
        yield from _in_one_order(
            f"{day} {month or last_month} {year}", f"{last_day} {last_month} {year}"
        )


def _in_one_order(first: str, last: str) -> Iterator[tuple[date, date]]:
    """Both days in the order of day and month under which they are least apart; nothing where none fits."""
    read = [(name_day(first, order), name_day(last, order)) for order in get_args(Order)]
    spans = [
        (a.period.start, b.period.start)
        for a, b in read
        if a and b and a.grain == b.grain == "day" and a.period.start < b.period.start
    ]
    if spans:
        yield min(spans, key=lambda span: span[1] - span[0])


def _as_cell(first: date, last: date) -> str | None:
    if (last - first).days < LONGEST:
        return f"{first}~{last}"
    if first.day == 1 == (last + ONE_DAY).day:
        return f"{first.year}年{first.month}月至{last.year}年{last.month}月"
    return None
