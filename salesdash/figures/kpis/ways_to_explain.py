"""The ways in which a KPI's change can be taken apart, and the one proposed first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesdash.catalog.metrics import METRICS, count_of, factors_of, terms_of
from salesdash.charts.figure import Figure
from salesdash.errors import QuestionError
from salesdash.figures.drivers import by_factor, by_member, medians, price_volume_mix
from salesdash.figures.drivers.splits import can_be_split, compared_over, driven, proposed
from salesdash.figures.kpis.member_lights import BY_SIZE, dimensions, splitting_dimensions
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask

# Sales are more than their members: these KPIs are about sales as a whole.
ABOUT_SALES = ("attainment", "channel_growth")
WAYS: Mapping[str, tuple[Text, Callable[[Ask, Scope], Figure]]] = {
    "price_volume_mix": (Text("价格与销量", "Price and volume"), price_volume_mix.by_price),
    "customers_times_value": (
        Text("客户与客单", "Customers and orders"),
        price_volume_mix.by_customers,
    ),
}
FACTORS, BY_FACTORS = "factors", Text("构成因素", "Its factors")


def ways(ask: Ask, key: str) -> dict[str, Text]:
    """By what the KPI's change can be taken apart: its members, its factors, and more of sales."""
    choices = _by_members(ask, key)
    if key in ABOUT_SALES:
        choices |= {way: name for way, (name, _) in WAYS.items()}
    return choices | ({FACTORS: BY_FACTORS} if factors_of(driven(METRICS[key])) else {})


def _by_members(ask: Ask, key: str) -> dict[str, Text]:
    """The dimensions whose members add up to the change, or stand side by side where no sum can."""
    kpi = driven(METRICS[key])
    if len(terms_of(kpi)) > 1:  # what tells its sides apart tells its members apart too
        return splitting_dimensions(ask, key)
    if count_of(kpi):  # a single customer's median would be that of a deal or two
        return {by: name for by, name in dimensions(ask, key).items() if by not in BY_SIZE}
    return dimensions(ask, key) if can_be_split(kpi) else {}


def first_way(ask: Ask, scope: Scope, key: str) -> str | None:
    """The dimension that tells most about the change; customers are too many to be asked about
    before somebody wants to know."""
    few = {by: name for by, name in _by_members(ask, key).items() if by not in BY_SIZE}
    return proposed(ask, scope, METRICS[key], few)


def why(ask: Ask, scope: Scope, key: str, way: str) -> Figure:
    """The KPI's change against the comparison, taken apart in one of its ways; the words that say so
    where its data does not know what is filtered by."""
    metric = METRICS[key]
    try:
        return _explained(ask, scope, key, way)
    except QuestionError as error:
        return Figure.lacking(
            scope, f"drivers_{key}_{way}", metric.name, sentence=error.message, metrics=(key,)
        )


def _explained(ask: Ask, scope: Scope, key: str, way: str) -> Figure:
    metric = METRICS[key]
    if way in WAYS:
        return WAYS[way][1](ask, compared_over(scope, metric))
    if way == FACTORS:
        return by_factor.drivers(ask, scope, metric)
    if count_of(driven(metric)):
        return medians.side_by_side(ask, scope, metric, way)
    return by_member.drivers(ask, scope, metric, way)
