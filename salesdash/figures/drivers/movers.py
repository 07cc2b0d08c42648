"""Who gained and who lost: from the comparison's sales to this period's, member by member."""

from __future__ import annotations

from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.charts.column import Column
from salesdash.charts.compared import gap
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import (
    capital,
    comparison_of,
    in_view,
    lower,
    no_base,
    notes_on_time,
    other_name,
    rate_words,
    to_come,
)
from salesdash.figures.drivers.wording import sides_of
from salesdash.figures.events import note_on_events
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sides import sides

MOVED_BY = ("channel", "region", "category", "salesperson", "product")
MOST_MOVERS = 5  # on each side
MOVERS_TITLE = Text(
    "谁涨谁跌：按{dimension}",
    "Gains and losses by {dimension}",
)
NO_MOVERS = Text("涨跌明细", "Who gained and who lost")
REST = Text("其余 {n} 个", "{n} {n:other|others}")
MOVED = Text("变化", "Change")
BEFORE, NOW = Text("对比期", "Compared"), Text("本期", "Now")
MORE = Text("比{other}多 {change}（{rate}）", "{change} ({rate}) more than {other}")
AS_MUCH = Text("与{other}持平", "As much as {other}")
LESS = Text("比{other}少 {change}（{rate}）", "{change} ({rate}) less than {other}")
MOST_OF_IT = Text("，{way}最多的是{who}", "; {who} {way} most")
UP, DOWN = Text("上涨", "gained"), Text("下降", "lost")
GAINED = Text("上涨最多：{members}", "gained most: {members}")
LOST = Text("下降最多：{members}", "lost most: {members}")
NONE_LOST = Text("没有下降的{dimension}", "no {dimension} lost")
NONE_GAINED = Text("没有上涨的{dimension}", "no {dimension} gained")
ONE_OF_EACH = Text(
    "{dimension}只有{member}一个，没有可以比较的。",
    "There is no other {dimension} than {member}, so nothing to set side by side.",
)
NOTHING_TO_SPLIT = Text(
    "订单里没有渠道、区域、品类、销售员或产品可以拆开看。",
    "The orders name no channel, region, category, salesperson or product.",
)


def movers(ask: Ask, scope: Scope) -> Figure:
    """From the comparison's sales to this period's, member by member; it adds up."""
    scope = in_view(scope)
    split = _split(ask, scope)
    if split is None:
        return _nothing_moved(ask, scope)
    dimension, frame = split
    name, moved = dimension_column(dimension), Column("moved", MOVED, MONEY)
    before, now = float(frame["before"].sum()), float(frame["now"].sum())
    steps = _steps(frame, dimension)
    start, end = sides_of(scope, "sales")
    written = in_one_unit(scope, frame, (Column("before", BEFORE, MONEY), moved), before, now)
    return Figure.of(
        scope,
        "movers",
        MOVERS_TITLE.format(dimension=lower(DIMENSIONS[dimension].name)),
        steps,
        (
            name,
            Column("before", BEFORE, MONEY),
            Column("now", NOW, MONEY),
            moved,
        ),
        lambda look: gap.waterfall(steps, name, moved, look, start=(start, before), end=(end, now)),
        sentence=_whole_words(frame, dimension, written),
        metrics=("sales",),
        also=(before, now),
        notes=(
            _both_ends(frame, dimension, written),
            *note_on_events(ask, scope, scope.elapsed),
            *notes_on_time(scope),
        ),
    )


def _split(ask: Ask, scope: Scope) -> tuple[str, pd.DataFrame] | None:
    """Sales now, before and what moved, by the first dimension that tells two members apart in the two
    periods, else by the first in which one sold at all.

    None where there is no such dimension, or nothing to compare with.
    """
    other, of_one = scope.compared(comparison_of(scope)), None
    for dimension in MOVED_BY:
        if len(ask.members(dimension)) < 2:
            continue
        both = sides(ask, ["sales"], [dimension], scope, comparison_of(scope))
        frame = both.rename(columns={"sales": "now", "sales_before": "before"})
        if any(_unknown(ask, frame[side], on) for side, on in (("before", other), ("now", scope))):
            return None
        frame = frame.fillna({"now": 0.0, "before": 0.0})
        frame = frame.assign(moved=frame["now"] - frame["before"]).sort_values(
            "moved", ascending=False, kind="stable", ignore_index=True
        )
        if len(frame) > 1:
            return dimension, frame
        if len(frame) and of_one is None:
            of_one = dimension, frame
    return of_one


def _unknown(ask: Ask, members: pd.Series[Any], scope: Scope | None) -> bool:
    """Whether nobody knows what a side sold: nothing is known of a member, and the whole is not 0."""
    if not members.isna().all():
        return False
    return scope is None or number(ask(["sales"], [], scope)["sales"].iloc[0]) is None


def _nothing_moved(ask: Ask, scope: Scope) -> Figure:
    can_split = any(len(ask.members(dimension)) > 1 for dimension in MOVED_BY)
    alone = next((dimension for dimension in MOVED_BY if ask.members(dimension)), None)
    why = to_come(scope) or (no_base(ask, scope) if can_split else _why_not_split(ask, alone))
    return Figure.lacking(
        scope,
        "movers",
        NO_MOVERS,
        sentence=why,
        missing=() if can_split or alone else ("orders.channel|orders.region",),
    )


def _why_not_split(ask: Ask, alone: str | None) -> Text:
    """`alone`: a dimension that has one member; None where the orders name none."""
    if alone is None:
        return NOTHING_TO_SPLIT
    [member] = ask.members(alone)
    return ONE_OF_EACH.format(
        dimension=lower(DIMENSIONS[alone].name), member=member_name(alone, member)
    )


def _steps(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Those who gained and lost most; the others together in between."""
    if len(frame) <= 2 * MOST_MOVERS + 1:
        return frame
    rest = frame.iloc[MOST_MOVERS:-MOST_MOVERS]
    together = {key: rest[key].sum() for key in ("now", "before", "moved")}
    middle = pd.DataFrame([{dimension: REST.format(n=len(rest)), **together}])
    return pd.concat([frame[:MOST_MOVERS], middle, frame[-MOST_MOVERS:]], ignore_index=True)


def _whole_words(frame: pd.DataFrame, dimension: str, scope: Scope) -> Text:
    """The change of the whole, and who made most of it."""
    before, now = float(frame["before"].sum()), float(frame["now"].sum())
    if round(now, 2) == round(before, 2):  # to the fen
        return AS_MUCH.format(other=other_name(scope)) + Text("。", ".")
    whole = (MORE if now >= before else LESS).format(
        other=other_name(scope),
        change=write(abs(now - before), MONEY, scope.scale),
        rate=rate_words(now, before, scope),
    )
    most = frame.iloc[0 if now >= before else -1]
    if (now - before) * most["moved"] > 0:
        name = member_name(dimension, most[dimension])
        whole += MOST_OF_IT.format(way=UP if now >= before else DOWN, who=name)
    return whole + Text("。", ".")


def _both_ends(frame: pd.DataFrame, dimension: str, scope: Scope) -> Text:
    """Who gained and who lost most, each with the money."""
    up, down = frame[frame["moved"] > 0], frame[frame["moved"] < 0].iloc[::-1]
    word = lower(DIMENSIONS[dimension].name)
    gained = GAINED.format(members=_members(up, dimension, scope)) if len(up) else None
    lost = LOST.format(members=_members(down, dimension, scope)) if len(down) else None
    parts = [
        gained or NONE_GAINED.format(dimension=word),
        lost or NONE_LOST.format(dimension=word),
    ]
    return capital(join(parts, zh="；", en="; ")) + Text("。", ".")


def _members(frame: pd.DataFrame, dimension: str, scope: Scope) -> Text:
    named = [
        Text("{name} {moved}", "{name} {moved}").format(
            name=member_name(dimension, row[dimension]),
            moved=write(row["moved"], MONEY, scope.scale, signed=True),
        )
        for _, row in frame.head(2).iterrows()
    ]
    return join(named)
