"""A target that stands once in a row beside its months, days or channels: a table of targets of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from salesdash.intake.tables.context.member_names import is_ambiguous
from salesdash.intake.tables.context.subject import in_language_of, subject_of
from salesdash.intake.tables.layout.across import Span, in_a_row
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.columns import of_records
from salesdash.intake.tables.totals.number_grid import figures_of, total_column
from salesdash.intake.tables.wide.heads import WideHeader, heads_of
from salesdash.intake.tables.wide.members import known_members
from salesdash.intake.texts.headers import spoken
from salesdash.intake.texts.metric_headers import is_of_a_target, target_metric
from salesdash.intake.texts.times.day import name_day
from salesdash.text import Text

NAME = Text("目标", "targets")
MONTH = Text("期间", "Period")
# So many days of a month, without those off, stand for all of it.
MOST_OF_A_MONTH, A_WEEK = 20, 7
# What is no money, under names that say no more of it.
_COUNTED = re.compile(
    r"率|[单人客次件户]数|客户|访[客问]|流量|\b(?:visit(?:or)?s|orders|customers|rate|conversion|traffic|leads)\b"
)
# Beside channels the target of a month may stand on each of its days.
_OF_MONTHS = re.compile(r"[年月季]|month|quarter|year|annual|monat|quartal|jahr", re.IGNORECASE)


def without_plan(table: Table, file: str) -> tuple[Table, Table | None]:
    """The table without the targets that stand beside its periods, or beside channels or regions, and these with
    their labels."""
    heads = heads_of(table)
    parts = [head for head in heads if head.holds_figures and head.span]
    beside = [
        head
        for head in heads
        if head.figures and not head.span and is_of_a_target(table.headers[head.index])
    ]
    if not in_a_row([head.span for head in parts]):
        parts = known_members(table) if _is_of_sales(table, file) else []
        names = {head.path[-1] for head in parts}
        beside = [
            head
            for head in beside
            if not (is_ambiguous(head.path[-1], names) or _OF_MONTHS.search(head.path[-1]))
        ]
    if not parts or not beside:
        return table, None
    left_out = {head.index for head in beside}
    rest = table.only([head.index for head in heads if head.index not in left_out])
    if all(_sums_up(table, head, parts) for head in beside):
        return rest, None
    labels = [head.index for head in heads if not head.figures and head.index not in left_out]
    name = " · ".join(filter(None, (table.name, in_language_of(table.headers, NAME))))
    plan = replace(table.only(sorted([*labels, *left_out])), name=name, printed=())
    if period := _of_days([head.span for head in parts if head.span]):
        month = in_language_of(table.headers, MONTH)
        plan = plan.and_column(month, of_records(plan, period))
    return rest, plan


def reached(table: Table, file: str) -> str | None:
    """The metric of which the names around a table speak as a target, where its figures stand beside that
    target and are what was reached of it; None where the names speak of none."""
    subject = subject_of((*table.titles, table.sheet.name, file))
    return target_metric(subject.header) if subject else None


def _is_of_sales(table: Table, file: str) -> bool:
    """Whether what stands around the table says nothing but that its figures are sales."""
    names = (*table.titles, table.sheet.name, file)
    subject = subject_of(names)
    if subject is None:
        return not any(_COUNTED.search(spoken(name)) for name in names)
    return subject.header == "销售额"


def _of_days(days: Sequence[Span]) -> str | None:
    """The month or the week that the days across are: most days of the one, all of the other."""
    named = [name_day(span.text) for span in days if span.grain == "day" and span.year]
    dates = sorted({each.period.start for each in named if each})
    if not dates or len(dates) < len(days):
        return None
    months = {(day.year, day.month) for day in dates}
    if len(months) == 1 and len(dates) >= MOST_OF_A_MONTH:
        return f"{dates[0]:%Y-%m}"
    year, week, first = dates[0].isocalendar()
    whole = len(dates) == A_WEEK and first == 1 and (dates[-1] - dates[0]).days == A_WEEK - 1
    return f"{year}-W{week:02d}" if whole else None


def _sums_up(table: Table, head: WideHeader, heads: list[WideHeader]) -> bool:
    """Whether the target of each row is the sum of its months: the sheet is a plan."""
    figures = np.column_stack([figures_of(table, each.index) for each in heads])
    return bool(total_column(figures, figures_of(table, head.index), [range(len(heads))]))
