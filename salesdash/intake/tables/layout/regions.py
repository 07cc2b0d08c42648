"""Where one table of a sheet ends and the next one begins, one above or beside another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.cells.sheet import Range, Sheet
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.heading import (
    Cells,
    Heading,
    columns_of_figures,
    figures,
    find_heading,
    looks_like_headers,
    names_a_day,
)
from salesdash.intake.tables.layout.headless import find_records
from salesdash.intake.tables.layout.notes_beside import (
    Notes,
    groups_of,
    width_of,
    without_notes,
    without_sums,
)
from salesdash.intake.texts.headers import is_known, plain
from salesdash.intake.texts.text_column import TextColumn, trimmed

HEAD_ROWS = 100
WORKERS = 4
LOOK_BELOW = 60
# Beyond these many rows the next table has to be parted from this one by a blank row.
LOOK_FOR_HEADERS = 100_000
MOST_TABLES = 50
TITLE_ROWS = 5
# From so many rows on, and so many of them alike, the rows below a repeated header are a copy.
# Measured: files are read alike from 0.6 to 0.9.
FEWEST_COPIED, COPIED = 10, 0.8
# What no number and no date is written with.
_WORDY = r"[^\d.,:/\-+()%¥$€\s]"
# What tells one page from the next, in a title that stands on each.
_PAGE = re.compile(
    r"第?\s*\d+\s*页|共\s*\d+\s*页|page\s*\d+(?:\s*(?:of|/)\s*\d+)?|[\s,，/]+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Region:
    """Rows `since` to `until` (from 0, end not included) of a sheet: one table with its titles.

    `columns` are those of the sheet, trimmed: strings, or a dictionary where few are different. `beside`
    are the cells of notes that stand right of it.
    """

    sheet: Sheet
    columns: tuple[pa.Array, ...]
    heading: Heading
    since: int
    until: int
    beside: tuple[str, ...] = ()


def regions_of(sheet: Sheet) -> list[Region]:
    """Every table of the sheet; none where no row looks like headers, and the rows are no records."""
    with ThreadPoolExecutor(WORKERS) as workers:
        columns = tuple(held.values for held in workers.map(trimmed, sheet.columns))
    regions: list[Region] = []
    for part, their_columns in _side_by_side(sheet, columns):
        without, notes = without_notes(their_columns, part.merged)
        if notes and part.widths is not None:  # their lines are no wider than the others
            most = max(right for _, right in groups_of(without))
            part = replace(part, widths=np.minimum(part.widths, np.int32(most)))
        regions += [_without_sums(region, notes) for region in _stacked(part, without)]
    return regions


def _without_sums(region: Region, notes: Notes) -> Region:
    """The region without the sums right of its headers; beside it stand these and the notes of its
    rows."""
    columns, sums = without_sums(region.columns, region.heading, region.until)
    here = {row: cells for row, cells in notes.items() if region.since <= row < region.until}
    sheet = region.sheet
    if sums and sheet.widths is not None:
        widths = sheet.widths.copy()
        rows = list(sums)
        widths[rows] = np.minimum(widths[rows], np.int32(width_of(region.heading)))
        sheet = replace(sheet, widths=widths)
    beside = tuple(cell for cells in (*here.values(), *sums.values()) for cell in cells)
    return replace(region, sheet=sheet, columns=columns, beside=beside)


def _stacked(sheet: Sheet, columns: tuple[pa.Array, ...]) -> Iterator[Region]:
    head = _rows(columns, 0, HEAD_ROWS)
    heading = find_heading(head, sheet.merged)
    if heading is None:
        records = find_records(head)
        if records:
            yield Region(sheet, columns, records, 0, sheet.height)
        return
    headings = [(0, _first(head, sheet.merged, heading))]
    while len(headings) < MOST_TABLES:
        start, latest = headings[-1]
        below = _next(columns, sheet.merged, start, latest)
        if latest.bottom < heading.top and (below is None or below[1].top > heading.top):
            below = _titles_from(columns, heading.top, latest.bottom + 1, latest), heading
        if below is None:
            break
        headings.append(below)
    ends = [start for start, _ in headings[1:]] + [sheet.height]
    for (start, its_heading), end in zip(headings, ends, strict=True):
        yield Region(sheet, columns, its_heading, start, end)


def _first(head: list[Cells], merged: tuple[Range, ...], best: Heading) -> Heading:
    """The headers of the first table: those known `best`, or others above them that have a body."""
    for row in range(best.top):
        if not looks_like_headers(head[row]):
            continue
        above = find_heading(head, merged, 0, min(row + 1, best.top))
        below = head[above.bottom + 1 : best.top] if above else []
        if above and _is_body([_filled(cells) for cells in below]):
            return above
    return best


def _is_body(rows: list[list[str]]) -> bool:
    """Whether the rows are those of a table: any figures, or several rows of several cells."""
    return any(map(figures, rows)) or sum(len(row) > 1 for row in rows) > 1


def _next(
    columns: tuple[pa.Array, ...], merged: tuple[Range, ...], since: int, heading: Heading
) -> tuple[int, Heading] | None:
    """The next table below the body that starts under `heading`, with the first of its titles; the
    titles of `heading` itself start at row `since`."""
    first = heading.bottom + 1
    body = _rows(columns, first, LOOK_BELOW)
    end = next(
        (
            i
            for i, cells in enumerate(body)
            if i and (not _filled(cells) or looks_like_headers(cells))
        ),
        len(body),
    )
    numeric = columns_of_figures(body[:end], 0)
    names = {plain(name) for name in heading.names if name}
    titles = _titles(columns, since, heading.top)
    after_blank = _after_blank(columns, first)
    for row in sorted(after_blank | _wordy(columns, numeric, first, names)):
        [cells] = _rows(columns, row, 1)
        again = _says_again(cells, heading)
        if (
            again
            and (
                not titles
                or _titles(columns, _titles_from(columns, row, first, heading), row) <= titles
            )
            and not _repeats(columns, first, row, cells)
        ):
            continue  # the same headers once more, on the next page
        stands_alone = row in after_blank and _names_figures(columns, cells, row, numeric)
        again = again and len(_filled(cells)) > 1
        if not looks_like_headers(cells) and not stands_alone and not again:
            continue
        start = _titles_from(columns, row, first, heading)
        window = _rows(columns, start, row - start + LOOK_BELOW)
        moved = tuple(replace(r, top=r.top - start, bottom=r.bottom - start) for r in merged)
        below = find_heading(
            window,
            moved,
            row - start,
            row - start + 2 if stands_alone or again else row - start + 1,
        )
        if below:
            return start, replace(below, top=below.top + start, bottom=below.bottom + start)
    return None


def _says_again(cells: Cells, heading: Heading) -> bool:
    """Whether the row says the headers once more, each over its own column."""
    names_of = [
        {plain(each) for each in (name, *path) if each}
        for name, path in zip(heading.names, heading.paths, strict=True)
    ]
    names = {i: plain(cell) for i, cell in enumerate(cells) if cell}
    again = {i for i, words in names.items() if i < len(names_of) and words in names_of[i]}
    all_names = set().union(*names_of)
    others = any(
        words in all_names or is_known(words) or not any(names_of[i : i + 1])
        for i, words in names.items()
        if i not in again
    )
    return len(again) * 2 > len(names) and not others and max(names) < len(names_of)


def _repeats(columns: tuple[pa.Array, ...], first: int, row: int, cells: Cells) -> bool:
    """Whether the rows below `row`, whose cells are headers, are those from `first` on once more under
    the same of them: a copy, no next page."""
    size = min(row - first, LOOK_BELOW)
    if size < FEWEST_COPIED:
        return False
    named = tuple(column for column, cell in zip(columns, cells, strict=True) if cell)
    above, below = (_rows(named, since, size) for since in (first, row + 1))
    return sum(one == other for one, other in zip(above, below, strict=False)) > COPIED * size


def _names_figures(
    columns: tuple[pa.Array, ...], cells: Cells, row: int, numeric: set[int]
) -> bool:
    """Words where the table above has figures, with figures below them again."""
    filled = {i for i, cell in enumerate(cells) if cell}
    if len(filled) < 2 or figures(_filled(cells)) or not filled & numeric:
        return False
    below = columns_of_figures(_rows(columns, row + 1, 5), 0)
    return bool(filled & below)


def _after_blank(columns: tuple[pa.Array, ...], first: int) -> set[int]:
    """Rows that follow a blank one."""
    body = [column.slice(first) for column in columns]
    if not body or any(not column.null_count for column in body):
        return set()
    filled = np.zeros(len(body[0]), dtype=np.bool_)
    for column in body:
        filled |= pc.is_valid(column).to_numpy(zero_copy_only=False)
    starts = np.flatnonzero(filled[1:] & ~filled[:-1]) + 1
    return {int(row) + first for row in starts}


def _wordy(
    columns: tuple[pa.Array, ...], numeric: set[int], first: int, names: set[str]
) -> set[int]:
    """Rows that have a header where the others have figures, or in the first columns."""
    rows: set[int] = set()
    # a narrow table may stand below the first columns of a wide one, which have no figures
    for index in dict.fromkeys([*sorted(numeric)[:3], *range(min(2, len(columns)))]):
        column = TextColumn(columns[index].slice(first, LOOK_FOR_HEADERS))
        wordy = column.matches(_WORDY).to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(wordy)[:1000]:
            text = column.values[int(row)].as_py()
            if is_known(text) or span_of(text) or plain(text) in names:
                rows.add(int(row) + first)
    return rows


def _titles(columns: tuple[pa.Array, ...], since: int, until: int) -> set[str]:
    """What the lines say, without the numbers of pages."""
    lines = _rows(columns, since, until - since)
    return {title for cells in lines for c in _filled(cells) if (title := _PAGE.sub("", c).strip())}


def _titles_from(columns: tuple[pa.Array, ...], row: int, floor: int, above: Heading) -> int:
    """The first of the lines above `row` that are titles: a cell or two, no figures but a day alone, and
    no row of the table `above`."""
    most = min(2, sum(map(bool, above.names)) - 1)
    start = row
    for line in range(row - 1, max(floor, row - TITLE_ROWS) - 1, -1):
        [cells] = _rows(columns, line, 1)
        filled = _filled(cells)
        if len(filled) > most or (figures(filled) and not names_a_day(filled)):
            break
        if not filled and start < row:
            break
        start = line
    return start


def _side_by_side(
    sheet: Sheet, columns: tuple[pa.Array, ...]
) -> list[tuple[Sheet, tuple[pa.Array, ...]]]:
    """The sheet in parts where blank columns part tables; whole where they merely part columns."""
    whole = [(sheet, columns)]
    groups = groups_of(columns)
    if len(groups) < 2:
        return whole
    tables = [(left, right) for left, right in groups if right - left > 1]
    headings: list[Heading] = []
    for left, right in tables:
        part, their_columns = _part(sheet, left, right), columns[left:right]
        head = _rows(their_columns, 0, HEAD_ROWS)
        heading = find_heading(head, part.merged)
        if heading is None:
            return whole
        again = headings and _names_in(heading) & _names_in(headings[0])
        if not (again or looks_like_headers(head[heading.bottom])):
            return whole
        headings.append(heading)
    if len(tables) < 2 or not _are_separate(headings, [columns[slice(*table)] for table in tables]):
        return whole
    # a single column between two tables belongs to the one before it
    lefts = [0, *(left for left, _ in tables[1:])]
    rights = [*lefts[1:], len(columns)]
    return [
        (_part(sheet, left, right), columns[left:right])
        for left, right in zip(lefts, rights, strict=True)
    ]


def _are_separate(headings: list[Heading], parts: list[tuple[pa.Array, ...]]) -> bool:
    """Whether the parts are tables of their own: they share a header, or differ in their rows."""
    names = [_names_in(heading) for heading in headings]
    shared = any(one & other for i, one in enumerate(names) for other in names[:i])
    rows = {heading.bottom for heading in headings}
    ends = {_end(their_columns[0]) for their_columns in parts}
    dense = all(their_columns[0].slice(h.bottom + 1, _end(their_columns[0]) - h.bottom - 1).null_count == 0
                for h, their_columns in zip(headings, parts, strict=True))  # fmt: skip
    return shared or len(rows) > 1 or (len(ends) > 1 and dense)


def _names_in(heading: Heading) -> set[str]:
    return {plain(name) for name in heading.names if name}


def _end(column: pa.Array) -> int:
    filled = np.flatnonzero(pc.is_valid(column).to_numpy(zero_copy_only=False))
    return int(filled[-1]) + 1 if len(filled) else 0


def _part(sheet: Sheet, left: int, right: int) -> Sheet:
    return replace(
        sheet,
        columns=sheet.columns[left:right],
        widths=None,
        first_column=sheet.first_column + left,
        errors={(r, c - left): e for (r, c), e in sheet.errors.items() if left <= c < right},
        hidden_columns=frozenset(c - left for c in sheet.hidden_columns if left <= c < right),
        merged=tuple(
            replace(r, left=r.left - left, right=min(r.right, right - 1) - left)
            for r in sheet.merged
            if left <= r.left < right
        ),
    )


def _rows(columns: tuple[pa.Array, ...], since: int, count: int) -> list[Cells]:
    listed = [column.slice(since, count).to_pylist() for column in columns]
    return [list(cells) for cells in zip(*listed, strict=True)]


def _filled(cells: Cells) -> list[str]:
    return [cell for cell in cells if cell]
