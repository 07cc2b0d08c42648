"""Who does well on two counts at once: a bubble per member between two lines, with the way it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
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
_WIDTH, _PLOT = 260, 118  # px of the smallest plot
_LINE, _LETTER = 1.2, 0.64  # of a letter's size: a line of text, and how wide one is
_BESIDE, _ON_STEM = 3, 4  # px between a name and its bubble, or its stem
_SIZES = (40, 900)  # px² of the smallest and the largest bubble
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
    seen = {"domain": [0, largest(data, "size") or 1], "range": list(_SIZES)}
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
    """Each name that finds room beside its bubble, in its colour, edged so that it is read on a line; off it on a
    stem from its bubble. Whose name finds none has it under the pointer."""
    values = [
        {
            "x": row["x"],
            "y": height,
            "foot": row["y"],
            "words": _called(row),
            "hue": row["hue"],
            "is_left": place.is_left,
            "away": -away if place.is_left else away,
        }
        for row, place in _placed(data, across, up, look)
        for height in [row["y"] + place.lines * _line(look) / _PLOT * (up[1] - up[0])]
        for away in [_ON_STEM if abs(place.lines) >= 1 else _radius(row, data) + _BESIDE]
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("x:Q", scale=_scale(across)), y=alt.Y("y:Q", scale=_scale(up))
    )
    labels = base.encode(text=alt.Text("words:N"))
    place: dict[str, Any] = {
        "align": {"expr": "datum.is_left ? 'right' : 'left'"},
        "fontWeight": "bold",
        "dx": {"expr": "datum.away"},
    }
    return [
        base.mark_rule(strokeWidth=1.5).encode(
            y2=alt.Y2("foot:Q"), stroke=alt.Stroke("hue:N", scale=None)
        ),
        labels.mark_text(**place, stroke=PALETTES[look.mode].background, strokeWidth=4),
        labels.mark_text(**place).encode(fill=alt.Fill("hue:N", scale=None)),
    ]


def _called(row: Row) -> str:
    return shortened(row["name"], _LONGEST)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name stands beside its bubble: on which side, and how many lines above it."""

    is_left: bool
    lines: float


# The nearest first: beside the bubble, else above or below it.
_PLACES = tuple(
    _Place(is_left, lines)
    for lines in (0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0, 2.5, -2.5)
    for is_left in (False, True)
)


@dataclass(frozen=True, slots=True)
class _Box:
    """What something covers of the smallest plot, in px."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right - _HAIR
            and other.left < self.right - _HAIR
            and self.low < other.high - _HAIR
            and other.low < self.high - _HAIR
        )

    def holds(self, other: _Box) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.low <= other.low
            and other.high <= self.high
        )


def _placed(
    data: Sequence[Row], across: Sequence[float], up: Sequence[float], look: Look
) -> list[tuple[Row, _Place]]:
    """Where each name stands that finds room in the smallest plot, the largest bubble's first: over no other name and
    no other bubble."""
    plot = _Box(0, _WIDTH, 0, _PLOT)
    x, y = _WIDTH / (across[1] - across[0]), _PLOT / (up[1] - up[0])
    bubbles: list[_Box] = []
    for row in data:
        radius = _radius(row, data)
        middle = ((row["x"] - across[0]) * x, (row["y"] - up[0]) * y)
        bubbles.append(
            _Box(middle[0] - radius, middle[0] + radius, middle[1] - radius, middle[1] + radius)
        )
    taken: list[_Box] = []
    placed: list[tuple[Row, _Place]] = []
    for n in sorted(range(len(data)), key=lambda n: -(data[n]["size"] or 0)):
        others = [*taken, *bubbles[:n], *bubbles[n + 1 :]]
        for place in _PLACES:
            box = _covered(data[n], bubbles[n], place, look)
            if plot.holds(box) and not any(box.meets(other) for other in others):
                taken.append(box)
                placed.append((data[n], place))
                break
    return placed


def _covered(row: Row, bubble: _Box, place: _Place, look: Look) -> _Box:
    """What the name of a bubble covers there."""
    middle = (bubble.low + bubble.high) / 2 + place.lines * _line(look)
    wide, high = width(_called(row)) * look.letter * _LETTER, _line(look) / 2
    if abs(place.lines) >= 1:
        start = (bubble.left + bubble.right) / 2 + (-_ON_STEM if place.is_left else _ON_STEM)
    else:
        start = bubble.left - _BESIDE if place.is_left else bubble.right + _BESIDE
    left = start - wide if place.is_left else start
    return _Box(left, left + wide, middle - high, middle + high)


def _radius(row: Row, data: Sequence[Row]) -> float:
    """Of a bubble, in px."""
    largest_size = largest(data, "size") or 1
    smallest, most = _SIZES
    part = max(row["size"] or 0, 0) / largest_size
    return float(((smallest + (most - smallest) * part) / pi) ** 0.5)


def _line(look: Look) -> float:
    """How high a line of text is, in px."""
    return look.letter * _LINE
