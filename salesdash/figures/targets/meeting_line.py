"""The line of the meeting: how much is reached, how much time has gone, what each day must bring."""

from __future__ import annotations

from salesdash.analysis.lights import change
from salesdash.analysis.pace import Pace
from salesdash.charts.rows import number
from salesdash.figures.comparison import comparison_of, day_name, in_view, no_base, other_name
from salesdash.figures.targets import both_plans, to_date
from salesdash.figures.two_sides import rests_on
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY, MULTIPLE, RATIO, write
from salesdash.warehouse.questions.ask import Ask

RUNNING = Text(
    "截至{day}，{period}目标完成 {reached}，时间已过 {time}；"
    "剩下每个工作日需要 {rate}，是目前日均的 {multiple} 倍。",
    "By {day}, {reached} of the {period} target is reached and {time} of the workdays are gone; "
    "each workday left has to bring {rate}, {multiple} × the pace so far.",
)
NOTHING_SOLD = Text(
    "截至{day}，{period}目标完成 {reached}，时间已过 {time}；剩下每个工作日需要 {rate}。",
    "By {day}, {reached} of the {period} target is reached and {time} of the workdays are gone; "
    "each workday left has to bring {rate}.",
)
BEFORE_WORK = Text(
    "截至{day}，{period}还没有过去一个工作日：目标完成 {reached}，每个工作日需要 {rate}。",
    "By {day} no workday of {period} has passed: {reached} of the target is reached, and each "
    "workday has to bring {rate}.",
)
MADE = Text(
    "截至{day}，{period}目标已提前完成：达成 {reached}，超出 {over}，时间只过了 {time}。",
    "By {day} the {period} target is already made: {reached}, {over} over it, "
    "with {time} of the workdays gone.",
)
NO_DAY_LEFT = Text(
    "截至{day}，{period}的工作日已经用完：目标完成 {reached}，还差 {gap}。",
    "By {day}, {period} has no workday left: {reached} of the target is reached, {gap} short.",
)
REACHED = Text(
    "{period}目标达成 {reached}，超出 {over}。",
    "The {period} target was reached: {reached}, {over} over it.",
)
MISSED = Text(
    "{period}目标完成 {reached}，差 {gap}。",
    "{reached} of the {period} target was reached, {gap} short.",
)
UP = Text(
    "{when}销售额 {sales}，比{other}增长 {rate}，多 {gap}。",
    "{when}: sales of {sales}, {rate} up on {other}, {gap} more.",
)
DOWN = Text(
    "{when}销售额 {sales}，比{other}下降 {rate}，少 {gap}。",
    "{when}: sales of {sales}, {rate} down on {other}, {gap} less.",
)
ALONE = Text(
    "{when}销售额 {sales}。{why}",
    "{when}: sales of {sales}. {why}",
)
NOT_BEGUN = Text("{period}还没有销售数据。", "There are no sales in {period} yet.")
TO_DATE = Text("截至{day}，{period}", "{period} to {day}")


def headline(ask: Ask, scope: Scope) -> Text:
    """The line of the meeting; without targets, sales to date against the comparison."""
    scope = in_view(scope)
    period = scope.period
    if period is None or period.start > scope.as_of:
        return NOT_BEGUN.format(period=period.name if period else "")
    judged = pace_of(ask, scope)
    if judged is None:
        return against_other(ask, scope)
    both = both_plans.sentence(ask, judged[0])
    told = [_against_target(*judged), *([both] if both else [])]
    return join([*told, *rests_on(ask, ["attainment"], scope)], zh="", en=" ")


def pace_of(ask: Ask, scope: Scope) -> tuple[Scope, Pace] | None:
    """The days for which there are targets and how far they have come; None without targets."""
    found = to_date.judged(ask, scope)
    if found is None:
        return None
    pace = to_date.pace(found, to_date.progress(ask, found).iloc[0])
    return (found.scope, pace) if pace and pace.target > 0 else None


def _against_target(scope: Scope, pace: Pace) -> Text:
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    words = {
        "day": day_name(scope.as_of),
        "period": period.name,
        "reached": write(pace.reached, RATIO),
        "time": write(pace.time_passed, RATIO),
        "over": write(-pace.remaining, MONEY, scope.scale),
        "gap": write(pace.remaining, MONEY, scope.scale),
        "rate": write(pace.required_rate, MONEY, scope.scale),
        "multiple": write(pace.multiple, MULTIPLE),
    }
    return _sentence(pace, is_running=scope.is_running).format(**words)


def _sentence(pace: Pace, *, is_running: bool) -> Text:
    if pace.is_made:
        return MADE if is_running and pace.workdays else REACHED
    if not is_running:
        return MISSED
    if not pace.left:
        return NO_DAY_LEFT
    if not pace.passed:
        return BEFORE_WORK
    return RUNNING if pace.multiple is not None else NOTHING_SOLD


def against_other(ask: Ask, scope: Scope) -> Text:
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    other = scope.compared(comparison_of(scope))
    now = number(ask(["sales"], [], scope).iloc[0]["sales"])
    before = number(ask(["sales"], [], other).iloc[0]["sales"])
    if now is None:
        return NOT_BEGUN.format(period=period.name)
    when = TO_DATE.format(day=day_name(scope.as_of), period=period.name)
    rate = change(now, before)
    sentence = ALONE if rate is None else DOWN if rate < 0 else UP
    return sentence.format(
        when=when if scope.is_running else period.name,
        sales=write(now, MONEY, scope.scale),
        other=other_name(scope),
        why=no_base(ask, scope),
        rate=write(abs(rate or 0.0), RATIO),
        gap=write(abs(now - (before or 0.0)), MONEY, scope.scale),
    )
