"""Who gained and who lost, group by group: bars to both sides of nought, each with its name."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, largest, rows, shortened, tips, width
from salesdash.charts.theme import PALETTES, Chart, dress, rows_high, rows_within

BAR = 30  # px
_LONGEST = 16  # letters of a name; Chinese ones count twice
_PLOT = 460  # px; half a page of the meeting's screen: there the written names still find room


def gains_and_losses(
    frame: pd.DataFrame,
    group: Column,
    name: Column,
    value: Column,
    look: Look,
) -> Chart:
    """One row per group and member: gains stand right, losses left, the largest of a group on top.

    Groups stand in the order in which they come; a group has as many lines as its longer side.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, group=group, name=name, value=value)
    data = _lines([row for row in data if row["value"]], value, look)
    lines = list(dict.fromkeys(row["line"] for row in data))
    longest = largest(data, "value") or 1.0
    room = max((width(row["label"]) for row in data), default=0) * look.letter * 0.56 + 16
    furthest = longest / max(0.2, 1 - 2 * room / _PLOT)
    hue = {"expr": f"datum.value < 0 ? '{palette.lights['red']}' : '{palette.lights['green']}'"}
    base = alt.Chart().encode(
        y=alt.Y(
            "line:N",
            sort=lines,
            scale=rows_within(len(lines)),
            axis={
                "title": None,
                "labelExpr": "split(datum.value, '\\t')[1] == '0' ? split(datum.value, '\\t')[0] : ''",
            },
        ),
        x=alt.X("value:Q", axis=None, scale={"domain": [-furthest, furthest], "nice": False}),
        tooltip=tips(look, group=group, name=name, value=value),
    )
    written = base.mark_text(
        align={"expr": "datum.value < 0 ? 'right' : 'left'"},
        dx={"expr": "datum.value < 0 ? -8 : 8"},
    )
    nought = (
        alt.Chart(alt.InlineData(values=[{}])).mark_rule(strokeWidth=1).encode(x=alt.X(datum=0))
    )
    return dress(
        base.mark_bar(height={"band": 0.66}, fill=hue).encode(x2=alt.X2(datum=0)),
        written.encode(text=alt.Text("label:N")),
        nought,
        look=look,
        rows=data,
        height=rows_high(len(lines), BAR),
    )


def _lines(data: list[Row], value: Column, look: Look) -> list[Row]:
    """Give each row its line within its group: the nth gain beside the nth loss."""
    seen: dict[tuple[str, bool], int] = {}
    groups = list(dict.fromkeys(row["group"] for row in data))
    for row in sorted(data, key=lambda row: -abs(row["value"])):
        side = (row["group"], row["value"] < 0)
        seen[side] = seen.get(side, -1) + 1
        row["place"] = seen[side]
        row["line"] = f"{row['group']}\t{row['place']}"
        amount = look.write(row["value"], value.unit, signed=True)
        row["label"] = f"{shortened(row['name'], _LONGEST)} {amount}"
    return sorted(data, key=lambda row: (groups.index(row["group"]), row["place"]))
