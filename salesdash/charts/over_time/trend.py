"""How something went over time: one line or several, what it is compared with dashed."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, days_of, largest, members, rows, tips, width
from salesdash.charts.theme import PALETTES, Chart, Sign, colours, dress, key


def line(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    look: Look,
    *,
    color: Column | None = None,
    compared: Column | None = None,
    height: float = 340,
) -> Chart:
    """One row per period (and member of `color`): `x` its first day, `y` a number.

    `compared` is a column of the same rows, for example the same month last year; it is drawn
    dashed under the period that it is compared with. A missing value is a gap. The last value of
    a line alone is written at its end.
    """
    data = _points(frame, x, y, color, compared, look)
    hues = colours(members(data, "color"), look)
    if color is None and compared is not None:
        hues["range"][1:] = [PALETTES[look.mode].quiet] * len(hues["domain"][1:])
    hue_of = dict(zip(hues["domain"], hues["range"], strict=True))
    data = [{**row, "hue": hue_of[row["color"]]} for row in data]
    base = alt.Chart().encode(
        x=alt.X("x:T", axis=axes.time(days_of(data), x.grain, look.lang), scale=_room(data, color)),
        y=alt.Y(
            "y:Q",
            axis=axes.measure(y.unit, largest(data, "y"), look),
            scale={"zero": axes.from_zero(y.unit), "nice": True},
        ),
    )
    stroke, fill = alt.Stroke("hue:N", scale=None), alt.Fill("hue:N", scale=None)
    dash = alt.StrokeDash("kind:N", scale={"domain": [0, 1], "range": _DASHES}, legend=None)
    few = len(data) <= 60
    dots = base.mark_point(size=40 if few else 200, opacity=1 if few else 0, strokeWidth=0)
    return dress(
        base.mark_line().encode(stroke=stroke, strokeDash=dash, detail=alt.Detail("color:N")),
        dots.encode(fill=fill, tooltip=tips(look, x=x, color=color, y=y)),
        base.mark_text(align="left", dx=10, fontWeight="bold").encode(
            text=alt.Text("end:N"), fill=fill
        ),
        *_legend(hues, look, compared, alone=color is None),
        look=look,
        rows=data,
        height=height,
    )


_DASHES = [[1, 0], [5, 4]]


def _points(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    color: Column | None,
    compared: Column | None,
    look: Look,
) -> list[Row]:
    """One row per point; `kind` 1 is the comparison, `end` the text of the last value."""
    data: list[Row] = []
    for kind, column in enumerate((y, compared)):
        if column is None:
            continue
        drawn = rows(frame, look, x=x, y=column, color=color)
        data += [
            {"color": column.title[look.lang], "end": "", **row, "kind": kind} for row in drawn
        ]
    told = [row for row in data if row["y"] is not None and not row["kind"]]
    if told and color is None:
        told[-1]["end"] = told[-1]["y_text"]
    return data


def _room(data: list[Row], color: Column | None) -> dict[str, object]:
    """The ends of the time axis: a line alone leaves room for its last value."""
    days = sorted(set(days_of(data)))
    if color is not None or len(days) < 2:
        return {}
    letters = max(width(row["end"]) for row in data)
    beyond = days[-1] + (days[-1] - days[0]) * (0.02 * letters + 0.01)
    return {"domain": [axes.local(days[0]), axes.local(beyond)], "nice": False}


def _legend(
    hues: dict[str, list[str]], look: Look, compared: Column | None, *, alone: bool
) -> list[alt.Chart]:
    entries: list[tuple[str, str, Sign]] = [
        (name, hue, "line") for name, hue in zip(hues["domain"], hues["range"], strict=True)
    ]
    if compared is not None:
        entries = entries[:1] if alone else entries
        entries.append((compared.title[look.lang], PALETTES[look.mode].quiet, "dash"))
    return [key(*entries)] if len(entries) > 1 else []
