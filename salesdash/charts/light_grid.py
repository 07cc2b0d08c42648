"""How lights changed: a cell per KPI and month, told by colour and by shape."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.figure import Column, Mode
from salesdash.charts.rows import days_of, members, rows, tips
from salesdash.charts.theme import PALETTES, SHAPES, Chart, dress
from salesdash.period import Grain
from salesdash.text import Lang

CELL = 28  # px


def months(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    light: Column,
    value: Column,
    *,
    lang: Lang,
    mode: Mode,
    grain: Grain = "month",
) -> Chart:
    """One row per cell: `x` the first day of its period, `y` a name, `light` its colour's key.

    `value` is what the pointer shows beside it.
    """
    palette = PALETTES[mode]
    data = rows(frame, lang, grain=grain, x=x, y=y, light=light, value=value)
    data = [{**row, "sign": SHAPES.get(row["light"], "")} for row in data]
    fill = {"domain": list(SHAPES), "range": [palette.zones[key] for key in SHAPES]}
    ink = {"domain": list(SHAPES), "range": [palette.lights[key] for key in SHAPES]}
    across = axes.time(days_of(data), grain, lang, band=True, above=True)
    base = alt.Chart().encode(
        x=alt.X("x:O", axis=across, sort=None),
        y=alt.Y("y:N", axis={"title": None}, sort=members(data, "y")),
    )
    cells = base.mark_rect(cornerRadius=2, stroke=palette.background, strokeWidth=2)
    return dress(
        cells.encode(
            fill=alt.Fill("light:N", scale=fill, legend=None), tooltip=tips(y=y, x=x, value=value)
        ),
        base.mark_text().encode(
            text=alt.Text("sign:N"), color=alt.Color("light:N", scale=ink, legend=None)
        ),
        mode=mode,
        rows=data,
        height=CELL * max(2, len(members(data, "y"))) + 48,
    )
