"""What happened that may explain a curve: drawn on it, and named where its days are explained."""

from __future__ import annotations

from salesdash.catalog.channels.pricing import HANGOVER
from salesdash.charts.over_time.events import Event
from salesdash.figures.comparison import day_name
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, join, plain
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.events import events

MOST_NAMED = 3
HAPPENED = Text("期间的大事：{events}。", "In these days: {events}.")
AND_MORE = Text("，另有 {n} 件", ", and {n} more")
ON = Text("{what}（{first}）", "{what} ({first})")
BETWEEN = Text("{what}（{first}至{last}）", "{what} ({first} to {last})")


def events_in(ask: Ask, scope: Scope, period: Period) -> tuple[Event, ...]:
    """The events that begin in the period or reach into it, in their order; those of members whom the
    filters leave out are left out."""
    frame = events(ask, scope, period, HANGOVER)
    rows = zip(frame["first"], frame["last"], frame["text"], frame["event_id"].notna(), strict=True)
    return tuple(Event(first, last, plain(text), is_typed) for first, last, text, is_typed in rows)


def note_on_events(ask: Ask, scope: Scope, period: Period | None) -> tuple[Text, ...]:
    """Which events fall into the days that are explained, the longest and newest first; nothing where
    there is none."""
    happened = events_in(ask, scope, period) if period else ()
    if not happened:
        return ()
    by_weight = sorted(happened, key=lambda e: (e.last - e.first, e.first), reverse=True)
    named = join([_named(event) for event in by_weight[:MOST_NAMED]])
    more = len(by_weight) - MOST_NAMED
    if more > 0:
        named += AND_MORE.format(n=more)
    return (HAPPENED.format(events=named),)


def _named(event: Event) -> Text:
    words = ON if event.first == event.last else BETWEEN
    return words.format(what=event.words, first=day_name(event.first), last=day_name(event.last))
