"""The course of each channel: its sales month by month, as far as months have ended."""

from __future__ import annotations

import pandas as pd

from salesdash.charts.figure import Figure
from salesdash.charts.over_time import multiples
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels import not_shown
from salesdash.figures.channels import sentences as words
from salesdash.figures.events import events_in
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.warehouse.questions.ask import Ask

MOST_PANELS, MONTHS_BACK = 12, 24
WIDE_APART = 3  # peaks so many times apart would flatten the smaller panels on one scale
TREND = Text("{dimension}月销售额走势", "Monthly sales by {dimension}")
NO_MONTHS = Text(
    "订单只有按季（年）的合计，画不出每个月。",
    "The orders are sums of quarters (years): no month is told.",
)


def trends(ask: Ask, scope: Scope, dimension: str) -> Figure:
    """Monthly sales of each channel over the last 24 months that have ended."""
    until = scope.over(_ended_months(ask, scope))
    title = TREND.format(dimension=words.lower(dimension))
    frame, order = _by_month(ask, until, dimension)
    if not order:
        sentence = NO_MONTHS if ask.has("orders") else BLANK
        return Figure.lacking(until, "channel_trends", title, sentence=sentence)
    shown = order[:MOST_PANELS]
    sentence = words.recent_course(frame, dimension)
    frame = frame[frame[dimension].isin(shown)].reset_index(drop=True)
    frame[dimension] = frame[dimension].replace({"": None})
    peaks = frame.groupby(dimension, dropna=False)["sales"].max()
    same_y = bool(len(peaks) and peaks.max() <= WIDE_APART * peaks.min())
    x, y = dimension_column("month"), metric_column("sales")
    panel = dimension_column(dimension)
    happened = events_in(ask, until, until.period) if until.period else ()
    return Figure.of(
        until, "channel_trends", title, frame, (panel, x, y),
        lambda look: multiples.lines(
            frame, x, y, panel, look, same_y=same_y, happened=happened
        ),
        sentence=sentence,
        metrics=("sales",),
        notes=(*not_shown.drawn(len(shown), len(order)), *not_shown.own_scales(same_y)),
    )  # fmt: skip


def monthly_sales(ask: Ask, scope: Scope, dimension: str) -> dict[str, tuple[float, ...]]:
    """Every member's sales of the last 24 months that have ended, from its first sale in them on."""
    frame, _ = _by_month(ask, scope.over(_ended_months(ask, scope)), dimension)
    return {
        str(name): known if len(known) > 1 else ()
        for name, months in frame.groupby(dimension, sort=False)
        for known in (tuple(months["sales"].dropna()),)
    }


def _ended_months(ask: Ask, scope: Scope) -> Period:
    """The last 24 months that have ended by the as-of date and the period's end, if loaded."""
    last = min(scope.as_of, scope.period.last_day) if scope.period else scope.as_of
    end = scope.months_end
    orders = ask.coverage.get("orders")
    first = orders.first_day if orders and orders.first_day else last
    start = max(add_months(end, -MONTHS_BACK), Period.of(first, "month").start)
    return Period(start, end) if start < end else Period.of(last, "month")


def _by_month(ask: Ask, scope: Scope, dimension: str) -> tuple[pd.DataFrame, list[str]]:
    """Every member's months from its first sale in them on, 0 where it sold nothing; by size."""
    assert scope.period is not None
    sold = ask(["sales"], (dimension, "month"), scope).fillna({dimension: ""})
    wide = sold.dropna().pivot_table(
        index="month", columns=dimension, values="sales", aggfunc="sum"
    )
    wide = wide.reindex([str(month) for month in scope.period.split("month")])
    wide = wide.where(wide.notna() | wide.ffill().isna(), 0.0)
    order = [str(name) for name in wide.sum().sort_values(ascending=False, kind="stable").index]
    rows = [
        (name, Period.parse(str(month)).start, amount)
        for name in order
        for month, amount in wide[name].items()
    ]
    return pd.DataFrame(rows, columns=[dimension, "month", "sales"]), order
