"""Notes to the right of a table, behind a blank column: sums and statistics, no columns of it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from salesdash.intake.cells.sheet import Range
from salesdash.intake.tables.layout.heading import find_heading
from salesdash.intake.texts import numbers

# Notes are short: so many rows, and a few cells in each.
LOOK, MOST_NOTES, WIDEST = 100, 40, 3


def without_notes(
    columns: tuple[pa.Array, ...], merged: tuple[Range, ...]
) -> tuple[tuple[pa.Array, ...], tuple[str, ...]]:
    """The columns, those of notes blank; and what the notes say, line by line."""
    others = groups_of(columns)[1:]
    if not others:
        return columns, ()
    head = [
        list(cells) for cells in zip(*(c.slice(0, LOOK).to_pylist() for c in columns), strict=True)
    ]
    heading = find_heading(head, merged)
    notes = [group for group in others if heading and _are_notes(columns, group, heading.bottom)]
    cells = [
        cell for left, right in notes for line in _lines(columns, left, right) for cell in line
    ]
    blanked = list(columns)
    for left, right in notes:
        blanked[left:right] = [pa.nulls(len(c), pa.string()) for c in columns[left:right]]
    return tuple(blanked), tuple(cells)


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
    return all(map(_is_note, lines)) and (not over or _is_note(over))


def _is_note(cells: Sequence[str]) -> bool:
    """A label, and figures behind it."""
    label, *figures = cells
    is_label = numbers.parse(label) is None
    return is_label and bool(figures) and all(numbers.parse(cell) is not None for cell in figures)


def _lines(columns: Sequence[pa.Array], left: int, right: int) -> list[list[str]]:
    rows = zip(*(column.to_pylist() for column in columns[left:right]), strict=True)
    return [line for row in rows if (line := [cell for cell in row if cell])]
