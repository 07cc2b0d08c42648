"""What the labels of the first column are, where its header says nothing."""

from __future__ import annotations

from dataclasses import replace

from salesdash.catalog.model import Field
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import (
    dimension_of,
    dimensions_about,
    holds_days,
    holds_figures,
    in_language_of,
)
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_total, summed_up
from salesdash.intake.texts.headers import stands_for


def with_named_labels(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table, its first column of labels by the name of what they are: told by them, or by the title (Sales by
    Customer). As it is where that column has a header, holds no words, or nothing tells."""
    if not table.paths or all(table.paths) or table.is_headless:
        return table
    says = [set(table.sample(at)) for at in range(len(table.headers))]
    at = next((i for i, said in enumerate(says) if not all(map(says_total, said))), 0)
    labels = {label for label in says[at] if not says_total(label)}
    are_labels = len(labels) > 1 or any(summed_up(total) in labels for total in says[at] - labels)
    if table.paths[at] or not are_labels or holds_figures(table, at) or holds_days(table, at):
        return table
    told = dimension_of(sorted(labels))
    about = [told] if told else dimensions_about((*table.titles, table.sheet.name, file))
    name = next((field.name for field in about if not _is_there(field, table)), None)
    if name is None:
        return table
    header, letter = in_language_of(table.headers, name), table.headers[at]
    decisions.note(
        f"“{letter}”列没有表头，从表里的说法看是{name.zh}。",
        f"Column “{letter}” has no header; as the table tells it is the {name.en.lower()}.",
    )
    return replace(
        table,
        headers=(*table.headers[:at], header, *table.headers[at + 1 :]),
        paths=(*table.paths[:at], (header,), *table.paths[at + 1 :]),
    )


def _is_there(field: Field, table: Table) -> bool:
    return any(stands_for(header, ORDERS, field.key) for header in table.headers)
