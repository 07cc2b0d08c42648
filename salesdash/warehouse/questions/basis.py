"""What a ratio of two datasets rests on: how much of what was sold has its other side too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import OtherSide
from salesdash.period import DAY, Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask, compose_filter
from salesdash.warehouse.questions.sql.counted import PLAN, SPENT
from salesdash.warehouse.questions.sql.dialect import days_between, grouped_by

_SPENT_BY = ("channel", "channel_kind", "online", "region")  # what the spend sheet is told apart by
_OF_SPEND, _OF_LEADS = "figure = 'spend'", "figure = 'leads'"
# Of each model of two sides: its rows for it, which of them are of what was sold, which count, how these are
# weighed, and the day after the last that the other side tells of.
_SIDES: dict[OtherSide, tuple[str, str, str, str, str, str]] = {
    "targets": (PLAN, "true", "target_set IS NULL", "counts", "sum(sales)",
        "max(date + 1) FILTER (target_set IS NOT NULL)"),
    "spend": (SPENT, _OF_SPEND, "sales IS NOT NULL", "counts", "sum(sales)", "max(finish) FILTER (counts)"),
    "costs": (SPENT, _OF_SPEND, "sales IS NOT NULL", "counts AND is_earned", "sum(sales)",
        "max(finish) FILTER (counts AND is_earned)"),
    "leads": (SPENT, _OF_LEADS, "new_customer IS NOT NULL", "counts", "count(DISTINCT new_customer)",
        "max(finish) FILTER (counts)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Basis:
    """How much of what was sold in a scope a ratio counts.

    `share` is that of the sales (of the new customers, where leads are its other side), None where
    nothing was sold; `months` and `channels` are those counted, each beside those in which was sold, and
    `until` the last day that the other side tells of, beside that of the last order.
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

    @property
    def is_none(self) -> bool:
        """Whether the other side tells of nothing in the scope: spend that sold nothing and leads that won
        nobody are something, and have a figure."""
        return self.share == 0 and self.until[0] is None


@dataclass(frozen=True, slots=True)
class RunningSpend:
    """The spend stated for a period still running, and what one of the three before it cost on average
    (None where none is known), in 元. `is_whole`: it is taken for that of the whole period."""

    period: Period
    stated: float
    usual: float | None
    is_whole: bool
    is_decided: bool


def basis(
    ask: Ask, metric: str, scope: Scope, by: Sequence[str] = ()
) -> dict[tuple[Any, ...], Basis]:
    """What a metric rests on, by the members of `by` (one entry under `()` without).

    Nothing for a metric of one dataset, or where its data is not loaded or not told apart so.
    """
    other = METRICS[metric].other_side
    if other is None or ask.missing(metric) or not scope.has_begun:
        return {}
    model, rows, sold, counted, weight, day_after = _SIDES[other]
    question = ask.question(model, scope, by)
    if question is None:
        return {}
    if model == PLAN:  # its rows are told apart by channel where that is asked
        question = replace(question, by=(*by, "channel"))
    split = ", ".join([*(f'"{d}"' for d in by), ""])
    of_all, of_those = f"FILTER ({sold})", f"FILTER ({sold} AND {counted})"
    months = "count(DISTINCT date_trunc('month', date))"
    frame = ask.query(
        f"SELECT {split}coalesce({weight} {of_those}, 0) / nullif({weight} {of_all}, 0) AS share, "
        f"{months} {of_those} AS months, {months} {of_all} AS of_months, "
        f"count(DISTINCT channel) {of_those} AS channels, count(DISTINCT channel) {of_all} AS of_channels, "
        f"{day_after} - 1 AS until, max(date) {of_all} AS of_until, "
        f"{f'bool_or(on_sales) {of_all}' if other == 'costs' else 'false'} AS on_sales "
        f"FROM {question.relation} {question.where()} AND {rows} "
        f"{grouped_by(len(by))} HAVING count(*) {of_all} > 0",
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


def undated_lines(ask: Ask, day: date) -> int:
    """How many order lines up to a day are stated as cancelled or returned, and nobody says since when."""
    counted = ask.query(
        "SELECT called_off.n + returned.n AS lines "
        "FROM (SELECT count(*) AS n FROM live.orders "
        "WHERE status = 'cancelled' AND order_date <= CAST(? AS DATE)) AS called_off "
        "CROSS JOIN (SELECT count(DISTINCT line) AS n FROM model.returned_lines "
        "WHERE is_undated AND date <= CAST(? AS DATE)) AS returned",
        (day, day),
    )
    return int(counted["lines"].iloc[0])


def is_on_sales(ask: Ask) -> bool:
    """Whether returns are counted on sales, because costs are known nowhere beside spend."""
    return bool(
        ask.query(
            "SELECT coalesce(any_value(on_sales), false) AS it FROM model.spend_and_sales", ()
        )["it"].iloc[0]
    )


def last_closed(ask: Ask, scope: Scope) -> Period | None:
    """Where the scope's period is finer than the spend sheet states it, none of its workdays has passed,
    on which the sheet's sums are spread, or the sheet does not reach it yet: the last period of the
    sheet that had ended by then. None where the period can be asked about as it is, or none had ended."""
    if scope.period is None:
        return None
    return _cut_through(ask, scope, scope.period) or _not_reached(ask, scope, scope.period)


def _stated(scope: Scope) -> tuple[str, tuple[str, ...]]:
    """The periods of the spend sheet that speak for the scope's members: of these, or of none by name."""
    speaking = tuple((d, (*members, "")) for d, members in scope.filters if d in _SPENT_BY)
    where, values = compose_filter(replace(scope, filters=speaking), _SPENT_BY)
    return (
        f"(SELECT * FROM model.spend_periods LEFT JOIN model.channel_kinds USING (channel) {where})",
        values,
    )


def _not_reached(ask: Ask, scope: Scope, period: Period) -> Period | None:
    """The last period stated, where the one asked about lies in the next that the sheet will state: it runs,
    or has just ended."""
    stated, members = _stated(scope)
    frame = ask.query(
        f"SELECT max(finish) AS finish, arg_max(start, finish) AS start FROM {stated} AS p "
        "WHERE figure = 'spend' AND day < CAST(? AS DATE) HAVING max(day) < CAST(? AS DATE)",
        (*members, period.until(scope.as_of).end, period.start),
    )
    if frame.empty or not scope.has_begun:
        return None
    start, finish = (pd.Timestamp(frame[key].iloc[0]).date() for key in ("start", "finish"))
    last = Period(start, finish)
    if not last.grain:
        return None
    following = Period.of(last.end, last.grain)
    is_in_it = following.start <= period.start and period.end <= following.end
    is_due = scope.as_of < Period.of(following.end, last.grain).end
    return last if is_in_it and is_due else None


def _cut_through(ask: Ask, scope: Scope, period: Period) -> Period | None:
    """The last period closed where one that the sheet states as one sum reaches past the one asked about."""
    stated, members = _stated(scope)
    frame = ask.query(
        "SELECT max(p.finish) FILTER (day >= asked.start AND (NOT asked.has_worked "
        "OR p.start < asked.start OR least(p.finish, asked.known) > asked.finish)) AS cut_through, "
        "max(p.finish) FILTER (p.finish <= until) AS last_end, "
        "arg_max(p.start, p.finish) FILTER (p.finish <= until) AS last_start "
        f"FROM {stated} AS p CROSS JOIN (SELECT CAST(? AS DATE) AS start, CAST(? AS DATE) AS finish, "
        "CAST(? AS DATE) AS until, CAST(? AS DATE) AS known, CAST(? AS BOOLEAN) AS has_worked) AS asked "
        f"WHERE figure = 'spend' AND day < until AND {days_between('p.start', 'p.finish')} "
        f"> if(has_worked, {days_between('asked.start', 'asked.finish')}, 1)",
        (
            *members,
            period.start,
            period.end,
            period.until(scope.as_of).end,
            scope.as_of + DAY,
            scope.has_worked,
        ),
    )
    row = frame.iloc[0]
    if pd.isna(row["cut_through"]) or pd.isna(row["last_end"]):
        return None
    start, finish = (pd.Timestamp(row[key]).date() for key in ("last_start", "last_end"))
    return Period(start, finish)


def running_spend(ask: Ask) -> RunningSpend | None:
    """How the spend of the period still running is taken; None where no period is running."""
    row = ask.query("FROM model.running_spend", ()).iloc[0]
    if pd.isna(row["start"]):
        return None
    start, finish = (pd.Timestamp(row[key]).date() for key in ("start", "finish"))
    usual = None if pd.isna(row["usual"]) else float(row["usual"])
    return RunningSpend(
        Period(start, finish),
        float(row["stated"]),
        usual,
        bool(row["is_whole"]),
        bool(row["is_decided"]),
    )
