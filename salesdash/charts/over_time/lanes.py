"""What happened on one axis of time, a lane for each kind, so that a cause stands beside what followed."""

from __future__ import annotations

from datetime import date, timedelta

import altair as alt
import pandas as pd

from salesdash.charts import axes
from salesdash.charts.column import Column
from salesdash.charts.look import Look
from salesdash.charts.rows import Row, days_of, moment, rows, tips
from salesdash.charts.theme import PALETTES, Chart, dress
from salesdash.text import Text

_STROKE, _POINT = 6, 110
_NEAR = 40  # days of an axis, at least
_MOST = 366  # days of a silence that are drawn


def lanes(
    frame: pd.DataFrame,
    day: Column,
    lane: Column,
    words: Column,
    light: Column,
    *,
    until: str,
    order: tuple[Text, ...],
    quiet: tuple[date, date, Text] | None = None,
    who: Column | None = None,
    look: Look,
) -> Chart:
    """One row per thing that happened: its `day`, its `lane`, what it was in `words`, red where its `light` is, and the
    last day of it in the column `until` (null: that day alone). `order` are the lanes from the top; `quiet` are days in
    which nothing was ordered, with a word for them. Whoever is looked at goes along as `who`.
    """
    palette = PALETTES[look.mode]
    data = rows(frame, look, x=day, lane=lane, words=words, light=light, who=who)
    for row, last in zip(data, frame[until], strict=True):
        row["x2"] = row["x"] if last is None or pd.isna(last) else moment(last)
        row["hue"] = palette.lights["red"] if row["light"] == "red" else palette.series[0]
    names = [name[look.lang] for name in order]
    if quiet:
        quiet = (max(quiet[0], quiet[1] - timedelta(days=_MOST)), *quiet[1:])
    span = _days(data, quiet)
    base = alt.Chart().encode(
        x=alt.X("x:T"),
        y=alt.Y(
            "lane:N", sort=names, scale=alt.Scale(domain=names), axis={"title": None, "grid": True}
        ),
        color=alt.Color("hue:N", scale=None),
        tooltip=tips(look, lane=lane, x=day, words=words),
    )
    return dress(
        *_quiet(quiet, look),
        base.mark_bar(height=_STROKE, opacity=0.6).encode(x2=alt.X2("x2:T")),
        base.mark_point(filled=True, size=_POINT, opacity=0.9).encode(
            # this layer alone says how far the axis reaches
            x=alt.X(
                "x:T",
                scale=alt.Scale(domain=[axes.local(span[0]), axes.local(span[-1])]),
                axis=axes.time(span, "day", look.lang),
            ),
        ),
        look=look,
        rows=data,
    )


def _quiet(quiet: tuple[date, date, Text] | None, look: Look) -> list[alt.Chart]:
    if quiet is None:
        return []
    first, last, words = quiet
    palette = PALETTES[look.mode]
    row = {"x": moment(first), "x2": moment(last), "said": words[look.lang]}
    base = alt.Chart(alt.InlineData(values=[row])).encode(x=alt.X("x:T"))
    return [
        base.mark_rect(color=palette.zones["red"], opacity=0.7).encode(x2=alt.X2("x2:T")),
        base.mark_text(y=2, dx=4, align="left", baseline="top", color=palette.ink).encode(
            text=alt.Text("said:N")
        ),
    ]


def _days(data: list[Row], quiet: tuple[date, date, Text] | None) -> list[date]:
    """The days of the axis, a week apart, from what is first to what is last."""
    days = [*days_of(data), *(quiet[:2] if quiet else ())]
    last = max(days, default=date(2000, 1, 1))
    first = min([*days, last - timedelta(days=_NEAR)])
    return [first + timedelta(days=n) for n in range(0, (last - first).days, 7)] + [last]
