"""Names at the ends of lines, in the place of a legend: none lies on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from salesdash.charts.look import LARGE, Look
from salesdash.charts.rows import Row, shortened, width
from salesdash.charts.theme import PANE_HEIGHT

MOST = 7  # names that find room beside a plot
_LONGEST = 26  # letters of a name; Chinese ones count twice
# px; a plot above its axis: on a page, below a promise that a meeting speaks of, the lowest of all, and what is low
_PLOT, _PLOT_IN_MEETING, _LOWEST, _LOW = PANE_HEIGHT - 50, 100, 76, 140
_LINE = 1.25  # of a letter


@dataclass(frozen=True, slots=True)
class End:
    """Where a line ends, in the unit of its axis, and what is written there, in its colour; `row` is
    what the words stand for and say to the pointer."""

    height: float
    words: str
    hue: str
    row: Row = field(default_factory=dict)


def beside(ends: Sequence[End], look: Look) -> float:
    """The px that the words take to the right of the plot."""
    widest = max((width(shortened(end.words, _LONGEST)) for end in ends), default=0)
    return widest * look.letter * 0.6 + 14 if widest else 8


def across(ends: Sequence[End], look: Look) -> dict[str, Any]:
    """The scale of the time axis, which leaves this room."""
    return {"range": [0, {"expr": f"width - {beside(ends, look):.0f}"}], "nice": False}


def level(at: alt.Chart, ends: Sequence[End], look: Look, **stroke: Any) -> alt.Chart:
    """A rule across the plot, which stops where the words begin."""
    rule: alt.Chart = at.mark_rule(x=0, x2={"expr": f"width - {beside(ends, look):.0f}"}, **stroke)
    return rule


def written(
    ends: Sequence[End],
    look: Look,
    low: float,
    high: float,
    tooltips: Sequence[alt.Tooltip] = (),
    **y: Any,
) -> alt.Chart:
    """The words, over an axis from `low` to `high`; `y` is how the heights are encoded, `tooltips` what the
    pointer shows of their rows."""
    at = [end.height for end in ends]
    usual, in_low = (spread_out(at, low, high, look, plot) for plot in (_PLOT, _LOWEST))
    rows = [
        {
            **_said(end.row), "usual": height, "in_low": lowly, "words": shortened(end.words, _LONGEST),
            "hue": end.hue,
        }
        for end, height, lowly in zip(ends, usual, in_low, strict=True)
    ]  # fmt: skip
    placed = alt.Chart(alt.InlineData(values=rows)).transform_calculate(
        end=f"height < {_LOW} ? datum.in_low : datum.usual"
    )
    words = placed.mark_text(
        align="left",
        fontWeight="bold",
        x={"expr": f"width - {beside(ends, look):.0f}"},
        dx=8,
    )
    layer: alt.Chart = words.encode(
        y=alt.Y("end:Q", **y),
        text=alt.Text("words:N"),
        fill=alt.Fill("hue:N", scale=None),
        tooltip=tooltips,
    )
    return layer


def _said(row: Row) -> Row:
    """What a row stands for and the texts in which it is read, without its numbers."""
    return {key: row[key] for key in row if key.startswith("of_") or key.endswith("_text")}


def spread_out(
    heights: Sequence[float], low: float, high: float, look: Look, plot: float = _PLOT
) -> list[float]:
    """The heights, moved so far that a line of text finds room at each, within `low` and `high` of a plot of so many
    px."""
    if look.letter == LARGE:
        plot = min(plot, _PLOT_IN_MEETING)
    least = min(look.letter * _LINE / plot, 1 / max(len(heights) - 1, 1)) * (high - low)
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    moved = list(heights)
    floor = low
    for i in order:
        moved[i] = max(moved[i], floor)
        floor = moved[i] + least
    ceiling = high
    for i in reversed(order):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - least
    return moved
