"""Which lights changed since last week: the first question of a meeting that is held every week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from salesdash.analysis.lights import WORST_FIRST, severity
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import kpi_column
from salesdash.figures.comparison import day_name, lower, to_come
from salesdash.figures.lights.current import LightStanding, as_it_stood, standings
from salesdash.figures.lights.wording import LIGHT_NAMES, OWN_PERIODS, value_words
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.warehouse.questions.ask import Ask

WEEK = timedelta(days=7)
MOST_NAMED = 3
TITLE = Text("与一周前相比，哪些灯变了", "Lights that changed in a week")
KPI = Text("指标", "KPI")
BEFORE, NOW = Text("一周前", "A week ago"), Text("现在", "Now")
NONE = Text("与一周前（{day}）相比，没有灯变色。", "No light has changed since a week ago ({day}).")
UNKNOWN = Text(
    "一周前（{day}）还没有能判定的灯，无法比较。",
    "No light could be judged a week ago ({day}), so none can be compared.",
)
SAID = Text("与一周前（{day}）相比，{changes}。", "Since a week ago ({day}), {changes}.")
WORSE = Text("{n} 项变差：{kpis}", "{n} turned worse: {kpis}")
BETTER = Text("{n} 项变好：{kpis}", "{n} turned better: {kpis}")
FROM_TO = Text("{kpi}（{before}→{now}）", "{kpi} ({before} → {now})")

Pair = tuple[LightStanding, LightStanding]


def changed_lights(ask: Ask, scope: Scope) -> Figure:
    """The KPIs that have another colour than a week before the as-of date, the worse ones first.

    What had no colour on one of the two days has not changed it.
    """
    now = as_it_stood(scope)
    earlier = _week_before(now)
    pairs = _pairs(ask, earlier, now)
    was_judged = any(then.verdict.light != "grey" for then, _ in pairs)
    worse, better = _changed(pairs)
    both = (*worse, *better)
    frame = pd.DataFrame(
        {
            "kpi": [then.metric.key for then, _ in both],
            "before": [_light(then) for then, _ in both],
            "now": [_light(now_) for _, now_ in both],
        }
    )
    kpi = kpi_column(KPI, {then.metric.key: then.metric.name for then, _ in both})
    return Figure.of(
        now,
        "changed_lights",
        TITLE,
        frame,
        (kpi, Column("before", BEFORE), Column("now", NOW)),
        sentence=to_come(now)
        or (_sentence(worse, better, earlier) if was_judged else _unknown(earlier)),
        metrics=tuple(then.metric.key for then, _ in both),
        span=OWN_PERIODS,
    )


def turned_worse(ask: Ask, scope: Scope) -> list[Pair]:
    """The KPIs of a worse colour than a week before, as they stood then and stand now, the gravest first."""
    now = as_it_stood(scope)
    return _changed(_pairs(ask, _week_before(now), now))[0]


def _week_before(now: Scope) -> Scope:
    """A week earlier, when the page's period may not have begun: each light has a period of its own."""
    earlier = replace(now, as_of=now.as_of - WEEK)
    return earlier.over(None) if now.has_begun else earlier


def _pairs(ask: Ask, earlier: Scope, now: Scope) -> list[Pair]:
    return list(zip(standings(ask, earlier), standings(ask, now), strict=True))


def _changed(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Those that turned worse, and those that turned better, the gravest first."""
    changed = sorted(
        (pair for pair in pairs if _is_changed(pair)), key=lambda pair: severity(pair[1].verdict)
    )
    worse = [pair for pair in changed if _rank(pair[1]) < _rank(pair[0])]
    return worse, [pair for pair in changed if pair not in worse]


def _is_changed(pair: Pair) -> bool:
    before, now = (standing.verdict.light for standing in pair)
    return before != now and "grey" not in (before, now)


def _rank(standing: LightStanding) -> int:
    """How good its colour is: the lower, the worse."""
    return WORST_FIRST.index(standing.verdict.light)


def _light(standing: LightStanding) -> Text:
    """The shape and the value: `▲ 0.98`."""
    shape = SHAPES[standing.verdict.light]
    return Text(f"{shape} ", f"{shape} ") + value_words(standing, standing.scope.scale)


def _unknown(earlier: Scope) -> Text:
    return UNKNOWN.format(day=day_name(earlier.as_of))


def _sentence(worse: Sequence[Pair], better: Sequence[Pair], earlier: Scope) -> Text:
    day = day_name(earlier.as_of)
    parts = [
        words.format(n=len(pairs), kpis=_named(pairs))
        for words, pairs in ((WORSE, worse), (BETTER, better))
        if pairs
    ]
    if not parts:
        return NONE.format(day=day)
    return SAID.format(day=day, changes=join(parts, zh="；", en="; "))


def _named(pairs: Sequence[Pair]) -> Text:
    return join(
        [
            FROM_TO.format(
                kpi=now.metric.name,
                before=lower(LIGHT_NAMES[before.verdict.light]),
                now=lower(LIGHT_NAMES[now.verdict.light]),
            )
            for before, now in pairs[:MOST_NAMED]
        ]
    )
