"""Who is to be called first, in one sentence; where nobody is, who the customers are."""

from __future__ import annotations

from salesdash.charts.figure import Headline
from salesdash.figures.customers import tiers
from salesdash.figures.customers.calls.week import week
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

FIRST = Text(
    "先联系这 {n} 位客户：一年有 {money}面临流失，最大的一位占 {share}",
    "Call {n:this customer|these {n} customers} first: {money} a year is at stake, {share} of it with one",
)
ALONE = Text(
    "先联系这 1 位客户：一年有 {money}面临流失",
    "Call this customer first: {money} a year is at stake",
)
WHY = Text("{name}：{reason}。", "{name}: {reason}.")


def headline(ask: Ask, scope: Scope) -> Headline:
    """How much is at stake with those to call, and why with the first of them."""
    calls = week(ask, scope)
    if not calls:
        return Headline(tiers.headline(ask, scope))
    total = sum(one.at_stake for one in calls)
    first = calls[0]
    return Headline(
        (FIRST if len(calls) > 1 else ALONE).format(
            n=write(len(calls), COUNT), money=write(total, MONEY, scope.scale),
            share=write(first.at_stake / total, RATIO),
        ),
        more=WHY.format(name=first.customer, reason=first.reason),
    )  # fmt: skip
