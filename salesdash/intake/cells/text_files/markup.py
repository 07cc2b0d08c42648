"""Tables in HTML, which many systems export under the name .xls."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa

from salesdash.errors import FileError
from salesdash.intake.cells import limits
from salesdash.intake.cells.container import NOT_A_TABLE
from salesdash.intake.cells.sheet import Range, Sheet
from salesdash.intake.cells.text_files.broken import broken_shown, without_nuls
from salesdash.intake.cells.text_files.decode import Decoded, decode


def read_markup(path: Path, encoding: str | None = None) -> list[Sheet]:
    """One sheet for each table of the page. Raises FileError where it has none."""
    decoded = decode(path.read_bytes(), encoding)
    utf8, is_marked = without_nuls(decoded.utf8)
    page = _Page()
    page.feed(utf8.decode())
    tables = [(rows, spans) for rows, spans in zip(page.tables, page.merged, strict=True) if rows]
    if not tables:
        raise FileError(NOT_A_TABLE)
    sheets = (_sheet(i, rows, spans, decoded) for i, (rows, spans) in enumerate(tables, 1))
    return [broken_shown(sheet) if decoded.broken or is_marked else sheet for sheet in sheets]


def _sheet(number: int, rows: list[list[str]], spans: list[Range], decoded: Decoded) -> Sheet:
    width = max(len(row) for row in rows)
    limits.check_extent(len(rows), width)
    padded = [row + [""] * (width - len(row)) for row in rows]
    columns = (
        pa.array([row[i].strip() or None for row in padded], pa.string()) for i in range(width)
    )
    return Sheet(
        f"Table{number}",
        tuple(pa.chunked_array([c]) for c in columns),
        merged=tuple(replace(span, bottom=min(span.bottom, len(rows))) for span in spans),
        encoding=decoded.encoding,
        rival_encoding=decoded.rival,
        readings=decoded.readings,
    )


class _Page(HTMLParser):
    """Collects the cells of every table, row by row.

    A cell over several columns or rows stands in the first of them; the others are blank.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        # The cells of each table that stand over several columns or rows.
        self.merged: list[list[Range]] = []
        self._span = (1, 1)
        # By column: how many further rows a cell above reaches down into.
        self._reach: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
            self.merged.append([])
            self._reach = {}
        elif tag == "tr" and self.tables:
            self._close_cell()
            self.tables[-1].append([])
            self._skip_reached()
        elif tag in ("td", "th") and self.tables:
            self._close_cell()
            attributes = dict(attrs)
            self._span = (_number(attributes.get("colspan")), _number(attributes.get("rowspan")))
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close_cell(self) -> None:
        if self._cell is None or not self.tables:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        row = self.tables[-1][-1]
        across, down = self._span
        if (across, down) != (1, 1):
            top, left = len(self.tables[-1]), len(row)
            self.merged[-1].append(Range(top, left, top + down - 1, left + across - 1))
        if down > 1:
            self._reach |= dict.fromkeys(range(len(row), len(row) + across), down - 1)
        row += [" ".join("".join(self._cell).split()), *[""] * (across - 1)]
        self._cell, self._span = None, (1, 1)
        self._skip_reached()

    def _skip_reached(self) -> None:
        """Blanks for the cells that belong to one in a row above."""
        row = self.tables[-1][-1]
        while self._reach.get(len(row), 0) and len(row) < limits.COLUMNS:
            self._reach[len(row)] -= 1
            row.append("")


def _number(written: str | None) -> int:
    return max(1, min(int(written), limits.COLUMNS)) if written and written.isdecimal() else 1
