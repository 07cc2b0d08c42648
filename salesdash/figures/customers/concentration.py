"""How much of the sales hangs on how few customers?"""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.concentration import HIGH, SPREAD, curve, hhi, largest, tops
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.of_a_whole import pareto
from salesdash.figures.customers.population import (
    CUSTOMERS,
    MONEY_12M,
    MONEY_SHARE,
    Population,
    nothing,
    standing,
)
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask


def concentration(ask: Ask, scope: Scope) -> Figure:
    """The Pareto curve: what share of sales the largest customers make together."""
    title = Text(
        "近 12 个月的客户集中度（帕累托曲线）", "Concentration of sales of 12 months (Pareto)"
    )
    customers = standing(ask, scope)
    amounts = None if customers is None else customers.buyers["amount"]
    if customers is None or amounts is None or not tops(amounts):
        return nothing("concentration", title, customers, scope)
    frame = curve(amounts)
    customer_share = Column("reach", Text("客户累计占比", "Share of customers"), RATIO)
    amount = Column("amount", MONEY_12M, MONEY)
    cumulative = Column("cumulative", Text("金额累计占比", "Cumulative share"), RATIO)
    sentence = _concentrated(amounts)
    return Figure.of(
        customers.year,
        "customer_concentration",
        title,
        frame,
        (customer_share, Column("members", CUSTOMERS, COUNT), amount, cumulative),
        lambda look: pareto.curve(frame, customer_share, amount, cumulative, look),
        sentence=sentence,
        alt=sentence,
        metrics=("sales",),
        notes=(_few(amounts), *_without_share(customers), *customers.notes),
    )


def largest_customers(ask: Ask, scope: Scope) -> Figure:
    """What the top 1, 5, 10 and 20 % of the customers make."""
    title = Text("近 12 个月头部客户占比", "Share of the largest customers, 12 months")
    customers = standing(ask, scope)
    few = () if customers is None else tops(customers.buyers["amount"])
    if customers is None or not few:
        return nothing("largest", title, customers, scope)
    frame = pd.DataFrame(
        {
            "top": [Text("前 {n}%", "Top {n}%").format(n=top.percent) for top in few],
            "customers": [top.members for top in few],
            "amount": [top.amount for top in few],
            "share": [top.share for top in few],
        }
    )
    columns = (
        Column("top", Text("范围", "Range")),
        Column("share", MONEY_SHARE, RATIO),
        Column("customers", CUSTOMERS, COUNT),
        Column("amount", METRICS["sales"].name, MONEY),
    )
    return Figure.of(
        customers.year,
        "largest_customers",
        title,
        frame,
        columns,
        sentence=_spread(hhi(customers.buyers["amount"])),
        metrics=("sales",),
        notes=customers.notes,
    )


def _without_share(customers: Population) -> tuple[Text, ...]:
    left_out = int((customers.buyers["amount"] <= 0).sum())
    if not left_out:
        return ()
    words = Text(
        "{n} 位客户近 12 个月销售额不大于 0（退货多于购买），不计入曲线。",
        "{n} {n:customer|customers} returned as much as they bought or more and {n:is|are} not part of the curve.",
    )
    return (words.format(n=write(left_out, COUNT)),)


def _concentrated(amounts: pd.Series[float]) -> Text:
    top = tops(amounts)[-1]
    return Text(
        "前 20% 的客户（{n} 位）贡献 {share} 的销售额。",
        "The top 20% of customers ({n}) make {share} of sales.",
    ).format(n=write(top.members, COUNT), share=write(top.share, RATIO))


def _few(amounts: pd.Series[float]) -> Text:
    return Text(
        "最大一位占 {one}，前五位占 {five}。",
        "The largest one makes {one}, the five largest {five}.",
    ).format(
        one=write(largest(amounts, 1), RATIO),
        five=write(largest(amounts, 5), RATIO),
    )


def _spread(index: float | None) -> Text:
    value = index or 0.0
    words = (
        Text(
            "高度集中，少数客户一走就伤筋动骨", "highly concentrated: losing a few would hurt badly"
        )
        if value > HIGH
        else Text("中等集中", "moderately concentrated")
        if value > SPREAD
        else Text("比较分散", "well spread")
    )
    return Text(
        "集中度指数 HHI 为 {n}（一家独占为 10,000）：{words}。",
        "Concentration index HHI {n} (10,000 for a single customer): {words}.",
    ).format(n=f"{value:,.0f}", words=words)
