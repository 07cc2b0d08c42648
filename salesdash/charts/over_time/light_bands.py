"""A figure's course over its thresholds: how long it has been green, amber or red."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.over_time import ends, events
from salesdash.charts.rows import days_of, largest, numbers_in, rows, tips
from salesdash.charts.theme import PALETTES, SHAPES, Chart, dress

Band = tuple[str, float | None, float | None]


def line(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    look: Look,
    *,
    bands: Sequence[Band],
    happened: Sequence[events.Event] = (),
) -> Chart:
    """One row per period, `x` its first day, `y` the judged value.

    Each band is a light with its lower and upper limit, None where it is open: for a figure that
    has to be high `("green", 0.3, None), ("amber", 0.2, 0.3), ("red", None, 0.2)`.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, x=x, y=y)
    low, high = _window(numbers_in(data, "y"), bands, zero=axes.from_zero(y.unit))
    axis = axes.measure(y.unit, max(largest(data, "y"), abs(high)), look)
    held = alt.Scale(domain=[low, high], nice=False, zero=False)
    zones = [
        {
            "from": start,
            "to": end,
            "hue": palette.zones[light],
            "ink": palette.lights[light],
            "sign": SHAPES[light],
        }
        for light, least, most in bands
        if (start := low if least is None else max(low, least))
        < (end := high if most is None else min(high, most))
    ]
    ground = alt.Chart(alt.InlineData(values=zones))
    filled = ground.mark_rect(opacity=1).encode(fill=alt.Fill("hue:N", scale=None))
    drawn = [row for row in data if row["y"] is not None]
    last = [ends.End(row["y"], row["y_text"], palette.ink, row) for row in drawn[-1:]]
    tooltips = tips(look, x=x, y=y)
    base = alt.Chart().encode(
        x=alt.X(
            "x:T",
            axis=axes.time(days_of(data), x.grain, look.lang, year_starts=x.year_starts),
            scale=ends.across(last, look),
        ),
        y=alt.Y("y:Q", axis=axis, scale=held),
        tooltip=tooltips,
    )
    return dress(
        filled.encode(y=alt.Y("from:Q", axis=axis, scale=held), y2=alt.Y2("to:Q")),
        ground.mark_text(align="left", baseline="bottom", x=0, dx=6, dy=-4).encode(
            y=alt.Y("from:Q", axis=axis, scale=held),
            text=alt.Text("sign:N"),
            fill=alt.Fill("ink:N", scale=None),
        ),
        base.mark_line(color=palette.ink),
        base.mark_point(filled=True, size=50, opacity=1, color=palette.ink),
        *events.drawn(happened, days_of(data), x.grain, look),
        *([ends.written(last, look, low, high, tooltips, axis=axis, scale=held)] if last else []),
        look=look,
        rows=data,
    )


def _window(values: list[float], bands: Sequence[Band], *, zero: bool) -> tuple[float, float]:
    """From below the least value or limit to above the greatest."""
    limits = [limit for _, *ends in bands for limit in ends if limit is not None]
    every = [*values, *limits, *([0.0] if zero else [])] or [0.0, 1.0]
    low, high = min(every), max(every)
    margin = (high - low or abs(high) or 1.0) * 0.15
    return (0.0 if low >= 0 and (zero or low < margin) else low - margin), high + margin
