"""The work list of each owner as a workbook: filled in and dropped again it becomes visits and notes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.vocabulary import RESULT_NAMES
from salesdash.export.names import sheet_names
from salesdash.text import Lang, Text
from salesdash.units import MONEY

NOBODYS = Text("无负责人", "No owner")
STAKE = Text("面临流失（{unit}）", "At stake ({unit})")
WHY, STEP = Text("为什么联系", "Reason to call"), Text("建议的下一步", "Proposed step")
WRONG_DAY = Text("请填写日期，例如 2025-11-18。", "Write a date, such as 2025-11-18.")
WRONG_RESULT = Text("请从下拉列表中选择：{words}", "Choose from the list: {words}")
# The columns to fill in are fields of the sheet of visits, under its own headers: it comes back as any such sheet.
VISITS = DATASETS["visits"]
FILLED = ("result", "date", "next_date", "note")
WIDTHS = (26, 16, 46, 26, 12, 14, 14, 14, 40)
EARLIEST = date(2000, 1, 1)
A4 = 9


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One customer of a work list: the money at stake in 元, why he is to be called, and what to do."""

    customer: str
    at_stake: float
    why: Text
    step: Text


def xlsx(lists: Mapping[str | None, Sequence[WorkLine]], lang: Lang) -> bytes:
    """A sheet for each owner (None: of nobody) with his customers, and empty cells for what comes of it."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#eef2f6"}),
        "to fill": book.add_format({"bold": True, "bottom": 1, "bg_color": "#fff7e0"}),
        "money": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format(
            {"num_format": "yyyy-mm-dd", "valign": "top", "bg_color": "#fff7e0"}
        ),
        "answer": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#fff7e0"}),
    }
    names = sheet_names([owner or NOBODYS[lang] for owner in lists])
    for name, (owner, lines) in zip(names, lists.items(), strict=True):
        _write(book.add_worksheet(name), owner, lines, lang, formats)
    if not lists:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def _write(
    sheet: Worksheet,
    owner: str | None,
    lines: Sequence[WorkLine],
    lang: Lang,
    formats: Mapping[str, Format],
) -> None:
    given = [
        VISITS.field("customer").name,
        STAKE.format(unit=MONEY.name),
        WHY,
        STEP,
        VISITS.field("owner").name,
    ]
    heads = [*given, *(VISITS.field(key).name for key in FILLED)]
    for at, (head, wide) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.write_string(0, at, head[lang], formats["head" if at < len(given) else "to fill"])
        sheet.set_column(at, at, wide)
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line.customer, formats["text"])
        sheet.write_number(row, 1, round(line.at_stake, 2), formats["money"])
        sheet.write_string(row, 2, line.why[lang], formats["text"])
        sheet.write_string(row, 3, line.step[lang], formats["text"])
        sheet.write_string(row, 4, owner or "", formats["text"])
        for at, key in enumerate(FILLED, start=len(given)):
            is_day = key in ("date", "next_date")
            sheet.write_blank(row, at, None, formats["day" if is_day else "answer"])
    _offer(sheet, len(given), len(lines), lang)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _offer(sheet: Worksheet, first: int, rows: int, lang: Lang) -> None:
    """The results to choose from, and days alone in the columns of days."""
    if not rows:
        return
    words = [name[lang] for name in RESULT_NAMES.values()]
    listed = "、".join(words) if lang == "zh" else ", ".join(words)
    result = {
        "validate": "list",
        "source": words,
        "error_message": WRONG_RESULT.format(words=listed)[lang],
    }
    day = {
        "validate": "date",
        "criteria": ">=",
        "value": EARLIEST,
        "error_message": WRONG_DAY[lang],
    }
    rules = {"result": result, "date": day, "next_date": day}
    for at, key in enumerate(FILLED, start=first):
        if key in rules:
            sheet.data_validation(1, at, rows, at, rules[key])
