"""Several estimates of one amount: a dot each, its band, and the line that is to be reached."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import largest, members, numbers_in, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress, key, rows_within
from salesdash.text import Text

ROW = 64  # px
_FIT = 3  # rows in half a page


def dots(
    frame: pd.DataFrame,
    name: Column,
    value: Column,
    low: Column,
    high: Column,
    look: Look,
    *,
    goal: tuple[Text, float] | None = None,
) -> Chart:
    """One row per estimate, in their order; `low` and `high` missing where there is no band.

    `goal` is a title and an amount in the unit of `value`.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, name=name, value=value, low=low, high=high)
    ends = [*numbers_in(data, "value", "low", "high"), *([goal[1]] if goal else [])] or [0.0, 1.0]
    room = 0.15 * ((max(ends) - min(ends)) or abs(max(ends)) or 1.0)
    across = alt.Scale(domain=[min(ends) - room, max(ends) + room], nice=False)
    axis = axes.measure(value.unit, largest(data, "value", "high"), look)
    # below the numbers, as beside the last of them there is no room for it
    level = {"titleX": alt.Undefined, "titleY": alt.Undefined, "titleBaseline": "top"}
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N",
            sort=members(data, "name"),
            axis={"title": None},
            scale=rows_within(len(data), ROW * 1.5),
        ),
        x=alt.X("value:Q", scale=across, axis={**axis, **level}),
        tooltip=tips(look, name=name, value=value, low=low, high=high),
    )
    written = base.mark_text(dy=-18, fontWeight="bold").encode(text=alt.Text("value_text:N"))
    edge = written.mark_text(dy=-18, fontWeight="bold", stroke=palette.background, strokeWidth=4)
    layers = [
        base.transform_filter("isValid(datum.low)")
        .mark_bar(height=10, opacity=0.3, cornerRadius=5)
        .encode(x=alt.X("low:Q", scale=across), x2="high:Q"),
    ]
    if goal:
        line = alt.Chart(alt.InlineData(values=[{"goal": goal[1]}]))
        layers.append(
            line.mark_rule(strokeWidth=3, color=palette.ink).encode(x=alt.X("goal:Q", scale=across))
        )
        layers.append(key(look, (goal[0][look.lang], palette.ink, "line")))
    point = base.mark_point(filled=True, size=180, opacity=1, color=palette.series[0])
    layers += [point, edge, written]  # over the goal, edged so that it can be read
    return dress(
        *layers,
        look=look,
        rows=data,
        height="container" if len(data) <= _FIT else ROW * len(data) + 40,
    )
