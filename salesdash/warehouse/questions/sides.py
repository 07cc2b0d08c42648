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
    wanted: Sequence[Metric],
    by: Sequence[str],
    scope: Scope,
) -> pd.DataFrame:
    """Add to a frame of the `wanted` those that are the change of another one against the same
    period last year: whole periods against whole ones, one still running to date.

    What sold a year before and sells nothing now comes in as a row of its own.
    """
    base_of = {m.key: METRICS[m.growth_of] for m in wanted if m.growth_of}
    earlier = _a_year_before(ask, frame, list(base_of.values()), by, scope) if base_of else {}
    for key, base in base_of.items():
        if base.key not in earlier:
            frame = frame.assign(**{key: float("nan")})
            continue
        name = BEFORE.format(base.key)
        before = earlier[base.key].rename(columns={base.key: name})
        if is_tally(base):
            sold = before[name].fillna(0) != 0
            both = _beside(frame, before[sold] if by else before, by)
            comparable = [m for m in {*wanted, base} if m.key in both]
            both = both.assign(
                **{m.key: _zero_where_gone(ask, both, m, both[name], scope) for m in comparable}
            )
        else:
            both = _beside(frame, before, by, how="left")
        change = growth(both[base.key], both[name]).rename(key)
        frame = pd.concat([both[[c for c in frame.columns if c != key]], change], axis=1)
    return frame


def _a_year_before(
    ask: Ask,
    frame: pd.DataFrame,
    bases: Sequence[Metric],
    by: Sequence[str],
    scope: Scope,
) -> dict[str, pd.DataFrame]:
    """Each metric a year before, under the names of this year's periods; without those of which nothing is told
    then."""
    grains = sorted((d for d in by if DIMENSIONS[d].grain), key=list(DIMENSIONS).index)
    if not grains:
        earlier = scope.compared("last_year")
        if earlier is None:
            return {}
        whole = ask([base.key for base in bases], by, earlier)
        return {base.key: whole[[*by, base.key]] for base in bases}
    parts = list(_parts(frame[grains[0]], grains, scope))
    alike: dict[tuple[tuple[str, Period], ...], list[Metric]] = {}
    for base in bases:
        spans = tuple(
            (BESIDE.join(labels), span)
            for labels, part in parts
            if (span := scope.beside(part, "last_year"))
            and not ask.edge(base, scope.over(part).other(span))
        )
        alike.setdefault(spans, []).append(base)
    split = [d for d in by if d not in grains[1:]]
    answers: dict[str, pd.DataFrame] = {}
    for spans, of_spans in alike.items():
        if not spans:
            continue
        answered = ask.bases(of_spans, split, scope.over(None), spans)
        labels = [str(label).split(BESIDE) for label in answered[grains[0]]]
        names = {
            grain: pd.Series([own[n] for own in labels], answered.index, "str")
            for n, grain in enumerate(grains)
        }
        named = answered.assign(**names)
        answers |= {base.key: named[[*by, base.key]] for base in of_spans}
    return answers


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
