"""A sheet → its table: which row names the columns, what stands above, what is body."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake import numbers
from salesdash.intake.column import TextColumn, trimmed
from salesdash.intake.dates import readable as readable_dates
from salesdash.intake.headers import is_known
from salesdash.intake.sheet import Sheet, letters

HEAD_ROWS = 100
WORKERS = 4


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of trimmed text under their headers.

    Element i of each column is row `first_row + i` of the sheet. `titles` are the texts above
    the header, `places` the index in the sheet's columns of each column here.
    """

    sheet: Sheet
    headers: tuple[str, ...]
    texts: tuple[TextColumn, ...]
    places: tuple[int, ...]
    titles: tuple[str, ...]
    header_row: int

    @property
    def columns(self) -> tuple[pa.Array, ...]:
        return tuple(column.text for column in self.texts)

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    @property
    def height(self) -> int:
        return len(self.texts[0].text) if self.texts else 0

    def sample(self, column: int, size: int = 200) -> list[str]:
        """Some of the values of a column, from all over it."""
        values = self.texts[column].text.drop_null()
        step = max(1, len(values) // size)
        return [str(v) for v in values[::step].to_pylist()[:size]] if len(values) else []

    def address(self, row: int, column: int) -> str:
        return self.sheet.address(row, self.places[column])

    def cells(self, index: int) -> tuple[str, ...]:
        """The cells of body row `index` as they stand in the sheet."""
        return tuple(cell or "" for cell in self.sheet.row(self.first_row + index))


def find_table(sheet: Sheet) -> Table | None:
    """The table of the sheet; None where no row looks like headers."""
    head = sheet.head(HEAD_ROWS)
    header_row = _header_row(head)
    if header_row is None:
        return None
    names = [_one_line(cell) for cell in head[header_row]]
    with ThreadPoolExecutor(WORKERS) as workers:
        body = list(workers.map(lambda c: trimmed(_one(c.slice(header_row + 1))), sheet.columns))
    height = _last_filled(body)
    body = [column.slice(0, height) for column in body]
    kept = [i for i, (name, c) in enumerate(zip(names, body, strict=True)) if name or _filled(c)]
    return Table(
        sheet,
        _distinct([names[i] or letters(sheet.first_column + i) for i in kept]),
        tuple(TextColumn(body[i]) for i in kept),
        tuple(kept),
        tuple(cell.strip() for row in head[:header_row] for cell in row if cell and cell.strip()),
        header_row + 1,
    )


def _header_row(head: list[list[str | None]]) -> int | None:
    """The row with the most headers that the catalog knows; else the first row of mere words."""
    known = [sum(is_known(cell) for cell in row if cell) for row in head]
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in head]
    best = max(range(len(head)), key=lambda i: (known[i] - _numbers(head[i]), -i), default=None)
    if best is not None and known[best] >= min(2, filled[best]) and known[best] > 0:
        return best
    wordy = (i for i, row in enumerate(head[:-1]) if filled[i] >= 2 and _only_words(row))
    return next(wordy, None)


def _only_words(row: list[str | None]) -> bool:
    return _numbers(row) == 0


def _numbers(row: list[str | None]) -> int:
    cells = [cell for cell in row if cell and cell.strip()]
    return sum(bool(numbers.parse(cell) or readable_dates([cell])) for cell in cells)


def _one(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return combined if isinstance(combined, pa.Array) else pa.concat_arrays(combined.chunks)


def _last_filled(columns: list[pa.Array]) -> int:
    return max((_length(column) for column in columns), default=0)


def _length(column: pa.Array) -> int:
    """Up to and with the last cell that is filled."""
    height = len(column)
    step = 1024
    while height and column.slice(max(0, height - step), step).null_count == min(step, height):
        height = max(0, height - step)
    while height and not column[height - 1].is_valid:
        height -= 1
    return height


def _filled(column: pa.Array) -> bool:
    return bool(column.null_count < len(column))


def _one_line(cell: str | None) -> str:
    return " ".join((cell or "").split())


def _distinct(names: list[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        seen[name] += 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(distinct)


def blank_rows(table: Table) -> pa.Array:
    """Which body rows have no cell filled."""
    blank = pa.repeat(pa.scalar(True), table.height)
    for column in table.columns:
        if column.null_count:
            blank = pc.and_(blank, pc.is_null(column))
        else:
            return pa.repeat(pa.scalar(False), table.height)
    return blank
