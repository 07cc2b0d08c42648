"""Where one channel undersells the others on the same product, since when, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesdash.analysis.channels.conflicts import Conflict, conflicts
from salesdash.catalog.channels.pricing import PRICE_CONFLICT
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.build import dimension_column
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, QUANTITY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.price_gaps import price_gaps

NEEDS = ("orders.product", "orders.channel", "orders.quantity")
TITLE = Text(
    "渠道冲突：同一产品，渠道之间价差超过 {gap}",
    "Channel conflict: one product, prices over {gap} apart",
)
CHANNEL = Text("渠道", "Channel")
CHEAPER, OTHERS = Text("低价渠道", "Cheaper channel"), Text("其他渠道", "Undersold")
SINCE, LAST = Text("起始月份", "Since"), Text("最近月份", "Last month")
PRICE, DEARER = Text("均价", "Average price"), Text("其他渠道均价", "Price of the others")
GAP, UNITS = Text("低于其他渠道", "Below the others"), Text("销量", "Units")
COST, LOSER = Text("差价金额", "Cost of the gap"), Text("销量流失最多", "Lost most units")
FINDING = Text(
    "{channel}卖“{product}”比{others}便宜 {gap}，{time}，差价 {cost}。",
    "{channel} sells {product} {gap} below {others}, {time}: {cost}.",
)
ONE_MONTH = Text("发生在{since}", "in {since}")
SOME_MONTHS = Text("{since}起连续 {n} 个月", "for {n} {n:month|months} from {since}")
OTHER_CHANNELS = Text("其他 {n} 个渠道", "{n} other channels")
LOST = Text(
    "同期{loser}比上年同期少卖 {lost} 件。",
    "Meanwhile {loser} sold {lost} fewer than a year before.",
)
NONE_LOST = Text(
    "同期其他渠道的销量没有减少。", "None of the others sold fewer than a year before."
)
SINCE_UNTIL = Text("从{since}到{last}。", "From {since} to {last}.")
AND_MORE = Text("另有 {n} 处冲突。", "There {n:is|are} {n} more such {n:conflict|conflicts}.")
FEWER = Text("{loser}（少 {lost} 件）", "{loser} ({lost} fewer)")
RULE = Text(
    "同一产品、同一整月，两个渠道的均价相差超过 {gap}。均价 = 实付金额 ÷ 数量，不含赠品、退货和退款；"
    "差价金额 = 低价渠道的销量 ×（其他渠道均价 − 自己的均价）。",
    "The same product in the same whole month, average prices of two channels over {gap} apart. Price = paid / "
    "quantity, without gifts, credit notes and refunds; the gap costs the cheaper channel's units × the difference.",
)
OURS = Text(
    "我们的规则：一个渠道当月至少 {units} 件、{lines} 行订单才有均价；"
    "价差要超过两边成交价波动（标准误）的 {errors} 倍。",
    "Our rule: a channel has a price from {units} units in {lines} order lines a month on; the gap has to exceed "
    "{errors} standard errors of both prices.",
)
NOTHING_BEFORE = Text(
    "订单没有覆盖上年同期，看不出谁的销量流失。",
    "The orders do not cover the year before, so who lost volume is not known.",
)


def in_prices(ask: Ask, scope: Scope, channel: str = "") -> Figure | None:
    """The conflicts in the whole months of the period, of all channels or those that one of them is in as
    the cheaper or a dearer one, worst money first; None where there is none."""
    months = whole_months(ask, scope)
    conflicts_now = conflicts_in(ask, scope, channel)
    if months is None or not conflicts_now:
        return None
    numbers = {
        "gap": f"{PRICE_CONFLICT.gap:.0%}",
        "units": PRICE_CONFLICT.units,
        "lines": PRICE_CONFLICT.lines,
        "errors": f"{PRICE_CONFLICT.errors:g}",
    }
    notes = [
        RULE,
        OURS,
        *([NOTHING_BEFORE] if all(one.lost is None for one in conflicts_now) else []),
    ]
    columns = (
        dimension_column("product"), dimension_column("channel", CHEAPER),
        Column("since", SINCE), Column("last", LAST),
        Column("price", PRICE, MONEY), Column("dearer", DEARER, MONEY),
        Column("gap", GAP, RATIO), Column("units", UNITS, QUANTITY),
        Column("cost", COST, MONEY), Column("loser", LOSER), Column("others", OTHERS, is_detail=True),
    )  # fmt: skip
    frame = _frame(conflicts_now)
    shown = [c for c in columns if c.key != "loser" or any(frame["loser"])]
    sentence, *beyond = _findings(conflicts_now, in_one_unit(scope, frame, shown))
    return Figure.of(
        scope.over(months),
        "price_conflicts",
        TITLE.format(**numbers),
        frame,
        tuple(shown),
        sentence=sentence,
        metrics=("price", "sales", "quantity"),
        notes=(*beyond, *(note.format(**numbers) for note in notes)),
    )


def conflicts_in(ask: Ask, scope: Scope, channel: str = "") -> list[Conflict]:
    """The conflicts themselves, worst money first."""
    months = whole_months(ask, scope)
    if months is None or not all(map(ask.has, NEEDS)):
        return []
    pairs = price_gaps(ask, scope, months, PRICE_CONFLICT)
    return [
        one
        for one in conflicts(pairs, months, _known_from(ask))
        if not channel or channel == one.channel or channel in one.others
    ]


def said_of(one: Conflict, scope: Scope) -> Text:
    """One conflict in a sentence."""
    since, last = (Period.of(day, "month") for day in (one.since, one.last))
    n = len(list(Period(since.start, last.end).split("month")))
    return FINDING.format(
        channel=one.channel,
        product=one.product,
        others=beside(one),
        gap=write(one.gap, RATIO),
        time=(SOME_MONTHS if n > 1 else ONE_MONTH).format(since=since.name, n=n),
        cost=write(one.cost, MONEY, scope.scale),
    )


def beside(one: Conflict) -> Text:
    """Whom the channel undersells."""
    n = len(one.others)
    return OTHER_CHANNELS.format(n=n) if n > 1 else plain(one.others[0])


def whole_months(ask: Ask, scope: Scope) -> Period | None:
    """The months that lie in the period and have ended by the as-of date."""
    orders = ask.coverage.get("orders")
    if orders is None or orders.first_day is None:
        return None
    start = Period.of(orders.first_day, "month").start
    if scope.period:
        first = Period.of(scope.period.start, "month")
        start = max(start, first.start if first.start == scope.period.start else first.end)
    return Period(start, scope.months_end) if start < scope.months_end else None


def _known_from(ask: Ask) -> date:
    """The first month of which the orders cover the same month of the year before, whole."""
    orders = ask.coverage["orders"]
    first = orders.first_day or ask.as_of
    month = Period.of(first, "month")
    return add_months(
        month.end if orders.edge_within(month, ask.calendar) == first else month.start, 12
    )


def _frame(price_conflicts: Sequence[Conflict]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "product": one.product,
                "channel": one.channel,
                "others": join([plain(name) for name in one.others]),
                "since": Period.of(one.since, "month").name,
                "last": Period.of(one.last, "month").name,
                "price": one.price,
                "dearer": one.dearer,
                "gap": one.gap,
                "units": one.units,
                "cost": one.cost,
                "loser": FEWER.format(loser=one.loser, lost=write(one.lost, QUANTITY))
                if one.loser
                else BLANK,
            }
            for one in price_conflicts
        ]
    )


def _findings(price_conflicts: Sequence[Conflict], scope: Scope) -> list[Text]:
    """The worst conflict; then who sold less meanwhile, and how many more there are."""
    worst = price_conflicts[0]
    since, last = (Period.of(day, "month") for day in (worst.since, worst.last))
    n = len(list(Period(since.start, last.end).split("month")))
    worst_words = said_of(worst, scope)
    beyond = [SINCE_UNTIL.format(since=since.name, last=last.name)] if n > 1 else []
    if worst.loser:
        beyond.append(LOST.format(loser=worst.loser, lost=write(worst.lost, QUANTITY)))
    elif worst.lost == 0:
        beyond.append(NONE_LOST)
    more = len(price_conflicts) - 1
    return [worst_words, *beyond, *([AND_MORE.format(n=more)] if more else [])]
