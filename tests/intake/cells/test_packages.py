"""Workbooks that say less of themselves than usual, or say it elsewhere, are workbooks."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from salesdash.intake import take_in
from salesdash.intake.cells.workbooks.marks import marks_of
from tests.intake.conftest import write_workbook

ROWS: list[list[Any]] = [
    ["日期", "客户", "金额"],
    *([f"2025-03-{d:02}", "甲", d] for d in range(1, 11)),
]
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHARED = re.compile(rb"<Relationship [^>]*(?:styles|theme|sharedStrings|calcChain)[^>]*/>")


def _parts(path: Path) -> dict[str, bytes]:
    """A workbook with a merged cell, as its parts."""
    write_workbook(path, {"订单": ROWS})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = re.findall(r"<t[^>]*>(.*?)</t>", parts["xl/sharedStrings.xml"].decode())
    cells = re.sub(
        rb't="s"><v>(\d+)</v>',
        lambda found: f't="inlineStr"><is><t>{strings[int(found[1])]}</t></is>'.encode(),
        parts["xl/worksheets/sheet1.xml"],
    )
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="E1:F1"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = cells.replace(b"</sheetData>", merged)
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = SHARED.sub(b"", parts[links])
    return {k: v for k, v in parts.items() if not re.search("docProps|styles|theme|shared", k)}


def _moved(parts: dict[str, bytes], moves: dict[str, str]) -> dict[str, bytes]:
    return {moves.get(name, name): content for name, content in parts.items()}


def _at_the_root(parts: dict[str, bytes]) -> dict[str, bytes]:
    moved = {name.removeprefix("xl/").replace("worksheets/", ""): c for name, c in parts.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"xl/workbook.xml", b"workbook.xml")
    links = "_rels/workbook.xml.rels"
    return moved | {links: moved[links].replace(b"worksheets/", b"")}


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts,
        lambda parts: {k: v for k, v in parts.items() if "Content" not in k},
        lambda parts: {k.upper() if k.startswith("xl") else k: v for k, v in parts.items()},
        lambda parts: {k.replace("/", "\\"): v for k, v in parts.items()},
        lambda parts: _moved(
            parts,
            {"xl/workbook.xml": "xl/Workbook.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/Workbook.xml.rels"},
        ),
        _at_the_root,
    ],
    ids=["few parts", "no content types", "capitals", "backslashes", "Workbook.xml", "at the root"],
)  # fmt: skip
def test_minimal_packages_are_read_with_their_marks(tmp_path, change):
    path = tmp_path / "minimal.xlsx"
    parts = change(_parts(path))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    [batch] = take_in(path)
    assert batch.receipt.amount_loaded == 55
    [merged] = marks_of(path)["订单"].merged
    assert (merged.top, merged.left, merged.right) == (1, 4, 5)


def _record(number: int, body: bytes = b"") -> bytes:
    kind = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    return kind + bytes([len(body)]) + body


def _text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def _binary_sheet() -> bytes:
    made = _record(129) + _record(148, struct.pack("<4I", 0, len(ROWS) - 1, 0, 2)) + _record(145)
    for number, row in enumerate(ROWS):
        made += _record(0, struct.pack("<IIHBHIII", number, 0, 300, 0, 0, 1, 0, 2))
        for column, value in enumerate(row):
            at = struct.pack("<II", column, 0)
            is_text = isinstance(value, str)
            made += (
                _record(6, at + _text(value))
                if is_text
                else _record(5, at + struct.pack("<d", value))
            )
    return made + _record(146) + _record(130)


def test_a_binary_workbook_of_two_parts_is_read(tmp_path):
    sheet = struct.pack("<II", 0, 1) + _text("rId1") + _text("订单")
    book = _record(131) + _record(143) + _record(156, sheet) + _record(144) + _record(132)
    link = '<Relationship Id="rId1" Type="{}/worksheet" Target="worksheets/sheet1.bin"/>'
    links = f"<Relationships>{link.format(LINKS)}</Relationships>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", links)
        archive.writestr("xl/worksheets/sheet1.bin", _binary_sheet())
    path = tmp_path / "bare.xlsb"
    path.write_bytes(made.getvalue())
    [batch] = take_in(path)
    assert batch.receipt.amount_loaded == 55


def test_a_document_is_no_workbook(tmp_path):
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(Exception, match="spreadsheet"):
        take_in(path)
