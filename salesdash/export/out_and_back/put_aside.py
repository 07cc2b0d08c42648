"""Rows that wait to be corrected, in their user's own layout, so that they can simply come back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from salesdash.charts.rows import width
from salesdash.export.safe_names import sheet_names
from salesdash.receipt import AsideTable
from salesdash.text import Lang, Text

PLACE = Text("原位置（请保留）", "Place in the file (keep)")
REASON = Text("待修正：请改正着色的单元格", "To mend: correct the coloured cells")
_LONGEST_TEXT = 32_767
# Columns are as wide as what stands in them, within reason; the first rows tell.
_LOOKED_AT, _NARROWEST, _WIDEST = 200, 8, 32
_FAULTY, _TOLD = "#fde2c8", "#566373"


def xlsx(tables: Sequence[AsideTable], import_id: int, lang: Lang) -> bytes:
    """A sheet per table: its titles, its headers in their order, its rows as text.

    Cells at fault are coloured. Two columns stand last: the row's place in its file, by which it is
    known when it comes back, and the reason. A text is always a text, never a formula.
    """
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#eef2f6"}),
        "text": book.add_format({"num_format": "@"}),
        "faulty": book.add_format({"num_format": "@", "bg_color": _FAULTY}),
        "told": book.add_format({"font_color": _TOLD}),
    }
    for table, name in zip(tables, sheet_names(t.sheet for t in tables), strict=True):
        _write(book.add_worksheet(name), table, import_id, lang, formats)
    if not tables:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def _write(
    sheet: Any, table: AsideTable, import_id: int, lang: Lang, formats: dict[str, Any]
) -> None:
    many = max([len(table.headers), *(len(row.cells) for row in table.rows)])
    for number, title in enumerate(table.titles):
        sheet.write_string(number, 0, title[:_LONGEST_TEXT], formats["told"])
    head = len(table.titles)
    headers = [*table.headers, *[""] * (many - len(table.headers)), PLACE[lang], REASON[lang]]
    for column, header in enumerate(headers):
        sheet.write_string(head, column, header, formats["head"])
    for number, row in enumerate(table.rows, start=head + 1):
        faulty = set(row.columns or (row.column,))
        for column, cell in enumerate(row.cells):
            is_faulty = column >= len(table.headers) or table.headers[column] in faulty
            form = formats["faulty" if is_faulty else "text"]
            if cell:
                sheet.write_string(number, column, cell[:_LONGEST_TEXT], form)
            else:
                sheet.write_blank(number, column, None, form)
        sheet.write_string(number, many, f"#{import_id} {row.place}", formats["told"])
        sheet.write_string(number, many + 1, row.reason[lang], formats["told"])
    for column in range(many):
        cells = [row.cells[column] for row in table.rows[:_LOOKED_AT] if column < len(row.cells)]
        longest = max(width(text) for text in (headers[column], *cells))
        sheet.set_column(column, column, min(max(longest, _NARROWEST), _WIDEST) + 2)
    sheet.set_column(many, many, _WIDEST)
    sheet.set_column(many + 1, many + 1, 2 * _WIDEST)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
