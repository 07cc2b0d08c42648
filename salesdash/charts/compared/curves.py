"""How one number answers to another: a curve for each of a few members, and where each stands on its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, largest, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, Sign, colours, dress, key
from salesdash.text import Text

IN_UNIT, ALONE = Text("{x}（{unit}）", "{x}, {unit}"), Text("{x}", "{x}")
# A point that marks no place shows itself under the pointer only.
_DOTS: dict[str, Any] = {
    "opacity": {"expr": "datum.place ? 1 : 0"},
    "size": {"expr": "datum.place ? 190 : 120"},
    "shape": {"expr": "datum.place == 'then' ? 'triangle-up' : 'circle'"},
}
_SIGNS: dict[str, Sign] = {"now": "dot", "then": "triangle"}


def curves(
    frame: pd.DataFrame,
    name: Column,
    x: Column,
    y: Column,
    look: Look,
    *,
    place: Column,
    floor: tuple[Text, float] | None = None,
) -> Chart:
    """One row per point of a member's curve: `x` and `y` are numbers, members come in their order.

    `place` is blank on most points; `now` marks where a member stands (a dot), `then` where it would
    (a triangle), and its names say so. `floor` is a level of y with its word, drawn across.
    """
    data = rows(frame, look, name=name, x=x, y=y, place=replace(place, names=None))
    hues = colours(members(data, "name"), look)
    hue_of = dict(zip(hues["domain"], hues["range"], strict=True))
    data = [{**row, "hue": hue_of[row["name"]]} for row in data]
    base = alt.Chart().encode(
        x=alt.X(
            "x:Q",
            axis=_across(x, largest(data, "x"), look),
            scale={"zero": False, "nice": False},
        ),
        y=alt.Y(
            "y:Q",
            axis=axes.measure(y.unit, largest(data, "y"), look),
            scale={"zero": False, "nice": True},
        ),
        stroke=alt.Stroke("hue:N", scale=None),
    )
    dots = base.mark_point(strokeWidth=2, **_DOTS).encode(
        fill=alt.Fill("hue:N", scale=None), tooltip=tips(look, name=name, x=x, y=y)
    )
    return dress(
        base.mark_line().encode(detail=alt.Detail("name:N")),
        dots,
        *(_floor(floor, look) if floor and data else []),
        *_legend(data, hue_of, place, look),
        look=look,
        rows=data,
    )


def _across(x: Column, biggest: float, look: Look) -> dict[str, Any]:
    """The axis of x, which says below what it counts and in which unit, since it is no time."""
    axis = axes.measure(x.unit, biggest, look)
    template = IN_UNIT if axis["title"] else ALONE
    words = template[look.lang].format(x=x.title[look.lang], unit=axis["title"])
    level = dict.fromkeys(("titleX", "titleY", "titleAlign", "titleBaseline"), alt.Undefined)
    return {**axis, **level, "title": words, "titleAnchor": "middle", "grid": False}


def _floor(floor: tuple[Text, float], look: Look) -> list[alt.Chart]:
    """The level with its word, edged so that it is read on a curve."""
    palette, (words, level) = PALETTES[look.mode], floor
    at = alt.Chart(alt.InlineData(values=[{"level": level, "words": words[look.lang]}]))
    at = at.encode(y=alt.Y("level:Q"))
    labels = at.encode(text=alt.Text("words:N"))
    place: dict[str, Any] = {
        "align": "right",
        "baseline": "bottom",
        "dy": -4,
        "x": {"expr": "width - 4"},
    }
    return [
        at.mark_rule(strokeDash=[4, 4], color=palette.quiet),
        labels.mark_text(**place, stroke=palette.background, strokeWidth=4),
        labels.mark_text(**place, color=palette.quiet),
    ]


def _legend(data: list[Row], hue_of: dict[str, str], place: Column, look: Look) -> list[alt.Chart]:
    """Whose each curve is, and what dot and triangle stand for."""
    names, hue = place.names or {}, PALETTES[look.mode].quiet
    shown: list[tuple[str, str, Sign]] = [(name, own, "line") for name, own in hue_of.items()]
    shown += [
        (names[mark][look.lang], hue, sign)
        for mark, sign in _SIGNS.items()
        if mark in names and any(row["place"] == mark for row in data)
    ]
    return [key(look, *shown)] if shown else []
