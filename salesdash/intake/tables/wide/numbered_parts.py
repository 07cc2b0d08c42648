"""Lines that the numbers below them part (1 above 1.1 and 1.2): a sum and what it sums up count once."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_days, holds_figures
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import Figures, figures_of
from salesdash.intake.tables.totals.total_rows import Mask, columns_of_words
from salesdash.intake.tables.wide.outline import CENT, CHOICES, PART
from salesdash.intake.tables.wide.stepped import LONGEST
from salesdash.intake.texts.headers import stands_for
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text

COUNTED_BY_PARTS = Text(
    "{many} 行（如第 {row} 行）是其下各分项之和，核对一致，未计入。",
    "{many} {many:row is|rows are} the sum of the numbered lines below (as in row {row}); checked and not counted.",
)
SOME_ARE_SUMS = Text(
    "{many} 行（如第 {row} 行）正好是其下各分项之和，另有 {rest} 行不是。这 {many} 行是小计、不应计入吗？",
    "{many} {many:row is|rows are} just the sum of the numbered lines below (as in row {row}), {rest} "
    "{rest:other is|others are} not. Are these subtotals, not to be counted?",
)
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})*")


def without_wholes(table: Table, decisions: TableDecisions) -> Table:
    """The table without the lines whose money is the sum of their numbered parts; where that holds of some
    of them alone, the user is asked."""
    if not 3 <= table.height <= LONGEST:
        return table
    width = range(len(table.headers))
    parts_of = next((parts for i in width if (parts := _parts_of(table, i))), {})
    figures = [i for i in width if holds_figures(table, i) and not holds_days(table, i)]
    money = [i for i in figures if _is_money(table.headers[i])]
    parts_of = {whole: parts for whole, parts in parts_of.items() if _as_full(table, whole, parts)}
    if not money or not parts_of:
        return table
    values = np.nan_to_num(np.column_stack([figures_of(table, i) for i in money]))
    sums = [w for w, parts in parts_of.items() if _is_sum(values[w], values[parts])]
    if not sums:
        return table
    rest = len(parts_of) - len(sums)
    if rest and decisions.ask("outline", _asked(table, sums, rest), CHOICES, PART) != PART:
        return table
    decisions.notes.append(COUNTED_BY_PARTS.format(many=len(sums), row=table.rows[sums[0]]))
    kept: Mask = ~np.isin(np.arange(table.height), sums)
    return _named_by(table, {whole: parts_of[whole] for whole in sums}).where(kept)


def _named_by(table: Table, parts_of: dict[int, list[int]]) -> Table:
    """The table with the names of the wholes on those of their parts that leave them out."""
    source = np.arange(table.height)
    for whole, parts in parts_of.items():
        source[parts] = whole
    texts = list(table.texts)
    for i in columns_of_words(table):
        text = texts[i].text
        texts[i] = TextColumn(
            pc.if_else(table.held[i].is_valid(), text, text.take(pa.array(source)))
        )
    return replace(table, texts=tuple(texts))


def _asked(table: Table, sums: list[int], rest: int) -> Text:
    return SOME_ARE_SUMS.format(many=len(sums), row=table.rows[sums[0]], rest=rest)


def _parts_of(table: Table, index: int) -> dict[int, list[int]]:
    """The rows right below each row that number its parts; none where the column counts anything else."""
    numbers = [str(cell or "").strip() for cell in table.held[index].to_pylist()]
    if not all(_NUMBER.fullmatch(number) for number in numbers if number):
        return {}
    tops = [int(number) for number in numbers if number.isdigit()]
    if any(later - earlier != 1 for earlier, later in pairwise(tops)):
        return {}
    row_of: dict[str, int] = {}
    parts: dict[int, list[int]] = {}
    for row, number in enumerate(numbers):
        whole, _, last = number.rpartition(".")
        if whole and whole in row_of and _numbers(last, len(parts.get(row_of[whole], ())) + 1):
            parts.setdefault(row_of[whole], []).append(row)
        row_of[number] = row
    return parts


def _numbers(written: str, part: int) -> bool:
    """Whether the part is numbered so; a workbook that took 1.10 for a number has it as 1.1."""
    return int(written) == part or written == str(part).rstrip("0")


def _is_money(header: str) -> bool:
    return any(stands_for(header, each, str(each.amount)) for each in (ORDERS, TARGETS, SPEND))


def _as_full(table: Table, whole: int, parts: list[int]) -> bool:
    """Whether the parts say their day and their figures for themselves; where they leave these out, they go
    with the whole."""
    named = [i for i in columns_of_words(table) if not holds_days(table, i)]
    filled = [
        column for i, column in enumerate(table.held) if i not in named and column[whole].is_valid
    ]
    return all(column[part].is_valid for column in filled for part in parts)


def _is_sum(whole: Figures, parts: Figures) -> bool:
    return bool(whole.any() and (np.abs(whole - parts.sum(axis=0)) < CENT).all())
