"""What is loaded, and of which days, so that a number without its data can say what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from salesdash.calendar import Calendar
from salesdash.catalog.model import Metric
from salesdash.period import DAY, SHORTEST_MONTH, Grain, Period

WEEKEND = 2  # days; who is silent for so long in every week is silent on holidays too


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a dataset is loaded: live rows, the days they span, rows filled by field.

    `silence` is for how many days running it usually has no row in between, `gaps` are the days between
    its sheets that none of them reaches, `sums` the months, quarters and years of which it has the sum but no row of
    a day.
    """

    rows: int
    first_day: date | None
    last_day: date | None
    filled: Mapping[str, int]
    silence: int = 0
    gaps: tuple[Period, ...] = ()
    sums: tuple[Period, ...] = ()

    def has_only_sums_of(self, period: Period) -> bool:
        """Whether a period that is shorter than a month lies in days of which only sums are known, or a longer one
        begins or ends among the days of one sum. One that is booked on its first day is told as soon as it begins."""
        is_short = period.end - period.start < SHORTEST_MONTH
        if is_short and any(one.start < period.end and period.start < one.end for one in self.sums):
            return True
        last = self.last_day or period.end
        edges = (period.start, period.end)
        return any(
            one.start < day < one.end and one.last_day <= last for one in self.sums for day in edges
        )

    @property
    def summed_by(self) -> Grain | None:
        """The part of time of which the newest sum is, where no row is newer."""
        newest = self.sums[-1] if self.sums else None
        is_last = newest and self.last_day and self.last_day in newest
        return newest.grain if newest and is_last else None

    def edge_within(self, period: Period, calendar: Calendar) -> date | None:
        """The day within the period on which the rows begin, or the one on which they end; None where
        they are silent before and after it no longer than usual. Of a period between two sheets, the
        last day before it that a sheet reaches."""
        first, last = self.first_day, self.last_day
        if first is None or last is None:
            return None
        if first > period.start and (
            first >= period.end or self._tells(period.start, first, calendar)
        ):
            return first
        if last < period.last_day and self._tells(last + DAY, period.end, calendar):
            return last
        between = (gap for gap in self.gaps if gap.start <= period.start and period.end <= gap.end)
        return next((gap.start - DAY for gap in between), None)

    def _tells(self, start: date, end: date, calendar: Calendar) -> bool:
        """Whether it means something that there is no row from `start` up to `end`."""
        if (end - start).days <= self.silence:
            return False
        return self.silence < WEEKEND or calendar.workdays(Period(start, end)) > 0


@dataclass(frozen=True, slots=True)
class Edge:
    """The day on which a dataset begins or ends; `begins` says which."""

    dataset: str
    day: date
    begins: bool


def coverage_of(frame: pd.DataFrame) -> dict[str, Coverage]:
    """The rows of `model.coverage` by dataset."""
    return {
        str(dataset): Coverage(
            int(group["row_count"].iloc[0]),
            _day(group["first_day"].iloc[0]),
            _day(group["last_day"].iloc[0]),
            {field: int(n) for field, n in zip(group["field"], group["filled"], strict=True)},
            0 if pd.isna(group["silence"].iloc[0]) else int(group["silence"].iloc[0]),
            _periods(group["gaps"].iloc[0]),
            _periods(group["sums"].iloc[0]),
        )
        for dataset, group in frame.groupby("dataset")
    }


def edge_of(
    coverage: Mapping[str, Coverage], metric: Metric, period: Period, calendar: Calendar
) -> Edge | None:
    """Where the data of a metric begin or end within the period; None where they cover it.

    Of datasets either of which will do, one that covers it is enough.
    """
    for need in metric.needs:
        datasets = {choice.partition(".")[0] for choice in need.split("|")} & coverage.keys()
        edges = [_edge(key, coverage[key], period, calendar) for key in sorted(datasets)]
        if edges and all(edges):
            return edges[0]
    return None


def _edge(dataset: str, coverage: Coverage, period: Period, calendar: Calendar) -> Edge | None:
    day = coverage.edge_within(period, calendar)
    if day is None:
        return None
    return Edge(dataset, day, begins=day == coverage.first_day and day > period.start)


def datasets_of(metric: Metric) -> set[str]:
    """All datasets that a metric draws on, or may."""
    return {choice.partition(".")[0] for need in metric.needs for choice in need.split("|")}


def has(coverage: Mapping[str, Coverage], need: str) -> bool:
    """Whether a dataset (`spend`), or a field of it (`orders.cost`), is loaded; `a|b` is either."""
    return any(_has_one(coverage, choice) for choice in need.split("|"))


def _has_one(coverage: Mapping[str, Coverage], need: str) -> bool:
    dataset, _, field = need.partition(".")
    covered = coverage.get(dataset)
    if covered is None or not field:
        return covered is not None
    if need == "orders.cost":
        return _has_cost(coverage)
    return covered.filled.get(field, 0) > 0


def _has_cost(coverage: Mapping[str, Coverage]) -> bool:
    filled = coverage["orders"].filled
    products = coverage.get("products")
    return any(filled.get(f, 0) for f in ("cost", "profit", "unit_cost")) or bool(
        products and products.filled.get("cost") and filled.get("quantity")
    )


def _periods(listed: Any) -> tuple[Period, ...]:
    """What the store keeps as a list; missing where there are none."""
    if not hasattr(listed, "__iter__"):
        return ()
    days = ((_day(gap["start"]), _day(gap["finish"])) for gap in listed)
    return tuple(Period(start, end) for start, end in days if start and end)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
