"""How far ahead or behind, as it came: bars above and below nought, the last one written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.over_time import ends, events
from salesdash.charts.rows import Row, days_of, largest, moment, numbers_in, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress
from salesdash.period import DAY, Period


def bars(
    frame: pd.DataFrame,
    x: Column,
    gap: Column,
    look: Look,
    *,
    last: date | None = None,
    compared: Sequence[Column] = (),
    happened: Sequence[events.Event] = (),
) -> Chart:
    """One row per day or week: `x` its first day, `gap` how far the sums are apart at its end. Green
    above nought, red below.

    `compared` are the sums themselves, for the pointer; no bar reaches beyond the `last` day.
    """
    palette = PALETTES[look.mode]
    sums = {f"sum{n}": column for n, column in enumerate(compared)}
    data = rows(frame, look, x=x, gap=gap, **sums)
    data = [
        {**row, "gap_text": _signed(row, gap, look), "until": _end(row, x, last)}
        for row in data
        if row["gap"] is not None
    ]
    low, high = min([0.0, *numbers_in(data, "gap")]), max([0.0, *numbers_in(data, "gap")])
    axis = axes.measure(gap.unit, largest(data, "gap"), look)
    hues = {key: palette.lights[key] for key in ("green", "red")}
    named = [
        ends.End(row["gap"], row["gap_text"], hues["red" if row["gap"] < 0 else "green"], row)
        for row in data[-1:]
    ]
    room = 0.08 * (high - low or 1.0)
    above = room * (1 + 2 * bool(happened))  # for the words of what happened
    held = {"domain": [low - room * (low < 0), high + above], "nice": False}
    base = alt.Chart().encode(
        x=alt.X(
            "x:T",
            axis=axes.time(days_of(data), x.grain, look.lang, year_starts=x.year_starts),
            scale=ends.across(named, look),
        ),
    )
    tooltips = tips(look, x=x, gap=gap, **sums)
    nought = alt.Chart(alt.InlineData(values=[{}])).encode(y=alt.Y(datum=0))
    return dress(
        base.mark_bar(
            strokeWidth=0,
            fill={"expr": f"datum.gap < 0 ? '{hues['red']}' : '{hues['green']}'"},
        ).encode(
            x2=alt.X2("until:T"),
            y=alt.Y("gap:Q", axis=axis, scale=held),
            y2=alt.Y2(datum=0),
            tooltip=tooltips,
        ),
        ends.level(nought, named, look, color=palette.quiet, strokeWidth=1),
        *events.drawn(happened, days_of(data), x.grain, look, fills=True),
        *([ends.written(named, look, low, high, tooltips, scale=held)] if named else []),
        look=look,
        rows=data,
    )


def _end(row: Row, x: Column, last: date | None) -> str:
    """The moment at which a row's day or week is over."""
    [day] = days_of([row])
    end = Period.of(day, x.grain or "day").end
    return moment(min(end, last + DAY) if last else end)


def _signed(row: Row, gap: Column, look: Look) -> str:
    return look.write(row["gap"], gap.unit, signed=True)
