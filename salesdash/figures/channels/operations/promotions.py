"""What each promotion brought in the end: its lift, its hangover, and the customers who stayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from salesdash.analysis.channels.promotions import (
    Base,
    Newcomers,
    Promotion,
    Run,
    Verdict,
    promotions,
    runs,
)
from salesdash.catalog.channels.pricing import HANGOVER
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import lower
from salesdash.figures.ties import alike, also
from salesdash.period import DAY, Period, add_months
from salesdash.scope import Scope
from salesdash.text import Text, plain
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.promotion_days import promotion_days, promotion_sales

BY = ("channel", "category", "product")
DAYS = Text("活动时间", "Days")
TITLE = Text("促销算总账：拉动、透支与新客", "Promotions: lift, hangover and who stayed")
LIFT, DROP = Text("拉动", "Lift"), Text("活动后偏离基线", "Afterwards, against baseline")
LOSS, NET = Text("透支金额", "Hangover"), Text("净拉动", "Net lift")
COST = Text("活动月份促销费用", "Promotion spend of its months")
GAIN = Text("扣费用后毛利", "Profit after spend")
BROUGHT, STAYED = Text("带来新客", "Newcomers"), Text("至今再购率", "Again so far")
OTHERS_STAYED = Text("其他新客至今", "Others so far")
WORTH = Text("新客 {again} 天毛利", "A newcomer's profit, {again} days")
OTHERS_WORTH = Text("其他新客 {again} 天毛利", "Another's profit, {again} days")
BASE, VERDICT = Text("基线", "Baseline"), Text("判断", "Verdict")
BASES: Mapping[Base, Text] = {
    "before": Text("活动前几周", "Weeks before"),
    "last_year": Text("活动前几周 × 上年走势", "Weeks before × last year's course"),
}
VERDICTS: Mapping[Verdict, Text] = {
    "hangover": Text("事后透支", "Hangover"),
    "paid": Text("有拉动，无透支", "Lift, no hangover"),
    "no_lift": Text("没有拉动", "No lift"),
    "early": Text("尚早，待观察", "Too early to tell"),
}
HUNG_OVER = Text(
    "“{name}”（{member}）拉动 {lift}，随后透支 {loss}，净拉动 {net}。",
    "“{name}” ({member}) lifted sales by {lift}; the weeks after took {loss} back: {net} net.",
)
DROPPED = Text(
    "{days}；随后几周比基线低 {drop}。", "{days}; the weeks after lay {drop} below the baseline."
)
STAY = Text(
    "带来的 {n} 位新客至今 {rate} 再次购买（{again} 天内 {soon}），其他新客 {others}（{others_soon}）。",
    "Of the {n} {n:newcomer|newcomers} it brought {rate} bought again so far ({soon} within {again} days), of the "
    "others {others} ({others_soon}).",
)
WORTH_EACH = Text(
    "一位新客 {again} 天内带来毛利 {worth}，其他新客 {others}。",
    "One of them brought {worth} of gross profit within {again} days, another newcomer {others}.",
)
AND_MORE = Text("另有 {n} 次透支。", "{n} more {n:has|have} a hangover.")
NO_HANGOVER = Text(
    "{n} 次促销之后都没有看到透支；拉动最多的是“{name}”（{member}，{lift}）。",
    "None of {n} {n:promotion|promotions} had a hangover; “{name}” lifted most ({member}, {lift}).",
)
NO_LIFT = Text("{n} 次促销都没有拉动销售。", "None of {n} {n:promotion|promotions} lifted sales.")
ALL_EARLY = Text(
    "{n} 次促销刚结束，事后影响还看不出来。",
    "{n} {n:promotion has|promotions have} only just ended; too early to see what follows.",
)
RULE = Text(
    "拉动 = 活动期间销售额 − 基线。基线是该{dimension}活动前最多 {weeks} 周的每工作日销售额（其他促销的日子除外）；"
    "上年同期有数据且没有促销的，再乘上年同期的走势；其中有销售的日子不足 {selling} 天的不作判断。"
    "净拉动 = 拉动 − 透支。",
    "Lift = sales of its days − baseline. The baseline is the {dimension}'s sales a workday in up to {weeks} weeks "
    "before (without days of other promotions), times last year's course where that is loaded and had no promotion; "
    "under {selling} days with sales there is none. "
    "Net lift = lift − hangover.",
)
OURS = Text(
    "我们的规则：活动后最多 {weeks} 周（满 {least} 天才判断）的每工作日销售额，比活动前和基线都低 {drop} 以上，"
    "并且超过平时周波动（标准误）的 {errors} 倍，才算透支；超过 {longest} 天的活动视为日常经营，不作判断。",
    "Our rule: a hangover is where up to {weeks} weeks after it (from {least} days on) lie {drop} or more below both "
    "the weeks before and the baseline, and beyond {errors} standard errors of the usual weeks; what runs over "
    "{longest} days is everyday business and not judged.",
)
STAYING = Text(
    "再购：首次购买之后到数据日又下过单；其他新客是该{dimension}在活动前 12 个月里非促销带来的新客，时间更长，"
    "所以旁边也给出 {again} 天内的再购率。毛利从首单算起。",
    "Bought again: after the first order, by the as-of date. Other newcomers are those of the {dimension} in the 12 "
    "months before, without a promotion; they had longer, so the share within {again} days stands beside it. Gross "
    "profit is counted from the first order on.",
)
MONTHLY = Text(
    "促销费用按月记录，是活动所在整月的费用；扣费用后毛利 = 净拉动 × 活动期间毛利率 − 这笔费用。",
    "Spend is that of the whole months in which it ran; gross profit after it = net lift × margin of its days − it.",
)


def in_money(ask: Ask, scope: Scope) -> Figure | None:
    """The promotions that ended in the period, worst net first; None where none can be judged."""
    by = next((key for key in BY if ask.members(key)), None)
    orders = ask.coverage.get("orders")
    if by is None or not ask.has("orders.promotion") or not orders or not orders.first_day:
        return None
    campaigns = campaigns_of(ask, scope, by, orders.first_day)
    if not campaigns:
        return None
    frame = _frame(campaigns, by).assign(cost=_spend(ask, scope, by, campaigns))
    frame["gain"] = frame.pop("profit") - frame["cost"]
    numbers = {
        "weeks": HANGOVER.around // 7,
        "least": HANGOVER.least,
        "selling": HANGOVER.selling,
        "drop": f"{HANGOVER.drop:.0%}",
        "errors": f"{HANGOVER.errors:g}",
        "longest": HANGOVER.longest,
        "again": HANGOVER.again,
        "dimension": lower(DIMENSIONS[by].name),
    }
    again = {"again": HANGOVER.again}
    columns = (
        dimension_column("promotion"), dimension_column(by), Column("days", DAYS),
        Column("verdict", VERDICT, names=VERDICTS), Column("lift", LIFT, MONEY, is_detail=True),
        Column("loss", LOSS, MONEY, is_detail=True), Column("net", NET, MONEY),
        Column("gain", GAIN, MONEY), Column("brought", BROUGHT, COUNT),
        Column("stayed", STAYED, RATIO), Column("others", OTHERS_STAYED, RATIO),
        Column("worth", WORTH.format(**again), MONEY, is_detail=True),
        Column("others_worth", OTHERS_WORTH.format(**again), MONEY, is_detail=True),
        Column("off", DROP, RATIO, is_detail=True), Column("cost", COST, MONEY, is_detail=True),
        Column("base", BASE, names=BASES, is_detail=True),
    )  # fmt: skip
    shown = [c for c in columns if frame[c.key].notna().any()]
    has_cost = any(c.key == "cost" for c in shown)
    notes = [RULE, OURS, STAYING, *([MONTHLY] if has_cost else [])]
    sentence, *beyond = _findings(campaigns, in_one_unit(scope, frame, shown))
    return Figure.of(
        scope,
        "promotions",
        TITLE,
        frame[[c.key for c in shown]],
        tuple(shown),
        sentence=sentence,
        metrics=("sales", "new_customers"),
        notes=(*beyond, *(note.format(**numbers) for note in notes)),
    )


def campaigns_of(ask: Ask, scope: Scope, by: str, first: date) -> list[Promotion]:
    """The promotions of each member of `by` that ended in the period; `first`: since when orders are known."""
    period, covered, looked_at = _days(scope, first)
    if looked_at is None:
        return []
    rows = promotion_days(ask, scope, by, looked_at, HANGOVER)
    return promotions(rows, period, covered, scope.calendar, HANGOVER)


def runs_of(ask: Ask, scope: Scope, by: str, first: date) -> list[Run]:
    """The same of all the company, by what was sold alone: not whom they brought."""
    period, covered, looked_at = _days(scope, first)
    if looked_at is None:
        return []
    rows = promotion_sales(ask, by)
    rows = rows[(rows["date"] >= looked_at.start) & (rows["date"] < looked_at.end)]
    lines = rows.groupby(["member", "promotion"])["lines"].transform("sum")
    rows = rows.assign(promotion=rows["promotion"].where(lines >= HANGOVER.lines))
    return runs(rows, period, covered, scope.calendar, HANGOVER)


def _days(scope: Scope, first: date) -> tuple[Period, Period, Period | None]:
    """In which days promotions end, which the data cover, and which have to be looked at; None before all data."""
    covered = Period(min(first, scope.as_of), scope.as_of + DAY)
    period = scope.elapsed or covered
    longest_effect = timedelta(days=HANGOVER.around + HANGOVER.longest + HANGOVER.pause)
    start = max(add_months(max(period.start, first), -12) - longest_effect, first)
    return period, covered, Period(start, covered.end) if start < covered.end else None


def _frame(campaigns: Sequence[Promotion], by: str) -> pd.DataFrame:
    numbers = [
        "lift", "loss", "net", "profit", "off", "stayed", "others", "worth", "others_worth",
    ]  # fmt: skip
    return pd.DataFrame(
        [
            {
                "promotion": one.name,
                by: one.member,
                "days": _brief(one.days),
                "verdict": one.verdict,
                "lift": one.lift,
                "loss": one.hangover or None,
                "net": one.net,
                "profit": one.net_profit,
                "off": None if one.drop is None else -one.drop,
                "brought": one.brought.count,
                "stayed": one.brought.rate_ever,
                "others": None if one.brought.rate is None else one.others.rate_ever,
                "worth": one.brought.worth_each,
                "others_worth": None if one.brought.rate is None else one.others.worth_each,
                "base": one.base,
            }
            for one in campaigns
        ]
    ).astype(dict.fromkeys(numbers, float))


def _brief(days: Period) -> Text:
    """`2025-03-10 – 03-31`: a column of long dates would hide the money beside it."""
    return plain(f"{days.start} – {days.last_day:%m-%d}")


def _spend(ask: Ask, scope: Scope, by: str, campaigns: Sequence[Promotion]) -> pd.Series[float]:
    """The spend on promotion in the months of each; missing where it is not known of all of them."""
    metric = METRICS["promotion_spend"]
    asked = [by, *(dimension for dimension, _ in scope.filters)]
    if ask.missing(metric) or ask.unknown(metric, asked):
        return pd.Series(float("nan"), index=range(len(campaigns)))
    months = [[str(m) for m in one.days.split("month")] for one in campaigns]
    over = Period(
        min(Period.of(one.days.start, "month").start for one in campaigns),
        max(Period.of(one.days.last_day, "month").end for one in campaigns),
    )
    spent = ask([metric.key], [by, "month"], scope.over(over)).dropna()
    spent_in = {
        (member, month): float(money)
        for member, month, money in spent[[by, "month", metric.key]].itertuples(index=False)
    }
    unknown = float("nan")
    return pd.Series(
        [
            sum(spent_in.get((one.member, month), unknown) for month in their_months)
            for one, their_months in zip(campaigns, months, strict=True)
        ]
    )


def _findings(campaigns: Sequence[Promotion], scope: Scope) -> list[Text]:
    """The worst of them in money; then its days, who stayed, and how many more there are."""
    judged = [one for one in campaigns if one.verdict != "early"]
    if not judged:
        return [ALL_EARLY.format(n=len(campaigns))]
    hung = sorted(
        (one for one in judged if one.verdict == "hangover"), key=lambda one: -one.hangover
    )
    if not hung:
        ranked = sorted(judged, key=lambda one: -one.lift)
        best = ranked[0]
        others = ranked[1 : alike([one.lift for one in ranked])]
        words = (NO_HANGOVER if best.lift > 0 else NO_LIFT).format(
            n=len(judged),
            name=best.name,
            member=best.member,
            lift=write(best.lift, MONEY, scope.scale),
        )
        return [words + also([plain(one.name) for one in others])]
    worst, same = hung[0], hung[1 : alike([one.hangover for one in hung])]
    worst_words = HUNG_OVER.format(
        name=worst.name,
        member=worst.member,
        lift=write(worst.lift, MONEY, scope.scale),
        loss=write(worst.hangover, MONEY, scope.scale),
        net=write(worst.net, MONEY, scope.scale),
    )
    stayed = _stayed(worst.brought, worst.others, scope)
    more = [AND_MORE.format(n=len(hung) - 1)] if len(hung) > 1 else []
    dropped = DROPPED.format(days=worst.days.name, drop=write(worst.drop, RATIO))
    return [worst_words + also([plain(one.name) for one in same]), dropped, *stayed, *more]


def _stayed(brought: Newcomers, others: Newcomers, scope: Scope) -> list[Text]:
    if brought.rate is None or others.rate is None:
        return []
    rates = STAY.format(
        n=brought.count, again=HANGOVER.again,
        rate=write(brought.rate_ever, RATIO), soon=write(brought.rate, RATIO),
        others=write(others.rate_ever, RATIO), others_soon=write(others.rate, RATIO),
    )  # fmt: skip
    if brought.worth_each is None or others.worth_each is None:
        return [rates]
    worth, another = (write(n.worth_each, MONEY, scope.scale) for n in (brought, others))
    return [rates, WORTH_EACH.format(again=HANGOVER.again, worth=worth, others=another)]
