"""What may still come of the customers: the orders to expect of each tier, and on what that rests."""

from __future__ import annotations

import pandas as pd

from salesdash.catalog.customers.groups import Group
from salesdash.catalog.rules.declared import FORESIGHT
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.figure import Figure
from salesdash.figures.customers.population import (
    CUSTOMERS,
    TIERS,
    Population,
    nothing,
    standing,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import HISTORY, evidence_on, foresight, sees_leaving

TITLE = Text("未来 {years} 年预计下单", "Orders expected in {years} years").format(
    years=FORESIGHT.years
)
TIER = Text("客户分层", "Tier")
ALIVE, ALIVE_SHARE = Text("预计还会再来", "Expected back"), Text("占比", "Share")
COMING = Text("预计下单次数", "Days with orders")
IN_ALL = Text(
    "{all} 位客户里预计 {alive} 位还会再来，{years} 年内约 {n} 次下单。",
    "Of {all} {all:customer|customers} about {alive} will order again, on about {n} {n:day|days} in {years} years.",
)
ASSUMED = Text(
    "按 BG/NBD 模型推算，假设：每位客户按自己的频率随机下单，频率因人而异；每次下单后都有可能从此不再来；这些今后不变。"
    "不含新客户、涨价和促销；一天下几单算一次。模型不看间隔是否规律，停单很久的客户会估得偏乐观：以往停到这么久、后来又下单的次数见左图的表格。",
    "By BG/NBD, which assumes: everyone orders by chance at a rate of his own; after each order he may be gone for "
    "good; and it stays so. New customers, prices and promotions are not foreseen; several orders of a day count once. "
    "It does not see that intervals are regular, so it hopes too long for who is long silent: the table of the "
    "figure on the left has how many past silences as long were ended.",
)
TOO_LITTLE = Text(
    "客户满 {customers} 位、订单满 {months} 个月才推算；目前 {n} 位、{known} 个月。",
    "It takes {customers} customers and {months} months of orders to foresee; now there are {n} and {known}.",
)

NOBODY_LEAVES = Text(
    "按全部客户的下单日，模型看不出有人流失，因此不推算。",
    "From when all customers ordered the model sees nobody leave, so nothing is foreseen.",
)


def by_tier(ask: Ask, scope: Scope) -> Figure:
    """Each tier: who is likely to order again, and how often in the coming years."""
    customers = standing(ask, scope)
    if customers is None or customers.everyone.empty:
        return nothing("expected", TITLE, customers, scope)
    expected = foresight(ask, customers.scope.as_of)
    if expected is None:
        known = evidence_on(ask, customers.scope.as_of)
        why = TOO_LITTLE.format(
            customers=FORESIGHT.customers,
            months=FORESIGHT.months,
            n=known.customers,
            known=known.months,
        )
        return Figure.lacking(customers.year, "customer_expected", TITLE, sentence=why)
    if not sees_leaving(expected):
        return Figure.lacking(customers.year, "customer_expected", TITLE, sentence=NOBODY_LEAVES)
    frame = _frame(customers, expected)
    return Figure.of(
        customers.year, "customer_expected", TITLE, frame,
        (
            Column("tier_name", TIER),
            Column("customers", CUSTOMERS, COUNT),
            Column("alive", ALIVE, COUNT),
            Column("alive_share", ALIVE_SHARE, RATIO),
            Column("coming", COMING, COUNT),
        ),
        sentence=IN_ALL.format(
            all=write(int(frame["customers"].sum()), COUNT),
            alive=write(int(frame["alive"].sum()), COUNT),
            n=write(int(frame["coming"].sum()), COUNT),
            years=FORESIGHT.years,
        ),
        metrics=("clv", "orders"),
        notes=(ASSUMED, *customers.notes),
    )  # fmt: skip


def assumed(ask: Ask, scope: Scope) -> Text:
    """On what it rests, where anything is foreseen."""
    customers = standing(ask, scope)
    expected = None if customers is None else foresight(ask, customers.scope.as_of)
    return BLANK if expected is None or not sees_leaving(expected) else ASSUMED


def _frame(customers: Population, expected: pd.DataFrame) -> pd.DataFrame:
    """One row per tier, as customers stand."""
    people = customers.everyone[["tier", *HISTORY]].merge(expected, on=HISTORY, how="left")
    rows = []
    for tier in customers.tiers:
        own = people[people["tier"] == tier]
        alive = float(own["alive"].sum())
        rows.append(
            {
                "tier_name": MarkedCell(TIERS[tier], Group("tier", (tier,)).marks),
                "customers": len(own), "alive": round(alive),
                "alive_share": alive / len(own) if len(own) else None, "coming": round(own["coming"].sum()),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
