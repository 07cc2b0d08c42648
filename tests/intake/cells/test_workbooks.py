"""What cells of a workbook become: numbers, dates, times, errors, in the formats that we read."""

from __future__ import annotations

import sys
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from salesdash.errors import FileError
from salesdash.intake import take_in
from salesdash.intake.cells.sheets import read_sheets
from salesdash.intake.cells.workbooks import child_reader
from tests.intake.conftest import write_workbook


def test_cells_become_text_as_they_are(tmp_path):
    path = tmp_path / "cells.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, value in enumerate(
        [5, 1.5, 129.696, True, date(2025, 3, 5), datetime.fromisoformat("2025-03-05 13:14:15"),
         time(13, 14), "  007 ", None, "=1/0", 9787569210477], 3
    ):  # fmt: skip
        sheet.cell(row, 4, value)
    book.save(path)
    [read] = read_sheets(path, "workbook")
    texts = read.columns[0].to_pylist()
    assert texts[2:8] == [
        "5",
        "1.5",
        "129.696",
        "true",
        "2025-03-05 00:00:00",
        "2025-03-05 13:14:15",
    ]
    assert texts[8].endswith("13:14:00")
    assert texts[9:] == ["  007 ", None, None, "9787569210477"]
    assert read.address(3, 0) == "D3"


def test_dates_counted_from_1904_are_the_same_days(tmp_path):
    path = tmp_path / "mac.xlsx"
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in (["日期", "客户", "金额"], [date(2025, 3, 5), "甲", 5], [date(2025, 3, 6), "乙", 6]):
        sheet.append(row)
    book.save(path)
    [batch] = take_in(path)
    assert batch.receipt.first_date == date(2025, 3, 5)


def test_an_ods_is_read(tmp_path):
    cells = (
        ('string"><text:p>日期</text:p>', 'string"><text:p>客户</text:p>', 'string"><text:p>金额</text:p>'),
        ('date" office:date-value="2025-03-05">', 'string"><text:p>甲</text:p>', 'float" office:value="1.25">'),
        ('date" office:date-value="2025-03-06">', 'string"><text:p>乙</text:p>', 'float" office:value="2">'),
    )  # fmt: skip
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="{c}</table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in cells
    )
    path = tmp_path / "book.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
            f'<office:body><office:spreadsheet><table:table table:name="订单">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    [batch] = take_in(path)
    assert (batch.receipt.sheet, batch.receipt.dataset) == ("订单", "orders")
    assert batch.receipt.amount_loaded == Decimal("3.25")
    assert batch.receipt.last_date == date(2025, 3, 6)


def test_a_reader_that_takes_too_long_is_stopped(tmp_path, drop, monkeypatch):
    drop({"订单": [["日期", "金额"], ["2025-01-01", 5]]}, name="book.xlsx")
    monkeypatch.setattr(child_reader, "SECONDS", -1)
    with pytest.raises(FileError) as refused:
        take_in(tmp_path / "book.xlsx")
    assert "太久" in refused.value.message.zh


def test_a_reader_that_falls_takes_nothing_down(tmp_path, drop, monkeypatch):
    """What a damaged workbook may do to its reader: it dies without a word."""
    drop({"订单": [["日期", "金额"], ["2025-01-01", 5]]}, name="book.xlsx")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(FileError) as refused:
        take_in(tmp_path / "book.xlsx")
    assert "损坏" in refused.value.message.zh


_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def test_a_stray_nul_in_the_name_of_a_sheet_a_header_or_a_cell_is_nothing(tmp_path):
    path = tmp_path / "a.xlsx"
    rows: list[list[object]] = [
        ["订单日期", "客户_x0000_", "销售额"],
        ["2025-03-01", "_x0000_宏达", 7],
        ["2025-03-02", "甲", 5],
    ]
    write_workbook(path, {"订单": rows})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "订单".encode(), "订_x0000_单".encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    [batch] = take_in(path, name="a\0.xlsx")
    receipt = batch.receipt
    assert (receipt.file, receipt.sheet) == ("a.xlsx", "订单")
    assert receipt.amount_loaded == Decimal(12)
    assert batch.rows is not None
    assert batch.rows["customer"].to_pylist() == ["宏达", "甲"]
