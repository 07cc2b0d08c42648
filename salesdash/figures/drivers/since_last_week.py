"""What moved since last week, in money: who gained and who lost most, whichever way one looks.

Where orders come once a month it is since last month; of sums of months, quarters or years it is since the sum before.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from salesdash.analysis.drivers import departure
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.compared import both_sides
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.rows import number
from salesdash.figures.comparison import (
    lower,
    no_base,
    notes_on_time,
    other_name,
    rate_words,
    to_come,
)
from salesdash.figures.drivers.splits import Split, split
from salesdash.figures.events import note_on_events
from salesdash.figures.lights.current import as_it_stood
from salesdash.period import Grain
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask

BY = ("channel", "region", "salesperson", "product", "customer")
MOST = 2  # on each side, for each dimension
SHORTEST_MONTH = 27  # days without an order between one month’s end and the next
SPANS: dict[Grain, Text] = {
    "week": Text("周", "week"), "month": Text("月", "month"),
    "quarter": Text("季度", "quarter"), "year": Text("年", "year"),
}  # fmt: skip
TITLE = Text("{now}与上{span}相比：谁涨谁跌", "{now} against the {span} before")
LAST_WEEK = Text("与上{span}相比：谁涨谁跌", "Against the {span} before")
DIMENSION, MEMBER = Text("按", "By"), Text("成员", "Member")
BEFORE, NOW = Text("上{span}", "The {span} before"), Text("本{span}", "This {span}")
MOVED = Text("变化", "Change")
MORE = Text(
    "本{span}销售额 {now}，比{other}多 {gap}（{rate}）。",
    "Sales of the {span}: {now}, {gap} ({rate}) more than {other}.",
)
LESS = Text(
    "本{span}销售额 {now}，比{other}少 {gap}（{rate}）。",
    "Sales of the {span}: {now}, {gap} ({rate}) less than {other}.",
)
AS_MUCH = Text(
    "本{span}销售额 {now}，与{other}持平。", "Sales of the {span}: {now}, as much as {other}."
)
NEITHER = Text(
    "本{span}没有销售额，{other}也没有。", "There were no sales this {span}, nor in {other}."
)
MOSTLY = Text("按{dimension}看差别最大：{members}。", "It differs most by {dimension}: {members}.")
NOTHING_TO_SPLIT = Text(
    "订单里没有渠道、区域、销售员、产品或客户可以拆开看。",
    "The orders name no channel, region, salesperson, product or customer.",
)


def since_last_week(ask: Ask, scope: Scope) -> Figure:
    """The members of each dimension that gained and lost most sales since the week before.

    The week of the as-of date; one still running is compared by workdays, as everything is.
    """
    grain = _grain(ask)
    span = SPANS[grain]
    if unknown := to_come(scope):
        title = LAST_WEEK.format(span=span)
        return Figure.lacking(scope, "since_last_week", title, sentence=unknown)
    week = _of_now(scope, grain)
    other = week.compared("previous")
    now, before = (number(ask(["sales"], [], side).iloc[0]["sales"]) for side in (week, other))
    has_both = now is not None and before is not None
    splits = _splits(ask, week) if has_both else {}
    frame = _frame(splits)
    columns = (
        Column("by", DIMENSION, names={by: DIMENSIONS[by].name for by in BY}),
        Column("member", MEMBER),
        Column("before", BEFORE.format(span=span), MONEY),
        Column("now", NOW.format(span=span), MONEY),
        Column("moved", MOVED, MONEY),
    )
    can_split = any(ask.has(f"orders.{by}") for by in BY)
    written = in_one_unit(week, frame, columns, now, before)
    notes: tuple[Text, ...] = ()
    sentence = no_base(ask, week)
    if has_both:
        sentence = _whole(now or 0.0, before or 0.0, written, span)
        mostly = _mostly(before or 0.0, splits, written) if splits else None
        unsplit = None if can_split else NOTHING_TO_SPLIT
        notes = (
            *(words for words in (mostly, unsplit) if words),
            *note_on_events(ask, week, week.period),
            *notes_on_time(week),
        )
    return Figure.of(
        week,
        "since_last_week",
        TITLE.format(now=week.period.name if week.period else "", span=span),
        frame,
        columns,
        lambda look: both_sides.gains_and_losses(frame, columns[0], columns[1], columns[4], look),
        sentence=sentence,
        metrics=("sales",),
        also=(now, before),
        notes=notes,
    )


def _of_now(scope: Scope, grain: Grain) -> Scope:
    """The week (or month) of the as-of date, set beside the one before."""
    now = as_it_stood(scope)
    return replace(now.over(now.calendar.of(now.as_of, grain)), comparison="previous")


def _grain(ask: Ask) -> Grain:
    orders = ask.coverage.get("orders")
    if orders and orders.summed_by:
        return orders.summed_by
    return "month" if orders and orders.silence >= SHORTEST_MONTH else "week"


def _splits(ask: Ask, week: Scope) -> dict[str, Split]:
    splits = {by: split(ask, week, METRICS["sales"], by) for by in BY if ask.has(f"orders.{by}")}
    return {
        by: change_split
        for by, change_split in splits.items()
        if change_split and len(change_split.frame) > 1
    }


def _frame(splits: dict[str, Split]) -> pd.DataFrame:
    """One row per dimension and member told, gains first, largest first."""
    rows = [
        {
            "by": by,
            "member": MarkedCell(member_name(by, member), ((by, member),)),
            "before": number(change_split.frame.loc[member, "before"]),
            "now": number(change_split.frame.loc[member, "now"]),
            "moved": float(moved),
        }
        for by, change_split in splits.items()
        for bridge in (change_split.bridge(MOST),)
        for side in (bridge.gains, bridge.losses)
        for member, moved in side[:MOST]
    ]
    frame = pd.DataFrame(rows, columns=["by", "member", "before", "now", "moved"])
    return frame.astype({"before": float, "now": float})


def _whole(now: float, before: float, week: Scope, span: Text) -> Text:
    if not now and not before:
        return NEITHER.format(span=span, other=other_name(week))
    words = AS_MUCH if now == before else MORE if now > before else LESS
    return words.format(
        span=span,
        now=write(now, MONEY, week.scale),
        other=other_name(week),
        gap=write(abs(now - before), MONEY, week.scale),
        rate=rate_words(now, before, week),
    )


def _mostly(before: float, splits: dict[str, Split], week: Scope) -> Text:
    """The dimension whose members stand out most from the change of the whole."""
    tells = {
        by: departure(
            change_split.frame["moved"], change_split.frame["before"].fillna(0.0) / (before or 1.0)
        )
        for by, change_split in splits.items()
    }
    most = max(tells, key=lambda by: tells[by])
    bridge = splits[most].bridge(MOST)
    members = sorted((*bridge.gains[:MOST], *bridge.losses[:MOST]), key=lambda m: -abs(m[1]))
    named = [
        member_name(most, member)
        + Text(" ", " ")
        + write(float(moved), MONEY, week.scale, signed=True)
        for member, moved in members[:3]
    ]
    return MOSTLY.format(dimension=lower(DIMENSIONS[most].name), members=join(named))
