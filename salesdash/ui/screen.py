"""What a page is given: its questions, its scope, and the few ways to show an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Concatenate, ParamSpec, TypeVar, TypeVarTuple

import streamlit as st

from salesdash.charts.context import filter_names
from salesdash.charts.figure import Card, Figure, Headline
from salesdash.charts.look import LABEL, LARGE, Mode
from salesdash.charts.rows import width
from salesdash.charts.theme import SHAPES
from salesdash.figures.report.answered import answered
from salesdash.scope import Scope
from salesdash.text import Lang, Text, join
from salesdash.ui.bar import meeting_mode
from salesdash.ui.figure import cards, clicks, empty_page, show
from salesdash.ui.figure.grid import height_of, wanted
from salesdash.ui.figure.lines import Act
from salesdash.ui.figure.sample import picture
from salesdash.ui.session import contents, store
from salesdash.ui.session.address import bind_one
from salesdash.ui.session.ahead import Round
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse

P = ParamSpec("P")
Answers = TypeVarTuple("Answers")
T = TypeVar("T")
# px; what is left of the first screen for the figures that prove the answer: below cards, below a
# line of choices as well, and below a second sentence, too.
PROOF, BELOW_CHOICES, BELOW_SENTENCES = 346, 320, 300
SILENT = 88  # px; of a figure that has words alone
LIST = 560  # px; a screen less its bar and the choices above
# px across on the screen of a meeting: a page, what lies between two figures, and what a box has beside its table
ACROSS, BETWEEN, BESIDE, EDGES = 1110, 8, 36, 2
TWO_LINES, THREE_LINES = 100, 220  # letters; of the largest type, and of that of a second sentence
LEAST_ROOM, MOST_ROOM = 240, 420  # px of a list of options
_CURRENT = "_screen"


class PageEnds(Exception):  # noqa: N818 nothing has gone wrong
    """The page has said what it can. `st.stop` would end the run before its address is written."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The frame's result for one run of one page."""

    ask: Ask
    scope: Scope
    lang: Lang
    page: str
    place: str = ""  # where on the page, if not on it itself
    round: Round | None = field(default=None, compare=False, repr=False)

    def about(self, scope: Scope, place: str) -> Screen:
        """The same screen about something else, beside the page."""
        return replace(self, scope=scope, place=place)

    @property
    def mode(self) -> Mode:
        return "dark" if st.context.theme.type == "dark" else "light"

    @property
    def is_large(self) -> bool:
        """Whether it is a step of a meeting, which shows less at once and in larger letters."""
        return self.page == "meeting" and bool(st.session_state.get(meeting_mode.JOINED))

    @property
    def letter(self) -> int:
        """px of the letters in a chart."""
        return LARGE if self.is_large else LABEL

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
        with self.round.note(self.scope, question, more, named) if self.round else nullcontext():
            return answered(self.ask, self.scope, question, *more, **named)

    def made(self, make: Callable[[*Answers, Scope], T], *answers: *Answers) -> T:
        """What is made of answers of this run and of nothing else; made once, as they are found once."""
        key = (make.__module__, make.__qualname__, self.scope)
        return self.ask.keep(key, lambda: make(*answers, self.scope))

    def headline(self, answer: Headline | Text, *, large: bool = False) -> None:
        """The answer to the page's question: good or bad in colour, shape and word, in one sentence, of
        what is filtered; below it a second one, and the names that lead on. `large`: for the last row of a
        meeting, as far as the words leave room for what proves them."""
        shown = answer if isinstance(answer, Headline) else Headline(answer)
        words = safe(shown.sentence[self.lang])
        if self.scope.filters:
            words = f"{safe(filter_names(self.scope)[self.lang])} · {words}"
        if shown.state:
            hue, shape = cards.LIGHT_HUES[shown.light], SHAPES[shown.light]
            words = f":{hue}[{shape} {safe(shown.state[self.lang])}] {words}"
        letters = width(join([shown.state, shown.sentence], " ", " ")[self.lang])
        with st.container(gap="xxsmall"):
            (st.title if large and letters <= TWO_LINES else st.header)(words, anchor=False)
            if large and shown.more and width(shown.more[self.lang]) <= THREE_LINES:
                st.subheader(f":gray[{safe(shown.more[self.lang])}]", anchor=False)
            elif shown.more or shown.leads:
                self._second(shown)
            for note in shown.notes:
                self.note(note)

    def _second(self, shown: Headline) -> None:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if shown.more:
                st.markdown(f":gray[:small[{safe(shown.more[self.lang])}]]", width="content")
            for at, lead in enumerate(shown.leads):
                st.button(
                    _lit(lead.name[self.lang]),
                    key=f"lead_{at}",
                    type="tertiary",
                    icon=":material/chevron_right:",
                    icon_position="right",
                    on_click=clicks.open_,
                    args=(dict(lead.marks),),
                )

    def section(self, title: Text) -> None:
        st.markdown(f"#### {safe(title[self.lang])}")

    def note(self, words: Text) -> None:
        """A quiet line; nothing where there is nothing to say."""
        if words:
            st.caption(safe(words[self.lang]))

    def cards(self, shown: Sequence[Card]) -> None:
        """Up to six numbers in one row."""
        cards.row(shown, self.lang, self.mode, self.place)

    def row(
        self,
        *figures: Figure | None,
        weights: Sequence[int] = (),
        height: int = PROOF,
        large: bool = False,
    ) -> None:
        """The figures that have something to show side by side, in boxes of one height; below them the words of those
        that have not: none takes half of a row for one sentence. `large`: their tables are read to the end."""
        widths = weights if len(weights) == len(figures) else [1] * len(figures)
        shown = [(one, wide) for one, wide in zip(figures, widths, strict=True) if one is not None]
        drawn = [(one, wide) for one, wide in shown if not one.is_empty]
        silent = [(one, 1) for one, _ in shown if one.is_empty]
        if drawn and silent and self.is_large:  # a step of a meeting has no room below
            height -= SILENT
        is_low = len(drawn) == 1 and not self.is_large and _is_low(drawn[0][0])
        self._side_by_side(drawn, "content" if is_low else height, large=large)
        self._side_by_side(silent, "stretch", large=large)

    def _side_by_side(
        self, figures: Sequence[tuple[Figure, int]], height: show.Height, *, large: bool
    ) -> None:
        """Each as wide as its weight says."""
        if not figures:
            return
        widths = [wide for _, wide in figures]
        rooms = self._rooms(widths, BESIDE)
        for place, (figure, _), room in zip(
            st.columns(widths, gap="xsmall"), figures, rooms, strict=True
        ):
            with place:
                spoken = figure.in_(self.lang, self.letter)
                is_large = large or self.is_large
                show.show(spoken, self.mode, height, self.place, large=is_large, room=room)

    def _rooms(self, widths: Sequence[int], around: int) -> list[int | None]:
        """px across of each table side by side; of one beside the page nothing is known."""
        across = ACROSS - BETWEEN * (len(widths) - 1)
        return [None if self.place else across * w // sum(widths) - around for w in widths]

    def tables(self, figures: Sequence[Figure]) -> None:
        """Tables side by side, without boxes, as one wall, each as wide as its words are beside the others'."""
        spoken = [figure.in_(self.lang) for figure in figures]
        widths = [wanted(one) for one in spoken]
        places = st.columns(widths or 1, gap="xsmall")
        for place, figure, room in zip(places, spoken, self._rooms(widths, EDGES), strict=False):
            with place:
                show.bare(figure, self.mode, room)

    def show(
        self,
        figure: Figure,
        *,
        in_low_rows: bool = False,
        row_height: int | None = None,
        acts: Sequence[Act] | None = None,
    ) -> None:
        """The figure over the whole width, as high as it is; its rows as lines that offer the `acts`."""
        rows = show.LOWER if in_low_rows else row_height
        spoken = figure.in_(self.lang, self.letter)
        [room] = self._rooms([1], BESIDE)
        show.show(spoken, self.mode, row_height=rows, acts=acts, room=room)

    def would_show(self) -> None:
        """The picture of what the page shows once its data is there."""
        picture(self.page, self.lang)

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
        """One of a few options, kept in the address; `as_list` for many of them, `is_plain` where the
        options need no label."""
        bind_one(key, default or next(iter(options)), lambda value: value in options)
        spoken: Callable[[str], str] = lambda option: options[option][self.lang]  # noqa: E731
        if as_list:
            st.selectbox(
                label[self.lang],
                list(options),
                key=key,
                format_func=spoken,
                width=_room(options[one][self.lang] for one in options),
                label_visibility="collapsed" if is_plain else "visible",
            )
        else:
            st.segmented_control(
                label[self.lang],
                list(options),
                key=key,
                format_func=lambda option: safe(spoken(option)),
                required=True,
                label_visibility="collapsed" if is_plain else "visible",
            )
        return str(st.session_state[key])


def _is_low(figure: Figure) -> bool:
    """Whether it is a table of few rows, below which a box of its own height leaves nothing empty."""
    return figure.draw is None and height_of(len(figure.frame), PROOF) == "content"


def _lit(name: str) -> str:
    """A name, in the colour of its light where it begins with the shape of one."""
    light = next((key for key, shape in SHAPES.items() if name.startswith(shape)), "")
    return (
        f":{cards.LIGHT_HUES[light]}[{name[:1]}] {safe(name[1:].strip())}" if light else safe(name)
    )


def _room(options: Iterable[str]) -> int:
    """So many px that the longest of the options is read to its end."""
    longest = max(map(width, options), default=0)
    return min(max(LEAST_ROOM, 70 + 8 * longest), MOST_ROOM)


def open_screen(page: str) -> Screen:
    """The screen that the frame has prepared for this page.

    Until some session has run the navigation, Streamlit runs the scripts of a folder named `pages`
    by themselves, without the frame: then the navigation is laid out and the run begins anew. A page
    that has nothing to tell shows what it would show, and ends here.
    """
    screen: Screen | None = st.session_state.pop(_CURRENT, None)
    if screen is None:
        contents.navigation("zh")
        st.rerun()
    entry = contents.PAGES[page]
    tells = screen.ask.newest and any(key in screen.ask.coverage for key in entry.tells_of)
    if entry.needs and not tells:
        empty_page.empty(entry, screen.lang, is_first_visit=not screen.ask.coverage)
        raise PageEnds
    return screen


def prepare(asked: Round, ask: Ask, lang: Lang, page: str) -> Screen:
    """Leave the screen for the page that runs next."""
    screen = st.session_state[_CURRENT] = Screen(ask, asked.scope, lang, page, round=asked)
    return screen
