"""Where the headers of a table stand, in up to three rows, and what each column is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from salesdash.catalog.words.goods_units import PIECES
from salesdash.intake.cells.sheet import Range
from salesdash.intake.tables.layout.across import in_a_row, span_of
from salesdash.intake.texts import numbers
from salesdash.intake.texts.headers import BETWEEN, is_known, simplified
from salesdash.intake.texts.times.dates import readable as readable_dates
from salesdash.intake.texts.times.days_across import name_many_days

DEEPEST = 3
LINES, FEWEST_COLUMNS = 3, 3  # below headers, that are a table and no list of a sheet's figures
LOOK_BELOW = 40
MOSTLY = 0.6  # of the cells below are figures; measured: alike from 0.4 to 0.8
# Names that programs give to columns without one.
_NO_NAME = re.compile(r"(?:column|field|unnamed:?|列|字段|f)\s*_?\d+(?:_level_\d+)?", re.IGNORECASE)
_REMARK = re.compile(r"[:：]|单位|制表|编制|币种|^注|unit|currency|printed|prepared", re.IGNORECASE)

Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """The first and the last row of the headers (from 0) and the header cells over each column.

    `levels` are names that stand in the corner, left of the headers that they describe, by row.
    """

    top: int
    bottom: int
    paths: tuple[tuple[str, ...], ...]
    levels: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """One name for each column: its own, or with its banners where others have the same."""
        lowest = [path[-1] if path else "" for path in self.paths]
        alone = {name for name in lowest if lowest.count(name) == 1}
        return [
            name if name in alone else BETWEEN.join(path)
            for name, path in zip(lowest, self.paths, strict=True)
        ]


def find_heading(
    rows: Sequence[Cells], merged: Sequence[Range], since: int = 0, until: int | None = None
) -> Heading | None:
    """The heading in `rows[since:until]`; None where no row looks like headers.

    `merged` counts rows from 1, as sheets do.
    """
    rows = [_without_note(cells) for cells in rows]
    row = _own_row(rows, since, len(rows) if until is None else until)
    if row is None:
        return None
    top, bottom = row, row
    while bottom - top < DEEPEST - 1 and _goes_on(rows, merged, top, bottom):
        bottom += 1
    while bottom - top < DEEPEST - 1 and top > since and _is_banner(rows, merged, top - 1, bottom):
        top -= 1
    return _named(rows, merged, top, bottom)


def looks_like_headers(cells: Cells) -> bool:
    """Whether a row can be nothing but headers: names that the catalog knows, or periods."""
    filled = _filled(_without_note(cells))
    if len(filled) < 2:
        return False
    if _across(filled):
        return True
    if _is_form(filled):
        return False
    count = sum(is_known(cell) for cell in filled)
    return count >= 2 and count * 2 >= len(filled) and not figures(filled)


def _without_note(cells: Cells) -> Cells:
    """The row without the note that stands beside its headers, behind a blank cell: 合计 | 72513."""
    gaps = [i for i, (one, other) in enumerate(pairwise(cells), 1) if other and not one]
    if not gaps or not is_note(_filled(cells[gaps[-1] :])):
        return cells
    names = cells[: gaps[-1]]
    return names if looks_like_headers(names) else cells


def is_note(cells: Sequence[str]) -> bool:
    """Whether they are a label with its figures."""
    is_figure = [numbers.parse(cell) is not None for cell in cells]
    return len(cells) > 1 and not is_figure[0] and all(is_figure[1:])


def _own_row(rows: Sequence[Cells], since: int, until: int) -> int | None:
    """The row with the most headers that are known; else the first row of mere words."""
    scores: dict[int, int] = {}
    for i in range(since, until):
        scores[i] = _headers_less_figures(rows[i])
        if scores[i] == len(rows[i]) > 1:
            break  # no row below can say more
    best = max(scores, key=lambda i: (scores[i], len(_filled(rows[i])) > 1, -i), default=None)
    if best is not None and scores[best] >= min(2, len(_filled(rows[best]))) and scores[best] > 0:
        return next((i for i in range(since, best - LINES) if _heads_lines(rows, i)), best)
    for i in range(since, until - 1):
        filled = _filled(rows[i])
        words = _without_months(filled)
        if len(filled) < 2 or not words or figures(words) or _only_no_names(filled):
            continue
        if not _is_title(filled, _filled(rows[i + 1])):
            return i
    return None


def _heads_lines(rows: Sequence[Cells], row: int) -> bool:
    """Whether lines with figures in all columns but the first follow this row of words at once: a table of its own."""
    places = [at for at, cell in enumerate(rows[row]) if cell]
    if len(places) < FEWEST_COLUMNS or figures(_filled(rows[row])):
        return False
    return all(
        [at for at, cell in enumerate(cells) if cell] == places
        and all(numbers.parse(cells[at]) for at in places[1:])
        for cells in rows[row + 1 : row + 1 + LINES]
    )


def _is_title(filled: list[str], below: list[str]) -> bool:
    """Whether the row is a title with its unit or its author beside it, above a fuller row of headers."""
    remarks = any(_REMARK.search(simplified(cell)) for cell in filled)
    return remarks and len(below) > len(filled) and not figures(below)


def _headers_less_figures(cells: Cells) -> int:
    filled = _filled(cells)
    if _across(filled):
        # Bare numbers may be data: any other header goes before them.
        return (len(filled) + 1) // 2 if any(map(_is_number, filled)) else len(filled)
    count = 0 if _is_form(filled) else sum(is_known(cell) for cell in filled)
    return count - figures(_without_months(filled)) if count else 0


def _without_months(filled: list[str]) -> list[str]:
    """The cells but for several months side by side, of which two are too few to tell headers alone."""
    spans = {cell: span for cell in filled if (span := span_of(cell)) and span.grain == "month"}
    return (
        [cell for cell in filled if cell not in spans] if len(set(spans.values())) > 1 else filled
    )


def _is_form(filled: list[str]) -> bool:
    """Labels with a colon beside what they stand for: 客户： 宏达商贸  单号： FH001."""
    labels = sum(cell.rstrip().endswith((":", "：")) for cell in filled)
    return 0 < labels < len(filled)


def _across(filled: list[str]) -> bool:
    """Periods side by side. Bare numbers are months only where they count from one to six or on."""
    spans = [span_of(cell) for cell in filled]
    if (many := name_many_days(filled)) or not in_a_row(spans):
        return many
    bare = [int(float(cell)) for cell in filled if _is_number(cell)]
    telling = sum(bool(span) and not _is_number(c) for span, c in zip(spans, filled, strict=True))
    if not bare or telling > len(bare):
        return telling * 2 >= len(filled)
    if all(1990 < number < 2100 for number in bare):
        steps = {later - earlier for earlier, later in pairwise(bare)}
        return steps <= {1, -1} if len(bare) == 2 else max(steps) < 0 or min(steps) > 0
    return len(bare) >= 6 and bare == list(range(1, len(bare) + 1))


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal()


def _goes_on(rows: Sequence[Cells], merged: Sequence[Range], top: int, bottom: int) -> bool:
    """Whether the row below is one more row of headers."""
    if bottom + 2 > len(rows):
        return False
    below = rows[bottom + 1]
    filled = _filled(below)
    if len(filled) > 1 and filled == _filled(rows[bottom]):
        return True  # the same headers once more
    if _are_periods_below(filled, _filled(rows[bottom])):
        return True
    if not filled or (figures(filled) and not _across(filled)):
        return False
    if any(r.top - 1 <= bottom < r.bottom - 1 and r.top - 1 >= top for r in merged):
        return True
    figures_below = columns_of_figures(rows, bottom + 2)
    if len(filled) == 1:
        return is_known(filled[0]) and bool(figures_below)
    words = {i for i, cell in enumerate(below) if cell and cell.strip()}
    blank_above = {i for i in words if not _text(rows[bottom], i)}
    return (
        bool(blank_above)
        and bool(words & figures_below)
        and (
            len(blank_above) * 2 >= len(words)
            or any(r.top - 1 == bottom and r.right > r.left for r in merged)
        )
    )


def _are_periods_below(filled: list[str], names: list[str]) -> bool:
    """Whether the row holds nothing but periods, below names of which some stand there several times:
    two months each for 线上 and 线下."""
    spans = [span_of(cell) for cell in filled]
    several = len(set(names)) < len(names)
    return several and all(spans) and len(set(spans)) > 1 and not any(map(_is_number, filled))


def _is_banner(rows: Sequence[Cells], merged: Sequence[Range], row: int, bottom: int) -> bool:
    """Whether the row holds names that stand over several of the columns below."""
    filled = _filled(rows[row])
    if not filled or _only_no_names(filled):
        return False
    corner = bool(_text(rows[row], 0) and _text(rows[row + 1], 0))
    names = filled[1:] if corner else filled  # 2025年 above 月份 names no column
    if figures(names) and not (_across(filled) or _are_periods_of_groups(filled)):
        return False
    if any(r.top - 1 == row and row < r.bottom - 1 <= bottom for r in merged):
        return True
    width = sum(
        any(_text(each, i) for each in rows[row : bottom + 1]) for i in _places(rows, bottom)
    )
    here = [r for r in merged if r.top - 1 == row == r.bottom - 1 and r.right > r.left]
    if here:
        starts = (_first(each) for each in rows[row + 1 : bottom + 1])
        begin = min((start for start in starts if start is not None), default=0)
        is_title = len(filled) == 1 and here[0].left <= begin
        return not is_title and any(r.right - r.left + 1 < width - 1 for r in here)
    if len(filled) < 2 or any(_REMARK.search(simplified(cell)) for cell in filled):
        return False
    below = rows[row + 1]
    names = [cell.strip() for cell in _filled(below)]
    completes = any(
        _text(rows[row], i) and not _text(below, i) for i in _places(rows, row + 1)
    ) and all(_text(rows[row], i) or _text(below, i) for i in range(_width(below)))
    return len(set(names)) < len(names) or completes


def _are_periods_of_groups(filled: list[str]) -> bool:
    """Whether the cells that read as figures are months, quarters or years, the same ones once more for
    each group: 一季度, 二季度 for 华东 and for 华南."""
    dates = [cell for cell in filled if figures([cell])]
    spans = [span_of(cell) for cell in dates]
    long = all(span and span.grain != "day" for span in spans)
    years = [int(float(cell)) for cell in dates if _is_number(cell)]
    return long and len(set(spans)) > 1 and all(1990 < year < 2100 for year in years)


def _named(rows: Sequence[Cells], merged: Sequence[Range], top: int, bottom: int) -> Heading:
    width = max(len(row) for row in rows[top : bottom + 1])
    grid = [[_text(rows[row], i) for i in range(width)] for row in range(top, bottom + 1)]
    levels: tuple[str, ...] = ()
    corner = [grid[row][0] for row in range(len(grid))]
    if (
        len(grid) > 1
        and all(corner)
        and not any(r.left == 0 and r.top - 1 <= top < r.bottom for r in merged)
    ):
        # The names in the corner describe the headers beside them; the lowest is the column's own.
        levels = tuple(corner[:-1])
        for row in range(len(grid) - 1):
            grid[row][0] = ""
    _carry(grid, merged, top)
    columns = ([row[i] for row in grid] for i in range(width))
    paths = (
        tuple(cell for n, cell in enumerate(column) if cell and cell not in column[:n])
        for column in columns
    )
    return Heading(top, bottom, tuple(paths), levels)


def _carry(grid: list[list[str]], merged: Sequence[Range], top: int) -> None:
    """Names that stand over several columns, written over each of them."""
    deepest = len(grid) - 1
    lowest = max((n for n, row in enumerate(grid) if sum(map(bool, row[1:])) > 1), default=deepest)
    for n, row in enumerate(grid):
        across = [r for r in merged if r.top - 1 == top + n and r.right > r.left]
        for r in across:
            for i in range(r.left + 1, min(r.right + 1, len(row))):
                row[i] = row[i] or row[r.left]
        if across or n >= lowest:
            continue
        for i in range(1, len(row)):
            under = any(grid[deeper][i] for deeper in range(n + 1, lowest + 1))
            parted = any(grid[higher][i] != grid[higher][i - 1] for higher in range(n))
            beside = any(grid[deeper][i - 1] for deeper in range(n + 1, lowest + 1))
            if not row[i] and under and beside and not parted:
                row[i] = row[i - 1]


def columns_of_figures(rows: Sequence[Cells], since: int) -> set[int]:
    """Where most cells of the rows from `since` on are numbers or dates."""
    columns = set()
    body = rows[since : since + LOOK_BELOW]
    for i in range(max((len(row) for row in body), default=0)):
        filled = [cell for row in body if (cell := _text(row, i))]
        if filled and figures(filled) > MOSTLY * len(filled):
            columns.add(i)
    return columns


def figures(cells: list[str]) -> int:
    """How many of the cells are numbers or dates."""
    return sum(_is_figure(cell) or bool(readable_dates([cell])) for cell in cells)


def names_a_day(cells: list[str]) -> bool:
    """Whether nothing but a day stands there, in words or figures: the title of what was sold on it."""
    return len(cells) == 1 and not _is_figure(cells[0]) and bool(readable_dates(cells))


def _is_figure(cell: str) -> bool:
    """A size (500ml, 5kg) may be the name of a column."""
    reading = numbers.parse(cell)
    return reading is not None and (
        reading.measure is None or reading.is_price or reading.measure.kind == PIECES
    )


def _filled(cells: Cells) -> list[str]:
    return [cell for cell in cells if cell and cell.strip()]


def _first(cells: Cells) -> int | None:
    return next((i for i, cell in enumerate(cells) if cell and cell.strip()), None)


def _only_no_names(filled: list[str]) -> bool:
    return all(_NO_NAME.fullmatch(cell.strip()) for cell in filled)


def _text(cells: Cells, index: int) -> str:
    cell = cells[index] if index < len(cells) else None
    return " ".join((cell or "").split())


def _width(cells: Cells) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell and cell.strip()), default=0)


def _places(rows: Sequence[Cells], row: int) -> range:
    return range(max(_width(rows[row]), _width(rows[max(0, row - 1)])))
