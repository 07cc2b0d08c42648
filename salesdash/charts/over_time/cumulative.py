"""Are we on plan: what was reached so far beside the pace line, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.over_time import ends, events
from salesdash.charts.rows import Row, days_of, largest, moment, numbers_in, rows, tips
from salesdash.charts.theme import PALETTES, Chart, Palette, dress
from salesdash.period import Period
from salesdash.text import Text

AS_OF = Text("截至{day}", "As of {day}")
TARGET = Text("目标 {value}", "Target {value}")


def against_pace(
    frame: pd.DataFrame,
    x: Column,
    actual: Column,
    pace: Column,
    look: Look,
    *,
    target: float | None = None,
    as_of: date | None = None,
    seasonal: Column | None = None,
    projected: Sequence[Column] = (),
    happened: Sequence[events.Event] = (),
) -> Chart:
    """One row per day, week or month: running sums. `actual` is missing after the as-of date.

    `target` is the whole period's, in the unit of `actual`. Red between the lines is what lacks
    to the pace, green what is ahead of it. `seasonal` is the pace by another rule, `projected` are
    dotted: where the sums go. Each line is named at its end.
    """
    palette = PALETTES[look.mode]
    ahead = {f"projected{n}": column for n, column in enumerate(projected)}
    lines = {
        "actual": actual,
        "pace": pace,
        **({"seasonal": seasonal} if seasonal else {}),
        **ahead,
    }
    data = rows(frame, look, x=x, **lines)
    data = [_with_gap(row) for row in data]
    days = days_of(data)
    biggest = max(largest(data, *lines), target or 0.0)
    axis = axes.measure(actual.unit, biggest, look)
    named = _ends(data, lines, look)
    if target is not None:
        words = TARGET[look.lang].format(value=look.write(target, actual.unit))
        named.append(ends.End(target, words, palette.ink))
    held = {"domain": [min([0.0, *numbers_in(data, *lines)]), biggest * 1.15 or 1.0], "nice": False}
    base = alt.Chart().encode(
        x=alt.X(
            "x:T",
            axis=axes.time(days, x.grain, look.lang, year_starts=x.year_starts),
            scale=ends.across(named, look),
        )
    )
    layers = [
        *(
            base.mark_area(color=palette.lights[light], opacity=0.35).encode(
                y=alt.Y(name + ":Q", axis=axis, scale=held), y2=alt.Y2("pace:Q")
            )
            for name, light in (("below", "red"), ("above", "green"))
        ),
        *_lines(base, axis, look, lines, alone=len(days) == 1),
        base.mark_point(opacity=0, size=200).encode(
            y=alt.Y("pace:Q", axis=axis),
            tooltip=tips(look, x=x, **lines),
        ),
    ]
    if target is not None:
        goal = alt.Chart(alt.InlineData(values=[{"y": target}])).encode(y=alt.Y("y:Q"))
        layers.append(ends.level(goal, named, look, color=palette.ink, strokeWidth=1.5))
    if as_of is not None and days and days[0] <= as_of <= days[-1]:
        words = AS_OF[look.lang].format(day=Period.of(as_of, "day").name[look.lang])
        layers += _as_of(words, as_of, late=as_of > days[len(days) // 2], palette=palette)
    layers += events.drawn(happened, days, x.grain, look)
    if named:
        layers.append(ends.written(named, look, 0.0, biggest * 1.1, scale=held))
    return dress(*layers, look=look, rows=data)


def _with_gap(row: Row) -> Row:
    """What the areas reach to from the pace: `below` where behind, `above` where ahead."""
    actual, pace = row["actual"], row["pace"]
    if actual is None or pace is None:
        return {**row, "below": None, "above": None}
    return {**row, "below": min(actual, pace), "above": max(actual, pace)}


def _styles(look: Look) -> dict[str, tuple[str, list[float], float]]:
    """The colour, the dashes and the width of each line."""
    palette = PALETTES[look.mode]
    return {
        "actual": (palette.series[0], [1, 0], 3),
        "pace": (palette.quiet, [6, 4], 2),
        "seasonal": (palette.ink, [6, 4], 1.5),
        **{f"projected{n}": (hue, [2, 4], 2.5) for n, hue in enumerate(palette.series[1:])},
    }


def _lines(
    base: alt.Chart, axis: axes.Axis, look: Look, columns: Mapping[str, Column], *, alone: bool
) -> list[alt.Chart]:
    dot = {"filled": True, "size": 90} if alone else False  # one day alone makes no line
    return [
        base.mark_line(color=hue, strokeDash=dash, strokeWidth=width, point=dot).encode(
            y=alt.Y(name + ":Q", axis=axis)
        )
        for name, (hue, dash, width) in _styles(look).items()
        if name in columns
    ]


def _ends(data: list[Row], columns: Mapping[str, Column], look: Look) -> list[ends.End]:
    """The last known sum of each line, with its name."""
    styles = _styles(look)
    lines_end = []
    for name, column in columns.items():
        if sums := numbers_in(data, name):
            lines_end.append(ends.End(sums[-1], column.title[look.lang], styles[name][0]))
    return lines_end


def _as_of(words: str, as_of: date, *, late: bool, palette: Palette) -> list[alt.Chart]:
    base = alt.Chart(alt.InlineData(values=[{"x": moment(as_of), "text": words}])).encode(
        x=alt.X("x:T")
    )
    return [
        base.mark_rule(color=palette.quiet, strokeDash=[2, 3]),
        base.mark_text(
            align="right" if late else "left",
            dx=-6 if late else 6,
            y={"expr": "height - 10"},
            color=palette.quiet,
        ).encode(text=alt.Text("text:N")),
    ]
