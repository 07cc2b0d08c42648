"""Are we on plan, and what moved: the cards, the worst lights, who gained and who lost."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.analysis.lights import change, judge, severity
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Light, Metric
from salesdash.charts import gap
from salesdash.charts.figure import Card, Column, Figure
from salesdash.charts.rows import number
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import context, dimension_column, member_names
from salesdash.figures.comparison import (
    capital,
    comparison_of,
    in_view,
    lower,
    notes_on_time,
    other_name,
)
from salesdash.figures.light_words import counted, light_word, limit_words, value_words
from salesdash.figures.lights import Standing, as_it_stood, by_month, complete_months, standings
from salesdash.figures.meeting_line import headline
from salesdash.figures.progress import curve
from salesdash.figures.week import since_last_week
from salesdash.period import Comparison, Period
from salesdash.scope import Scope
from salesdash.text import Lang, Text, join
from salesdash.units import MONEY, POINTS, RATIO, write
from salesdash.warehouse.ask import Ask

__all__ = [
    "cards",
    "compared_with",
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
MOVED_BY = ("channel", "region", "category")
MOST_MOVERS = 5  # on each side
WORST = 8

AGAINST: dict[Comparison, Text] = {
    "last_year": Text("同比", "YoY"),
    "previous": Text("环比", "vs previous"),
}
COMPARED = Text("对比：{other}，{days}。", "Compared with {other}: {days}.")
LIGHTS_TITLE = Text("指标红绿灯（最差的在前）", "Lights, worst first")
LIGHT, KPI = Text("状态", "Light"), Text("指标", "KPI")
VALUE, LIMIT = Text("当前值", "Value"), Text("达标线", "Green at")
MOVERS_TITLE = Text(
    "谁涨谁跌：与{other}相比，按{dimension}",
    "Who gained and who lost against {other}, by {dimension}",
)
NO_MOVERS = Text("涨跌明细", "Who gained and who lost")
REST = Text("其余 {n} 个", "{n} others")
MOVED = Text("变化", "Change")
BEFORE, NOW = Text("对比期", "Compared"), Text("本期", "Now")
MORE = Text("比{other}多 {change}（{rate}）", "{change} ({rate}) more than {other}")
LESS = Text("比{other}少 {change}（{rate}）", "{change} ({rate}) less than {other}")
GAINED = Text("上涨最多：{members}", "gained most: {members}")
LOST = Text("下降最多：{members}", "lost most: {members}")
NONE_LOST = Text("没有下降的{dimension}", "no {dimension} lost")
NONE_GAINED = Text("没有上涨的{dimension}", "no {dimension} gained")
NO_BASE = Text("没有{other}的数据，暂时无法比较。", "There is nothing to compare with for {other}.")
NOTHING_TO_SPLIT = Text(
    "订单里没有渠道、区域或品类可以拆开看。", "The orders name no channel, region or category."
)


def cards(ask: Ask, scope: Scope) -> list[Card]:
    """Six numbers of the period, each against the comparison to date, with its last twelve months."""
    metrics = _chosen(ask)
    keys = [m.key for m in metrics]
    now = ask(keys, [], scope).iloc[0]
    other = scope.compared(comparison_of(scope))
    before = ask(keys, [], other).iloc[0] if other else pd.Series(dtype=float)
    months = complete_months(as_it_stood(scope), COURSE_MONTHS)
    course = ask(keys, ["month"], scope.over(Period(months[0].start, months[-1].end)))
    return [
        _card(
            m,
            number(now[m.key]),
            number(before.get(m.key)),
            by_month(course, m.key, months),
            scope,
            ask.lights["attainment"] if m.key == "attainment" else None,
        )
        for m in metrics
    ]


def compared_with(scope: Scope) -> str:
    """Which days exactly the cards are compared with; nothing where there is no period."""
    other = scope.compared(comparison_of(scope))
    if other is None or other.period is None:
        return ""
    return COMPARED.format(other=other_name(scope), days=other.period.name)[scope.lang]


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
) -> Card:
    lang, unit = scope.lang, metric.unit
    is_rate = unit is RATIO
    known = now is not None and before is not None
    moved = (now or 0.0) - (before or 0.0) if is_rate and known else change(now, before)
    good = None if not moved else (moved > 0) == (metric.direction != "down")
    return Card(
        key=metric.key,
        title=metric.name[lang],
        value=write(now, unit, scope.scale)[lang],
        change=""
        if moved is None
        else write(moved, POINTS if is_rate else RATIO, signed=True)[lang],
        good=good,
        against="" if moved is None else AGAINST[comparison_of(scope)][lang],
        spark=tuple(course),
        light="" if light is None else judge(light, now).light,
        help=metric.definition[lang],
    )


def worst_lights(ask: Ask, scope: Scope) -> Figure:
    """The few lights that need a look, worst first; how many there are of each colour."""
    found = standings(ask, scope)
    live = sorted(
        (s for s in found if s.verdict.light != "grey"), key=lambda s: severity(s.verdict)
    )
    lang = scope.lang
    columns = (
        Column("light", LIGHT[lang]),
        Column("kpi", KPI[lang]),
        Column("value", VALUE[lang]),
        Column("limit", LIMIT[lang]),
    )
    rows = [_light_row(standing, scope) for standing in live[:WORST]]
    return Figure(
        key="worst_lights",
        title=LIGHTS_TITLE[lang],
        lang=lang,
        frame=pd.DataFrame(rows, columns=[c.key for c in columns]),
        columns=columns,
        sentence=(counted(found) + Text("。", "."))[lang],
        scope=as_it_stood(scope),
        context=context(as_it_stood(scope), has_money=False),
        metrics=tuple(s.metric.key for s in live[:WORST]),
        scale=scope.scale,
    )


def _light_row(standing: Standing, scope: Scope) -> dict[str, str]:
    words = {
        "kpi": standing.metric.name,
        "value": value_words(standing, scope.scale),
        "limit": limit_words(standing.metric, standing.verdict.green),
    }
    sign = f"{SHAPES[standing.verdict.light]} {light_word(standing)[scope.lang]}"
    return {"light": sign} | {key: text[scope.lang] for key, text in words.items()}


def movers(ask: Ask, scope: Scope) -> Figure:
    """From the comparison's sales to this period's, member by member; it adds up."""
    scope = in_view(scope)
    lang, other = scope.lang, other_name(scope, workdays=False)
    split = _split(ask, scope)
    if split is None:
        return _nothing_moved(ask, scope)
    dimension, frame = split
    name, moved = dimension_column(dimension, lang), Column("moved", MOVED[lang], MONEY)
    before, now = float(frame["before"].sum()), float(frame["now"].sum())
    steps = _steps(frame, dimension, lang)
    start, end = capital(other)[lang], scope.period.name[lang] if scope.period else ""
    return Figure(
        key="movers",
        title=MOVERS_TITLE.format(other=other, dimension=lower(DIMENSIONS[dimension].name))[lang],
        lang=lang,
        frame=steps,
        columns=(
            name,
            Column("before", BEFORE[lang], MONEY),
            Column("now", NOW[lang], MONEY),
            moved,
        ),
        draw=lambda mode: gap.waterfall(
            steps,
            name,
            moved,
            start=(start, before),
            end=(end, now),
            lang=lang,
            mode=mode,
            scale=scope.scale,
        ),
        sentence=_moved_words(frame, dimension, scope)[lang],
        scope=scope,
        context=context(scope),
        metrics=("sales",),
        notes=notes_on_time(scope),
        scale=scope.scale,
    )


def _split(ask: Ask, scope: Scope) -> tuple[str, pd.DataFrame] | None:
    """Sales now, before and what moved, by the first dimension that tells two members apart.

    None where there is no such dimension, or nothing to compare with.
    """
    other = scope.compared(comparison_of(scope))
    for dimension in MOVED_BY:
        if len(ask.members(dimension)) < 2:
            continue
        now = ask(["sales"], [dimension], scope).rename(columns={"sales": "now"})
        before = ask(["sales"], [dimension], other).rename(columns={"sales": "before"})
        if before["before"].isna().all() or now["now"].isna().all():
            return None
        frame = now.merge(before, on=dimension, how="outer")
        if len(frame) < 2:
            continue
        frame[dimension] = member_names(dimension, frame[dimension], scope.lang)
        moved = frame["now"].fillna(0.0) - frame["before"].fillna(0.0)
        return dimension, frame.assign(moved=moved).sort_values(
            "moved", ascending=False, kind="stable", ignore_index=True
        )
    return None


def _nothing_moved(ask: Ask, scope: Scope) -> Figure:
    can_split = any(len(ask.members(dimension)) > 1 for dimension in MOVED_BY)
    why = NO_BASE.format(other=other_name(scope, workdays=False)) if can_split else NOTHING_TO_SPLIT
    return Figure(
        key="movers",
        title=NO_MOVERS[scope.lang],
        lang=scope.lang,
        frame=pd.DataFrame(),
        columns=(),
        sentence=why[scope.lang],
        scope=scope,
        context=context(scope),
        missing=() if can_split else ("orders.channel|orders.region",),
    )


def _steps(frame: pd.DataFrame, dimension: str, lang: Lang) -> pd.DataFrame:
    """Those who gained and lost most; the others together in between."""
    if len(frame) <= 2 * MOST_MOVERS + 1:
        return frame
    rest = frame.iloc[MOST_MOVERS:-MOST_MOVERS]
    together = {key: rest[key].sum() for key in ("now", "before", "moved")}
    middle = pd.DataFrame([{dimension: REST.format(n=len(rest))[lang], **together}])
    return pd.concat([frame[:MOST_MOVERS], middle, frame[-MOST_MOVERS:]], ignore_index=True)


def _moved_words(frame: pd.DataFrame, dimension: str, scope: Scope) -> Text:
    """The change of the whole, who gained and who lost most, each with the money."""
    before, now = float(frame["before"].sum()), float(frame["now"].sum())
    whole = (MORE if now >= before else LESS).format(
        other=other_name(scope),
        change=write(abs(now - before), MONEY, scope.scale),
        rate=write(change(now, before), RATIO, signed=True),
    )
    up, down = frame[frame["moved"] > 0], frame[frame["moved"] < 0].iloc[::-1]
    word = lower(DIMENSIONS[dimension].name)
    gained = GAINED.format(members=_members(up, dimension, scope)) if len(up) else None
    lost = LOST.format(members=_members(down, dimension, scope)) if len(down) else None
    parts = [
        gained or NONE_GAINED.format(dimension=word),
        lost or NONE_LOST.format(dimension=word),
    ]
    return whole + Text("。", ". ") + capital(join(parts, zh="；", en="; ")) + Text("。", ".")


def _members(frame: pd.DataFrame, dimension: str, scope: Scope) -> Text:
    named = [
        Text("{name} {moved}", "{name} {moved}").format(
            name=row[dimension], moved=write(row["moved"], MONEY, scope.scale, signed=True)
        )
        for _, row in frame.head(2).iterrows()
    ]
    return join(named)
