"""How large a file may be, checked before anything is parsed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from salesdash.errors import FileError
from salesdash.text import Text

FILE_BYTES = 1 << 30
UNZIPPED_BYTES = 3 << 30
WORTH_A_LOOK = 100 << 20
RATIO = 200
MEMBERS = 5_000
SHEETS = 200
COLUMNS = 2_000
CELLS = 40_000_000
TEXT_ROWS = 20_000_000
TEXT_CELLS = 200_000_000
LINE_BYTES = 1 << 20
ROWS_ASIDE = 100_000
CHUNK = 4 << 20
# Larger sheets have their cells for it; the limits of the reading process guard these.
SMALL_ENOUGH_TO_SCAN = 16 << 20

# A cell beyond column Z or row 99,999; most sheets have none, so that this look is quick.
_FAR_CELL = re.compile(rb' r="(?:[A-Z]{2,3}\d|[A-Z]\d{6})')
_ODD_WRITING = (b" r='", b"r =", b"r= ", b"\tr=", b"\nr=", b"\rr=")
_CELL = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_SHEET = "worksheets/"
_NEAR_ROW, _NEAR_COLUMN = 99_999, 26


def too_large(zh: str, en: str) -> FileError:
    return FileError(
        Text(
            f"文件过大：{zh}。请删去多余的行列，或拆成几个文件再上传。",
            f"The file is too large: {en}. Remove what is not needed or split it into several.",
        )
    )


def check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise too_large(f"{size >> 20} MB", f"{size >> 20} MB")


def check_zip(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise too_large(f"内含 {len(members)} 个部分", f"it has {len(members)} parts")
    unzipped = sum(m.file_size for m in members)
    packed = max(1, sum(m.compress_size for m in members))
    if unzipped > UNZIPPED_BYTES or (unzipped > WORTH_A_LOOK and unzipped / packed > RATIO):
        raise too_large(f"解压后有 {unzipped >> 20} MB", f"unzipped it is {unzipped >> 20} MB")


def check_sheets(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook whose far corner alone would fill the memory."""
    sheets = [
        archive.getinfo(name)
        for part, name in parts_of(archive).items()
        if _SHEET in part and "/_rels/" not in part
    ]
    if len(sheets) > SHEETS:
        raise too_large(f"有 {len(sheets)} 张工作表", f"it has {len(sheets)} sheets")
    for member in sheets:
        if member.filename.lower().endswith(".xml") and member.file_size < SMALL_ENOUGH_TO_SCAN:
            check_extent(*_extent(archive, member))


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of the members by the part of a package that they are: case and slashes vary."""
    return {name.lower().replace("\\", "/"): name for name in archive.namelist()}


def check_extent(rows: int, columns: int, cells: int = CELLS) -> None:
    if columns > COLUMNS:
        raise too_large(f"有 {columns:,} 列", f"it has {columns:,} columns")
    if rows * columns > cells:
        raise too_large(
            f"已用区域有 {rows:,} 行 × {columns:,} 列",
            f"its used range is {rows:,} rows × {columns:,} columns",
        )


def check_longest_line(raw: bytes) -> None:
    """Refuse a text file with a line of absurd length, before anything looks at its cells."""
    end = b"\n" if b"\n" in raw else b"\r"
    start = 0
    while len(raw) - start > LINE_BYTES:
        last = raw.rfind(end, start, start + LINE_BYTES)
        if last < 0:
            line = raw.count(end, 0, start) + 1
            until = raw.find(end, start)
            size = (until if until > 0 else len(raw)) - start
            raise too_large(f"第 {line} 行有 {size >> 20} MB", f"line {line} has {size >> 20} MB")
        start = last + 1


def check_text(rows: int, columns: int) -> None:
    """The same for a text file, whose cells are cheaper."""
    if rows > TEXT_ROWS:
        raise too_large(f"有 {rows:,} 行", f"it has {rows:,} rows")
    check_extent(rows, columns, TEXT_CELLS)


def check_lines(text: str, delimiter: str) -> None:
    """Refuse a text with a line of absurdly many cells, before it is parted."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > COLUMNS and text.count(delimiter, start, end) > 2 * COLUMNS:
            columns = text.count(delimiter, start, end)
            raise too_large(f"有 {columns:,} 列", f"it has {columns:,} columns")
        start = end + 1


def _extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    rows, columns = _NEAR_ROW, _NEAR_COLUMN
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            far = _FAR_CELL.search(text)
            if far or any(writing in text for writing in _ODD_WRITING):
                cells = _CELL.findall(text)
                rows = max([rows, *(int(row) for _, row in cells)])
                columns = max([columns, *(_number(name) for name in {name for name, _ in cells})])
            tail = text[-32:]
    return rows, columns


def _number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
