"""What a ratio of two datasets rests on: how much of what was sold has its other side too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import OtherSide
from salesdash.scope import Scope
from salesdash.warehouse.ask import Ask
from salesdash.warehouse.compose import PLAN, SPENT

# Of each model of two sides: which rows are of what was sold, which of those count, how they are weighed.
_SOLD: dict[OtherSide, tuple[str, str, str, str]] = {
    "targets": (PLAN, "target_set IS NULL", "counts", "sum(sales)"),
    "spend": (SPENT, "figure = 'spend' AND sales IS NOT NULL", "counts", "sum(sales)"),
    "costs": (SPENT, "figure = 'spend' AND sales IS NOT NULL", "counts AND is_earned", "sum(sales)"),
    "leads": (
        SPENT,
        "figure = 'leads' AND new_customer IS NOT NULL",
        "counts",
        "count(DISTINCT new_customer)",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Basis:
    """How much of what was sold in a scope a ratio counts.

    `share` is that of the sales (of the new customers, where leads are its other side), None where
    nothing was sold; `months`, `channels` and `until` are what is counted, each beside what was sold.
    `on_sales`: costs are known nowhere, so that sales are counted in place of gross profit.
    """

    other: OtherSide
    share: float | None
    months: tuple[int, int]
    channels: tuple[int, int]
    until: tuple[date | None, date | None]
    on_sales: bool = False

    @property
    def is_whole(self) -> bool:
        return self.share is None or self.share >= 1 - 1e-9


def basis(
    ask: Ask, metric: str, scope: Scope, by: Sequence[str] = ()
) -> dict[tuple[Any, ...], Basis]:
    """What a metric rests on, by the members of `by` (one entry under `()` without).

    Nothing for a metric of one dataset, or where its data is not loaded or not told apart so.
    """
    other = METRICS[metric].other_side
    if other is None or ask.missing(metric):
        return {}
    model, sold, counted, weight = _SOLD[other]
    question = ask.question(model, scope, by)
    if question is None:
        return {}
    split = ", ".join([*(f'"{d}"' for d in by), ""])
    frame = ask.query(
        f"SELECT {split}coalesce({weight} FILTER ({counted}), 0) / nullif({weight}, 0) AS share, "
        f"count(DISTINCT date_trunc('month', date)) FILTER ({counted}) AS months, "
        "count(DISTINCT date_trunc('month', date)) AS of_months, "
        f"count(DISTINCT channel) FILTER ({counted}) AS channels, count(DISTINCT channel) AS of_channels, "
        f"max(date) FILTER ({counted}) AS until, max(date) AS of_until, "
        f"{'bool_or(on_sales)' if other == 'costs' else 'false'} AS on_sales "
        f"FROM {question.relation} {question.where()} AND {sold} {'GROUP BY ALL' if by else ''}",
        question.values,
    )
    return {tuple(row[d] for d in by): _basis(other, row) for row in frame.to_dict("records")}


def _basis(other: OtherSide, row: dict[Any, Any]) -> Basis:
    share = row["share"]
    return Basis(
        other,
        None if pd.isna(share) else float(share),
        (int(row["months"]), int(row["of_months"])),
        (int(row["channels"]), int(row["of_channels"])),
        (_day(row["until"]), _day(row["of_until"])),
        bool(row["on_sales"]),
    )


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
