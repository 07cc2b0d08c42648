"""Which channel earns its cost: all of them side by side, and the course of each."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from salesdash.analysis.channels.efficiency import Earner, earners
from salesdash.analysis.lights import judge
from salesdash.analysis.parts import shares
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import COLOUR, Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure, Headline
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels import not_shown
from salesdash.figures.channels import sentences as words
from salesdash.figures.comparison import in_view, notes_on_sides, to_come
from salesdash.figures.lights.current import reserve
from salesdash.figures.two_sides import (
    closed_words,
    named_for,
    rests_on,
    running_words,
    spent_scope,
)
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MULTIPLE, RATIO
from salesdash.warehouse.questions.ask import Ask

BY = ("channel", "online", "region", "category", "segment", "salesperson", "product")
MOST_MEMBERS = 60
MOST_BARS = 8  # that stand whole beside the table of a first screen, a legend over them

COMPARED_BY = Text("对比", "Compare")
MORE = Text("更多", "More")
MORE_VIEWS = {
    "diagnosis": Text("诊断", "Findings"),
    "table": Text("逐个对比", "Table"),
    "trends": Text("各自走势", "Courses"),
    "health": Text("健康度", "Health"),
    "shift": Text("预算挪动", "Budget"),
    "events": Text("价格与促销", "Prices"),
    "delivery": Text("发货与库存", "Delivery"),
    "coverage": Text("覆盖与费用", "Coverage"),
    "before": Text("前后对比", "Before, after"),
    "online": Text("线上线下", "Online"),
}
SHARE = Text("占比", "Share")
GROWTH = Text("同比增长", "Growth on last year")
GROWS, MARGIN = Text("同比增长", "Growth"), Text("毛利率", "Margin")  # in a table of many columns
ROI, ROI_BEFORE = Text("投入产出比", "ROI"), Text("去年投产比", "ROI last year")
BY_ROI = Text("投入产出比排名", "Whose spend earns most")
BY_SALES = Text("销售额排名与同比", "Who sells most, who grows")
NOTHING_TO_COMPARE = Headline(
    Text(
        "订单里没有渠道，也没有其他可以比较的维度，还无法判断哪个值得投入",
        "The orders name no channel and nothing else to compare, so who earns its cost is not known",
    ),
    more=words.ADD_CHANNEL,
)
NEEDED = ("orders.channel",)
# What the table asks, in the order of its columns; and what of it is of spend.
OF_SPEND = ("spend", "profit_after_cost", "roi", "cac")
ASKED = (
    "sales",
    "channel_growth",
    "margin_rate",
    "spend",
    "profit_after_cost",
    "roi",
    "new_customers",
    "cac",
)


def choices(ask: Ask) -> dict[str, Text]:
    """By what the page can be shown; the channel first, where orders have one.

    Where everything has too many members to stand side by side, what has the fewest: the largest of
    them are drawn.
    """
    member_counts = {key: n for key in BY if (n := len(ask.members(key)))}
    few = [key for key, n in member_counts.items() if n <= MOST_MEMBERS]
    chosen = few or sorted(member_counts, key=lambda key: member_counts[key])[:1]
    return {key: DIMENSIONS[key].name for key in chosen}


def what_channels_add(ask: Ask, dimension: str) -> Text | None:
    """What a column of channels would add to what is compared instead; None where there is one."""
    if ask.members("channel"):
        return None
    return words.INSTEAD.format(dimension=words.lower(dimension)) + words.ADD_CHANNEL


def headline(ask: Ask, scope: Scope, dimension: str) -> Text:
    """The best and the worst by ROI, and where they go; without spend by sales and growth."""
    if unknown := to_come(scope):
        return unknown
    over = spent_scope(ask, scope)
    members = _earners(ranked(ask, over, dimension), dimension)
    if over == scope or over.period is None:
        return words.answer(members, dimension)
    if any(earner.roi is not None for earner in members):
        return words.in_period(over.period, words.answer(members, dimension))
    return words.answer(_earners(ranked(ask, scope, dimension), dimension), dimension)


def no_spend(ask: Ask, scope: Scope, dimension: str) -> Text:
    """That nobody is judged by what was spent, as no spend tells them apart; blank where one is."""
    if ranked(ask, spent_scope(ask, scope), dimension)["roi"].notna().any():
        return BLANK
    return words.NO_SPEND.format(dimension=words.lower(dimension))


def ranked(ask: Ask, scope: Scope, dimension: str) -> pd.DataFrame:
    """One row per member, most sales first, what belongs to nobody last (`is_blank`).

    The metrics of `ASKED`, `share`, `roi_before` (the same period last year) and a channel's
    `channel_kind`; null where the loaded data does not tell. Where spend is stated by longer periods,
    what is of spend is that of the last closed one.
    """
    spent = spent_scope(ask, scope)
    frame = ask(ASKED, (dimension,), scope)
    if spent != scope and not ask.unknown(METRICS["spend"], (dimension,)):
        closed = ask(OF_SPEND, (dimension,), spent)
        frame = frame.drop(columns=list(OF_SPEND)).merge(closed, on=dimension, how="left")
    frame["share"] = shares(frame["sales"])
    frame["roi_before"] = _of_member(_roi_before(ask, spent, dimension), frame[dimension]).astype(
        float
    )
    if dimension == "channel":
        frame["channel_kind"] = _of_member(_kinds(ask, scope), frame[dimension])
    frame["is_blank"] = frame[dimension].isna()
    frame = frame.sort_values("sales", ascending=False, kind="stable", na_position="last")
    return frame.sort_values("is_blank", kind="stable").reset_index(drop=True)


def ranking_table(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """One row per channel with everything that the loaded data tells of it."""
    frame = ranked(ask, scope, dimension)
    over = spent_scope(ask, scope)
    columns = [
        dimension_column(dimension),
        dimension_column("channel_kind"),
        metric_column("sales"),
        Column("share", SHARE, RATIO),
        metric_column("channel_growth", GROWS),
        metric_column("margin_rate", MARGIN),
        metric_column("spend", _of_period(METRICS["spend"].name, over, scope)),
        metric_column(
            "profit_after_cost",
            _of_period(named_for(ask, METRICS["profit_after_cost"]).name, over, scope),
        ),
        metric_column("roi", _of_period(roi_name(ask), over, scope)),
        Column("roi_before", _of_period(ROI_BEFORE, over, scope), MULTIPLE),
        metric_column("new_customers"),
        metric_column("cac", _of_period(METRICS["cac"].name, over, scope)),
    ]
    named = frame[~frame["is_blank"]]
    shown = [c for c in columns if c.key in frame and named[c.key].notna().any()]
    frame = frame.dropna(how="all", subset=[c.key for c in shown if c.unit])
    left_out = [key for key in ASKED if key not in {c.key for c in shown}]
    return Figure.of(
        scope, "channel_table", words.table_title(dimension), frame, tuple(shown),
        sentence=words.growth(_earners(frame, dimension), dimension),
        metrics=tuple(key for key in ASKED if key not in left_out),
        notes=(
            *not_shown.left_out(ask, left_out, dimension, scope),
            *on_spend(ask, scope, *_cost_columns(frame, is_closed=over != scope)),
            *_on_growth(ask, scope),
        ),
    )  # fmt: skip


def roi_ranking(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """Channels by ROI, coloured as its light, last year's as a mark; of the last closed period where
    spend is stated by longer ones."""
    over = spent_scope(ask, scope)
    by_member = ranked(ask, over, dimension)
    frame = by_member[~by_member["is_blank"] & by_member["roi"].notna()]
    if frame.empty:
        missing = ask.missing("roi")
        why = () if missing else not_shown.left_out(ask, ["roi"], dimension, scope)
        return Figure.lacking(
            scope,
            "channel_roi",
            BY_ROI,
            sentence=join(list(why), "", ""),
            metrics=("roi",),
            missing=missing,
        )
    light = ask.lights["roi"]
    frame = frame.sort_values("roi", ascending=False, kind="stable").reset_index(drop=True)
    reason = reserve(ask, METRICS["roi"], over)
    frame["light"] = [judge(light, value, reason=reason).light for value in frame["roi"]]
    drawn = _ends(frame)
    name, roi = dimension_column(dimension), metric_column("roi", roi_name(ask))
    before = Column("roi_before", ROI_BEFORE, MULTIPLE)
    mark = before if frame["roi_before"].notna().any() else None
    return Figure.of(
        over, "channel_roi", words.of_period(BY_ROI, over.period, in_view(scope).period), frame,
        (name, roi, *([mark] if mark else []), metric_column("sales"), metric_column("spend")),
        lambda look: ranking.bars(
            drawn, name, roi, look, light=COLOUR, mark=mark
        ),
        sentence=words.bought_growth(_earners(by_member, dimension), dimension),
        metrics=("roi", "spend"),
        notes=(*not_shown.drawn(len(drawn), len(frame)), *on_spend(ask, scope, "roi")),
    )  # fmt: skip


def sales_ranking(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """Channels by sales, their growth behind."""
    frame = ranked(ask, scope, dimension)
    frame = frame[frame["sales"].notna()].reset_index(drop=True)
    drawn = frame.head(MOST_BARS)
    name, sales = dimension_column(dimension), metric_column("sales")
    growth = metric_column("channel_growth", GROWTH)
    change = growth if frame["channel_growth"].notna().any() else None
    return Figure.of(
        scope, "channel_sales", BY_SALES, frame,
        (name, sales, *share_column(frame), *([change] if change else [])),
        lambda look: ranking.bars(
            drawn, name, sales, look, change=change
        ),
        sentence=to_come(scope) or words.largest(_earners(frame, dimension), dimension),
        metrics=("sales", "channel_growth"),
        notes=(*not_shown.drawn(len(drawn), len(frame)), *_on_growth(ask, scope)),
    )  # fmt: skip


def share_column(frame: pd.DataFrame) -> list[Column]:
    """Each one's share, where there is one."""
    return [Column("share", SHARE, RATIO)] if frame["share"].notna().any() else []


def _roi_before(ask: Ask, scope: Scope, dimension: str) -> dict[str, float]:
    earlier = scope.compared("last_year")
    if earlier is None:
        return {}
    before = ask(["sales", "roi"], (dimension,), earlier).dropna(subset=[dimension])
    return dict(zip(before[dimension], before["roi"], strict=True))


def _kinds(ask: Ask, scope: Scope) -> dict[str, str]:
    pairs = ask(["sales"], ("channel", "channel_kind"), scope.over(None)).dropna()
    return dict(zip(pairs["channel"], pairs["channel_kind"], strict=True))


def _of_member(by_member: dict[str, float] | dict[str, str], members: pd.Series[str]) -> pd.Series:
    return pd.Series([by_member.get(member) for member in members], index=members.index)


def _earners(frame: pd.DataFrame, dimension: str) -> list[Earner]:
    named = frame[~frame["is_blank"]]
    return earners(named, dimension, "sales", "channel_growth", "roi", "roi_before", "share")


def on_spend(ask: Ask, scope: Scope, *keys: str) -> tuple[Text, ...]:
    """What the columns of spend rest on: which months and channels, which period, how the running one."""
    if not keys:
        return ()
    over = spent_scope(ask, scope)
    running = running_words(ask, over)
    notes = (*closed_words(ask, scope, keys), *rests_on(ask, keys, over))
    return (*notes, *([running] if running else []))


def _cost_columns(frame: pd.DataFrame, *, is_closed: bool) -> list[str]:
    """What the table has of spend that needs a word: the ratios, and all where it is of another period."""
    keys = OF_SPEND if is_closed else ("roi", "cac")
    return [key for key in keys if frame[key].notna().any()]


def _of_period(name: Text, over: Scope, scope: Scope) -> Text:
    """The name of a column with its period, where that is not the one of the table."""
    if over == scope or over.period is None:
        return name
    return words.OF_PERIOD.format(name=name, period=over.period.name)


def roi_name(ask: Ask) -> Text:
    return named_for(ask, replace(METRICS["roi"], name=ROI)).name


def _on_growth(ask: Ask, scope: Scope) -> tuple[Text, ...]:
    """What has to be known of a comparison with last year, whatever else is compared."""
    return notes_on_sides(ask, replace(scope, comparison="last_year"), ["sales"])


def _ends(frame: pd.DataFrame) -> pd.DataFrame:
    """The best and the worst, where there are too many to draw."""
    if len(frame) <= MOST_BARS:
        return frame
    return pd.concat([frame.head(MOST_BARS // 2), frame.tail(MOST_BARS // 2)])
