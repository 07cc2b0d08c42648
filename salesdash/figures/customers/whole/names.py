"""Customers by name: one page of those of a group, as they were searched and sorted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from salesdash.catalog.customers.groups import AFTER, BEFORE, GRADES, Group
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, one_unit
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.customers.population import (
    CUSTOMERS,
    MONEY_12M,
    ORDERS_12M,
    RHYTHM_OF,
    STATUS,
    STATUSES,
    are_named,
    judged,
    nothing,
    standing,
)
from salesdash.figures.foresight import WHAT_IS_AT_STAKE, how_gone
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, DAYS, MONEY, SCORE, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.names import PER_PAGE, names

TIER = DIMENSIONS["tier"].name
SEARCH = Text("查找客户或负责人", "Find customer or owner")
ORDER = Text("排序", "Order by")
PAGE = Text("第几页", "Page")
ORDERED: Mapping[str, Text] = {
    "money": Text("金额大的在前", "Most money first"),
    "stake": Text("面临流失多的在前", "Most at stake first"),
    "score": Text("价值分高的在前", "Highest value first"),
    "silence": Text("停单久的在前", "Longest silent first"),
    "name": Text("按名称", "By name"),
}
ORDERED_OF_TWO_DAYS: Mapping[str, Text] = {
    "money": Text("变化大的在前", "Largest change first"),
    "silence": Text("停单久的在前", "Longest silent first"),
    "name": Text("按名称", "By name"),
}
FOUND = Text("{n} 位客户", "{n} {n:customer|customers}")
SHOWN = Text("，这是第 {first}–{last} 位。", ", of whom these are {first} to {last}.")
END = Text("。", ".")
WORTH = Text("近 12 个月销售额共 {money}", " Sales of 12 months: {money}")
LIKELY_LOST = Text("，其中 {money}面临流失", ", of which {money} is at stake")
NONE = Text("没有符合的客户。", "No customer fits.")
GRADE, SCORED = Text("RFM 客户群", "RFM segment"), Text("价值分", "Value")
BY_HAND = {True: Text("手工指定", "By hand"), False: BLANK}
HAND = Text("分层来源", "Tier is")
INFLUENCE = Text("行业影响力", "Influence")
USUAL, USUAL_OF = Text("平时间隔", "Usual interval"), Text("间隔依据", "Usual of")
LAST_ORDER, SILENT = Text("最近下单", "Last order"), Text("未下单天数", "Days silent")
TIER_BEFORE, TIER_AFTER = Text("原分层", "Tier before"), Text("后来", "After")
SALES_BEFORE, SALES_AFTER = (
    Text("之前12个月", "12 months before"),
    Text("之后12个月", "12 months after"),
)
CHANGE = Text("变化", "Change")


def orders(group: Group) -> Mapping[str, Text]:
    """The ways in which the names of a group can be sorted."""
    return ORDERED_OF_TWO_DAYS if group.is_of_two_days else ORDERED


def listing(
    ask: Ask, scope: Scope, group: Group, words: str = "", order: str = "money", page: int = 1
) -> Figure:
    """So many customers of the group as fit a page; its sentence says how many there are in all."""
    if not are_named(ask) or not scope.has_begun:
        return nothing("names", CUSTOMERS, standing(ask, scope), scope)
    used, notes = judged(ask, scope)
    rows = names(ask, used, group, words, order, page)
    frame = rows.assign(
        last_order=pd.to_datetime(rows["last_order"]).dt.date,
        owner=rows["owner"].astype(object).where(rows["owner"].notna(), None),
    )
    if "value_score" in frame:
        frame["value_score"] = frame["value_score"] * 100
        frame["rhythm_of"] = frame["has_rhythm"].astype(object).where(frame["rhythm"].notna(), None)
    return Figure.of(
        used.over(None), "customer_names", group.name, frame, _columns(frame),
        sentence=_counted(frame, page) + _worth(frame, used),
        metrics=("sales", "orders"),
        notes=(*_how(ask, used, frame), *notes),
    )  # fmt: skip


def pages(frame: pd.DataFrame) -> int:
    """How many pages there are of which this is one."""
    return max(1, -(-int(frame["total"].iloc[0]) // PER_PAGE)) if len(frame) else 1


def _counted(frame: pd.DataFrame, page: int) -> Text:
    if frame.empty:
        return NONE
    total, first = int(frame["total"].iloc[0]), PER_PAGE * (page - 1) + 1
    words = FOUND + (SHOWN if total > len(frame) else END)
    return words.format(n=write(total, COUNT), first=first, last=first + len(frame) - 1)


def _worth(frame: pd.DataFrame, scope: Scope) -> Text:
    """What all of them bought, and what of it may go; nothing where nobody bought in 12 months."""
    if frame.empty or "amount_of_all" not in frame or not frame["amount_of_all"].notna().all():
        return BLANK
    amount, stake = (number(frame[key].iloc[0]) for key in ("amount_of_all", "at_stake_of_all"))
    scale = one_unit(scope.scale, frame, (), amount)
    worth = WORTH.format(money=write(amount, MONEY, scale))
    if stake is not None:
        worth += LIKELY_LOST.format(money=write(stake, MONEY, scale))
    return worth + END


def _how(ask: Ask, scope: Scope, frame: pd.DataFrame) -> tuple[Text, ...]:
    """How what is at stake is reckoned, where any is."""
    if "at_stake" not in frame or frame["at_stake"].isna().all():
        return ()
    return (WHAT_IS_AT_STAKE + how_gone(ask, scope.as_of),)


def _columns(frame: pd.DataFrame) -> tuple[Column, ...]:
    """What matters most of a customer first: the screen has no room for all of it."""
    if "tier_before" in frame:
        return (
            dimension_column("customer"),
            Column("tier_before", TIER_BEFORE, names=BEFORE),
            Column("tier_after", TIER_AFTER, names=AFTER),
            Column("sales_before", SALES_BEFORE, MONEY),
            Column("sales_after", SALES_AFTER, MONEY),
            Column("change", CHANGE, MONEY, is_change=True),
            Column("last_order", LAST_ORDER),
            dimension_column("owner"),
        )
    shown = (
        dimension_column("customer"),
        dimension_column("tier"),
        Column("is_by_hand", HAND, names=BY_HAND),
        Column("status", STATUS, names=STATUSES),
        Column("amount", MONEY_12M, MONEY),
        metric_column("at_stake"),
        Column("days_since", SILENT, DAYS),
        Column("rhythm", USUAL, DAYS),
        Column("rhythm_of", USUAL_OF, names=RHYTHM_OF, is_detail=True),
        dimension_column("owner"),
        Column("orders", ORDERS_12M, COUNT),
        Column("value_score", SCORED, SCORE),
        Column("rfm", GRADE, names=GRADES),
        dimension_column("segment"),
        Column("influence", INFLUENCE, COUNT),
    )
    left_out = {
        key for key in ("at_stake", "segment", "influence", "owner") if not frame[key].notna().any()
    }
    if not frame["is_by_hand"].any():
        left_out.add("is_by_hand")
    return tuple(column for column in shown if column.key not in left_out)
