"""How much the few carry: bars in falling order and the share that they add up to."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, members, rows, tips, width
from salesdash.charts.theme import PALETTES, Chart, dress, key
from salesdash.text import Text
from salesdash.units import PERCENT, RATIO

REACHED = Text("前 {few} 占 {much}", "Top {few} make {much}")

_LEVEL = 72  # as many letters of names stand side by side in half a page


def curve(
    frame: pd.DataFrame,
    x: Column,
    value: Column,
    cumulative: Column,
    look: Look,
    *,
    rule: float = 0.8,
) -> Chart:
    """One row per bar, greatest first: `value` its amount, `cumulative` the share up to its end.

    `x` with the unit of a ratio: the share of all customers up to the bar's right edge (0.05,
    0.10 …), so that thousands fit; without a unit: the member's name. A bar is as high as its own
    share, so one axis serves both. A mark says where `rule` is reached.
    """
    palette = PALETTES[look.mode]
    data = _bars(rows(frame, look, x=x, value=value, cumulative=cumulative))
    share = axes.measure(RATIO, 1, look)
    tooltips = tips(look, x=x, value=value, cumulative=cumulative)
    base = alt.Chart().encode(tooltip=tooltips)
    bars = base.mark_bar(orient="vertical", stroke=palette.background, strokeWidth=1).encode(
        **_across(data, x, look),
        y=alt.Y("share:Q", axis=share, scale={"domain": [0, 1.02], "nice": False}),
        y2=alt.Y2Datum(0),
    )
    line = base.mark_line(
        color=palette.series[1], point={"size": 40, "color": palette.series[1]}
    ).encode(
        x=alt.X("x:Q") if x.unit is RATIO else alt.X("x:N", sort=members(data, "x")),
        y=alt.Y("cumulative:Q", axis=share),
    )
    return dress(
        bars,
        line,
        *_reached(data, x, rule, look, tooltips),
        key(
            look,
            (value.title[look.lang], palette.series[0], "bar"),
            (cumulative.title[look.lang], palette.series[1], "line"),
        ),
        look=look,
        rows=data,
    )


def _bars(data: list[Row]) -> list[Row]:
    """Each row with the left edge of its bar and its own share."""
    before: Row = {"x": 0.0, "cumulative": 0.0}
    for row in data:
        if not isinstance(row["x"], str):
            row["start"] = before["x"]
        if row["cumulative"] is None or before["cumulative"] is None:
            row["share"] = None
        else:
            row["share"] = row["cumulative"] - before["cumulative"]
        before = row
    return data


def _across(data: list[Row], x: Column, look: Look) -> dict[str, alt.X | alt.X2]:
    if x.unit is not RATIO:
        level = sum(width(row["x"]) + 2 for row in data) < _LEVEL
        turned: axes.Axis = {
            "title": None,
            "labelAngle": 0 if level else -30,
            "labelLimit": 110,
        }
        return {"x": alt.X("x:N", sort=members(data, "x"), axis=turned)}
    axis: axes.Axis = {
        "labelExpr": axes.measure(RATIO, 1, look)["labelExpr"],
        "title": x.title[look.lang],
        "grid": False,
        "tickCount": 10,
        "labelFlush": True,
    }
    bounds = {"domain": [0, 1], "nice": False}
    return {"x": alt.X("start:Q", axis=axis, scale=bounds), "x2": alt.X2("x")}


def _reached(
    data: list[Row], x: Column, rule: float, look: Look, tooltips: Sequence[alt.Tooltip]
) -> list[alt.Chart]:
    """The rule's height, and the words at the first bar whose end reaches it."""
    ink = PALETTES[look.mode].ink
    at = next((i for i, row in enumerate(data) if (row["cumulative"] or 0) >= rule), None)
    if at is None:
        return []
    row = data[at]
    few = (
        look.write(row["x"], PERCENT)
        if x.unit is RATIO
        else f"{at + 1}" + (" 名" if look.lang == "zh" else "")
    )
    much = look.write(row["cumulative"], PERCENT)
    words = {**row, "y": rule, "words": REACHED[look.lang].format(few=few, much=much)}
    base = alt.Chart(alt.InlineData(values=[words])).encode(tooltip=tooltips)
    field = alt.X("x:Q") if x.unit is RATIO else alt.X("x:N", sort=members(data, "x"))
    late = at > len(data) * 0.7
    text = base.mark_text(
        align="right" if late else "left", dx=-10 if late else 10, dy=16, fontWeight="bold"
    )
    return [
        base.mark_rule(strokeDash=[6, 4]).encode(y=alt.Y("y:Q")),
        base.mark_point(filled=True, size=110, color=ink).encode(x=field, y=alt.Y("cumulative:Q")),
        text.encode(x=field, y=alt.Y("cumulative:Q"), text=alt.Text("words:N")),
    ]
