"""Can it still be made: three projections side by side, and each member against its own pace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.analysis.projection import FEW, Projection, carried_on, error_of, known
from salesdash.analysis.shares import Season
from salesdash.catalog.metrics import METRICS
from salesdash.charts import ranges, ranking
from salesdash.charts.figure import Column, Figure
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.build import context, dimension_column, named
from salesdash.figures.plan_making import season_of
from salesdash.figures.target_progress import judged, progress
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.ask import Ask

TITLE = Text("照这样下去，期末是多少", "Where it ends at this rate")
RULE, VALUE = Text("推算方法", "Rule"), Text("期末预计", "Projection")
LOW, HIGH = Text("偏低", "Low"), Text("偏高", "High")
REACHES = Text("占目标", "Of the target")
CHANGE = Text("比一周前", "Against a week ago")
ERROR = Text("同一天的历史误差", "Past error on the same day")
GOAL = Text("目标", "Target")
RULES = {
    "rate": Text("按目前日均", "At the run rate"),
    "season": Text("按季节", "By season"),
    "pipeline": Text("已成交 + 在谈商机", "Sold + weighted pipeline"),
}
SAID = Text("{period}目标 {target}：{each}。", "Of the {period} target of {target}: {each}.")
ONE = Text("{rule}预计 {value}（{share}）", "{rule} {value} ({share})")
CHANGED = Text("，比一周前的推算{change}", ", {change} against a week ago")
SHORT_HISTORY = Text(
    "误差范围按以往 {n} 个同期的误差估计（五次里约四次落在其中）；历史短，范围因此较宽。",
    "Bands come from past errors on the same day (earlier periods: {n}); four cases of five lie "
    "within. With so few they are wide.",
)
NO_BAND = Text(
    "{rules}没有以往同期可比，不给误差范围。",
    "{rules}: no earlier period to compare with, so no band is given.",
)
PIPELINE = Text(
    "商机按近 12 个月赢单率 {rate} 折算，只算已在谈的。",
    "Open deals count by the win rate of the last 12 months, {rate}; only deals already open are counted.",
)
BULLETS = Text("各成员：已完成与应完成", "Each member: reached, and due by now")
REACHED, DUE = Text("已完成", "Reached"), Text("截至数据日应完成", "Due by now")
MOST_ROWS = 20
WEEK = timedelta(days=7)
YEARS_BACK = 3
Weigh = Callable[[Period], float]


def outlook(ask: Ask, scope: Scope) -> Figure | None:
    """Three projections of the running period beside its target; None where none is running."""
    found = judged(ask, scope)
    if found is None or not found.is_running or not found.has_begun:
        return None
    scope, lang = found.scope, scope.lang
    target = float(progress(ask, found).iloc[0]["target"])
    projections = _projections(ask, scope)
    if not projections or target <= 0:
        return None
    frame = pd.DataFrame(
        [
            (
                RULES[p.rule][lang], p.value, p.value / target,
                *(p.band or (None, None)), p.change, p.typical_error,
            )
            for p in projections
        ],
        columns=["rule", "value", "share", "low", "high", "change", "error"],
    ).astype(dict.fromkeys(("low", "high", "change", "error"), float))  # fmt: skip
    columns = (
        Column("rule", RULE[lang]),
        Column("value", VALUE[lang], MONEY),
        Column("share", REACHES[lang], RATIO),
        Column("low", LOW[lang], MONEY),
        Column("high", HIGH[lang], MONEY),
        Column("change", CHANGE[lang], MONEY),
        Column("error", ERROR[lang], RATIO),
    )
    by_key = {c.key: c for c in columns}
    return Figure(
        "target_outlook", TITLE[lang], lang, frame, columns,
        lambda mode: ranges.dots(
            frame, by_key["rule"], by_key["value"], by_key["low"], by_key["high"],
            goal=(GOAL[lang], target), lang=lang, mode=mode, scale=scope.scale,
        ),
        sentence=_said(projections, target, scope)[lang], scope=scope, context=context(scope), alt=TITLE[lang],
        metrics=("target", "sales"), notes=_notes(ask, scope, projections), scale=scope.scale,
    )  # fmt: skip


def bullets(ask: Ask, scope: Scope, dimension: str) -> Figure | None:
    """What each member reached, a mark where it should be by now; None before the period begins."""
    found = judged(ask, scope)
    light = METRICS["attainment"].light
    if found is None or not found.has_begun or light is None:
        return None
    lang = scope.lang
    frame = progress(ask, found, (dimension,))
    frame = frame[frame["due"].notna()].head(MOST_ROWS)
    frame["light"] = [judge(light, a).light if a == a else "" for a in frame["attainment"]]
    frame = named(frame, (dimension,), lang)
    name = dimension_column(dimension, lang)
    reached, due = Column("sales", REACHED[lang], MONEY), Column("due", DUE[lang], MONEY)
    return Figure(
        "target_bullets", BULLETS[lang], lang, frame,
        (name, reached, due, Column("target", GOAL[lang], MONEY)),
        lambda mode: ranking.bars(
            frame, name, reached, light=Column("light", ""), mark=due,
            lang=lang, mode=mode, scale=scope.scale,
        ),
        scope=found.scope, context=context(found.scope), alt=BULLETS[lang], metrics=("attainment",), scale=scope.scale,
    )  # fmt: skip


def _projections(ask: Ask, scope: Scope) -> list[Projection]:
    """At the run rate, by season, with the weighted pipeline; a rule without its data is left out."""
    found = [_projected(ask, scope, "rate", lambda s: _workdays(s))]
    found.append(_projected(ask, scope, "season", lambda s: _seasonal(ask, s)))
    weighted = _pipeline(ask, scope)
    if weighted is not None:
        found.append(Projection("pipeline", _sold(ask, scope) + weighted[0]))
    return [one for one in found if one is not None]


def _projected(
    ask: Ask, scope: Scope, rule: str, weigher: Callable[[Scope], Weigh | None]
) -> Projection | None:
    value = _carried(ask, scope, weigher)
    if value is None:
        return None
    before = None
    if scope.period and scope.as_of - WEEK >= scope.period.start:
        before = _carried(ask, replace(scope, as_of=scope.as_of - WEEK), weigher)
    return Projection(rule, value, known(_errors(ask, scope, weigher)), before)


def _carried(ask: Ask, scope: Scope, weigher: Callable[[Scope], Weigh | None]) -> float | None:
    weigh, period = weigher(scope), scope.period
    if weigh is None or period is None:
        return None
    return carried_on(_sold(ask, scope), weigh(period.until(scope.as_of)), weigh(period))


def _errors(ask: Ask, scope: Scope, weigher: Callable[[Scope], Weigh | None]) -> list[float | None]:
    """How far the rule was off at the same workday of the same period in earlier years."""
    found, now = [], scope
    first = ask.coverage["orders"].first_day
    for _ in range(YEARS_BACK):
        period = now.period
        if period is None:
            break
        to_date = now.calendar.compared(period, "last_year", now.as_of)
        now = replace(now, as_of=to_date.last_day, period=period.shifted("last_year"))
        if first is None or now.period is None or now.period.start < first.replace(day=1):
            break
        came = _sold(ask, replace(now, as_of=now.period.last_day))
        found.append(error_of(_carried(ask, now, weigher), came))
    return found


def _sold(ask: Ask, scope: Scope) -> float:
    return number(ask(["sales"], (), scope)["sales"].iloc[0]) or 0.0


def _workdays(scope: Scope) -> Weigh:
    return lambda period: float(scope.calendar.workdays(period))


def _seasonal(ask: Ask, scope: Scope) -> Weigh | None:
    """Workdays weighed by the season of the years before the period's; None without any."""
    if scope.period is None:
        return None
    try:
        season = season_of(ask, scope, scope.period.start.year)
    except QuestionError:
        return None
    return lambda period: _weighed(season, period, scope)


def _weighed(season: Season, period: Period, scope: Scope) -> float:
    months = [
        (month, Period(max(month.start, period.start), min(month.end, period.end)))
        for month in period.split("month")
    ]
    return sum(
        float(season.of(month, scope.calendar)) * scope.calendar.workdays(part)
        for month, part in months
    )


def _pipeline(ask: Ask, scope: Scope) -> tuple[float, float] | None:
    """What the open deals are worth by the win rate of the last 12 months, and that rate."""
    if ask.missing("pipeline") or ask.missing("win_rate") or _is_too_fine(ask, scope):
        return None
    year = Period(
        scope.as_of.replace(year=scope.as_of.year - 1, day=1), scope.as_of + timedelta(days=1)
    )
    opened = number(ask(["pipeline"], (), scope.over(None))["pipeline"].iloc[0])
    rate = number(ask(["win_rate"], (), scope.over(year))["win_rate"].iloc[0])
    return None if opened is None or rate is None else (opened * rate, rate)


def _is_too_fine(ask: Ask, scope: Scope) -> bool:
    """Whether the filters ask for what deals do not tell apart."""
    return bool(ask.unknown(METRICS["pipeline"], (d for d, _ in scope.filters)))


def _said(projections: list[Projection], target: float, scope: Scope) -> Text:
    each = []
    for p in projections:
        words = ONE.format(
            rule=RULES[p.rule],
            value=write(p.value, MONEY, scope.scale),
            share=write(p.value / target, RATIO),
        )
        if p.rule == "rate" and p.change is not None:
            words += CHANGED.format(change=write(p.change, MONEY, scope.scale, signed=True))
        each.append(words)
    assert scope.period is not None
    return SAID.format(
        period=scope.period.name,
        target=write(target, MONEY, scope.scale),
        each=join(each, "；", "; "),
    )


def _notes(ask: Ask, scope: Scope, projections: list[Projection]) -> tuple[str, ...]:
    said: list[Text] = []
    fewest = min((len(p.errors) for p in projections if p.errors), default=0)
    if 0 < fewest < FEW:
        said.append(SHORT_HISTORY.format(n=fewest))
    bare = [RULES[p.rule] for p in projections if not p.errors]
    if bare:
        said.append(NO_BAND.format(rules=join(bare)))
    weighted = _pipeline(ask, scope)
    if weighted:
        said.append(PIPELINE.format(rate=write(weighted[1], RATIO)))
    return tuple(words[scope.lang] for words in said)
