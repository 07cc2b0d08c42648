"""What each is to reach, who is behind, and whether it can still be made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import COLOUR, KPI, METRIC, Column, MarkedCell
from salesdash.charts.compared import gap
from salesdash.charts.figure import Card, Figure, Headline, in_one_unit
from salesdash.charts.grids import heatmap
from salesdash.charts.over_time import plan_actual
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.events import events_in
from salesdash.figures.lights.wording import LIGHT_NAMES
from salesdash.figures.targets import both_plans, closed_periods
from salesdash.figures.targets import headlines as words
from salesdash.figures.targets.headlines import LEAST
from salesdash.figures.targets.meeting_line import where_turned
from salesdash.figures.targets.projections import turn_words
from salesdash.figures.targets.to_date import (
    JudgedSpan,
    dimensions,
    judged_part,
    members,
    pace,
    progress,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, plain
from salesdash.units import MONEY, MULTIPLE, RATIO, write
from salesdash.warehouse.questions.ask import Ask

VIEW = Text("视图", "View")
VIEWS = {"pace": Text("进度", "Progress"), "plan": Text("计划", "Plan")}
MORE = Text("更多", "More")
MORE_VIEWS = {
    "gap": Text("差在哪里", "Where the gap is"),
    "outlook": Text("年末预测与公平性", "Projections and fairness"),
    "table": Text("逐个明细", "Each in numbers"),
}
BY, MEMBER = Text("维度", "By"), Text("对象", "Who")
EVERYBODY = Text("全部", "Everyone")
TARGET, DUE = Text("目标", "Target"), Text("截至数据日的目标", "Target to date")
MARK = Text("目标（进行中的算到数据日）", "Target (to date where it runs)")
ACTUAL, GAP = (
    Text("实际销售额", "Actual sales"),
    Text("差额（正数为超出）", "Ahead (+) or short (−)"),
)
REQUIRED = Text("需达日均", "Required a workday")
OF_TARGET = Text("目标的 {share}", "{share} of target")
AHEAD = Text("进度差", "Ahead of plan")
TIMES_PACE = Text("目前日均的 {multiple} 倍", "{multiple} × pace so far")
MULTIPLE_OF_PACE = Text("需达日均 ÷ 目前日均", "× the pace so far")
PLAN_TITLE = Text("计划与实际（{who}）", "Plan against actual ({who})")
HEAT_TITLE = Text("{dimension}达成率", "Attainment by {dimension}")
GAP_TITLE = Text("从目标到实际，差距在哪", "Where the gap is, from target to actual")
TABLE_TITLE = Text("{dimension}的目标与进度", "Target and progress by {dimension}")
OTHERS = Text("其他 {n} 项", "{n} {n:other|others}")
DEFINED_BY = ("attainment", "target", "sales")
MOST_ROWS = 20  # of a heatmap that can still be read from the back of the room
MOST_STEPS = 12


def choices(ask: Ask, scope: Scope) -> dict[str, Text]:
    """By what the targets can be shown, as options of the page."""
    judged = judged_part(ask, scope)
    return dimensions(ask, judged) if judged else {}


def people(ask: Ask, scope: Scope, dimension: str) -> dict[str, Text]:
    """Everybody and each member that has a target, as options of the page."""
    judged = judged_part(ask, scope)
    named = members(ask, judged, dimension) if judged else []
    return {"": EVERYBODY, **{name: plain(name) for name in named}}


def has_begun(ask: Ask, scope: Scope) -> bool:
    """Whether anything can have been sold against the targets yet."""
    judged = judged_part(ask, scope)
    return judged is not None and judged.has_begun


def headline(ask: Ask, scope: Scope, dimension: str | None = None) -> Headline:
    """Attainment to date, the gap in money, who is furthest behind, and where the projection points the
    other way."""
    judged = judged_part(ask, scope)
    if judged is None:
        return Headline(words.without_targets(ask, scope))
    total = progress(ask, judged).iloc[0]
    each = progress(ask, judged, (dimension,)) if dimension else None
    light = judge(ask.lights["attainment"], number(total["attainment"])).light
    both = both_plans.sentence(ask, judged.scope)
    is_judged = light != "grey"
    leads = () if each is None else words.furthest_behind(judged, each, dimension or "")
    several = each is not None and len(each) > 1  # one alone is behind nobody
    nobody = words.nobody_behind(dimension or "") if is_judged and several and not leads else BLANK
    state, turned = LIGHT_NAMES[light] if is_judged else BLANK, _turned(ask, judged, total)
    if turned and state:
        state, light = where_turned(total["gap"], light)
    return Headline(
        words.standing(judged, total) + (turned or BLANK),
        light=light if is_judged else "",
        state=state,
        more=nobody,
        notes=(both,) if both else (),
        leads=leads,
    )


def _turned(ask: Ask, judged: JudgedSpan, total: pd.Series[Any]) -> Text | None:
    """The clause that what is ahead so far is heading for less than its target, or what is behind for all
    of it."""
    run = pace(judged, total)
    return turn_words(ask, judged.scope, run.target, run.ahead) if run and run.passed else None


def cards(
    ask: Ask, scope: Scope, dimension: str | None = None, member: str | None = None
) -> list[Card]:
    """What is to be reached, what is, and what each workday left has to bring; of all or of one member."""
    if dimension and member:
        scope = scope.where(dimension, member)
    judged = judged_part(ask, scope)
    reached = judged and pace(judged, progress(ask, judged).iloc[0])
    if not judged or not reached or reached.target <= 0:
        return []
    scale = judged.scope.scale
    light = judge(ask.lights["attainment"], reached.attainment).light
    multiple = write(reached.multiple, MULTIPLE)
    rate = write(reached.required_rate, MONEY, scale)
    shares = [
        write(part, RATIO, limits=(0.0,))
        for part in (reached.reached, reached.due / reached.target)
    ]
    return [
        Card("target", TARGET, write(reached.target, MONEY, scale), opens={METRIC: "target"}),
        Card(
            "sales", ACTUAL, write(reached.actual, MONEY, scale), OF_TARGET.format(share=shares[0])
        ),
        Card("due", DUE, write(reached.due, MONEY, scale), OF_TARGET.format(share=shares[1])),
        Card(
            "attainment",
            METRICS["attainment"].name,
            judged.attainment(reached.attainment),
            light=light if light != "grey" else "",
            opens={KPI: "attainment"},
        ),
        Card(
            "ahead", AHEAD, write(reached.ahead, MONEY, scale, signed=True), good=reached.ahead >= 0
        ),
        Card("required", REQUIRED, rate, TIMES_PACE.format(multiple=multiple))
        if reached.multiple is not None
        else Card("required", REQUIRED, rate),
    ]


def plan_and_actual(
    ask: Ask, scope: Scope, dimension: str | None = None, member: str | None = None
) -> Figure:
    """Plan and actual by month, of everybody or of one member; the running month judged to date."""
    who, named = EVERYBODY, bool(dimension and member)
    if dimension and member:
        scope, who = scope.where(dimension, member), member_name(dimension, member)
    title = PLAN_TITLE.format(who=who)
    judged = judged_part(ask, scope)
    if judged is None:
        return _nothing("plan_and_actual", title, ask, scope)
    grain, light = judged.grain, ask.lights["attainment"]
    frame = progress(ask, judged, (grain,))
    frame["light"] = [judge(light, a).light if a == a else "" for a in frame["attainment"]]
    x, actual, target = (
        dimension_column(grain, year_starts=judged.scope.calendar.year_starts),
        _money("sales", ACTUAL),
        _money("target", TARGET),
    )
    due, attainment = _money("due", DUE), _attainment(judged)
    frame["mark"] = frame["due"].fillna(
        frame["target"]
    )  # what runs is held against its part so far
    total = progress(ask, judged).iloc[0]
    whole = number(total["target"])  # the sentence may be of the whole period
    written = in_one_unit(judged.scope, frame, (actual, target), whole)
    happened = events_in(ask, judged.scope, judged.period)
    sentence, *beyond = [
        *closed_periods.outlook(replace(judged, scope=written), total, frame),
        BLANK,
    ]
    return Figure.of(
        judged.scope, "plan_and_actual", title, frame, (x, target, due, actual, attainment),
        lambda look: plan_actual.by_period(
            frame, x, actual, _money("mark", MARK), look,
            attainment=attainment, light=COLOUR, happened=happened,
        ),
        sentence=sentence,
        metrics=DEFINED_BY, also=(whole,),
        notes=(*filter(None, beyond), *words.notes(ask, scope, judged, is_filtered=named)),
    )  # fmt: skip


def attainment_by_member(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """Member × month: closed months whole, the running one to date, those to come blank."""
    judged = judged_part(ask, scope)
    title = HEAT_TITLE.format(dimension=_each(dimension))
    if judged is None:
        return _nothing("attainment_by_member", title, ask, scope)
    grain, worst = judged.grain, members(ask, judged, dimension)
    frame = progress(ask, judged, (grain, dimension))
    frame = frame[frame[dimension].isin(worst[:MOST_ROWS]) & frame["target"].notna()]
    frame = frame.sort_values(dimension, key=lambda column: column.map(worst.index), kind="stable")
    frame = frame.reset_index(drop=True)
    if frame.empty:
        return _nothing("attainment_by_member", title, ask, scope)
    x, y, value = (
        dimension_column(grain, year_starts=judged.scope.calendar.year_starts),
        dimension_column(dimension),
        _attainment(judged),
    )
    return Figure.of(
        judged.scope, "attainment_by_member", title, frame,
        (y, x, _money("target", TARGET), _money("due", DUE), _money("sales", ACTUAL), value),
        lambda look: heatmap.grid(frame, x, y, value, look),
        sentence=closed_periods.weak_cells(judged, frame, dimension, ask.lights["attainment"]),
        metrics=DEFINED_BY,
        notes=words.only(MOST_ROWS, len(worst)),
    )  # fmt: skip


def gap_by_member(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """The way from the target to date to the actual, each member's part in it; it adds up."""
    judged = judged_part(ask, scope)
    title = GAP_TITLE
    if judged is None or not judged.has_begun:
        return _nothing("gap_by_member", title, ask, scope)
    frame, total = progress(ask, judged, (dimension,)), progress(ask, judged).iloc[0]
    if pd.isna(total["sales"]):
        return _nothing("gap_by_member", title, ask, scope)
    due, actual = float(total["due"]), float(total["sales"])
    planned = frame[frame["due"].notna()]
    unplanned = actual - float(planned["sales"].sum())
    unshared = due - float(planned["due"].sum())
    steps = _steps(planned, dimension, unplanned, unshared)
    name, value = dimension_column(dimension), _money("gap", GAP)
    start = MarkedCell(DUE if judged.is_running else TARGET, ((METRIC, "target"),)), due
    return Figure.of(
        judged.scope, "gap_by_member", title, steps, (name, value),
        lambda look: gap.waterfall(
            steps, name, value, look, start=start, end=(MarkedCell(ACTUAL, ((METRIC, "sales"),)), actual)
        ),
        sentence=words.gains_and_losses(
            planned["gap"], unplanned, unshared, in_one_unit(scope, steps, (value,), due, actual)
        ),
        metrics=DEFINED_BY, also=(due, actual),
    )  # fmt: skip


def progress_table(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """One row per member, furthest behind first: target, to date, actual, gap, required pace."""
    judged = judged_part(ask, scope)
    title = TABLE_TITLE.format(dimension=_each(dimension))
    if judged is None:
        return _nothing("progress_table", title, ask, scope)
    frame = progress(ask, judged, (dimension,))
    paces = [pace(judged, row) for row in frame.to_dict("records")]
    frame["required"] = [_required(p.required_rate, made=p.is_made) if p else None for p in paces]
    frame["multiple"] = [p.multiple if p else None for p in paces]
    against_both, named = both_plans.by_member(ask, judged.scope, dimension)
    frame = frame.merge(against_both, on=dimension, how="left") if named else frame
    columns = [
        dimension_column(dimension),
        _money("target", TARGET),
        _money("due", DUE),
        _money("sales", ACTUAL),
        _attainment(judged),
        *(Column(key, name, RATIO, limits=judged.limits) for key, name in named.items()),
        _money("gap", GAP),
        _money("required", REQUIRED),
        Column("multiple", MULTIPLE_OF_PACE, MULTIPLE),
    ]
    shown = [
        c for c in columns if judged.is_running or c.key not in ("due", "required", "multiple")
    ]
    written = replace(judged, scope=in_one_unit(judged.scope, frame, shown))
    return Figure.of(
        judged.scope,
        "progress_table",
        title,
        frame,
        tuple(shown),
        sentence=words.both_ends(written, frame, dimension),
        metrics=DEFINED_BY,
    )


def _steps(
    planned: pd.DataFrame, dimension: str, unplanned: float, unshared: float
) -> pd.DataFrame:
    """What each member adds to or takes from the target: the largest apart, the rest in one step; then
    the sales of those without a target, and what of the target no member has."""
    planned = planned.sort_values("gap", key=abs, ascending=False, kind="stable")
    shown = planned.iloc[:MOST_STEPS].sort_values("gap", kind="stable")
    steps: list[tuple[object, float]] = list(zip(shown[dimension], shown["gap"], strict=True))
    if rest := len(planned) - len(shown):
        steps.append((OTHERS.format(n=rest), planned["gap"].iloc[MOST_STEPS:].sum()))
    if abs(unplanned) >= LEAST:
        steps.append((words.WITHOUT_TARGET, unplanned))
    if abs(unshared) >= LEAST:
        steps.append((words.UNSHARED, -unshared))
    return pd.DataFrame(steps, columns=[dimension, "gap"])


def _required(rate: float | None, *, made: bool) -> float | None:
    return 0.0 if made else rate


def _each(dimension: str) -> Text:
    name = DIMENSIONS[dimension].name
    return Text("各" + name.zh, name.en.lower())


def _money(key: str, title: Text) -> Column:
    return Column(key, title, MONEY)


def _attainment(judged: JudgedSpan) -> Column:
    return Column("attainment", METRICS["attainment"].name, RATIO, limits=judged.limits)


def _nothing(key: str, title: Text, ask: Ask, scope: Scope) -> Figure:
    """The empty place of a figure, and which sheet would fill it."""
    missing = () if "targets" in ask.coverage else ("targets",)
    return Figure.lacking(scope, key, title, metrics=DEFINED_BY, missing=missing)
