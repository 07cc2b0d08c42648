"""Rows under the line that sums them up, both in one column, as pivot tables write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import dimension_of, holds_figures, in_language_of
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table, distinct
from salesdash.intake.tables.totals.number_grid import Figures, figures_of, says_total
from salesdash.intake.tables.totals.total_rows import TOTAL
from salesdash.intake.tables.wide.levels import Depths, depths_of
from salesdash.intake.texts import numbers
from salesdash.intake.texts.decimal_mark import decide_mark
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.numbers import Mark
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text

# Nobody reads a longer outline; a cent of each sum is lost in rounding, half of it either way.
LONGEST, CENT = 2_000, 0.01
# Levels above the last one of an outline; chosen, not measured: pivot tables seldom have more.
DEEPEST = 4
# Of the sums together, beyond what rounding may hide: a list of counts may add up by chance, of amounts it
# does not. Measured: of 3,000 lists of random amounts none reached FEWEST, of 1,000 outlines all did and
# 990 reached DIGITS. With FEWEST a list of six round amounts is left alone.
DIGITS, FEWEST = 5, 2.5
_DIGITS = re.compile(r"\d+(?:\.(\d+))?")
GROUP, ITEM = Text("分组", "Group"), Text("项目", "Item")
PART, KEEP = CHOICES = ("leave_out", "keep")


@dataclass(frozen=True, slots=True)
class _Outline:
    """How deep each row stands, from 0 for those at the top, and by how many digits their sums prove it;
    `is_rounded`: they agree but for what rounding hides."""

    depths: Depths
    digits: float
    is_rounded: bool = False


def parted(table: Table, decisions: TableDecisions) -> Table:
    """The table with the lines that sum up those below them as a column of their own, where these lines
    prove it, with the total where the sheet has one: every row is one of them or belongs to one.
    Where they agree but might by chance, the user is asked."""
    width = range(len(table.headers))
    figures = [i for i in width if holds_figures(table, i)]
    if not figures or figures[0] != 1 or len(figures) + 1 != len(width):
        return table
    words = [str(word or "") for word in table.held[0].to_pylist()]
    if not 4 <= len(words) <= LONGEST or any(map(says_total, words[1:-1])):
        return table
    outline = _outline_of(table, figures, has_total=says_total(words[-1]))
    if outline is None or _is_a_total_above(table, words, outline):
        return table
    first, many = words[0], np.count_nonzero(outline.depths < outline.depths.max())
    if (
        outline.digits < DIGITS
        and decisions.ask("outline", _asked(first, int(many)), CHOICES, PART) != PART
    ):
        return table
    rounded = (
        Text("（各行是四舍五入后的数）", " (but for rounding)")
        if outline.is_rounded
        else Text("", "")
    )
    kept = np.append(
        outline.depths == outline.depths.max(),
        np.ones(len(words) - len(outline.depths), dtype=bool),
    )
    one = outline.depths.max() == 1
    are_times = all(span_of(word) for word in words[: len(outline.depths)])
    apart = (
        Text("", "")
        if are_times  # a year above its months, which name it as well
        else Text(
            f"，另作{'一' if one else '几'}列",
            f", and made {'a column' if one else 'columns'} of their own",
        )
    )
    decisions.note(
        f"“{first}”等 {many} 行是其下各行之和，核对一致{rounded.zh}，未计入{apart.zh}。",
        f"{many} rows such as “{first}” are the sums of those below them; checked{rounded.en}, not "
        f"counted{apart.en}.",
    )
    return table.where(kept) if are_times else _in_columns(table, words, outline.depths)


def _is_a_total_above(table: Table, words: Sequence[str], outline: _Outline) -> bool:
    """Whether all but the first row stand under that one, which whoever looks for totals finds as well."""
    is_list = len(table.headers) == 2
    is_word = TOTAL.fullmatch(simplified(words[0])) if is_list else says_total(words[0])
    return (
        bool(is_word) and np.count_nonzero(outline.depths == 0) == 1 and outline.depths.max() == 1
    )


def _outline_of(table: Table, figures: Sequence[int], *, has_total: bool) -> _Outline | None:
    """The outline that the figures bear out: to the cent, else as far as their last digits show."""
    values = np.nan_to_num(np.column_stack([figures_of(table, i) for i in figures]))
    exact = _outline(values, np.full_like(values, CENT / 2), has_total=has_total)
    if exact and (has_total or exact.digits >= DIGITS):
        return replace(exact, digits=max(exact.digits, DIGITS))
    halves = np.column_stack([half_of_last_digit(table, i) for i in figures])
    rounded = _outline(values, np.maximum(halves, CENT / 2), has_total=has_total)
    likely = exact or (rounded and replace(rounded, is_rounded=True))
    return likely if likely and likely.digits >= FEWEST else None


def _outline(values: Figures, lost: Figures, *, has_total: bool) -> _Outline | None:
    """The shallowest outline of the rows, of which each has lost so much in rounding; None where the figures
    tell none in which every row without others below it is as deep as the rest."""
    body = values[:-1] if has_total else values
    for depth in range(1, DEEPEST + 1):
        if has_total:
            gap = np.abs(body.sum(axis=0) - (depth + 1) * values[-1])
            columns = (gap <= lost.sum(axis=0) + depth * lost[-1]) & (values[-1] != 0)
        else:
            largest = np.abs(body).max(axis=0)
            columns = largest > min(1, largest.max() / 2)  # shares beside amounts add up to nothing
        depths = depths_of(body[:, columns], lost[: len(body), columns], depth)
        if depths is not None:
            return _Outline(depths, _digits(body[:, columns], lost[: len(body), columns], depths))
    return None


def _digits(figures: Figures, lost: Figures, depths: Depths) -> float:
    """The digits of the sums beyond what rounding may hide; of round figures the noughts tell nothing: 8,000
    beside 5,000 tells no more than 8."""
    sums = depths < depths.max()
    cents = np.abs(np.rint(figures / CENT)).astype(np.int64)
    steps = np.maximum(np.gcd.reduce(cents, axis=0), 1) * CENT
    hidden = 2 * lost.mean(axis=0) * len(depths) / np.count_nonzero(sums)
    telling = np.abs(figures[sums]) / np.maximum(steps, hidden)
    return float(np.log10(np.maximum(telling, 1.0)).sum())


def half_of_last_digit(table: Table, index: int) -> Figures:
    """How far each figure of a column may lie from the one that was rounded to it. A file drops noughts
    at the end, so all of a size (元, 万) have as many decimals as the longest."""
    text = table.texts[index].text
    mark = decide_mark(text).mark
    written = [_written(cell or "", mark) for cell in text.to_pylist()]
    decimals: dict[float, int] = {}
    for size, places in written:
        decimals[size] = max(decimals.get(size, 0), places)
    return np.array([size * 10.0 ** -decimals[size] / 2 for size, _ in written])


def _written(cell: str, mark: Mark) -> tuple[float, int]:
    """What one of a cell's number stands for (10,000 in 1.5万), and how many decimals it has."""
    reading = numbers.parse(cell, mark)
    points = cell.replace(",", "") if mark == "." else cell.replace(".", "").replace(",", ".")
    digits = _DIGITS.search(points)
    if reading is None or not reading.value or digits is None:
        return 0.0, 0
    size = abs(float(reading.value)) / float(digits[0])
    return 10.0 ** round(np.log10(size)), len(digits[1] or "")


def _asked(first: str, many: int) -> Text:
    return Text(
        f"“{first}”等 {many} 行看来是其下各行之和（如透视表）。它们是小计、不应计入吗？",
        f"{many} rows such as “{first}” seem to be the sums of those below them, as in a pivot table. Are they "
        "subtotals, not to be counted?",
    )


def _in_columns(table: Table, words: list[str], depths: Depths) -> Table:
    deepest = int(depths.max())
    rest = words[len(depths) :]  # the total, which stays
    kept = np.append(depths == deepest, np.ones(len(rest), dtype=bool))
    levels: list[list[str | None]] = []
    for level in range(deepest + 1):
        last, names = "", list[str | None]()
        for row, depth in enumerate(depths):
            last = words[row] if depth == level else last
            if depth == deepest:
                names.append(last)
        levels.append(names)
    table = table.where(kept)
    otherwise = [GROUP] * deepest + [ITEM]
    headers = [
        in_language_of(table.headers, dimension.name if dimension else name)
        for names, name in zip(levels, otherwise, strict=True)
        for dimension in [dimension_of([str(each) for each in names])]
    ]
    headers = list(distinct(headers))
    texts = [
        TextColumn(pa.array([*names, *(rest if not level else [None] * len(rest))], pa.string()))
        for level, names in enumerate(levels)
    ]
    paths = (*((header,) for header in headers), *table.paths[1:]) if table.paths else ()
    return replace(
        table,
        headers=(*headers, *table.headers[1:]),
        texts=(*texts, *table.texts[1:]),
        places=(*[table.places[0]] * deepest, *table.places),
        paths=paths,
    )
