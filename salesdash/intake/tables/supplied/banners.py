"""Whose rows follow, said once in a line of its own among them: 客户：宏达商贸, Rep: Alder."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Kind
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import in_language_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.fill import WRITTEN_BY_HAND
from salesdash.intake.tables.totals.total_rows import as_mask, says_total
from salesdash.intake.texts.headers import match, stands_for
from salesdash.intake.texts.numbers import parse

_LABELLED = re.compile(r"\s*([^:：]{1,20}?)\s*[:：]\s*(\S.*?)\s*")
FEWEST = 2  # one alone may be a remark


def parted_by_banners(table: Table, decisions: TableDecisions) -> Table:
    """The table with a column of what such lines say, and without the lines.

    What one says goes for the rows down to the next, or to a line of words of its own (零售散单): whose the rows
    below that are, nobody says. A label of something else (电话：…) belongs to the group."""
    if not FEWEST <= table.height <= WRITTEN_BY_HAND:
        return table
    filled = np.column_stack([as_mask(pc.is_valid(column)) for column in table.held])
    lone = np.flatnonzero(filled.sum(axis=1) == 1)
    names: dict[int, str | None] = {}
    keys = set()
    for row in lone.tolist():
        cell = table.held[int(filled[row].argmax())][row].as_py()
        labelled = _LABELLED.fullmatch(cell)
        declared = match(labelled[1], ORDERS) if labelled else None
        if labelled and declared and declared.field.kind is Kind.NAME:
            names[row] = labelled[2]
            keys.add(declared.field.key)
        elif names and not labelled and parse(cell) is None:
            names[row] = None
    whose = [name for name in names.values() if name]
    if len(whose) < FEWEST or len(keys) > 1:
        return table
    key = keys.pop()
    if any(stands_for(header, ORDERS, key) for header in table.headers):
        return table
    header = in_language_of(table.headers, ORDERS.field(key).name)
    decisions.note(
        f"“{header}”写在各组上面单独一行（如 {whose[0]}），已填到该组各行。",
        f"“{header}” stands once above each group (such as {whose[0]}) and was filled down to its rows.",
    )
    begins = np.isin(np.arange(table.height), list(names))
    banners = np.isin(np.arange(table.height), [row for row, name in names.items() if name])
    group = np.cumsum(begins) - 1
    said = pa.array([*names.values(), None])
    of_rows = pc.take(said, pa.array(np.where(group < 0, len(names), group)))
    no_record = says_total(table, range(len(table.headers)))
    column = pc.if_else(pa.array(no_record), None, of_rows)
    return table.and_column(header, column).where(~banners)
