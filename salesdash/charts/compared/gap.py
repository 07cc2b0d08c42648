"""Who made the way from one amount to another, plan to actual or last year to this: a bridge."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress, rows_high, rows_within
from salesdash.text import Text
from salesdash.units import Unit

BAR = 34  # px
BOTH_ENDS = Text("合计", "In all")


def waterfall(
    frame: pd.DataFrame,
    name: Column,
    value: Column,
    look: Look,
    *,
    start: tuple[MarkedCell, float],
    end: tuple[MarkedCell, float],
    level: Unit | None = None,
    rest: Text | None = None,
    falls_are_good: bool = False,
) -> Chart:
    """One row per member: what it adds to (or, negative, takes from) the way from start to end.

    `start` and `end` are a title, with what it stands for, and an amount each, for example the plan
    and the actual; the values of all members should add up to their difference. Rows stand in their given order.
    `level` is the unit of start and end where it is not that of the steps: rates move by points.
    The row that is called `rest` is nobody's, and grey.
    """
    palette = PALETTES[look.mode]
    totals = [_total(total, level or value.unit, look) for total in (start, end)]
    data = _steps(rows(frame, look, name=name, value=value), value, totals, look)
    for row, cell in zip(data[1:], frame[name.key], strict=False):
        if cell == rest:
            row["kind"] = "rest"
    low, high = _window(data)
    good = ("red", "green") if falls_are_good else ("green", "red")
    hues = {
        "domain": ["total", "gain", "loss", "rest"],
        "range": [palette.series[0], *(palette.lights[key] for key in (*good, "grey"))],
    }
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N",
            sort=members(data, "name"),
            axis={"title": None},
            scale=rows_within(len(data)),
        )
    )
    across = {"domain": [low, high], "nice": False, "clamp": True}
    bars = base.mark_bar(height={"band": 0.62}).encode(
        x=alt.X("low:Q", axis=None, scale=across),
        x2=alt.X2("high:Q"),
        color=alt.Color("kind:N", scale=hues, legend=None),
    )
    written = base.mark_text(align="left", dx=8, fontWeight="bold").encode(
        x=alt.X("high:Q"), text=alt.Text("label:N")
    )
    whole = [alt.Tooltip(field="whole_text", type="nominal", title=BOTH_ENDS[look.lang])]
    layers = [
        layer.transform_filter(which).encode(tooltip=tooltip)
        for layer in (bars, written)
        for which, tooltip in (
            ("datum.kind != 'total'", tips(look, name=name, value=value)),
            ("datum.kind == 'total'", whole),
        )
    ]
    if low > 0:  # the axis does not start at zero: the totals are shown as torn off
        torn = base.transform_filter("datum.kind == 'total'").mark_text(
            text="≈", x=24, angle=90, fontSize=30, color=palette.background
        )
        layers.append(torn.encode(tooltip=whole))
    return dress(*layers, look=look, rows=data, height=rows_high(len(data), BAR))


def _window(data: list[Row]) -> tuple[float, float]:
    """The ends of the axis. Steps too small to be seen from zero are shown from nearer."""
    low, high = min(row["low"] for row in data), max(row["high"] for row in data)
    least = min(row["least"] for row in data)
    if least > 0.5 * high:
        low = least - 0.6 * (high - least or high)
    return low, high + 0.22 * (high - low or 1.0)


def _steps(data: list[Row], value: Column, totals: list[Row], look: Look) -> list[Row]:
    """Each bar from `low` to `high`: the two totals from zero, each member from where it began."""
    start, end = totals
    steps = [start]
    level = start["least"]
    for row in data:
        before, level = level, level + (row["value"] or 0.0)
        steps.append(
            {
                **row,
                "low": min(before, level),
                "high": max(before, level),
                "least": min(before, level),
                "kind": "loss" if level < before else "gain",
                "label": ""
                if row["value"] is None
                else look.write(row["value"], value.unit, signed=True),
            }
        )
    return [*steps, end]


def _total(total: tuple[MarkedCell, float], unit: Unit | None, look: Look) -> Row:
    named, amount = total
    title = named.name[look.lang]
    text = look.write(amount, unit)
    return {
        "name": title,
        "name_text": title,
        "whole_text": f"{title} {text}",
        "label": text,
        "low": min(amount, 0.0),
        "high": max(amount, 0.0),
        "least": amount,
        "kind": "total",
        **{f"of_{of}": value for of, value in named.marks},
    }
