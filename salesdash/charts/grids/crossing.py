"""Who crossed from where to where between two moments: a cell for each way, with people and money in it."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress, rows_within

# The colour of a way, by its light: those that went up, down, and stayed.
TURNS = {"up": "green", "down": "red", "same": "grey"}


def grid(
    frame: pd.DataFrame,
    before: Column,
    after: Column,
    people: Column,
    money: Column,
    turn: Column,
    look: Look,
) -> Chart:
    """One row per way that anybody took, `turn` one of `TURNS`. Both sides stand in the order in which their
    names come; a way that nobody took stays blank."""
    palette = PALETTES[look.mode]
    data = rows(frame, look, before=before, after=after, people=people, money=money)
    for row, way in zip(data, frame[turn.key], strict=True):
        row |= {"turn": way, "money_text": look.write(row["money"], money.unit, signed=True)}
    names = members(data, "before")
    base = alt.Chart().encode(
        x=alt.X(
            "after:N",
            sort=in_order(after, "after", data, look),
            axis={"title": None, "orient": "top", "labelAngle": 0, "labelLimit": 130},
        ),
        y=alt.Y("before:N", sort=names, axis={"title": None}, scale=rows_within(len(names))),
        tooltip=tips(look, before=before, after=after, people=people, money=money),
    )
    hues = {"domain": list(TURNS), "range": [palette.zones[light] for light in TURNS.values()]}
    return dress(
        base.mark_rect(stroke=palette.background, strokeWidth=3, cornerRadius=3).encode(
            color=alt.Color("turn:N", scale=hues, legend=None)
        ),
        base.mark_text(fontWeight="bold", fontSize=16, dy=-7).encode(
            text=alt.Text("people_text:N")
        ),
        base.mark_text(fontSize=12, dy=11).encode(text=alt.Text("money_text:N")),
        look=look,
        rows=data,
    )


def in_order(column: Column, side: str, data: Sequence[Row], look: Look) -> list[str]:
    """The names of a side, as far as anybody is there, in the order in which the column declares them, else in which
    they come."""
    there = members(data, side)
    declared = [name[look.lang] for name in (column.names or {}).values()]
    return [name for name in declared if name in there] or there
