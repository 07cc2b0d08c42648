"""Reads what a page says, by running its script without a browser: nothing that it shows is left out."""

from __future__ import annotations

import logging
import re
import runpy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import get_dg_singleton_instance

from salesdash.charts.figure import Card, Figure, Spoken
from salesdash.charts.look import Mode
from salesdash.scope import Scope
from salesdash.text import Lang, Text
from salesdash.ui.screen import _CURRENT, PageEnds, Screen
from salesdash.ui.session.address import begin
from salesdash.warehouse.questions.ask import Ask
from tests.heard import in_words

PAGES = Path(__file__).parents[2] / "pages"
SPOKEN = ("heading", "markdown", "alert", "text")


@dataclass(slots=True)
class Said:
    """What one page said: its sentences, each with where it stands, its cards and its figures; and how
    many charts it drew of which the reader knows nothing."""

    page: str
    scope: Scope
    lang: Lang
    words: list[tuple[str, str]] = field(default_factory=list)
    cards: list[Any] = field(default_factory=list)
    figures: list[Spoken] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Everything that is read as words, with its place."""
        yield from self.words
        for figure in self.figures:
            for words in (figure.title, figure.sentence, figure.context, *figure.notes):
                yield figure.key, words
        for card in self.cards:
            for words in (card.title, card.value, card.change, card.against, card.help):
                yield card.key, words

    @property
    def headline(self) -> str:
        return next((words for place, words in self.words if place == "heading"), "")


@dataclass(frozen=True, slots=True)
class Reader(Screen):
    """A screen that notes down what it is given to show. Of each choice it takes another option in
    each `turn`, so that in as many turns all are seen; but the view that is a desk: it is a fragment,
    which runs in a browser's session only."""

    turn: int = 0
    said: Said | None = None

    @property
    def mode(self) -> Mode:
        return "light"

    def show(self, figure: Figure, **_: object) -> None:
        assert self.said
        self.said.figures.append(figure.in_(self.lang))

    def row(self, *figures: Figure | None, **_: object) -> None:
        for figure in filter(None, figures):
            self.show(figure)

    def tables(self, figures: Sequence[Figure]) -> None:
        for figure in filter(None, figures):
            self.show(figure)

    def cards(self, cards: Sequence[Card]) -> None:
        assert self.said
        self.said.cards += in_words(list(cards), self.lang)

    def would_show(self) -> None:
        """Nothing: the picture is an example, and says nothing of what is read."""

    def choose(
        self,
        key: str,
        label: Text,
        options: Mapping[str, Text],
        default: str | None = None,
        *,
        as_list: bool = False,
        is_plain: bool = False,
    ) -> str:
        first = list(options).index(default) if default else 0
        turn = 0 if key == "view" else self.turn
        return list(options)[(first + turn) % len(options)]


def read(page: str, ask: Ask, scope: Scope, lang: Lang, turn: int = 0) -> Said:
    """Run the page's script over the scope."""
    said = Said(page, scope, lang)
    st.session_state.clear()
    begin()
    st.session_state[_CURRENT] = Reader(ask, scope, lang, page, turn=turn, said=said)
    with _listening(said), suppress(PageEnds):
        runpy.run_path(str(PAGES / f"{page}.py"))
    return said


@contextmanager
def _listening(said: Said) -> Iterator[None]:
    """Note down whatever is written to the page past the reader too."""
    write = DeltaGenerator._enqueue

    def enqueue(self: DeltaGenerator, kind: str, proto: Any, *more: Any, **named: Any) -> Any:
        if kind in SPOKEN:
            said.words.append((kind, re.sub(r"\\(.)", r"\1", proto.body)))
        said.charts += [kind] if "chart" in kind else []
        return write(self, kind, proto, *more, **named)

    quiet = logging.root.manager.disable
    logging.disable(logging.WARNING)  # that there is no browser
    DeltaGenerator._enqueue = enqueue  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        DeltaGenerator._enqueue = write  # type: ignore[method-assign]
        # without a browser a form is the page itself, and would stay so for the next one
        get_dg_singleton_instance().main_dg._form_data = None
        logging.disable(quiet)
