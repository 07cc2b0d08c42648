"""What binary workbooks (xls, xlsb) say of their cells beside the values: merged ranges, what is hidden."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from salesdash.intake.cells.sheet import Marks, Range
from salesdash.intake.texts import compound

Record = tuple[int, bytes]
# Numbers of records, as [MS-XLS] 2.3 and [MS-XLSB] 2.3 have them.
_BOF, _EOF, _BOUND_SHEET, _ROW, _MERGED = 0x0809, 0x000A, 0x0085, 0x0208, 0x00E5
_COLUMN_INFO = 0x007D
_BUNDLE_SHEET, _ROW_HEADER, _MERGE_CELL, _COLUMNS = 156, 0, 176, 60
_BIFF8 = 0x0600


def of_xls(path: Path) -> dict[str, Marks]:
    """The marks of each sheet of a workbook of Excel 97 to 2003."""
    book = compound.stream(path, *compound.WORKBOOKS)
    if struct.unpack_from("<HHH", book)[::2] != (_BOF, _BIFF8):
        return {}
    places = {}
    for number, body in _until_end(book, 0):
        if number == _BOUND_SHEET:
            count, wide = body[6], body[7] & 1
            name = body[8 : 8 + count * (1 + wide)]
            places[name.decode("utf-16-le" if wide else "latin-1")] = struct.unpack_from(
                "<I", body
            )[0]
    return {name: _of_sheet(_until_end(book, place)) for name, place in places.items()}


def _of_sheet(records: Iterable[Record]) -> Marks:
    merged: list[Range] = []
    rows: list[int] = []
    columns: list[tuple[int, int]] = []
    for number, body in records:
        if number == _ROW and body[12] & 0x20:
            rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif number == _COLUMN_INFO and body[8] & 1:
            columns.append(struct.unpack_from("<HH", body))
        elif number == _MERGED:
            for top, bottom, left, right in struct.iter_unpack(
                "<4H", body[2 : 2 + len(body[2:]) // 8 * 8]
            ):
                merged.append(Range(top + 1, left, bottom + 1, right))
    return Marks(tuple(merged), tuple(rows), tuple(columns))


def _until_end(book: bytes, at: int) -> Iterator[Record]:
    """The records from here to the end of their part."""
    while at + 4 <= len(book):
        number, size = struct.unpack_from("<HH", book, at)
        yield number, book[at + 4 : at + 4 + size]
        if number == _EOF:
            return
        at += 4 + size


def of_xlsb(archive: zipfile.ZipFile, sheets: Mapping[str, str], book: bytes) -> dict[str, Marks]:
    """The marks of each sheet of a binary workbook of Excel 2007 and later; `sheets` are the members
    in which they stand, by the link that the `book` has for them."""
    marks_by_sheet = {}
    for number, body in _varied(book):
        if number == _BUNDLE_SHEET:
            link, at = _text(body, 8)
            name, _ = _text(body, at)
            marks_by_sheet[name] = _of_binary_sheet(archive.read(sheets[link]))
    return marks_by_sheet


def _of_binary_sheet(content: bytes) -> Marks:
    merged: list[Range] = []
    rows: list[int] = []
    columns: list[tuple[int, int]] = []
    for number, body in _varied(content):
        if number == _ROW_HEADER and body[11] & 0x10:
            rows.append(struct.unpack_from("<I", body)[0] + 1)
        elif number == _COLUMNS and body[16] & 1:
            columns.append(struct.unpack_from("<II", body))
        elif number == _MERGE_CELL:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            merged.append(Range(top + 1, left, bottom + 1, right))
    return Marks(tuple(merged), tuple(rows), tuple(columns))


def _varied(content: bytes) -> Iterator[Record]:
    """Records whose number and size take as many bytes as they need, seven bits in each."""
    at = 0
    while at < len(content):
        number = content[at]
        at += 1
        if number & 0x80:
            number = number & 0x7F | content[at] << 7
            at += 1
        size = shift = 0
        while True:
            byte = content[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield number, content[at : at + size]
        at += size


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (count,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * count
    return body[at + 4 : end].decode("utf-16-le"), end
