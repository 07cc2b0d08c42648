"""A sheet as it stands in its file: columns of text, each cell with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Widths = npt.NDArray[np.int32]

UNSTORED = "="


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, ends included: rows from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What a workbook says of the cells of a sheet beside their values, in rows from 1.

    `hidden_columns` are ranges of columns from 0, ends included; `unstored` are the cells (row, column
    from 0) whose formula has no stored value.
    """

    merged: tuple[Range, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    unstored: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All cells of one sheet as text, column by column; an empty cell is null.

    Element i of every column is row i + 1 of the sheet. `first_column` is the sheet's column
    (from 0) in which `columns[0]` stands. `errors` are cells that hold an error value (or
    `UNSTORED`: a formula without its result), by row and index in `columns`. `widths` says of each row
    of a text file how many cells it was written with (0: all are blank); None where all have the
    same. `hidden_rows` count from 1, `hidden_columns` like `columns`. `encoding` is that of a text file,
    `rival_encoding` another one that reads as well; `readings` are some words in either; `broken` are the
    rows with bytes that are no text in it, shown as `\\xe5`.
    """

    name: str
    columns: tuple[pa.ChunkedArray, ...]
    first_column: int = 0
    hidden: bool = False
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    widths: Widths | None = field(default=None, compare=False)
    merged: tuple[Range, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    encoding: str | None = None
    rival_encoding: str | None = None
    readings: tuple[str, ...] = ()
    broken: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def row(self, number: int) -> list[str | None]:
        """The cells of row `number` (from 1)."""
        return [column[number - 1].as_py() for column in self.columns]

    def head(self, rows: int) -> list[list[str | None]]:
        """The cells of the first rows, row by row."""
        if not self.columns:
            return []
        listed = [column.slice(0, rows).to_pylist() for column in self.columns]
        return [list(cells) for cells in zip(*listed, strict=True)]

    def address(self, row: int, column: int) -> str:
        """How a spreadsheet calls the cell: `D17`."""
        return f"{letters(self.first_column + column)}{row}"


def letters(column: int) -> str:
    """The letters of a column (from 0): `A` … `Z`, `AA` …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
