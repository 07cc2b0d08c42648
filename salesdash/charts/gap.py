"""Who made the way from one amount to another, plan to actual or last year to this: a bridge."""

from __future__ import annotations

import altair as alt
import pandas as pd

from salesdash.charts.figure import Column, Mode
from salesdash.charts.rows import Row, members, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress
from salesdash.text import Lang
from salesdash.units import Scale, Unit, write

BAR = 34  # px


def waterfall(
    frame: pd.DataFrame,
    name: Column,
    value: Column,
    *,
    start: tuple[str, float],
    end: tuple[str, float],
    lang: Lang,
    mode: Mode,
    scale: Scale = "auto",
    level: Unit | None = None,
    rest: str | None = None,
    falls_are_good: bool = False,
) -> Chart:
    """One row per member: what it adds to (or, negative, takes from) the way from start to end.

    `start` and `end` are a title and an amount each, for example the plan and the actual; the
    values of all members should add up to their difference. Rows stand in their given order.
    `level` is the unit of start and end where it is not that of the steps: rates move by points.
    The row named `rest` is nobody's, and grey.
    """
    palette = PALETTES[mode]
    totals = [_total(total, level or value.unit, lang, scale) for total in (start, end)]
    data = _steps(rows(frame, lang, scale, name=name, value=value), value, totals, lang, scale)
    for row in data:
        if row["name"] == rest:
            row["kind"] = "rest"
    low, high = _window(data)
    good = ("red", "green") if falls_are_good else ("green", "red")
    hues = {
        "domain": ["total", "gain", "loss", "rest"],
        "range": [palette.series[0], *(palette.lights[key] for key in (*good, "grey"))],
    }
    base = alt.Chart().encode(y=alt.Y("name:N", sort=members(data, "name"), axis={"title": None}))
    across = {"domain": [low, high], "nice": False, "clamp": True}
    bars = base.mark_bar(height={"band": 0.62}).encode(
        x=alt.X("low:Q", axis=None, scale=across),
        x2=alt.X2("high:Q"),
        color=alt.Color("kind:N", scale=hues, legend=None),
        tooltip=tips(name=name, value=value),
    )
    written = base.mark_text(align="left", dx=8, fontWeight="bold")
    layers = [bars, written.encode(x=alt.X("high:Q"), text=alt.Text("label:N"))]
    if low > 0:  # the axis does not start at zero: the totals are shown as torn off
        torn = base.transform_filter("datum.kind == 'total'").mark_text(
            text="≈", x=24, angle=90, fontSize=30, color=palette.background
        )
        layers.append(torn)
    return dress(*layers, mode=mode, rows=data, height=BAR * len(data) + 16)


def _window(data: list[Row]) -> tuple[float, float]:
    """The ends of the axis. Steps too small to be seen from zero are shown from nearer."""
    low, high = min(row["low"] for row in data), max(row["high"] for row in data)
    least = min(row["least"] for row in data)
    if least > 0.5 * high:
        low = least - 0.6 * (high - least or high)
    return low, high + 0.22 * (high - low or 1.0)


def _steps(
    data: list[Row],
    value: Column,
    totals: list[Row],
    lang: Lang,
    scale: Scale,
) -> list[Row]:
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
                "label": _written(row["value"], value, lang, scale),
            }
        )
    return [*steps, end]


def _total(total: tuple[str, float], unit: Unit | None, lang: Lang, scale: Scale) -> Row:
    title, amount = total
    text = "" if unit is None else write(amount, unit, scale)[lang]
    return {
        "name": title,
        "name_text": title,
        "value_text": text,
        "label": text,
        "low": min(amount, 0.0),
        "high": max(amount, 0.0),
        "least": amount,
        "kind": "total",
    }


def _written(amount: float | None, value: Column, lang: Lang, scale: Scale) -> str:
    if amount is None or value.unit is None:
        return ""
    return write(amount, value.unit, scale, signed=True)[lang]
