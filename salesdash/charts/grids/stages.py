"""How stages followed each other: a cell per member and period with its word, coloured by what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import days_of, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress, rows_high, rows_within

CELL = 36  # px


def trail(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    stage: Column,
    look: Look,
    *,
    zones: Mapping[str, str],
    why: Column,
) -> Chart:
    """One row per cell: `x` the first day of its period, `y` a member, `stage` the key of its word.

    `zones` says by the colour of which light a stage is shown, `why` is what the pointer tells of it.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, x=x, y=y, stage=replace(stage, names=None), word=stage, why=why)
    fill = {"domain": list(zones), "range": [palette.zones[light] for light in zones.values()]}
    across = axes.time(
        days_of(data), x.grain, look.lang, year_starts=x.year_starts, band=True, above=True
    )
    names = members(data, "y")
    base = alt.Chart().encode(
        x=alt.X("x:O", axis=across, sort={"field": "x"}),
        y=alt.Y("y:N", axis={"title": None}, sort=names, scale=rows_within(len(names))),
    )
    cells = base.mark_rect(cornerRadius=2, stroke=palette.background, strokeWidth=2)
    return dress(
        cells.encode(
            fill=alt.Fill("stage:N", scale=fill, legend=None),
            tooltip=tips(look, y=y, x=x, word=stage, why=why),
        ),
        base.mark_text(
            fontSize={"expr": f"clamp(bandwidth('x') / 4, 10, {look.letter})"},
            opacity={"expr": "bandwidth('x') < 36 ? 0 : 1"},
        ).encode(text=alt.Text("word:N")),
        look=look,
        rows=data,
        height=rows_high(len(names), CELL, 48),
    )
