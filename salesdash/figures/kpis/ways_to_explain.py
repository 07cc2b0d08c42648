"""The ways in which a KPI's change can be taken apart, and the one proposed first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesdash.catalog.metrics import METRICS
from salesdash.charts.figure import Figure
from salesdash.figures.drivers import by_member, price_volume_mix
from salesdash.figures.drivers.splits import compared_over, driven, is_sum, proposed
from salesdash.figures.kpis.member_lights import BY_SIZE, dimensions
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


def ways(ask: Ask, key: str) -> dict[str, Text]:
    """By what the KPI's change can be taken apart; nothing where it is no sum."""
    if not is_sum(driven(METRICS[key])):
        return {}
    more = {way: name for way, (name, _) in WAYS.items()} if key in ABOUT_SALES else {}
    return dimensions(ask, key) | more


def first_way(ask: Ask, scope: Scope, key: str) -> str | None:
    """The dimension that tells most about the change; customers are too many to be asked about
    before somebody wants to know."""
    few = {by: name for by, name in dimensions(ask, key).items() if by not in BY_SIZE}
    return proposed(ask, scope, METRICS[key], few)


def why(ask: Ask, scope: Scope, key: str, way: str) -> Figure:
    """The KPI's change against the comparison, taken apart in one of its ways."""
    metric = METRICS[key]
    if way in WAYS:
        return WAYS[way][1](ask, compared_over(scope, metric))
    return by_member.drivers(ask, scope, metric, way)
