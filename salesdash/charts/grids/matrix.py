"""Which risks press: how many stand in each cell of probability × impact, the cells coloured by zone."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.catalog.risks.risk import CELL, LEVELS, MatrixCell, zone
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, number
from salesdash.charts.theme import PALETTES, Chart, dress
from salesdash.text import Lang, Text

ZONE = Text("等级", "Level")
COUNT = Text("数量", "Count")
SIGNS = ("↑", "↓")  # before a name: its score is higher, lower than at its last review


def risks(
    frame: pd.DataFrame,
    probability: Column,
    impact: Column,
    name: Column,
    look: Look,
    *,
    is_after: bool = False,
) -> Chart:
    """One row per risk: `probability` and `impact` from 1 to 5, `name` with the sign of its move. A cell tells how
    many stand in it and moved, its tooltip who; a click opens them, as they are judged `is_after` the response.

    The score is their product, its zones those of the register. All 25 cells are drawn; a risk
    without a score stands in none.
    """
    palette = PALETTES[look.mode]
    data = _cells(frame, probability, impact, name, look.lang, is_after)
    axis = {"labelAngle": 0, "domain": False}
    level = {"titleAngle": 0, "titleAlign": "left", "titleX": -14, "titleY": -10}
    base = alt.Chart().encode(
        x=alt.X("impact:O", axis={**axis, "title": impact.title[look.lang]}),
        y=alt.Y(
            "probability:O",
            sort="descending",
            axis={**axis, **level, "title": probability.title[look.lang]},
        ),
        tooltip=[
            alt.Tooltip("zone_text:N", title=ZONE[look.lang]),
            alt.Tooltip("count_text:N", title=COUNT[look.lang]),
            alt.Tooltip("names_text:N", title=name.title[look.lang]),
        ],
    )
    hues = {"domain": list(palette.zones), "range": list(palette.zones.values())}
    return dress(
        base.mark_rect(stroke=palette.background, strokeWidth=3, cornerRadius=3).encode(
            color=alt.Color("zone:N", scale=hues, legend=None)
        ),
        base.mark_text(fontWeight="bold", fontSize=20, dy=-7).encode(text=alt.Text("label:N")),
        base.mark_text(opacity=0.75, fontSize=12, dy=13).encode(text=alt.Text("zone_text:N")),
        look=look,
        rows=data,
        height="container",
    )


def _cells(
    frame: pd.DataFrame,
    probability: Column,
    impact: Column,
    name: Column,
    lang: Lang,
    is_after: bool,
) -> list[Row]:
    held: dict[tuple[int, int], list[str]] = {(p, i): [] for p in LEVELS for i in LEVELS}
    places = zip(frame[probability.key], frame[impact.key], frame[name.key], strict=True)
    for likely, hard, who in places:
        place = (number(likely), number(hard))
        if place in held:
            held[place].append(" ".join(str(who).split()))  # type: ignore[index]
    return [
        {
            "probability": likely,
            "impact": hard,
            "zone": zone(likely * hard).light,
            "zone_text": f"{zone(likely * hard).name[lang]} {likely * hard}",
            "count_text": str(len(names)),
            "names_text": "、".join(names) if lang == "zh" else ", ".join(names),
            "label": _counted(names),
            f"of_{CELL}": str(MatrixCell(likely, hard, is_after)) if names else None,
        }
        for (likely, hard), names in held.items()
    ]


def _counted(names: list[str]) -> str:
    """How many, and how many of them moved up and down: `3 ↑1`; nothing where nobody stands."""
    moved = [(sign, sum(name.startswith(sign) for name in names)) for sign in SIGNS]
    parts = [str(len(names)), *(f"{sign}{n}" for sign, n in moved if n)]
    return " ".join(parts) if names else ""
