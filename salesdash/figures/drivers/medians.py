"""How a median moved: members' medians of both periods side by side, for medians do not add up."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import count_of
from salesdash.catalog.model import Metric
from salesdash.charts.column import Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import comparison_of, lower, notes_on_time, other_name
from salesdash.figures.drivers.splits import begins_too_late, compared_over
from salesdash.figures.drivers.wording import (
    BEFORE,
    CHANGE,
    NOW,
    finding,
    nothing_to_split,
    whole_words,
)
from salesdash.figures.events import note_on_events
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, write
from salesdash.warehouse.questions.ask import Ask

MOST = 15  # members shown, those with most values now
ENOUGH = 5  # values on either side, before a member's median is named in a sentence
TITLE = Text(
    "{kpi}为什么变了：与{other}相比，各{dimension}的中位数",
    "Why it moved: {kpi} against {other}, the median of each {dimension}",
)
COUNT_BEFORE, COUNT_NOW = Text("对比期样本数", "Count compared"), Text("本期样本数", "Count now")
MOST_MOVED = Text("变化最大：{member} {change}", "most at {member}: {change}")
NO_SUM = Text(
    "中位数不能相加：各{dimension}的变化加起来不等于总变化，所以并列来看；样本少的，中位数容易大起大落。",
    "Medians do not add up: the changes by {dimension} do not make that of the whole and stand side by side; "
    "a median of few values moves easily.",
)
LARGEST = Text(
    "共 {n} 个，列出样本最多的 {shown} 个。", "{n} in all; the {shown} with most values are shown."
)


def side_by_side(ask: Ask, scope: Scope, metric: Metric, dimension: str) -> Figure:
    """Each member's median now and before, and of how many values; most values first."""
    scope, missing = compared_over(scope, metric), ask.missing(metric)
    key = f"drivers_{metric.key}_{dimension}"
    by = lower(DIMENSIONS[dimension].name)
    title = TITLE.format(kpi=metric.name, other=other_name(scope, workdays=False), dimension=by)
    ends = None if missing else _ends(ask, scope, metric)
    if ends is None:
        why_empty = BLANK if missing else nothing_to_split(ask, scope, metric)
        return Figure.lacking(
            scope, key, title, sentence=why_empty, metrics=(metric.key,), missing=missing
        )
    every = _members(ask, scope, metric, dimension)
    shown = every.head(MOST)
    name, now = dimension_column(dimension), Column("now", NOW, metric.unit)
    before = Column("before", BEFORE, metric.unit)
    changed = Column("changed", CHANGE, metric.unit, is_change=True)
    most = _most_moved(every, metric, dimension, scope)
    sentence, more = finding(
        whole_words(metric, *ends, scope, levels=False), [most] if most else []
    )
    if len(shown) < len(every):
        more = (*more, LARGEST.format(n=f"{len(every):,}", shown=len(shown)))
    return Figure.of(
        scope,
        key,
        title,
        shown,
        (
            name,
            before,
            now,
            changed,
            Column("count_before", COUNT_BEFORE, COUNT),
            Column("count_now", COUNT_NOW, COUNT),
        ),
        lambda look: ranking.bars(shown, name, now, look, change=changed, mark=before),
        sentence=sentence,
        metrics=(metric.key,),
        notes=(
            *more,
            NO_SUM.format(dimension=by),
            *note_on_events(ask, scope, scope.elapsed),
            *notes_on_time(scope),
        ),
    )


def _ends(ask: Ask, scope: Scope, metric: Metric) -> tuple[float, float] | None:
    """The median of the whole before and now; None where a side has none."""
    other = scope.compared(comparison_of(scope))
    if other is None or begins_too_late(ask, metric, other):
        return None
    before, now = (
        number(ask([metric.key], [], side).iloc[0][metric.key]) for side in (other, scope)
    )
    return None if before is None or now is None else (before, now)


def _members(ask: Ask, scope: Scope, metric: Metric, dimension: str) -> pd.DataFrame:
    """One row per member with a value on a side: the medians, their change and their counts."""
    count = str(count_of(metric))
    sides = {}
    for side, over in (("before", scope.compared(comparison_of(scope))), ("now", scope)):
        names = {metric.key: side, count: f"count_{side}"}
        frame = ask(list(names), [dimension], over).rename(columns=names)
        frame[dimension] = frame[dimension].fillna("").astype(str)
        sides[side] = frame[frame[side].notna()]
    both = sides["before"].merge(sides["now"], on=dimension, how="outer")
    counts = ["count_before", "count_now"]
    both[counts] = both[counts].fillna(0)
    both["changed"] = both["now"] - both["before"]
    both = both.sort_values(counts[::-1], ascending=False, kind="stable", ignore_index=True)
    both[dimension] = both[dimension].replace({"": None})
    return both


def _most_moved(members: pd.DataFrame, metric: Metric, dimension: str, scope: Scope) -> Text | None:
    """The member whose median moved most, of those with enough values on both sides."""
    counts = members[["count_before", "count_now"]].min(axis="columns")
    moved = members[(counts >= ENOUGH) & members["changed"].fillna(0).ne(0)]
    if moved.empty:
        return None
    most = moved.sort_values("changed", key=lambda changed: -changed.abs(), kind="stable").iloc[0]
    return MOST_MOVED.format(
        member=member_name(dimension, most[dimension]),
        change=write(most["changed"], metric.unit, scope.scale, signed=True),
    )
