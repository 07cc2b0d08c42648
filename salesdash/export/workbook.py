"""Figures as a workbook: one sheet each, numbers as numbers in their formats."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.overrides import rules_of, worded
from salesdash.charts.column import Measured
from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.rows import number, width
from salesdash.charts.theme import PALETTES, light_of_words
from salesdash.export.native_chart import native_chart
from salesdash.export.safe_names import heading, sheet_names
from salesdash.units import FINEST, MONEY, QUANTITY, RATIO, UNITS, Unit, places

ROW_HEIGHT = 18  # points; Chinese type needs more than the 15 that Excel gives
HEAD = 3  # the row of the header, from 0; above it title, what it is about, a blank one
_NARROWEST, _WIDEST = 9, 48
_NARROWEST_TABLE = 64
_LONGEST_TEXT = 32_767  # characters that a cell of Excel holds
_PARTS = "parts of a piece"
_WRITTEN = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark: same figures, same bytes
Formats = Mapping[str, Format]
DEFAULTS = rules_of({})


def xlsx(figures: Sequence[Spoken], rules: Mapping[str, float] = DEFAULTS) -> bytes:
    """A sheet per figure: title, what it is about, table, beside it a chart of Excel's own where the table has a
    natural one, below it the finding, notes and definitions.

    Numbers are raw (money in 元, rates as fractions) in the formats of their units. A text is
    always a text, even one that begins like a formula or a link. Definitions go by the `rules`.
    """
    out = io.BytesIO()
    book = new_book(out)
    formats = formats_of(book)
    for figure, name in zip(figures, sheet_names(f.title for f in figures), strict=True):
        add_sheet(book, figure, name, formats, rules)
    if not figures:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def new_book(out: io.BytesIO) -> xlsxwriter.Workbook:
    """A workbook in which a text is always a text; the same figures make the same bytes."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"created": _WRITTEN})
    return book


def add_sheet(
    book: xlsxwriter.Workbook,
    figure: Spoken,
    name: str,
    formats: Formats,
    rules: Mapping[str, float] = DEFAULTS,
) -> Worksheet:
    """One figure on a sheet of this name."""
    sheet = book.add_worksheet(name)
    _write(sheet, figure, formats, rules)
    chart = native_chart(book, figure, name, HEAD + 1)
    if chart is not None:
        sheet.insert_chart(HEAD, len(figure.written) + 1, chart, {"description": figure.alt})
    return sheet


def _write(sheet: Worksheet, figure: Spoken, formats: Formats, rules: Mapping[str, float]) -> None:
    sheet.write_string(0, 0, _cell(figure.title), formats["title"])
    sheet.write_string(1, 0, _cell(figure.about), formats["quiet"])
    widths: list[float] = []
    for at, column in enumerate(figure.written):
        values = list(figure.frame[column.key])
        head = heading(column, figure.lang)
        sheet.write_string(HEAD, at, _cell(head), formats["number head" if column.unit else "head"])
        written_as = _format_key(column, values)
        for row, value in enumerate(values, start=HEAD + 1):
            look = _own_key(value) if isinstance(value, str) else written_as
            _write_value(sheet, row, at, value, column, formats.get(look))
        widths.append(_width(head, values, column))
    if widths:  # room for the notes below
        widths[0] += max(_NARROWEST_TABLE - sum(widths), 0)
    for at, wide in enumerate(widths):
        sheet.set_column(at, at, wide)
    for row, note in enumerate(_notes(figure, rules), start=HEAD + 2 + len(figure.frame)):
        write_note(sheet, row, _cell(note), widths, formats["note"])
    names = 1 if figure.written and figure.columns[0].unit is None else 0
    sheet.freeze_panes(HEAD + 1, names)
    sheet.hide_gridlines(2)
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)


def write_note(
    sheet: Worksheet, row: int, note: str, widths: Sequence[float], look: Format
) -> None:
    """A note as wide as its table, in as many lines as it takes."""
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", look)
    sheet.write_string(row, 0, note, look)
    sheet.set_row(row, ROW_HEIGHT * math.ceil(width(note) / (sum(widths) or _NARROWEST_TABLE)))


def _write_value(
    sheet: Worksheet, row: int, at: int, value: Any, column: SpokenColumn, written_as: Format | None
) -> None:
    if column.unit is not None:
        amount = number(value)
        if amount is not None:
            sheet.write_number(row, at, _shown(amount, column.unit), written_as)
    elif value is None or pd.isna(value):
        return
    elif isinstance(value, Measured) and _says_its_unit(value.cell.unit):
        sheet.write_number(row, at, _shown(value.cell.amount, value.cell.unit), written_as)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, at, value, written_as)
    else:
        sheet.write_string(row, at, _cell(value), written_as)


def _format_key(column: SpokenColumn, values: Sequence[Any]) -> str:
    """The format of a column: a month is written as a month, not as its first day."""
    if column.unit is None:
        return "month" if column.grain == "month" else "date"
    return _number_key(
        column.unit, [n for n in map(number, values) if n is not None], column.limits
    )


def _number_key(unit: Unit, numbers: Sequence[float], limits: Sequence[float]) -> str:
    """The format of numbers: pieces whole where all are; rates with so many decimals that none reads as a limit that it
    missed."""
    if unit is QUANTITY and any(n % 1 for n in numbers):
        return _PARTS
    return _rate_key(places(filter(None, numbers), limits)) if unit is RATIO else unit.key


def _own_key(words: str) -> str:
    """The format of words that are measured in another unit than those around them, or name a light."""
    if isinstance(words, Measured) and _says_its_unit(words.cell.unit):
        return _number_key(words.cell.unit, [words.cell.amount], words.cell.limits)
    light = light_of_words(words)
    return _light_key(light) if light else ""


def _says_its_unit(unit: Unit) -> bool:
    """Whether a number of the unit needs no word beside it, where the column names none."""
    return "%" in unit.excel or not (unit is MONEY or unit.suffix)


def _light_key(light: str) -> str:
    return f"{light} light"


def _rate_key(decimals: int) -> str:
    return f"{RATIO.key} {decimals}"


def _shown(amount: float, unit: Unit) -> float:
    """The number in the cell: a format with % shows a fraction a hundredfold, no other does."""
    return amount if "%" in unit.excel else amount * unit.factor


def _notes(figure: Spoken, rules: Mapping[str, float]) -> list[str]:
    defined = (METRICS[key] for key in figure.metrics if key in METRICS)
    lang = figure.lang
    definitions = [
        f"{metric.name[lang]}：{worded(metric.definition, rules)[lang]}" for metric in defined
    ]
    if lang == "en":
        definitions = [line.replace("：", ": ", 1) for line in definitions]
    return [*filter(None, [figure.sentence]), *figure.notes, *definitions]


def _width(head: str, values: list[Any], column: SpokenColumn) -> float:
    """As wide as what stands in it; a number is counted with its separators and decimals."""
    if column.unit is None:
        longest = max((width(str(value)) for value in values), default=0)
    else:
        sizes = [abs(n) for n in map(number, values) if n is not None]
        longest = len(f"{max(sizes, default=0):,.2f}") + 1
    return float(min(max(longest, width(head), _NARROWEST) + 2, _WIDEST))


def _cell(value: Any) -> str:
    return str(value)[:_LONGEST_TEXT]


def formats_of(book: xlsxwriter.Workbook) -> Formats:
    head = {"bold": True, "bottom": 1, "bg_color": "#eef2f6", "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "quiet": book.add_format({"font_color": "#566373"}),
        "head": book.add_format(head),
        "number head": book.add_format({**head, "align": "right"}),
        "note": book.add_format({"font_color": "#566373", "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "month": book.add_format({"num_format": "yyyy-mm", "align": "left"}),
        _PARTS: book.add_format({"num_format": "#,##0.0##"}),
        **{
            _light_key(key): book.add_format({"font_color": colour})
            for key, colour in PALETTES["light"].lights.items()
        },
        **{key: book.add_format({"num_format": unit.excel}) for key, unit in UNITS.items()},
        **{
            _rate_key(n): book.add_format({"num_format": f"0.{'0' * n}%"})
            for n in range(RATIO.decimals, RATIO.decimals + FINEST + 1)
        },
    }
