"""The questions behind the page of targets: which targets count, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.analysis.pace import Pace
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.period import DAY, Grain, Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sql.counted import PLAN
from salesdash.warehouse.questions.sql.target_sets import TargetSet

SPLIT_BY = ("region", "channel", "salesperson", "product", "category")
_LONGEST: tuple[tuple[int, Grain], ...] = ((62, "week"), (550, "month"), (2200, "quarter"))


@dataclass(frozen=True, slots=True)
class JudgedSpan:
    """The scope over the days for which both targets and orders are loaded."""

    scope: Scope
    period: Period
    limits: tuple[float, ...]  # by which attainment is judged

    def attainment(self, share: float | None) -> Text:
        """Attainment in words, that never read as a limit which it missed."""
        return write(share, RATIO, limits=self.limits)

    @property
    def is_running(self) -> bool:
        return self.scope.is_running

    @property
    def has_begun(self) -> bool:
        return self.scope.as_of >= self.period.start

    def part(self, day: date) -> Period:
        """Of these steps the one in which a day lies."""
        return self.scope.calendar.of(day, self.grain)

    @property
    def grain(self) -> Grain:
        """In what steps the period is shown: months, unless it is very short or very long."""
        days = (self.period.end - self.period.start).days
        return next((grain for longest, grain in _LONGEST if days <= longest), "year")


def judged_part(ask: Ask, scope: Scope) -> JudgedSpan | None:
    """What of the scope's period can be judged; of everything, the years up to the as-of date's.

    A plan for half a year is never held against the sales of a whole one. None where no target
    lies in the period.
    """
    targets, orders = ask.coverage.get("targets"), ask.coverage.get("orders")
    if not (targets and orders and targets.first_day and targets.last_day and orders.first_day):
        return None
    first = max(targets.first_day, Period.of(orders.first_day, "month").start)
    wanted = scope.period or Period(date.min, scope.calendar.of(scope.as_of, "year").end)
    start, end = max(wanted.start, first), min(wanted.end, targets.last_day + DAY)
    if start >= end:
        return None
    period = Period(start, end)
    limits = judge(ask.lights["attainment"], None).ends
    covered = JudgedSpan(_of_whoever_has_a_target(ask, scope.over(period)), period, limits)
    return None if ask(["target"], (), covered.scope)["target"].isna().all() else covered


def _of_whoever_has_a_target(ask: Ask, scope: Scope) -> Scope:
    """The scope narrowed to the members that targets are set for, where they are not set for all: so
    paces, projections and histories are those of the same members. Members of two dimensions at once
    cannot be filtered by; there the sales against targets alone are narrowed."""
    question = ask.question(PLAN, scope)
    chosen = [one for one in (question and question.target_sets) or () if one.metric == "sales"]
    split = {one.dimensions for one in chosen if not one.is_for_all}
    if len(split) != 1 or len(dimensions := next(iter(split))) != 1:
        return scope
    dimension = dimensions[0]
    frame = ask(["target"], [dimension], scope)
    with_target = frame.loc[frame["target"].notna(), dimension].dropna()
    if not len(with_target) or dimension in dict(scope.filters):
        return scope
    return scope.where(dimension, *map(str, with_target))


def dimensions(ask: Ask, judged: JudgedSpan) -> dict[str, Text]:
    """By what the targets of these days and the orders are split, given the filters."""
    filtered = {dimension for dimension, _ in judged.scope.filters}
    splitting = {
        key for one in splits(ask, judged) if filtered <= one.dimensions for key in one.dimensions
    }
    return {key: DIMENSIONS[key].name for key in SPLIT_BY if key in splitting and ask.members(key)}


def splits(ask: Ask, judged: JudgedSpan) -> list[TargetSet]:
    """The ways in which the sales targets of these years come."""
    years = judged.scope.calendar.years_of(judged.period)
    return [one for one in ask.target_sets if one.metric == "sales" and one.year in years]


@dataclass(frozen=True, slots=True)
class Paced:
    """The days that have targets, and how far they have come."""

    judged: JudgedSpan
    pace: Pace


def members(ask: Ask, judged: JudgedSpan, dimension: str) -> list[str]:
    """Who has a target, furthest behind first."""
    frame = progress(ask, judged, (dimension,))
    return [str(member) for member in frame.loc[frame["target"].notna(), dimension].dropna()]


def progress(ask: Ask, judged: JudgedSpan, by: Sequence[str] = ()) -> pd.DataFrame:
    """target (whole), due (target to date), sales, attainment and gap; furthest behind first.

    Sales are those of the days that have a target; of what has none at all, all its sales. With a
    dimension of time, in its order, its first day as a date. What has begun and sold nothing has
    sales of 0 against its target, and 0 is due of it before its first workday; what is still to
    come, or too short for what the orders tell, has neither.
    """
    frame = ask(["target", "target_to_date", "sales", "planned_sales"], by, judged.scope)
    frame = frame.rename(columns={"target_to_date": "due"})
    frame["sales"] = frame["planned_sales"].where(frame["target"].notna(), frame["sales"])
    frame = frame.drop(columns="planned_sales")
    is_told = judged.has_begun and not ask.told_in_sums(METRICS["sales"], judged.scope.elapsed)
    has_begun = pd.Series(is_told, index=frame.index)
    order = ["gap"]
    for key in by:
        if DIMENSIONS[key].grain:
            parts = [Period.parse(label) for label in frame[key]]
            frame[key] = [part.start for part in parts]
            are_told = [not ask.told_in_sums(METRICS["sales"], part) for part in parts]
            has_begun = (frame[key] <= judged.scope.as_of) & pd.Series(are_told, frame.index)
            order = [key]
    nothing_due_yet = frame["due"].isna() & frame["target"].notna()
    frame["due"] = frame["due"].mask(nothing_due_yet, 0.0).where(has_begun)
    frame["sales"] = frame["sales"].where(
        frame["sales"].notna() | frame["target"].isna() | ~has_begun, 0.0
    )
    frame["sales"] = frame["sales"].where(has_begun)
    frame["gap"] = frame["sales"] - frame["due"]
    frame["attainment"] = frame["sales"] / frame["due"].where(frame["due"] > 0)
    return frame.sort_values(order, kind="stable", na_position="last").reset_index(drop=True)


def pace(judged: JudgedSpan, row: Any) -> Pace | None:
    """The pace of one row of `progress`; None where it has no target or has not begun."""
    if pd.isna(row["target"]) or pd.isna(row["due"]) or pd.isna(row["sales"]):
        return None
    calendar, elapsed = judged.scope.calendar, judged.period.until(judged.scope.as_of)
    return Pace(
        actual=float(row["sales"]),
        target=float(row["target"]),
        due=float(row["due"]),
        passed=calendar.workdays(elapsed),
        workdays=calendar.workdays(judged.period),
    )
