"""What one look through a text file tells, so that the common one is never held whole."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from salesdash.intake.cells import limits

LOOK = 1 << 16
STEP = 1 << 20
EMPTY_LINES = (b"\n\n", b"\n\r\n")
_LINE_END = ord("\n")
_QUOTES = (b"'", b'"')
_BLANK, _ESCAPE = b" ", b"\\"


@dataclass(frozen=True, slots=True)
class Survey:
    """Text in UTF-8: its first lines, whole; the number of all lines; the quotes that occur,
    those of them that stand after a blank, and those that stand after a backslash."""

    opening: str
    lines: int
    quotes: frozenset[str]
    after_blanks: frozenset[str]
    escaped: frozenset[str]
    encoding: str = "utf-8"


def of_text(utf8: bytes) -> Survey:
    lines = utf8.count(b"\n") + (not utf8.endswith(b"\n"))
    opening = opening_of(utf8).decode(errors="ignore")
    after_blanks = _decoded(mark for mark in _QUOTES if _BLANK + mark in utf8)
    escaped = _decoded(mark for mark in _QUOTES if _ESCAPE + mark in utf8)
    return Survey(opening, lines, _decoded(m for m in _QUOTES if m in utf8), after_blanks, escaped)


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
        buffer, lines, line = bytearray(STEP), 0, 0
        quotes, after_blanks, escaped, end = set[bytes](), set[bytes](), set[bytes](), b""
        while size := stream.readinto(buffer):
            last = buffer.rfind(b"\n", 0, size)
            line = size - last if last >= 0 else line + size
            if line > limits.LINE_BYTES or buffer.find(b"\0", 0, size) >= 0:
                return None
            lines += int(np.count_nonzero(np.frombuffer(buffer, np.uint8, size) == _LINE_END))
            here = [mark for mark in _QUOTES if buffer.find(mark, 0, size) >= 0]
            quotes.update(here)
            after_blanks.update(_behind(_BLANK, here, buffer, size, end))
            if end.endswith(_ESCAPE) or buffer.find(_ESCAPE, 0, size) >= 0:
                escaped.update(_behind(_ESCAPE, here, buffer, size, end))
            end = bytes(buffer[max(0, size - 3) : size])
    if not lines or end.endswith(EMPTY_LINES):
        return None
    return Survey(
        opening,
        lines + (not end.endswith(b"\n")),
        _decoded(quotes),
        _decoded(after_blanks),
        _decoded(escaped),
        encoding,
    )


def _behind(
    sign: bytes, marks: Iterable[bytes], buffer: bytearray, size: int, end: bytes
) -> list[bytes]:
    """The marks that stand right behind the sign in the buffer, or at its beginning where the one before
    ended with it."""
    return [
        mark
        for mark in marks
        if _has_pair(buffer, size, sign + mark) or (end.endswith(sign) and buffer.startswith(mark))
    ]


def _has_pair(buffer: bytearray, size: int, pair: bytes) -> bool:
    """Whether the two bytes stand side by side: much quicker than `find` where either is common."""
    number = int.from_bytes(pair, "little")
    pairs = (np.frombuffer(buffer, "<u2", (size - start) // 2, start) for start in (0, 1))
    return any(bool((each == number).any()) for each in pairs)


def _decoded(marks: Iterable[bytes]) -> frozenset[str]:
    return frozenset(mark.decode() for mark in marks)


def opening_of(utf8: bytes) -> bytes:
    """The first lines, whole."""
    if len(utf8) < LOOK:
        return utf8
    return utf8[: utf8.rfind(b"\n", 0, LOOK) + 1 or LOOK]
