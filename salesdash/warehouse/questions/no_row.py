"""What it means that there is no row: nothing was sold, or nothing is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS, is_tally
from salesdash.catalog.model import Metric
from salesdash.period import DAY, Period
from salesdash.scope import Scope
from salesdash.warehouse.questions.coverage import datasets_of, edge_of

if TYPE_CHECKING:
    from salesdash.warehouse.questions.ask import Ask


def values(
    ask: Ask, frame: pd.DataFrame, metric: Metric, by: Sequence[str], scope: Scope
) -> pd.Series[Any]:
    """The metric's values where its data say anything; without any, missing."""
    if ask.missing(metric) or metric.key not in frame:
        values = pd.Series(float("nan"), frame.index)
    elif scope.against:
        values = _where_covered(ask, frame, metric, by, scope)
    else:
        values = frame[metric.key]
    in_sums = _is_in_sums(ask, frame, metric, by, scope)
    if in_sums.any():
        values = values.mask(in_sums)
    if is_tally(metric) and scope.period is not None and (is_none := values == 0).any():
        values = values.mask(is_none & _is_outside(ask, frame, metric, by, scope))
    if not values.isna().any() or not _adds_up_orders(ask, metric, scope):
        return values
    is_covered = _is_covered(ask, frame, metric, by, scope) & ~in_sums
    if not is_covered.any():
        return values
    if not by:
        return values if _has_own_field(metric) else values.mask(values.isna() & is_covered, 0.0)
    return values.mask(values.isna() & is_covered & _is_without_order(ask, frame, by, scope), 0.0)


def with_quiet_parts(
    ask: Ask, frame: pd.DataFrame, wanted: Sequence[Metric], by: Sequence[str], scope: Scope
) -> pd.DataFrame:
    """The frame with the parts of time of which there is no row at all, within the days of the orders;
    of each member since its first."""
    times = [d for d in by if DIMENSIONS[d].grain]
    tally = next((m for m in wanted if _adds_up_orders(ask, m, scope)), None)
    labels = _parts(ask, scope, times[0]) if tally and len(times) == 1 else []
    if tally is None or not labels:
        return frame
    [time], members = times, [d for d in by if d not in times]
    if not members and set(labels) <= set(frame[time]):
        return frame
    grid = pd.DataFrame({time: pd.Series(labels, dtype=object)})
    if members:
        ever = ask.bases([tally], by, scope.over(None)).dropna(subset=[time])
        since = ever.groupby(members, dropna=False)[time].min().rename("since").reset_index()
        grid = grid.merge(since, how="cross")
        grid = grid[grid[time] >= grid["since"]]
    present = pd.MultiIndex.from_frame(frame[list(by)])
    quiet = grid[~pd.MultiIndex.from_frame(grid[list(by)]).isin(present)]
    if quiet.empty:
        return frame
    whole = pd.concat([frame, quiet[list(by)]], ignore_index=True)
    return whole.sort_values(list(by), kind="stable", ignore_index=True)


def _parts(ask: Ask, scope: Scope, time: str) -> list[str]:
    """The parts of the scope's period that touch the days of the orders, by name."""
    orders, grain = ask.coverage["orders"], DIMENSIONS[time].grain
    first, last = orders.first_day, min(orders.last_day or scope.as_of, scope.as_of)
    if first is None or grain is None or last < first:
        return []
    days = Period(first, last + DAY)
    start, end = (
        (scope.elapsed.start, scope.elapsed.end) if scope.elapsed else (days.start, days.end)
    )
    if max(start, days.start) >= min(end, days.end):
        return []
    known = Period(max(start, days.start), min(end, days.end))
    return [str(part) for part in known.split(grain, scope.calendar.year_starts)]


def _is_covered(
    ask: Ask, frame: pd.DataFrame, metric: Metric, by: Sequence[str], scope: Scope
) -> pd.Series[bool]:
    """Which rows are of days that the metric's data cover: there, no row means that nothing was."""
    time = next((d for d in by if DIMENSIONS[d].grain), None)
    if time is None:
        is_covered = scope.period is not None and ask.edge(metric, scope) is None
        return pd.Series(is_covered, frame.index)
    parts = {label: Period.parse(label) for label in frame[time].dropna().unique()}
    covered = [
        label
        for label, part in parts.items()
        if ask.edge(metric, replace(scope.over(part), against=None)) is None
    ]
    return frame[time].isin(covered)


def _is_in_sums(
    ask: Ask, frame: pd.DataFrame, metric: Metric, by: Sequence[str], scope: Scope
) -> pd.Series[bool]:
    """Which rows are of a part of time, but a day, of which the sum of a longer one alone is known. Single days have
    what was booked on them, so that they add up to whatever holds them."""
    grain = next((d for d in by if DIMENSIONS[d].grain), None)
    if grain is None:
        return pd.Series(ask.told_in_sums(metric, scope.elapsed), frame.index)
    orders = ask.coverage.get("orders")
    if DIMENSIONS[grain].grain == "day" or orders is None or not orders.sums:
        return pd.Series(False, frame.index)
    labels = frame[grain].dropna().unique()
    return frame[grain].isin([key for key in labels if ask.told_in_sums(metric, Period.parse(key))])


def _is_outside(
    ask: Ask, frame: pd.DataFrame, metric: Metric, by: Sequence[str], scope: Scope
) -> pd.Series[bool]:
    """Which rows are of days of which the metric's data tell nothing: there, none counted is no 0."""
    grain = next((d for d in by if DIMENSIONS[d].grain), None)
    if grain is None:
        return pd.Series(_tells_nothing(ask, metric, scope.elapsed), frame.index)
    parts = {label: Period.parse(label) for label in frame[grain].dropna().unique()}
    outside = [key for key, part in parts.items() if _tells_nothing(ask, metric, part)]
    return frame[grain].isin(outside)


def _tells_nothing(ask: Ask, metric: Metric, period: Period | None) -> bool:
    edge = edge_of(ask.coverage, metric, period, ask.calendar) if period else None
    return edge is not None and period is not None and edge.day not in period


def _is_without_order(
    ask: Ask, frame: pd.DataFrame, by: Sequence[str], scope: Scope
) -> pd.Series[bool]:
    """Which rows are of members that sold at some time, but have no line in the period: what is
    told of them comes from another dataset."""
    sold = pd.Series(True, frame.index)
    for dimension in by:
        if not DIMENSIONS[dimension].grain:
            sold &= frame[dimension].isin(ask.members(dimension))
    lines = pd.MultiIndex.from_frame(ask.bases([METRICS["orders"]], by, scope)[list(by)])
    return sold & ~pd.MultiIndex.from_frame(frame[list(by)]).isin(lines)


def _adds_up_orders(ask: Ask, metric: Metric, scope: Scope) -> bool:
    """Whether the metric adds up orders alone, which are loaded: where they cover a time, no row
    means that none came."""
    return (
        is_tally(metric)
        and datasets_of(metric) == {"orders"}
        and scope.has_begun
        and not ask.missing(metric)
    )


def _where_covered(
    ask: Ask, frame: pd.DataFrame, metric: Metric, by: Sequence[str], scope: Scope
) -> pd.Series[Any]:
    """The metric's values, of each row where its data cover the period of the row."""
    values, grain = frame[metric.key], next((d for d in by if DIMENSIONS[d].grain), None)
    if grain is None:
        return values if ask.edge(metric, scope) is None else values.mask(values.notna())
    labels = frame[grain].dropna().unique()
    covered = {label for label in labels if not ask.edge(metric, scope.over(Period.parse(label)))}
    return values.where(frame[grain].isin(covered))


def _has_own_field(metric: Metric) -> bool:
    """Whether a line may leave open what the metric counts."""
    return any("." in need for need in metric.needs)
