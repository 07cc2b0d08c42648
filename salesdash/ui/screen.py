"""What a page is given: its questions, its scope, and the few ways to show an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from salesdash.charts.context import filter_names
from salesdash.charts.figure import Card, Figure
from salesdash.charts.look import Mode
from salesdash.scope import Scope
from salesdash.text import Lang, Text
from salesdash.ui.figure import empty_page, show
from salesdash.ui.session import contents, store
from salesdash.ui.session.address import bind_one
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse

P = ParamSpec("P")
T = TypeVar("T")
UNFILTERED = Text(
    "筛选（{filters}）不作用于本页，下面是全公司的内容。",
    "The filters ({filters}) do not apply to this page: it shows the whole company.",
)
_CURRENT = "_screen"


class PageEnds(Exception):  # noqa: N818 nothing has gone wrong
    """The page has said what it can. `st.stop` would end the run before its address is written."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The frame's result for one run of one page."""

    ask: Ask
    scope: Scope
    lang: Lang

    @property
    def mode(self) -> Mode:
        return "dark" if st.context.theme.type == "dark" else "light"

    @property
    def warehouse(self) -> Warehouse:
        return store.warehouse()

    def say(self, words: Text) -> str:
        return words[self.lang]

    def answer(
        self, question: Callable[Concatenate[Ask, Scope, P], T], *more: P.args, **named: P.kwargs
    ) -> T:
        """What the question finds about the data and the scope of this run; found out once, and said
        in either language."""
        key = (question.__module__, question.__qualname__, self.scope, more, *named.items())
        return self.ask.keep(key, lambda: question(self.ask, self.scope, *more, **named))

    def headline(self, sentence: Text) -> None:
        """The answer to the page's question, in one sentence."""
        st.subheader(safe(sentence[self.lang]), anchor=False)

    def section(self, title: Text) -> None:
        st.markdown(f"#### {safe(title[self.lang])}")

    def note(self, words: Text) -> None:
        st.caption(safe(words[self.lang]))

    def show(self, figure: Figure) -> None:
        """The figure with its title, finding, chart or table, context and menu."""
        show.show(figure.in_(self.lang), self.mode)

    def show_some(self, *figures: Figure | None) -> None:
        """Those of the figures that have something to say."""
        for figure in figures:
            if figure is not None:
                self.show(figure)

    def cards(self, cards: Sequence[Card]) -> None:
        show.cards(cards, self.lang)

    def cards_in_line(self, cards: Sequence[Card]) -> None:
        show.cards_in_line(cards, self.lang)

    def choose(
        self,
        key: str,
        label: Text,
        options: Mapping[str, Text],
        default: str | None = None,
        *,
        as_list: bool = False,
    ) -> str:
        """One of a few options, kept in the address; `as_list` for many of them."""
        bind_one(key, default or next(iter(options)), lambda value: value in options)
        spoken: Callable[[str], str] = lambda option: options[option][self.lang]  # noqa: E731
        if as_list:
            st.selectbox(label[self.lang], list(options), key=key, format_func=spoken, width=320)
        else:
            st.segmented_control(
                label[self.lang],
                list(options),
                key=key,
                format_func=lambda option: safe(spoken(option)),
                required=True,
            )
        return str(st.session_state[key])


def open_screen(page: str) -> Screen:
    """The screen that the frame has prepared for this page.

    Until some session has run the navigation, Streamlit runs the scripts of a folder named `pages`
    by themselves, without the frame: then the navigation is laid out and the run begins anew. A page
    whose datasets are not loaded shows what it would show, and ends here.
    """
    screen: Screen | None = st.session_state.pop(_CURRENT, None)
    if screen is None:
        contents.navigation("zh")
        st.rerun()
    entry = contents.PAGES[page]
    if any(need not in screen.ask.coverage for need in entry.needs):
        empty_page.empty(entry, screen.lang)
        raise PageEnds
    if screen.scope.filters and not entry.filtered:
        screen.note(UNFILTERED.format(filters=filter_names(screen.scope)))
    return screen


def prepare(scope: Scope, ask: Ask, lang: Lang) -> None:
    """Leave the screen for the page that runs next."""
    st.session_state[_CURRENT] = Screen(ask, scope, lang)
