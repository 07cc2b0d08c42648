"""What an OpenDocument workbook (ods) says of its cells beside the values: merged ranges, what is hidden."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from salesdash.intake.cells.limits import CHUNK
from salesdash.intake.cells.sheet import Marks, Range

CONTENT = "content.xml"
# Rows and cells that merely repeat may be said to go on to the end of the sheet.
MOST = 50_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TELLING = (b"-spanned=", b"visibility=")


def of_ods(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet; a look at the cells only where anything is merged or hidden."""
    if not _tells(archive):
        return {}
    marks_by_sheet: dict[str, Marks] = {}
    merged: list[Range] = []
    rows: list[int] = []
    columns: list[tuple[int, int]] = []
    number, column = 1, 0
    with archive.open(CONTENT) as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == f"{_TABLE}table-row":
                repeated = _count(element, "number-rows-repeated")
                if _is_hidden(element):
                    rows.extend(range(number, number + min(repeated, MOST)))
                merged += _merged(element, number)
                number += repeated
                element.clear()
            elif element.tag == f"{_TABLE}table-column":
                repeated = _count(element, "number-columns-repeated")
                if _is_hidden(element):
                    columns.append((column, column + repeated - 1))
                column += repeated
            elif element.tag == f"{_TABLE}table":
                name = element.get(f"{_TABLE}name", "")
                marks_by_sheet[name] = Marks(tuple(merged[:MOST]), tuple(rows), tuple(columns))
                merged, rows, columns = [], [], []
                number, column = 1, 0
                element.clear()
    return marks_by_sheet


def _tells(archive: zipfile.ZipFile) -> bool:
    tail = b""
    with archive.open(CONTENT) as stream:
        while chunk := stream.read(CHUNK):
            if any(words in tail + chunk for words in _TELLING):
                return True
            tail = chunk[-len(max(_TELLING, key=len)) :]
    return False


def _merged(row: Element, number: int) -> list[Range]:
    ranges, column = [], 0
    for cell in row:
        down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down * right > 1:
            ranges.append(Range(number, column, number + down - 1, column + right - 1))
        column += _count(cell, "number-columns-repeated")
    return ranges


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _count(element: Element, key: str) -> int:
    return int(element.get(_TABLE + key, 1))
