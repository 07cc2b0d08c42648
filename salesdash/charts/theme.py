"""How every chart looks, said once: colours for light and dark, type sizes, the frame around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import altair as alt
from altair.utils import schemapi

from salesdash.charts.column import Column
from salesdash.charts.look import Look, Mode
from salesdash.charts.rows import width

# Each part of a chart would be validated as it is made, which costs more than making it. Nothing
# is lost: the tests hold every shape to the schema of Vega-Lite.
schemapi.disable_debug_mode()

FONT = "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
# Two figures stand side by side on the page of a meeting, each about so large, in px. A drawing that
# can be read there fills whatever room it is given; one of more rows is as high as they are.
PANE_WIDTH, PANE_HEIGHT = 540, 230
LEAST_ROW, MOST_ROW = 21, 72
Height = float | Literal["container"]

# A light is told by its shape too, for those who do not see its colour.
SHAPES: Mapping[str, str] = {"green": "●", "amber": "▲", "red": "■", "grey": "○"}


def light_of_words(words: str) -> str | None:
    """The light whose shape the words begin with."""
    return next((key for key, shape in SHAPES.items() if words.startswith(shape)), None)


Sign = Literal["bar", "line", "dash", "dots", "dot", "triangle", "square", "cross", "ring"]
_SIGN = 30  # px of a sign in a legend and what stands between two entries
_SIGNS: Mapping[Sign, str] = {
    "bar": "M-.7,-.5H.7V.5H-.7Z",
    "line": "M-1.2,-.14H1.2V.14H-1.2Z",
    "dash": "M-1.2,-.14H-.2V.14H-1.2Z M.2,-.14H1.2V.14H.2Z",
    "dots": "M-1.1,-.14H-.8V.14H-1.1Z M-.15,-.14H.15V.14H-.15Z M.8,-.14H1.1V.14H.8Z",
    "dot": "circle",
    "triangle": "triangle-up",
    "square": "square",
    "cross": "M-.7,-.5L-.5,-.7L0,-.2L.5,-.7L.7,-.5L.2,0L.7,.5L.5,.7L0,.2L-.5,.7L-.7,.5L-.2,0Z",
    "ring": "M-.6,0A.6,.6,0,1,0,.6,0A.6,.6,0,1,0,-.6,0Z M-.4,0A.4,.4,0,1,1,.4,0A.4,.4,0,1,1,-.4,0Z",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode.

    `series` are the categorical ones, told apart by colour-blind eyes; words are written in them, and
    in the `lights` (contrast ≥ 4.5 on the background; a light on its own zone as well). `zones`
    carry text in `ink` (≥ 4.5), and so does any mixture along `diverging` (below, at, above the
    middle) and `sequential` (least, most).
    """

    background: str
    ink: str
    quiet: str
    grid: str
    track: str
    series: tuple[str, ...]
    lights: Mapping[str, str]
    zones: Mapping[str, str]
    diverging: tuple[str, str, str]
    sequential: tuple[str, str]


PALETTES: Mapping[Mode, Palette] = {
    "light": Palette(
        background="#ffffff",
        ink="#1d2733",
        quiet="#566373",
        grid="#e4e9ef",
        track="#eef2f6",
        series=("#17508f", "#bb5c10", "#0f8577", "#7d1440", "#7b62da", "#463a00"),
        lights={"green": "#1a7f4b", "amber": "#a35500", "red": "#bb2525", "grey": "#566373"},
        zones={"green": "#eaf6ef", "amber": "#fdf2da", "red": "#fde7e4", "grey": "#eef1f5"},
        diverging=("#e79a72", "#f4f3ee", "#74bfae"),
        sequential=("#eef4fa", "#7fb0de"),
    ),
    "dark": Palette(
        background="#14181f",
        ink="#e8edf3",
        quiet="#a5b1bf",
        grid="#2b343f",
        track="#222a34",
        series=("#7cbcff", "#e8822e", "#239380", "#f7b8d6", "#8f72f2", "#fbe58a"),
        lights={"green": "#3fc482", "amber": "#f2b94a", "red": "#ff7b72", "grey": "#a3aebc"},
        zones={"green": "#143d2c", "amber": "#4a380e", "red": "#561f20", "grey": "#262e38"},
        diverging=("#8f4522", "#2a2f36", "#17665a"),
        sequential=("#1d2630", "#2a629e"),
    ),
}


class Chart(alt.LayerChart):
    """A finished chart; its specification is written out without being validated each time."""

    def to_dict(self, validate: bool = False, **more: Any) -> dict[str, Any]:
        return super().to_dict(validate=validate, **more)


def dress(
    *layers: alt.Chart,
    look: Look,
    rows: Sequence[Mapping[str, Any]] = (),
    height: Height = "container",
    **more: Any,
) -> Chart:
    """Layers over one set of rows → the finished chart, as wide as what it stands in, and as high
    unless it says a height.

    The rows are given once, here: a layer that carries a frame of its own is copied and hashed by
    altair, which costs more than all the rest. The look travels with the chart, because altair's
    theme is one for the whole process and two people may look at it in different modes.
    """
    return Chart(
        layer=list(layers),
        data=alt.InlineData(values=list(rows)),
        width="container",
        height=height,
        autosize={"type": "fit", "contains": "padding"},
        config=_config(look.mode, look.letter),
        **more,
    )


def colours(names: Sequence[str], look: Look) -> dict[str, list[str]]:
    """A colour scale for these names, in their order; beyond six the colours start again."""
    series = PALETTES[look.mode].series
    return {
        "domain": list(names),
        "range": [series[i % len(series)] for i in range(len(names))],
    }


def ramp(names: Sequence[str], look: Look) -> dict[str, list[str]]:
    """A colour scale for steps that get worse in their order, up to four; whatever comes after is grey."""
    palette = PALETTES[look.mode]
    steps = [*(palette.lights[key] for key in ("green", "amber", "red")), palette.series[3]]
    hues = [*steps, *[palette.lights["grey"]] * len(names)]
    return {"domain": list(names), "range": hues[: len(names)]}


def key(look: Look, *entries: tuple[str, str, Sign]) -> alt.Chart:
    """The legend of layers that have one colour each: title, colour and sign of each, in order."""
    names = [title for title, _, _ in entries]
    hue = {"domain": names, "range": [colour for _, colour, _ in entries]}
    sign = {"domain": names, "range": [_SIGNS[sign] for _, _, sign in entries]}
    shown = {
        "symbolOpacity": 1,
        "symbolStrokeWidth": 0,
        "symbolSize": 260,
        **in_one_line(names, look),
    }
    unseen = alt.Chart(alt.InlineData(values=[{"name": name} for name in names])).mark_point(
        filled=True, opacity=0, size=0
    )
    legend: alt.Chart = unseen.encode(
        color=alt.Color("name:N", scale=hue, legend=shown),
        shape=alt.Shape("name:N", scale=sign, legend=shown),
    )
    return legend


def in_one_line(names: Sequence[str], look: Look) -> dict[str, Any]:
    """How a legend of these names stands in one line, each with its share of the width."""
    letters = sum(max(width(name), 2) for name in names) or 1
    wanted = letters * look.letter * 0.56 + len(names) * _SIGN
    share = f"({max((width(name) for name in names), default=2)} / {letters})"
    room = f"max(24, (width - {len(names) * _SIGN}) * {share})"
    limit = {"expr": f"width < {wanted:.0f} ? {room} : 400"}
    return {"columns": max(1, len(names)), "columnPadding": 8, "labelLimit": limit}


def rows_high(rows: int, row: float, extra: float = 16) -> Height:
    """The height of so many rows: what it is given where they can be read there, else their own."""
    return "container" if rows * LEAST_ROW + extra <= PANE_HEIGHT else rows * row + extra


def rows_within(rows: int, most: float = MOST_ROW) -> dict[str, Any]:
    """The range of rows from the top down, where few of them would grow too thick for one another."""
    return {"range": [0, {"expr": f"min(height, {max(rows, 1) * most:.0f})"}]}


def across(bar: alt.Chart, look: Look, **size: Any) -> list[alt.Chart]:
    """A stroke across a bar to compare it with, edged so that it shows on any colour."""
    palette = PALETTES[look.mode]
    return [
        bar.mark_tick(thickness=thick, color=colour, opacity=1, **size)
        for thick, colour in ((6, palette.background), (3, palette.ink))
    ]


def text_on(fill: str) -> str:
    """What is read best on a colour: near-black or white."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5))
    luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return "#0b0f14" if luminance > 0.2 else "#ffffff"


def light_hue(light: Column | None, look: Look) -> dict[str, alt.Fill]:
    """The fill by a column `light` of the lights' keys; without one, each mark keeps its own."""
    hues = {"domain": list(SHAPES), "range": [PALETTES[look.mode].lights[key] for key in SHAPES]}
    return {} if light is None else {"fill": alt.Fill("light:N", scale=hues, legend=None)}


@cache
def _config(mode: Mode, letter: int) -> dict[str, Any]:
    palette = PALETTES[mode]
    return {
        "font": FONT,
        "background": "transparent",
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        # A figure brings its own words for those who do not see it; Vega's are English only.
        "mark": {"aria": False, "tooltip": None},
        "axis": {
            "aria": False,
            "labelFontSize": letter,
            "titleFontSize": letter,
            "titleFontWeight": "normal",
            "labelColor": palette.quiet,
            "titleColor": palette.quiet,
            "gridColor": palette.grid,
            "domainColor": palette.grid,
            "domain": False,
            "ticks": False,
            "labelPadding": 8,
            "labelLimit": 220,
        },
        "legend": {
            "aria": False,
            "orient": "top",
            "title": None,
            "labelFontSize": letter,
            "labelColor": palette.ink,
            "labelLimit": 220,
            "symbolStrokeWidth": 3,
            "symbolSize": 140,
            "columnPadding": 14,
            "offset": 6,
        },
        "title": {"fontSize": letter + 2, "color": palette.ink, "anchor": "start"},
        "view": {"stroke": None},
        "text": {"fontSize": letter, "color": palette.ink},
        "line": {"strokeWidth": 2.5, "color": palette.series[0]},
        "bar": {"color": palette.series[0]},
        "rule": {"color": palette.quiet},
    }
