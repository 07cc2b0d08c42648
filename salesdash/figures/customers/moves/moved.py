"""Between two days: who rose, fell, came and went, in people and in money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from salesdash.analysis.customers.moves import part, risen_and_fallen, turn
from salesdash.catalog.customers.groups import AFTER, BEFORE, FORMER, NEW, Group
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.grids import crossing
from salesdash.charts.grids import flow as flow_chart
from salesdash.figures.customers.population import CUSTOMERS, are_named, judged, nobody
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT, MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.moves import moved

MATRIX = Text("从哪一层到哪一层", "From which tier to which")
FLOW = Text("客户怎样流动", "How customers flow")
TIER_BEFORE = Text("{day}的分层", "Tier on {day}")
TIER_AFTER = Text("{day}的分层", "Tier on {day}")
SALES_BEFORE = Text("之前12个月销售额", "Sales, 12 months before")
SALES_AFTER = Text("之后12个月销售额", "Sales, 12 months after")
TOO_SHORT = Text(
    "订单要满 12 个月以上，才能比较两个日期的分层；目前从 {first} 开始。",
    "Tiers on two days can be compared once orders reach back more than 12 months; they begin on {first}.",
)
IN_WORDS = Text(
    "从 {earlier}到 {later}：{parts}。",
    "From {earlier} to {later}: {parts}.",
)
PARTS = {
    "up": Text("升级 {n} 位（{money}）", "{n} rose ({money})"),
    "down": Text("降级 {n} 位（{money}）", "{n} fell ({money})"),
    "new": Text("新客户 {n} 位（{money}）", "{n} {n:is|are} new ({money})"),
    "back": Text("回流 {n} 位（{money}）", "{n} came back ({money})"),
    "lost": Text("流失 {n} 位（{money}）", "{n} {n:was|were} lost ({money})"),
}
NOBODY_MOVED = Text("没有人换层，也没有新增和流失", "nobody moved, came or went")
FROZEN = Text(
    "两个日期都按前一个日期的分层线划分：销售额涨了就能升级，不必有人降级；手工指定的分层不变。",
    "Both days are judged by the cut points of the first: who buys more can rise without anybody's fall. Tiers decided "
    "by hand stay as they are.",
)
WHAT_IS_IN_A_CELL = Text(
    "每格：客户数，及其近 12 个月销售额的变化。流失：后一个日期之前 12 个月没有下单。",
    "In each cell: customers, and how their sales of 12 months changed. "
    "Lost: no order in the 12 months to the later day.",
)
CHANGE = Text("销售额变化", "Change of sales")
TURN = Column("turn", BLANK)


def days(ask: Ask, scope: Scope) -> tuple[date, date] | None:
    """The first day on which 12 months of orders are known, and the day at which customers are looked at; None where
    the first does not lie before the other."""
    if not are_named(ask) or not scope.has_begun:
        return None
    orders = ask.coverage["orders"]
    later = judged(ask, scope)[0].as_of
    first = add_months(orders.first_day or later, 12) - DAY
    return (first, later) if first < later else None


def usual(ask: Ask, scope: Scope, later: date) -> date:
    """The day that is compared with a later one unless another is chosen: a year before, or the first that is known."""
    choices = days(ask, scope)
    first = choices[0] if choices else later
    return max(first, add_months(later + DAY, -12) - DAY)


def unavailable(ask: Ask, scope: Scope) -> Figure | None:
    """Why nothing can be compared; None where it can."""
    if days(ask, scope):
        return None
    if not scope.has_begun:
        return Figure.lacking(scope, "customer_moves", MATRIX, sentence=nobody(scope))
    first = ask.coverage["orders"].first_day or scope.as_of
    why = TOO_SHORT.format(first=Period.of(first, "day").name)
    return Figure.lacking(scope, "customer_moves", MATRIX, sentence=why)


def in_words(ask: Ask, scope: Scope, earlier: date, later: date) -> Text:
    """Who rose, fell, came, came back and was lost, each in people and in money."""
    frame = of_two_days(ask, scope, earlier, later)
    parts = {kind: one for kind, one in risen_and_fallen(frame).items() if one.customers}
    amounts = pd.DataFrame({"change": [one.change for one in parts.values()]})
    within = in_one_unit(scope, amounts, (Column("change", CHANGE, MONEY),))
    sentences = [
        PARTS[kind].format(
            n=write(one.customers, COUNT),
            money=write(one.change, MONEY, within.scale, signed=True),
        )
        for kind, one in parts.items()
    ]
    return IN_WORDS.format(
        earlier=Period.of(earlier, "day").name,
        later=Period.of(later, "day").name,
        parts=join(sentences, "，", ", ") if sentences else NOBODY_MOVED,
    )


def matrix(ask: Ask, scope: Scope, earlier: date, later: date) -> Figure:
    """Tier by tier: how many went which way, and what it did to the sales; each cell opens its names."""
    frame = _ways(of_two_days(ask, scope, earlier, later), earlier, later)
    before, after, people, *_, change = columns = _columns(earlier, later)
    used = judged(ask, scope)[0]
    return Figure.of(
        over(used, earlier, later), "customer_moves", MATRIX, frame, columns,
        lambda look: crossing.grid(frame, before, after, people, change, TURN, look),
        sentence=_stayed(frame),
        metrics=("sales", "orders"),
        notes=(WHAT_IS_IN_A_CELL, FROZEN, *judged(ask, scope)[1]),
    )  # fmt: skip


def flow(ask: Ask, scope: Scope, earlier: date, later: date) -> Figure:
    """The same as ribbons: how the customers of each tier spread."""
    frame = _ways(of_two_days(ask, scope, earlier, later), earlier, later)
    before, after, people, *_ = columns = _columns(earlier, later)
    used = judged(ask, scope)[0]
    return Figure.of(
        over(used, earlier, later), "customer_flow", FLOW, frame, columns,
        lambda look: flow_chart.ribbons(frame, before, after, people, TURN, look),
        sentence=_largest_way(frame),
        metrics=("sales", "orders"),
        notes=(FROZEN,),
    )  # fmt: skip


def of_two_days(ask: Ask, scope: Scope, earlier: date, later: date) -> pd.DataFrame:
    """How customers moved, as `moved` answers it; found out once."""
    used = replace(judged(ask, scope)[0], as_of=later)
    key = ("customer_moves", earlier, later, used.filters)
    return ask.keep(key, lambda: moved(ask, used, earlier, later))


def over(scope: Scope, earlier: date, later: date) -> Scope:
    """What the figures are about: the days between the two."""
    return replace(scope, as_of=later, period=Period(min(earlier, later), later + DAY))


def _ways(frame: pd.DataFrame, earlier: date, later: date) -> pd.DataFrame:
    """One row per way that anybody took between tiers, from the best down."""
    rows = []
    for before in BEFORE:
        for after in AFTER:
            cell = frame[(frame["tier_before"] == before) & (frame["tier_after"] == after)]
            if cell.empty or before == after == FORMER:
                continue
            way, group = part(cell), Group("moved", (before, after, str(earlier), str(later)))
            rows.append(
                {
                    "before": MarkedCell(BEFORE[before], group.marks), "after": after, "from": before,
                    "customers": way.customers, "sales_before": way.before, "sales_after": way.after,
                    "change": way.change, "turn": turn(before, after),
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def _columns(earlier: date, later: date) -> tuple[Column, ...]:
    def on(words: Text, day: date) -> Text:
        return words.format(day=Period.of(day, "day").name)

    return (
        Column("before", on(TIER_BEFORE, earlier)),
        Column("after", on(TIER_AFTER, later), names=AFTER),
        Column("customers", CUSTOMERS, COUNT),
        Column("sales_before", SALES_BEFORE, MONEY),
        Column("sales_after", SALES_AFTER, MONEY),
        Column("change", CHANGE, MONEY, is_change=True),
    )


def _stayed(frame: pd.DataFrame) -> Text:
    """How many of the high-value customers are still high."""
    high = frame[frame["from"] == "high"] if len(frame) else frame
    if high.empty:
        return Text("前一个日期没有高价值客户。", "Nobody was high-value on the first day.")
    stayed = int(high.loc[high["after"] == "high", "customers"].sum())
    words = Text(
        "原来的 {all} 位高价值客户，{n} 位仍是高价值。",
        "Of {all} high-value {all:customer|customers}, {n} still {n:is|are}.",
    )
    return words.format(all=write(int(high["customers"].sum()), COUNT), n=write(stayed, COUNT))


def _largest_way(frame: pd.DataFrame) -> Text:
    """The way that most of those took who changed their tier."""
    changed = frame[(frame["turn"] != "same") & (frame["from"] != NEW)] if len(frame) else frame
    if changed.empty:
        return Text("老客户都在原来的层里。", "All who were customers are where they were.")
    top = changed.sort_values("customers", ascending=False, kind="stable").iloc[0]
    words = Text(
        "老客户里变动最多的是{before}到{after}：{n} 位。",
        "Most of those who moved went from {before} to {after}: {n}.",
    )
    return words.format(
        before=BEFORE[top["from"]],
        after=AFTER[top["after"]],
        n=write(int(top["customers"]), COUNT),
    )
