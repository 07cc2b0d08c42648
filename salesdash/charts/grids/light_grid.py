"""How lights changed: a cell per KPI and month, told by colour and by shape."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import days_of, members, rows, tips
from salesdash.charts.theme import PALETTES, SHAPES, Chart, dress, rows_high, rows_within

CELL = 28  # px


def months(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    light: Column,
    value: Column,
    look: Look,
) -> Chart:
    """One row per cell: `x` the first day of its period, `y` a name, `light` its colour's key.

    `value` is what the pointer shows beside it.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, x=x, y=y, light=light, value=value)
    data = [{**row, "sign": SHAPES.get(row["light"], "")} for row in data]
    fill = {"domain": list(SHAPES), "range": [palette.zones[key] for key in SHAPES]}
    ink = {"domain": list(SHAPES), "range": [palette.lights[key] for key in SHAPES]}
    across = axes.time(
        days_of(data), x.grain, look.lang, year_starts=x.year_starts, band=True, above=True
    )
    names = members(data, "y")
    base = alt.Chart().encode(
        x=alt.X("x:O", axis=across, sort=None),
        y=alt.Y("y:N", axis={"title": None}, sort=names, scale=rows_within(len(names))),
        tooltip=tips(look, y=y, x=x, value=value),
    )
    cells = base.mark_rect(cornerRadius=2, stroke=palette.background, strokeWidth=2)
    return dress(
        cells.encode(
            fill=alt.Fill("light:N", scale=fill, legend=None),
        ),
        base.mark_text().encode(
            text=alt.Text("sign:N"), color=alt.Color("light:N", scale=ink, legend=None)
        ),
        look=look,
        rows=data,
        height=rows_high(len(names), CELL, 48),
    )
