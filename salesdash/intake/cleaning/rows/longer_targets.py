"""Targets of a year beside those of its months: both are kept, and what counts is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import TARGETS
from salesdash.intake.cleaning.rows.account import SAID_AT_MOST
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.fill import WRITTEN_BY_HAND
from salesdash.intake.tables.totals.total_rows import CENT, Mask
from salesdash.text import Text

NOT_ADDED = Text(
    "{many} 行（如第 {row} 行）是较长期间的目标，其中的较短期间另有目标：同一段时间不会计两次。",
    "{many} {many:row is the target|rows are targets} of a longer period (as row {row}) within which shorter ones "
    "have theirs: no time counts twice.",
)
NOT_THE_SUM = Text(
    "⚠ 第 {row} 行的目标 {amount} 与其中各较短期间的目标之和 {parts} 不同，按后者计，请核对。",
    "⚠ The target of row {row}, {amount}, is not what those of the shorter periods within it add up to, {parts}; "
    "these count. Please check.",
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A target as its row states it; `end` is the day after its last one."""

    row: int
    start: date
    end: date
    amount: Decimal

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def holds(self, other: _Stated) -> bool:
        return self.start <= other.start and other.end <= self.end and other.days < self.days


def say_longer(
    dataset: Dataset,
    table: Table,
    values: Mapping[str, Values],
    loaded: Mask,
    decisions: TableDecisions,
) -> None:
    """Name the targets of periods within which shorter ones of the same thing have theirs."""
    if dataset is not TARGETS or table.height > WRITTEN_BY_HAND:
        return
    parted = [
        (longer, parts)
        for alike in _by_whom(dataset, values, loaded)
        if len({each.days for each in alike}) > 1
        for longer in alike
        if (parts := _parts(longer, alike))
    ]
    if not parted:
        return
    first = table.rows[parted[0][0].row]
    decisions.notes.append(NOT_ADDED.format(many=len(parted), row=first))
    differing = [
        (t, asked) for t, parts in parted if (asked := _asked_instead(t, parts)) is not None
    ]
    for longer, asked in differing[:SAID_AT_MOST]:
        row, amount = table.rows[longer.row], f"{longer.amount:,.2f}"
        decisions.notes.append(NOT_THE_SUM.format(row=row, amount=amount, parts=f"{asked:,.2f}"))


def _by_whom(
    dataset: Dataset, values: Mapping[str, Values], loaded: Mask
) -> Iterator[list[_Stated]]:
    """The targets of each metric and member."""
    names = [
        values[key].main.to_pylist()
        for key in dataset.key_fields
        if key in values and key != dataset.date
    ]
    starts, ends = (values["period"].arrays[key].to_pylist() for key in ("period", "period_end"))
    amounts = values["amount"].main.to_pylist()
    grouped: dict[tuple[object, ...], list[_Stated]] = defaultdict(list)
    for row in np.flatnonzero(loaded).tolist():
        whom = tuple(column[row] for column in names)
        grouped[whom].append(_Stated(row, starts[row], ends[row], amounts[row]))
    yield from grouped.values()


def _asked_instead(longer: _Stated, parts: Sequence[_Stated]) -> Decimal | None:
    """What the parts ask, where that takes the place of what the longer one does and is not the same."""
    asked = sum((part.amount for part in parts), Decimal(0))
    is_whole = sum(part.days for part in parts) >= longer.days
    is_less = is_whole and longer.amount - asked > CENT
    return asked if asked - longer.amount > CENT or is_less else None


def _parts(longer: _Stated, alike: Sequence[_Stated]) -> list[_Stated]:
    """The longest ones within it."""
    inside = [each for each in alike if longer.holds(each)]
    return [each for each in inside if not any(other.holds(each) for other in inside)]
