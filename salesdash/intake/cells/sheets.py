"""A file → its sheets, whatever its format: a pure function of the path."""

from __future__ import annotations

from pathlib import Path

from salesdash.errors import FileError
from salesdash.intake.cells import limits
from salesdash.intake.cells.container import DAMAGED, Sort, sort_of
from salesdash.intake.cells.sheet import Sheet
from salesdash.intake.cells.text_files.delimited import read_delimited
from salesdash.intake.cells.text_files.markup import read_markup
from salesdash.intake.cells.workbooks.child_reader import read_apart
from salesdash.progress import Said, silent


def read_sheets(
    path: Path, sort: Sort, encoding: str | None = None, report: Said = silent
) -> list[Sheet]:
    """All sheets of one file, whose sort is no archive; `encoding` is the user's word for a text.

    Raises FileError with one sentence where the file cannot be read.
    """
    if sort == "workbook":
        return read_apart(path, report)
    return read_markup(path, encoding) if sort == "html" else read_delimited(path, encoding)


def read_rows(path: Path, most_cells: int) -> dict[str, list[list[str | None]]]:
    """Every sheet of a workbook by its name, as rows of text from its first cell on.

    A cell in error says so. Raises FileError where the file is no workbook, or a larger one.
    """
    if sort_of(path) != "workbook":
        raise FileError(DAMAGED)
    sheets = read_apart(path)
    cells = sum(sheet.height * (sheet.first_column + len(sheet.columns)) for sheet in sheets)
    if cells > most_cells:
        raise limits.too_large(
            f"有 {cells:,} 个单元格，最多 {most_cells:,} 个",
            f"it has {cells:,} cells, and {most_cells:,} are read at most",
        )
    return {sheet.name: _rows(sheet) for sheet in sheets}


def read_rows_of_any(path: Path, most_bytes: int) -> dict[str, list[list[str | None]]]:
    """Every sheet of a small file, workbook or text, as rows of text; nothing of a larger one or an archive.

    Raises FileError where the file cannot be read.
    """
    if path.stat().st_size > most_bytes or (sort := sort_of(path)) == "archive":
        return {}
    return {sheet.name: _rows(sheet) for sheet in read_sheets(path, sort)}


def _rows(sheet: Sheet) -> list[list[str | None]]:
    left: list[str | None] = [None] * sheet.first_column
    rows = [left + cells for cells in sheet.head(sheet.height)]
    for (row, column), value in sheet.errors.items():
        rows[row - 1][sheet.first_column + column] = value
    return rows
