"""A target that stands once in a row beside its months or days: a table of targets of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from salesdash.intake.tables.across import in_a_row
from salesdash.intake.tables.grid import total_column
from salesdash.intake.tables.heads import Head, heads_of
from salesdash.intake.tables.subject import in_language_of
from salesdash.intake.tables.sums import figures_of
from salesdash.intake.tables.table import Table
from salesdash.intake.texts.measures import target_metric
from salesdash.text import Text

NAME = Text("目标", "targets")


def apart(table: Table) -> tuple[Table, Table | None]:
    """The table without the targets that stand beside its periods, and these with their labels."""
    heads = heads_of(table)
    own = [head for head in heads if head.own and head.span]
    if not in_a_row([head.span for head in own]):
        return table, None
    beside = [
        head
        for head in heads
        if head.figures and not head.span and target_metric(table.headers[head.index])
    ]
    if not beside:
        return table, None
    left_out = {head.index for head in beside}
    rest = table.only([head.index for head in heads if head.index not in left_out])
    if all(_sums_up(table, head, own) for head in beside):
        return rest, None
    labels = [head.index for head in heads if not head.figures and head.index not in left_out]
    name = " · ".join(filter(None, (table.name, in_language_of(table.headers, NAME))))
    return rest, replace(table.only(sorted([*labels, *left_out])), name=name)


def _sums_up(table: Table, head: Head, own: list[Head]) -> bool:
    """Whether the target of each row is the sum of its months: the sheet is a plan."""
    figures = np.column_stack([figures_of(table, each.index) for each in own])
    return bool(total_column(figures, figures_of(table, head.index), [range(len(own))]))
