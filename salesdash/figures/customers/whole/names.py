"""Customers by name: one page of those of a group, as they were searched and sorted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from salesdash.catalog.customers.groups import AFTER, BEFORE, GRADES, Group
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.build import dimension_column
from salesdash.figures.customers.population import (
    CUSTOMERS,
    MONEY_12M,
    ORDERS_12M,
    STATUS,
    STATUSES,
    are_named,
    judged,
    nothing,
    standing,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, DAYS, MONEY, SCORE, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.names import PER_PAGE, names

SEARCH = Text("查找客户或负责人", "Find a customer or owner")
ORDER = Text("排序", "Order by")
PAGE = Text("第几页", "Page")
ORDERED: Mapping[str, Text] = {
    "money": Text("金额大的在前", "Most money first"),
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
NONE = Text("没有符合的客户。", "No customer fits.")
GRADE, SCORED = Text("RFM 客户群", "RFM segment"), Text("价值分", "Value")
BY_HAND = {True: Text("手工指定", "By hand"), False: BLANK}
HAND = Text("分层来源", "Tier is")
INFLUENCE = Text("行业影响力", "Influence")
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
    found = names(ask, used, group, words, order, page)
    frame = found.assign(
        last_order=pd.to_datetime(found["last_order"]).dt.date,
        owner=found["owner"].astype(object).where(found["owner"].notna(), None),
    )
    if "value_score" in frame:
        frame["value_score"] = frame["value_score"] * 100
    return Figure.of(
        used.over(None), "customer_names", group.name, frame, _columns(frame),
        sentence=_counted(frame, page),
        metrics=("sales", "orders"),
        notes=notes,
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


def _columns(frame: pd.DataFrame) -> tuple[Column, ...]:
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
        Column("value_score", SCORED, SCORE),
        Column("amount", MONEY_12M, MONEY),
        Column("orders", ORDERS_12M, COUNT),
        Column("days_since", SILENT, DAYS),
        Column("rfm", GRADE, names=GRADES),
        dimension_column("segment"),
        Column("influence", INFLUENCE, COUNT),
        dimension_column("owner"),
    )
    left_out = {key for key in ("segment", "influence", "owner") if not frame[key].notna().any()}
    if not frame["is_by_hand"].any():
        left_out.add("is_by_hand")
    return tuple(column for column in shown if column.key not in left_out)
