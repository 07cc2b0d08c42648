"""Every measure of every member, on one side of a comparison: what the great table is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import inf

import pandas as pd

from salesdash.analysis.channels.payback import Month, payback
from salesdash.analysis.drivers import exact
from salesdash.analysis.parts import is_part, shares
from salesdash.catalog.channels.one_member import MEASURED, OF_MEMBERS, PAYBACK
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.figures.channels.verdicts import judged, judged_scope, spend_changes
from salesdash.figures.comparison import in_view
from salesdash.figures.lights.current import as_it_stood
from salesdash.figures.two_sides import spent_scope
from salesdash.period import Period, Shift, add_months
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.largest_customers import concentration
from salesdash.warehouse.questions.channels.payback import earned_since
from salesdash.warehouse.questions.sides import sides

ByMember = Mapping[str, float]


def declared(key: str) -> Metric:
    """What is measured under this key: a metric, or what only a member among others has."""
    return OF_MEMBERS.get(key) or METRICS[key]


@dataclass(frozen=True, slots=True)
class Sides:
    """The scopes of a side: of what is sold, and of what is spent, which may be stated by longer periods."""

    sold: Scope
    spent: Scope

    @classmethod
    def of(cls, ask: Ask, scope: Scope, comparison: Shift | None = None) -> Sides | None:
        """Those of the scope itself, or of what it is compared with; None where there is nothing to."""
        asked = in_view(scope), spent_scope(ask, in_view(scope))
        if comparison is None:
            return cls(*asked)
        sold, spent = (side.compared(comparison) for side in asked)
        return cls(sold, spent) if sold and spent else None

    def about(self, metric: Metric) -> Scope:
        return self.spent if is_of_spend(metric) else self.sold


def is_of_spend(metric: Metric) -> bool:
    """Whether spend is a part of it, which may be stated by longer periods than are asked about."""
    return metric.other_side in ("spend", "costs")


def measured(ask: Ask, at: Sides, by: str) -> dict[str, ByMember]:
    """The value of every measure by member; a measure that the data do not tell by this dimension, or a
    member of whom nothing is known, is left out."""
    by_key: dict[str, ByMember] = {}
    for scope in dict.fromkeys((at.sold, at.spent)):
        keys = [key for key in told(ask, scope, by) if at.about(METRICS[key]) == scope]
        if keys and scope.has_begun:
            frame = ask(keys, (by,), scope)
            by_key |= {key: _by_member(frame, by, key) for key in keys}
    for key, find in _FINDINGS.items():
        if at.sold.has_begun and not ask.missing(OF_MEMBERS[key]):
            by_key[key] = find(ask, at, by)
    return {key: values for key, values in by_key.items() if values}


def told(ask: Ask, scope: Scope, *split: str) -> list[str]:
    """The metrics among the measures whose data are loaded and tell these dimensions apart."""
    asked = (*split, *(dimension for dimension, _ in scope.filters))
    return [
        key
        for key in MEASURED
        if key in METRICS and not ask.missing(key) and not ask.unknown(METRICS[key], asked)
    ]


def _by_member(frame: pd.DataFrame, by: str, key: str) -> ByMember:
    known = frame.dropna(subset=[by, key])
    return {str(name): float(value) for name, value in zip(known[by], known[key], strict=True)}


def _share(ask: Ask, at: Sides, by: str) -> ByMember:
    frame = ask(["sales"], (by,), at.sold)
    return _by_member(frame.assign(part=shares(frame["sales"])), by, "part")


def _growth_share(ask: Ask, at: Sides, by: str) -> ByMember:
    both = sides(ask, ["sales"], [by], at.sold, "last_year")
    before = float(both["sales_before"].sum())
    if before <= 0:
        return {}
    moved = both["sales"].fillna(0.0) - both["sales_before"].fillna(0.0)
    return _by_member(both.assign(part=moved / before), by, "part")


def _marginal(ask: Ask, at: Sides, by: str) -> ByMember:
    verdicts = judged(ask, at.sold, by)
    return {one.name: one.marginal for one in verdicts if one.marginal is not None}


def _marginal_previous(ask: Ask, at: Sides, by: str) -> ByMember:
    changes = spend_changes(ask, judged_scope(ask, at.sold), by, "previous")
    least = ask.rules["extra_spend_from"]
    values = {str(name): change.marginal(least) for name, change in changes.items()}
    return {name: value for name, value in values.items() if value is not None}


def _payback(ask: Ask, at: Sides, by: str) -> ByMember:
    """Months until paid back, infinite where that is not seen yet."""
    where = _won_in(ask, as_it_stood(at.sold))
    if where is None or ask.unknown(METRICS["cac"], (by,)):
        return {}
    costs = ask(["matched_spend", "won_by_spend"], (by,), where).dropna()
    cost_of = {
        str(row[by]): exact(row["matched_spend"]) / exact(row["won_by_spend"])
        for row in costs.to_dict("records")
        if row["won_by_spend"] > 0
    }
    months = {
        str(name): [
            Month(exact(margin), int(customers))
            for margin, customers in zip(own["margin"], own["customers"], strict=True)
        ]
        for name, own in earned_since(ask, where, by, PAYBACK.longest).groupby("member")
    }
    return {
        name: float(payback(cost_of[name], seen, PAYBACK.fewest) or inf)
        for name, seen in months.items()
        if name in cost_of and seen[0].customers >= PAYBACK.fewest
    }


def _won_in(ask: Ask, scope: Scope) -> Scope | None:
    """The last months that have ended and of which it is known who was new."""
    orders, end = ask.coverage.get("orders"), scope.months_end
    if orders is None or orders.first_day is None:
        return None
    known = orders.first_day + timedelta(days=ask.rules["new_after"])
    whole = known if known.day == 1 else Period.of(known, "month").end
    start = max(add_months(end, -PAYBACK.won_in), whole)
    return scope.over(Period(start, end)) if start < end else None


def _concentration(ask: Ask, at: Sides, by: str) -> ByMember:
    found = concentration(ask, at.sold, by)
    return {name: part for name, part in found.items() if is_part(part, 1)}


def _per_outlet(ask: Ask, at: Sides, by: str) -> ByMember:
    if ask.unknown(METRICS["outlets"], (by,)):
        return {}
    frame = ask(["sales", "outlets"], (by,), at.sold).dropna()
    frame = frame[frame["outlets"] > 0]
    return _by_member(frame.assign(each=frame["sales"] / frame["outlets"]), by, "each")


_FINDINGS: Mapping[str, Callable[[Ask, Sides, str], ByMember]] = {
    "share_of_sales": _share,
    "growth_share": _growth_share,
    "marginal": _marginal,
    "marginal_previous": _marginal_previous,
    "payback": _payback,
    "concentration": _concentration,
    "sales_per_outlet": _per_outlet,
}
