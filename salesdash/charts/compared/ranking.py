"""Who is first and who is last: bars in order, each with its value written beside it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, members, numbers_in, rows, tips, width
from salesdash.charts.theme import (
    PALETTES,
    SHAPES,
    Chart,
    across,
    dress,
    key,
    light_hue,
    rows_high,
    rows_within,
)

BAR = 34


def bars(
    frame: pd.DataFrame,
    name: Column,
    value: Column,
    look: Look,
    *,
    light: Column | None = None,
    change: Column | None = None,
    mark: Column | None = None,
) -> Chart:
    """One row per member: its `name` (each once), its `value`; greatest first, missing last.

    `light` (green, amber, red, grey) gives colour and shape; `change` is written behind the
    value, signed; `mark` is a value to compare with (a target, last year), drawn as a tick.
    """
    data = rows(frame, look, name=name, value=value, light=light, change=change, mark=mark)
    data.sort(key=lambda row: (row["value"] is None, -(row["value"] or 0)))
    data = [{**row, "label": _label(row, change, look), "end": _end(row)} for row in data]
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N",
            sort=members(data, "name"),
            axis={"title": None},
            scale=rows_within(len(data)),
        ),
        x=alt.X("value:Q", axis=None, scale=_across(data, look)),
        tooltip=tips(look, name=name, value=value, change=change, mark=mark),
    )
    bar = base.mark_bar(cornerRadiusEnd=2, height={"band": 0.66}).encode(
        **light_hue(light, look),
    )
    layers = [bar, _written(base, light_hue(light, look))]
    if mark is not None:
        layers += _ticks(base, mark, look)
    return dress(
        *layers, look=look, rows=data, height=rows_high(len(data), BAR, 16 if mark is None else 48)
    )


def _written(base: alt.Chart, hue: dict[str, alt.Fill]) -> alt.Chart:
    text = base.mark_text(
        align={"expr": "datum.end < 0 ? 'right' : 'left'"},
        dx={"expr": "datum.end < 0 ? -8 : 8"},
    )
    written: alt.Chart = text.encode(x=alt.X("end:Q"), text=alt.Text("label:N"), **hue)
    return written


def _ticks(base: alt.Chart, mark: Column, look: Look) -> list[alt.Chart]:
    strokes = across(base.encode(x=alt.X("mark:Q")), look, height={"band": 0.86})
    return [*strokes, key(look, (mark.title[look.lang], PALETTES[look.mode].ink, "line"))]


def _end(row: Row) -> float:
    """Where the written value stands: beyond the bar, and beyond its mark."""
    value, mark = row["value"] or 0.0, row.get("mark") or 0.0
    return float(min(value, mark) if value < 0 else max(value, mark))


def _label(row: Row, change: Column | None, look: Look) -> str:
    parts = [SHAPES.get(row.get("light", ""), ""), row["value_text"]]
    if change is not None and change.unit is not None and row["change"] is not None:
        parts.append(f"({look.write(row['change'], change.unit, signed=True)})")
    return " ".join(filter(None, parts))


def _across(data: list[Row], look: Look) -> dict[str, Any]:
    """The scale of the bars, with room for the written values beyond them, however wide the drawing."""
    values = [*numbers_in(data, "value", "mark"), 0.0]
    low, high = min(values), max(values)
    longest = 16 + max((width(row["label"]) for row in data), default=0) * look.letter * 0.55
    left, right = longest * (low < 0), longest * (high > 0 or low == 0)
    return {
        "domain": [low, high if high > low else low + 1.0],
        "range": [
            {"expr": f"min({left:.0f}, width / 3)"},
            {"expr": f"max(width - {right:.0f}, width / 5)"},
        ],
        "nice": False,
    }
