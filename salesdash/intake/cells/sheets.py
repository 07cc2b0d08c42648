"""A file → its sheets, whatever its format: a pure function of the path."""

from __future__ import annotations

from pathlib import Path

from salesdash.intake.cells.apart import read_apart
from salesdash.intake.cells.container import Sort
from salesdash.intake.cells.delimited import read_delimited
from salesdash.intake.cells.markup import read_markup
from salesdash.intake.cells.sheet import Sheet
from salesdash.progress import Said, silent


def read_sheets(
    path: Path, sort: Sort, encoding: str | None = None, said: Said = silent
) -> list[Sheet]:
    """All sheets of one file, whose sort is no archive; `encoding` is the user's word for a text.

    Raises FileError with one sentence where the file cannot be read.
    """
    if sort == "workbook":
        return read_apart(path, said)
    return read_markup(path, encoding) if sort == "html" else read_delimited(path, encoding)
