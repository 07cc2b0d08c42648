"""An empty workbook per dataset: filled in and dropped, it is read without a question."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Field, Kind
from salesdash.charts.rows import width
from salesdash.export.out_and_back.template_columns import (
    OPTIONAL,
    REQUIRED,
    SHAPES,
    choices,
    example,
    heading,
    lines,
    need,
    what,
)
from salesdash.text import Lang, Text, join, plain
from salesdash.units import MONEY

NOTES = Text("说明", "Notes")
TITLE = Text("{dataset}模板：一行是{row}。", "{dataset} template: one row is {row}.")
HOW = (
    Text(
        "填好后把文件拖到“数据导入”页。带 * 的列必填，其余没有就留空；可以删掉不用的列，也可以加上自己的列。",
        "Fill it in and drop the file on the Data page. Columns with * are required, leave blank what "
        "you do not have; columns may be deleted, and columns of your own added.",
    ),
    Text(
        "金额以万元填写时，把表头里的“{unit}”改成“万{unit}”即可。",
        "For amounts in thousands, write ({unit} thousand) in place of ({unit}) in the header.",
    ),
)
HEADS = (
    Text("列", "Column"),
    Text("要求", "Needed"),
    Text("填什么", "What to fill in"),
    Text("示例", "Example"),
)
NOT_LISTED = Text("不在列表中", "Not in the list")
LISTED = Text("列表里有：{words}", "The list has: {words}")

_WRITTEN = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark: same template, same bytes
_LAST_ROW = 1_048_575
_COMMENT_WIDTH, _COMMENT_LINE = 250, 20
# In characters, and in points.
_NOTE_WIDTHS, _LINE = (24, 36, 60, 36), 15


def template(dataset: str, lang: Lang) -> bytes:
    """An xlsx workbook: the sheet to fill in, and a sheet that says what goes where.

    Each column has the format of its field, a comment on its header, and a list where the words
    are fixed. The second sheet is none that the intake would load.
    """
    declared = DATASETS[dataset]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _WRITTEN})
    head = {"bold": True, "border": 1, "border_color": "#d5dde6", "valign": "vcenter"}
    needed = book.add_format({**head, "bg_color": "#17508f", "font_color": "#ffffff"})
    either = book.add_format({**head, "bg_color": "#c9dcf0"})
    optional = book.add_format({**head, "bg_color": "#eef2f6"})
    looks = {REQUIRED: needed, OPTIONAL: optional}
    sheet = book.add_worksheet(declared.name[lang])
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, field in enumerate(declared.fields):
        cells = book.add_format({"num_format": SHAPES[field.kind].excel})
        look = looks.get(need(declared, field), either)
        sheet.write_string(0, at, heading(declared, field, lang), look)
        sheet.set_column(at, at, _column_width(declared, field, lang), cells)
        _comment(sheet, at, [line[lang] for line in lines(declared, field)])
        _offer_words(sheet, at, field, lang)
    _write_notes(book.add_worksheet(NOTES[lang]), declared, lang, _note_formats(book, optional))
    book.close()
    return out.getvalue()


def file_name(dataset: str, lang: Lang) -> str:
    """`订单模板.xlsx` · `Orders template.xlsx`"""
    return Text("{name}模板.xlsx", "{name} template.xlsx").format(name=DATASETS[dataset].name)[lang]


def _column_width(dataset: Dataset, field: Field, lang: Lang) -> int:
    """Room for the header and for a typical value; a period's example names several."""
    typical = 10 if field.kind is Kind.PERIOD else width(example(dataset, field)[lang])
    return max(width(heading(dataset, field, lang)), typical, 8) + 4


def _comment(sheet: Worksheet, at: int, comment_lines: list[str]) -> None:
    rows = sum(1 + width(line) * 7 // _COMMENT_WIDTH for line in comment_lines)
    sheet.write_comment(
        0,
        at,
        "\n".join(comment_lines),
        {"x_scale": _COMMENT_WIDTH / 128, "height": _COMMENT_LINE * rows + 12, "font_size": 10},
    )


def _offer_words(sheet: Worksheet, at: int, field: Field, lang: Lang) -> None:
    """A list to choose from. Of yes and no nothing else can be read; other words may be one's own."""
    words = choices(field, lang)
    if words:
        listed = join([plain(word) for word in words])[lang]
        sheet.data_validation(
            1,
            at,
            _LAST_ROW,
            at,
            {
                "validate": "list",
                "source": words,
                "error_type": "stop" if field.kind is Kind.FLAG else "warning",
                "error_title": NOT_LISTED[lang],
                "error_message": LISTED.format(words=listed)[lang],
            },
        )


def _note_formats(book: xlsxwriter.Workbook, head: Format) -> dict[str, Format]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "quiet": book.add_format({"font_color": "#566373"}),
        "head": head,
        "strong": book.add_format({"bold": True, "valign": "top"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_notes(
    sheet: Worksheet, dataset: Dataset, lang: Lang, formats: dict[str, Format]
) -> None:
    sheet.write_string(
        0, 0, TITLE.format(dataset=dataset.name, row=dataset.row)[lang], formats["title"]
    )
    has_money = any(field.kind is Kind.MONEY for field in dataset.fields)
    how = HOW if has_money else HOW[:1]
    for row, line in enumerate(how, start=1):
        sheet.write_string(row, 0, line.format(unit=MONEY.name)[lang], formats["quiet"])
    top = len(how) + 2
    for at, head in enumerate(HEADS):
        sheet.write_string(top, at, head[lang], formats["head"])
    for row, field in enumerate(dataset.fields, start=top + 1):
        cells = (need(dataset, field), what(dataset, field), example(dataset, field))
        sheet.write_string(row, 0, heading(dataset, field, lang), formats["strong"])
        for at, cell in enumerate(cells, start=1):
            sheet.write_string(row, at, cell[lang], formats["cell"])
        heights = (
            1 + width(c[lang]) // (w - 2) for c, w in zip(cells, _NOTE_WIDTHS[1:], strict=True)
        )
        sheet.set_row(row, _LINE * max(heights))
    for at, wide in enumerate(_NOTE_WIDTHS):
        sheet.set_column(at, at, wide)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
