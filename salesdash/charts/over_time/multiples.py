"""The same trend for each of many members, side by side in small panels."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.over_time import events
from salesdash.charts.rows import Row, days_of, members, numbers_in, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress
from salesdash.text import Text

PANEL = 150  # px
_WIDE = 1040  # px of the panels side by side, over the whole page
HAPPENED = Text("大事", "Event")
# Within a panel of 1 × 1: the name and the last value above, words of events, the line, the periods below.
_LEFT, _RIGHT = 0.03, 0.94
_NAME, _TOP, _FLOOR, _PERIODS = 0.1, 0.36, 0.8, 0.92


def lines(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    panel: Column,
    look: Look,
    *,
    columns: int = 3,
    same_y: bool = True,
    happened: Sequence[events.Event] = (),
) -> Chart:
    """One row per period and member of `panel`; panels stand in the order in which they come.

    `same_y`: all panels share one scale from zero, so that heights compare; else each fills its
    own. Beside the name stands the last value, below the first and the last period; what happened
    is a thin line below its words. It is one view with the panels laid out in it,
    because Vega's facets cannot follow their container.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, x=x, y=y, panel=panel)
    names = members(data, "panel")
    columns = max(1, min(columns, len(names)))
    deep = max(1, -(-len(names) // columns))
    _place(data, names, columns, same_y=same_y)
    base = alt.Chart().encode(
        x=alt.X("across:Q", axis=None, scale={"domain": [0, columns], "nice": False}),
        y=alt.Y("down:Q", axis=None, scale={"domain": [deep, 0], "nice": False}),
    )
    tooltips = tips(look, panel=panel, x=x, y=y)
    points = base.mark_point(size=150, opacity=0).encode(tooltip=tooltips)
    return dress(
        *_panels(base, data, names, panel, columns, tooltips, look),
        *_events(base, happened, data, x, len(names), columns, look),
        base.mark_line(strokeWidth=2, color=palette.series[0]).encode(detail=alt.Detail("panel:N")),
        points,
        look=look,
        rows=data,
        height="container" if deep <= 2 else PANEL * deep,
    )


def _events(
    base: alt.Chart,
    happened: Sequence[events.Event],
    data: list[Row],
    x: Column,
    panels: int,
    columns: int,
    look: Look,
) -> list[alt.Chart]:
    """Each event whose words can be read at its day in every panel."""
    within, axis = events.on_axis(happened, days_of(data), x.grain)
    if len(axis) < 2:
        return []
    plot = _RIGHT - _LEFT
    rows = [
        {
            **event,
            "across": i % columns + _LEFT + event["share"] * plot,
            "down": i // columns + _TOP,
            "foot": i // columns + _FLOOR,
        }
        for event in events.placed(within, axis, look, _WIDE / columns * plot)
        for i in range(panels)
    ]
    quiet = PALETTES[look.mode].quiet
    own = base.properties(data=alt.InlineData(values=rows))
    tip = alt.Tooltip(field="event_text", type="nominal", title=HAPPENED[look.lang])
    words = own.mark_text(
        baseline="bottom",
        color=quiet,
        fontSize=look.letter - 1,
        align={"expr": "datum.align"},
        dx={"expr": "datum.align == 'right' ? -4 : 4"},
    )
    rule = own.mark_rule(color=quiet, strokeDash=[2, 3], strokeWidth=1, opacity=0.6)
    return [
        rule.encode(y2=alt.Y2("foot:Q"), tooltip=[tip]),
        words.encode(text=alt.Text("words:N"), tooltip=[tip]),
    ]


def _place(data: list[Row], names: list[str], columns: int, *, same_y: bool) -> None:
    """Give each row its place in the view; a missing value has none."""
    days = [day.toordinal() for day in days_of(data)]
    first, span = min(days, default=0), max(days, default=0) - min(days, default=0) or 1
    ranges = {name: _range([r for r in data if same_y or r["panel"] == name]) for name in names}
    for row, day in zip(data, days, strict=True):
        down, across = divmod(names.index(row["panel"]), columns)
        low, high = ranges[row["panel"]]
        row["across"] = across + _LEFT + (day - first) / span * (_RIGHT - _LEFT)
        share = None if row["y"] is None else (row["y"] - low) / (high - low)
        row["down"] = None if share is None else down + _FLOOR - share * (_FLOOR - _TOP)
        row["zero"] = down + _FLOOR + low / (high - low) * (_FLOOR - _TOP)


def _range(data: list[Row]) -> tuple[float, float]:
    values = numbers_in(data, "y")
    low, high = min([0.0, *values]), max([0.0, *values])
    return low, high if high > low else low + 1


def _words(rows: list[Row], panel: Column, i: int, columns: int) -> list[Row]:
    """The texts of panel `i`: name and last value above, first and last period below.

    `room` is the part of the panel that a text may fill.
    """
    down, across = divmod(i, columns)
    last = next((row["y_text"] for row in reversed(rows) if row["y"] is not None), "–")
    left, right = across + _LEFT, across + _RIGHT
    written = [
        (rows[0]["panel"], left, _NAME, "left", "bold", 0.66),
        (last, right, _NAME, "right", "bold", 0.32),
        (rows[0]["x_text"], left, _PERIODS, "left", "normal", 0.48),
        (rows[-1]["x_text"] if len(rows) > 1 else "", right, _PERIODS, "right", "normal", 0.48),
    ]
    names = ("words", "across", "down", "align", "weight", "room")
    stands_for = {key: rows[0][key] for key in ("panel_text", f"of_{panel.of}") if key in rows[0]}
    return [
        dict(zip(names, (words, x, down + y, *style), strict=True)) | stands_for
        for words, x, y, *style in written
    ]


def _panels(
    base: alt.Chart,
    data: list[Row],
    names: list[str],
    panel: Column,
    columns: int,
    tooltips: Sequence[alt.Tooltip],
    look: Look,
) -> list[alt.Chart]:
    """The frame of all panels: texts, the line at zero, a dot at each last value."""
    palette = PALETTES[look.mode]
    panels = [[row for row in data if row["panel"] == name] for name in names]
    words = [word for i, part in enumerate(panels) for word in _words(part, panel, i, columns)]
    floors = [
        {"across": i % columns + _LEFT, "right": i % columns + _RIGHT, "down": part[0]["zero"]}
        for i, part in enumerate(panels)
    ]
    ends = [next((r for r in reversed(part) if r["y"] is not None), part[0]) for part in panels]

    def over(rows: list[Row]) -> alt.Chart:
        return base.properties(data=alt.InlineData(values=rows))

    return [
        over(floors).mark_rule(color=palette.grid).encode(x2=alt.X2("right:Q")),
        over(words)
        .mark_text(
            align={"expr": "datum.align"},
            fontWeight={"expr": "datum.weight"},
            fill={"expr": f"datum.weight == 'bold' ? '{palette.ink}' : '{palette.quiet}'"},
            baseline="middle",
            limit={"expr": f"width * {(_RIGHT - _LEFT) / columns:.3f} * datum.room"},
        )
        .encode(text=alt.Text("words:N"), tooltip=tips(look, panel=panel)),
        over(ends)
        .mark_point(filled=True, size=50, opacity=1, color=palette.series[0])
        .encode(tooltip=tooltips),
    ]
