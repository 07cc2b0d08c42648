"""How long things take, and how differently: counts by band, with the middle and the limit marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, largest, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, Sign, colours, dress, in_one_line, key
from salesdash.text import Text
from salesdash.units import COUNT

# A title, its place on the axis, its stroke: the full one is a limit.
Mark = tuple[Text, float, Sign]
_STROKES: dict[Sign, list[int]] = {"line": [], "dash": [8, 5], "dots": [2, 4]}


def bands(
    frame: pd.DataFrame,
    start: Column,
    end: Column,
    count: Column,
    look: Look,
    *,
    part: Column | None = None,
    marks: Sequence[Mark] = (),
) -> Chart:
    """One row per band from `start` up to `end` (and `part`): how many fall into it.

    The bars of several parts stand side by side within their band.
    """
    data = rows(frame, look, start=start, end=end, count=count, part=part)
    data = [row for row in data if row["start"] is not None and row["end"] is not None]
    parts = members(data, "part") if part else [""]
    data = [{**row, **_place(row, parts)} for row in data]
    edges = sorted({row[edge] for row in data for edge in ("start", "end")})
    places = [*edges, *(place for _, place, _ in marks)]
    x: dict[str, Any] = {
        "scale": {"domain": [min(places, default=0), max(places, default=1)], "nice": False},
        "axis": {
            "title": start.title[look.lang],
            "values": edges,
            "labelOverlap": "parity",
            "grid": False,
        },
    }
    hue = colours(parts, look)
    legend = {**in_one_line(parts, look), "symbolType": "square"} if part else None
    bars = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=alt.X("from:Q", **x),
            x2=alt.X2("to:Q"),
            y2=alt.Y2(datum=0),
            y=alt.Y("count:Q", axis=axes.measure(COUNT, largest(data, "count"), look)),
            fill=alt.Fill("part_name:N", scale=hue, legend=legend),
            tooltip=tips(look, start=start, end=end, part=part, count=count),
        )
    )
    return dress(bars, *_marks(marks, x, look), look=look, rows=data)


def _place(row: Row, parts: list[str]) -> Row:
    """The share of its band that a row's bar fills."""
    name = row.get("part", "")
    width = (row["end"] - row["start"]) / len(parts)
    left = row["start"] + parts.index(name) * width
    return {"part_name": name, "from": left + 0.04 * width, "to": left + 0.96 * width}


def _marks(marks: Sequence[Mark], x: dict[str, Any], look: Look) -> list[alt.Chart]:
    palette = PALETTES[look.mode]
    hues = [palette.lights["red"] if sign == "line" else palette.ink for _, _, sign in marks]
    drawn = [
        alt.Chart(alt.InlineData(values=[{"from": place}]))
        .mark_rule(strokeWidth=2.5, color=hue, strokeDash=_STROKES[sign])
        .encode(x=alt.X("from:Q", **x))
        for (_, place, sign), hue in zip(marks, hues, strict=True)
    ]
    entries = [
        (title[look.lang], hue, sign) for (title, _, sign), hue in zip(marks, hues, strict=True)
    ]
    return [*drawn, key(look, *entries)] if entries else []
