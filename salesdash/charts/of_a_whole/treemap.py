"""What a whole is made of: areas within areas, each as large as its part."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, members, rows, shortened, tips, width
from salesdash.charts.theme import PALETTES, PANE_HEIGHT, Chart, colours, dress, text_on

LEAST_WIDE = 0.075  # of the whole; narrower areas carry no name
EDGE, LINE = 8, 18  # px
LETTERS = 120  # of a line across the whole


def areas(
    frame: pd.DataFrame,
    outer: Column,
    inner: Column,
    value: Column,
    look: Look,
) -> Chart:
    """One row per part. Parts of one `outer` stand in a column as wide as their sum, the largest
    first; within it each is as tall as its part. What is missing, zero or negative has no area."""
    data = _laid(rows(frame, look, outer=outer, inner=inner, value=value), look, PANE_HEIGHT)
    unit = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart().encode(
        x=alt.X("left:Q", axis=None, scale=unit),
        y=alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[1, 0], nice=False)),
        tooltip=tips(look, outer=outer, inner=inner, value=value),
    )
    hue = colours(members(data, "outer"), look)
    drawn = base.mark_rect(stroke=PALETTES[look.mode].background, strokeWidth=2).encode(
        x2="right:Q", y2="bottom:Q", color=alt.Color("outer:N", scale=hue, legend=None)
    )
    named = (
        base.transform_filter("datum.label")
        .mark_text(align="left", baseline="top", dx=EDGE, dy=EDGE, lineBreak="\n", lineHeight=LINE)
        .encode(text="label:N", color=alt.Color("ink:N", scale=None))
    )
    return dress(drawn, named, look=look, rows=data)


def _laid(data: list[Row], look: Look, height: float) -> list[Row]:
    """Every part with the place of its area between 0 and 1 both ways."""
    parts = [row for row in data if (row["value"] or 0) > 0]
    sums = {
        name: sum(r["value"] for r in parts if r["outer"] == name)
        for name in members(parts, "outer")
    }
    whole = sum(sums.values())
    series = PALETTES[look.mode].series
    laid, left = [], 0.0
    for n, name in enumerate(sorted(sums, key=lambda name: -sums[name])):
        right, top = left + sums[name] / whole, 0.0
        of_outer = sorted((r for r in parts if r["outer"] == name), key=lambda r: -r["value"])
        for row in of_outer:
            bottom = top + row["value"] / sums[name]
            words = (
                [row["inner"], row["value_text"]]
                if len(of_outer) == 1
                else [row["outer"], row["inner"], row["value_text"]]
            )
            if len(of_outer) > 1 and top > 0:
                words = words[1:]
            laid.append(
                {
                    **row,
                    "left": left,
                    "right": right,
                    "top": top,
                    "bottom": bottom,
                    "label": _label(words, right - left, (bottom - top) * height),
                    "ink": text_on(series[n % len(series)]),
                }
            )
            top = bottom
        left = right
    return laid


def _label(words: list[str], wide: float, tall: float) -> str:
    """As many of the words as there are lines for, `tall` in px, `wide` a part of the whole.

    Names are cut where the area is narrow; the value, which comes last, is left out instead.
    """
    lines = int((tall - EDGE) // LINE) if wide >= LEAST_WIDE else 0
    most = int(LETTERS * wide)
    *names, value = words
    shown = [shortened(name, max(most, 4)) for name in names]
    return "\n".join([*shown, *([value] if width(value) <= most else [])][: max(lines, 0)])
