"""How the members of one side spread over the other: a ribbon for each way, as thick as what went it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.grids.crossing import TURNS, in_order
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress
from salesdash.text import Text

STEPS = 24  # points of a ribbon's edge
GAP = 0.035  # between two blocks, as a part of all
BLOCK = 0.025  # how wide a block is, as a part of the drawing
IN_ALL = Text("合计", "In all")


def ribbons(
    frame: pd.DataFrame,
    before: Column,
    after: Column,
    people: Column,
    turn: Column,
    look: Look,
) -> Chart:
    """One row per way: how many `people` went it, and its `turn` (up, down or same). Either side stands from the
    top down in the order in which its names come; each block is named with all that it holds."""
    palette = PALETTES[look.mode]
    data = rows(frame, look, before=before, after=after, people=people)
    for row, way in zip(data, frame[turn.key], strict=True):
        row["turn"] = way
    left, right = members(data, "before"), in_order(after, "after", data, look)
    blocks = [
        *_blocks(data, "before", left, 0.0, people, look),
        *_blocks(data, "after", right, 1.0, people, look),
    ]
    hues = {"domain": list(TURNS), "range": [palette.lights[light] for light in TURNS.values()]}
    x = alt.X("x:Q", axis=None, scale={"domain": [-0.42, 1.42], "nice": False})
    y = alt.Y("low:Q", axis=None, scale={"domain": [1, 0], "nice": False})
    bands = (
        alt.Chart()
        .mark_area(opacity=0.42, interpolate="monotone")
        .encode(
            x=x,
            y=y,
            y2=alt.Y2("high:Q"),
            detail=alt.Detail(["before:N", "after:N"]),
            color=alt.Color("turn:N", scale=hues, legend=None),
            tooltip=tips(look, before=before, after=after, people=people),
        )
    )
    shown = alt.Chart(alt.InlineData(values=blocks))
    tooltips = [alt.Tooltip(field="whole_text", type="nominal", title=IN_ALL[look.lang])]
    pillars = shown.mark_rect(color=palette.quiet).encode(
        x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("high:Q"), tooltip=tooltips
    )
    on_left = shown.transform_filter("datum.side == 'before'").mark_text(align="right", dx=-6)
    on_right = shown.transform_filter("datum.side == 'after'").mark_text(align="left", dx=6)
    words = [
        side.encode(
            x=alt.X(at, axis=None),
            y=alt.Y("middle:Q", axis=None),
            text=alt.Text("label:N"),
            tooltip=tooltips,
        )
        for side, at in ((on_left, "x:Q"), (on_right, "x2:Q"))
    ]
    # a band is one mark for all its points: the dot at its beginning, where bands lie apart, can be clicked
    dots = (
        alt.Chart()
        .transform_filter("datum.x == 0.125")
        .mark_circle(size=90, opacity=0.9)
        .encode(
            x=x,
            y=alt.Y("middle:Q", axis=None),
            color=alt.Color("turn:N", scale=hues, legend=None),
            tooltip=tips(look, before=before, after=after, people=people),
        )
    )
    return dress(bands, dots, pillars, *words, look=look, rows=_edges(data, left, right))


def _places(data: Sequence[Row], side: str, names: Sequence[str]) -> dict[str, tuple[float, float]]:
    """From where to where each name of a side reaches, as parts of the height."""
    sums: dict[str, float] = defaultdict(float)
    for row in data:
        sums[row[side]] += row["people"] or 0.0
    room = 1 - GAP * max(len(names) - 1, 0)
    whole = sum(sums.values()) or 1.0
    places, at = {}, 0.0
    for name in names:
        places[name] = (at, at + room * sums[name] / whole)
        at = places[name][1] + GAP
    return places


def _blocks(
    data: Sequence[Row], side: str, names: Sequence[str], x: float, people: Column, look: Look
) -> list[dict[str, Any]]:
    places = _places(data, side, names)
    blocks = []
    for name, (low, high) in places.items():
        count = sum(row["people"] or 0.0 for row in data if row[side] == name)
        label = f"{name} {look.write(count, people.unit)}"
        blocks.append(
            {
                "side": side, "x": x - BLOCK / 2, "x2": x + BLOCK / 2, "low": low, "high": high,
                "middle": (low + high) / 2, "label": label, "whole_text": label,
            }
        )  # fmt: skip
    return blocks


def _edges(data: Sequence[Row], left: Sequence[str], right: Sequence[str]) -> list[Row]:
    """Each way as points from its place on one side to its place on the other."""
    starts = {name: low for name, (low, _) in _places(data, "before", left).items()}
    ends = {name: low for name, (low, _) in _places(data, "after", right).items()}
    whole = sum(row["people"] or 0.0 for row in data) or 1.0
    thick = {"before": 1 - GAP * max(len(left) - 1, 0), "after": 1 - GAP * max(len(right) - 1, 0)}
    edges: list[Row] = []
    order = {name: at for at, name in enumerate(right)}
    for row in sorted(data, key=lambda row: (left.index(row["before"]), order[row["after"]])):
        part = (row["people"] or 0.0) / whole
        a, b = starts[row["before"]], ends[row["after"]]
        starts[row["before"]] += part * thick["before"]
        ends[row["after"]] += part * thick["after"]
        for step in range(STEPS + 1):
            t = step / STEPS
            eased = t * t * (3 - 2 * t)
            low = a + (b - a) * eased
            width = part * (thick["before"] + (thick["after"] - thick["before"]) * eased)
            edges.append(
                {**row, "x": t, "low": low, "high": low + width, "middle": low + width / 2}
            )
    return edges
