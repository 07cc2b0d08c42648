"""Where deals are lost on the way: a bar per stage, and between them the share that moves on."""

from __future__ import annotations

from itertools import zip_longest

import altair as alt
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, members, rows, tips
from salesdash.charts.theme import PALETTES, PANE_HEIGHT, Chart, dress
from salesdash.text import Text
from salesdash.units import RATIO

STAGE, LEAST = 64, 40  # px
GAP = 0.45  # of a stage
MOVED_ON = Text("↓ {share} 进入下一阶段", "↓ {share} move on")


def stages(
    frame: pd.DataFrame,
    stage: Column,
    count: Column,
    look: Look,
    *,
    amount: Column | None = None,
    light: Column | None = None,
) -> Chart:
    """One row per stage (each once), in the order of the way; the last is what comes out.

    `amount` is written behind the count. `light` colours the share that moves on from a stage to
    the next one.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, stage=stage, count=count, amount=amount, light=light)
    data = [
        {**row, "label": _label(row, amount), "onward": _onward(row, after, look)}
        for row, after in zip_longest(data, data[1:])
    ]
    biggest = max((row["count"] or 0 for row in data), default=0)
    base = alt.Chart().encode(
        y=alt.Y(
            "stage:N",
            sort=members(data, "stage"),
            axis={"title": None},
            scale={"paddingInner": GAP, "paddingOuter": 0.05},
        ),
        x=alt.X("count:Q", axis=None, scale={"domain": [0, biggest * 1.45 or 1], "nice": False}),
        tooltip=tips(look, stage=stage, count=count, amount=amount),
    )
    hues = {"domain": list(palette.lights), "range": list(palette.lights.values())}
    colour = {} if light is None else {"color": alt.Color("light:N", scale=hues, legend=None)}
    # half a bar and half the room below it, whatever the height of the picture
    between = {"expr": f"bandwidth('y') * {0.5 + GAP / 2 / (1 - GAP):.3f}"}
    onward = base.mark_text(align="left", baseline="middle", dx=10, dy=between).encode(
        x=alt.X(datum=0), text=alt.Text("onward:N"), **colour
    )
    return dress(
        base.mark_bar(cornerRadiusEnd=2),
        base.mark_text(align="left", dx=8, fontWeight="bold").encode(text=alt.Text("label:N")),
        onward,
        look=look,
        rows=data,
        height="container" if LEAST * len(data) <= PANE_HEIGHT else STAGE * len(data),
    )


def _label(row: Row, amount: Column | None) -> str:
    return f"{row['count_text']} · {row['amount_text']}" if amount else str(row["count_text"])


def _onward(row: Row, after: Row | None, look: Look) -> str:
    """What is written under a stage; nothing under the last."""
    if after is None or not row["count"] or after["count"] is None:
        return ""
    share = look.write(after["count"] / row["count"], RATIO)
    return MOVED_ON[look.lang].format(share=share)
