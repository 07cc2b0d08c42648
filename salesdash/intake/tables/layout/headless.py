"""Records without any headers, as machines and statisticians write them: columns go by their letters."""

from __future__ import annotations

from collections.abc import Sequence

from salesdash.intake.tables.layout.heading import Cells, Heading, figures
from salesdash.intake.texts import numbers
from salesdash.intake.texts.times.dates import readable

FEWEST_ROWS, FEWEST_COLUMNS = 3, 2
ALIKE = 0.9  # of the rows; measured: files are read alike from 0.75 to 0.97


def find_records(rows: Sequence[Cells]) -> Heading | None:
    """The heading, of no row, above the first of the records; None where the rows are no records: rows
    filled in the same columns, with numbers in one column and days or more numbers in another."""
    wide = [cells for cells in rows if len(_places(cells)) >= FEWEST_COLUMNS]
    places = [i for i in range(max(map(len, wide), default=0)) if _is_filled(wide, i)]
    records = [i for i, cells in enumerate(rows) if places and all(cells[i] for i in places)]
    if len(places) < FEWEST_COLUMNS or len(records) < FEWEST_ROWS:
        return None
    first = records[0]
    below = sum(any(cells) for cells in rows[first:])
    if len(records) < ALIKE * below:
        return None
    columns = [[cell for cells in rows[first:] if (cell := cells[i])] for i in places]
    of_numbers = sum(numbers.readable(column) > ALIKE for column in columns)
    of_figures = sum(figures(column) > ALIKE * len(column) for column in columns)
    of_days = any(readable(column) > ALIKE for column in columns)
    if not of_numbers or not of_days or of_figures < FEWEST_COLUMNS:
        return None
    return Heading(first, first - 1, ((),) * len(rows[first]))


def _is_filled(rows: Sequence[Cells], column: int) -> bool:
    """Whether nearly all rows have a cell there: remarks may be blank."""
    return sum(bool(cells[column]) for cells in rows) >= ALIKE * len(rows)


def _places(cells: Cells) -> tuple[int, ...]:
    return tuple(i for i, cell in enumerate(cells) if cell)
