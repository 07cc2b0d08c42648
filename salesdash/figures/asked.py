"""Any metrics by any dimensions: what is asked for by name, without a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.errors import QuestionError
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import (
    TOO_SHORT,
    as_stated_now,
    frozen_words,
    lower,
    notes_on_looking_back,
    notes_on_sides,
    too_short,
)
from salesdash.figures.foresight import how_gone
from salesdash.figures.two_sides import name_of, rests_on
from salesdash.period import Comparison, Period
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import RATIO
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.members import refuse_blank
from salesdash.warehouse.questions.sides import BEFORE, CHANGE, sides

BY = Text("{metrics}：按{dimensions}", "{metrics} by {dimensions}")
# What stands beside a metric where two periods are compared.
THEN: Mapping[Comparison, Text] = {
    "last_year": Text("（去年同期）", " (last year)"),
    "previous": Text("（上期）", " (previous)"),
    "meeting": Text("（上次会议）", " (last meeting)"),
}
MOVED = Text("（变化）", " (change)")
EACH = Text("每个{part}", "each {part}")
NOT_OVER_TIME = Text(
    "按时间拆分时不能再做对比。", "Split by time, there is nothing to compare with."
)


def asked(ask: Ask, scope: Scope, metrics: Sequence[str], by: Sequence[str]) -> Figure:
    """One row per group: each metric; with a comparison also what it was and its change, a fraction.

    Raises QuestionError for what cannot be split, filtered or compared so.
    """
    if scope.comparison and any(DIMENSIONS[key].grain for key in by):
        raise QuestionError(NOT_OVER_TIME)
    is_compared = scope.comparison is not None
    frame = sides(ask, metrics, by, scope) if is_compared else ask(metrics, by, scope)
    refuse_blank(ask, frame, metrics, by, scope)
    names = {key: name_of(ask, METRICS[key]) for key in metrics}
    title = join(list(names.values()))
    if by:
        dimensions = join([lower(DIMENSIONS[key].name) for key in by])
        title = BY.format(metrics=title, dimensions=dimensions)
    numbers = [column for key in metrics for column in _columns(key, names[key], scope)]
    compared = notes_on_sides(ask, scope, metrics) if scope.comparison else ()
    if not by and (frozen := frozen_words(scope, metrics)):
        compared = (frozen, *compared)
    return Figure.of(
        scope,
        "asked",
        title,
        frame,
        (*map(dimension_column, by), *numbers),
        metrics=tuple(metrics),
        notes=(
            *compared,
            *notes_on_looking_back(ask, scope, metrics),
            *too_short(ask, scope, metrics),
            *_parts_too_short(ask, frame, metrics, by),
            *as_stated_now(ask, scope, metrics),
            *_how_gone(ask, scope, metrics),
            *rests_on(ask, metrics, scope, over_time=any(DIMENSIONS[key].grain for key in by)),
        ),
    )


def _parts_too_short(
    ask: Ask, frame: pd.DataFrame, metrics: Sequence[str], by: Sequence[str]
) -> tuple[Text, ...]:
    """That parts of time are blank because orders came as sums of longer ones."""
    parts = [key for key in by if DIMENSIONS[key].grain in ("week", "month", "quarter")]
    return tuple(
        TOO_SHORT.format(period=EACH.format(part=lower(DIMENSIONS[key].name)))
        for key in parts
        if any(
            ask.told_in_sums(METRICS[metric], Period.parse(str(label)))
            for label in frame[key].dropna().unique()
            for metric in metrics
        )
    )


def _how_gone(ask: Ask, scope: Scope, metrics: Sequence[str]) -> tuple[Text, ...]:
    """How the chance that customers are gone is reckoned, at the end of the scope."""
    if "at_stake" not in metrics or ask.missing("at_stake") or not scope.has_begun:
        return ()
    return (how_gone(ask, scope.elapsed.last_day if scope.elapsed else scope.as_of),)


def _columns(key: str, name: Text, scope: Scope) -> list[Column]:
    unit = METRICS[key].unit
    if not scope.comparison:
        return [Column(key, name, unit)]
    return [
        Column(key, name, unit),
        Column(BEFORE.format(key), name + THEN[scope.comparison], unit),
        Column(CHANGE.format(key), name + MOVED, RATIO, is_change=True),
    ]
