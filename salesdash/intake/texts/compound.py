"""The streams of a compound file, in which older workbooks (xls) lie."""

from __future__ import annotations

import struct
from pathlib import Path

# How writers call the stream of the sheets.
WORKBOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_LAST = 0xFFFFFFFA  # numbers above are marks (free, end of chain), no sectors
_IN_HEADER = 109
_LONGEST_NAME = 64
# Shorter streams lie, in sectors of their own size, in the stream of the directory's first entry.
_SHORT, _SMALL_SECTOR = 4096, 64


def stream(path: Path, *names: str) -> bytes:
    """The first of the streams of these names, whole. Raises ValueError where there is none."""
    content = path.read_bytes()
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    sectors, table = content[size:], _table(content, size)
    directory = _chained(sectors, size, table, struct.unpack_from("<I", content, 48)[0])
    for at in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, at + _LONGEST_NAME)
        name = directory[at : at + max(0, min(length, _LONGEST_NAME) - 2)]
        if name.decode("utf-16-le", "replace") in names:
            first, many = struct.unpack_from("<II", directory, at + 116)
            if many < _SHORT:
                (small,) = struct.unpack_from("<I", content, 60)
                raw = _chained(sectors, size, table, small)
                (start,) = struct.unpack_from("<I", directory, 116)
                sectors = _chained(sectors, size, table, start)
                size, table = _SMALL_SECTOR, _numbers(raw)
            return _chained(sectors, size, table, first)[:many]
    raise ValueError(path)


def _table(content: bytes, size: int) -> tuple[int, ...]:
    """Of each sector the one that follows it."""
    sectors = [n for n in struct.unpack_from(f"<{_IN_HEADER}I", content, 76) if n < _LAST]
    (more,) = struct.unpack_from("<I", content, 68)
    for _ in _no_longer_than(content, size):
        if more >= _LAST:
            break
        listed = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        sectors += [n for n in listed[:-1] if n < _LAST]
        more = listed[-1]
    return _numbers(b"".join(content[(n + 1) * size : (n + 2) * size] for n in sectors))


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _chained(sectors: bytes, size: int, table: tuple[int, ...], first: int) -> bytes:
    parts = []
    for _ in _no_longer_than(sectors, size):
        if first >= len(table):
            break
        parts.append(sectors[first * size : (first + 1) * size])
        first = table[first]
    return b"".join(parts)


def _no_longer_than(content: bytes, size: int) -> range:
    """A damaged chain may lead in a circle."""
    return range(len(content) // size + 1)
