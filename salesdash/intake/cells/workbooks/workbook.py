"""Workbooks (xlsx, xlsm, xls, xlsb, ods) as columns of text."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.errors import FileError
from salesdash.intake.cells import container, limits
from salesdash.intake.cells.sheet import UNSTORED, Marks, Range, Sheet
from salesdash.intake.cells.workbooks.marks import marks_of

# What the reader warns of (a chart instead of cells) is no news for the terminal.
logging.getLogger("calamine").addHandler(logging.NullHandler())

# As the character itself, and as Excel writes one that XML may not hold.
_NUL = re.compile("\x00|_x0000_")
# The reader names the error value in a message of its own; a cell is shown as Excel shows it.
_ERROR_VALUES = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}


def read_workbook(path: Path) -> list[Sheet]:
    """Every sheet of the workbook, hidden ones too. Raises FileError where it cannot be read."""
    try:
        reader = fastexcel.read_excel(str(path))
        names = reader.sheet_names
        if len(names) > limits.SHEETS:
            raise limits.too_large(f"有 {len(names)} 张工作表", f"it has {len(names)} sheets")
        with ThreadPoolExecutor(1) as beside:
            marks = beside.submit(marks_of, path)
            sheets = [_sheet(reader, index, name) for index, name in enumerate(names)]
            marked = [_marked(sheet, marks.result().get(sheet.name)) for sheet in sheets]
            return [replace(sheet, name=_NUL.sub("", sheet.name)) for sheet in marked]
    except fastexcel.FastExcelError as error:
        raise _refusal(str(error)) from error


def _sheet(reader: fastexcel.ExcelReader, index: int, name: str) -> Sheet:
    try:
        loaded = reader.load_sheet(
            index, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True
        )
    except fastexcel.FastExcelError as error:
        if "worksheet" in str(error).lower() and "not" in str(error).lower():
            return Sheet(name, ())
        raise
    limits.check_extent(loaded.total_height, loaded.width)
    if not loaded.width or not loaded.total_height:
        return Sheet(name, (), hidden=loaded.visible != "visible")
    batch, problems = loaded.to_arrow_with_errors()
    available = loaded.available_columns()
    return Sheet(
        name,
        tuple(pa.chunked_array([_without_nuls(column)]) for column in batch.columns),
        first_column=available[0].absolute_index if available else 0,
        hidden=loaded.visible != "visible",
        errors={
            (e.position[0] + 1, e.position[1]): _error_value(e.detail)
            for e in (problems.errors if problems else ())
        },
    )


def _without_nuls(cells: pa.Array) -> pa.Array:
    if not pc.any(pc.match_substring_regex(cells, _NUL.pattern)).as_py():
        return cells
    plain = pc.replace_substring_regex(cells, _NUL.pattern, "")
    return pc.if_else(pc.equal(plain, ""), None, plain)


def _marked(sheet: Sheet, marks: Marks | None) -> Sheet:
    """The sheet with what is known of its cells, as far as cells stand there."""
    if marks is None or not sheet.columns:
        return sheet
    left, width = sheet.first_column, len(sheet.columns)
    merged = (Range(r.top, r.left - left, r.bottom, r.right - left) for r in marks.merged)
    unstored = {(row, column - left): UNSTORED for row, column in marks.unstored}
    return replace(
        sheet,
        errors={
            **sheet.errors,
            **{cell: v for cell, v in unstored.items() if 0 <= cell[1] < width},
        },
        merged=tuple(r for r in merged if r.left >= 0 and r.right < width),
        hidden_rows=tuple(row for row in marks.hidden_rows if row <= sheet.height),
        hidden_columns=frozenset(
            column
            for first, last in marks.hidden_columns
            for column in range(max(first - left, 0), min(last - left + 1, width))
        ),
    )


def _error_value(detail: str) -> str:
    return next((shown for word, shown in _ERROR_VALUES.items() if f"({word})" in detail), "#?")


def _refusal(detail: str) -> FileError:
    lowered = detail.lower()
    if "password" in lowered or "encrypt" in lowered:
        return FileError(container.PASSWORD)
    if "limit exceeded" in lowered:
        return limits.too_large("已用区域大得不合理", "its used range is absurdly large")
    return FileError(container.DAMAGED)
