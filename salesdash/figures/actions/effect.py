"""Whether a promise helped: its figure then and now, and its member beside the rest since; never the cause."""

from __future__ import annotations

from dataclasses import replace

from salesdash.catalog.actions import Action
from salesdash.catalog.channels.before_after import BEFORE_AFTER
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.charts.figure import Figure
from salesdash.errors import QuestionError
from salesdash.figures.channels import before_after
from salesdash.figures.course import course
from salesdash.figures.risks.readings import reading
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import write
from salesdash.warehouse.questions.ask import Ask

NOTHING_BESIDE = Text(
    "没有关联到某个渠道、区域、产品、人员或客户，没有可以对照的其他对象，只看承诺时与现在。",
    "It is linked to no channel, region, product, person or customer, so there is no rest to set beside it: only the "
    "figure then and now.",
)
NOT_BY_WEEK = Text(
    "{kpi}：承诺时 {then}，现在 {now}。它不能逐周与其他{dimension}对照，有没有效果不作判断。",
    "{kpi}: {then} when promised, {now} now. It cannot be set beside the others week by week, so whether it helped is "
    "left open.",
)
# Of whom there are others in the same weeks.
COMPARED = ("channel", "region", "salesperson", "category", "product", "customer", "segment")
# What moves a KPI whose other side stands still; without a KPI, sales.
MOVED_BY = {None: "sales", "attainment": "sales", "channel_growth": "sales", "aov_growth": "aov"}


def value_now(ask: Ask, action: Action) -> float | None:
    """The linked KPI on the newest day of the data; None where it is not known."""
    if action.kpi not in METRICS or METRICS[action.kpi].light is None or not ask.coverage:
        return None
    whose = (action.kpi, action.link_by, action.link_member)
    return ask.keep(("reading", *whose, ask.as_of), lambda: reading(ask, *whose, ask.as_of)).value


def then_words(action: Action) -> Text:
    if action.kpi not in METRICS:
        return BLANK
    return write(action.value_then, METRICS[action.kpi].unit)


def now_words(ask: Ask, action: Action) -> Text:
    if action.kpi not in METRICS:
        return BLANK
    return write(value_now(ask, action), METRICS[action.kpi].unit)


def figures(ask: Ask, scope: Scope, action: Action) -> list[Figure]:
    """The member beside the rest around the day of the promise, by the KPI that the promise is held against, in words
    and weeks, and both sides; where there is no such comparison, the course of the KPI."""
    measure = _measure(action)
    if not can_compare(ask, action) or measure is None:
        return _course(ask, scope, action)
    if action.promised_on is None:
        return []
    asked = (
        str(action.link_by), str(action.link_member), action.promised_on, BEFORE_AFTER.weeks[0],
        measure,
    )  # fmt: skip
    whole = scope.over(None)
    sides = before_after.sides(ask, whole, *asked)
    return [before_after.indexed(ask, whole, *asked), *([sides] if sides else [])]


def _measure(action: Action) -> str | None:
    """By what the promise is judged week by week; None where its KPI tells no weeks. A rate of one customer is all or
    nothing: there it is what he buys."""
    measure = MOVED_BY.get(action.kpi, str(action.kpi))
    if before_after.can_compare(measure):
        return measure
    return "sales" if action.link_by == "customer" else None


def _course(ask: Ask, scope: Scope, action: Action) -> list[Figure]:
    """How the KPI of the member went; nothing where its data do not tell members apart, or without either."""
    if not (ask.coverage and action.kpi in METRICS and action.link_by and action.link_member):
        return []
    try:
        drawn = course(ask, scope.where(action.link_by, action.link_member), action.kpi)
    except QuestionError:
        return []
    words = NOT_BY_WEEK.format(
        kpi=METRICS[action.kpi].name, then=then_words(action), now=now_words(ask, action),
        dimension=DIMENSIONS[action.link_by].name,
    )  # fmt: skip
    return [replace(drawn, sentence=words)]


def can_compare(ask: Ask, action: Action) -> bool:
    return "orders" in ask.coverage and action.link_by in COMPARED
