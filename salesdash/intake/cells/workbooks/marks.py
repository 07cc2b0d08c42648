"""What a workbook says about its cells beside their values: merged, hidden, never computed."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from salesdash.intake.cells.container import OLE, UNREADABLE_ZIP
from salesdash.intake.cells.limits import CHUNK, parts_of
from salesdash.intake.cells.sheet import Marks, Range
from salesdash.intake.cells.workbooks.open_document import of_ods
from salesdash.intake.cells.workbooks.records import of_xls, of_xlsb

MOST = 50_000
UNREADABLE = (*UNREADABLE_ZIP, KeyError, IndexError, struct.error, ElementTree.ParseError)
# A cell with its formula may be as long; what stands across two chunks is looked at twice.
LONGEST_TAG = 16_384

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?hidden=[\"'](?:1|true)[\"'][^>]*>")
_UNSTORED = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?r=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*?hidden=[\"'](?:1|true)[\"'][^>]*>")
_ENDS = re.compile(rb"\s(min|max)=[\"'](\d+)[\"']")
_NUMBER = re.compile(rb"\sr=[\"'](\d+)[\"']")


def marks_of(path: Path) -> dict[str, Marks]:
    """The marks by sheet name; a workbook that tells none of them has none."""
    try:
        with path.open("rb") as stream:
            if stream.read(len(OLE)) == OLE:
                return of_xls(path)
        with zipfile.ZipFile(path) as archive:
            return of_ods(archive) if "content.xml" in archive.namelist() else _of_package(archive)
    except UNREADABLE:
        return {}


def _of_package(archive: zipfile.ZipFile) -> dict[str, Marks]:
    parts = parts_of(archive)
    main = next(iter(_linked(archive, parts, "").values()), "xl/workbook.xml")
    main = main if main in parts else "xl/workbook.bin"
    book, sheets = archive.read(parts[main]), _linked(archive, parts, main)
    members = {link: parts[part] for link, part in sheets.items() if part in parts}
    if main.endswith(".bin"):
        return of_xlsb(archive, members, book)
    return {
        name: _scanned(archive, members[link]) for name, link in _sheets(book) if link in members
    }


def _linked(archive: zipfile.ZipFile, parts: Mapping[str, str], part: str) -> dict[str, str]:
    """The parts to which a part (or the package) links, as far as they are workbooks or sheets."""
    folder, _, file = part.rpartition("/")
    links = f"{folder}/_rels/{file}.rels".removeprefix("/")
    if links not in parts:
        return {}
    targets = {}
    for each in ElementTree.fromstring(archive.read(parts[links])):
        target = each.get("Target", "").replace("\\", "/")
        whole = target if target.startswith("/") else f"{folder}/{target}"
        if each.get("Type", "worksheet").endswith(("/officeDocument", "sheet")):
            targets[each.get("Id", "")] = posixpath.normpath(whole).lstrip("/").lower()
    return targets


def _sheets(book: bytes) -> Iterator[tuple[str, str]]:
    """Each sheet's name with the link to its part."""
    for sheet in ElementTree.fromstring(book).iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            yield sheet.get("name", ""), link


def _scanned(archive: zipfile.ZipFile, part: str) -> Marks:
    """The marks in the sheet's XML, which may be large: looked through once, never held whole."""
    merged: dict[Range, None] = {}
    rows: set[int] = set()
    columns: dict[tuple[int, int], None] = {}
    unstored: dict[tuple[int, int], None] = {}
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            if b"hidden=" in text:
                rows.update(_hidden_rows(text))
                columns.update(dict.fromkeys(_hidden_columns(text)))
            if b"mergeCell" in text:
                merged.update(dict.fromkeys(_merged(text)))
            if (b"<f" in text or b":f" in text) and len(unstored) < MOST:
                cells = _UNSTORED.findall(text)
                unstored.update(dict.fromkeys((int(row), _column(name)) for name, row in cells))
            tail = text[-LONGEST_TAG:]
    return Marks(tuple(merged)[:MOST], tuple(sorted(rows)), tuple(columns), tuple(unstored))


def _hidden_rows(text: bytes) -> Iterator[int]:
    for tag in _ROW.findall(text):
        if number := _NUMBER.search(tag):
            yield int(number[1])


def _hidden_columns(text: bytes) -> Iterator[tuple[int, int]]:
    for tag in _COLUMN.findall(text):
        ends = {name: int(number) for name, number in _ENDS.findall(tag)}
        if len(ends) == 2:
            yield ends[b"min"] - 1, ends[b"max"] - 1


def _merged(text: bytes) -> Iterator[Range]:
    for left, top, right, bottom in _MERGED.findall(text):
        yield Range(int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
