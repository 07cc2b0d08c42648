"""Whom do we call this week?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, one_unit
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.customers.population import (
    LEAVING,
    MONEY_12M,
    RHYTHM_OF,
    STATUS,
    STATUSES,
    TIERS,
    Standing,
    largest,
    nothing,
    standing,
)
from salesdash.figures.foresight import how_gone
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, DAYS, MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import at_stake

TIER = DIMENSIONS["tier"].name
ALL = "all"
TIER_CHOICES = {ALL: Text("全部", "All"), **TIERS}
STATUS_CHOICES = {
    "leaving": Text("需跟进", "To follow up"),
    **{key: name for key, name in STATUSES.items() if key != "unknown"},
    ALL: Text("全部", "All"),
}
LONGEST_LIST = 300
LIKELY_LOST = Text("其中 {money} 面临流失。", " Of this, {money} a year is at stake.")
WHAT_IS_AT_STAKE = Text(
    "面临流失的年销售额 = 近 12 个月销售额 × 不再下单的可能。",
    "At stake: sales of 12 months × the chance that a customer never orders again. ",
)
ORDERS_12M = Text("近12个月订单数", "Orders, 12 months")


def listing(ask: Ask, scope: Scope, tier: str = ALL, status: str = "leaving") -> Figure:
    """The customers to call, the most money first; `tier` and `status` from the choices above."""
    title = Text("客户名单", "Customers to call")
    customers = standing(ask, scope)
    if customers is None or customers.everyone.empty:
        return nothing("list", title, customers, scope)
    stake = at_stake(ask, customers.everyone, customers.scope.as_of)
    chosen = _chosen(customers.everyone.assign(at_stake=stake), tier, status)
    frame = _listed(chosen)
    columns = [
        dimension_column("customer"),
        dimension_column("tier"),
        Column("status", STATUS, names=STATUSES),
        Column("amount", MONEY_12M, MONEY),
        metric_column("at_stake"),
        Column("days_since", Text("未下单天数", "Days silent"), DAYS),
        Column("rhythm", Text("平时间隔", "Usual interval"), DAYS),
        Column("rhythm_of", Text("间隔依据", "Usual of"), names=RHYTHM_OF),
        dimension_column("owner"),
        Column("last_order", Text("最近下单", "Last order")),
        Column("orders", ORDERS_12M, COUNT),
    ]
    return Figure.of(
        customers.year,
        "customer_list",
        title,
        frame,
        tuple(
            c for c in columns if c.key not in ("owner", "at_stake") or frame[c.key].notna().any()
        ),
        sentence=_list_sentence(customers, chosen),
        metrics=("sales", "orders"),
        notes=(*_cut(chosen), *_how(ask, customers, chosen), *customers.notes),
    )


def _chosen(candidates: pd.DataFrame, tier: str, status: str) -> pd.DataFrame:
    wanted: Sequence[str] = LEAVING if status == "leaving" else (status,)
    kept = pd.Series(True, candidates.index)
    if tier != ALL:
        kept &= candidates["tier"] == tier
    if status != ALL:
        kept &= candidates["status"].isin(wanted)
    return candidates[kept]


def _listed(chosen: pd.DataFrame) -> pd.DataFrame:
    top = largest(chosen, LONGEST_LIST)
    return top.assign(
        rhythm_of=top["has_rhythm"].astype(object).where(top["rhythm"].notna(), None),
        last_order=pd.to_datetime(top["last_order"]).dt.date,
        owner=top["owner"].astype(object).where(top["owner"].notna(), None),
    ).reset_index(drop=True)


def _list_sentence(customers: Standing, chosen: pd.DataFrame) -> Text:
    if chosen.empty:
        return Text("没有符合条件的客户。", "No customer fits this choice.")
    words = Text(
        "{n} 位客户，近 12 个月销售额共 {money}，金额大的在前。",
        "{n} {n:customer|customers} with {money} of sales in 12 months, the largest first.",
    )
    total = float(chosen["amount"].sum())
    scale = one_unit(customers.scope.scale, chosen, (), total)
    sentence = words.format(n=write(len(chosen), COUNT), money=write(total, MONEY, scale))
    if chosen["at_stake"].isna().all():
        return sentence
    return sentence + LIKELY_LOST.format(money=write(chosen["at_stake"].sum(), MONEY, scale))


def _how(ask: Ask, customers: Standing, chosen: pd.DataFrame) -> tuple[Text, ...]:
    if chosen["at_stake"].isna().all():
        return ()
    return (WHAT_IS_AT_STAKE + how_gone(ask, customers.scope.as_of),)


def _cut(chosen: pd.DataFrame) -> tuple[Text, ...]:
    if len(chosen) <= LONGEST_LIST:
        return ()
    words = Text("只列出前 {n} 位。", "Only the first {n:is|{n} are} listed.")
    return (words.format(n=LONGEST_LIST),)
