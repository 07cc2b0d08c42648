"""Which light is red, and why: the wall of all KPIs, worst first, and the headline of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from salesdash.analysis.lights import severity
from salesdash.catalog.metrics import PERSPECTIVES
from salesdash.catalog.model import Perspective
from salesdash.charts.column import KPI, Column, MarkedCell
from salesdash.charts.figure import Figure, Headline
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import kpi_column
from salesdash.figures.kpis.kpi_trend import trend
from salesdash.figures.kpis.member_lights import dimensions, members
from salesdash.figures.kpis.own_figure import natural
from salesdash.figures.kpis.ways_to_explain import first_way, ways, why
from salesdash.figures.lights.by_month import (
    Histories,
    Past,
    course_of,
    histories,
    how_long,
    light_months,
)
from salesdash.figures.lights.current import LightStanding, as_it_stood, standings
from salesdash.figures.lights.wording import (
    LIGHT_NAMES,
    OWN_PERIODS,
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
    with_grain,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain

__all__ = [
    "default_split",
    "dimensions",
    "first_way",
    "headline",
    "headline_of",
    "histories",
    "light_months",
    "members",
    "natural",
    "options",
    "sheets_to_fill",
    "standings",
    "table",
    "tables",
    "trend",
    "ways",
    "why",
    "without_value",
]

OF_EACH = Text("{counted}。", "{counted}.")
ALL_GOOD = Text("{total} 项指标全部达标", "All {total} KPIs are on target")
ONE_GOOD = Text("能判定的 1 项指标达标", "The one KPI that can be judged is on target")
NONE_JUDGED = Text("还没有可以判定的指标", "No KPI can be judged yet")
TO_COME = Text(
    "{period}还没有开始，没有可判定的指标", "{period} has not begun yet, so no KPI is judged"
)
WORST = Text("最需要看的是{kpi}：{value}", "Look first at {kpi}: {value}")
AND_WORST = Text("{counted}：最差的是{kpi}（{value}）", "{counted}; worst: {kpi} ({value})")
SO_LONG = Text("（{how_long}）", " ({how_long})")
VALUE_OF = Text("{kpi} {value}，达标线 {limit}", "{kpi} {value}, green at {limit}")
VIEW = Text("排列", "Order")
VIEWS = {"grouped": Text("按视角", "By perspective"), "worst": Text("最差在前", "Worst first")}
MORE = Text("更多", "More")
MORE_VIEWS = {
    "months": Text("近 12 个月", "The last 12 months"),
    "lacking": Text("还缺数据的指标", "KPIs without data"),
}
# Two perspectives each, so that the three tables are about equally high.
SIDE_BY_SIDE: tuple[tuple[Perspective, ...], ...] = (
    ("sales", "customers"),
    ("channels", "money"),
    ("service", "market"),
)
NAMED = 3  # of the worst, in the headline
TABLE = Text("全部指标", "All KPIs")
SPLIT = Text("拆分维度", "Split by")
WHY = Text("变化原因", "Why it moved")
WITHOUT = Text("还没有数据的指标", "KPIs without data yet")
WHERE_TO_LOAD = Text(
    "下载模板，填好后在“数据导入”页导入，灯就会亮。",
    "Fill a template, load it on the Data page, and the light comes on.",
)
TO_DATA = Text("去数据导入页", "To the Data page")
OWNED_BY = Text("负责人：{owner}", "owner: {owner}")
TITLES: Mapping[str, Text] = {
    "perspective": Text("视角", "Perspective"), "kpi": Text("指标", "KPI"),
    "light": Text("状态", "Light"), "now": Text("现在", "Now"), "limit": Text("达标线", "Line"),
    "how_long": Text("持续", "For how long"), "value": Text("当前值", "Value"),
    "limits": Text("阈值", "Limits"), "span": Text("统计期间", "Period"),
    "course": Text("走势", "12m"), "weakest": Text("最弱", "Weakest"),
    "owner": Text("负责人", "Owner"), "note": Text("最近跟进", "Last note"),
    "missing": Text("缺什么", "What is missing"),
}  # fmt: skip
LIGHTS = ("light", "now")  # columns that show the light's shape
COLUMNS = (
    "light", "kpi", "value", "limits", "how_long", "course", "owner", "note", "weakest", "span",
    "perspective", "missing",
)  # fmt: skip


def headline(standings: Sequence[LightStanding], past: Histories, scope: Scope) -> Headline:
    """How many lights of each colour, and the worst by name."""
    order = sorted(standings, key=lambda s: severity(s.verdict))
    bad = [standing for standing in order if _needs_a_look(standing)]
    judged = [s.verdict.light for s in standings if s.verdict.light != "grey"]
    if not bad:
        all_good = ONE_GOOD if len(judged) == 1 else ALL_GOOD.format(total=len(judged))
        good = all_good if judged else _none_judged(scope)
        return Headline(
            good,
            light="green" if judged else "",
            state=LIGHT_NAMES["green"] if judged else BLANK,
            more=OF_EACH.format(counted=counted(standings)),
        )
    worst = bad[0]
    so_long = how_long(worst, past.get(worst.metric.key, ()))
    sentence = WORST.format(kpi=worst.metric.name, value=value_words(worst, scope.scale))
    return Headline(
        sentence + (SO_LONG.format(how_long=so_long) if so_long else BLANK),
        light=worst.verdict.light,
        state=counted([s for s in standings if s.verdict.light == worst.verdict.light]),
        more=OF_EACH.format(counted=counted(standings)),
        leads=tuple(_lead(standing) for standing in bad[:NAMED]),
    )


def counted_and_worst(standings: Sequence[LightStanding], scope: Scope) -> Text:
    """How many lights of each colour, and the worst of those that need a look."""
    bad = sorted(filter(_needs_a_look, standings), key=lambda s: severity(s.verdict))
    if not bad:
        return counted(standings)
    worst = {"kpi": bad[0].metric.name, "value": value_words(bad[0], scope.scale)}
    return AND_WORST.format(counted=counted(standings), **worst)


def _none_judged(scope: Scope) -> Text:
    is_to_come = scope.period is not None and not scope.has_begun
    return TO_COME.format(period=scope.period.name) if is_to_come and scope.period else NONE_JUDGED


def _lead(standing: LightStanding) -> MarkedCell:
    name = plain(SHAPES[standing.verdict.light] + " ") + standing.metric.name
    return MarkedCell(name, ((KPI, standing.metric.key),))


def headline_of(standing: LightStanding, past: Histories, scope: Scope, owner: str) -> Headline:
    """One KPI: its light, its value beside its limit, how long it has been so, and whose it is."""
    metric = standing.metric
    value = value_words(standing, scope.scale)
    limit = limit_words(metric, standing.verdict.green)
    is_judged = standing.verdict.light != "grey"
    parts = [
        span_words(standing),
        how_long(standing, past.get(metric.key, ())),
        OWNED_BY.format(owner=owner) if owner else None,
        weak_words(standing, scope.scale) if standing.weak else None,
        None if is_judged else why_grey(standing),
    ]
    return Headline(
        VALUE_OF.format(kpi=metric.name, value=value, limit=limit) if is_judged else metric.name,
        light=standing.verdict.light,
        state=light_word(standing),
        more=join([part for part in parts if part], zh=" · ", en=" · "),
        notes=standing.rests,
    )


def _needs_a_look(standing: LightStanding) -> bool:
    return standing.verdict.light in ("red", "amber")


def tables(standings: Sequence[LightStanding], past: Histories, scope: Scope) -> list[Figure]:
    """Every KPI that has a value as a row, worst first, in tables of two perspectives each."""
    live = sorted(filter(_is_shown, standings), key=lambda s: severity(s.verdict))
    groups = [(keys, [s for s in live if s.light.perspective in keys]) for keys in SIDE_BY_SIDE]
    return [_group(keys, shown, past, scope) for keys, shown in groups if shown]


def _group(
    perspectives: Sequence[Perspective],
    shown: Sequence[LightStanding],
    past: Histories,
    scope: Scope,
) -> Figure:
    title = join([PERSPECTIVES[key] for key in perspectives], zh="与", en=" · ")
    head = Text(title.zh, PERSPECTIVES[perspectives[0]].en)  # both names are wider than any below
    columns = (
        kpi_column(head, {s.metric.key: with_grain(s) for s in shown}),
        *_columns(shown, "now", "limit", "course"),
    )
    return Figure.of(
        as_it_stood(scope),
        f"wall_{perspectives[0]}",
        title,
        _frame(shown, past, scope)[[column.key for column in columns]],
        columns,
        metrics=tuple(standing.metric.key for standing in shown),
        span=OWN_PERIODS,
    )


def _is_shown(standing: LightStanding) -> bool:
    return standing.value is not None


def without_value(standings: Sequence[LightStanding], scope: Scope) -> Figure:
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


def sheets_to_fill(standings: Sequence[LightStanding]) -> list[str]:
    """The datasets whose templates bring the KPIs without a value, those of most KPIs first."""
    return sheets_of(need for s in standings if not _is_shown(s) for need in s.missing)


def table(
    standings: Sequence[LightStanding],
    past: Histories,
    scope: Scope,
    owners: Mapping[str, str],
    notes: Mapping[str, str],
) -> Figure:
    """All KPIs as rows, worst first: with period, how long, owner and the last note."""
    order = sorted(standings, key=lambda s: (not _is_shown(s), severity(s.verdict)))
    frame = _frame(order, past, scope)
    named = [s.metric.key for s in order]
    frame = frame.assign(
        owner=[owners.get(key, "") for key in named], note=[notes.get(key, "") for key in named]
    )
    columns = _columns(standings, *COLUMNS)
    return Figure.of(
        as_it_stood(scope),
        "kpis",
        TABLE,
        frame[[column.key for column in columns]],
        columns,
        metrics=tuple(s.metric.key for s in order),
        span=OWN_PERIODS,
    )


def _columns(standings: Sequence[LightStanding], *keys: str) -> tuple[Column, ...]:
    titled = {
        key: Column(key, TITLES[key], is_light=key in LIGHTS, is_course=key == "course")
        for key in keys
    }
    if "kpi" in titled:
        titled["kpi"] = kpi_column(TITLES["kpi"], {s.metric.key: s.metric.name for s in standings})
    return tuple(titled.values())


def _frame(standings: Sequence[LightStanding], past: Histories, scope: Scope) -> pd.DataFrame:
    """One row per KPI, in words."""
    rows = [_row(s, scope, past.get(s.metric.key, ())) for s in standings]
    return pd.DataFrame(rows, columns=list(TITLES))


def _in_order(standings: Sequence[LightStanding]) -> list[LightStanding]:
    order = list(PERSPECTIVES)
    return sorted(standings, key=lambda s: order.index(s.light.perspective))


def _row(standing: LightStanding, scope: Scope, past: Sequence[Past]) -> dict[str, object]:
    shape = plain(SHAPES[standing.verdict.light] + " ")
    is_grey = standing.verdict.light == "grey"
    lacks = needs_words(standing.missing) if standing.missing else why_grey(standing)
    return {
        "perspective": PERSPECTIVES[standing.light.perspective],
        "kpi": standing.metric.key,
        "light": shape + light_word(standing),
        "now": shape + value_alone(standing, scope.scale),
        "limit": limit_words(standing.metric, standing.verdict.green),
        "course": course_of(past),
        "how_long": how_long(standing, past) or BLANK,
        "value": value_words(standing, scope.scale),
        "limits": limits_words(standing.metric, standing.light),
        "span": span_words(standing),
        "weakest": weak_member(standing, scope.scale),
        "missing": lacks if is_grey else BLANK,
    }


def default_split(standing: LightStanding, by: Mapping[str, Text]) -> str:
    """The dimension whose weakest member is asked for, where it can be told apart by it."""
    wanted = standing.light.weakest
    return wanted if wanted is not None and wanted in by else next(iter(by))


def options(standings: Sequence[LightStanding]) -> dict[str, Text]:
    """All KPIs to choose from, worst first, each with its shape."""
    return {
        s.metric.key: plain(SHAPES[s.verdict.light] + " ") + s.metric.name
        for s in sorted(standings, key=lambda s: severity(s.verdict))
    }
