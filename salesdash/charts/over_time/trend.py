"""How something went over time: one line or several, what it is compared with dashed."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.over_time import ends, events
from salesdash.charts.rows import Row, days_of, largest, members, numbers_in, rows, tips
from salesdash.charts.theme import PALETTES, Chart, Sign, colours, dress, key


def line(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    look: Look,
    *,
    color: Column | None = None,
    compared: Column | None = None,
    happened: Sequence[events.Event] = (),
) -> Chart:
    """One row per period (and member of `color`): `x` its first day, `y` a number.

    `compared` is a column of the same rows, for example the same month last year; it is drawn
    dashed under the period that it is compared with. A missing value is a gap. At its end a line
    alone bears its last value, each of several its name; more than find room there have a legend.
    """
    data = _points(frame, x, y, color, compared, look)
    hues = colours(members(data, "color"), look)
    if color is None and compared is not None:
        hues["range"][1:] = [PALETTES[look.mode].quiet] * len(hues["domain"][1:])
    hue_of = dict(zip(hues["domain"], hues["range"], strict=True))
    data = [{**row, "hue": hue_of[row["color"]]} for row in data]
    named = _ends(data, hue_of, x, color, compared, look)
    tooltips = tips(look, x=x, color=color, y=y)
    scale = {"zero": axes.from_zero(y.unit), "nice": True}
    base = alt.Chart().encode(
        x=alt.X(
            "x:T",
            axis=axes.time(days_of(data), x.grain, look.lang, year_starts=x.year_starts),
            scale=ends.across(named, look),
        ),
        y=alt.Y("y:Q", axis=axes.measure(y.unit, largest(data, "y"), look), scale=scale),
    )
    stroke, fill = alt.Stroke("hue:N", scale=None), alt.Fill("hue:N", scale=None)
    dash = alt.StrokeDash("kind:N", scale={"domain": [0, 1], "range": _DASHES}, legend=None)
    few = len(data) <= 60
    dots = base.mark_point(size=40 if few else 200, opacity=1 if few else 0, strokeWidth=0)
    values = [*numbers_in(data, "y"), *([0.0] if axes.from_zero(y.unit) else [])]
    words = (
        [ends.written(named, look, min(values), max(values), tooltips, scale=scale)]
        if named
        else []
    )
    return dress(
        base.mark_line().encode(stroke=stroke, strokeDash=dash, detail=alt.Detail("color:N")),
        dots.encode(fill=fill, tooltip=tooltips),
        *words,
        *events.drawn(happened, days_of(data), x.grain, look),
        *_legend(hues, look, compared, alone=color is None, is_named=bool(named)),
        look=look,
        rows=data,
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
    """One row per point; `kind` 1 is the comparison."""
    data: list[Row] = []
    for kind, column in enumerate((y, compared)):
        if column is None:
            continue
        drawn = rows(frame, look, x=x, y=column, color=color)
        data += [{"color": column.title[look.lang], **row, "kind": kind} for row in drawn]
    return data


def _ends(
    data: list[Row],
    hue_of: dict[str, str],
    x: Column,
    color: Column | None,
    compared: Column | None,
    look: Look,
) -> list[ends.End]:
    """What is written at the last known point of each line; nothing where there are too many."""
    last: dict[tuple[str, int], Row] = {
        (row["color"], row["kind"]): row for row in data if row["y"] is not None
    }
    if color is not None:
        # a name stands for its member, whatever the period in which its line ends
        named = [
            ({key: row[key] for key in row if key != f"of_{x.of}"}, name)
            for (name, kind), row in last.items()
            if not kind
        ]
    else:
        named = [
            (row, str(row["y_text"]) if not kind else compared.title[look.lang] if compared else "")
            for (_, kind), row in last.items()
        ]
    if len(named) > ends.MOST:
        return []
    return [ends.End(row["y"], words, hue_of[row["color"]], row) for row, words in named]


def _legend(
    hues: dict[str, list[str]],
    look: Look,
    compared: Column | None,
    *,
    alone: bool,
    is_named: bool,
) -> list[alt.Chart]:
    """What is not written at the ends of the lines: many names, and the dashes of several."""
    entries: list[tuple[str, str, Sign]] = []
    if not is_named:
        entries += [
            (name, hue, "line") for name, hue in zip(hues["domain"], hues["range"], strict=True)
        ]
    if compared is not None and not alone:
        entries.append((compared.title[look.lang], PALETTES[look.mode].quiet, "dash"))
    return [key(look, *entries)] if len(entries) > 1 or (entries and is_named) else []
