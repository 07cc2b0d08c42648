"""Whether a promise helped: its figure then and now, and its member beside the rest since; never the cause."""

from __future__ import annotations

from salesdash.catalog.actions import Action
from salesdash.catalog.channels.before_after import BEFORE_AFTER
from salesdash.catalog.metrics import METRICS
from salesdash.charts.figure import Figure
from salesdash.figures.channels import before_after
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
# Of whom there are others in the same weeks.
COMPARED = ("channel", "region", "salesperson", "category", "product", "customer", "segment")


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
    """The member beside the rest around the day of the promise, in words and weeks, and both sides."""
    if not can_compare(ask, action) or action.promised_on is None:
        return []
    measure = action.kpi if action.kpi in before_after.MEASURES else "sales"
    asked = (
        str(action.link_by), str(action.link_member), action.promised_on, BEFORE_AFTER.weeks[0],
        str(measure),
    )  # fmt: skip
    whole = scope.over(None)
    sides = before_after.sides(ask, whole, *asked)
    return [before_after.indexed(ask, whole, *asked), *([sides] if sides else [])]


def can_compare(ask: Ask, action: Action) -> bool:
    return "orders" in ask.coverage and action.link_by in COMPARED
