"""Online against offline: what each sells, earns and costs, and how the share of online goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from salesdash.analysis.parts import share, shares
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.over_time import trend
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.not_shown import left_out as left_out_words
from salesdash.figures.channels.side_by_side import on_spend, roi_name
from salesdash.figures.comparison import capital, in_view, lower, notes_on_sides
from salesdash.figures.lights.current import as_it_stood, complete_months
from salesdash.figures.two_sides import name_of, spent_scope
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MULTIPLE, POINTS, RATIO, apart, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.channels.unnamed_kinds import not_told

NEEDED = ("orders.channel",)
SIDES = Text("线上与线下", "Online and offline")
COURSE = Text("线上占比：近 {n} 个月", "Share of online: the last {n:month|{n} months}")
SHARE, BEFORE = Text("占比", "Share"), Text("去年同期占比", "Share last year")
ONLINE_SHARE, LAST_YEAR = Text("线上占比", "Share of online"), Text("去年同期", "A year before")
GROWTH = Text("同比增长", "Growth on last year")
PART = Text("线上占 {share}", "Online makes {share}")
PART_BEFORE = Text("（去年同期 {before}）", " ({before} last year)")
GREW = Text("线上同比 {up}，线下 {down}", "online {up} on last year, offline {down}")
RETURNS = Text("投入产出比线上 {up}、线下 {down}", "ROI {up} online, {down} offline")
RETURNS_OF = Text(
    "{period}投入产出比线上 {up}、线下 {down}", "ROI of {period} {up} online, {down} offline"
)
ALL_ONE = Text("全部销售额来自{side}渠道。", "All sales come from {side} channels.")
RISES = Text(
    "近 {n} 个月线上占 {now}，去年同期 {before}，上升 {moved}。",
    "Over the last {n:month|{n} months} online made {now}, {moved} up on {before} a year before.",
)
FALLS = Text(
    "近 {n} 个月线上占 {now}，去年同期 {before}，下降 {moved}。",
    "Over the last {n:month|{n} months} online made {now}, {moved} down on {before} a year before.",
)
LEVEL = Text(
    "近 {n} 个月线上占 {now}，与去年同期持平。",
    "Over the last {n:month|{n} months} online made {now}, level with the year before.",
)
NO_YEAR = Text("近 {n} 个月线上占 {now}。", "Over the last {n:month|{n} months} online made {now}.")
OF_SALES = Text("（占销售额 {share}）", " ({share} of sales)")
AND_SO_MUCH = Text("，占销售额 {share}", " ({share} of sales)")
TAKEN = Text(
    "{names}的名称看不出类型，暂按直销（线下）计{part}；请在“口径与设置”里选定。",
    "The names of {names} do not say of which kind they are: taken for direct sales, offline{part}, until "
    "somebody chooses in the settings.",
)
NO_CHANNEL = Text(
    "没有写渠道的订单{part}分不出线上线下，占比里不计。",
    "Orders without a channel{part} are neither online nor offline, and in no share.",
)
MONTHS, RECENT = 24, 3
_OF_SALES = ("sales", "channel_growth", "customers")
_OF_SPEND = ("spend", "profit_after_cost", "roi")
LEVEL_SHARE = 0.0005  # reads as nothing


def unavailable(ask: Ask, scope: Scope) -> Figure | None:
    """Why online and offline cannot be told apart; None where they can."""
    if missing := [need for need in NEEDED if not ask.has(need)]:
        return Figure.lacking(scope, "online_offline", SIDES, missing=tuple(missing))
    return None


def sides(ask: Ask, scope: Scope) -> Figure:
    """Online and offline in a row each, and what is not known to be either: its sales count in no share."""
    spent = spent_scope(ask, scope)
    frame = ask(_OF_SALES, ("online",), scope)
    if not ask.unknown(METRICS["roi"], ("online", *(of for of, _ in scope.filters))):
        frame = frame.merge(ask(_OF_SPEND, ("online",), spent), on="online", how="left")
    frame = frame.sort_values("online", ascending=False, na_position="last", ignore_index=True)
    earlier = scope.compared("last_year")
    frame["share"] = _shares(frame)
    frame["before"] = frame["online"].map(_by_side(_shares_of(ask, earlier)) if earlier else {})
    profit = name_of(ask, METRICS["profit_after_cost"])
    columns = (
        dimension_column("online"), metric_column("sales"), Column("share", SHARE, RATIO),
        Column("before", BEFORE, RATIO), metric_column("channel_growth", GROWTH),
        metric_column("customers"), metric_column("spend"), metric_column("profit_after_cost", profit),
        metric_column("roi", roi_name(ask)),
    )  # fmt: skip
    shown = tuple(c for c in columns if c.key in frame and frame[c.key].notna().any())
    left_out = [key for key in (*_OF_SALES, *_OF_SPEND) if key not in {c.key for c in shown}]
    return Figure.of(
        scope, "online_offline", SIDES, frame, shown,
        sentence=_told(frame.set_index("online"), None if spent == scope else spent.period),
        metrics=("sales", "channel_growth", "customers", "profit_after_cost", "roi"),
        notes=(
            *_unknown(ask, scope),
            *left_out_words(ask, left_out, "online", scope),
            *on_spend(ask, scope, *(key for key in _OF_SPEND if key not in left_out)),
            *notes_on_sides(ask, replace(scope, comparison="last_year"), ["sales"]),
        ),
    )  # fmt: skip


def course(ask: Ask, scope: Scope) -> Figure:
    """The share of online in the sales of each of the last whole months, that of a year before dashed."""
    now = as_it_stood(in_view(scope))
    months = complete_months(now, MONTHS)
    earliest = months[0].shifted("last_year")
    span = Period(earliest.start, months[-1].end)
    known = _monthly(ask, now.over(span))
    frame = pd.DataFrame(
        {
            "month": [month.start for month in months],
            "share": [_share(known.get(str(month))) for month in months],
            "before": [_share(known.get(str(month.shifted("last_year")))) for month in months],
        }
    ).astype({"share": float, "before": float})
    begun = frame["share"].notna().cummax()
    frame = frame[begun].reset_index(drop=True)
    x, y = dimension_column("month"), Column("share", ONLINE_SHARE, RATIO)
    before = Column("before", LAST_YEAR, RATIO)
    compared = before if frame["before"].notna().any() else None
    return Figure.of(
        now.over(Period(months[0].start, months[-1].end)), "online_share",
        COURSE.format(n=len(frame)), frame, (x, y, *([compared] if compared else [])),
        lambda look: trend.line(frame, x, y, look, compared=compared),
        sentence=_recent(known, months),
        metrics=("sales",),
        notes=_unknown(ask, scope),
    )  # fmt: skip


Sides = dict[str, float]  # 元 by "online" and "offline"


def _monthly(ask: Ask, scope: Scope) -> dict[str, Sides]:
    """What was sold online and offline in each month."""
    monthly: dict[str, Sides] = {}
    rows = ask(["sales"], ("online", "month"), scope).dropna()
    for side, month, amount in zip(rows["online"], rows["month"], rows["sales"], strict=True):
        monthly.setdefault(str(month), {})[str(side)] = float(amount)
    return monthly


def _share(sides: Sides | None) -> float | None:
    """That of online; None of a month without sales on balance."""
    return share(sides.get("online", 0.0), sum(sides.values())) if sides else None


def _shares_of(ask: Ask, scope: Scope) -> pd.DataFrame:
    by_side = ask(["sales"], ("online",), scope)
    return by_side.assign(share=_shares(by_side))


def _shares(frame: pd.DataFrame) -> pd.Series[float]:
    """Of what is known to be either."""
    return shares(frame["sales"].astype(float).where(frame["online"].notna()))


def _by_side(frame: pd.DataFrame) -> dict[str, float]:
    known = frame.dropna(subset=["online", "share"])
    return dict(zip(known["online"], known["share"], strict=True))


def _told(frame: pd.DataFrame, spent: Period | None) -> Text:
    """The share of online, and the return of both, or their growth where that is not known; returns are of
    the period `spent` where that is another one."""
    present = [side for side in ("online", "offline") if side in frame.index]
    if len(present) < 2:
        return ALL_ONE.format(side=lower(member_name("online", present[0]))) if present else BLANK
    up, down = frame.loc["online"], frame.loc["offline"]
    parts = []
    if (part := number(up["share"])) is not None:
        before = number(up["before"])
        then = BLANK if before is None else PART_BEFORE.format(before=write(before, RATIO))
        parts.append(PART.format(share=write(part, RATIO)) + then)
    for key, words, unit in (
        ("roi", RETURNS_OF if spent else RETURNS, MULTIPLE),
        ("channel_growth", GREW, RATIO),
    ):
        one, other = (number(row.get(key)) for row in (up, down))
        if one is not None and other is not None:
            pair = [write(value, unit, signed=unit is RATIO) for value in (one, other)]
            period = spent.name if spent else BLANK
            parts.append(words.format(up=pair[0], down=pair[1], period=period))
            break
    return capital(join(parts, "；", "; ")) + Text("。", ".") if parts else BLANK


def _recent(by_month: dict[str, Sides], months: Sequence[Period]) -> Text:
    """The share of the last months beside that of the same ones a year before."""
    recent = months[-RECENT:]
    now = _share(_sum([by_month.get(str(month)) for month in recent]))
    before = _share(_sum([by_month.get(str(month.shifted("last_year"))) for month in recent]))
    if now is None:
        return BLANK
    words = {"n": RECENT, "now": write(now, RATIO), "before": write(before, RATIO)}
    if before is None:
        return NO_YEAR.format(**words)
    if abs(now - before) < LEVEL_SHARE:
        return LEVEL.format(**words)
    moved = write(abs(apart(now, before)), POINTS)
    return (RISES if now > before else FALLS).format(**words, moved=moved)


def _sum(months: Sequence[Sides | None]) -> Sides | None:
    """Both sides over several months; None where one of them is not known."""
    known = [month for month in months if month]
    if len(known) < len(months):
        return None
    return {side: sum(month.get(side, 0.0) for month in known) for side in ("online", "offline")}


def _unknown(ask: Ask, scope: Scope) -> tuple[Text, ...]:
    """What sold of which nobody knows whether it is online, and the channels that are only taken for one of
    both; how much of all each of these is."""
    frame = ask(["sales"], ("channel",), scope).dropna(subset=["sales"])
    total = float(frame["sales"].sum())
    if total <= 0:
        return ()
    taken = frame[frame["channel"].isin(not_told(ask))].sort_values("sales", ascending=False)
    nobodys = frame.loc[frame["channel"].isna(), "sales"]
    sentences = []
    if len(taken):
        names = join([member_name("channel", channel) for channel in taken["channel"]])
        sentences.append(
            TAKEN.format(
                names=names, part=_part_of(float(taken["sales"].sum()), total, AND_SO_MUCH)
            )
        )
    if len(nobodys):
        sentences.append(NO_CHANNEL.format(part=_part_of(float(nobodys.sum()), total, OF_SALES)))
    return tuple(sentences)


def _part_of(amount: float, total: float, words: Text) -> Text:
    part = share(amount, total)
    return BLANK if part is None else words.format(share=write(part, RATIO))
