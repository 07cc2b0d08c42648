"""A KPI's change against the comparison by member of a dimension, and the dimension that tells most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from salesdash.analysis.drivers import (
    MONEY_UNIT,
    RATE_UNIT,
    Bridge,
    Ratio,
    additive,
    bridge,
    combined,
    departure,
    most_telling,
    ratio,
)
from salesdash.catalog.metrics import METRICS, base_of, halves_of, is_tally, terms_of
from salesdash.catalog.model import Metric
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.comparison import comparison_of
from salesdash.figures.lights.current import as_it_stood, is_snapshot, judged_over, out_of_reach
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, MONEY, POINTS, QUANTITY, RATIO, Unit
from salesdash.warehouse.questions.ask import Ask

MOST = 5  # on each side
HAIR = 1e-6  # of the whole: what floats may be off
OVERLAP = 0.02  # of the whole; beyond it members are counted several times, or many belong to none


@dataclass(frozen=True, slots=True)
class Side:
    """One of the ratios of which a difference is made, before and now; `sign` says how it counts."""

    metric: Metric
    sign: int
    before: float
    now: float

    @property
    def effect(self) -> float:
        return self.sign * (self.now - self.before)


@dataclass(frozen=True, slots=True)
class Split:
    """A change by member: `frame` has before, now, moved (mix, rate) and share, by member.

    Of a difference of ratios, `sides` are these, and `frame` has the effects on each of them too
    (`{key}_mix`, `{key}_rate`, missing where the member has no part in it); a member with part in
    one side only stands there with its ratio on that side. `overlaps`: something is counted with
    several members, such as a customer of two channels, so that their changes do not add up to that
    of the whole.
    """

    metric: Metric
    frame: pd.DataFrame
    before: float
    now: float
    overlaps: bool = False
    sides: tuple[Side, ...] = ()

    @property
    def change(self) -> float:
        return self.now - self.before

    @property
    def unit(self) -> Unit:
        return change_unit(self.metric)

    @property
    def is_ratio(self) -> bool:
        return "mix" in self.frame

    @property
    def is_whole(self) -> bool:
        """Whether every part of the whole belongs to one member, and to one only."""
        return bool(abs(self.frame["share"].sum() - 1) <= OVERLAP)

    def bridge(self, most: int = MOST) -> Bridge:
        unit = RATE_UNIT if self.is_ratio else MONEY_UNIT
        return bridge(self.frame["moved"], self.change, most=most, unit=unit)


def change_unit(metric: Metric) -> Unit:
    """The unit of a change: a rate moves by points."""
    return POINTS if metric.unit is RATIO else metric.unit


def driven(metric: Metric) -> Metric:
    """What is taken apart: the metric itself, or the one whose growth it is."""
    return METRICS[metric.growth_of] if metric.growth_of else metric


def can_be_split(metric: Metric) -> bool:
    """Whether the metric can be taken apart: a sum, a count, a ratio of such, or ratios less ratios."""
    counts = metric.source is not None and metric.unit in (MONEY, COUNT, QUANTITY)
    return counts or bool(terms_of(metric))


def compared_over(scope: Scope, metric: Metric) -> Scope:
    """The period over which the metric is judged, with the comparison chosen."""
    return judged_over(metric, as_it_stood(scope))


def split(ask: Ask, scope: Scope, metric: Metric, dimension: str) -> Split | None:
    """The metric's change over the scope's period by member; None where a side has no value."""
    other, terms = scope.compared(comparison_of(scope)), terms_of(metric)
    parts = dict.fromkeys(key for _, term in terms for key in (term.key, *(halves_of(term) or ())))
    keys = list(dict.fromkeys((metric.key, *parts)))
    if other is None or not can_be_split(metric) or not scope.has_begun:
        return None
    try:
        asked = {
            side: (ask(keys, [], over).iloc[0], _members(ask, keys, dimension, over))
            for side, over in (("before", other), ("now", scope))
        }
    except QuestionError:  # the metric's data does not know the dimension or a filter
        return None
    wholes = {side: number(whole[metric.key]) for side, (whole, _) in asked.items()}
    if wholes["now"] is None and is_tally(metric) and not ask.edge(metric, scope):
        wholes["now"] = 0.0
    if wholes["before"] is None or wholes["now"] is None or begins_too_late(ask, metric, other):
        return None
    frame = pd.DataFrame({side: by_member[metric.key] for side, (_, by_member) in asked.items()})
    if terms:
        frame, sides = _by_term(frame, terms, asked)
    else:
        sides = ()
        frame = frame.fillna(0.0) if is_tally(metric) else frame
        frame["moved"] = additive(frame["before"], frame["now"])
        frame["share"] = frame["before"].fillna(0.0) / (wholes["before"] or float("nan"))
    counted = [halves[1] for _, term in terms if (halves := halves_of(term))] or [metric.key]
    overlaps = any(
        _is_more(by_member[key], whole[key])
        for whole, by_member in asked.values()
        for key in counted
    )
    return Split(metric, frame, wholes["before"], wholes["now"], overlaps, sides)


def _by_term(
    frame: pd.DataFrame,
    terms: Sequence[tuple[int, Metric]],
    asked: Mapping[str, tuple[pd.Series[float], pd.DataFrame]],
) -> tuple[pd.DataFrame, tuple[Side, ...]]:
    """The effects of members on each ratio, and on what they are added up and taken away to."""
    effects, sides = [], []
    for sign, term in terms:
        halves = halves_of(term) or ()
        members = pd.DataFrame(
            {
                f"{half}_{side}": by_member[key]
                for side, (_, by_member) in asked.items()
                for half, key in zip(("over", "under"), halves, strict=True)
            }
        )
        before, now = (
            Ratio(*(number(asked[side][0][key]) or 0.0 for key in halves))
            for side in ("before", "now")
        )
        effects.append((sign, ratio(members, before, now)))
        sides.append(Side(term, sign, before.value or 0.0, now.value or 0.0))
    frame = frame.join(combined(effects))
    frame["moved"] = frame["mix"] + frame["rate"]
    if len(terms) == 1:
        return frame, ()
    for (sign, term), (_, of_term) in zip(terms, effects, strict=True):
        has_part = of_term.ne(0).any(axis="columns")
        for effect in ("mix", "rate"):
            frame[f"{term.key}_{effect}"] = sign * of_term[effect].where(has_part)
        for side, (_, by_member) in asked.items():
            frame[side] = frame[side].fillna(by_member[term.key])
    return frame, tuple(sides)


def _is_more(members: pd.Series[float], whole: float) -> bool:
    """Whether members come to more together than the whole that they are of."""
    return bool(members.sum() > whole + HAIR * abs(whole))


def begins_too_late(ask: Ask, metric: Metric, other: Scope) -> bool:
    """Whether the data begin after what the metric asks of the other side."""
    return bool(metric.light and other.period and out_of_reach(ask, metric, other, other.period))


def _members(ask: Ask, keys: list[str], dimension: str, scope: Scope) -> pd.DataFrame:
    """The metrics by member, the blank one as ""."""
    frame = ask(keys, [dimension], scope)
    return frame.assign(**{dimension: frame[dimension].fillna("").astype(str)}).set_index(dimension)


def proposed(ask: Ask, scope: Scope, metric: Metric, by: Mapping[str, Text]) -> str | None:
    """The dimension whose three most unusual members tell most about the change.

    Only dimensions whose members make up the whole. None for what looks back over months, each
    split of which costs a long question.
    """
    metric, scope = driven(metric), compared_over(scope, metric)
    if is_snapshot(metric) or any(base.window for base in base_of(metric)):
        return None
    splits = ((key, split(ask, scope, metric, key)) for key in by)
    return most_telling(
        [
            (key, departure(change_split.frame["moved"], change_split.frame["share"]))
            for key, change_split in splits
            if change_split and change_split.is_whole
        ]
    )
