"""Files made by code and dropped into the intake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from salesdash.intake import take_in
from salesdash.receipt import Batch

Rows = list[list[Any]]


@pytest.fixture
def drop(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., list[Batch]]:
    """Write text as a text file, or rows by sheet as a workbook, and take it in."""
    if "cells" not in request.path.parts:  # there, reading is what is tested
        request.getfixturevalue("reading_here")

    def dropped(
        content: str | bytes | Mapping[str, Rows],
        *,
        name: str | None = None,
        encoding: str = "utf-8",
        accept: bool = False,
        answers: Mapping[str, str] | None = None,
        **how: Any,
    ) -> list[Batch]:
        name = name or ("file.csv" if isinstance(content, str | bytes) else "file.xlsx")
        path = tmp_path / name
        if isinstance(content, str):
            path.write_bytes(content.encode(encoding))
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            write_workbook(path, content)
        return take_in(path, accept=accept, answers=answers or {}, **how)

    return dropped


@pytest.fixture
def one(drop: Callable[..., list[Batch]]) -> Callable[..., Batch]:
    """The same for a file with a single table."""

    def only(content: Any, **how: Any) -> Batch:
        [batch] = drop(content, **how)
        return batch

    return only


def write_workbook(path: Path, sheets: Mapping[str, Rows]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(r, c, value, moment)
                elif isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif isinstance(value, str) and value.startswith("=") and "→" in value:
                    formula, result = value.split("→")
                    sheet.write_formula(r, c, formula, None, result)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
