"""What was reached of each period's plan: a bar for the actual, a tick for the plan."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.over_time import events
from salesdash.charts.rows import Row, days_of, largest, rows, tips
from salesdash.charts.theme import PALETTES, SHAPES, Chart, across, dress, key, light_hue
from salesdash.units import RATIO


def by_period(
    frame: pd.DataFrame,
    x: Column,
    actual: Column,
    plan: Column,
    look: Look,
    *,
    attainment: Column | None = None,
    light: Column | None = None,
    happened: Sequence[events.Event] = (),
) -> Chart:
    """One row per period, `x` its first day. `attainment` (a fraction) is written over the bar.

    `light` (green, amber, red, grey) colours what is written and gives it its shape. A period
    without an actual has only its plan.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, x=x, actual=actual, plan=plan, attainment=attainment, light=light)
    data = [
        {
            **row,
            "sign": _sign(row),
            "label": _label(row, _share(row, attainment, look, is_short=False), " "),
            "short": _label(row, _share(row, attainment, look, is_short=True), "\n"),
            "top": _top(row),
        }
        for row in data
    ]
    biggest = largest(data, "actual", "plan")
    axis = axes.measure(actual.unit, biggest, look)
    above = 1.6 if happened else 1.3  # for what is written over the bars, and over that
    room = {"domainMax": biggest * above} if biggest else {}
    base = alt.Chart().encode(
        x=alt.X(
            "x:O",
            axis=axes.time(days_of(data), x.grain, look.lang, year_starts=x.year_starts, band=True),
        ),
        tooltip=tips(look, x=x, actual=actual, plan=plan, attainment=attainment),
    )
    bar = base.mark_bar(cornerRadiusEnd=2, width={"band": 0.62})
    planned = base.encode(y=alt.Y("plan:Q", axis=axis))
    written = base.mark_text(
        dy={"expr": "bandwidth('x') < 64 && bandwidth('x') >= 30 ? -26 : -10"},
        fontWeight="bold",
        fontSize={"expr": f"clamp(bandwidth('x') / 3, 11, {look.letter})"},
        lineBreak="\n",
        lineHeight=15,
        text={
            "expr": "bandwidth('x') < 30 ? datum.sign : bandwidth('x') < 64 ? datum.short : datum.label"
        },
    ).encode(
        y=alt.Y("top:Q", axis=axis),
        **light_hue(light, look),
    )
    return dress(
        bar.encode(y=alt.Y("actual:Q", axis=axis, scale=room)),
        *across(planned, look, width={"band": 0.86}),
        written,
        *events.drawn(happened, days_of(data), x.grain, look, on_bands=True),
        key(
            look,
            (actual.title[look.lang], palette.series[0], "bar"),
            (plan.title[look.lang], palette.ink, "line"),
        ),
        look=look,
        rows=data,
    )


def _label(row: Row, written: str, between: str) -> str:
    return f"{_sign(row)}{between}{written}".strip() if written else ""


def _share(row: Row, attainment: Column | None, look: Look, *, is_short: bool) -> str:
    if attainment is None or row["attainment"] is None:
        return ""
    if is_short:
        return look.short(row["attainment"], attainment.limits)
    return look.write(row["attainment"], RATIO, limits=attainment.limits)


def _sign(row: Row) -> str:
    """What is left of the label where the bars are too narrow for it."""
    return "" if row.get("attainment") is None else SHAPES.get(row.get("light", ""), "")


def _top(row: Row) -> float:
    """Where the label stands: over both the bar and the tick."""
    return max(row["actual"] or 0.0, row["plan"] or 0.0)
