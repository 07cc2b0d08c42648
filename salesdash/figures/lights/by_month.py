"""How every light stood month by month: how long it has been so, and whether it worsens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from salesdash.analysis.lights import Course, LightKey, change, course, judge, streak
from salesdash.catalog.metrics import LIGHTS
from salesdash.catalog.model import Metric
from salesdash.charts.column import COLOUR, Column, MeasuredCell
from salesdash.charts.figure import Figure
from salesdash.charts.grids import light_grid
from salesdash.figures.build import dimension_column, kpi_column
from salesdash.figures.lights.current import (
    LightStanding,
    as_it_stood,
    by_month,
    complete_months,
    is_snapshot,
    light_of,
    reserve,
)
from salesdash.figures.lights.wording import LIGHT_NAMES
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import is_foreseen

MONTHS = 12
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh",
)  # fmt: skip
COLOURS: dict[LightKey, Text] = {"red": Text("红", "red"), "amber": Text("黄", "amber")}
STREAK = Text("{colour}灯第 {n} 个月", "{nth} {colour} month")
ALL_ALONG = Text("{colour}灯已满 {n} 个月", "{colour} for {n} {n:month|months} or more")
WORSE, BETTER = Text("在恶化", "worsening"), Text("在好转", "improving")
TITLE = Text("近 {n} 个月的红绿灯", "The lights of the last {n:month|{n} months}")
KPI, MONTH, LIGHT = Text("指标", "KPI"), Text("月份", "Month"), Text("状态", "Light")
VALUE = Text("当月值", "Value")
LONGEST = Text("红灯持续最久：{kpis}。", "Red for longest: {kpis}.")
NONE_RED = Text("上个月没有红灯。", "No light was red in the last month.")
NONE_JUDGED = Text(
    "近 {n} 个月没有可以判定的指标。", "No KPI could be judged in the last {n:month|{n} months}."
)
EACH_MONTH = Text(
    "每个月按当月的数字单独判定，不是累计值；进行中的月份不画。",
    "Each month is judged by its own figure, not by the sum so far; a running month is not drawn.",
)


@dataclass(frozen=True, slots=True)
class Past:
    """One whole month of one KPI: its value, what is judged of it, and its light."""

    month: Period
    value: float | None
    light: LightKey
    shortfall: float | None


Histories = Mapping[str, tuple[Past, ...]]


def histories(ask: Ask, scope: Scope) -> dict[str, tuple[Past, ...]]:
    """The last twelve whole months of every KPI that has data, oldest first.

    Without those counted at a moment, each month of which costs a question of its own.
    """
    now = as_it_stood(scope)
    drawn = [m for m in LIGHTS if _has_months(ask, m, now)]
    months = complete_months(now, MONTHS)
    changing = [m for m in drawn if light_of(m).judges == "change"]
    values = _values(ask, drawn, now, months)
    earlier = [month.shifted("last_year") for month in months]
    side = now.over(Period(months[0].start, months[-1].end)).other(earlier[0])
    before = _values(ask, changing, side, earlier)
    return {
        metric.key: tuple(
            _past(ask, metric, now.over(month), value, base)
            for month, value, base in zip(
                months, values[metric.key], before.get(metric.key, [None] * MONTHS), strict=True
            )
        )
        for metric in drawn
    }


def courses(ask: Ask, scope: Scope, metrics: Sequence[Metric]) -> dict[str, tuple[float, ...]]:
    """The same months of some KPIs as the values that are known, for a small course beside a number."""
    now = as_it_stood(scope)
    drawn = [m for m in metrics if _has_months(ask, m, now)]
    values = _values(ask, drawn, now, complete_months(now, MONTHS))
    return {key: tuple(v for v in of_months if v is not None) for key, of_months in values.items()}


def _has_months(ask: Ask, metric: Metric, now: Scope) -> bool:
    return not (ask.missing(metric) or is_snapshot(metric) or is_foreseen(ask, metric, now.as_of))


def _values(
    ask: Ask, metrics: Sequence[Metric], scope: Scope, months: Sequence[Period]
) -> dict[str, list[float | None]]:
    """Each metric month by month, all of them asked at once."""
    if not metrics:
        return {}
    keys = [metric.key for metric in metrics]
    frame = ask(keys, ["month"], scope.over(Period(months[0].start, months[-1].end)))
    return {key: by_month(frame, key, months) for key in keys}


def _past(
    ask: Ask, metric: Metric, scope: Scope, value: float | None, before: float | None
) -> Past:
    light = ask.lights[metric.key]
    judged = value if light.judges == "value" else change(value, before)
    reason = reserve(ask, metric, scope) if value is not None else ""
    verdict = judge(light, judged, reason=reason)
    return Past(
        scope.period or Period.of(scope.as_of, "month"), value, verdict.light, verdict.shortfall
    )


def course_of(past: Sequence[Past]) -> tuple[float, ...]:
    """The values that are known, for a small course beside a number."""
    return tuple(month.value for month in past if month.value is not None)


def how_long(standing: LightStanding, past: Sequence[Past]) -> Text | None:
    """`红灯第 3 个月，在恶化`; None where the months before do not have the light's colour, or it is green."""
    colour = standing.verdict.light
    if colour not in COLOURS or not past or past[-1].light != colour:
        return None
    n = streak([month.light for month in past])
    colour_name = COLOURS[colour]
    words = [
        STREAK.format(n=n, nth=ORDINALS[n - 1], colour=colour_name)
        if n <= len(ORDINALS)
        else ALL_ALONG.format(n=n, colour=colour_name)
    ]
    way = course([month.shortfall for month in past])
    if way != "level" and _shows(way, standing.metric, past):
        words.append(WORSE if way == "worse" else BETTER)
    return join(words, zh="，", en=", ")


def _shows(way: Course, metric: Metric, past: Sequence[Past]) -> bool:
    """Whether the line of values goes that way too: of some KPIs another thing is judged, its change."""
    direction = light_of(metric).direction
    now, before = past[-1].value, past[-2].value
    if direction == "between" or now is None or before is None:
        return True
    return (now > before) == ((way == "better") == (direction == "up"))


def light_months(past: Histories, scope: Scope) -> Figure:
    """Month × KPI: each light as it stood, the one that is red for longest first."""
    shown = {key: months for key, months in past.items() if any(m.light != "grey" for m in months)}
    metrics = sorted((m for m in LIGHTS if m.key in shown), key=lambda m: -_reds(shown[m.key]))
    frame = pd.DataFrame(
        [
            {
                "kpi": metric.key,
                "month": str(month.month.start),
                "light": month.light,
                "value": _cell(month.value, metric, scope),
            }
            for metric in metrics
            for month in shown[metric.key]
        ]
    )
    kpi = kpi_column(KPI, {metric.key: metric.name for metric in metrics})
    month, value = dimension_column("month", MONTH), Column("value", VALUE)
    return Figure.of(
        _spanned(scope, shown),
        "light_months",
        TITLE.format(n=MONTHS),
        frame,
        (kpi, month, Column("light", LIGHT, names=LIGHT_NAMES), value),
        lambda look: light_grid.months(frame, month, kpi, COLOUR, value, look),
        sentence=_longest(metrics, shown) if shown else NONE_JUDGED.format(n=MONTHS),
        metrics=tuple(metric.key for metric in metrics),
        notes=(EACH_MONTH,) if len(frame) else (),
    )


def _cell(value: float | None, metric: Metric, scope: Scope) -> Text | MeasuredCell:
    words = write(value, metric.unit, scope.scale)
    return words if value is None else MeasuredCell(words, value, metric.unit)


def _spanned(scope: Scope, past: Histories) -> Scope:
    """The scope over the months drawn."""
    months = next(iter(past.values()), ())
    now = as_it_stood(scope)
    return now.over(Period(months[0].month.start, months[-1].month.end)) if months else now


def _reds(past: Sequence[Past]) -> int:
    return streak([m.light for m in past]) if past and past[-1].light == "red" else 0


def _longest(metrics: Sequence[Metric], past: Histories) -> Text:
    red = [metric for metric in metrics if _reds(past[metric.key])][:3]
    if not red:
        is_judged = any(past[metric.key][-1].light != "grey" for metric in metrics)
        return NONE_RED if is_judged else BLANK
    named = [
        metric.name
        + Text("（{n} 个月）", " ({n} {n:month|months})").format(n=_reds(past[metric.key]))
        for metric in red
    ]
    return LONGEST.format(kpis=join(named))
