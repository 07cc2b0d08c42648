"""The two sides of a comparison: the same members on both, over days that the data cover on both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS, is_tally
from salesdash.catalog.model import Metric
from salesdash.period import Comparison, Period
from salesdash.scope import Scope

if TYPE_CHECKING:
    from salesdash.warehouse.questions.ask import Ask

BEFORE, CHANGE = "{}_before", "{}_change"
BESIDE = " / "  # between the names of a part by several grains


def sides(
    ask: Ask,
    metrics: Sequence[str],
    by: Sequence[str],
    scope: Scope,
    comparison: Comparison | None = None,
) -> pd.DataFrame:
    """One row per group of either side: the dimensions, then each metric now, `_before`, `_change`.

    The change is a fraction, missing over a base that is none, zero or negative. A side is missing
    where its data do not cover the period; what sold before and sells nothing now is 0 where they
    do, and what is new has nothing before. `by` has no dimension of time: periods of different
    sides have different names. Of the whole, what the meeting compared with froze stands as it was.
    """
    other = scope.compared(comparison)
    now = ask(metrics, by, scope)
    before = now.iloc[:0] if other is None else ask(metrics, by, other)
    if not by and other is not None:
        before = before.assign(**{key: scope.frozen[key] for key in metrics if key in scope.frozen})
    both = _beside(now, before.rename(columns={key: BEFORE.format(key) for key in metrics}), by)
    columns = {key: both[key] for key in by}
    for key in metrics:
        then = both[BEFORE.format(key)]
        value = _zero_where_gone(ask, both, METRICS[key], then, scope)
        columns |= {
            key: value,
            BEFORE.format(key): then,
            CHANGE.format(key): growth(value, then),
        }
    return pd.DataFrame(columns, index=both.index)


def growth(now: pd.Series[Any], before: pd.Series[Any]) -> pd.Series[Any]:
    """The change as a fraction; missing where the base is missing, zero or negative."""
    base = before.where(before > 0)
    return now / base - 1


def with_growth(
    ask: Ask,
    frame: pd.DataFrame,
    metric: Metric,
    wanted: Sequence[Metric],
    by: Sequence[str],
    scope: Scope,
) -> pd.DataFrame:
    """Add to a frame of the `wanted` a metric that is the change of another one against the same
    period last year: whole periods against whole ones, one still running to date.

    What sold a year before and sells nothing now comes in as a row of its own.
    """
    base = METRICS[str(metric.growth_of)]
    grains = sorted((d for d in by if DIMENSIONS[d].grain), key=list(DIMENSIONS).index)
    before = _a_year_before(ask, frame, base, by, grains, scope)
    if before is None:
        return frame.assign(**{metric.key: float("nan")})
    name = BEFORE.format(base.key)
    before = before.rename(columns={base.key: name})
    if is_tally(base):
        sold = before[name].fillna(0) != 0
        both = _beside(frame, before[sold] if by else before, by)
        comparable = [m for m in {*wanted, base} if m.key in both]
        both = both.assign(
            **{m.key: _zero_where_gone(ask, both, m, both[name], scope) for m in comparable}
        )
    else:
        both = _beside(frame, before, by, how="left")
    change = growth(both[base.key], both[name]).rename(metric.key)
    return pd.concat([both[[c for c in frame.columns if c != metric.key]], change], axis=1)


def _a_year_before(
    ask: Ask,
    frame: pd.DataFrame,
    base: Metric,
    by: Sequence[str],
    grains: Sequence[str],
    scope: Scope,
) -> pd.DataFrame | None:
    """The metric a year before, under the names of this year's periods."""
    if not grains:
        earlier = scope.compared("last_year")
        return None if earlier is None else ask([base.key], by, earlier)
    spans = tuple(
        (BESIDE.join(labels), span)
        for labels, part in _parts(frame[grains[0]], grains, scope)
        if (span := scope.beside(part, "last_year"))
        and not ask.edge(base, scope.over(part).other(span))
    )
    if not spans:
        return None
    split = [d for d in by if d not in grains[1:]]
    answered = ask.bases([base], split, scope.over(None), spans)
    labels = [str(label).split(BESIDE) for label in answered[grains[0]]]
    names = {grain: [parts[n] for parts in labels] for n, grain in enumerate(grains)}
    return answered.assign(**{g: pd.Series(own, answered.index, "str") for g, own in names.items()})


def _parts(
    labels: pd.Series[Any], dimensions: Sequence[str], scope: Scope
) -> list[tuple[tuple[str, ...], Period]]:
    """The parts of the period up to the as-of date, what periods of every grain have in common, with
    the name of each; of everything, those from the first to the last."""
    period = scope.elapsed
    if period is None:
        named = sorted(Period.parse(label) for label in labels.dropna().unique())
        period = Period(named[0].start, named[-1].end) if named else None
    if period is None:
        return []
    parts: list[tuple[tuple[str, ...], Period]] = [((), period)]
    for grain in [grain for d in dimensions if (grain := DIMENSIONS[d].grain)]:
        parts = [
            ((*names, str(whole)), _common(part, whole) if names else whole)
            for names, part in parts
            for whole in part.split(grain, scope.calendar.year_starts)
            if not names or _common(part, whole).start < period.end
        ]
    return parts


def _common(part: Period, whole: Period) -> Period:
    return Period(max(part.start, whole.start), min(part.end, whole.end))


def _beside(
    now: pd.DataFrame,
    before: pd.DataFrame,
    by: Sequence[str],
    how: Literal["left", "outer"] = "outer",
) -> pd.DataFrame:
    """Both sides of every group, and in `side` which of them has it; groups by name, blanks last."""
    if not by:
        return pd.concat([now, before, pd.Series("both", now.index, name="side")], axis=1)
    if now.empty or before.empty:  # a side without rows knows no types, by which both are joined
        now, before = (side.astype(dict.fromkeys(by, object)) for side in (now, before))
    both = now.merge(before, on=list(by), how=how, indicator="side")
    dimensions = [key for key in now.columns if key in DIMENSIONS]
    return both.sort_values(dimensions, kind="stable", na_position="last", ignore_index=True)


def _zero_where_gone(
    ask: Ask, both: pd.DataFrame, metric: Metric, before: pd.Series[Any], scope: Scope
) -> pd.Series[Any]:
    """The metric now: 0 for a group that had something before and of which the data, though they
    cover the period, have no row.

    Where there is a row, a figure that needs a field of its own may be unknown instead.
    """
    values = both[metric.key]
    gone = values.isna() & before.notna() & (before != 0)
    if any("." in need for need in metric.needs):
        gone &= both["side"] == "right_only"
    if not gone.any() or not is_tally(metric) or not _covers(ask, metric, scope):
        return values
    return values.mask(gone, 0.0)


def _covers(ask: Ask, metric: Metric, scope: Scope) -> bool:
    """Whether the metric's data say all of the period, so that no row means that nothing happened."""
    return scope.has_begun and not ask.missing(metric) and ask.edge(metric, scope) is None
