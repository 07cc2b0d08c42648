"""Are we on plan, and what moved: the cards and the worst lights; the rest has files of its own."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.analysis.lights import change, judge, severity
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Light, Metric
from salesdash.charts.column import KPI, METRIC, Column
from salesdash.charts.figure import Card, Figure
from salesdash.charts.rows import number
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import kpi_column
from salesdash.figures.comparison import (
    comparison_of,
    notes_on_sides,
    other_name,
    uncovered,
)
from salesdash.figures.drivers.movers import movers
from salesdash.figures.drivers.week import since_last_week
from salesdash.figures.lights.by_month import Histories, course_of, histories
from salesdash.figures.lights.current import (
    Standing,
    as_it_stood,
    by_month,
    complete_months,
    standings,
)
from salesdash.figures.lights.turned import changed_lights
from salesdash.figures.lights.wording import (
    OWN_PERIODS,
    REASONS,
    counted,
    ends,
    light_word,
    limit_words,
    value_words,
)
from salesdash.figures.targets.curve import curve
from salesdash.figures.targets.meeting_line import headline
from salesdash.figures.two_sides import named_for, rests_on
from salesdash.period import Comparison, Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import POINTS, RATIO, write
from salesdash.warehouse.questions.ask import Ask

__all__ = [
    "cards",
    "changed_lights",
    "curve",
    "headline",
    "movers",
    "since_last_week",
    "worst_lights",
]

# Six places, each with the metrics that may stand there: the first whose data is loaded.
WITH_TARGETS = (
    ("sales",), ("attainment",), ("orders",), ("customers", "quantity"), ("aov",),
    ("margin_rate", "new_customers", "return_rate"),
)  # fmt: skip
WITHOUT_TARGETS = (
    ("sales",), ("gross_profit", "quantity"), ("orders",), ("customers", "price"), ("aov",),
    ("new_customers", "return_rate"),
)  # fmt: skip
COURSE_MONTHS = 12
WORST = 8

AGAINST: dict[Comparison, Text] = {
    "last_year": Text("同比", "YoY"),
    "previous": Text("环比", "vs previous"),
}
COMPARED = Text("对比：{other}，{days}。", "Compared with {other}: {days}.")
LIGHTS_TITLE = Text("指标红绿灯（最差的在前）", "Lights, worst first")
LIGHT, NAME = Text("状态", "Light"), Text("指标", "KPI")
VALUE, LIMIT = Text("当前值", "Value"), Text("达标线", "Line")
COURSE = Text("近 12 个月", "12 months")


def cards(ask: Ask, scope: Scope) -> list[Card]:
    """Six numbers of the period, each against the comparison to date, with its last twelve months."""
    metrics = _chosen(ask)
    keys = [m.key for m in metrics]
    now = ask(keys, [], scope).iloc[0]
    other = scope.compared(comparison_of(scope))
    before = ask(keys, [], other).iloc[0] if other else pd.Series(dtype=float)
    months = complete_months(as_it_stood(scope), COURSE_MONTHS)
    course = ask(keys, ["month"], scope.over(Period(months[0].start, months[-1].end)))
    against = compared_with(ask, scope)
    return [
        _card(
            named_for(ask, m),
            number(now[m.key]),
            number(before.get(m.key)),
            by_month(course, m.key, months),
            scope,
            ask.lights["attainment"] if m.key == "attainment" else None,
            against,
        )
        for m in metrics
    ]


def compared_with(ask: Ask, scope: Scope) -> Text:
    """Which days exactly the cards are compared with, and what has to be known of that, where there is
    a period; and how much of what was sold a card counts, where it is not all."""
    keys = [metric.key for metric in _chosen(ask)]
    told = list(rests_on(ask, keys, scope))
    other = scope.compared(comparison_of(scope))
    if other is not None and other.period is not None and scope.has_begun:
        told += notes_on_sides(ask, scope, keys)
        if not uncovered(ask, scope):
            told.insert(0, COMPARED.format(other=other_name(scope), days=other.period.name))
    return join(told, zh="", en=" ")


def _chosen(ask: Ask) -> list[Metric]:
    places = WITHOUT_TARGETS if ask.missing("attainment") else WITH_TARGETS
    found = [next((key for key in place if not ask.missing(key)), None) for place in places]
    return [METRICS[key] for key in found if key]


def _card(
    metric: Metric,
    now: float | None,
    before: float | None,
    course: Sequence[float | None],
    scope: Scope,
    light: Light | None,
    against: Text,
) -> Card:
    unit = metric.unit
    is_rate = unit is RATIO
    known = now is not None and before is not None
    moved = (now or 0.0) - (before or 0.0) if is_rate and known else change(now, before)
    verdict = None if light is None else judge(light, now, passed=float(scope.has_worked))
    under = BLANK if moved is None else AGAINST[comparison_of(scope)]
    if verdict and verdict.light == "grey":
        under = REASONS[verdict.reason]
    good = None if not moved else (moved > 0) == (metric.direction != "down")
    return Card(
        key=metric.key,
        title=metric.name,
        value=write(now, unit, scope.scale, limits=ends(verdict) if verdict else ()),
        change=BLANK if moved is None else write(moved, POINTS if is_rate else RATIO, signed=True),
        good=good,
        against=under,
        spark=tuple(course),
        light="" if verdict is None else verdict.light,
        help=join([metric.definition, *([against] if against else [])], zh=" ", en=" "),
        opens={KPI: metric.key} if metric.light else {METRIC: metric.key},
    )


def worst_lights(ask: Ask, scope: Scope) -> Figure:
    """The few lights that need a look, worst first; how many there are of each colour."""
    found = standings(ask, scope)
    past = histories(ask, scope)
    live = sorted(
        (s for s in found if s.verdict.light != "grey"), key=lambda s: severity(s.verdict)
    )
    columns = (
        Column("light", LIGHT, is_light=True),
        kpi_column(NAME, {s.metric.key: s.metric.brief for s in found}),
        Column("value", VALUE),
        Column("limit", LIMIT),
        Column("course", COURSE, is_course=True),
    )
    rows = [_light_row(standing, past, scope) for standing in live[:WORST]]
    return Figure.of(
        as_it_stood(scope),
        "worst_lights",
        LIGHTS_TITLE,
        pd.DataFrame(rows, columns=[c.key for c in columns]),
        columns,
        sentence=counted(found),
        metrics=tuple(s.metric.key for s in live[:WORST]),
        span=OWN_PERIODS,
    )


def _light_row(standing: Standing, past: Histories, scope: Scope) -> dict[str, object]:
    return {
        "light": plain(SHAPES[standing.verdict.light] + " ") + light_word(standing),
        "kpi": standing.metric.key,
        "value": value_words(standing, scope.scale),
        "limit": limit_words(standing.metric, standing.verdict.green),
        "course": course_of(past.get(standing.metric.key, ())),
    }
