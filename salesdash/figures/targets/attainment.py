"""What each is to reach, who is behind, and whether it can still be made."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts import gap, heatmap, plan_actual
from salesdash.charts.figure import Column, Figure
from salesdash.figures.build import context, dimension_column, member_names
from salesdash.figures.targets import both_plans
from salesdash.figures.targets import headlines as words
from salesdash.figures.targets.headlines import LEAST
from salesdash.figures.targets.to_date import dimensions, judged, members, pace, progress
from salesdash.scope import Scope
from salesdash.text import Lang, Text, join, plain
from salesdash.units import MONEY, MULTIPLE, RATIO
from salesdash.warehouse.questions.ask import Ask

VIEW = Text("视图", "View")
VIEWS = {"pace": Text("进度", "Progress"), "plan": Text("计划", "Plan")}
BY, MEMBER = Text("维度", "By"), Text("对象", "Who")
EVERYBODY = Text("全部", "Everyone")
TARGET, DUE = Text("目标", "Target"), Text("截至数据日的目标", "Target to date")
ACTUAL, GAP = (
    Text("实际销售额", "Actual sales"),
    Text("差额（正数为超出）", "Ahead (+) or short (−)"),
)
REQUIRED = Text("需达日均", "Required a workday")
MULTIPLE_OF_PACE = Text("需达日均 ÷ 目前日均", "× the pace so far")
PLAN_TITLE = Text("计划与实际（{who}）", "Plan against actual ({who})")
HEAT_TITLE = Text("{dimension}达成率", "Attainment by {dimension}")
GAP_TITLE = Text("从目标到实际，差距在哪", "Where the gap is, from target to actual")
TABLE_TITLE = Text("{dimension}的目标与进度", "Target and progress by {dimension}")
OTHERS = Text("其他 {n} 项", "{n} {n:other|others}")
WITHOUT_TARGET = Text("没有目标的销售额", "Sales without a target")
DEFINED_BY = ("attainment", "target", "sales")
MOST_ROWS = 20  # of a heatmap that can still be read from the back of the room
MOST_STEPS = 12


def choices(ask: Ask, scope: Scope) -> dict[str, Text]:
    """By what the targets can be shown, as options of the page."""
    found = judged(ask, scope)
    return dimensions(ask, found) if found else {}


def people(ask: Ask, scope: Scope, dimension: str) -> dict[str, Text]:
    """Everybody and each member that has a target, as options of the page."""
    found = judged(ask, scope)
    named = members(ask, found, dimension) if found else []
    return {"": EVERYBODY, **{name: plain(name) for name in named}}


def has_begun(ask: Ask, scope: Scope) -> bool:
    """Whether anything can have been sold against the targets yet."""
    found = judged(ask, scope)
    return found is not None and found.has_begun


def headline(ask: Ask, scope: Scope, dimension: str | None = None) -> str:
    """Attainment to date, the gap in money, and who is furthest behind."""
    found = judged(ask, scope)
    if found is None:
        return words.without_targets(ask, scope)[scope.lang]
    total = progress(ask, found).iloc[0]
    each = progress(ask, found, (dimension,)) if dimension else None
    said = [words.standing(found, total, each, dimension), both_plans.sentence(ask, found.scope)]
    return join([told for told in said if told], "", " ")[scope.lang]


def plan_and_actual(
    ask: Ask, scope: Scope, dimension: str | None = None, member: str | None = None
) -> Figure:
    """Plan and actual by month, of everybody or of one member; the running month judged to date."""
    lang, who, named = scope.lang, EVERYBODY, bool(dimension and member)
    if dimension and member:
        scope, who = scope.where(dimension, member), member_name(dimension, member)
    title = PLAN_TITLE.format(who=who)[lang]
    found = judged(ask, scope)
    if found is None:
        return _nothing("plan_and_actual", title, ask, scope)
    grain, light = found.grain, ask.lights["attainment"]
    frame = progress(ask, found, (grain,))
    frame["light"] = [judge(light, a).light if a == a else "" for a in frame["attainment"]]
    x, actual, target = (
        dimension_column(grain, lang),
        _money("sales", ACTUAL, lang),
        _money("target", TARGET, lang),
    )
    due, attainment = _money("due", DUE, lang), _attainment(lang)
    return Figure(
        "plan_and_actual", title, lang, frame, (x, target, due, actual, attainment),
        lambda mode: plan_actual.by_period(
            frame, x, actual, target, attainment=attainment, light=Column("light", ""),
            lang=lang, mode=mode, grain=grain, scale=scope.scale,
        ),
        sentence=words.outlook(found, progress(ask, found).iloc[0], frame)[lang],
        scope=found.scope, context=context(found.scope), alt=title, metrics=DEFINED_BY, scale=scope.scale,
        notes=words.notes(ask, scope, found, is_filtered=named),
    )  # fmt: skip


def attainment_by_member(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """Member × month: closed months whole, the running one to date, those to come blank."""
    lang, found = scope.lang, judged(ask, scope)
    title = HEAT_TITLE.format(dimension=_each(dimension))[lang]
    if found is None:
        return _nothing("attainment_by_member", title, ask, scope)
    grain, worst = found.grain, members(ask, found, dimension)
    frame = progress(ask, found, (grain, dimension))
    frame = frame[frame[dimension].isin(worst[:MOST_ROWS]) & frame["target"].notna()]
    frame = frame.sort_values(dimension, key=lambda column: column.map(worst.index), kind="stable")
    frame = frame.reset_index(drop=True)
    if frame.empty:
        return _nothing("attainment_by_member", title, ask, scope)
    x, y, value = (
        dimension_column(grain, lang),
        dimension_column(dimension, lang),
        _attainment(lang),
    )
    return Figure(
        "attainment_by_member", title, lang, frame,
        (y, x, _money("target", TARGET, lang), _money("due", DUE, lang), _money("sales", ACTUAL, lang), value),
        lambda mode: heatmap.grid(
            frame, x, y, value, lang=lang, mode=mode, grain=grain, scale=scope.scale
        ),
        sentence=words.weak_cells(found, frame, dimension, ask.lights["attainment"])[lang],
        scope=found.scope, context=context(found.scope), alt=title, metrics=DEFINED_BY, scale=scope.scale,
        notes=words.only(MOST_ROWS, len(worst), lang),
    )  # fmt: skip


def gap_by_member(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """The way from the target to date to the actual, each member's part in it; it adds up."""
    lang, found = scope.lang, judged(ask, scope)
    title = GAP_TITLE[lang]
    if found is None or not found.has_begun:
        return _nothing("gap_by_member", title, ask, scope)
    frame, total = progress(ask, found, (dimension,)), progress(ask, found).iloc[0]
    due, actual = float(total["due"]), float(total["sales"])
    steps = _steps(frame, dimension, scope, actual)
    name, value = dimension_column(dimension, lang), _money("gap", GAP, lang)
    start = (DUE if found.is_running else TARGET)[lang], due
    return Figure(
        "gap_by_member", title, lang, steps, (name, value),
        lambda mode: gap.waterfall(
            steps, name, value, start=start, end=(ACTUAL[lang], actual),
            lang=lang, mode=mode, scale=scope.scale,
        ),
        sentence=words.gains_and_losses(steps["gap"], due, actual, scope)[lang],
        scope=found.scope, context=context(found.scope), alt=title, metrics=DEFINED_BY, scale=scope.scale,
    )  # fmt: skip


def progress_table(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """One row per member, furthest behind first: target, to date, actual, gap, required pace."""
    lang, found = scope.lang, judged(ask, scope)
    title = TABLE_TITLE.format(dimension=_each(dimension))[lang]
    if found is None:
        return _nothing("progress_table", title, ask, scope)
    frame = progress(ask, found, (dimension,))
    sentence = words.both_ends(found, frame, dimension)
    paces = [pace(found, row) for row in frame.to_dict("records")]
    frame["required"] = [_required(p.required_rate, made=p.is_made) if p else None for p in paces]
    frame["multiple"] = [p.multiple if p else None for p in paces]
    against_both, named = both_plans.by_member(ask, found.scope, dimension)
    frame = frame.merge(against_both, on=dimension, how="left") if named else frame
    frame[dimension] = member_names(dimension, frame[dimension], lang)
    columns = [
        dimension_column(dimension, lang),
        _money("target", TARGET, lang),
        _money("due", DUE, lang),
        _money("sales", ACTUAL, lang),
        _attainment(lang),
        *(Column(key, name[lang], RATIO) for key, name in named.items()),
        _money("gap", GAP, lang),
        _money("required", REQUIRED, lang),
        Column("multiple", MULTIPLE_OF_PACE[lang], MULTIPLE),
    ]
    shown = [c for c in columns if found.is_running or c.key not in ("due", "required", "multiple")]
    return Figure(
        "progress_table", title, lang, frame[[c.key for c in shown]], tuple(shown),
        sentence=sentence[lang],
        scope=found.scope, context=context(found.scope), metrics=DEFINED_BY, scale=scope.scale,
    )  # fmt: skip


def _steps(frame: pd.DataFrame, dimension: str, scope: Scope, actual: float) -> pd.DataFrame:
    """What each member adds to or takes from the target: the largest apart, the rest in one step."""
    planned = frame[frame["due"].notna()].sort_values(
        "gap", key=abs, ascending=False, kind="stable"
    )
    shown = planned.iloc[:MOST_STEPS].sort_values("gap", kind="stable")
    names = member_names(dimension, shown[dimension], scope.lang)
    steps = list(zip(names, shown["gap"], strict=True))
    if rest := len(planned) - len(shown):
        steps.append((OTHERS.format(n=rest)[scope.lang], planned["gap"].iloc[MOST_STEPS:].sum()))
    unplanned = actual - float(planned["sales"].sum())
    if abs(unplanned) >= LEAST:
        steps.append((WITHOUT_TARGET[scope.lang], unplanned))
    return pd.DataFrame(steps, columns=[dimension, "gap"])


def _required(rate: float | None, *, made: bool) -> float | None:
    return 0.0 if made else rate


def _each(dimension: str) -> Text:
    name = DIMENSIONS[dimension].name
    return Text("各" + name.zh, name.en.lower())


def _money(key: str, title: Text, lang: Lang) -> Column:
    return Column(key, title[lang], MONEY)


def _attainment(lang: Lang) -> Column:
    return Column("attainment", METRICS["attainment"].name[lang], RATIO)


def _nothing(key: str, title: str, ask: Ask, scope: Scope) -> Figure:
    """The empty place of a figure, and which sheet would fill it."""
    missing: Sequence[str] = () if "targets" in ask.coverage else ("targets",)
    return Figure(
        key, title, scope.lang, pd.DataFrame(), (),
        scope=scope, context=context(scope), metrics=DEFINED_BY, missing=tuple(missing), scale=scope.scale,
    )  # fmt: skip
