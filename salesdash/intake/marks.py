"""What a workbook says about its cells beside their values: merged, hidden, never computed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import python_calamine

from salesdash.intake.limits import CHUNK
from salesdash.intake.sheet import Range

MOST = 50_000
# Older workbooks have to be read a second time for their merged ranges.
SMALL_ENOUGH_TO_READ_TWICE = 4 << 20
# A cell with its formula may be as long; what stands across two chunks is looked at twice.
LONGEST_TAG = 16_384

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?hidden=[\"'](?:1|true)[\"'][^>]*>")
_UNSTORED = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?r=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_NUMBER = re.compile(rb"\sr=[\"'](\d+)[\"']")


@dataclass(frozen=True, slots=True)
class Marks:
    """Merged ranges, hidden rows and cells of one sheet, in rows from 1 and columns from 0.

    `unstored` are the cells (row, column) whose formula has no stored value.
    """

    merged: tuple[Range, ...] = ()
    hidden: tuple[int, ...] = ()
    unstored: tuple[tuple[int, int], ...] = ()


def marks_of(path: Path) -> dict[str, Marks]:
    """The marks by sheet name; a workbook that tells none of them has none."""
    try:
        if zipfile.is_zipfile(path):
            return _of_xlsx(path)
        return _of_xls(path) if path.stat().st_size < SMALL_ENOUGH_TO_READ_TWICE else {}
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, OSError, ValueError):
        return {}
    except python_calamine.CalamineError:
        return {}


def _of_xlsx(path: Path) -> dict[str, Marks]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: _scanned(archive, part)
            for name, part in _parts(archive)
            if part in archive.namelist()
        }


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name with the part of the archive in which it stands."""
    if "xl/workbook.xml" not in archive.namelist():
        return
    targets = {
        each.get("Id", ""): each.get("Target", "")
        for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            yield (
                sheet.get("name", ""),
                target.lstrip("/") if target.startswith("/") else (f"xl/{target}"),
            )


def _scanned(archive: zipfile.ZipFile, part: str) -> Marks:
    """The marks in the sheet's XML, which may be large: looked through once, never held whole."""
    merged: dict[Range, None] = {}
    hidden: set[int] = set()
    unstored: dict[tuple[int, int], None] = {}
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            if b"hidden=" in text:
                hidden.update(_hidden(text))
            if b"mergeCell" in text:
                merged.update(dict.fromkeys(_merged(text)))
            if (b"<f" in text or b":f" in text) and len(unstored) < MOST:
                cells = _UNSTORED.findall(text)
                unstored.update(dict.fromkeys((int(row), _column(name)) for name, row in cells))
            tail = text[-LONGEST_TAG:]
    return Marks(tuple(merged)[:MOST], tuple(sorted(hidden)), tuple(unstored))


def _hidden(text: bytes) -> Iterator[int]:
    for tag in _ROW.findall(text):
        if number := _NUMBER.search(tag):
            yield int(number[1])


def _merged(text: bytes) -> Iterator[Range]:
    for left, top, right, bottom in _MERGED.findall(text):
        yield Range(int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _of_xls(path: Path) -> dict[str, Marks]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    found = {}
    for name in book.sheet_names:
        ranges = book.get_sheet_by_name(name).merged_cell_ranges or []
        merged = tuple(Range(a + 1, b, c + 1, d) for (a, b), (c, d) in ranges[:MOST])
        found[name] = Marks(merged)
    return found
