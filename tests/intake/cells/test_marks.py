"""Merged ranges, hidden rows and columns, in every format of workbook that tells them."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from salesdash.intake.cells.sheet import Marks, Range
from salesdash.intake.cells.workbooks.marks import marks_of

SECTOR = 512
FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EXPECTED = Marks((Range(2, 0, 3, 0), Range(4, 1, 4, 2)), (3, 5), ((1, 2), (5, 5)))


def ods(path: Path) -> None:
    rows = (
        '<t:table-column/><t:table-column t:number-columns-repeated="2" t:visibility="collapse"/>'
        '<t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="filter"/>'
        '<t:table-row><t:table-cell t:number-columns-repeated="3"/></t:table-row>'
        '<t:table-row><t:table-cell t:number-rows-spanned="2" t:number-columns-spanned="1"/></t:table-row>'
        '<t:table-row t:visibility="collapse"><t:covered-table-cell/></t:table-row>'
        '<t:table-row><t:table-cell/><t:table-cell t:number-columns-spanned="2"/></t:table-row>'
        '<t:table-row t:visibility="filter"/><t:table-row t:number-rows-repeated="1048571"/>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            '<d xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
            f'<t:table t:name="订单">{rows}</t:table><t:table t:name="空"/></d>',
        )


def xlsx(path: Path) -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{link}"><sheets><sheet name="订单" r:id="rId1"/></sheets></workbook>')  # fmt: skip
        archive.writestr("xl/_rels/workbook.xml.rels", '<R><r Id="rId1" Target="worksheets/sheet1.xml"/></R>')  # fmt: skip
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet {main}><cols><col min="2" max="3" width="9" hidden="1"/><col min="4" max="4"/>'
            '<col hidden="true" max="6" min="6"/></cols><sheetData><row r="3" hidden="1"/><row r="5" hidden="true"/></sheetData>'
            '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B4:C4"/></mergeCells></worksheet>',
        )


def xlsb(path: Path) -> None:
    def record(number: int, body: bytes = b"") -> bytes:
        head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
        return head + bytes([len(body) & 0x7F | 0x80, len(body) >> 7]) + body

    def text(words: str) -> bytes:
        return struct.pack("<I", len(words)) + words.encode("utf-16-le")

    rows = (
        record(0, struct.pack("<IIHBBB", row, 0, 300, 0, hidden, 0) + bytes(4))
        for row, hidden in ((1, 0), (2, 0x10), (3, 0), (4, 0x10))
    )
    columns = (
        record(60, struct.pack("<IIIIH", first, last, 0, 0, hidden))
        for first, last, hidden in ((0, 0, 0), (1, 2, 1), (5, 5, 3))
    )
    merged = (record(176, struct.pack("<4I", *ends)) for ends in ((1, 2, 0, 0), (3, 3, 1, 2)))
    with zipfile.ZipFile(path, "w") as archive:
        sheet = struct.pack("<II", 0, 1) + text("rId1") + text("订单")
        archive.writestr("xl/workbook.bin", record(131) + record(156, sheet) + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", '<R><r Id="rId1" Target="worksheets/s.bin"/></R>')  # fmt: skip
        archive.writestr("xl/worksheets/s.bin", record(129) + b"".join([*columns, *rows, *merged]))


def xls(path: Path, padding: int = 0, called: str = "Workbook") -> None:
    """A compound file with one stream: in sectors of its own, or, while it is short, in the small ones."""

    def record(number: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", number, len(body)) + body

    name = "订单".encode("utf-16-le")
    opening = record(0x0809, struct.pack("<HH", 0x0600, 5))
    place = len(opening) + 4 + 8 + len(name) + 4
    rows = (
        record(0x0208, struct.pack("<6HHH", row, 0, 3, 255, 0, 0, hidden, 0))
        for row, hidden in ((1, 0), (2, 0x20), (3, 0), (4, 0x20))
    )
    columns = (
        record(0x007D, struct.pack("<5HH", first, last, 0, 0, hidden, 0))
        for first, last, hidden in ((0, 0, 0), (1, 2, 1), (5, 5, 1))
    )
    book = (
        opening
        + record(0x0085, struct.pack("<IBBBB", place, 0, 0, 2, 1) + name)
        + record(0x000A)
        + record(0x0809, struct.pack("<HH", 0x0600, 16))
        + b"".join((*columns, *rows))
        + record(0x00E5, struct.pack("<9H", 2, 1, 2, 0, 0, 3, 3, 1, 2))
        + record(0x000A)
        + bytes(padding)
    )
    small = len(book) < 4096
    many = -(-len(book) // SECTOR)
    follows = [*range(4, 3 + many), LAST]
    table = struct.pack(f"<{SECTOR // 4}I", *[TABLE, LAST, LAST, *follows, *[FREE] * (125 - many)])
    pieces = -(-len(book) // 64)
    of_small = [*range(1, pieces), LAST] if small else []
    small_table = struct.pack(f"<{SECTOR // 4}I", *of_small, *[FREE] * (128 - len(of_small)))
    directory = _entry("Root Entry", 5, 3, len(book)) + _entry(called, 2, 0 if small else 3, len(book))  # fmt: skip
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 4096, 2, 1, LAST, 0,
    ) + struct.pack("<109I", 0, *[FREE] * 108)  # fmt: skip
    sectors = [header, table, directory, small_table, book]
    path.write_bytes(b"".join(part + bytes(-len(part) % SECTOR) for part in sectors))


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    head = words + bytes(64 - len(words)) + struct.pack("<HBB", len(words) + 2, kind, 1)
    return (head + bytes(116 - len(head)) + struct.pack("<IQ", first, size)).ljust(128, b"\0")


@pytest.mark.parametrize(
    "make",
    [ods, xlsx, xlsb, xls, lambda path: xls(path, 9_000), lambda path: xls(path, called="BOOK")],
    ids=["ods", "xlsx", "xlsb", "xls", "long xls", "BOOK"],
)
def test_merged_ranges_and_what_is_hidden_are_known(tmp_path, make):
    path = tmp_path / "book"
    make(path)
    assert marks_of(path)["订单"] == EXPECTED


@pytest.mark.parametrize("make", [ods, xlsx, xlsb, xls])
def test_a_workbook_cut_off_anywhere_has_no_marks_and_no_traceback(tmp_path, make):
    path = tmp_path / "book"
    make(path)
    whole = path.read_bytes()
    for end in range(0, len(whole), 97):
        path.write_bytes(whole[:end])
        assert set(marks_of(path)) <= {"订单", "空"}


def test_a_chain_of_sectors_that_leads_in_a_circle_comes_to_an_end(tmp_path):
    path = tmp_path / "book.xls"
    xls(path, 9_000)
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, SECTOR + 4 * 10, 4)
    path.write_bytes(content)
    assert marks_of(path)["订单"] == EXPECTED
