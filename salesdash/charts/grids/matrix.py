"""Which risks press: each in its cell of probability × impact, the cells coloured by zone."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.catalog.risks.risk import LEVELS, zone
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, number, shortened
from salesdash.charts.theme import PALETTES, Chart, dress
from salesdash.text import Lang, Text

ZONE = Text("等级", "Level")
COUNT = Text("数量", "Count")
HEIGHT = 460  # px: five rows of cells with three lines each
_LINES, _WIDE = 3, 14  # lines in a cell; letters in a line, a Chinese one counting two


def risks(
    frame: pd.DataFrame,
    probability: Column,
    impact: Column,
    name: Column,
    look: Look,
) -> Chart:
    """One row per risk: `probability` and `impact` from 1 to 5, `name` a short one (an id).

    The score is their product, its zones those of the register. All 25 cells are drawn; a risk
    without a score stands in none.
    """
    palette = PALETTES[look.mode]
    data = _cells(frame, probability, impact, name, look.lang)
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
        base.mark_text(
            fontWeight="bold",
            lineBreak="\n",
            lineHeight=17,
            limit={"expr": "width / 5 - 8"},
            dy={"expr": "-8 - 8.5 * (datum.lines - 1)"},
        ).encode(text=alt.Text("label:N")),
        base.mark_text(opacity=0.75, fontSize=12, dy={"expr": "height / 10 - 12"}).encode(
            text=alt.Text("zone_text:N")
        ),
        look=look,
        rows=data,
        height=HEIGHT,
    )


def _cells(
    frame: pd.DataFrame, probability: Column, impact: Column, name: Column, lang: Lang
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
            "label": "\n".join(_lines(names)),
            "lines": len(_lines(names)),
        }
        for (likely, hard), names in held.items()
    ]


def _lines(names: list[str]) -> list[str]:
    """The names in a few short lines; the last one says how many more there are."""
    lines: list[str] = []
    for done, name in enumerate(names):
        shown = shortened(name, _WIDE)
        if lines and len(lines[-1]) + len(shown) < _WIDE:
            lines[-1] += "  " + shown
        elif len(lines) < _LINES:
            lines.append(shown)
        else:
            return [*lines[:-1], f"{lines[-1]} +{len(names) - done}"]
    return lines
