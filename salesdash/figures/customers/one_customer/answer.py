"""Who is this customer, how does he stand, and what is to be done: the sentence and the six numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.rules.declared import FORESIGHT
from salesdash.charts.figure import Card, Headline
from salesdash.charts.rows import number
from salesdash.figures.customers.calls.table import AT_STAKE
from salesdash.figures.customers.calls.week import MOST_TOLD, Call, of_customer, when
from salesdash.figures.customers.population import (
    MONEY_12M,
    ORDERS_12M,
    STATUSES,
    Population,
    stakes,
    standing,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT, DAYS, MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import HISTORY, foresight

MORE = Text("更多", "More")
VIEWS = {
    "note": Text("跟进", "Follow up"),
    "record": Text("全部记录", "Record"),
    "products": Text("产品与机会", "Products and openings"),
    "trail": Text("分层与状态变化", "Tier and status over time"),
}
UNKNOWN = Headline(
    Text("数据里没有这位客户", "The data do not know this customer"),
    more=Text(
        "可能改了名、合并了，或者订单已经撤回。回到客户分层页重新选一位。",
        "It may be renamed or merged, or its orders were taken out. Go back and choose another.",
    ),
)
IS = Text("{name}：{tier}客户，一年 {money}", "{name}: {tier}, {money} a year")
WAS = Text("{name}：以前的客户，最近下单 {day}", "{name}: a former customer, last order {day}")
NEXT = Text("{reason}。下一步：{step}。", "{reason}. Next: {step}.")
CALM = Text("按平时的节奏下单，没有流失迹象。", "Orders as usual, with no sign of going.")
LIGHTS = {"active": "green", "cooling": "amber", "at_risk": "red", "lost": "red"}
USUAL, SILENT = Text("平时间隔", "Usual interval"), Text("未下单天数", "Days silent")
EXPECTED = Text("未来{years}年预计下单", "Orders in {years} years")
BY_DAYS = Text("预计有多少天下单（BG/NBD 推算）", "Days of ordering to be expected (BG/NBD)")
OF_COMPANY = Text("下单不足 3 天，用全公司的间隔", "Under 3 order days: the company's interval")


@dataclass(frozen=True, slots=True)
class One:
    """A customer as he stands: his row of the standing, the money at stake, and what calls for action, if anything."""

    row: Any
    at_stake: float | None
    expected: float | None
    call: Call | None
    customers: Population

    @property
    def scope(self) -> Scope:
        return self.customers.year.where("customer", str(self.row["customer"]))

    @property
    def last_order(self) -> date:
        return pd.Timestamp(self.row["last_order"]).date()

    @property
    def is_silent(self) -> bool:
        return str(self.row["status"]) in ("cooling", "at_risk", "lost")

    @property
    def rest(self) -> Text:
        """What else is seen of him, besides the gravest that the headline tells."""
        reasons = self.call.told[MOST_TOLD:] if self.call else ()
        words = join([*reasons], zh="；", en="; ")
        return (
            Text(words.zh + "。", words.en[:1].upper() + words.en[1:] + ".") if reasons else BLANK
        )


def as_standing(ask: Ask, scope: Scope, customer: str) -> One | None:
    """The customer on the day that is looked at; None where he has not ordered by then."""
    customers = standing(ask, scope)
    if customers is None:
        return None
    return ask.keep(
        ("one", customers.scope, customer), lambda: _one(ask, scope, customers, customer)
    )


def _one(ask: Ask, scope: Scope, customers: Population, customer: str) -> One | None:
    everyone = customers.everyone
    own = everyone[everyone["customer"] == customer]
    if own.empty:
        return None
    to_come = foresight(ask, customers.scope.as_of)
    expected = (
        None
        if to_come is None
        else own[HISTORY].merge(to_come, on=HISTORY, how="left")["coming"].iloc[0]
    )
    return One(
        own.iloc[0], number(stakes(ask, customers).loc[own.index[0]]), number(expected),
        of_customer(ask, scope, customer), customers
    )  # fmt: skip


def headline(ask: Ask, scope: Scope, customer: str) -> Headline:
    """Tier and yearly money with the status in colour and word; why, and the next step."""
    one = as_standing(ask, scope, customer)
    if one is None:
        return UNKNOWN
    status, tier = str(one.row["status"]), str(one.row["tier"])
    if tier == "former":
        sentence = WAS.format(
            name=customer, day=when(one.row["last_order"], one.customers.scope.as_of)
        )
    else:
        names = dict(DIMENSIONS["tier"].members)
        sentence = IS.format(
            name=customer, tier=names[tier], money=one.customers.money(one.row["amount"])
        )
    more = CALM if status == "active" else BLANK
    if one.call:
        more = NEXT.format(reason=one.call.reason, step=one.call.step)
    is_known = status in LIGHTS
    return Headline(
        sentence,
        LIGHTS[status] if is_known else "",
        STATUSES[status] if is_known else BLANK,
        more=more,
    )


def owner(ask: Ask, scope: Scope, customer: str) -> str | None:
    """Whose customer he is; None: nobody's."""
    one = as_standing(ask, scope, customer)
    return None if one is None or pd.isna(one.row["owner"]) else str(one.row["owner"])


def cards(ask: Ask, scope: Scope, customer: str) -> list[Card]:
    """Yearly money and orders, the usual interval and the silence, what is at stake, and what is to be expected."""
    one = as_standing(ask, scope, customer)
    if one is None:
        return []
    row, money = one.row, one.customers.money
    orders = number(row["orders"])
    shown = [
        Card("amount", MONEY_12M, money(row["amount"])),
        Card("orders_12m", ORDERS_12M, write(orders, COUNT)),
        Card("rhythm", USUAL, write(number(row["rhythm"]), DAYS), help=BLANK if row["has_rhythm"] else OF_COMPANY),
        Card("silence", SILENT, write(number(row["days_since"]), DAYS)),
        Card("at_stake", AT_STAKE, write(one.at_stake, MONEY, scope.scale)),
    ]  # fmt: skip
    if one.expected is not None:
        title = EXPECTED.format(years=FORESIGHT.years)
        shown.append(Card("expected", title, write(round(one.expected, 1), COUNT), help=BY_DAYS))
    return shown
