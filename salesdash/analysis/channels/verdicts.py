"""Which verdict a channel's money earns, by the first rule whose limits all hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesdash.catalog.channels.verdicts import VERDICT_RULES, Evidence, VerdictLimit, VerdictRule

# The key of the part of the spend by which it has to change before its difference tells anything.
LEAST_CHANGE = "extra_spend_from"


@dataclass(frozen=True, slots=True)
class SpendChange:
    """Gross profit earned and spend paid for it, in 元, now and before, over the same months of both."""

    earned: float
    earned_before: float
    paid: float
    paid_before: float

    @property
    def extra_spend(self) -> float:
        return self.paid - self.paid_before

    @property
    def extra_profit(self) -> float:
        """Of gross profit, before what was spent on it."""
        return self.earned - self.earned_before

    def marginal(self, least: float) -> float | None:
        """What each 元 of the change of spend earned beyond itself; None where spend changed by less
        than `least` of what it was, or not at all."""
        extra = self.extra_spend
        if extra == 0 or abs(extra) < least * abs(self.paid_before):
            return None
        return (self.extra_profit - extra) / extra


@dataclass(frozen=True, slots=True)
class MoneyStanding:
    """A channel's money: profit after cost in 元, growth of sales as a fraction, and the change of its
    spend against the same period last year. None where it is not known."""

    name: str
    profit: float | None = None
    growth: float | None = None
    change: SpendChange | None = None


def evidence(standing: MoneyStanding, rules: Mapping[str, float]) -> dict[Evidence, float | None]:
    """The figures that the limits are about."""
    change = standing.change
    known: dict[Evidence, float | None] = {
        "profit": standing.profit,
        "growth": standing.growth,
        "profit_before": None,
        "paid": None,
        "extra_spend": None,
        "marginal": None,
    }
    if change:
        known["profit_before"] = change.earned_before - change.paid_before
        known["paid"] = change.paid
        known["extra_spend"] = change.extra_spend
        known["marginal"] = change.marginal(rules[LEAST_CHANGE])
    return known


def judge(standing: MoneyStanding, rules: Mapping[str, float]) -> VerdictRule | None:
    """The rule that decides; None where the profit after cost is not known, on which all rests."""
    if standing.profit is None:
        return None
    known = evidence(standing, rules)
    return next(
        rule
        for rule in VERDICT_RULES
        if all(_holds(limit, known[limit.figure], rules) for limit in rule.limits)
    )


def _holds(limit: VerdictLimit, value: float | None, rules: Mapping[str, float]) -> bool:
    if value is None:
        return limit.or_unknown
    least, below = _bound(limit.least, rules), _bound(limit.below, rules)
    return (least is None or value >= least) and (below is None or value < below)


def _bound(bound: float | str | None, rules: Mapping[str, float]) -> float | None:
    return rules[bound] if isinstance(bound, str) else bound
