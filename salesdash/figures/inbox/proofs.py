"""The figure that proves what waits, by its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from salesdash.catalog.actions import Action
from salesdash.charts.column import KPI
from salesdash.charts.figure import Figure
from salesdash.errors import QuestionError
from salesdash.figures.channels.diagnosis import finding_chart
from salesdash.figures.channels.operations import delivery, price_course, promotions
from salesdash.figures.course import course
from salesdash.figures.customers.concentration import concentration
from salesdash.figures.customers.one_customer import life
from salesdash.figures.inbox.waiting import WaitingCase
from salesdash.figures.kpis.kpi_trend import trend
from salesdash.figures.lights.current import standings
from salesdash.figures.opened import MEMBERS_OF
from salesdash.figures.signals.spans import last_year
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

COURSE, TREND = "course_", "trend_"


def proof(ask: Ask, item: WaitingCase, actions: Iterable[Action] = ()) -> Figure | None:
    """The figure named `item.evidence`, asked about `item.scope`, with those of the `actions` that are about
    it; None where it cannot be drawn."""
    try:
        if item.evidence == "customer_life":
            customer = item.marks["customer"]
            return life.line(ask, item.scope, customer, life.promises_to(customer, actions))
        return _drawn(ask, item)
    except QuestionError:
        return None


def _drawn(ask: Ask, item: WaitingCase) -> Figure | None:
    key = item.evidence
    if key in PROOFS:
        return PROOFS[key](ask, item)
    if key.startswith(COURSE):
        return course(ask, _about(item), key.removeprefix(COURSE))
    return _trend(ask, item.scope, key.removeprefix(TREND))


def _about(item: WaitingCase) -> Scope:
    scope = item.scope
    for of, member in item.members:
        scope = scope.where(of, member) if of in MEMBERS_OF else scope
    return scope


def _trend(ask: Ask, scope: Scope, kpi: str) -> Figure | None:
    standing = next((one for one in standings(ask, scope) if one.metric.key == kpi), None)
    return None if standing is None else trend(ask, scope, standing)


def _of_trigger(ask: Ask, item: WaitingCase) -> Figure | None:
    kpi = item.marks[KPI]
    return course(ask, _about(item), kpi) if item.members else _trend(ask, item.scope, kpi)


def _of_diagnosis(ask: Ask, item: WaitingCase) -> Figure | None:
    return finding_chart.figure(ask, item.scope, "channel", item.asked[0])


def _of_prices(ask: Ask, item: WaitingCase) -> Figure | None:
    return price_course.course(ask, item.scope, item.marks["product"], item.marks["channel"])


PROOFS: Mapping[str, Callable[[Ask, WaitingCase], Figure | None]] = {
    "trigger": _of_trigger,
    "diagnosis_evidence": _of_diagnosis,
    "price_course": _of_prices,
    "concentration": lambda ask, item: concentration(ask, item.scope),
    "delivery_by_month": lambda ask, item: delivery.by_month(
        ask, item.scope.over(last_year(item.scope)), "channel"
    ),
    "promotions": lambda ask, item: promotions.in_money(
        ask, item.scope.over(last_year(item.scope))
    ),
}
