"""A workbook that goes out to be filled in: a sheet for each owner, what is given and what is to be filled."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salesdash.charts.rows import width
from salesdash.export.safe_names import sheet_names
from salesdash.text import Lang, Text

NOBODYS = Text("无负责人", "No owner")
WRONG_DAY = Text("请填写日期，例如 2025-11-18。", "Write a date, such as 2025-11-18.")
WRONG_CHOICE = Text("请从下拉列表中选择：{words}", "Choose from the list: {words}")
EARLIEST = date(2000, 1, 1)
A4 = 9
LINE = 15  # points
GIVEN, TO_FILL = "#eef2f6", "#fff7e0"


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column of every sheet: its title, how wide it is in letters, and whether it is to be filled in, then with
    one of `choices` or with a day, where it `is_day`."""

    title: Text
    wide: int
    to_fill: bool = False
    is_day: bool = False
    choices: tuple[Text, ...] = ()


def xlsx(
    lists: Mapping[str | None, Sequence[Sequence[Any]]], heads: Sequence[ColumnHead], lang: Lang
) -> bytes:
    """A sheet for each owner (None: of nobody) with a row for each line, a cell for each head: text, a number, a
    day, or None for an empty one."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    day = {"num_format": "yyyy-mm-dd", "valign": "top"}
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": GIVEN}),
        "head to fill": book.add_format({"bold": True, "bottom": 1, "bg_color": TO_FILL}),
        "number": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format(day),
        "day to fill": book.add_format({**day, "bg_color": TO_FILL}),
        "text to fill": book.add_format({"text_wrap": True, "valign": "top", "bg_color": TO_FILL}),
    }
    names = sheet_names([owner or NOBODYS[lang] for owner in lists])
    for name, lines in zip(names, lists.values(), strict=True):
        _write(book.add_worksheet(name), lines, heads, lang, formats)
    if not lists:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def _write(
    sheet: Worksheet,
    lines: Sequence[Sequence[Any]],
    heads: Sequence[ColumnHead],
    lang: Lang,
    formats: Mapping[str, Format],
) -> None:
    for at, head in enumerate(heads):
        sheet.write_string(
            0, at, head.title[lang], formats["head to fill" if head.to_fill else "head"]
        )
        sheet.set_column(at, at, head.wide)
        if lines:
            _offer(sheet, at, head, len(lines), lang)
    for row, line in enumerate(lines, start=1):
        for at, (head, value) in enumerate(zip(heads, line, strict=True)):
            _cell(sheet, row, at, head, value, formats)
        sheet.set_row(row, _height(heads, line))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(heads: Sequence[ColumnHead], line: Sequence[Any]) -> int:
    """Of a row, in points: not every program that opens a workbook makes room for words in several lines."""
    lines = (
        sum(1 + (width(part) - 1) // (head.wide - 2) for part in cell.splitlines())
        for head, cell in zip(heads, line, strict=True)
        if isinstance(cell, str)
    )
    return LINE * max(lines, default=1)


def _cell(
    sheet: Worksheet, row: int, at: int, head: ColumnHead, value: Any, formats: Mapping[str, Format]
) -> None:
    fill = " to fill" if head.to_fill else ""
    words = formats[("day" if head.is_day else "text") + fill]
    if value is None:
        sheet.write_blank(row, at, None, words)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, words)
    elif isinstance(value, str):
        sheet.write_string(row, at, value, words)
    else:
        sheet.write_number(row, at, value, formats["number"])


def _offer(sheet: Worksheet, at: int, head: ColumnHead, rows: int, lang: Lang) -> None:
    """What there is to choose from, and days alone in the columns of days."""
    if head.choices:
        words = [name[lang] for name in head.choices]
        listed = "、".join(words) if lang == "zh" else ", ".join(words)
        wrong = WRONG_CHOICE.format(words=listed)[lang]
        sheet.data_validation(
            1, at, rows, at, {"validate": "list", "source": words, "error_message": wrong}
        )
    elif head.to_fill and head.is_day:
        rule = {
            "validate": "date",
            "criteria": ">=",
            "value": EARLIEST,
            "error_message": WRONG_DAY[lang],
        }
        sheet.data_validation(1, at, rows, at, rule)
