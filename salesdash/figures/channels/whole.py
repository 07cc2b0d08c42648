"""What all spend together returned, where nobody knows on whom it was spent."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.parts import shares
from salesdash.catalog.dimensions import member_name
from salesdash.charts.column import Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure, Headline
from salesdash.charts.over_time import trend
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.brought import verdict
from salesdash.figures.channels.not_shown import drawn
from salesdash.figures.channels.side_by_side import (
    MOST_BARS,
    NOTHING_TO_COMPARE,
    SHARE,
    on_spend,
    roi_name,
)
from salesdash.figures.comparison import in_view
from salesdash.figures.lights.current import as_it_stood, by_month, complete_months
from salesdash.figures.ties import at_bottom, at_top, named
from salesdash.figures.two_sides import spent_scope
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import MULTIPLE, RATIO, write
from salesdash.warehouse.questions.ask import Ask

SPENT_ON = Text("各渠道的费用", "Spend by channel")
OF_ALL = Text("，占 {share}", ", {share} of it")
MOST_SPENT = Text(
    "{name}花得最多{share}；销售额没有写明渠道，分不出各渠道的产出",
    "{name} takes most of the spend{share}; the sales name no channel, so what each returned is not known",
)
MONTHS = 12
TITLE = Text("全部费用的{roi}：近 {n} 个月", "{roi} of all spend: the last {n:month|{n} months}")
ENDS = Text(
    "{best}最高（{most}），{worst}最低（{least}）",
    "Best in {best} ({most}), worst in {worst} ({least})",
)
WHOLE = Text("全部费用的{roi}为 {value}", "{roi} of all spend: {value}")


def return_of_all(ask: Ask, scope: Scope) -> Text:
    """The return of all spend together; blank where it is not known."""
    value = number(ask(["roi"], (), spent_scope(ask, scope))["roi"].iloc[0])
    if value is None:
        return BLANK
    return WHOLE.format(roi=roi_name(ask), value=write(value, MULTIPLE))


def headline(ask: Ask, scope: Scope) -> Headline:
    """The answer where the orders name nobody to compare: whose spend pays as far as its ups and downs
    tell, else what all spend returned, if anything is known of it, and that a column of channels would
    tell the rest."""
    line = verdict(ask, scope) or return_of_all(ask, scope)
    return Headline(line, more=NOTHING_TO_COMPARE.more) if line else NOTHING_TO_COMPARE


def spend_by_channel(ask: Ask, scope: Scope) -> Figure | None:
    """On which channels the money was spent, the most first; None where no sheet says so."""
    if not ask.has("spend.channel"):
        return None
    spent = spent_scope(ask, scope)
    frame = ask(["spend"], ("channel",), spent).dropna()
    frame = frame.sort_values("spend", ascending=False, kind="stable").reset_index(drop=True)
    if frame.empty:
        return None
    frame["share"] = shares(frame["spend"])
    largest = number(frame["share"].iloc[0])
    name, spend = dimension_column("channel"), metric_column("spend")
    return Figure.of(
        spent, "channel_spend", SPENT_ON, frame, (name, spend, Column("share", SHARE, RATIO)),
        lambda look: ranking.bars(frame.head(MOST_BARS), name, spend, look),
        sentence=MOST_SPENT.format(
            name=member_name("channel", frame["channel"].iloc[0]),
            share=OF_ALL.format(share=write(largest, RATIO)) if largest is not None else BLANK,
        ),
        metrics=("spend",),
        notes=drawn(min(len(frame), MOST_BARS), len(frame)),
    )  # fmt: skip


def returns_by_month(ask: Ask, scope: Scope) -> Figure:
    """The return of all spend in each of the last whole months."""
    frame = _monthly(ask, scope)
    roi = metric_column("roi", roi_name(ask))
    title = TITLE.format(roi=roi.title, n=len(frame))
    if frame["roi"].isna().all():
        return Figure.lacking(
            scope, "channel_returns", title, metrics=("roi",), missing=ask.missing("roi")
        )
    month = dimension_column("month")
    over = scope.over(
        Period(frame["month"].iloc[0], Period.of(frame["month"].iloc[-1], "month").end)
    )
    return Figure.of(
        over, "channel_returns", title, frame, (month, roi),
        lambda look: trend.line(frame, month, roi, look),
        sentence=_ends(frame.dropna(subset=["roi"])),
        metrics=("roi",),
        notes=on_spend(ask, over, "roi"),
    )  # fmt: skip


def _monthly(ask: Ask, scope: Scope) -> pd.DataFrame:
    now = as_it_stood(in_view(scope))
    months = complete_months(now, MONTHS)
    returns = ask(["roi"], ["month"], now.over(Period(months[0].start, months[-1].end)))
    return pd.DataFrame(
        {"month": [month.start for month in months], "roi": by_month(returns, "roi", months)}
    ).astype({"roi": float})


def _ends(frame: pd.DataFrame) -> Text:
    """The best and the worst month; blank where there is but one."""
    if len(frame) < 2:
        return BLANK
    best, worst = at_top(frame, "roi"), at_bottom(frame, "roi")
    if len(best) == len(frame):
        return BLANK
    return ENDS.format(
        best=named([Period.of(month, "month").name for month in best["month"]]),
        most=write(float(best["roi"].iloc[0]), MULTIPLE),
        worst=named([Period.of(month, "month").name for month in worst["month"]]),
        least=write(float(worst["roi"].iloc[0]), MULTIPLE),
    )
