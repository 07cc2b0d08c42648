"""All lights as they stand, so that the overview and the wall can never show different colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from salesdash.analysis.lights import LightKey, LightVerdict, Reason, change, judge, weakest
from salesdash.calendar import Calendar
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import LIGHTS, base_of
from salesdash.catalog.model import Light, Metric
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.ties import named
from salesdash.figures.two_sides import named_for, rests_on
from salesdash.period import DAY, Grain, Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales
from salesdash.warehouse.questions.coming import looks_back
from salesdash.warehouse.questions.sql.question import SNAPSHOTS

# Until a customer could have bought before, everybody looks new.
NEW_AFTER = timedelta(days=90)
# A year of orders may begin with the first delivery of January.
SLACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Weak:
    """The member farthest from green, by what is judged of it."""

    name: Text
    judged: float
    light: LightKey


@dataclass(frozen=True, slots=True)
class LightStanding:
    """One KPI on the as-of date.

    `judged` is what its limits are held against: the value, or its change. `missing` are the needs
    that nothing fills, `unfit` the dimensions filtered by that its data does not tell apart. `weak`
    is the member that `light.weakest` asks for. `rests`: how much of what was sold the value counts,
    where it is not all.
    """

    metric: Metric
    light: Light
    scope: Scope
    value: float | None
    judged: float | None
    verdict: LightVerdict
    missing: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    weak: Weak | None = None
    rests: tuple[Text, ...] = ()


def as_it_stood(scope: Scope) -> Scope:
    """The scope on the last day of its period, where that lies before the as-of date."""
    period = scope.period
    passed = period is not None and period.last_day < scope.as_of
    return replace(scope, as_of=period.last_day) if passed and period else scope


def standings(ask: Ask, scope: Scope, *, in_depth: bool = False) -> list[LightStanding]:
    """Every KPI over its own grain's period; `in_depth` adds the weakest members, and what is not counted."""
    now = as_it_stood(scope)
    live = [metric for metric in LIGHTS if not ask.missing(metric)]
    values = values_of(ask, live, now)
    before = _before(ask, live, now)
    weak = _weak_members(ask, live, now) if in_depth else {}
    judged = [
        _standing(ask, m, now, values.get(m.key), before.get(m.key), weak.get(m.key))
        for m in LIGHTS
    ]
    if not in_depth:
        return judged
    return [replace(s, rests=rests_on(ask, [s.metric.key], s.scope)) for s in judged]


def _standing(
    ask: Ask,
    metric: Metric,
    scope: Scope,
    value: float | None,
    before: float | None,
    weak: Weak | None,
) -> LightStanding:
    light = ask.lights[metric.key]
    asked = judged_over(metric, scope)
    judged = value if light.judges == "value" else change(value, before)
    verdict = judge(
        light,
        judged,
        passed=share_passed(asked.period, asked.as_of, asked.calendar),
        reason=reserve(ask, metric, asked),
    )
    weak = None if verdict.light == "grey" else weak
    unfit = ask.unknown(metric, [dimension for dimension, _ in scope.filters])
    metric = named_for(ask, metric)
    return LightStanding(
        metric, light, asked, value, judged, verdict, ask.missing(metric), unfit, weak
    )


def light_of(metric: Metric) -> Light:
    """What is judged and how, as declared; its limits may be the workspace's own (`ask.lights`)."""
    if metric.light is None:
        raise ValueError(f"{metric.key} has no light")
    return metric.light


def judged_over(metric: Metric, scope: Scope) -> Scope:
    """The scope over the period of the metric's grain in which the as-of date lies."""
    return _over(scope, light_of(metric).grain)


def _over(scope: Scope, grain: Grain) -> Scope:
    """Over the period of the grain in which the as-of date lies; a period still to come has no other."""
    return scope.over(scope.calendar.of(scope.as_of, grain)) if scope.has_begun else scope


def share_passed(period: Period | None, as_of: date, calendar: Calendar) -> float:
    """The share of the period's workdays up to the as-of date."""
    if period is None or as_of not in period or as_of == period.last_day:
        return 1.0
    every = calendar.workdays(period)
    return calendar.workdays(period.until(as_of)) / every if every else 0.0


def reserve(ask: Ask, metric: Metric, scope: Scope) -> Reason:
    """Why the metric is not to be judged in this scope, though it may have a value."""
    light = light_of(metric)
    if not scope.has_begun:
        return "to_come"
    if light.accrues and scope.filters:
        return "whole_only"
    if is_of_stages(metric) and scope.as_of < ask.as_of:
        return "not_recorded"
    if metric.growth_of and share_passed(scope.period, scope.as_of, scope.calendar) <= 0:
        return "too_early"
    if metric.other_side == "costs" and is_on_sales(ask):
        return "on_sales"
    asked = [scope, scope.compared("last_year")] if light.judges == "change" else [scope]
    for part in asked:
        if part and part.period and (reason := out_of_reach(ask, metric, part, part.period)):
            return reason
    return ""


def out_of_reach(ask: Ask, metric: Metric, scope: Scope, period: Period) -> Reason:
    """Why the data says nothing of the period: it begins too late for the metric, or ended before."""
    end = period.until(scope.as_of).end
    orders = ask.coverage.get("orders")
    if ask.told_in_sums(metric, period.until(scope.as_of)):
        return "in_sums"
    if (
        orders
        and orders.first_day
        and any(orders.first_day > day for day in _looked_back_to(ask, metric, period, end))
    ):
        return "short_history"
    for need in metric.needs:
        coverages = [ask.coverage.get(choice.partition(".")[0]) for choice in need.split("|")]
        days = [(k.first_day, k.last_day) for k in coverages if k and k.first_day and k.last_day]
        if days and all(last < period.start for _, last in days):
            return "stale"
        if days and all(first >= end for first, _ in days):
            return "short_history"
    return ""


def _looked_back_to(ask: Ask, metric: Metric, period: Period, end: date) -> list[date]:
    """The latest days on which the orders may begin for the metric to mean what it says."""
    return [
        add_months(end, -base.window * base.lookback) + SLACK
        if base.window
        else period.start - NEW_AFTER
        for base in looks_back(ask, metric, end - DAY)
        if base.window or base.key == "new_customers"
    ]


def values_of(
    ask: Ask, metrics: Sequence[Metric], scope: Scope, by: tuple[str, ...] = ()
) -> dict[str, float | None]:
    """The value of each metric over its own grain's period, all of one grain asked at once."""
    values: dict[str, float | None] = {}
    for grain in _grains(metrics):
        keys = [m.key for m in metrics if light_of(m).grain == grain]
        row = ask(keys, by, _over(scope, grain)).iloc[0]
        values |= {key: number(row[key]) for key in keys}
    return values


def _before(ask: Ask, metrics: Sequence[Metric], scope: Scope) -> dict[str, float | None]:
    """For metrics whose change is judged: the value to date of a year ago."""
    judged = [m for m in metrics if light_of(m).judges == "change"]
    values: dict[str, float | None] = {}
    for grain in _grains(judged):
        keys = [m.key for m in judged if light_of(m).grain == grain]
        earlier = _over(scope, grain).compared("last_year")
        row = ask(keys, [], earlier).iloc[0]
        values |= {key: number(row[key]) for key in keys}
    return values


def _grains(metrics: Iterable[Metric]) -> list[Grain]:
    return list(dict.fromkeys(light_of(metric).grain for metric in metrics))


def _weak_members(ask: Ask, metrics: Sequence[Metric], scope: Scope) -> dict[str, Weak]:
    """The worst member of each metric that names one, with what it is judged by."""
    groups: dict[tuple[str, Grain], list[Metric]] = {}
    for metric in metrics:
        light = light_of(metric)
        if light.weakest:
            groups.setdefault((light.weakest, light.grain), []).append(metric)
    weak = {}
    for (dimension, _), group in groups.items():
        judged = judged_by_member(ask, group, dimension, scope)
        for metric in group:
            values = {member: row[metric.key] for member, row in judged.items()}
            worst = weakest(ask.lights[metric.key], values)
            if worst and len(values) > 1:
                judged_value = values[worst[0]] or 0.0
                weak[metric.key] = Weak(
                    named([member_name(dimension, member) for member in worst]),
                    judged_value,
                    judge(ask.lights[metric.key], judged_value).light,
                )
    return weak


def judged_by_member(
    ask: Ask, metrics: Sequence[Metric], dimension: str, scope: Scope
) -> dict[str, dict[str, float | None]]:
    """What is judged, by member and metric (all of one grain); blank members are left out."""
    asked = judged_over(metrics[0], scope)
    keys = [m.key for m in metrics]
    now = by_member(ask, keys, dimension, asked)
    changing = [m.key for m in metrics if light_of(m).judges == "change"]
    before = by_member(ask, changing, dimension, asked.compared("last_year")) if changing else {}
    for member, row in now.items():
        for key in changing:
            row[key] = change(row[key], before.get(member, {}).get(key))
    return now


def by_member(
    ask: Ask, keys: Sequence[str], dimension: str, scope: Scope | None
) -> dict[str, dict[str, float | None]]:
    """The metrics of each named member; nothing where they cannot be told apart so."""
    try:
        frame = ask(keys, [dimension], scope)
    except QuestionError:
        return {}
    frame = frame[frame[dimension].notna()]
    return {
        str(member): {key: number(value) for key, value in zip(keys, values, strict=True)}
        for member, *values in frame[[dimension, *keys]].itertuples(index=False)
    }


def complete_months(scope: Scope, count: int) -> list[Period]:
    """The last months of which no workday is left, oldest first: half a month is no point."""
    last = Period.of(scope.as_of, "month")
    if share_passed(last, scope.as_of, scope.calendar) < 1:
        last = last.shifted("previous")
    return list(Period(add_months(last.start, 1 - count), last.end).split("month"))


def by_month(frame: pd.DataFrame, key: str, months: Sequence[Period]) -> list[float | None]:
    """The metric of each month, None where the frame has no row for it."""
    values: Mapping[str, float | None] = {
        str(label): number(value) for label, value in zip(frame["month"], frame[key], strict=True)
    }
    return [values.get(str(month)) for month in months]


def is_of_stages(metric: Metric) -> bool:
    """Whether it asks how far deals have come, which is known of the newest day alone."""
    return any(base.source == "deal_steps" for base in base_of(metric))


def is_snapshot(metric: Metric) -> bool:
    return any(base.source in SNAPSHOTS for base in base_of(metric))
