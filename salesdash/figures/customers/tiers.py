"""Who are our customers, and who is leaving?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from salesdash.analysis import parts
from salesdash.catalog.customers.groups import LEAVING, Group
from salesdash.catalog.overrides import worded
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.look import Look
from salesdash.charts.of_a_whole import shares
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.comparison import capital
from salesdash.figures.customers.population import (
    CUSTOMERS,
    MONEY_12M,
    MONEY_SHARE,
    NO_NAMES,
    STATUS,
    STATUSES,
    TIERS,
    Population,
    largest,
    nobody,
    nothing,
    stakes,
    standing,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, plain
from salesdash.units import COUNT, DAYS, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

CUSTOMER_SHARE = Text("客户占比", "Share of customers")
GONE = Text(
    "另有 {n} 位以前的客户近 12 个月没有下单。",
    "Former customers without an order in 12 months: {n}.",
)
ALL_AT_STAKE = Text(
    "按各自不再下单的可能折算，全部客户面临流失的年销售额共 {money}。",
    "By the chance that each never orders again, {money} of yearly sales is at stake in all.",
)
EXPECTED = Text("，预计流失 {stake}。", ", of which {stake} is likely to go.")
NO_HIGH = Text("目前没有高价值客户", "no customer is high-value now")
LINE = Text("\n", "\n")  # a bar is named in two lines
USUALLY = Text("平时", "usually")
COMPANY_USUALLY = Text("下单太少，按全公司客户", "too few orders of its own, customers here order")

TIERS_BY = Text(
    "价值分 = {money_weight} × 金额名次 + {frequency_weight} × 订单数名次 + {influence_weight} × 行业影响力"
    "（没有影响力时按前两项折算），并列的取平均名次；前 {high_share} 为高价值，其后 {middle_share} 为中价值。",
    "Value = {money_weight} × rank by sales + {frequency_weight} × rank by orders + {influence_weight} × "
    "influence (where unknown, the first two re-scaled); equal ones share the mean of their ranks. "
    "High: the top {high_share}, middle: the next {middle_share}.",
)
STATUS_BY = Text(
    "节奏 = 本人两次下单间隔的中位数（下单不足 3 天的用全公司中位数）。距上次下单不超过 {active_within} 倍为活跃，"
    "{cooling_within} 倍以内为放缓，{at_risk_within} 倍以内为有流失风险，再久为已流失。",
    "Rhythm: the median of a customer's days between orders (the company's under 3 order days). "
    "Active within {active_within} ×, cooling within {cooling_within} ×, at risk within {at_risk_within} ×, "
    "lost beyond.",
)


def headline(ask: Ask, scope: Scope) -> Text:
    """How many customers, what the best of them bring, and what is about to go."""
    customers = standing(ask, scope)
    if customers is None:
        return NO_NAMES
    buyers = customers.buyers
    if buyers.empty:
        return nobody(scope)
    high = buyers[buyers["tier"] == "high"]
    if high.empty:
        words = Text(
            "近 12 个月有 {all} 位客户下单；{none}。",
            "{all} {all:customer|customers} ordered in the last 12 months; {none}.",
        )
        return words.format(all=write(len(buyers), COUNT), none=NO_HIGH)
    leaving = high[high["status"].isin(LEAVING)]
    words = Text(
        "近 12 个月有 {all} 位客户下单；{high} 位高价值客户贡献了 {share} 的销售额",
        "{all} {all:customer|customers} ordered in the last 12 months; "
        "the {high:one|{high}} high-value {high:customer brings|ones bring} {share} of sales",
    )
    if (high["status"] == "unknown").all():
        words += Text("。", ".")  # whoever has ordered too seldom tells nothing of leaving
    elif leaving.empty:
        words += Text("，目前没有流失迹象。", ", and {high:it is not|none of them is} leaving.")
    else:
        words += Text(
            "，其中 {n} 位有流失风险或已流失，涉及 {money}。",
            ". {n} of them {n:is|are} at risk or lost, worth {money}.",
        )
    return words.format(
        all=write(len(buyers), COUNT),
        high=write(len(high), COUNT),
        share=_brought(customers, float(high["amount"].sum()), float(buyers["amount"].sum())),
        n=write(len(leaving), COUNT),
        money=customers.money(leaving["amount"].sum()),
    )


def _brought(customers: Population, amount: float, whole: float) -> Text:
    """What they bring of all sales, or in money where that is no part of them."""
    part = parts.share(amount, whole)
    return customers.money(amount) if part is None else write(part, RATIO)


def _part(customers: Population, tier: pd.Series[Any]) -> Text:
    """The same of a tier beside the others."""
    part = tier["money_share"]
    return customers.money(tier["amount"]) if pd.isna(part) else write(part, RATIO)


def tiers(ask: Ask, scope: Scope) -> Figure:
    """High, middle and low: in people and in the money that they bring."""
    title = Text("客户分层：人数与金额", "Tiers in people and money")
    customers = standing(ask, scope)
    if customers is None or customers.buyers.empty:
        return nothing("tiers", title, customers, scope)
    frame = _by_tier(customers)
    spoken = _in_one_unit(customers, frame)
    high, low = (frame.iloc[list(TIERS).index(tier)] for tier in ("high", "low"))
    gone = len(customers.everyone) - len(customers.buyers)
    sentence = Text(
        "高价值客户占人数的 {people}，贡献 {money} 的销售额。",
        "High-value customers are {people} of all and bring {money} of sales.",
    ).format(people=write(high["people_share"], RATIO), money=_part(spoken, high))
    rest = Text(
        "高价值客户平均每位 {each}；低价值客户占人数的 {many}，贡献 {little}。",
        "High-value customers bring {each} each on average; low-value ones are {many} of all and bring {little}.",
    )
    if not high["customers"]:
        sentence = capital(NO_HIGH + Text("。", "."))
        rest = Text(
            "低价值客户占人数的 {many}，贡献 {little}。",
            "Low-value customers are {many} of all and bring {little}.",
        )
    if gone:
        rest += Text("", " ") + GONE
    rest = rest.format(
        n=write(gone, COUNT),
        each=spoken.money(high["each"]),
        many=write(low["people_share"], RATIO),
        little=_part(spoken, low),
    )
    rule = worded(TIERS_BY, ask.rules)
    columns = (
        dimension_column("tier"),
        Column("customers", CUSTOMERS, COUNT),
        Column("people_share", CUSTOMER_SHARE, RATIO),
        Column("amount", MONEY_12M, MONEY),
        *(
            [Column("money_share", MONEY_SHARE, RATIO)]
            if frame["money_share"].notna().any()
            else []
        ),
        Column("each", Text("平均每位", "Each on average"), MONEY),
    )
    return Figure.of(
        customers.year,
        "customer_tiers",
        title,
        frame,
        columns,
        lambda look: _draw_tiers(frame, spoken, look),
        sentence=sentence,
        alt=sentence,
        also=(float(frame["amount"].sum()),),
        metrics=("sales", "orders", "customers"),
        notes=(rest, rule, *customers.notes),
    )


def status(ask: Ask, scope: Scope) -> Figure:
    """Who is still in his rhythm, by tier."""
    title = Text("客户状态：按各自的下单节奏", "Status, by each customer's own rhythm")
    customers = standing(ask, scope)
    if customers is None or customers.everyone.empty:
        return nothing("status", title, customers, scope)
    stake = stakes(ask, customers)
    frame = _by_status(customers, stake)
    rule = worded(STATUS_BY, ask.rules)
    columns = (
        dimension_column("tier"),
        Column("status", STATUS, names=STATUSES),
        Column("customers", CUSTOMERS, COUNT),
        Column("amount", MONEY_12M, MONEY),
        *([metric_column("at_stake")] if frame["at_stake"].notna().any() else []),
    )
    sentence, *largest_of_them = _status_sentences(_in_one_unit(customers, frame), stake)
    return Figure.of(
        customers.year,
        "customer_status",
        title,
        frame,
        columns,
        lambda look: _draw_status(frame, columns, look),
        sentence=sentence,
        alt=sentence,
        also=(float(frame["amount"].sum()),),
        metrics=("orders", "sales"),
        notes=(*largest_of_them, *_stake(customers, frame), rule, *customers.notes),
    )


def _in_one_unit(customers: Population, frame: pd.DataFrame) -> Population:
    """The customers, their money written as in the figure of the frame."""
    amount = Column("amount", MONEY_12M, MONEY)
    whole = float(frame["amount"].sum())
    return replace(customers, scope=in_one_unit(customers.scope, frame, (amount,), whole))


def _by_tier(customers: Population) -> pd.DataFrame:
    """One row per tier, high first, also where it has no customers, and one of former customers."""
    groups = (
        customers.everyone.groupby("tier")["amount"]
        .agg(["size", "sum"])
        .reindex(customers.tiers, fill_value=0)
    )
    people, money = groups["size"], groups["sum"].astype(float)
    return pd.DataFrame(
        {
            "tier": [
                MarkedCell(TIERS[tier], Group("tier", (tier,)).marks) for tier in groups.index
            ],
            "customers": people.to_numpy(),
            "people_share": (people / people.sum()).to_numpy(),
            "amount": money.to_numpy(),
            "money_share": parts.shares(money).to_numpy(),
            "each": (money / people.where(people > 0)).to_numpy(),
        }
    )


OF_CUSTOMERS = Text("{n} 位客户", "{n} {n:customer|customers}")


def _draw_tiers(frame: pd.DataFrame, customers: Population, look: Look) -> object:
    """Two bars of 100 %, each named with what it sums to."""
    bars = {
        "customers": CUSTOMERS + LINE + write(frame["customers"].sum(), COUNT),
        "amount": MONEY_12M + LINE + customers.money(frame["amount"].sum()),
    }
    in_words = {
        "customers": [OF_CUSTOMERS.format(n=write(n, COUNT)) for n in frame["customers"]],
        "amount": [customers.money(amount) for amount in frame["amount"]],
    }
    laid = [
        frame[["tier"]].assign(
            bar=key, value=frame[key], in_words=pd.Series(in_words[key], index=frame.index)
        )
        for key in bars
    ]
    return shares.whole(
        pd.concat(laid),
        Column("bar", BLANK, names=bars),
        dimension_column("tier"),
        Column("value", BLANK, COUNT),
        look,
        in_words=Column("in_words", Text("数值", "Value")),
    )


def _by_status(customers: Population, stake: pd.Series[Any]) -> pd.DataFrame:
    """One row per tier and status, also of those that nobody has; unknown only where there is one. `stake`: what is
    at stake of each customer."""
    rows = customers.everyone
    shown = [key for key in STATUSES if key != "unknown" or (rows["status"] == key).any()]
    cells = pd.MultiIndex.from_product([customers.tiers, shown], names=["tier", "status"])
    rows = rows.assign(at_stake=stake, size=1)
    groups = rows.groupby(["tier", "status"])[["size", "amount", "at_stake"]].sum().reindex(cells)
    is_known = stake.notna().any()
    return pd.DataFrame(
        {
            "tier": [tier for tier, _ in cells],
            "status": [
                MarkedCell(STATUSES[cell[1]], Group("status", cell).marks) for cell in cells
            ],
            "customers": groups["size"].fillna(0).astype(int).to_numpy(),
            "amount": groups["amount"].fillna(0.0).to_numpy(),
            "at_stake": groups["at_stake"].fillna(0.0).to_numpy() if is_known else None,
        }
    )


def _draw_status(frame: pd.DataFrame, columns: Sequence[Column], look: Look) -> object:
    """A bar for each tier, named with how many customers it holds."""
    totals = frame.groupby("tier", sort=False)["customers"].sum()
    names = {
        tier: TIERS[tier] + LINE + write(float(n), COUNT)
        for tier, n in zip(totals.index, totals, strict=True)
    }
    tier, status, customers, *_ = columns
    return shares.whole(frame, replace(tier, names=names), status, customers, look, worsens=True)


def _stake(customers: Population, frame: pd.DataFrame) -> tuple[Text, ...]:
    if frame["at_stake"].isna().all():
        return ()
    return (ALL_AT_STAKE.format(money=customers.money(float(frame["at_stake"].sum()))),)


def _status_sentences(customers: Population, stake: pd.Series[Any]) -> list[Text]:
    """How many of the high-value customers are leaving, with what money and how much of it at stake; the largest."""
    high = customers.buyers[customers.buyers["tier"] == "high"]
    leaving = high[high["status"].isin(LEAVING)]
    if high.empty:
        return [capital(NO_HIGH + Text("。", "."))]
    if leaving.empty:
        words = Text(
            "{n} 位高价值客户都还在自己的下单节奏里，没有流失迹象。",
            "{n:The one high-value customer is not leaving|None of the {n} high-value customers is leaving}.",
        )
        return [words.format(n=write(len(high), COUNT))]
    words = Text(
        "{all} 位高价值客户中有 {n} 位有流失风险或已流失，年销售额 {money}",
        "{n} of {all} high-value {all:customer|customers} {n:is|are} at risk or lost, with {money} of yearly sales",
    ) + (EXPECTED if stake[leaving.index].notna().any() else Text("。", "."))
    words = words.format(
        all=write(len(high), COUNT),
        n=write(len(leaving), COUNT),
        money=customers.money(leaving["amount"].sum()),
        stake=customers.money(float(stake[leaving.index].sum())),
    )
    who = _silence(largest(leaving, 1).iloc[0])
    return [words, Text("其中金额最大的是{who}。", "The largest of them is {who}.").format(who=who)]


def _silence(row: pd.Series[Any]) -> Text:
    """Who, and for how long beyond the usual."""
    return Text(
        "{who}（已{days}未下单，{whose}约{usual}一单）",
        "{who} (silent for {days}; {whose} every {usual})",
    ).format(
        whose=USUALLY if row["has_rhythm"] else COMPANY_USUALLY,
        who=plain(row["customer"]),
        days=write(row["days_since"], DAYS),
        usual=write(row["rhythm"], DAYS),
    )
