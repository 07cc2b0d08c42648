"""Where in a grid of members and periods it is good or bad: a colour and a number per cell."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, days_of, members, numbers_in, rows, tips, width
from salesdash.charts.theme import PALETTES, Chart, dress, rows_high, rows_within
from salesdash.units import RATIO

CELL = 36
_LETTER = 7  # px of a letter in a label; a Chinese one takes two
_LINE = 18  # px
_WIDE, _SMALLEST = 0.53, 10  # of its size, how wide a letter of a head is; px of the smallest


def grid(
    frame: pd.DataFrame,
    x: Column,
    y: Column,
    value: Column,
    look: Look,
    *,
    middle: float | None = 1.0,
    extent: float = 0.3,
    mark: Column | None = None,
) -> Chart:
    """One row per cell; members stand in the order in which they come, `x` likewise. `mark` holds a sign that is
    written behind the number of a cell, blank where none is.

    Colours part at `middle`
    (a plan reached is 1) and are full at `middle` ± `extent`; without a middle they grow from the
    least value to the greatest. A missing cell stays blank.
    """
    data = rows(frame, look, x=x, y=y, value=value)
    signs = [""] * len(data) if mark is None else frame[mark.key]
    data = [
        {**row, "label": _label(row, value, look) + sign}
        for row, sign in zip(data, signs, strict=True)
    ]
    if x.grain:
        across = axes.time(
            days_of(data), x.grain, look.lang, year_starts=x.year_starts, band=True, above=True
        )
    else:
        across = _names_above(data, look)
        data = [{**row, "x": _in_two(row["x"])} for row in data]
    names = members(data, "y")
    base = alt.Chart().encode(
        x=alt.X("x:O", axis=across, sort=None),
        y=alt.Y("y:N", axis={"title": None}, sort=names, scale=rows_within(len(names))),
        tooltip=tips(look, y=y, x=x, value=value),
    )
    cells = base.mark_rect(cornerRadius=2, stroke=PALETTES[look.mode].background, strokeWidth=2)
    return dress(
        cells.transform_filter("isValid(datum.value)").encode(
            color=alt.Color("value:Q", scale=_hues(data, look, middle, extent), legend=None),
        ),
        base.mark_text(
            fontSize={"expr": f"clamp(bandwidth('x') / 3, 10, {look.letter})"},
            opacity={"expr": "bandwidth('x') < 26 ? 0 : 1"},
        ).encode(text=alt.Text("label:N")),
        look=look,
        rows=data,
        height=rows_high(len(names), CELL, 48),
    )


def _names_above(data: list[Row], look: Look) -> axes.Axis:
    """Names above their cells, where these are narrow in two lines and smaller; what is wider even so is
    shortened."""
    names = members(data, "x")
    fits = f"bandwidth('x') > {_LETTER * max(map(width, names), default=0)}"
    longest = max((width(line) for name in names for line in _in_two(name).split("\n")), default=1)
    lines = "split(replace(datum.label, ' \\n', '\\n'), '\\n')"
    return {
        "title": None,
        "labelAngle": 0,
        "orient": "top",
        "labelExpr": f"{fits} ? replace(datum.label, '\\n', '') : {lines}",
        "labelFontSize": {
            "expr": f"clamp(bandwidth('x') / {_WIDE * max(longest, 1):.2f}, {_SMALLEST}, {look.letter})"
        },
        "labelLimit": {"expr": f"max(1.1 * bandwidth('x'), {_LETTER})"},
        "labelPadding": {"expr": f"{fits} ? 4 : {_LINE} + 4"},
    }


def _in_two(name: str) -> str:
    """The name with the end of its first line, cut as evenly as can be behind a blank or beside a Chinese
    letter; a single word stands in the second. A name is data, so the cut is made here and not where it is drawn."""
    cuts = [n for n in range(1, len(name)) if name[n - 1] == " " or width(name[n - 1 : n + 1]) > 2]
    ends = min(cuts, key=lambda n: max(width(name[:n].rstrip()), width(name[n:])), default=0)
    return f"{name[:ends]}\n{name[ends:]}"


def _label(row: Row, value: Column, look: Look) -> str:
    if row["value"] is None:
        return ""
    if value.unit is not RATIO:
        return str(row["value_text"])
    return look.short(row["value"], value.limits)


def _hues(data: list[Row], look: Look, middle: float | None, extent: float) -> dict[str, Any]:
    palette = PALETTES[look.mode]
    if middle is None:
        values = numbers_in(data, "value") or [0.0]
        return {
            "domain": [min(values), max(values)],
            "range": list(palette.sequential),
            "interpolate": "lab",
        }
    domain = [middle - extent, middle, middle + extent]
    hues = list(palette.diverging)
    return {"domain": domain, "range": hues, "clamp": True, "interpolate": "lab"}
