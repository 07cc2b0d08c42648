"""The line of the meeting: ahead or behind, how much is reached, what each day must bring, who lags."""

from __future__ import annotations

from collections.abc import Mapping

from salesdash.analysis.lights import LightKey, change, judge
from salesdash.analysis.pace import Pace
from salesdash.charts.column import MarkedCell
from salesdash.charts.figure import Headline
from salesdash.charts.rows import number
from salesdash.figures.comparison import (
    comparison_of,
    day_name,
    in_view,
    no_base,
    other_name,
    too_short,
)
from salesdash.figures.targets import both_plans, to_date
from salesdash.figures.targets.headlines import LEAST, furthest_behind
from salesdash.figures.targets.projections import turn_words
from salesdash.figures.two_sides import rests_on
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, MULTIPLE, POINTS, RATIO, apart, write
from salesdash.warehouse.questions.ask import Ask

STOP = Text("。", ".")
AHEAD = Text(
    "{period}目标已完成 {reached}，比计划进度超前 {points}（{gap}）",
    "{reached} of the {period} target reached, {points} ahead of plan ({gap})",
)
BEHIND = Text(
    "{period}目标已完成 {reached}，比计划进度落后 {points}（{gap}）",
    "{reached} of the {period} target reached, {points} behind plan ({gap})",
)
ON_PLAN = Text(
    "{period}目标已完成 {reached}，与计划进度一致",
    "{reached} of the {period} target reached, just as planned",
)
HARDLY_OFF = Text(
    "{period}目标已完成 {reached}，与计划进度基本一致（{gap}）",
    "{reached} of the {period} target reached, all but as planned ({gap})",
)
BEFORE_WORK = Text(
    "{period}还没有过去一个工作日，目标已完成 {reached}",
    "{reached} of the {period} target reached before its first workday",
)
MADE = Text(
    "{period}目标已提前完成：达成 {reached}，超出 {over}",
    "The {period} target is already made: {reached}, {over} over it",
)
NO_DAY_LEFT = Text(
    "{period}的工作日已经用完：目标完成 {reached}，还差 {short}",
    "No workday of {period} is left: {reached} of the target reached, {short} short",
)
REACHED = Text(
    "{period}目标达成 {reached}，超出 {over}",
    "The {period} target was reached: {reached}, {over} over it",
)
MISSED = Text(
    "{period}目标完成 {reached}，差 {short}",
    "{reached} of the {period} target was reached, {short} short",
)
TIME = Text("时间已过 {time}", "{time} of the workdays are gone")
ONLY_TIME = Text("时间只过了 {time}", "only {time} of the workdays are gone")
NEEDED = Text(
    "余下 {n} 个工作日每天需要 {rate}",
    "{n:the one workday left|each of the {n} left} has to bring {rate}",
)
OF_PACE = Text("是目前日均的 {multiple} 倍", "{multiple} × the pace so far")
UP = Text(
    "{when}销售额 {sales}，比{other}增长 {rate}（多 {gap}）",
    "{when}: sales of {sales}, {rate} up on {other}, {gap} more",
)
DOWN = Text(
    "{when}销售额 {sales}，比{other}下降 {rate}（少 {gap}）",
    "{when}: sales of {sales}, {rate} down on {other}, {gap} less",
)
LEVEL = Text("{when}销售额 {sales}，与{other}持平", "{when}: sales of {sales}, level with {other}")
ALONE = Text("{when}销售额 {sales}", "{when}: sales of {sales}")
NOT_BEGUN = Text("{period}还没有销售数据", "There are no sales in {period} yet")
TO_DATE = Text("截至{day}，{period}", "{period} to {day}")

IS_AHEAD, IS_ON_PLAN = Text("超前", "Ahead"), Text("按计划", "On plan")
# ahead so far and heading for less than the whole, behind so far and heading for all of it
IS_AT_RISK, IS_CATCHING_UP = Text("有缺口风险", "At risk"), Text("有望追上", "Catching up")
IS_MADE, IS_MISSED = Text("已完成", "Made"), Text("未完成", "Missed")
IS_BEHIND: Mapping[LightKey, Text] = {
    "green": Text("基本跟上", "Keeping up"),
    "amber": Text("略落后", "Slightly behind"),
    "red": Text("落后", "Behind"),
}
IS_UP, IS_DOWN = Text("增长", "Up"), Text("下降", "Down")


def headline(ask: Ask, scope: Scope) -> Headline:
    """The line of the meeting; without targets, sales to date against the comparison."""
    scope = in_view(scope)
    period = scope.period
    if period is None or period.start > scope.as_of:
        return Headline(NOT_BEGUN.format(period=period.name if period else ""))
    paced = pace_of(ask, scope)
    if paced is None:
        return against_other(ask, scope)
    judged, pace = paced.judged, paced.pace
    both = both_plans.sentence(ask, judged.scope)
    light = judge(ask.lights["attainment"], pace.attainment).light
    state = _state(pace, light, is_running=judged.scope.is_running)
    turned = turn_words(ask, judged.scope, pace.target, pace.ahead) if pace.passed else None
    if turned and state:
        state, light = where_turned(pace.ahead, light)
    return Headline(
        _against_target(judged.scope, pace) + (turned or BLANK),
        light=light,
        state=state,
        more=_needed(judged.scope, pace),
        notes=(*([both] if both else []), *rests_on(ask, ["attainment"], scope)),
        leads=_furthest_behind(ask, judged),
    )


def without_sales(ask: Ask, scope: Scope) -> Text:
    """Why nothing is known to be sold in a period: it is too short for what the orders tell, or has only begun."""
    period = scope.period.name if scope.period else ""
    return next(iter(too_short(ask, scope, ["sales"])), NOT_BEGUN.format(period=period))


def where_turned(ahead: float, light: LightKey) -> tuple[Text, LightKey]:
    """The state and its light where a projection points the other way than the days so far."""
    return (IS_AT_RISK, "amber") if ahead > 0 else (IS_CATCHING_UP, light)


def pace_of(ask: Ask, scope: Scope) -> to_date.Paced | None:
    """The days for which there are targets and how far they have come; None without targets."""
    judged = to_date.judged_part(ask, scope)
    if judged is None:
        return None
    pace = to_date.pace(judged, to_date.progress(ask, judged).iloc[0])
    return to_date.Paced(judged, pace) if pace and pace.target > 0 else None


def _against_target(scope: Scope, pace: Pace) -> Text:
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    return _sentence(pace, is_running=scope.is_running).format(
        period=period.name,
        reached=write(pace.reached, RATIO, limits=(0.0,)),
        points=write(abs(_points_ahead(pace)), POINTS),
        gap=write(pace.ahead, MONEY, scope.scale, signed=True),
        over=write(-pace.remaining, MONEY, scope.scale),
        short=write(pace.remaining, MONEY, scope.scale),
    )


def _sentence(pace: Pace, *, is_running: bool) -> Text:
    if pace.is_made:
        return MADE if is_running and pace.workdays else REACHED
    if not is_running:
        return MISSED
    if not pace.left:
        return NO_DAY_LEFT
    if not pace.passed:
        return BEFORE_WORK
    if abs(pace.ahead) < LEAST:
        return ON_PLAN
    if not _points_ahead(pace):  # it would read as 0.0 points
        return HARDLY_OFF
    return AHEAD if pace.ahead > 0 else BEHIND


def _points_ahead(pace: Pace) -> float:
    """The share reached less the share due, both as they are written."""
    return apart(pace.actual / pace.target, pace.due / pace.target, limits=(0.0,))


def _state(pace: Pace, light: LightKey, *, is_running: bool) -> Text:
    if light == "grey":
        return BLANK
    if pace.is_made:
        return IS_MADE
    if not is_running or not pace.left:
        return IS_MISSED
    if abs(pace.ahead) < LEAST:
        return IS_ON_PLAN
    return IS_AHEAD if pace.ahead > 0 else IS_BEHIND[light]


def _needed(scope: Scope, pace: Pace) -> Text:
    """How much time has gone and what each workday left has to bring; nothing of a closed period."""
    if not scope.is_running or not pace.workdays:
        return BLANK
    time = {"time": write(pace.time_passed, RATIO)}
    if pace.is_made:
        return ONLY_TIME.format(**time) + STOP
    if pace.required_rate is None:
        return BLANK
    needed = NEEDED.format(n=pace.left, rate=write(pace.required_rate, MONEY, scope.scale))
    parts = [join([TIME.format(**time), needed], zh="；", en="; ")]
    if pace.multiple is not None:
        parts.append(OF_PACE.format(multiple=write(pace.multiple, MULTIPLE)))
    return join(parts, zh="，") + STOP


def _furthest_behind(ask: Ask, judged: to_date.JudgedSpan) -> tuple[MarkedCell, ...]:
    """Who lags most, by the first dimension that targets are split by."""
    dimension = next(iter(to_date.dimensions(ask, judged)), None)
    if dimension is None:
        return ()
    return furthest_behind(judged, to_date.progress(ask, judged, (dimension,)), dimension)


def against_other(ask: Ask, scope: Scope) -> Headline:
    """Sales to date and how they stand against the comparison."""
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    other = scope.compared(comparison_of(scope))
    now = number(ask(["sales"], [], scope).iloc[0]["sales"])
    before = number(ask(["sales"], [], other).iloc[0]["sales"]) if other else None
    before = scope.frozen.get("sales", before)
    if now is None:
        return Headline(without_sales(ask, scope.over(period)))
    when = TO_DATE.format(day=day_name(scope.as_of), period=period.name)
    words = {
        "when": when if scope.is_running else period.name,
        "sales": write(now, MONEY, scope.scale),
        "other": other_name(scope),
    }
    rate = change(now, before)
    if rate is None or before is None:
        return Headline(ALONE.format(**words), more=no_base(ask, scope))
    if abs(now - before) < LEAST:
        return Headline(LEVEL.format(**words))
    words |= {
        "rate": write(abs(rate), RATIO),
        "gap": write(abs(now - before), MONEY, scope.scale),
    }
    if now > before:
        return Headline(UP.format(**words), light="green", state=IS_UP)
    return Headline(DOWN.format(**words), light="red", state=IS_DOWN)
