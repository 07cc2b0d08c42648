"""What each channel leaves after its cost, what the last yuan brought, and what to do: more, hold, less, stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from salesdash.analysis.channels.verdicts import (
    LEAST_CHANGE,
    MoneyStanding,
    SpendChange,
    evidence,
    judge,
)
from salesdash.catalog.channels.verdicts import VerdictRule
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.overrides import spelt
from salesdash.charts.rows import number
from salesdash.figures.comparison import in_view
from salesdash.figures.two_sides import spent_scope
from salesdash.period import DAY, Period, Shift
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import MONEY, MULTIPLE, RATIO, Scale, Unit, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales, running_spend
from salesdash.warehouse.questions.channels.extra_spend import extra_spend


@dataclass(frozen=True, slots=True)
class JudgedMember:
    """One member's money, and the rule that decides what to do with it; None where none can."""

    standing: MoneyStanding
    marginal: float | None
    rule: VerdictRule | None

    @property
    def name(self) -> str:
        return self.standing.name

    @property
    def verdict(self) -> str:
        return self.rule.verdict if self.rule else ""


def judged_scope(ask: Ask, scope: Scope) -> Scope:
    """The scope over what can be judged of it: its months that have ended and whose spend is closed, so
    that whole ones stand beside whole ones; where none has, the last period of the sheet that closed
    before. The running year where no period is chosen."""
    spent = spent_scope(ask, in_view(scope))
    running = running_spend(ask) if ask.has("spend.spend") else None
    elapsed = spent.elapsed
    if elapsed is None or not spent.has_begun:
        return spent
    is_open = running is not None and elapsed.end > running.period.start
    ends = [spent.months_end] if spent.is_running else [elapsed.end]
    closed = min([*ends, *([running.period.start] if running and is_open else [])])
    if elapsed.start < closed:
        whole = spent.over(Period(elapsed.start, closed))
        return replace(whole, as_of=max(spent.as_of, closed - DAY))
    if running and is_open and running.period.grain:
        return spent.over(running.period.shifted("previous"))
    return spent


def judged(ask: Ask, scope: Scope, by: str) -> list[JudgedMember]:
    """Every member that has a name, judged by its money and its growth over `judged_scope`; the most
    profit after cost first. No rule decides where costs are known nowhere: sales are no profit."""
    where = judged_scope(ask, scope)
    if ask.unknown(METRICS["profit_after_cost"], (by,)):
        return []
    frame = ask(["profit_after_cost", "channel_growth"], (by,), where).dropna(subset=[by])
    changes, rules = spend_changes(ask, where, by), ask.rules
    can_judge = not ask.missing("profit_after_cost") and not is_on_sales(ask)
    judgements = [
        _judged(
            MoneyStanding(
                str(row[by]),
                number(row["profit_after_cost"]),
                number(row["channel_growth"]),
                changes.get(row[by]),
            ),
            rules,
            can_judge=can_judge,
        )
        for row in frame.to_dict("records")
    ]
    known = [one for one in judgements if one.standing.profit is not None]
    return sorted(known, key=lambda one: (-(one.standing.profit or 0.0), one.name))


def judged_one(ask: Ask, scope: Scope, by: str, member: str) -> JudgedMember | None:
    """The verdict on one member, the same as beside its peers."""
    return next((one for one in judged(ask, scope, by) if one.name == member), None)


def spend_changes(
    ask: Ask, where: Scope, by: str, comparison: Shift = "last_year"
) -> dict[Any, SpendChange]:
    """By member, what its spend and its gross profit changed by, over what the data cover on both sides."""
    frame = extra_spend(ask, (by,), where, comparison).dropna(subset=[by])
    return {row[by]: _change(row) for row in frame.to_dict("records")}


def marginals_on_the_period_before(ask: Ask, where: Scope, by: str) -> dict[str, float]:
    """By member, what the last yuan brought against the period before, for a second look; nothing
    where that is a year, which last year's is already, or no period of the calendar."""
    if where.period is None or where.period.grain in (None, "year"):
        return {}
    least = ask.rules[LEAST_CHANGE]
    changes = spend_changes(ask, where, by, "previous")
    marginals = {str(name): change.marginal(least) for name, change in changes.items()}
    return {name: value for name, value in marginals.items() if value is not None}


def whole_change(ask: Ask, where: Scope, comparison: Shift = "last_year") -> SpendChange | None:
    """The same of all together."""
    rows = extra_spend(ask, (), where, comparison).to_dict("records")
    return _change(rows[0]) if rows else None


def why(
    one: JudgedMember, rules: Mapping[str, float], scale: Scale = "auto", *, brief: bool = False
) -> Text:
    """The rule that decided, in words with its figures; blank where none did."""
    if one.rule is None:
        return BLANK
    standing, change = one.standing, one.standing.change
    return (one.rule.brief if brief else one.rule.why).format(
        marginal=write(one.marginal, MULTIPLE),
        extra=_size(change.extra_spend if change else None, MONEY, scale),
        growth=_size(standing.growth, RATIO, scale),
        loss=_size(standing.profit, MONEY, scale),
        **spelt(rules),
    )


def _size(value: float | None, unit: Unit, scale: Scale) -> Text:
    """A change without its sign, which the words around it say."""
    return write(None if value is None else abs(value), unit, scale)


def _judged(
    standing: MoneyStanding, rules: Mapping[str, float], *, can_judge: bool
) -> JudgedMember:
    marginal = evidence(standing, rules)["marginal"]
    return JudgedMember(standing, marginal, judge(standing, rules) if can_judge else None)


def _change(row: dict[Any, Any]) -> SpendChange:
    return SpendChange(
        *(float(row[key]) for key in ("earned", "earned_before", "paid", "paid_before"))
    )
