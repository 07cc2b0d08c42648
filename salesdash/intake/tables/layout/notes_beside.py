"""Notes to the right of a table, behind a blank column: sums and statistics, no columns of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cells.sheet import Range
from salesdash.intake.tables.layout.heading import Heading, find_heading, is_note
from salesdash.intake.tables.layout.printed import printed_in
from salesdash.intake.texts.numbers import parse
from salesdash.intake.texts.text_column import TextColumn

# The cells of notes by row (from 0).
Notes = dict[int, list[str]]

# Notes are short: so many rows are looked at, so many cells there are, and so few in each. Measured: 214 files
# are read alike from 15 to 200 cells and from 2 to 5 in each.
LOOK, MOST_NOTES, WIDEST = 100, 40, 3


def without_notes(
    columns: tuple[pa.Array, ...], merged: tuple[Range, ...]
) -> tuple[tuple[pa.Array, ...], Notes]:
    """The columns, those of notes blank; and what the notes say."""
    others = groups_of(columns)[1:]
    if not others:
        return columns, {}
    head = [
        list(cells) for cells in zip(*(c.slice(0, LOOK).to_pylist() for c in columns), strict=True)
    ]
    heading = find_heading(head, merged)
    groups = [group for group in others if heading and _are_notes(columns, group, heading.bottom)]
    notes: Notes = {}
    blanked = list(columns)
    for left, right in groups:
        for row, cells in _lines(columns, left, right).items():
            notes[row] = [*notes.get(row, []), *cells]
        blanked[left:right] = [pa.nulls(len(c), pa.string()) for c in columns[left:right]]
    return tuple(blanked), notes


def without_sums(
    columns: tuple[pa.Array, ...], heading: Heading, until: int
) -> tuple[tuple[pa.Array, ...], Notes]:
    """The columns without the notes right of the last header, in the rows from `heading` to
    `until`; they are notes where each is a label with its figure, and one at least is a sum, or where all stand
    below the figures of the table: who signed it, and when."""
    named = width_of(heading)
    since = heading.top
    right = tuple(column.slice(since, until - since) for column in columns[named:])
    if not named or all(column.null_count == len(column) for column in right):
        return columns, {}
    filled = sum(len(column) - column.null_count for column in right)
    if filled > MOST_NOTES * WIDEST:
        return columns, {}
    notes = {row + since: cells for row, cells in _lines(right, 0, len(right)).items()}
    sums = [cells for cells in notes.values() if printed_in(cells)]
    are_sums = sums and all(cells in sums or is_note(cells) for cells in notes.values())
    lines = tuple(column.slice(since, until - since) for column in columns[:named])
    if not are_sums and not _are_below(lines, heading.bottom + 1 - since, min(notes) - since):
        return columns, {}
    rows = np.ones(len(columns[0]), dtype=np.bool_)
    rows[list(notes)] = False
    blanked = (pc.if_else(pa.array(rows), TextColumn(c).text, None) for c in columns[named:])
    return (*columns[:named], *blanked), notes


def _are_below(columns: tuple[pa.Array, ...], body: int, row: int) -> bool:
    """Whether a few lines of words alone stand from `row` on, and figures between it and the `body`."""
    if not columns or len(columns[0]) - row > MOST_NOTES:
        return False
    above = (cell for c in columns for cell in c.slice(body, min(row - body, LOOK)).to_pylist())
    below = (cell for column in columns for cell in column.slice(row).to_pylist())
    return any(map(_is_number, above)) and not any(map(_is_number, below))


def _is_number(cell: str | None) -> bool:
    return cell is not None and parse(cell) is not None


def width_of(heading: Heading) -> int:
    """How many columns there are up to and with the last one that has a name."""
    return max((i for i, name in enumerate(heading.names, 1) if name), default=0)


def groups_of(columns: tuple[pa.Array, ...]) -> list[tuple[int, int]]:
    """The columns that stand side by side, from … to (not included), parted by blank ones."""
    groups: list[tuple[int, int]] = []
    for i, column in enumerate(columns):
        if column.null_count == len(column):
            continue
        if groups and groups[-1][1] == i:
            groups[-1] = (groups[-1][0], i + 1)
        else:
            groups.append((i, i + 1))
    return groups


def _are_notes(columns: Sequence[pa.Array], group: tuple[int, int], header: int) -> bool:
    """Whether every line is a label with its figure, that of the headers included."""
    left, right = group
    filled = sum(len(column) - column.null_count for column in columns[left:right])
    if not 1 < right - left <= WIDEST or filled > MOST_NOTES * WIDEST:
        return False
    over = [cell for column in columns[left:right] if (cell := column[header].as_py())]
    lines = _lines(columns, left, right)
    return all(map(is_note, lines.values())) and (not over or is_note(over))


def _lines(columns: Sequence[pa.Array], left: int, right: int) -> Notes:
    rows = zip(*(column.to_pylist() for column in columns[left:right]), strict=True)
    return {i: line for i, row in enumerate(rows) if (line := [cell for cell in row if cell])}
