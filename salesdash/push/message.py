"""The brief as it is sent to one destination: its words, its picture, the deck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from salesdash.export import image
from salesdash.figures.brief import brief
from salesdash.figures.inbox.kept import kept_in
from salesdash.figures.report.chapters import TypedContents
from salesdash.push.destination import Destination
from salesdash.reports import Desk
from salesdash.scope import Scope
from salesdash.text import Lang
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.customer_letters import CustomerLetters
from salesdash.warehouse.typed.weekly_deck import ReportChoice, WeeklyDeck

PICTURE_SCALE = 1  # 1280 × 720 px: robots take at most 2 MB


@dataclass(frozen=True, slots=True)
class Message:
    """`picture` is a PNG (None: nothing to draw), `worse` the KPIs whose light turned worse. `deck` makes the
    slides, for whoever takes them."""

    title: str
    words: str
    as_of: date
    lang: Lang
    picture: bytes | None
    worse: frozenset[str]
    deck: Callable[[], bytes]


def message(warehouse: Warehouse, ask: Ask, to: Destination) -> Message:
    """This year so far beside last year's, in the destination's language. Only for a store with data."""
    scope = Scope(ask.as_of, None, "last_year", calendar=ask.calendar)
    scope = scope.over(scope.calendar.of(scope.as_of, "year"))
    summary = brief(ask, scope, kept_in(warehouse, ask))
    desk = Desk(ask, scope, TypedContents.of(warehouse), CustomerLetters(warehouse))
    masks = desk.choice(ReportChoice(lang=to.lang, is_masked=to.is_masked)).masks
    drawn = masks.figure(summary.picture.in_(to.lang)) if summary.picture else None
    return Message(
        summary.title[to.lang],
        masks.text(summary.words[to.lang], to.lang),
        scope.as_of,
        to.lang,
        image.png(drawn, scale=PICTURE_SCALE) if drawn else None,
        summary.worse,
        lambda: _deck(desk, warehouse, to),
    )


def _deck(desk: Desk, warehouse: Warehouse, to: Destination) -> bytes:
    """The deck of every week as it is remembered, else one of all pages."""
    kept = WeeklyDeck(warehouse).kept()
    choice = kept.choice if kept else ReportChoice()
    wanted = replace(choice, lang=to.lang, is_masked=to.is_masked)
    return desk.deck(wanted, kept.deck_for(wanted) if kept else None).file
