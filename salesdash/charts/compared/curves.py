"""How one number answers to another: a curve for each of a few members, and where each stands on its own."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.over_time import ends
from salesdash.charts.rows import known, largest, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, colours, dress
from salesdash.text import Text

IN_UNIT, ALONE = Text("{x}（{unit}）", "{x}, {unit}"), Text("{x}", "{x}")
# A point that marks no place shows itself under the pointer only.
_DOTS = {
    "opacity": {"expr": "datum.stands ? 1 : 0"},
    "size": {"expr": "datum.stands ? 190 : 120"},
    "shape": {"expr": "datum.stands == 'then' ? 'triangle-up' : 'circle'"},
}


def curves(
    frame: pd.DataFrame,
    name: Column,
    x: Column,
    y: Column,
    look: Look,
    *,
    stands: Column,
    floor: tuple[Text, float] | None = None,
) -> Chart:
    """One row per point of a member's curve: `x` and `y` are numbers, members come in their order.

    `stands` is blank on most points; `now` marks where a member stands (a dot), `then` where it would
    (a triangle). `floor` is a level of y with its word, drawn across.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, name=name, x=x, y=y, stands=stands)
    hues = colours(members(data, "name"), look)
    hue_of = dict(zip(hues["domain"], hues["range"], strict=True))
    data = [{**row, "hue": hue_of[row["name"]]} for row in data]
    last = {row["name"]: row for row in data if row["y"] is not None and row["x"] is not None}
    named = [ends.End(row["y"], member, hue_of[member]) for member, row in last.items()]
    levels = [*known(data, "y"), *([floor[1]] if floor else [])]
    scale: dict[str, Any] = {"zero": False, "nice": True}
    base = alt.Chart().encode(
        x=alt.X(
            "x:Q",
            axis=_across(x, largest(data, "x"), look),
            scale={**ends.across(named), "zero": False},
        ),
        y=alt.Y("y:Q", axis=axes.measure(y.unit, largest(data, "y"), look), scale=scale),
        stroke=alt.Stroke("hue:N", scale=None),
    )
    dots = base.mark_point(strokeWidth=2, **_DOTS).encode(
        fill=alt.Fill("hue:N", scale=None), tooltip=tips(look, name=name, x=x, y=y)
    )
    return dress(
        base.mark_line().encode(detail=alt.Detail("name:N")),
        dots,
        *([ends.written(named, min(levels), max(levels), scale=scale)] if named else []),
        *(_floor(floor, palette.quiet, look) if floor and levels else []),
        look=look,
        rows=data,
    )


def _across(x: Column, biggest: float, look: Look) -> dict[str, Any]:
    """The axis of x, which says below what it counts and in which unit, since it is no time."""
    axis = axes.measure(x.unit, biggest, look)
    said = IN_UNIT if axis["title"] else ALONE
    words = said[look.lang].format(x=x.title[look.lang], unit=axis["title"])
    level = {key: alt.Undefined for key in ("titleX", "titleY", "titleAlign", "titleBaseline")}
    return {**axis, **level, "title": words, "titleAnchor": "middle", "grid": False}


def _floor(floor: tuple[Text, float], hue: str, look: Look) -> list[alt.Chart]:
    words, level = floor
    at = alt.Chart(alt.InlineData(values=[{"level": level, "words": words[look.lang]}]))
    at = at.encode(y=alt.Y("level:Q"))
    return [
        at.mark_rule(strokeDash=[4, 4], color=hue),
        at.mark_text(align="left", baseline="bottom", x=4, dy=-4, color=hue).encode(
            text=alt.Text("words:N")
        ),
    ]
