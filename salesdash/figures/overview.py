"""Are we on plan, and what moved: the cards and the worst lights; the rest has files of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from salesdash.analysis.lights import severity
from salesdash.charts.column import Column
from salesdash.charts.figure import Card, Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import kpi_column
from salesdash.figures.cards import Places, cards_of
from salesdash.figures.drivers.movers import movers
from salesdash.figures.drivers.since_last_week import since_last_week
from salesdash.figures.lights.by_month import courses
from salesdash.figures.lights.current import (
    LightStanding,
    as_it_stood,
    standings,
)
from salesdash.figures.lights.turned import changed_lights
from salesdash.figures.lights.wording import (
    OWN_PERIODS,
    counted,
    light_word,
    limit_words,
    value_cell,
    with_grain,
)
from salesdash.figures.targets.curve import curve
from salesdash.figures.targets.gap_course import course as gap_course
from salesdash.figures.targets.meeting_line import headline
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.warehouse.questions.ask import Ask

__all__ = [
    "cards",
    "changed_lights",
    "curve",
    "gap_course",
    "headline",
    "movers",
    "since_last_week",
    "worst_lights",
]

WITH_TARGETS: Places = (
    ("sales",), ("attainment",), ("orders",), ("customers", "quantity"), ("aov",),
    ("margin_rate", "new_customers", "return_rate"),
)  # fmt: skip
WITHOUT_TARGETS: Places = (
    ("sales",), ("gross_profit", "quantity"), ("orders",), ("customers", "price"), ("aov",),
    ("new_customers", "return_rate"),
)  # fmt: skip
WORST = 8

LIGHTS_TITLE = Text("指标红绿灯（最差的在前）", "Lights, worst first")
LIGHT, NAME = Text("状态", "Light"), Text("指标", "KPI")
VALUE, LIMIT = Text("当前值", "Value"), Text("达标线", "Line")
COURSE = Text("走势", "Course")


def cards(ask: Ask, scope: Scope) -> list[Card]:
    """Six numbers of the period, each against the comparison to date, with its last twelve months."""
    return cards_of(ask, scope, WITHOUT_TARGETS if ask.missing("attainment") else WITH_TARGETS)


def worst_lights(ask: Ask, scope: Scope) -> Figure:
    """The few lights that need a look, worst first; how many there are of each colour."""
    lights = standings(ask, scope)
    live = [s for s in lights if s.verdict.light != "grey"]
    shown = sorted(live, key=lambda s: severity(s.verdict))[:WORST]
    past = courses(ask, scope, [s.metric for s in shown])
    columns = (
        Column("light", LIGHT, is_light=True),
        kpi_column(NAME, {s.metric.key: _name(s, scope) for s in lights}),
        Column("value", VALUE),
        Column("limit", LIMIT),
        Column("course", COURSE, is_course=True),
    )
    rows = [_light_row(standing, past, scope) for standing in shown]
    return Figure.of(
        as_it_stood(scope),
        "worst_lights",
        LIGHTS_TITLE,
        pd.DataFrame(rows, columns=[c.key for c in columns]),
        columns,
        sentence=counted(lights),
        metrics=tuple(s.metric.key for s in shown),
        span=OWN_PERIODS,
    )


def _name(standing: LightStanding, scope: Scope) -> Text:
    """A light is of a period of its own: what stands on a card too, of another period, says which."""
    is_on_a_card = any(standing.metric.key in place for place in WITH_TARGETS)
    is_of_another = is_on_a_card and standing.scope.period != scope.period
    return with_grain(standing, is_of_another=is_of_another)


def _light_row(
    standing: LightStanding, past: Mapping[str, tuple[float, ...]], scope: Scope
) -> dict[str, object]:
    return {
        "light": plain(SHAPES[standing.verdict.light] + " ") + light_word(standing),
        "kpi": standing.metric.key,
        "value": value_cell(standing, scope.scale),
        "limit": limit_words(standing.metric, standing.verdict.green),
        "course": past.get(standing.metric.key, ()),
    }
