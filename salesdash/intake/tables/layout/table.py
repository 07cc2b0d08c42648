"""A sheet → its tables: headers, body and what stands above, without the emptiness around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cells.sheet import UNSTORED, Sheet, letters
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.heading import Heading
from salesdash.intake.tables.layout.printed import Printed, printed_in, shared
from salesdash.intake.tables.layout.regions import Region, regions_of
from salesdash.intake.tables.layout.unit_row import with_units_below
from salesdash.intake.tables.layout.widths import FITS, WidthFit, fit_of
from salesdash.intake.texts.text_column import TextColumn

Rows = npt.NDArray[np.int64]
LOOK_BELOW = 10
MOST_OF_REMARK = 2  # cells of a line below: a label, and what it says


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of trimmed text under their headers.

    `name` is unique within the file. `rows` gives the row of the sheet in which each element of
    the columns stands, `places` the sheet's column (counted like `sheet.columns`) of each column
    here, or of each of its elements. `titles` are the texts above the header, `paths` the cells of
    each column's header from the top down; `levels` name the rows of headers themselves; `fit` says
    how the rows of a text file fit the headers, `above` are the titles of the first of several tables one below
    another, `printed` are the sums that stand around it, `remarks`
    the lines of words below it and the notes beside it, `once` the headers of figures that an export writes once
    for all lines of an order.
    """

    name: str
    sheet: Sheet
    headers: tuple[str, ...]
    texts: tuple[TextColumn, ...]
    rows: Rows
    places: tuple[int | Rows, ...]
    titles: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    levels: tuple[str, ...] = ()
    fit: WidthFit = FITS
    printed: tuple[Printed, ...] = ()
    remarks: tuple[str, ...] = ()
    once: frozenset[str] = frozenset()

    @property
    def held(self) -> tuple[pa.Array, ...]:
        """The cells as they are held: strings, or a dictionary of them."""
        return tuple(column.values for column in self.texts)

    @property
    def is_headless(self) -> bool:
        """Whether the columns have no names but their letters."""
        return bool(self.paths) and 2 * sum(map(bool, self.paths)) < len(self.paths)

    @property
    def height(self) -> int:
        return len(self.rows)

    def only(self, columns: Sequence[int]) -> Table:
        """The table with these of its columns alone."""
        return replace(
            self,
            headers=tuple(self.headers[i] for i in columns),
            texts=tuple(self.texts[i] for i in columns),
            places=tuple(self.places[i] for i in columns),
            paths=tuple(self.paths[i] for i in columns if self.paths),
        )

    def and_column(self, header: str, text: pa.Array) -> Table:
        """The table with one more column, which stands nowhere in the sheet."""
        return replace(
            self,
            headers=(*self.headers, header),
            texts=(*self.texts, TextColumn(text)),
            places=(*self.places, 0),
            paths=(*self.paths, (header,)) if self.paths else (),
        )

    def where(self, rows: npt.NDArray[np.bool_]) -> Table:
        """The table with these of its rows alone."""
        chosen = pa.array(np.flatnonzero(rows))
        return replace(
            self,
            texts=tuple(TextColumn(pc.take(column.values, chosen)) for column in self.texts),
            rows=self.rows[rows],
            places=tuple(p if isinstance(p, int) else p[rows] for p in self.places),
        )

    def sample(self, column: int, size: int = 200) -> list[str]:
        """Some of the values of a column, from all over it."""
        values = self.texts[column].values.drop_null()
        step = max(1, len(values) // size)
        return [str(v) for v in values[::step].to_pylist()[:size]] if len(values) else []

    def place(self, index: int, column: int) -> int:
        """The sheet's column in which body row `index` has the value of `column`."""
        place = self.places[column]
        return place if isinstance(place, int) else int(place[index])

    def is_uncomputed(self, column: int) -> bool:
        """Whether nothing stands in the column but formulas whose results the file does not hold."""
        place, values = self.places[column], self.held[column]
        return values.null_count == len(values) and any(
            at == place and error == UNSTORED for (_, at), error in self.sheet.errors.items()
        )

    def address(self, index: int, column: int) -> str:
        """How a spreadsheet calls the cell of body row `index`: `D17`."""
        return self.sheet.address(int(self.rows[index]), self.place(index, column))

    def cells(self, index: int) -> tuple[str, ...]:
        """The row of the sheet in which body row `index` stands, as it stands there."""
        return tuple(cell or "" for cell in self.sheet.row(int(self.rows[index])))


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of the sheet, top to bottom, left to right.

    The first one goes by the sheet's name, the others by their cells: `Sheet1!H3:L20`.
    """
    tables: list[Table] = []
    regions = regions_of(sheet)
    for region in regions:
        table = _table(_with_units(region))
        lines = _last_lines(table)
        table = replace(table, remarks=(*region.beside, *map(" ".join, lines)))
        printed = _printed(region, table, lines)
        if not tables:
            # above the first of several tables, or beside it, a sum may be that of all
            printed = shared(printed) if len(regions) > 1 else printed
            tables.append(replace(table, name=sheet.name, printed=printed))
        else:
            is_below = region.since > regions[0].heading.bottom
            above = tables[0].titles if is_below else ()
            name = _cells_of(region, table)
            tables.append(replace(table, name=name, printed=printed, above=above))
    return tables


def _table(region: Region) -> Table:
    heading, since = region.heading, region.heading.bottom + 1
    body = [column.slice(since, region.until - since) for column in region.columns]
    height = max((_length(column) for column in body), default=0)
    body = [column.slice(0, height) for column in body]
    names = _padded(heading, len(body))
    kept = [i for i, (path, c) in enumerate(zip(names, body, strict=True)) if path or _filled(c)]
    headers = [names[i] or letters(region.sheet.first_column + i) for i in kept]
    above = (column.slice(region.since, heading.top - region.since) for column in region.columns)
    titles = zip(*(column.to_pylist() for column in above), strict=True)
    times = [level for level in heading.levels if span_of(level)]  # 2025年 above 月份 is a title
    return Table(
        "",
        region.sheet,
        distinct(headers),
        tuple(TextColumn(body[i]) for i in kept),
        np.arange(since + 1, since + 1 + height),
        tuple(kept),
        titles=(*(cell for row in titles for cell in row if cell), *times),
        paths=tuple(
            tuple(map(_worded, heading.paths[i])) if i < len(heading.paths) else () for i in kept
        ),
        levels=tuple("" if level in times else level for level in heading.levels),
        fit=fit_of(
            region.sheet.widths,
            region.columns,
            range(heading.top, since),
            since,
            since + height,
            heading.names if any(heading.names) else list(headers),
        ),
    )


def _with_units(region: Region) -> Region:
    """The region with a row of units below its headers taken into them."""
    since = region.heading.bottom + 1
    below = [c[since].as_py() if since < len(c) else None for c in region.columns]
    return replace(region, heading=with_units_below(region.heading, below))


def _last_lines(table: Table) -> list[list[str]]:
    """The filled cells of those of the last lines that hold no more than two."""
    last = range(max(0, table.height - LOOK_BELOW), table.height)
    lines = ([cell for column in table.held if (cell := column[row].as_py())] for row in last)
    return [cells for cells in lines if 0 < len(cells) <= MOST_OF_REMARK]


def _printed(region: Region, table: Table, lines: list[list[str]]) -> tuple[Printed, ...]:
    """The sums in its titles, beside it, and in the last lines that hold no more than one."""
    below = (cells[0] for cells in lines if len(cells) == 1)
    sums = (printed_in(each) for each in (table.titles, region.beside, *([cell] for cell in below)))
    return tuple(dict.fromkeys(each for several in sums for each in several))


def _cells_of(region: Region, table: Table) -> str:
    places = [place for place in table.places if isinstance(place, int)] or [0]
    first = region.sheet.address(region.heading.top + 1, min(places))
    last = region.sheet.address(region.heading.bottom + 1 + table.height, max(places))
    sheet = f"{region.sheet.name}!" if region.sheet.name else ""
    return f"{sheet}{first}:{last}"


def _padded(heading: Heading, width: int) -> list[str]:
    names = [_worded(name) for name in heading.names]
    return [*names, *[""] * (width - len(names))]


def _worded(name: str) -> str:
    """A header as it is read: in one line, and a date without its midnight."""
    return " ".join(name.split()).removesuffix(" 00:00:00")


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


def distinct(names: list[str]) -> tuple[str, ...]:
    """The names with a number behind those that stand there already."""
    seen: Counter[str] = Counter()
    different = []
    for name in names:
        seen[name] += 1
        different.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(different)


def blank_rows(table: Table) -> pa.Array:
    """Which body rows have no cell filled."""
    return all_blank(table.held, table.height)


def all_blank(columns: tuple[pa.Array, ...], height: int) -> pa.Array:
    blank = pa.repeat(pa.scalar(True), height)
    for column in columns:
        if column.null_count:
            blank = pc.and_(blank, pc.is_null(column))
        else:
            return pa.repeat(pa.scalar(False), height)
    return blank
