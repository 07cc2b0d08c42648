"""What each is to reach, who is behind, and whether it can still be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.analysis.pace import Pace
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts import gap, heatmap, plan_actual
from salesdash.charts.figure import Column, Figure
from salesdash.figures.build import context, dimension_column
from salesdash.period import DAY, Grain, Period
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.units import MONEY, MULTIPLE, RATIO, write
from salesdash.warehouse.ask import Ask

SPLIT_BY = ("region", "channel", "salesperson", "product", "category")
EVERYBODY = Text("全部", "All")
TARGET = Text("目标", "Target")
DUE = Text("截至数据日的目标", "Target to date")
ACTUAL = Text("实际销售额", "Actual sales")
ATTAINMENT = METRICS["attainment"].name
GAP = Text("超出或差额", "Ahead or short")
REQUIRED = Text("每个工作日还需", "Required per workday")
MULTIPLE_OF_PACE = Text("是目前日均的倍数", "Multiple of the pace so far")
TIMES: dict[Grain, Text] = {g: DIMENSIONS[g].name for g in ("week", "month", "quarter", "year")}
PLAN_TITLE = Text("计划与实际：{who}", "Plan against actual: {who}")
HEAT_TITLE = Text("各{dimension}达成率", "Attainment by {dimension}")
GAP_TITLE = Text("差距由谁造成：目标到实际", "Who made the gap: from target to actual")
TABLE_TITLE = Text("各{dimension}的目标与进度", "Target and progress by {dimension}")
METRIC_KEYS = ("attainment", "target", "sales")
MOST_ROWS = 20  # members in a heatmap that is still read from the back of the room
MOST_STEPS = 12

NO_TARGETS = Text(
    "还没有{period}的目标：导入目标表后这里显示达成进度，也可以先在下面拆分全年目标。",
    "There is no target for {period} yet. Load a sheet of targets to see attainment here, "
    "or split a year's target below.",
)
NOT_SPLIT = Text(
    "目标没有按所选的筛选条件拆分，无法比较；请去掉筛选。",
    "The targets are not split by the filters chosen; take the filters away to compare.",
)
BEGUN = Text(
    "截至{day}，{period}应完成 {due}，实际 {actual}，达成率 {attainment}，{gap}",
    "{attainment} of the {period} target to {day}: {actual} of {due}, {gap}",
)
ENDED = Text(
    "{period}目标 {due}，实际 {actual}，达成率 {attainment}，{gap}",
    "{attainment} of the {period} target: {actual} of {due}, {gap}",
)
AHEAD, SHORT = Text("超出 {money}", "{money} ahead"), Text("还差 {money}", "{money} short")
BEHIND = Text(
    "；落后最多的是{member}（达成率 {attainment}，{gap}）。",
    "; furthest behind is {member} ({attainment}, {gap}).",
)
NONE_BEHIND = Text("；没有{dimension}落后。", "; no {dimension} is behind.")
STOP = Text("。", ".")
TO_COME = Text(
    "{period}尚未开始，目标 {target}。", "{period} has not begun; its target is {target}."
)


def dimensions(ask: Ask, scope: Scope) -> dict[str, Text]:
    """By what the targets loaded for the scope are split, and may be shown."""
    judged = span(ask, scope)
    if judged is None or judged.period is None:
        return {}
    years = range(judged.period.start.year, judged.period.last_day.year + 1)
    filtered = {dimension for dimension, _ in scope.filters}
    sets = ask.target_sets
    told = [
        set(found.dimensions)
        for found in sets.itertuples()
        if found.metric == "sales" and found.year in years and filtered <= set(found.dimensions)
    ]
    return {d: DIMENSIONS[d].name for d in SPLIT_BY if any(d in split for split in told)}


def span(ask: Ask, scope: Scope) -> Scope | None:
    """The scope over the part of its period for which both targets and orders are loaded.

    Where the period is everything, the years of the targets up to the as-of date's. Else actual
    sales would be held against a plan for fewer months. None where no target lies in it.
    """
    targets, orders = ask.coverage.get("targets"), ask.coverage.get("orders")
    if not (targets and orders and targets.first_day and targets.last_day and orders.first_day):
        return None
    first = max(targets.first_day, Period.of(orders.first_day, "month").start)
    year = Period.of(scope.as_of, "year")
    wanted = scope.period or Period(date.min, year.end)
    start, end = max(wanted.start, first), min(wanted.end, targets.last_day + DAY)
    return scope.over(Period(start, end)) if start < end else None


def members(ask: Ask, scope: Scope, dimension: str) -> list[str]:
    """The members that have a target in the scope, by name."""
    frame = _progress(ask, scope, (dimension,))
    return [str(m) for m in frame.loc[frame["target"].notna(), dimension].dropna()]


def headline(ask: Ask, scope: Scope, dimension: str | None) -> str:
    """Attainment to date, the gap in money, and who is furthest behind."""
    judged = span(ask, scope)
    total = _pace(ask, judged) if judged else None
    if judged is None or total is None:
        return _why_none(ask, scope)[scope.lang]
    assert judged.period
    told = TO_COME if scope.as_of < judged.period.start else BEGUN if judged.is_running else ENDED
    said = told.format(
        day=Period.of(scope.as_of, "day").name,
        period=judged.period.name,
        target=write(total.target, MONEY, scope.scale),
        due=write(total.due, MONEY, scope.scale),
        actual=write(total.actual, MONEY, scope.scale),
        attainment=write(total.attainment_to_date, RATIO),
        gap=_gap(total.ahead, scope),
    )
    if told is TO_COME:
        return said[scope.lang]
    return (said + (_behind(ask, judged, dimension) if dimension else STOP))[scope.lang]


def plan_and_actual(
    ask: Ask, scope: Scope, dimension: str | None = None, member: str | None = None
) -> Figure:
    """Plan and actual by month, of everybody or of one member; the running month judged to date."""
    lang, who = scope.lang, EVERYBODY
    if dimension and member:
        scope, who = scope.where(dimension, member), member_name(dimension, member)
    title = PLAN_TITLE.format(who=who)[lang]
    judged = span(ask, scope)
    if judged is None or judged.period is None:
        return _nothing("plan_and_actual", title, ask, scope)
    grain = grain_of(judged.period)
    frame = _progress(ask, judged, (grain,))
    if frame["target"].isna().all():
        return _nothing("plan_and_actual", title, ask, scope)
    light = METRICS["attainment"].light
    assert light
    frame["light"] = [judge(light, a).light if a == a else "" for a in frame["attainment"]]
    x, actual, target = _time(grain, scope), _money("sales", ACTUAL, scope), _money("target", TARGET, scope)
    attainment, due = _share(scope), _money("due", DUE, scope)
    return Figure(
        "plan_and_actual", title, lang, frame, (x, target, due, actual, attainment),
        lambda mode: plan_actual.by_period(
            frame, x, actual, target, attainment=attainment, light=Column("light", ""),
            lang=lang, mode=mode, grain=grain, scale=scope.scale,
        ),
        sentence=_pace_sentence(ask, judged, frame, grain),
        context=context(judged), alt=title, metrics=METRIC_KEYS,
        notes=_notes(ask, scope, judged, grain), scale=scope.scale,
    )  # fmt: skip


def attainment_by_member(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """Member × month: whole months that have closed, the running one to date, the rest blank."""
    lang = scope.lang
    title = HEAT_TITLE.format(dimension=DIMENSIONS[dimension].name)[lang].capitalize()
    judged = span(ask, scope)
    if judged is None or judged.period is None:
        return _nothing("attainment_by_member", title, ask, scope)
    grain = grain_of(judged.period)
    frame = _progress(ask, judged, (grain, dimension))
    frame = frame[frame["target"].notna() & frame[dimension].notna()]
    worst = _progress(ask, judged, (dimension,))[dimension].dropna().tolist()
    shown = [m for m in worst if m in set(frame[dimension])][:MOST_ROWS]
    if not shown:
        return _nothing("attainment_by_member", title, ask, scope)
    frame = frame[frame[dimension].isin(shown)]
    frame = frame.sort_values(dimension, key=lambda c: c.map(shown.index), kind="stable")
    x, y, value = _time(grain, scope), dimension_column(dimension, lang), _share(scope)
    more = Text("只画出差额最大的 {n} 个。", "Only the {n} furthest behind are drawn.")
    left_out = len(set(worst)) > MOST_ROWS
    return Figure(
        "attainment_by_member", title, lang, frame.reset_index(drop=True),
        (y, x, _money("due", DUE, scope), _money("sales", ACTUAL, scope), value),
        lambda mode: heatmap.grid(frame, x, y, value, lang=lang, mode=mode, grain=grain, scale=scope.scale),
        sentence=_streak(frame, dimension, grain)[lang],
        context=context(judged, has_money=False), alt=title, metrics=METRIC_KEYS,
        notes=(more.format(n=MOST_ROWS)[lang],) if left_out else (), scale=scope.scale,
    )  # fmt: skip


def gap_by_member(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """The way from the target to date to the actual, each member's part in it; it adds up."""
    lang, title = scope.lang, GAP_TITLE[scope.lang]
    judged = span(ask, scope)
    frame = _progress(ask, judged, (dimension,)) if judged else pd.DataFrame()
    if judged is None or frame["target"].isna().all() or frame["sales"].isna().all():
        return _nothing("gap_by_member", title, ask, scope)
    steps = _steps(frame, dimension, scope)
    due, actual = float(frame["due"].sum()), float(frame["sales"].sum())
    name, value = dimension_column(dimension, lang), Column("step", GAP[lang], MONEY)
    lost = steps.loc[steps["step"] < 0, "step"]
    sentence = Text(
        "目标 {due}，实际 {actual}：{n} 项合计少 {lost}，其余多 {won}。",
        "Target {due}, actual {actual}: {n} fell short by {lost} in all, the others brought {won} more.",
    ).format(
        due=write(due, MONEY, scope.scale),
        actual=write(actual, MONEY, scope.scale),
        n=len(lost),
        lost=write(-float(lost.sum()), MONEY, scope.scale),
        won=write(actual - due - float(lost.sum()), MONEY, scope.scale),
    )
    return Figure(
        "gap_by_member", title, lang, steps, (name, value),
        lambda mode: gap.waterfall(
            steps, name, value, start=(DUE[lang] if judged.is_running else TARGET[lang], due),
            end=(ACTUAL[lang], actual), lang=lang, mode=mode, scale=scope.scale,
        ),
        sentence=sentence[lang], context=context(judged), alt=title, metrics=METRIC_KEYS,
        scale=scope.scale,
    )  # fmt: skip


def progress_table(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """One row per member, furthest behind first: target, to date, actual, gap, required pace."""
    lang = scope.lang
    title = TABLE_TITLE.format(dimension=DIMENSIONS[dimension].name)[lang]
    judged = span(ask, scope)
    frame = _progress(ask, judged, (dimension,)) if judged else pd.DataFrame()
    if judged is None or frame["target"].isna().all():
        return _nothing("progress_table", title, ask, scope)
    paces = [_pace_of(row, judged) for row in frame.to_dict("records")]
    frame["required"] = [p.required_rate if p else None for p in paces]
    frame["multiple"] = [p.multiple if p else None for p in paces]
    frame[dimension] = [member_name(dimension, m)[lang] for m in frame[dimension]]
    running = (
        _money("required", REQUIRED, scope),
        Column("multiple", MULTIPLE_OF_PACE[lang], MULTIPLE),
    )
    columns = (
        dimension_column(dimension, lang),
        _money("target", TARGET, scope),
        *([_money("due", DUE, scope)] if judged.is_running else []),
        _money("sales", ACTUAL, scope),
        _share(scope),
        _money("gap", GAP, scope),
        *(running if judged.is_running else ()),
    )
    return Figure(
        "progress_table", title, lang, frame[[c.key for c in columns]], columns,
        context=context(judged), metrics=METRIC_KEYS, scale=scope.scale,
    )  # fmt: skip
