"""Where a running period ends by three rules: shown beside its target, and on the curve of its sales."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from salesdash.analysis.projection import Projection, carried_on, error_of, known
from salesdash.analysis.shares import Season
from salesdash.catalog.metrics import METRICS
from salesdash.charts.rows import number
from salesdash.errors import QuestionError
from salesdash.figures.plan_making import season_of
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.ask import Ask

RULES = {
    "rate": Text("按目前日均", "At the run rate"),
    "season": Text("按季节", "By season"),
    "pipeline": Text("已成交 + 在谈商机", "Sold + weighted pipeline"),
}
WEEK = timedelta(days=7)
YEARS_BACK = 3
Weigh = Callable[[Period], float]
Weigher = Callable[[Ask, Scope], Weigh | None]


def projections(ask: Ask, scope: Scope) -> list[Projection]:
    """At the run rate, by season, with the weighted pipeline; a rule without its data is left out."""
    found = [_projected(ask, scope, rule) for rule in RULES]
    return [one for one in found if one is not None]


def _projected(ask: Ask, scope: Scope, rule: str) -> Projection | None:
    value = _reached(ask, scope, rule)
    if value is None:
        return None
    before = None
    if scope.period and scope.as_of - WEEK >= scope.period.start:
        before = _reached(ask, replace(scope, as_of=scope.as_of - WEEK), rule)
    return Projection(rule, value, known(_errors(ask, scope, rule)), before)


def _reached(ask: Ask, scope: Scope, rule: str) -> float | None:
    """Where the period ends by this rule, as it was to be seen on the as-of date."""
    if rule == "pipeline":
        weighted = pipeline(ask, scope)
        return None if weighted is None else _sold(ask, scope) + weighted[0]
    weigh, period = WEIGHERS[rule](ask, scope), scope.period
    if weigh is None or period is None:
        return None
    return carried_on(_sold(ask, scope), weigh(period.until(scope.as_of)), weigh(period))


def _errors(ask: Ask, scope: Scope, rule: str) -> list[float | None]:
    """How far the rule was off at the same workday of the same period in earlier years."""
    found, now = [], scope
    needed = ("orders", "opportunities") if rule == "pipeline" else ("orders",)
    days = [ask.coverage[dataset].first_day for dataset in needed]
    first = max(filter(None, days)) if all(days) else None
    for _ in range(YEARS_BACK):
        period = now.period
        if period is None:
            break
        to_date = now.calendar.compared(period, "last_year", now.as_of)
        now = replace(now, as_of=to_date.last_day, period=period.shifted("last_year"))
        if first is None or now.period is None or now.period.start < first.replace(day=1):
            break
        came = _sold(ask, replace(now, as_of=now.period.last_day))
        found.append(error_of(_reached(ask, now, rule), came))
    return found


def _sold(ask: Ask, scope: Scope) -> float:
    return number(ask(["sales"], (), scope)["sales"].iloc[0]) or 0.0


def _workdays(_: Ask, scope: Scope) -> Weigh:
    return lambda period: float(scope.calendar.workdays(period))


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
    year = Period(
        scope.as_of.replace(year=scope.as_of.year - 1, day=1), scope.as_of + timedelta(days=1)
    )
    opened = ask.open_amount(scope)
    rate = number(ask(["win_rate"], (), scope.over(year))["win_rate"].iloc[0])
    return None if opened is None or rate is None else (opened * rate, rate)


def _is_too_fine(ask: Ask, scope: Scope) -> bool:
    """Whether the filters ask for what deals do not tell apart."""
    return bool(ask.unknown(METRICS["pipeline"], (d for d, _ in scope.filters)))


# What each rule takes a stretch of days to weigh; what is left brings as much as what has passed.
WEIGHERS: Mapping[str, Weigher] = {"rate": _workdays, "season": seasonal}


def course(
    ask: Ask, scope: Scope, projected: Projection, days: Sequence[date]
) -> list[float | None]:
    """The running sum on the way to a projection, from the as-of date on; by workdays where the
    rule only knows the end."""
    period = scope.period
    weigh = WEIGHERS.get(projected.rule, _workdays)(ask, scope)
    if period is None or weigh is None:
        return [None] * len(days)
    sold, passed, whole = (
        _sold(ask, scope), weigh(period.until(scope.as_of)), weigh(period),
    )  # fmt: skip
    to_come = projected.value - sold
    left = (whole - passed) or 1.0
    return [
        sold + to_come * (weigh(period.until(day)) - passed) / left if day >= scope.as_of else None
        for day in days
    ]
