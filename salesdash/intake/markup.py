"""Tables in HTML, which many systems export under the name .xls."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa

from salesdash.errors import FileError
from salesdash.intake import limits
from salesdash.intake.container import NOT_A_TABLE
from salesdash.intake.decode import decode
from salesdash.intake.sheet import Sheet


def read_markup(path: Path) -> list[Sheet]:
    """One sheet for each table of the page. Raises FileError where it has none."""
    decoded = decode(path.read_bytes())
    page = _Page()
    page.feed(decoded.utf8.decode())
    tables = [table for table in page.tables if table]
    if not tables:
        raise FileError(NOT_A_TABLE)
    return [_sheet(i, rows, decoded.encoding) for i, rows in enumerate(tables, 1)]


def _sheet(number: int, rows: list[list[str]], encoding: str) -> Sheet:
    width = max(len(row) for row in rows)
    limits.check_extent(len(rows), width)
    padded = [row + [""] * (width - len(row)) for row in rows]
    columns = (
        pa.array([row[i].strip() or None for row in padded], pa.string()) for i in range(width)
    )
    return Sheet(f"Table{number}", tuple(pa.chunked_array([c]) for c in columns), encoding=encoding)


class _Page(HTMLParser):
    """Collects the cells of every table, row by row; a cell over several columns comes first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close_cell()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self._close_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), limits.COLUMNS) if span.isdigit() else 1
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
        text = " ".join("".join(self._cell).split())
        self.tables[-1][-1] += [text, *[""] * (self._span - 1)]
        self._cell, self._span = None, 1
