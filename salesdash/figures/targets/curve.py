"""Are we on plan: sales so far against what the plan, or the comparison, had by the same day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesdash.analysis.pace import Pace
from salesdash.analysis.projection import Projection
from salesdash.charts.column import Column
from salesdash.charts.figure import Draw, Figure, in_one_unit
from salesdash.charts.over_time import cumulative, trend
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import (
    capital,
    comparison_of,
    in_view,
    lower,
    notes_on_sides,
    notes_on_time,
    other_name,
)
from salesdash.figures.events import events_in
from salesdash.figures.targets.headlines import LEAST
from salesdash.figures.targets.meeting_line import NOT_BEGUN, pace_of, without_sales
from salesdash.figures.targets.projections import (
    RULES,
    course,
    error_words,
    projections,
    seasonal,
    wild_words,
)
from salesdash.figures.targets.running_sums import both_sums, drawn_by, known_part
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, RATIO, UpTo, write
from salesdash.warehouse.questions.ask import Ask

CURVE = Text("累计销售额与目标进度", "Sales so far against the plan")
CURVE_COMPARED = Text("累计销售额与{other}", "Sales so far against {other}")
CURVE_ALONE = Text("累计销售额", "Sales so far")
DAY = Text("日期", "Day")
ACTUAL = Text("实际累计", "Actual so far")
PLANNED = Text("目标进度（按工作日）", "Plan to date (workdays)")
COMPARED = Text("{other}累计", "{other}")
SEASONAL = Text("目标进度（按季节）", "Plan to date (by season)")
AHEAD = Text(
    "按计划此时应完成 {due}，实际超前 {gap}。",
    "The plan asks for {due} by now; sales are {gap} ahead of it.",
)
BEHIND = Text(
    "按计划此时应完成 {due}，实际落后 {gap}。",
    "The plan asks for {due} by now; sales are {gap} behind it.",
)
ON_PLAN = Text(
    "按计划此时应完成 {due}，实际正好相当。",
    "By now the plan asks for {due}; sales are exactly there.",
)
NOTHING_DUE_YET = Text(
    "按计划此时还没有应完成的部分，销售额已有 {sold}。",
    "The plan asks for nothing by now; sales so far are {sold}.",
)
NOTHING_DUE = Text(
    "按计划此时还没有应完成的部分，也还没有销售。",
    "The plan asks for nothing by now, and nothing is sold yet.",
)
EXACTLY = Text("与目标正好相当。", "Exactly the target.")
AFTERWARDS_OVER = Text("比目标多 {gap}。", "{gap} more than the target.")
AFTERWARDS_SHORT = Text("比目标少 {gap}。", "{gap} less than the target.")
A_WORKDAY = Text(
    "每个工作日平均 {now}，{other}为 {before}。",
    "Each workday brought {now}, against {before} in {other}.",
)
A_WORKDAY_ALONE = Text("每个工作日平均 {now}。", "Each workday brought {now}.")
A_DAY = Text(
    "还没有过去一个工作日；平均每天 {now}，{other}为 {before}。",
    "No workday has passed yet; each day brought {now}, against {before} in {other}.",
)
A_DAY_ALONE = Text(
    "还没有过去一个工作日；平均每天 {now}。", "No workday has passed yet; each day brought {now}."
)
BY_SEASON = Text(
    "按往年季节折算，此时应完成 {due}。", "By the season of earlier years it would be {due}."
)
ENDS_AT = Text("{period}预计：{each}。", "{period} is heading for: {each}.")
ONE = Text(
    "{rule} {value}（目标的 {share}{error}）", "{rule} {value} ({share} of the target{error})"
)
MONTHLY = 3  # the fineness of targets by month


def curve(ask: Ask, scope: Scope) -> Figure:
    """Running sums of sales against the plan's, else against the comparison's; of a period still
    running also where each rule says that it leads."""
    paced = pace_of(ask, in_view(scope))
    scope, pace = (paced.judged.scope, paced.pace) if paced else (in_view(scope), None)
    tried = projections(ask, scope) if pace and scope.is_running else []
    projected = [one for one in tried if not one.is_wild]
    frame = _curve_frame(ask, scope, pace, projected)
    has_other = bool(frame["pace"].notna().any())
    other = other_name(scope, workdays=False)
    titles = (CURVE, PLANNED) if pace else (CURVE_COMPARED, COMPARED)
    title = (titles[0] if has_other else CURVE_ALONE).format(other=other)
    named = {
        "day": DAY,
        "actual": ACTUAL,
        "pace": capital(titles[1].format(other=other)),
        "seasonal": SEASONAL,
        **{one.rule: RULES[one.rule] for one in projected},
    }
    columns = {
        key: dimension_column(key, name) if key == "day" else Column(key, name, MONEY)
        for key, name in named.items()
        if key == "day" or frame[key].notna().any()
    }
    written = in_one_unit(scope, frame, columns.values(), pace.target if pace else None)
    sentence, notes = _findings(ask, written, pace, frame, tried)
    is_course = "actual" in columns and any(
        frame[key].notna().sum() > 1 for key in columns if key != "day"
    )
    return Figure.of(
        scope,
        "sales_so_far",
        title,
        frame[list(columns)] if is_course else frame[list(columns)].iloc[:0],
        tuple(columns.values()),
        _drawn(ask, frame, columns, scope, pace),
        sentence=sentence,
        also=(pace.target if pace else None,),
        metrics=("sales", "target") if pace else ("sales",),
        notes=notes,
    )


def _drawn(
    ask: Ask, frame: pd.DataFrame, columns: dict[str, Column], scope: Scope, pace: Pace | None
) -> Draw:
    happened = events_in(ask, scope, scope.period or scope.calendar.of(scope.as_of, "year"))
    if "pace" not in columns:
        past = frame[frame["actual"].notna()]
        return lambda look: trend.line(
            past, columns["day"], columns["actual"], look, happened=happened
        )
    return lambda look: cumulative.against_pace(
        frame,
        columns["day"],
        columns["actual"],
        columns["pace"],
        look,
        target=pace.target if pace else None,
        as_of=scope.as_of if scope.is_running else None,
        seasonal=columns.get("seasonal"),
        projected=[columns[rule] for rule in RULES if rule in columns],
        happened=happened,
    )


def _curve_frame(
    ask: Ask, scope: Scope, pace: Pace | None, projected: Sequence[Projection]
) -> pd.DataFrame:
    """One row per day drawn: running sums of sales, of plan or comparison, and of each projection."""
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    days = _days_drawn(ask, period, scope.as_of)
    actual, other = both_sums(ask, scope, period, days, has_plan=pace is not None)
    sums = {
        "actual": actual,
        "pace": other,
        "seasonal": _by_season(ask, scope, pace, days),
        **{one.rule: course(ask, scope, one, days) for one in projected},
    }
    return pd.DataFrame({"day": [day.isoformat() for day in days], **sums}).astype(
        dict.fromkeys(sums, float)
    )


def _by_season(
    ask: Ask, scope: Scope, pace: Pace | None, days: Sequence[date]
) -> list[float | None]:
    """The target laid out by the season of earlier years, where the plan itself knows no months."""
    weigh = None
    if pace and scope.period and not _knows_months(ask, scope.calendar.years_of(scope.period)):
        weigh = seasonal(ask, scope)
    if weigh is None or pace is None or scope.period is None:
        return [None] * len(days)
    whole = weigh(scope.period)
    if not whole:
        return [None] * len(days)
    return [pace.target * weigh(scope.period.until(day)) / whole for day in days]


def _knows_months(ask: Ask, years: range) -> bool:
    return any(
        target_set.metric == "sales" and target_set.year in years and target_set.fineness >= MONTHLY
        for target_set in ask.target_sets
    )


def _days_drawn(ask: Ask, period: Period, as_of: date) -> list[date]:
    """Every day, or the last day of every week or sum; the as-of date and the period's last day in any case."""
    ends = (part.last_day for part in period.split(drawn_by(ask, period)))
    first = known_part(ask, "sales", period.until(as_of), ask.calendar).start
    kept = {period.start, first, *ends, period.last_day, as_of}
    return sorted(day for day in kept if day in period)


def _findings(
    ask: Ask,
    scope: Scope,
    pace: Pace | None,
    frame: pd.DataFrame,
    tried: Sequence[Projection],
) -> tuple[Text, tuple[Text, ...]]:
    """How far ahead or behind the plan to date; and where each rule says that it leads."""
    period = scope.period or scope.calendar.of(scope.as_of, "year")
    if pace is None:
        has_begun = period.start <= scope.as_of
        sentence = (
            _per_workday(ask, scope, period) if has_begun else NOT_BEGUN.format(period=period.name)
        )
        return sentence, notes_on_sides(ask, scope, ["sales"])
    on_time = notes_on_time(scope, is_compared=False)
    if period.start > scope.as_of:
        return NOT_BEGUN.format(period=period.name), on_time
    due = number(frame.loc[frame["day"] == scope.as_of.isoformat(), "seasonal"].max())
    by_season = []
    if scope.is_running and due is not None:
        by_season.append(BY_SEASON.format(due=write(due / pace.target, RATIO)))
    beyond = beyond_words(tried, pace.target, scope)
    return ahead_or_behind(pace, scope), (*by_season, *beyond, *on_time)


def beyond_words(tried: Sequence[Projection], target: float, scope: Scope) -> tuple[Text, ...]:
    """Where a running period ends by each rule, and how far the rule was off before."""
    each = [_leads_to(one, target, scope) for one in tried if not one.is_wild]
    ends = (
        [ENDS_AT.format(period=scope.period.name, each=join(each, "；", "; "))]
        if each and scope.period
        else []
    )
    wild = wild_words(tried)
    return (*ends, *([wild] if wild else []))


def ahead_or_behind(pace: Pace, scope: Scope) -> Text:
    """How far sales are from the plan to date, or, of a period that is over, from the plan."""
    if abs(pace.ahead) < LEAST:
        sentence = ON_PLAN if pace.due else NOTHING_DUE
        return (sentence if scope.is_running else EXACTLY).format(due=_due(pace, scope))
    if scope.is_running and abs(pace.due) < LEAST:
        return NOTHING_DUE_YET.format(sold=write(pace.actual, MONEY, scope.scale))
    sentences = (AHEAD, BEHIND) if scope.is_running else (AFTERWARDS_OVER, AFTERWARDS_SHORT)
    return sentences[pace.ahead < 0].format(
        due=_due(pace, scope),
        gap=write(abs(pace.ahead), MONEY, scope.scale),
    )


def _due(pace: Pace, scope: Scope) -> Text:
    """The share of the target that is due; as money where that would read as none of it."""
    share = write(pace.due / pace.target, RATIO)
    return write(pace.due, MONEY, scope.scale) if share == write(0.0, RATIO) else share


def _leads_to(projected: Projection, target: float, scope: Scope) -> Text:
    off = error_words(projected)
    return ONE.format(
        rule=lower(RULES[projected.rule]),
        value=write(projected.value, MONEY, scope.scale),
        share=write(projected.value / target, RATIO),
        error=BLANK if off is None else Text("，", ", ") + off,
    )


def _per_workday(ask: Ask, scope: Scope, period: Period) -> Text:
    known = known_part(ask, "sales", period, scope.calendar)
    scope, by_workday = scope.over(period), scope.over(known).has_worked
    now = _daily_rate(ask, scope.over(scope.elapsed), by_workday=by_workday)
    before = _daily_rate(ask, scope.compared(comparison_of(scope)), by_workday=by_workday)
    if now is None:
        return without_sales(ask, scope)
    alone, beside = (A_WORKDAY_ALONE, A_WORKDAY) if by_workday else (A_DAY_ALONE, A_DAY)
    return (alone if before is None else beside).format(
        now=_rate(now, before, scope),
        other=other_name(scope, workdays=False),
        before=_rate(before, now, scope),
    )


def _rate(one: float | None, other: float | None, scope: Scope) -> Text:
    """What a day brought, in a unit of its own size, small beside the running sums; it reads as the
    other one only where it is as much."""
    rates = [abs(rate) for rate in (one, other) if rate is not None]
    is_by_size = isinstance(scope.scale, UpTo)
    scale = UpTo(max(rates)) if is_by_size and rates else scope.scale
    return write(one, MONEY, scale, limits=[] if other is None else [other])


def _daily_rate(ask: Ask, scope: Scope | None, *, by_workday: bool) -> float | None:
    """Sales a workday, or a day, of those that are loaded; None where nothing was sold or nobody worked."""
    period = scope.elapsed if scope else None
    if scope is None or period is None:
        return None
    sales = number(ask(["sales"], [], scope).iloc[0]["sales"])
    period = known_part(ask, "sales", period, scope.calendar)
    days = scope.calendar.workdays(period) if by_workday else (period.end - period.start).days
    return sales / days if sales is not None and days else None
