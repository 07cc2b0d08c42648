"""What the inputs of a channel's health come to, member by member, and why some have no data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from salesdash.analysis.channels.health import Health, health, steadiness
from salesdash.analysis.lights import change
from salesdash.catalog.channels.health import INPUTS, MONTHS, HealthInput
from salesdash.catalog.metrics import METRICS
from salesdash.figures.channels.sentences import lower
from salesdash.figures.lights.current import out_of_reach
from salesdash.figures.lights.wording import needs_words
from salesdash.figures.two_sides import spent_scope
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales
from salesdash.warehouse.questions.channels.first_buys import first_buys

# What is as its metric says over the year: one question for all.
AS_ASKED = ("customers", "margin", "per_customer", "retention", "kept")
TO_LOAD = Text("请导入{needs}", "load {needs}")
NOT_TOLD = Text("数据没有按{dimension}分", "its data does not tell {dimension} apart")
ITSELF = Text("比的就是区域", "regions are what is compared")
TOO_SHORT = Text("历史数据太短", "too little history")
NO_COST = Text(
    "没有成本，投入产出比只能按销售额算，没有分数线",
    "no costs are known, and on sales it has no marks",
)


def of_members(ask: Ask, scope: Scope, by: str) -> dict[str, Health]:
    """The health of everybody who sold in the twelve months that ended last, the healthiest first."""
    return ask.keep(("health", scope, by), lambda: _of_members(ask, year_of(scope), by))


def _of_members(ask: Ask, year: Scope, by: str) -> dict[str, Health]:
    if not year.has_begun:
        return {}
    measured = {name: health(of_one, ask.rules) for name, of_one in _values(ask, year, by).items()}
    return dict(sorted(measured.items(), key=lambda pair: (-(pair[1].score or 0.0), pair[0])))


def lacking(ask: Ask, year: Scope, by: str) -> dict[str, Text]:
    """Why an input has no data for anybody, and what to load for it, by the input's key."""
    reasons = {}
    for one in INPUTS.values():
        metric = METRICS[one.metric]
        dimensions = (by, *(dimension for dimension, _ in year.filters))
        if missing := tuple(n for n in (*metric.needs, *one.needs) if not ask.has(n)):
            reasons[one.key] = TO_LOAD.format(needs=needs_words(dict.fromkeys(missing)))
        elif untold := ask.unknown(metric, dimensions):
            reasons[one.key] = NOT_TOLD.format(
                dimension=join([lower(dimension) for dimension in untold])
            )
        elif one.key == "regions" and by == "region":
            reasons[one.key] = ITSELF
        elif one.key == "roi" and is_on_sales(ask):
            reasons[one.key] = NO_COST
        elif year.period and out_of_reach(ask, metric, year, year.period):
            reasons[one.key] = TOO_SHORT
    return reasons


def _values(ask: Ask, year: Scope, by: str) -> dict[str, dict[str, float | None]]:
    """What each member's inputs come to; those that nothing is known of are left out."""
    lacks = lacking(ask, year, by)
    known = [one for one in INPUTS.values() if one.key not in lacks]
    as_asked = tuple(one.metric for one in known if one.key in AS_ASKED)
    together = ask(as_asked, (by,), year) if as_asked else pd.DataFrame()
    sold = _by_member(ask, "sales", year, by)
    values: dict[str, dict[str, float | None]] = {name: {} for name in sold}
    for one in known:
        for name, value in _of_all(ask, one, year, by, together).items():
            if name in values:
                values[name][one.key] = value
    return values


def _of_all(
    ask: Ask, one: HealthInput, year: Scope, by: str, together: pd.DataFrame
) -> Mapping[str, float | None]:
    """`together`: the metrics of AS_ASKED, by member."""
    if one.key == "customers":
        ever = _by_member(ask, one.metric, _until(year), by)
        return {k: n / ever[k] for k, n in _told(together, one.metric, by).items()}
    if one.key == "regions":
        return _regions(ask, year, by)
    if one.key == "outlets":
        now, before = (_by_member(ask, one.metric, at, by) for at in (year, _before(year)))
        return {name: change(n, before.get(name)) for name, n in now.items()}
    if one.key == "steadiness":
        return _steadiness(ask, year, by)
    if one.key == "conversion":
        return _conversion(ask, year, by)
    if one.key == "kept":
        return {name: 1 - rate for name, rate in _told(together, one.metric, by).items()}
    if one.key == "roi":
        return _by_member(ask, one.metric, spent_scope(ask, year), by)
    return _told(together, one.metric, by)


def _by_member(ask: Ask, metric: str, scope: Scope, by: str) -> dict[str, float]:
    return _told(ask((metric,), (by,), scope), metric, by)


def _told(frame: pd.DataFrame, metric: str, by: str) -> dict[str, float]:
    frame = frame[[by, metric]].dropna()
    return {str(name): float(value) for name, value in zip(frame[by], frame[metric], strict=True)}


def _regions(ask: Ask, year: Scope, by: str) -> dict[str, float]:
    """The part of all regions, those of any time, in which each member sold."""
    everywhere = ask(("sales",), ("region",), replace(_until(year), filters=()))["region"]
    frame = ask(("sales",), (by, "region"), year).dropna()
    places = frame[frame["sales"].astype(float) > 0].groupby(by)["region"].nunique()
    return {str(name): float(n) / everywhere.nunique() for name, n in places.items()}


def _conversion(ask: Ask, year: Scope, by: str) -> dict[str, float]:
    """Customers new to the member over its leads, of the months that have leads. Whom another won before
    is new here all the same: what others do is no part of anybody's health."""
    leads = ask(("leads",), (by, "month"), year).dropna()
    first = first_buys(ask, _until(year), by)
    both = leads[leads["leads"] > 0].merge(first, on=[by, "month"], how="left").fillna(0)
    sums = both.groupby(by)[["customers", "leads"]].sum()
    return {str(name): n / of for name, n, of in sums.itertuples()}


def _steadiness(ask: Ask, year: Scope, by: str) -> dict[str, float | None]:
    """Of each member's months after that of its first sale, which need not be a whole one."""
    assert year.period is not None
    until = _until(year)
    frame = ask(("sales",), (by, "month"), until).dropna()
    steady: dict[str, float | None] = {}
    for name, rows in frame.groupby(by):
        amounts = dict(zip(rows["month"], rows["sales"].astype(float), strict=True))
        since = Period.parse(min(amounts)).end
        if since < year.period.end:
            months = Period(since, year.period.end).split("month")
            sold = {month: amounts.get(str(month), 0.0) for month in months}
            steady[str(name)] = steadiness(sold, year.calendar)
    return steady


def year_of(scope: Scope) -> Scope:
    """The scope over the twelve months that ended last."""
    return replace(scope.over(span(scope)), comparison=None, against=None)


def span(scope: Scope) -> Period:
    """The twelve months that ended last."""
    return Period(add_months(scope.months_end, -MONTHS), scope.months_end)


def _before(year: Scope) -> Scope:
    assert year.period is not None
    return year.over(year.period.shifted("last_year"))


def _until(year: Scope) -> Scope:
    """Everything up to the end of the year."""
    assert year.period is not None
    return replace(year.over(None), as_of=year.period.last_day)
