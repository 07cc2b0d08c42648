"""The child that reads workbooks: it may stand by, and it outlives neither its work nor its parent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from salesdash.intake.cells.workbooks import child_reader


@pytest.fixture
def place(monkeypatch) -> Iterator[child_reader._Next]:
    """The place of the reader that stands by, empty."""
    place = child_reader._Next()
    monkeypatch.setattr(child_reader, "_next", place)
    yield place
    if place._reader:
        place._reader.dismiss()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    made.create_sheet("单", 0).append(["日期", "金额"])
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_a_reader_stands_by_for_each_workbook_once_somebody_wants_one(place, book):
    assert child_reader.read_apart(book)[0].row(1) == ["日期", "金额"]
    assert place._reader is None
    child_reader.stand_by()
    first = place._reader
    assert first
    assert child_reader.read_apart(book)[0].row(1) == ["日期", "金额"]
    assert not first.waits
    assert place._reader
    assert place._reader is not first
    assert place._reader.waits


def test_a_reader_that_has_died_while_it_stood_by_is_replaced(place, book):
    child_reader.stand_by()
    assert place._reader
    place._reader.dismiss()
    assert child_reader.read_apart(book)[0].row(1) == ["日期", "金额"]


def test_a_reader_to_whom_nobody_can_speak_any_more_ends():
    child = [sys.executable, "-m", "salesdash.intake.cells.workbooks.child_reader"]
    assert subprocess.run(child, input=b"", timeout=60, check=True).returncode == 0
