"""Rows of quarters, halves and years among those of their months: a sum and what it sums up count once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_days, holds_figures
from salesdash.intake.tables.layout.across import Span, span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import figures_of, says_derived, total_column
from salesdash.intake.tables.totals.total_rows import MANY, columns_of_words
from salesdash.intake.texts.metric_headers import is_of_another_time, target_metric
from salesdash.text import Text, plain

MOSTLY = 0.8  # of the cells of a column of periods name one
FEWEST_PARTS = 2
COUNTED_BY_PARTS = Text(
    "{many} 行（如第 {row} 行“{name}”）是其中各较短期间之和，核对一致，未计入。",
    "{many} {many:row is|rows are} the sum of the shorter periods within (as row {row}, “{name}”); checked and not "
    "counted.",
)


def without_longer_periods(table: Table, decisions: TableDecisions) -> Table:
    """The table without the rows of periods whose every sum is that of the shorter ones within; targets are told
    apart where they are read."""
    if not FEWEST_PARTS < table.height <= MANY or any(map(target_metric, table.headers)):
        return table
    found = next(filter(None, (_sums(table, i) for i in range(len(table.headers)))), None)
    if found is None:
        return table
    column, rows = found
    name = plain(table.held[column][rows[0]].as_py())
    decisions.notes.append(
        COUNTED_BY_PARTS.format(many=len(rows), row=table.rows[rows[0]], name=name)
    )
    return table.where(~np.isin(np.arange(table.height), rows))


def _sums(table: Table, index: int) -> tuple[int, list[int]] | None:
    """The column, where it holds periods of several lengths, and the rows that sum up shorter ones."""
    spans = [span_of(cell) if cell else None for cell in table.held[index].to_pylist()]
    lengths = {span.coarseness for span in spans if span}
    if len(lengths) < 2 or sum(span is not None for span in spans) < MOSTLY * table.height:
        return None
    figures = [
        i
        for i, header in enumerate(table.headers)
        if i != index
        and holds_figures(table, i)
        and not (holds_days(table, i) or says_derived(header) or is_of_another_time(header))
    ]
    if not figures:
        return None
    values = np.column_stack([figures_of(table, i) for i in figures])
    names = [
        tuple(table.held[i][row].as_py() for i in columns_of_words(table) if i != index)
        for row in range(table.height)
    ]
    rows = [row for row in range(table.height) if _is_sum(row, spans, names, values)]
    return (index, rows) if rows else None


def _is_sum(
    row: int,
    spans: Sequence[Span | None],
    names: Sequence[tuple[str | None, ...]],
    values: np.ndarray,
) -> bool:
    """Whether the figures of the row are those of the rows of one shorter length within its period, of the same
    names."""
    whole = spans[row]
    if whole is None:
        return False
    within = [
        i
        for i, span in enumerate(spans)
        if span
        and span.coarseness < whole.coarseness
        and span.within(whole)
        and names[i] == names[row]
    ]
    lengths = {span.coarseness for i in within if (span := spans[i])}
    groups = [
        [i for i in within if (s := spans[i]) and s.coarseness == length] for length in lengths
    ]
    groups = [group for group in groups if len(group) >= FEWEST_PARTS]
    return bool(total_column(values.T, values[row], groups))
