"""How far we are: the line of the meeting and the curve behind it, from the same sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

import pandas as pd

from salesdash.analysis.lights import change
from salesdash.analysis.pace import Pace
from salesdash.catalog.metrics import METRICS
from salesdash.charts import cumulative, trend
from salesdash.charts.figure import Column, Figure
from salesdash.charts.rows import number
from salesdash.figures.build import context
from salesdash.period import Comparison, Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import MONEY, MULTIPLE, RATIO, write
from salesdash.warehouse.ask import Ask

RUNNING = Text(
    "截至{day}，{period}目标完成 {attainment}，时间已过 {time}；"
    "剩下每个工作日需要 {rate}，是目前日均的 {multiple} 倍。",
    "By {day}, {attainment} of the {period} target is reached and {time} of the workdays are gone; "
    "each workday left has to bring {rate}, {multiple} × the pace so far.",
)
MADE = Text(
    "截至{day}，{period}目标已提前完成：达成 {attainment}，超出 {over}，时间只过了 {time}。",
    "By {day} the {period} target is already made: {attainment}, {over} over it, "
    "with {time} of the workdays gone.",
)
NO_DAY_LEFT = Text(
    "截至{day}，{period}的工作日已经用完：目标完成 {attainment}，还差 {gap}。",
    "By {day}, {period} has no workday left: {attainment} of the target is reached, {gap} short.",
)
REACHED = Text(
    "{period}目标达成 {attainment}，超出 {over}。",
    "The {period} target was reached: {attainment}, {over} over it.",
)
MISSED = Text(
    "{period}目标完成 {attainment}，差 {gap}。",
    "{attainment} of the {period} target was reached, {gap} short.",
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
    "{when}销售额 {sales}，没有{other}的数据可比。",
    "{when}: sales of {sales}; there is nothing to compare with for {other}.",
)
NOT_BEGUN = Text("{period}还没有销售数据。", "There are no sales in {period} yet.")
TO_DATE = Text("截至{day}，{period}", "{period} to {day}")

LAST_YEAR = Text("去年同期", "the same period last year")
PREVIOUS = {
    "year": Text("上年", "the year before"),
    "quarter": Text("上季度", "the quarter before"),
    "month": Text("上月", "the month before"),
    "week": Text("上周", "the week before"),
    "day": Text("前一天", "the day before"),
    None: Text("上一段同样长的时间", "the same number of days before"),
}
SAME_WORKDAYS = Text("{other}（相同工作日）", "{other} (same workdays)")

CURVE = Text("累计销售额与目标进度", "Sales so far against the plan")
CURVE_COMPARED = Text("累计销售额与{other}", "Sales so far against {other}")
CURVE_ALONE = Text("累计销售额", "Sales so far")
DAY = Text("日期", "Day")
ACTUAL = Text("实际累计", "Actual so far")
PLANNED = Text("目标进度（按工作日）", "Plan to date (by workdays)")
COMPARED = Text("{other}累计", "{other}, so far")
PROJECTED = Text("按目前日均推算", "At the pace so far")
AHEAD = Text(
    "比目标进度多 {gap}（进度达成 {rate}）。", "{gap} ahead of the plan to date ({rate} of it)."
)
BEHIND = Text(
    "比目标进度少 {gap}（进度达成 {rate}）。", "{gap} behind the plan to date ({rate} of it)."
)
ENDS_AT = Text(
    "按目前日均，{period}预计 {projection}，为目标的 {rate}。",
    "At the pace so far {period} ends at {projection}, {rate} of the target.",
)
UNKNOWN_HOLIDAYS = Text(
    "{years} 年的法定节假日尚未公布，按周一至周五计算工作日。",
    "Public holidays of {years} are not known yet: Monday to Friday is assumed.",
)
DAILY_UP_TO = 100  # days; longer curves have a point a week
WEEK = timedelta(days=7)


def in_view(scope: Scope) -> Scope:
    """The scope with a period to measure progress in: the running year where none is chosen."""
    return scope if scope.period else scope.over(Period.of(scope.as_of, "year"))


def comparison_of(scope: Scope) -> Comparison:
    return scope.comparison or "last_year"


def other_name(scope: Scope) -> Text:
    """What the period is compared with, and that a running one is compared by workdays."""
    grain = scope.period.grain if scope.period else None
    name = LAST_YEAR if comparison_of(scope) == "last_year" else PREVIOUS[grain]
    return SAME_WORKDAYS.format(other=name) if scope.is_running else name


def day_name(day: date) -> Text:
    """`11月16日` · `16 Nov`, where the year is plain from the context."""
    name = Period.of(day, "day").name
    return Text(name.zh.partition("年")[2], name.en.rpartition(" ")[0])


def headline(ask: Ask, scope: Scope) -> str:
    """The line of the meeting; without targets, sales to date against the comparison."""
    scope = in_view(scope)
    period = scope.period
    if period is None or period.start > scope.as_of:
        return NOT_BEGUN.format(period=period.name if period else "")[scope.lang]
    pace = pace_of(ask, scope)
    return (_against_target(pace, scope) if pace else _against_other(ask, scope))[scope.lang]


def pace_of(ask: Ask, scope: Scope) -> Pace | None:
    """Where the period stands against its target; None where it has none."""
    period = scope.period
    if period is None or ask.missing("attainment"):
        return None
    now = ask(["sales", "target"], [], scope).iloc[0]
    whole = number(ask(["target"], [], _to_the_end(scope)).iloc[0]["target"])
    if not whole or whole <= 0:
        return None
    calendar = scope.calendar
    passed = calendar.workdays(period.until(scope.as_of))
    actual, due = (number(now[key]) or 0.0 for key in ("sales", "target"))
    return Pace(actual, whole, due, passed, calendar.workdays(period))


def _to_the_end(scope: Scope) -> Scope:
    """Plans reach beyond the as-of date."""
    return replace(scope, as_of=scope.period.last_day) if scope.period else scope


def _against_target(pace: Pace, scope: Scope) -> Text:
    period = scope.period or Period.of(scope.as_of, "year")
    words = {
        "day": day_name(scope.as_of),
        "period": period.name,
        "attainment": write(pace.attainment, RATIO),
        "time": write(pace.time_passed, RATIO),
        "over": write(-pace.remaining, MONEY, scope.scale),
        "gap": write(pace.remaining, MONEY, scope.scale),
        "rate": write(pace.required_rate, MONEY, scope.scale),
        "multiple": write(pace.multiple, MULTIPLE),
    }
    if not scope.is_running:
        sentence = REACHED if pace.is_made else MISSED
    elif pace.is_made:
        sentence = MADE
    else:
        sentence = RUNNING if pace.left else NO_DAY_LEFT
    return sentence.format(**words)


def _against_other(ask: Ask, scope: Scope) -> Text:
    period = scope.period or Period.of(scope.as_of, "year")
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
        rate=write(abs(rate or 0.0), RATIO),
        gap=write(abs(now - (before or 0.0)), MONEY, scope.scale),
    )


def curve(ask: Ask, scope: Scope) -> Figure:
    """Running sums of sales against the plan's, else against the comparison's."""
    scope = in_view(scope)
    pace = pace_of(ask, scope)
    frame = _curve_frame(ask, scope, pace)
    has_other = bool(frame["pace"].notna().any())
    other = other_name(replace(scope, as_of=scope.period.last_day) if scope.period else scope)
    titles = (CURVE, PLANNED) if pace else (CURVE_COMPARED, COMPARED)
    title = (titles[0] if has_other else CURVE_ALONE).format(other=other)
    columns = {
        "day": Column("day", DAY[scope.lang]),
        "actual": Column("actual", ACTUAL[scope.lang], MONEY),
        "pace": Column("pace", titles[1].format(other=other)[scope.lang], MONEY),
        "projected": Column("projected", PROJECTED[scope.lang], MONEY),
    }
    shown = [key for key in columns if key == "day" or frame[key].notna().any()]
    return Figure(
        key="sales_so_far",
        title=title[scope.lang],
        lang=scope.lang,
        frame=frame[shown] if "actual" in shown else frame[shown].iloc[:0],
        columns=tuple(columns[key] for key in shown),
        draw=_drawn(frame, columns, shown, scope, pace),
        sentence=_finding(ask, scope, pace)[scope.lang],
        context=context(scope),
        metrics=("sales", "target") if pace else ("sales",),
        notes=_notes(scope),
        scale=scope.scale,
    )


def _drawn(
    frame: pd.DataFrame,
    columns: dict[str, Column],
    shown: list[str],
    scope: Scope,
    pace: Pace | None,
) -> Callable[..., object]:
    if "pace" not in shown:
        known = frame[frame["actual"].notna()]
        return lambda mode: trend.line(
            known,
            columns["day"],
            columns["actual"],
            lang=scope.lang,
            mode=mode,
            grain="day",
            scale=scope.scale,
        )
    return lambda mode: cumulative.against_pace(
        frame,
        columns["day"],
        columns["actual"],
        columns["pace"],
        lang=scope.lang,
        mode=mode,
        target=pace.target if pace else None,
        as_of=scope.as_of if scope.is_running else None,
        projected=columns["projected"] if "projected" in shown else None,
        scale=scope.scale,
    )
