"""The sums that a sheet prints around a table, held against what was read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa

from salesdash.intake.cleaning.rows.account import total
from salesdash.intake.cleaning.rows.fates import RowFates
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.setting import Setting
from salesdash.intake.tables.layout.printed import Printed
from salesdash.text import Text

ONE = Decimal(1)
AGREES = Text(
    "与表外所写“{words}”核对一致。", "It agrees with “{words}”, which is printed around the table."
)
AGREES_WITH_THE_REST = Text(
    "表外所写“{words}” = 已载入 {held} + 待修正 {waiting}，核对一致。",
    "“{words}”, which is printed around the table, is {held} loaded and {waiting} put aside: it agrees.",
)
DIFFERS = Text(
    "⚠ 表外写着“{words}”，而各行相加是 {held}（差 {apart}），请核对数据是否完整。",
    "⚠ “{words}” is printed around the table while its rows add up to {held} ({apart} apart). Please check "
    "that the data is complete.",
)


def reconcile(
    printed: Sequence[Printed],
    setting: Setting,
    booked: pa.Array | None,
    fates: RowFates,
    counts: Sequence[Decimal],
    decisions: TableDecisions,
) -> Decimal | None:
    """The sum printed around the table, which is said to agree or not; None where there is none, or
    where it is that of something else: of one of `counts`, or of several tables."""
    held, waiting = total(booked, fates.loaded), total(booked, fates.rejected)
    if held is None or waiting is None or decisions.undecided or not printed:
        return None
    for each in printed:
        if each.agrees(held, setting.unit):
            decisions.notes.append(AGREES.format(words=each.words))
            return held
    for each in printed:
        if each.agrees(held + waiting, setting.unit):
            shown = {"held": f"{held:,.2f}", "waiting": f"{waiting:,.2f}"}
            decisions.notes.append(AGREES_WITH_THE_REST.format(words=each.words, **shown))
            return held + waiting
    of_table = [each for each in printed if each.is_own]
    meant = [each for each in of_table if not any(each.agrees(count, ONE) for count in counts)]
    if not meant:
        return None
    first = meant[0]
    says = first.values[0] if first.has_unit else first.values[0] * setting.unit
    shown = {"held": f"{held:,.2f}", "apart": f"{says - held:,.2f}"}
    decisions.notes.append(DIFFERS.format(words=first.words, **shown))
    return says
