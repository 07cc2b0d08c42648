"""Rows of a form and no records: numbered beforehand and still empty, or below the headers their numbers, a
rule, an example."""

from __future__ import annotations

import re

import numpy as np

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_figures
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import figures_of
from salesdash.intake.tables.totals.total_rows import as_mask
from salesdash.intake.texts.headers import kinds_of
from salesdash.intake.texts.numbers import parse
from salesdash.text import Text

# Larger tables come out of systems, which prepare nothing.
WRITTEN_BY_HAND = 20_000
LEFT_OUT = Text(
    "{many} 行只有序号和 0，是预留的空行，未计入。",
    "{many} {many:row holds|rows hold} nothing but a number and noughts: prepared for later, not counted.",
)
OF_THE_FORM = Text(
    "表头下面的一行“{words}”是{what}，不是数据，未计入。",
    "The row “{words}” below the headers is {what} and no record; left out.",
)
RULE = Text("分隔线", "a rule")
NUMBERS = Text("各列的编号", "the numbers of the columns")
EXAMPLE = Text("填写示例", "an example")
_RULE = re.compile(r"[:|]?\s*[-=_—–─]{2,}\s*[:|]?")
_NUMBER = re.compile(r"[(（\[【]?\s*(\d{1,2}|[A-Z]|[甲乙丙丁戊己庚辛壬癸])\s*[)）\]】]?\s*(?:=.*)?")
_SERIES = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "甲乙丙丁戊己庚辛壬癸")
_EXAMPLE = re.compile(
    r"(?:填写)?(?:示例|样例|范例|举例)(?:[:：\s（(\d]|数据|行|$)|例[:：如]|e\.g\.|example(?:[:\s]*$|:|\s*\d)",
    re.IGNORECASE,
)
FEWEST_NUMBERED = 3  # columns
SHOWN = 3


def without_row_of_the_form(table: Table, decisions: TableDecisions) -> Table:
    """The table without a first row in which the columns are ruled, numbered (1, 2, 3; 甲, 乙, 1, 2), or filled in
    for an example."""
    cells = [column[0].as_py() for column in table.held] if table.height > 1 else []
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    if not filled:
        return table
    if len(filled) > 1 and all(map(_RULE.fullmatch, filled)):
        what = RULE
    elif len(filled) >= FEWEST_NUMBERED and _count_on(filled) and _holds_words(table, 1):
        what = NUMBERS
    elif _EXAMPLE.match(filled[0]):
        what = EXAMPLE
    else:
        return table
    shown = " ".join(filled[:SHOWN])
    decisions.notes.append(OF_THE_FORM.format(words=shown, what=what))
    return table.where(np.arange(table.height) > 0)


def _count_on(cells: list[str]) -> bool:
    """Whether the cells count on from one another, figures and letters each for themselves."""
    marks = [match[1] for cell in cells if (match := _NUMBER.fullmatch(cell))]
    digits = [int(mark) for mark in marks if mark.isdigit()]
    letters = "".join(mark for mark in marks if not mark.isdigit())
    in_order = not letters or any(series.startswith(letters) for series in _SERIES)
    if len(letters) == 1:  # somebody called A
        return False
    return len(marks) == len(cells) and in_order and digits == list(range(1, len(digits) + 1))


def _holds_words(table: Table, row: int) -> bool:
    cells = (column[row].as_py() for column in table.held)
    return any(cell and parse(cell) is None for cell in cells)


def without_prepared_rows(table: Table, decisions: TableDecisions) -> Table:
    """The table without the rows in which its first column counts on and all else is blank or nought."""
    if not 2 < table.height <= WRITTEN_BY_HAND or kinds_of(table.headers[0]):
        return table
    width = range(1, len(table.headers))
    figures = [
        i for i in width if table.held[i].null_count < table.height and holds_figures(table, i)
    ]
    words = [i for i in width if i not in figures]
    blank = np.ones(table.height, dtype=np.bool_)
    for index in words:
        blank &= ~as_mask(table.held[index].is_valid())
    if not blank.any() or blank.all() or not words:
        return table
    numbers = figures_of(table, 0)
    counted = numbers[~np.isnan(numbers)]
    for index in figures:
        blank &= (figures_of(table, index) == 0) | ~as_mask(table.held[index].is_valid())
    blank &= ~np.isnan(numbers)
    if not blank.any() or (np.diff(counted) <= 0).any():
        return table
    decisions.notes.append(LEFT_OUT.format(many=int(blank.sum())))
    return table.where(~blank)
