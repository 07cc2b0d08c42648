"""Who does well on two counts at once: a bubble per member between two lines, with the way it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, largest, members, numbers_in, rows, shortened, tips, width
from salesdash.charts.theme import PALETTES, PANE_WIDTH, Chart, colours, dress
from salesdash.text import Text

_LONGEST = 14  # letters of a name; Chinese ones count twice
# Of the span across and up: no bubble is cut off, and words stand in the corners.
_PAD, _BAND = 0.1, 0.18
_PLOT, _LINE = 130, 1.2  # px of the lowest plot, and a line of text, of a letter
_BESIDE, _ON_STEM = 16, 4  # px; between a name and the middle of its bubble, or its stem
_HAIR = 1e-9  # what a float is off
_ROOMY = 420  # px wide; in less the words of the corners would meet the names


@dataclass(frozen=True, slots=True)
class QuadrantLines:
    """Where the plane is parted, and what its quarters are called: each by whether it lies right of `x` and
    above `y`."""

    x: float
    y: float
    words: tuple[tuple[bool, bool, Text], ...]


def bubbles(
    frame: pd.DataFrame,
    name: Column,
    x: Column,
    y: Column,
    size: Column,
    look: Look,
    *,
    lines: QuadrantLines,
    when: Column,
) -> Chart:
    """One row per member and period, each member's in order of time: the last is a bubble as large as
    `size`, those before the way that led there. `when` names the period under the pointer."""
    data = rows(frame, look, name=name, x=x, y=y, size=size, when=when)
    data = [row for row in data if row["x"] is not None and row["y"] is not None]
    hues = colours(members(data, "name"), look)
    hue_of = dict(zip(hues["domain"], hues["range"], strict=True))
    last = {row["name"]: n for n, row in enumerate(data)}
    data = [
        {**row, "hue": hue_of[row["name"]], "nth": n, "is_last": last[row["name"]] == n}
        for n, row in enumerate(data)
    ]
    room = (
        max((width(shortened(n, _LONGEST)) for n in hue_of), default=0)
        * look.letter
        * 0.6
        / PANE_WIDTH
    )
    across = _domain([*numbers_in(data, "x"), lines.x], _PAD, _PAD + room)
    up = _domain([*numbers_in(data, "y"), lines.y], _BAND, _BAND)
    base = alt.Chart().encode(
        x=alt.X("x:Q", axis=_across(x, look), scale=_scale(across)),
        y=alt.Y(
            "y:Q",
            axis={**axes.measure(y.unit, largest(data, "y"), look), "grid": False},
            scale=_scale(up),
        ),
    )
    hue: dict[str, Any] = {"stroke": alt.Stroke("hue:N", scale=None)}
    seen = {"domain": [0, largest(data, "size") or 1], "range": [40, 900]}
    dots = base.encode(
        fill=alt.Fill("hue:N", scale=None),
        tooltip=tips(look, name=name, when=when, x=x, y=y, size=size),
    )
    return dress(
        *_parted(lines, across, up, look),
        dots.transform_filter("datum.is_last")
        .mark_point(opacity=0.8, strokeWidth=1)
        .encode(size=alt.Size("size:Q", scale=seen, legend=None), **hue),
        base.mark_line(strokeWidth=1.5, opacity=0.6).encode(
            detail=alt.Detail("name:N"), order=alt.Order("nth:Q"), **hue
        ),
        dots.transform_filter("!datum.is_last").mark_point(size=30, opacity=0.8, strokeWidth=0),
        *_names([row for row in data if row["is_last"]], across, up, look),
        look=look,
        rows=data,
    )  # fmt: skip


def _domain(values: Sequence[float], below: float, beyond: float) -> list[float]:
    low, high = min(values), max(values)
    span = high - low or 1.0
    return [low - below * span, high + beyond * span / max(1 - beyond, 0.3)]


def _scale(domain: Sequence[float]) -> dict[str, Any]:
    """Of every layer, so that none of them stretches it."""
    return {"domain": list(domain), "nice": False, "zero": False}


def _across(x: Column, look: Look) -> dict[str, Any]:
    """The axis of x, which says below what it counts, since it is no time."""
    level = dict.fromkeys(("titleX", "titleY", "titleAlign", "titleBaseline"), alt.Undefined)
    axis = {**axes.measure(x.unit, 1.0, look), **level, "grid": False}
    return {**axis, "title": x.title[look.lang], "titleAnchor": "middle"}


def _parted(
    lines: QuadrantLines, across: Sequence[float], up: Sequence[float], look: Look
) -> list[alt.Chart]:
    """The two lines, and the word of each quarter in its outer corner."""
    quiet = PALETTES[look.mode].quiet
    at = alt.Chart(alt.InlineData(values=[{"x": lines.x, "y": lines.y}]))
    corners = [
        {
            "at_x": across[1] if right else across[0],
            "at_y": up[1] if above else up[0],
            "words": words[look.lang],
            "right": right,
            "above": above,
        }
        for right, above, words in lines.words
    ]
    labels = alt.Chart(alt.InlineData(values=corners)).mark_text(
        color=quiet,
        fontSize=12,
        opacity={"expr": f"width < {_ROOMY} ? 0 : 1"},
        align={"expr": "datum.right ? 'right' : 'left'"},
        baseline={"expr": "datum.above ? 'top' : 'bottom'"},
        dx={"expr": "datum.right ? -4 : 4"},
        dy={"expr": "datum.above ? 2 : -3"},
    )
    rule: dict[str, Any] = {"strokeDash": [4, 4], "color": quiet}
    return [
        at.mark_rule(**rule).encode(x=alt.X("x:Q", scale=_scale(across))),
        at.mark_rule(**rule).encode(y=alt.Y("y:Q", scale=_scale(up))),
        labels.encode(
            x=alt.X("at_x:Q", scale=_scale(across)),
            y=alt.Y("at_y:Q", scale=_scale(up)),
            text=alt.Text("words:N"),
        ),
    ]


def _names(
    data: Sequence[Row], across: Sequence[float], up: Sequence[float], look: Look
) -> list[alt.Chart]:
    """Each name beside its bubble, in its colour, edged so that it is read on another one; where others
    stand there already, on a stem from its bubble, and off it."""
    line = _line(up, look)
    values = [
        {
            "x": row["x"],
            "y": height,
            "foot": row["y"],
            "words": shortened(row["name"], _LONGEST),
            "hue": row["hue"],
            "away": _BESIDE if abs(height - row["y"]) < line else _ON_STEM,
        }
        for row, height in _placed(data, across, up, look)
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("x:Q", scale=_scale(across)), y=alt.Y("y:Q", scale=_scale(up))
    )
    labels = base.encode(text=alt.Text("words:N"))
    place: dict[str, Any] = {"align": "left", "fontWeight": "bold", "dx": {"expr": "datum.away"}}
    return [
        base.mark_rule(strokeWidth=1.5).encode(
            y2=alt.Y2("foot:Q"), stroke=alt.Stroke("hue:N", scale=None)
        ),
        labels.mark_text(**place, stroke=PALETTES[look.mode].background, strokeWidth=4),
        labels.mark_text(**place).encode(fill=alt.Fill("hue:N", scale=None)),
    ]


def _placed(
    data: Sequence[Row], across: Sequence[float], up: Sequence[float], look: Look
) -> list[tuple[Row, float]]:
    """The height of each name, the largest bubble's first: that of its bubble, or where another name stands
    there the nearest that is free, right above or below a name."""
    line = _line(up, look)
    letter = (across[1] - across[0]) * look.letter * 0.6 / (PANE_WIDTH * 0.6)
    placed: list[tuple[Row, float]] = []

    def is_free(row: Row, height: float) -> bool:
        return up[0] < height < up[1] and not any(
            abs(taken - height) < line * (1 - _HAIR) and _meet(row, other, letter)
            for other, taken in placed
        )

    for row in sorted(data, key=lambda row: -(row["size"] or 0)):
        middle = row["y"]
        beside = [taken + side * line for _, taken in placed for side in (-1, 1)]
        heights = sorted([middle, *beside], key=lambda height: abs(height - middle))
        placed.append((row, next((h for h in heights if is_free(row, h)), middle)))
    return placed


def _line(up: Sequence[float], look: Look) -> float:
    """How high a line of text is, in what is drawn upwards."""
    return (up[1] - up[0]) * look.letter * _LINE / _PLOT


def _meet(row: Row, other: Row, letter: float) -> bool:
    """Whether the names of two bubbles lie over each other, on one line."""
    left = min(row, other, key=lambda one: one["x"])
    return bool(abs(row["x"] - other["x"]) < letter * width(shortened(left["name"], _LONGEST)))
