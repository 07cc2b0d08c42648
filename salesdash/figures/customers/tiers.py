"""Who are our customers, and who is leaving?"""

from __future__ import annotations

from typing import Any

import pandas as pd

from salesdash.charts import shares
from salesdash.charts.figure import Column, Figure, Mode
from salesdash.figures.build import dimension_column
from salesdash.figures.customers.population import (
    CUSTOMERS,
    LEAVING,
    MONEY_12M,
    MONEY_SHARE,
    NO_NAMES,
    NOBODY,
    STATUS,
    STATUSES,
    TIERS,
    Standing,
    largest,
    nothing,
    part_of,
    standing,
)
from salesdash.scope import Scope
from salesdash.text import Lang, Text, plain
from salesdash.units import COUNT, DAYS, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

CUSTOMER_SHARE = Text("客户占比", "Share of customers")
GONE = Text(
    "；另有 {n} 位以前的客户近 12 个月没有下单",
    "; former customers without an order in 12 months: {n}",
)
USUALLY = Text("平时", "usually")
COMPANY_USUALLY = Text("下单太少，按全公司客户", "too few orders of its own, customers here order")


def headline(ask: Ask, scope: Scope) -> str:
    """How many customers, what the best of them bring, and what is about to go."""
    found = standing(ask, scope)
    if found is None:
        return NO_NAMES[scope.lang]
    buyers = found.buyers
    if buyers.empty:
        return NOBODY[scope.lang]
    high = buyers[buyers["tier"] == "high"]
    leaving = high[high["status"].isin(LEAVING)]
    words = Text(
        "近 12 个月有 {all} 位客户下单；{high} 位高价值客户贡献了 {share} 的销售额",
        "{all} {all:customer|customers} ordered in the last 12 months; "
        "the {high} high-value {high:one brings|ones bring} {share} of sales",
    )
    if leaving.empty:
        words += Text("，目前没有流失迹象。", ", and {high:it is not|none of them is} leaving.")
    else:
        words += Text(
            "，其中 {n} 位有流失风险或已流失，涉及 {money}。",
            ". {n} of them {n:is|are} at risk or lost, worth {money}.",
        )
    return words.format(
        all=write(len(buyers), COUNT),
        high=write(len(high), COUNT),
        share=write(part_of(high["amount"].sum(), buyers["amount"].sum()), RATIO),
        n=write(len(leaving), COUNT),
        money=found.money(leaving["amount"].sum()),
    )[scope.lang]


def tiers(ask: Ask, scope: Scope) -> Figure:
    """High, middle and low: in people and in the money that they bring."""
    title = Text("客户分层：人数与金额", "Tiers in people and money")
    found = standing(ask, scope)
    if found is None or found.buyers.empty:
        return nothing("tiers", title, found, scope)
    lang = scope.lang
    frame = _by_tier(found)
    high, low = (frame.iloc[list(TIERS).index(tier)] for tier in ("high", "low"))
    gone = len(found.known) - len(found.buyers)
    words = Text(
        "高价值客户占人数的 {people}，贡献 {money} 的销售额，平均每位 {each}；"
        "低价值客户占人数的 {many}，只贡献 {little}",
        "High-value customers are {people} of all and bring {money} of sales, {each} each on average; "
        "low-value ones are {many} and bring {little}",
    )
    if gone:
        words += GONE
    sentence = (words + Text("。", ".")).format(
        n=write(gone, COUNT),
        people=write(high["people_share"], RATIO),
        money=write(high["money_share"], RATIO),
        each=found.money(high["each"]),
        many=write(low["people_share"], RATIO),
        little=write(low["money_share"], RATIO),
    )
    rule = Text(
        "价值分 = 0.5 × 金额名次 + 0.3 × 订单数名次 + 0.2 × 行业影响力（没有影响力时按前两项折算），"
        "并列的取平均名次；前 20% 为高价值，其后 30% 为中价值。",
        "Value = 0.5 × rank by sales + 0.3 × rank by orders + 0.2 × influence (where unknown, the first two "
        "re-scaled); equal ones share the mean of their ranks. High: the top 20%, middle: the next 30%.",
    )
    columns = (
        dimension_column("tier", lang),
        Column("customers", CUSTOMERS[lang], COUNT),
        Column("people_share", CUSTOMER_SHARE[lang], RATIO),
        Column("amount", MONEY_12M[lang], MONEY),
        Column("money_share", MONEY_SHARE[lang], RATIO),
        Column("each", Text("平均每位", "Each on average")[lang], MONEY),
    )
    return Figure(
        "customer_tiers",
        title[lang],
        lang,
        frame,
        columns,
        draw=lambda mode: _draw_tiers(frame, found, mode),
        sentence=sentence[lang],
        scope=found.year,
        context=found.context,
        alt=sentence[lang],
        metrics=("sales", "orders", "customers"),
        notes=(rule[lang], *found.notes),
        scale=scope.scale,
    )


def status(ask: Ask, scope: Scope) -> Figure:
    """Who is still in his rhythm, by tier."""
    title = Text("客户状态：按各自的下单节奏", "Status, by each customer's own rhythm")
    found = standing(ask, scope)
    if found is None or found.known.empty:
        return nothing("status", title, found, scope)
    lang = scope.lang
    frame = _by_status(found)
    rule = Text(
        "节奏 = 本人两次下单间隔的中位数（下单不足 3 天的用全公司中位数）。"
        "距上次下单不超过 1 倍为活跃，2 倍以内为放缓，3 倍以内为有流失风险，超过 3 倍为已流失。",
        "Rhythm: the median of a customer's days between orders (the company's under 3 order days). "
        "Active within 1 ×, cooling within 2 ×, at risk within 3 ×, lost beyond.",
    )
    columns = (
        dimension_column("tier", lang),
        Column("status", STATUS[lang]),
        Column("customers", CUSTOMERS[lang], COUNT),
        Column("amount", MONEY_12M[lang], MONEY),
    )
    sentence = _status_sentence(found)[lang]
    return Figure(
        "customer_status",
        title[lang],
        lang,
        frame,
        columns,
        draw=lambda mode: shares.whole(
            _with_totals(frame, lang),
            columns[0],
            columns[1],
            columns[2],
            lang=lang,
            mode=mode,
        ),
        sentence=sentence,
        scope=found.year,
        context=found.context,
        alt=sentence,
        metrics=("orders", "sales"),
        notes=(rule[lang], *found.notes),
        scale=scope.scale,
    )


def _by_tier(found: Standing) -> pd.DataFrame:
    """One row per tier, high first, also where it has no customers, and one of former customers."""
    groups = (
        found.known.groupby("tier")["amount"]
        .agg(["size", "sum"])
        .reindex(found.tiers, fill_value=0)
    )
    people, money = groups["size"], groups["sum"].astype(float)
    return pd.DataFrame(
        {
            "tier": [TIERS[key][found.lang] for key in groups.index],
            "customers": people.to_numpy(),
            "people_share": (people / people.sum()).to_numpy(),
            "amount": money.to_numpy(),
            "money_share": (
                money / money.sum() if money.sum() > 0 else money * float("nan")
            ).to_numpy(),
            "each": (money / people.where(people > 0)).to_numpy(),
        }
    )


def _draw_tiers(frame: pd.DataFrame, found: Standing, mode: Mode) -> object:
    """Two bars of 100 %, each named with what it sums to."""
    lang = found.lang
    bars = (
        ("customers", CUSTOMERS, write(frame["customers"].sum(), COUNT)),
        ("amount", MONEY_12M, found.money(frame["amount"].sum())),
    )
    laid = pd.concat(
        frame[["tier"]].assign(bar=f"{name[lang]} {total[lang]}", value=frame[key])
        for key, name, total in bars
    )
    return shares.whole(
        laid,
        Column("bar", ""),
        dimension_column("tier", lang),
        Column(
            "value",
            Text("客户数或金额（{unit}）", "Customers or {unit}").format(unit=MONEY.name)[lang],
            COUNT,
        ),
        lang=lang,
        mode=mode,
        scale=found.scope.scale,
    )


def _by_status(found: Standing) -> pd.DataFrame:
    """One row per tier and status, also of those that nobody has; unknown only where there is one."""
    known = found.known
    shown = [key for key in STATUSES if key != "unknown" or (known["status"] == key).any()]
    cells = pd.MultiIndex.from_product([found.tiers, shown], names=["tier", "status"])
    groups = known.groupby(["tier", "status"])["amount"].agg(["size", "sum"]).reindex(cells)
    return pd.DataFrame(
        {
            "tier": [TIERS[tier][found.lang] for tier, _ in cells],
            "status": [STATUSES[key][found.lang] for _, key in cells],
            "customers": groups["size"].fillna(0).astype(int).to_numpy(),
            "amount": groups["sum"].fillna(0.0).to_numpy(),
        }
    )


def _with_totals(frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """The tiers named with how many customers they hold."""
    totals = frame.groupby("tier")["customers"].transform("sum")
    names = [
        f"{tier} {write(float(n), COUNT)[lang]}"
        for tier, n in zip(frame["tier"], totals, strict=True)
    ]
    return frame.assign(tier=names)


def _status_sentence(found: Standing) -> Text:
    high = found.buyers[found.buyers["tier"] == "high"]
    leaving = high[high["status"].isin(LEAVING)]
    if leaving.empty:
        return Text(
            "{n} 位高价值客户都还在自己的下单节奏里，没有流失迹象。",
            "{n:The one high-value customer is not leaving|None of the {n} high-value customers is leaving}.",
        ).format(n=write(len(high), COUNT))
    return Text(
        "{all} 位高价值客户中有 {n} 位有流失风险或已流失，涉及近 12 个月销售额 {money}；金额最大的是{who}。",
        "{n} of {all} high-value {all:customer|customers} {n:is|are} at risk or lost, with {money} of sales in "
        "12 months; the largest is {who}.",
    ).format(
        all=write(len(high), COUNT),
        n=write(len(leaving), COUNT),
        money=found.money(leaving["amount"].sum()),
        who=_silence(largest(leaving, 1).iloc[0]),
    )


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
