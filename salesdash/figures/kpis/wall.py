"""Which light is red, and why: the wall of all KPIs; one of them is looked into by `one_kpi`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from salesdash.analysis.lights import severity
from salesdash.catalog.metrics import PERSPECTIVES
from salesdash.charts.column import Column
from salesdash.charts.figure import Card, Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import kpi_column
from salesdash.figures.kpis.kpi_trend import trend
from salesdash.figures.kpis.member_lights import dimensions, members
from salesdash.figures.kpis.own_figure import natural
from salesdash.figures.kpis.ways_to_explain import first_way, ways, why
from salesdash.figures.lights.by_month import Histories, Past, histories, how_long, light_months
from salesdash.figures.lights.current import Standing, as_it_stood, standings
from salesdash.figures.lights.wording import (
    counted,
    light_word,
    limit_words,
    limits_words,
    needs_words,
    sheets_of,
    span_words,
    value_alone,
    value_words,
    weak_member,
    weak_words,
    why_grey,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain

__all__ = [
    "default_split",
    "dimensions",
    "first_way",
    "headline",
    "histories",
    "light_months",
    "members",
    "natural",
    "options",
    "sheets_to_fill",
    "standings",
    "table",
    "trend",
    "wall",
    "ways",
    "why",
    "without_value",
]

HEADLINE = Text("{total} 项指标：{counted}。", "{total} {total:KPI|KPIs}: {counted}.")
WORST = Text("最需要关注：{names}。", " Look first at {names}.")
TABLE = Text("全部指标", "All KPIs")
ONE = Text("单项指标", "One KPI")
KPI = Text("指标", "KPI")
SPLIT = Text("拆分维度", "Split by")
WHY = Text("变化原因", "Why it moved")
WITHOUT = Text("还没有数据的指标", "KPIs without data yet")
WHERE_TO_LOAD = Text(
    "下载模板，填好后在“数据导入”页导入，灯就会亮。",
    "Fill a template, load it on the Data page, and the light comes on.",
)
TO_DATA = Text("去数据导入页", "To the Data page")
COLUMNS: Mapping[str, Text] = {
    "perspective": Text("视角", "Perspective"), "kpi": Text("指标", "KPI"),
    "light": Text("状态", "Light"), "how_long": Text("持续", "For how long"), "value": Text("当前值", "Value"),
    "limits": Text("阈值", "Limits"), "span": Text("统计期间", "Period"),
    "weakest": Text("最弱", "Weakest"), "missing": Text("缺什么", "What is missing"),
}  # fmt: skip


def headline(standings: Sequence[Standing], scope: Scope) -> Text:
    """How many lights of each colour, and the worst by name."""
    worst = [s for s in sorted(standings, key=lambda s: severity(s.verdict)) if _needs_a_look(s)][
        :3
    ]
    words = HEADLINE.format(total=len(standings), counted=counted(standings))
    if worst:
        names = [
            s.metric.name + Text("（{v}）", " ({v})").format(v=value_words(s, scope.scale))
            for s in worst
        ]
        words += WORST.format(names=join(names))
    return words


def _needs_a_look(standing: Standing) -> bool:
    return standing.verdict.light in ("red", "amber")


def wall(
    standings: Sequence[Standing], past: Histories, scope: Scope
) -> list[tuple[Text, list[Card]]]:
    """Every KPI that has a value as a card, by perspective; perspectives without one are left out."""
    cards = [
        (s.light.perspective, _card(s, past.get(s.metric.key, ()), scope))
        for s in standings
        if _is_shown(s)
    ]
    by_perspective = [
        (name, [card for perspective, card in cards if perspective == key])
        for key, name in PERSPECTIVES.items()
    ]
    return [(name, group) for name, group in by_perspective if group]


def _is_shown(standing: Standing) -> bool:
    return standing.value is not None


def without_value(standings: Sequence[Standing], scope: Scope) -> Figure:
    """The KPIs that have no value yet, each with the sheet and the column that would bring it."""
    lacking = [s for s in _in_order(standings) if not _is_shown(s)]
    columns = _columns(standings, "perspective", "kpi", "limits", "missing")
    return Figure.of(
        as_it_stood(scope),
        "kpis_without_value",
        WITHOUT,
        _frame(lacking, {}, scope)[[c.key for c in columns]],
        columns,
        sentence=WHERE_TO_LOAD if lacking else BLANK,
        metrics=tuple(s.metric.key for s in lacking),
    )


def sheets_to_fill(standings: Sequence[Standing]) -> list[str]:
    """The datasets whose templates bring the KPIs without a value, those of most KPIs first."""
    return sheets_of(need for s in standings if not _is_shown(s) for need in s.missing)


def _card(standing: Standing, past: Sequence[Past], scope: Scope) -> Card:
    metric = standing.metric
    is_grey = standing.verdict.light == "grey"
    under = why_grey(standing) if is_grey else _green_at(standing)
    help_lines = [metric.definition, limits_words(metric, standing.light), span_words(standing)]
    if standing.weak:
        help_lines.append(weak_words(standing, scope.scale))
    help_lines += standing.rests
    return Card(
        key=metric.key,
        title=metric.name,
        value=value_alone(standing, scope.scale),
        change=_word(standing, past),
        against=under,
        spark=tuple(month.value for month in past),
        light=standing.verdict.light,
        help=join(help_lines, zh=" · ", en=" · "),
    )


def _word(standing: Standing, past: Sequence[Past]) -> Text:
    """The light in words, and how long it has been so."""
    so_long = how_long(standing, past)
    return light_word(standing) + (Text(" · ", " · ") + so_long if so_long else BLANK)


def _green_at(standing: Standing) -> Text:
    """The limit beside the word; where one member lags behind the whole, that member too."""
    words = limit_words(standing.metric, standing.verdict.green)
    if standing.weak and standing.weak.light in ("red", "amber"):
        words += plain(f" · {SHAPES[standing.weak.light]} ") + weak_member(standing)
    return words


def table(standings: Sequence[Standing], past: Histories, scope: Scope) -> Figure:
    """All KPIs as rows, to take along."""
    return Figure.of(
        as_it_stood(scope),
        "kpis",
        TABLE,
        _frame(_in_order(standings), past, scope),
        _columns(standings, *COLUMNS),
        sentence=HEADLINE.format(total=len(standings), counted=counted(standings)),
        metrics=tuple(s.metric.key for s in standings),
    )


def _columns(standings: Sequence[Standing], *keys: str) -> tuple[Column, ...]:
    titled = {key: Column(key, COLUMNS[key]) for key in keys}
    titled["kpi"] = kpi_column(COLUMNS["kpi"], {s.metric.key: s.metric.name for s in standings})
    return tuple(titled.values())


def _frame(standings: Sequence[Standing], past: Histories, scope: Scope) -> pd.DataFrame:
    """One row per KPI, in words."""
    rows = [_row(s, scope, past.get(s.metric.key, ())) for s in standings]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _in_order(standings: Sequence[Standing]) -> list[Standing]:
    order = list(PERSPECTIVES)
    return sorted(standings, key=lambda s: order.index(s.light.perspective))


def _row(standing: Standing, scope: Scope, past: Sequence[Past]) -> dict[str, str | Text]:
    is_grey = standing.verdict.light == "grey"
    lacks = needs_words(standing.missing) if standing.missing else why_grey(standing)
    return {
        "perspective": PERSPECTIVES[standing.light.perspective],
        "kpi": standing.metric.key,
        "light": plain(SHAPES[standing.verdict.light] + " ") + light_word(standing),
        "how_long": how_long(standing, past) or BLANK,
        "value": value_words(standing, scope.scale),
        "limits": limits_words(standing.metric, standing.light),
        "span": span_words(standing),
        "weakest": weak_words(standing, scope.scale) if standing.weak else BLANK,
        "missing": lacks if is_grey else BLANK,
    }


def default_split(standing: Standing, by: Mapping[str, Text]) -> str:
    """The dimension whose weakest member is asked for, where it can be told apart by it."""
    wanted = standing.light.weakest
    return wanted if wanted is not None and wanted in by else next(iter(by))


def options(standings: Sequence[Standing]) -> dict[str, Text]:
    """All KPIs to choose from, worst first, each with its shape."""
    return {
        s.metric.key: plain(SHAPES[s.verdict.light] + " ") + s.metric.name
        for s in sorted(standings, key=lambda s: severity(s.verdict))
    }
