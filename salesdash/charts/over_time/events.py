"""What explains a curve: a thin dashed line at its day, with its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt

from salesdash.charts.look import Look
from salesdash.charts.rows import Row, moment, shortened, width
from salesdash.charts.theme import PALETTES, PANE_WIDTH
from salesdash.period import Grain, Period
from salesdash.text import Text

_LONGEST = 16  # letters; Chinese ones count twice
_SIGNS = 22  # px at the beginning of a plot, where the signs of its zones stand
_PLOT = PANE_WIDTH - 100  # px of a plot beside its axis, in half a page


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, or from one to another; `is_typed` if a person noted it."""

    first: date
    last: date
    words: Text
    is_typed: bool = False


def drawn(
    events: Sequence[Event],
    days: Sequence[date],
    grain: Grain | None,
    look: Look,
    *,
    fills: bool = False,
    on_bands: bool = False,
) -> list[alt.Chart]:
    """The events within the periods of that grain that begin on these days; of those whose words would
    lie on one another the ones typed, then the longest, then the newest. Of one that was typed the line
    is drawn even so.

    The axis ends where the last period begins, and what happens in it stands there; `fills`: the axis
    reaches to its end; `on_bands`: so it does, and each period has a band of its own.
    """
    within, axis = on_axis(events, days, grain, fills=fills or on_bands)
    rows = placed(within, axis, look)
    if not rows:
        return []
    quiet = PALETTES[look.mode].quiet
    at_its_day: Any = alt.X("x:T")
    if on_bands:
        at_its_day = alt.value({"expr": "datum.share * width"})
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=at_its_day)
    words = base.mark_text(
        y=0,
        baseline="top",
        color=quiet,
        fontSize=look.letter - 1,
        align={"expr": "datum.align"},
        dx={"expr": "datum.dx"},
    )
    return [
        base.mark_rule(color=quiet, strokeDash=[3, 3], strokeWidth=1).encode(
            y=alt.value(0), y2=alt.value({"expr": "height"})
        ),
        words.encode(text=alt.Text("words:N")),
    ]


def on_axis(
    events: Sequence[Event], days: Sequence[date], grain: Grain | None, *, fills: bool = False
) -> tuple[list[Event], list[date]]:
    """The events that begin within the periods, at their place on the axis, and the days that it spans."""
    if not days:
        return [], []
    first, last = min(days), Period.of(max(days), grain or "day").last_day
    end = last if fills else max(days)
    within = [
        replace(event, first=min(event.first, end))
        for event in events
        if first <= event.first <= last
    ]
    return within, sorted({*days, end})


def placed(
    events: Sequence[Event], days: Sequence[date], look: Look, plot: float = _PLOT
) -> list[Row]:
    """A row for each of the events that are drawn over a plot so many px wide: where its line stands, with which
    words, and where these do."""
    kept = readable(events, days, look, plot)
    lines = [*kept, *(event for event in events if event.is_typed and event not in kept)]
    if not lines:
        return []
    first, last = min(days), max(days)
    late = {event for event in lines if _place(event, first, last) > 0.8}
    return [
        {
            "x": moment(event.first),
            "share": round(_place(event, first, last), 4),
            "words": shortened(event.words[look.lang], _LONGEST) if event in kept else "",
            "event_text": event.words[look.lang],
            "align": "right" if event in late else "left",
            "dx": _aside(event, late, first, last),
        }
        for event in lines
    ]


def readable(
    events: Sequence[Event], days: Sequence[date], look: Look, plot: float = _PLOT
) -> list[Event]:
    """Those of the events whose words find room beside one another, in their order."""
    if len(days) < 2:
        return []
    first, last = min(days), max(days)
    within = [event for event in events if first <= event.first <= last]
    within.sort(key=lambda e: (e.is_typed, e.last - e.first, e.first), reverse=True)
    kept: list[Event] = []
    for event in within:
        tried = sorted([*kept, event], key=lambda one: one.first)
        if all(_fits(one, other, first, last, look, plot) for one, other in pairwise(tried)):
            kept = tried
    return kept


def _fits(one: Event, other: Event, first: date, last: date, look: Look, plot: float) -> bool:
    """Whether the words of the earlier end before the later one's begin."""
    ends = _span(one, first, last, look, plot)[1]
    return ends + 8 <= _span(other, first, last, look, plot)[0]


def _span(event: Event, first: date, last: date, look: Look, plot: float) -> tuple[float, float]:
    """From where to where line and word reach, in px."""
    share = _place(event, first, last)
    at = share * plot
    long = width(shortened(event.words[look.lang], _LONGEST)) * look.letter * 0.56
    late = {event} if share > 0.8 else set()
    begins = at + _aside(event, late, first, last)
    return (begins - long, at) if late else (at, begins + long)


def _aside(event: Event, late: set[Event], first: date, last: date) -> int:
    """The px between line and words, which leave the signs of zones free."""
    if event in late:
        return -4
    return _SIGNS if _place(event, first, last) < 0.05 else 4


def _place(event: Event, first: date, last: date) -> float:
    """How far along the axis the event begins, from 0 to 1."""
    return (event.first - first) / (last - first)
