"""Who is to be called first, in one sentence; where nobody is, who the customers are."""

from __future__ import annotations

from salesdash.charts.figure import Headline
from salesdash.figures.customers import tiers
from salesdash.figures.customers.calls.week import week
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, MONEY, RATIO, UpTo, write
from salesdash.warehouse.questions.ask import Ask

FIRST = Text(
    "先联系这 {n} 位客户：年销售额 {amount}，预计流失 {money}，最大的一位占 {share}",
    "Call these {n} {n:customer|customers} first: of {amount} a year {money} is likely to go, {share} of it with one",
)
ALONE = Text(
    "先联系这 1 位客户：年销售额 {amount}，预计流失 {money}",
    "Call this customer first: of {amount} a year {money} is likely to go",
)
WHY = Text("{name}：{reason}。", "{name}: {reason}.")


def headline(ask: Ask, scope: Scope) -> Headline:
    """How much those to call buy, how much of it is at stake, and why with the first of them."""
    calls = week(ask, scope)
    if not calls:
        return Headline(tiers.headline(ask, scope))
    total, amount = sum(one.at_stake for one in calls), sum(one.amount for one in calls)
    first, scale = calls[0], UpTo(amount) if scope.scale == "auto" else scope.scale
    return Headline(
        (FIRST if len(calls) > 1 else ALONE).format(
            n=write(len(calls), COUNT), amount=write(amount, MONEY, scale),
            money=write(total, MONEY, scale), share=write(first.at_stake / total, RATIO),
        ),
        more=WHY.format(name=first.customer, reason=first.reason),
    )  # fmt: skip
