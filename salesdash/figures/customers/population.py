"""The customers of a moment, on whom all figures about customers rest."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from salesdash.catalog.customers.groups import FORMER
from salesdash.catalog.customers.groups import STATUSES as STATUSES
from salesdash.catalog.customers.groups import TIERS as TIERS
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.charts.figure import Card, Figure
from salesdash.figures.cards import Places, cards_of
from salesdash.figures.comparison import to_come
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import at_stake

FOUND = 5  # names offered for a few letters
NEEDED = "orders.customer|orders.customer_id"
STATUS = Text("状态", "Status")
MORE = Text("更多", "More")
MORE_VIEWS = {
    "tiers": Text("客户是谁", "Who they are"),
    "names": Text("全部客户", "All customers"),
    "moves": Text("怎样流动", "How they move"),
    "cohorts": Text("同期群", "Cohorts"),
    "returning": Text("还会再来吗", "Who may return"),
    "service": Text("服务计划", "Service plan"),
    "concentration": Text("客户集中度", "Concentration"),
}
CUSTOMERS = Text("客户数", "Customers")
MONEY_12M = Text("近12个月销售额", "Sales, 12 months")
ORDERS_12M = Text("近12个月订单数", "Orders, 12 months")
RHYTHM_OF = {True: Text("本人", "Own"), False: Text("全公司", "Company's")}
MONEY_SHARE = Text("金额占比", "Share of sales")
NO_NAMES = Text(
    "订单里没有客户，看不出谁在买、谁在流失；加一列“客户”（或“客户编号”）重新导入即可。",
    "The orders do not say who bought, so nobody can be seen leaving; a column “Customer” (or “Customer ID”) "
    "tells.",
)
NOBODY = Text("到这一天为止，还没有客户下过单。", "Nobody has ordered up to this day.")
NOT_APPLIED = Text(
    "“{names}”筛选不作用于客户分层：客户只按自己的渠道、区域、销售员和类型筛选。",
    "The filter {names} does not apply here: customers are filtered by their own channel, region, "
    "salesperson and segment.",
)


CARDS: Places = (
    ("customers",), ("new_customers",), ("retention_rate",), ("repurchase_rate",), ("aov",),
    ("clv", "orders"),
)  # fmt: skip


def cards(ask: Ask, scope: Scope) -> list[Card]:
    """How many buy, how many are new, and how many stay."""
    return cards_of(ask, scope, CARDS)


@dataclass(frozen=True)
class Population:
    """The customers of a moment: `buyers` ordered in the 12 months that end there, the others are
    former customers."""

    everyone: pd.DataFrame
    scope: Scope
    notes: tuple[Text, ...]

    @cached_property  # to choose among very many takes longer than what is asked of them
    def buyers(self) -> pd.DataFrame:
        return self.everyone[self.everyone["tier"] != FORMER]

    @property
    def tiers(self) -> list[str]:
        """The groups of customers; former ones where there are any."""
        return [key for key in TIERS if key != FORMER or len(self.buyers) < len(self.everyone)]

    @property
    def year(self) -> Scope:
        """The 12 months over which customers are judged."""
        end = self.scope.as_of + DAY
        return self.scope.over(Period(add_months(end, -12), end))

    def money(self, amount: float) -> Text:
        return write(amount, MONEY, self.scope.scale)


def are_named(ask: Ask) -> bool:
    """Whether the orders say who bought."""
    return ask.has(NEEDED)


def judged(ask: Ask, scope: Scope) -> tuple[Scope, tuple[Text, ...]]:
    """The moment at which customers are looked at, the end of the period or the as-of date, with the filters by
    which they can be told apart; and which filters cannot."""
    moment = scope.as_of
    if scope.period and scope.period.start <= moment:
        moment = min(moment, scope.period.last_day)
    kept = tuple(pair for pair in scope.filters if pair[0] in ask.columns_of_standing)
    dropped = [DIMENSIONS[key].name for key, _ in scope.filters if (key, _) not in kept]
    notes = (NOT_APPLIED.format(names=join(dropped)),) if dropped else ()
    return replace(scope, as_of=moment, filters=kept), notes


def standing(ask: Ask, scope: Scope) -> Population | None:
    """The customers at the end of the period, or at the as-of date; None without their names, nobody
    for a period still to come."""
    if not are_named(ask):
        return None
    used, notes = judged(ask, scope)
    rows = ask.keep(("standing", used.as_of, used.filters), lambda: ask.standing(used))
    return Population(rows if scope.has_begun else rows.iloc[:0], used, notes)


def stakes(ask: Ask, customers: Population) -> pd.Series[Any]:
    """What is at stake of each of them, in 元, reckoned once a page; missing where that is not known."""
    return ask.keep(
        ("at_stake", customers.scope),
        lambda: at_stake(ask, customers.everyone, customers.scope.as_of),
    )


def largest(customers: pd.DataFrame, count: int) -> pd.DataFrame:
    """Those with the most money in 12 months, then ever, then by name, without sorting all."""
    money = customers["amount"].fillna(-math.inf).to_numpy()
    if len(customers) > count:
        customers = customers[money >= -np.partition(-money, count)[count]]
    order = ["amount", "amount_ever", "customer"]
    rising = [False, False, True]
    return customers.sort_values(order, ascending=rising, na_position="last").head(count)


def found_by(ask: Ask, scope: Scope, words: str, most: int = FOUND) -> list[str]:
    """The customers whose name has these words, the most money first; all have no words."""
    customers = standing(ask, scope)
    if customers is None:
        return []
    names = customers.everyone["customer"].str.casefold()
    named = customers.everyone[names.str.contains(words.strip().casefold(), regex=False)]
    return [str(name) for name in largest(named, most)["customer"]]


def nothing(key: str, title: Text, customers: Population | None, scope: Scope) -> Figure:
    """No customers: either nobody is named, or nobody has ordered yet."""
    unnamed = customers is None
    return Figure.lacking(
        scope,
        f"customer_{key}",
        title,
        sentence=NO_NAMES if unnamed else nobody(scope),
        missing=("orders.customer",) if unnamed else (),
    )


def nobody(scope: Scope) -> Text:
    """Why there are no customers, though orders name them."""
    return to_come(scope) or NOBODY
