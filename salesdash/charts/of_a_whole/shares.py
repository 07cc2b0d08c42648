"""What something is made of: parts of a whole side by side, or stacked over time."""

from __future__ import annotations

from collections import defaultdict

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, days_of, members, rows, tips, width
from salesdash.charts.theme import (
    PALETTES,
    Chart,
    Sign,
    colours,
    dress,
    in_one_line,
    key,
    ramp,
    rows_high,
    rows_within,
    text_on,
)
from salesdash.text import Text
from salesdash.units import RATIO

SHARE = Text("占比", "Share")
BAR, LEGEND = 56, 40  # px
# The shape of each step where they get worse; the last is of what cannot be told.
STEPS: tuple[Sign, ...] = ("dot", "triangle", "square", "cross", "ring")


def whole(
    frame: pd.DataFrame,
    bar: Column,
    part: Column,
    value: Column,
    look: Look,
    *,
    in_words: Column | None = None,
    worsens: bool = False,
) -> Chart:
    """One row per bar and part: each bar is 100 % of its own values, whatever their unit.

    For example customers by tier: one bar in people, one in money. Parts are stacked in the order
    in which they come, each in its colour whether or not another one is there. Missing
    values are left out, and so is a bar with a negative one, which has no shares.
    `in_words`: the values in words with their unit, where the bars have different ones. `worsens`: each part is worse
    than the one before, and coloured so.
    """
    given = rows(frame, look, bar=bar, part=part, value=value, in_words=in_words)
    parts = members(given, "part")
    hues = ramp(parts, look) if worsens else colours(parts, look)
    data = _stacked(given, parts, hues["range"], look)
    names, present = members(data, "bar"), set(members(data, "part"))
    shown = [part for part in parts if part in present]
    base = alt.Chart().encode(
        y=alt.Y(
            "bar:N",
            sort=names,
            axis={"title": None, "labelExpr": "split(datum.label, '\\n')"},
            scale=rows_within(len(names), 90),
        ),
        x=alt.X("start:Q", axis=None, scale={"domain": [0, 1], "nice": False}),
    )
    tooltip = [
        *tips(
            look, bar=bar, part=part, **({"in_words": in_words} if in_words else {"value": value})
        ),
        alt.Tooltip(field="share_text", type="nominal", title=SHARE[look.lang]),
    ]
    bars = base.mark_bar(
        height={"band": 0.62}, stroke=PALETTES[look.mode].background, strokeWidth=1.5
    ).encode(x2=alt.X2("end:Q"), tooltip=tooltip)
    if worsens:  # each step has a shape of its own, which only a legend of its own can show
        hue_of = dict(zip(parts, hues["range"], strict=True))
        data = [{**row, "hue": hue_of[row["part"]]} for row in data]
        bars = bars.encode(fill=alt.Fill("hue:N", scale=None))
        named = [key(look, *((part, hue_of[part], STEPS[parts.index(part)]) for part in shown))]
    else:
        bars = bars.encode(color=alt.Color("part:N", scale=hues, legend=_legend(shown, look)))
        named = []
    # a part too narrow for its number keeps it in the tooltip
    written = base.mark_text(
        fontWeight="bold",
        fill={"expr": "datum.ink"},
        opacity={"expr": "width * datum.share < datum.wide ? 0 : 1"},
    )
    layers = [bars, written.encode(x=alt.X("middle:Q"), text=alt.Text("label:N"), tooltip=tooltip)]
    return dress(*layers, *named, look=look, rows=data, height=rows_high(len(names), BAR, LEGEND))


def stacked(
    frame: pd.DataFrame,
    x: Column,
    part: Column,
    value: Column,
    look: Look,
) -> Chart:
    """One row per period and part, `x` the period's first day: parts stacked to their sum.

    For example sales of new and of returning customers by month. Negative parts hang below zero.
    """
    data = rows(frame, look, x=x, part=part, value=value)
    parts = members(data, "part")
    sums: dict[str, float] = defaultdict(float)
    for i, row in enumerate(data):
        row["order"] = i
        sums[row["x"]] += abs(row["value"] or 0.0)
    axis = axes.measure(value.unit, max(sums.values(), default=0.0), look)
    bars = (
        alt.Chart()
        .mark_bar(width={"band": 0.68})
        .encode(
            x=alt.X(
                "x:O",
                axis=axes.time(
                    days_of(data), x.grain, look.lang, year_starts=x.year_starts, band=True
                ),
            ),
            y=alt.Y("value:Q", axis=axis, stack=True),
            color=alt.Color("part:N", scale=colours(parts, look), legend=_legend(parts, look)),
            order=alt.Order("order:Q"),
            tooltip=tips(look, x=x, part=part, value=value),
        )
    )
    return dress(bars, look=look, rows=data)


def _legend(parts: list[str], look: Look) -> dict[str, object]:
    return {**in_one_line(parts, look), "values": parts}


def _stacked(data: list[Row], parts: list[str], hues: list[str], look: Look) -> list[Row]:
    """Each row with its share of its bar, and where that share starts and ends."""
    below = {row["bar"] for row in data if (row["value"] or 0) < 0}  # beside these, no part is one
    kept = [row for row in data if (row["value"] or 0) > 0 and row["bar"] not in below]
    for name in members(kept, "bar"):
        of_bar = [row for row in kept if row["bar"] == name]
        total, end = sum(row["value"] for row in of_bar), 0.0
        for row in sorted(of_bar, key=lambda row: parts.index(row["part"])):
            share = row["value"] / total
            text = look.write(share, RATIO)
            row |= {"share": share, "share_text": text, "start": end, "end": end + share}
            row |= {"middle": end + share / 2, "ink": text_on(hues[parts.index(row["part"])])}
            row |= {"label": text, "wide": width(text) * look.letter * 0.62}
            end += share
    return kept
