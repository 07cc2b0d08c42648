"""Why a product or a quotient moved: its change shared out over its factors."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from salesdash.analysis.drivers import RATE_UNIT
from salesdash.analysis.factors import shared_out
from salesdash.analysis.lights import change
from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import factors_of, is_tally
from salesdash.catalog.model import Metric
from salesdash.charts.column import METRIC, Column, MarkedCell
from salesdash.charts.compared import gap
from salesdash.charts.figure import Figure
from salesdash.charts.rows import number
from salesdash.figures.comparison import (
    comparison_of,
    day_name,
    lower,
    notes_on_time,
    other_name,
)
from salesdash.figures.drivers.splits import begins_too_late, change_unit, compared_over, driven
from salesdash.figures.drivers.wording import (
    BEFORE,
    CHANGE,
    NOW,
    finding,
    nothing_to_split,
    sides_of,
    whole_words,
)
from salesdash.figures.events import note_on_events
from salesdash.figures.two_sides import rests_on
from salesdash.period import DAY, Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import is_foreseen

TITLE = Text(
    "{kpi}为什么变了：与{other}相比，按构成因素",
    "Why it moved: {kpi} against {other}, by its factors",
)
FACTOR, GROWTH = Text("因素", "Factor"), Text("增幅", "Growth")
GREW = Text("{factor} {growth}", "{factor} {growth}")
RULE = Text(
    "{kpi} = {formula}；变化按对数平均（LMDI）分摊到各因素，与先后顺序无关，相加正好等于总变化。",
    "{kpi} = {formula}; the change is shared out by logarithmic mean (LMDI), in no order, and adds up exactly.",
)
NOT_POSITIVE = Text(
    "{side}的{factor}为 {value}，不是正数，不能按因素拆分。",
    "{factor} of {side} is {value}: only positive factors can be told apart.",
)
UNKNOWN = Text("{side}没有{factor}的数值，不能按因素拆分。", "There is no {factor} for {side}.")
OTHER_METHOD = Text(
    "两期的预期订单数推算方法不同（当时数据还不够），不能按因素比较。",
    "The orders to come were reckoned in another way then, as too little was known: the factors cannot be compared.",
)
TO_DAY = Text(
    "{dataset}数据只到{day}，两期都比到这一天。",
    "The data of {dataset} end on {day}: both sides are taken to that day.",
)
FROM_DAY = Text(
    "{dataset}数据从{day}开始，两期都从这一天比起。",
    "The data of {dataset} begin on {day}: both sides are taken from that day.",
)


@dataclass(frozen=True, slots=True)
class FactorEffect:
    """What a factor was, is, and did to the whole."""

    factor: Metric
    before: float
    now: float
    effect: Decimal


def drivers(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """From the comparison's value to the period's, factor by factor; it adds up."""
    kpi, scope = driven(metric), compared_over(scope, metric)
    missing = ask.missing(kpi)
    scope, cuts = (scope, ()) if missing else _covered(ask, kpi, scope)
    sides = [] if missing else _sides(ask, kpi, scope)
    key = f"drivers_{metric.key}_factors"
    title = TITLE.format(kpi=kpi.name, other=other_name(scope, workdays=False))
    obstacle = BLANK if missing else _obstacle(ask, kpi, scope, sides)
    if missing or obstacle:
        return Figure.lacking(
            scope, key, title, sentence=obstacle, metrics=(metric.key,), missing=missing
        )
    before, now = (side[kpi.key] or 0.0 for side in sides)
    made = _made(kpi, sides)
    frame = pd.DataFrame([_row(one, scope) for one in made])
    factor, moved = Column("factor", FACTOR), Column("moved", CHANGE, change_unit(kpi))
    start, end = sides_of(scope, kpi.key)
    sentence, more = finding(whole_words(kpi, before, now, scope, levels=False), _clauses(made))
    return Figure.of(
        scope,
        key,
        title,
        frame,
        (
            factor,
            Column("before", BEFORE),
            Column("now", NOW),
            Column("growth", GROWTH, RATIO, is_change=True),
            moved,
        ),
        lambda look: gap.waterfall(
            frame,
            factor,
            moved,
            look,
            start=(start, before),
            end=(end, now),
            level=kpi.unit,
            falls_are_good=kpi.direction == "down",
        ),
        sentence=sentence,
        metrics=(metric.key,),
        notes=(
            *more,
            RULE.format(kpi=kpi.name, formula=_formula(kpi)),
            *cuts,
            *rests_on(ask, [kpi.key], scope),
            *note_on_events(ask, scope, scope.elapsed),
            *notes_on_time(scope),
        ),
    )


def _covered(ask: Ask, kpi: Metric, scope: Scope) -> tuple[Scope, tuple[Text, ...]]:
    """The part of the period that all data of the KPI cover, where a factor adds up over it: half a
    year of one is not set beside a whole year before."""
    notes: list[Text] = []
    adds_up = any(is_tally(factor) for _, factor in factors_of(kpi))
    while adds_up and scope.elapsed and (edge := ask.edge(kpi, scope)):
        period = scope.elapsed
        if edge.day not in period:
            break
        start, end = (edge.day, period.end) if edge.begins else (period.start, edge.day + DAY)
        scope = scope.over(Period(start, end))
        dataset, day = lower(DATASETS[edge.dataset].name), day_name(edge.day)
        notes.append((FROM_DAY if edge.begins else TO_DAY).format(dataset=dataset, day=day))
    return scope, tuple(notes)


def _sides(ask: Ask, kpi: Metric, scope: Scope) -> list[dict[str, float | None]]:
    """The KPI and its factors before and now; nothing of a period that there is not."""
    keys = [kpi.key, *(factor.key for _, factor in factors_of(kpi))]
    other = scope.compared(comparison_of(scope))
    rows = [ask(keys, [], side).iloc[0].to_dict() if side else {} for side in (other, scope)]
    return [{key: number(row.get(key)) for key in keys} for row in rows]


def _obstacle(ask: Ask, kpi: Metric, scope: Scope, sides: list[dict[str, float | None]]) -> Text:
    """Why the change cannot be shared out; blank where it can."""
    other = scope.compared(comparison_of(scope))
    adds_up = any(is_tally(factor) for _, factor in factors_of(kpi))
    if (
        other is None
        or any(side[kpi.key] is None for side in sides)
        or begins_too_late(ask, kpi, other)
        or (adds_up and ask.edge(kpi, other))
    ):
        return nothing_to_split(ask, scope, kpi)
    ways = {is_foreseen(ask, kpi, side.elapsed.last_day) for side in (other, scope) if side.elapsed}
    if len(ways) > 1:
        return OTHER_METHOD
    for end, side in zip(sides_of(scope, kpi.key), sides, strict=True):
        for _, factor in factors_of(kpi):
            value = side[factor.key]
            if value is None or value <= 0:
                return (UNKNOWN if value is None else NOT_POSITIVE).format(
                    side=end.name,
                    factor=factor.brief,
                    value=write(value, factor.unit, scope.scale),
                )
    return BLANK


def _made(kpi: Metric, sides: list[dict[str, float | None]]) -> list[FactorEffect]:
    before, now = ({key: value or 0.0 for key, value in side.items()} for side in sides)
    factors = factors_of(kpi)
    pairs = [(before[factor.key], now[factor.key]) for _, factor in factors]
    effects = shared_out(
        before[kpi.key],
        now[kpi.key],
        [
            pair if power > 0 else pair[::-1]
            for (power, _), pair in zip(factors, pairs, strict=True)
        ],
        RATE_UNIT,
    )
    return [
        FactorEffect(factor, *pair, effect)
        for (_, factor), pair, effect in zip(factors, pairs, effects, strict=True)
    ]


def _row(made: FactorEffect, scope: Scope) -> dict[str, object]:
    unit = made.factor.unit
    return {
        "factor": MarkedCell(made.factor.brief, ((METRIC, made.factor.key),)),
        "before": write(made.before, unit, scope.scale),
        "now": write(made.now, unit, scope.scale),
        "growth": change(made.now, made.before),
        "moved": float(made.effect),
    }


def _clauses(made: list[FactorEffect]) -> list[Text]:
    """By how much each factor grew, those that did most first."""
    return [
        GREW.format(
            factor=lower(one.factor.brief),
            growth=write(change(one.now, one.before), RATIO, signed=True),
        )
        for one in sorted(made, key=lambda one: -abs(one.effect))
    ]


def _formula(kpi: Metric) -> Text:
    signs = {1: Text(" × ", " × "), -1: Text(" ÷ ", " ÷ ")}
    (_, first), *others = factors_of(kpi)
    return sum((signs[power] + factor.brief for power, factor in others), first.brief)
