"""What one look through a text file tells, so that the common one is never held whole."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from salesdash.intake.cells import limits

LOOK = 1 << 16
STEP = 1 << 20
EMPTY_LINES = (b"\n\n", b"\n\r\n")
_LINE_END = ord("\n")
_QUOTES = (b"'", b'"')


@dataclass(frozen=True, slots=True)
class Survey:
    """Text in UTF-8: its first lines, whole; the number of all lines; the quotes that occur."""

    opening: str
    lines: int
    quotes: frozenset[str]
    encoding: str = "utf-8"


def of_text(utf8: bytes) -> Survey:
    lines = utf8.count(b"\n") + (not utf8.endswith(b"\n"))
    quotes = frozenset(mark.decode() for mark in _QUOTES if mark in utf8)
    return Survey(opening_of(utf8).decode(errors="ignore"), lines, quotes)


def of_file(path: Path) -> Survey | None:
    """None where the file does not begin as UTF-8, or has lines of an odd kind. Whether it goes on
    in UTF-8 shows when its cells are read."""
    with path.open("rb") as stream:
        head = stream.read(LOOK + len(codecs.BOM_UTF8))
        encoding = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
        try:
            opening = opening_of(head.removeprefix(codecs.BOM_UTF8)).decode()
        except UnicodeDecodeError:
            return None
        stream.seek(0)
        buffer, lines, quotes, line = bytearray(STEP), 0, set[bytes](), 0
        while size := stream.readinto(buffer):
            last = buffer.rfind(b"\n", 0, size)
            line = size - last if last >= 0 else line + size
            if line > limits.LINE_BYTES or buffer.find(b"\0", 0, size) >= 0:
                return None
            lines += int(np.count_nonzero(np.frombuffer(buffer, np.uint8, size) == _LINE_END))
            quotes.update(mark for mark in _QUOTES if buffer.find(mark, 0, size) >= 0)
            end = bytes(buffer[max(0, size - 3) : size])
    if not lines or end.endswith(EMPTY_LINES):
        return None
    return Survey(
        opening,
        lines + (not end.endswith(b"\n")),
        frozenset(mark.decode() for mark in quotes),
        encoding,
    )


def opening_of(utf8: bytes) -> bytes:
    """The first lines, whole."""
    if len(utf8) < LOOK:
        return utf8
    return utf8[: utf8.rfind(b"\n", 0, LOOK) + 1 or LOOK]
