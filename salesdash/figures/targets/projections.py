"""Where a running period ends by three rules: shown beside its target, and on the curve of its sales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from salesdash.analysis.projection import (
    MOST,
    Projection,
    by_season,
    carried_on,
    error_of,
    measured,
)
from salesdash.analysis.splitting.weights import Season
from salesdash.catalog.metrics import METRICS
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.comparison import capital, lower
from salesdash.figures.plans.first_draft import season_of
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

RULES = {
    "rate": Text("按目前日均", "At the run rate"),
    "season": Text("按季节", "By season"),
    "pipeline": Text("已成交 + 在谈商机", "Sold + weighted pipeline"),
}
ERROR = Text("{n} 次同期误差 {error}", "past error {error} in {n} earlier {n:period|periods}")
ONE_ERROR = Text(
    "仅 1 次同期可比，误差 {error}", "off by {error} in the one earlier period there is"
)
WILD = Text(
    "{rules}往年同期误差超过 {most}，不列出。",
    "{rules} {n:is|are} left out: past errors are above {most}.",
)
HEADING = Text(
    "{period}预计 {low}，目标 {target}（{least}）。",
    "{period} is heading for {low}, {least} of the target of {target}.",
)
HEADING_BETWEEN = Text(
    "{period}预计 {low}至 {high}，目标 {target}（{least}–{most}）。",
    "{period} is heading for {low} to {high}, {least} to {most} of the target of {target}.",
)
# Where the projection turns what was said of the days so far into its opposite.
BUT_SHORT = Text("目前超前，但{heading}", "Ahead so far, but {heading}")
BUT_MADE = Text("目前落后，但{heading}", "Behind so far, but {heading}")
BUT_SHARE = Text("，但全期预计完成 {least}", ", but heading for {least}")
BUT_SHARES = Text("，但全期预计完成 {least}–{most}", ", but heading for {least} to {most}")
WEEK = timedelta(days=7)
YEARS_BACK = 3
Weigh = Callable[[Period], float]


def projections(ask: Ask, scope: Scope) -> list[Projection]:
    """At the run rate, by season, with the weighted pipeline; a rule without its data is left out."""
    tried = [_projected(ask, scope, rule) for rule in RULES]
    return [one for one in tried if one is not None]


def heading_words(
    projected: Sequence[Projection], target: float, ahead: float, scope: Scope
) -> Text | None:
    """Between which amounts the running period ends by what was sold, and that it is ahead or behind
    so far where it does not end so; None where no rule can say. `ahead`: of the target to date, in 元.
    """
    ends = _ends(projected)
    if ends is None or scope.period is None:
        return None
    low, high = ends
    words = {
        "period": scope.period.name,
        "target": write(target, MONEY, scope.scale),
        "low": write(low, MONEY, scope.scale),
        "high": write(high, MONEY, scope.scale),
        **_shares(low, high, target),
    }
    heading = (HEADING if words["low"] == words["high"] else HEADING_BETWEEN).format(**words)
    turned = _turned(low, high, target, ahead)
    return turned.format(heading=heading) if turned else heading


def turn_words(ask: Ask, scope: Scope, target: float, ahead: float) -> Text | None:
    """The clause that a period ahead so far is heading for less than its target, or one behind for all
    of it; None where both point the same way."""
    ends = _ends(projections(ask, scope)) if scope.is_running else None
    if ends is None or _turned(*ends, target, ahead) is None:
        return None
    shares = _shares(*ends, target)
    alike = shares["least"] == shares["most"]
    return (BUT_SHARE if alike else BUT_SHARES).format(**shares)


def _ends(projected: Sequence[Projection]) -> tuple[float, float] | None:
    """The lowest and the highest projection. The pipeline alone knows only the deals that are open
    already, so it bounds nothing."""
    values = [one.value for one in projected if not one.is_wild and one.rule != "pipeline"]
    return (min(values), max(values)) if values else None


def _shares(low: float, high: float, target: float) -> dict[str, Text]:
    """Both ends as shares of the target; short of it, none reads as all of it."""
    least, most = (write(end / target, RATIO, limits=(1.0,)) for end in (low, high))
    return {"least": least, "most": most}


def _turned(low: float, high: float, target: float, ahead: float) -> Text | None:
    if ahead > 0 and high < target:
        return BUT_SHORT
    return BUT_MADE if ahead < 0 and low >= target else None


def rule_names(projected: Sequence[Projection]) -> Text:
    """The rules, as they are named within a sentence."""
    return join([lower(RULES[one.rule]) for one in projected])


def wild_words(projected: Sequence[Projection]) -> Text | None:
    """That rules which were far off before are left out; None where there is none."""
    wild = [one for one in projected if one.is_wild]
    if not wild:
        return None
    return capital(WILD.format(rules=rule_names(wild), n=len(wild), most=f"{MOST:.0%}"))


def error_words(projected: Projection) -> Text | None:
    """How far the rule was off before, and in how many cases; None where there is none."""
    off, cases = projected.typical_error, len(projected.errors)
    if off is None:
        return None
    return (ERROR if cases > 1 else ONE_ERROR).format(n=cases, error=write(off, RATIO))


def _projected(ask: Ask, scope: Scope, rule: str) -> Projection | None:
    value = _reached(ask, scope, rule)
    if value is None:
        return None
    before = None
    if scope.period and scope.as_of - WEEK >= scope.period.start:
        before = _reached(ask, replace(scope, as_of=scope.as_of - WEEK), rule)
    return Projection(rule, value, measured(_errors(ask, scope, rule)), before)


def _reached(ask: Ask, scope: Scope, rule: str) -> float | None:
    """Where the period ends by this rule, as it was to be seen on the as-of date; None amid a sum of the orders."""
    if ask.told_in_sums(METRICS["sales"], scope.elapsed):
        return None
    if rule == "pipeline":
        weighted = pipeline(ask, scope)
        return None if weighted is None else _sold(ask, scope) + weighted[0]
    if scope.period is None:
        return None
    if rule == "season":
        return _by_season(ask, scope, scope.period)
    passed = scope.calendar.workdays(scope.period.until(scope.as_of))
    return carried_on(_sold(ask, scope), passed, scope.calendar.workdays(scope.period))


def _by_season(ask: Ask, scope: Scope, period: Period) -> float | None:
    weigh, elapsed = seasonal(ask, scope), period.until(scope.as_of)
    whole = weigh(period) if weigh else 0.0
    share = weigh(elapsed) / whole if weigh and whole else None
    passed = (elapsed.end - elapsed.start) / (period.end - period.start)
    return by_season(_sold(ask, scope), share, _rest_of_last_year(ask, scope, period), passed)


def _rest_of_last_year(ask: Ask, scope: Scope, period: Period) -> float | None:
    """What the same period of last year still brought after its same workday; None where the orders
    do not reach so far back, or it had no workday after that."""
    last = period.shifted("last_year")
    to_date = scope.calendar.compared(period, "last_year", scope.as_of)
    if not _covers(ask.coverage["orders"].first_day, last) or _is_over(scope, last, to_date):
        return None
    then = replace(scope, period=last, as_of=last.last_day)
    return _sold(ask, then) - _sold(ask, then.over(to_date))


def _is_over(scope: Scope, period: Period, to_date: Period) -> bool:
    """Whether no workday of the period is left: a year before, it may have had fewer."""
    return scope.calendar.workdays(to_date) >= scope.calendar.workdays(period)


def _covers(first: date | None, period: Period) -> bool:
    return first is not None and period.start >= first.replace(day=1)


def _errors(ask: Ask, scope: Scope, rule: str) -> list[float | None]:
    """How far the rule was off at the same workday of the same period in earlier years; where that was
    the last one, nothing was left to be off by."""
    errors, now = [], scope
    needed = ("orders", "opportunities") if rule == "pipeline" else ("orders",)
    days = [ask.coverage[dataset].first_day for dataset in needed]
    first = max(filter(None, days)) if all(days) else None
    for _ in range(YEARS_BACK):
        period = now.period
        if period is None:
            break
        to_date = now.calendar.compared(period, "last_year", now.as_of)
        now = replace(now, as_of=to_date.last_day, period=period.shifted("last_year"))
        if now.period is None or not _covers(first, now.period):
            break
        if not _is_over(now, now.period, to_date):
            came = _sold(ask, replace(now, as_of=now.period.last_day))
            errors.append(error_of(_reached(ask, now, rule), came))
    return errors


def _sold(ask: Ask, scope: Scope) -> float:
    return number(ask(["sales"], (), scope)["sales"].iloc[0]) or 0.0


def seasonal(ask: Ask, scope: Scope) -> Weigh | None:
    """Workdays weighed by the season of the years before the period's; None without any."""
    if scope.period is None:
        return None
    try:
        season = season_of(ask, scope, scope.calendar.of(scope.period.start, "year"))
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


def pipeline(ask: Ask, scope: Scope) -> tuple[float, float] | None:
    """What the deals open on the as-of date are worth by the win rate of the 12 months to it, and that rate."""
    if ask.missing("pipeline") or ask.missing("win_rate") or _is_too_fine(ask, scope):
        return None
    end = scope.as_of + DAY
    year = Period(add_months(end, -12), end)
    opened = ask.open_amount(scope)
    rate = number(ask(["win_rate"], (), scope.over(year))["win_rate"].iloc[0])
    return None if opened is None or rate is None else (opened * rate, rate)


def _is_too_fine(ask: Ask, scope: Scope) -> bool:
    """Whether the filters ask for what deals do not tell apart."""
    return bool(ask.unknown(METRICS["pipeline"], (d for d, _ in scope.filters)))


def course(
    ask: Ask, scope: Scope, projected: Projection, days: Sequence[date]
) -> list[float | None]:
    """The running sum on the way to a projection, from the as-of date on: by its season, else by
    workdays."""
    period = scope.period
    if period is None:
        return [None] * len(days)
    by_its_season = seasonal(ask, scope) if projected.rule == "season" else None
    weigh: Weigh = by_its_season or (lambda part: float(scope.calendar.workdays(part)))
    sold, passed, whole = (
        _sold(ask, scope), weigh(period.until(scope.as_of)), weigh(period),
    )  # fmt: skip
    to_come = projected.value - sold
    left = (whole - passed) or 1.0
    return [
        sold + to_come * (weigh(period.until(day)) - passed) / left if day >= scope.as_of else None
        for day in days
    ]
