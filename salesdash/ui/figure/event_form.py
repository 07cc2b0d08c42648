"""What explains a curve, written down where it is seen: typed, changed, removed, and undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.words.vocabulary import EVENT_KIND_NAMES
from salesdash.charts.figure import Spoken
from salesdash.errors import SalesdashError
from salesdash.figures.comparison import day_name
from salesdash.period import Period
from salesdash.text import Lang, Text
from salesdash.ui.session import forms, store
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.questions.events import OF
from salesdash.warehouse.typed.events import (
    Done,
    TypedEvent,
    change_event,
    take_back,
    type_event,
    typed_events,
    undo,
)

NOTE = Text("记一件大事", "Note an event")
WHY = Text(
    "促销、调价、缺货、人员变动……记下后，每条走势上都会标出来。",
    "A promotion, a price change, a stock-out, a new hire: once noted, every course shows it.",
)
WHICH, NEW = Text("哪件事", "Which event"), Text("新的一件", "A new one")
LISTED = Text("{day} {text}", "{day} {text}")
WORDS = Text("发生了什么", "What happened")
EXAMPLE = Text("例如：全线涨价 5%", "For example: prices up 5%")
FIRST, LAST = Text("开始", "From"), Text("结束", "To")
KIND, EVERY = Text("类型", "Kind"), Text("全部", "All")
SAVE, REMOVE = Text("保存", "Save"), Text("删除", "Remove")
UNDO = Text("撤销", "Undo")
DONE = {
    "typed": Text("已记下“{text}”。", "“{text}” is noted."),
    "changed": Text("已修改“{text}”。", "“{text}” is changed."),
    "removed": Text("已删除“{text}”。", "“{text}” is removed."),
}
_ASKED, _DONE, _OPENED = "event_asked", "event_done", "event_forms"


def offer(figure: Spoken, menu: str) -> None:
    """The button that asks for the form, where the figure is a course over time.

    `menu` is the key of the menu that holds it, which closes.
    """
    if is_course(figure):
        st.button(
            NOTE[figure.lang],
            icon=":material/flag:",
            key=f"event_{figure.key}",
            width="stretch",
            on_click=lambda: st.session_state.update({menu: False, _ASKED: figure.key}),
        )


def show_if_asked(figure: Spoken) -> None:
    """The form, once it was asked for; its day is the last one that the figure knows."""
    if figure.scope is not None and st.session_state.get(_ASKED) == figure.key:
        del st.session_state[_ASKED]
        period = figure.scope.period
        day = min(period.last_day, figure.scope.as_of) if period else figure.scope.as_of
        forms.over_page(NOTE[figure.lang])(form)(Period.of(day, "day"), period, figure.lang)


def is_course(figure: Spoken) -> bool:
    return figure.draw is not None and any(column.grain for column in figure.columns)


def form(at: Period, within: Period | None, lang: Lang) -> None:
    """One event to write, the days of a new one being `at`; or one of those noted `within` a period."""
    noted = typed_events(store.warehouse(), within)
    st.caption(safe(WHY[lang]))
    _last_done(lang)
    number = None
    if noted:
        number = st.selectbox(
            WHICH[lang],
            [None, *noted],
            format_func=lambda number: (
                NEW[lang] if number is None else _listed(noted[number])[lang]
            ),
            key="event_which",
        )
    seen = noted.get(number) if number is not None else None
    sheet = _Sheet(number, seen or TypedEvent(at.start, at.last_day, ""), lang)
    with st.form(sheet.key("form"), border=False):
        typed = sheet.fields()
        with st.container(horizontal=True):
            saves = st.form_submit_button(SAVE[lang], type="primary", icon=":material/save:")
            removes = seen is not None and st.form_submit_button(
                REMOVE[lang], icon=":material/delete:"
            )
    if removes and number is not None:
        _do(lambda: _removed(number, seen), lang)
    elif saves:
        _do(lambda: _saved(number, seen, typed), lang)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The widgets of one event; each opening of it has keys of its own, so that no old typing shows."""

    number: int | None
    event: TypedEvent
    lang: Lang

    def key(self, field: str) -> str:
        opened = st.session_state.get(_OPENED, 0)
        return f"event_{opened}_{self.number}_{self.event.first}_{field}"

    def fields(self) -> TypedEvent:
        """The widgets, and what is written in them."""
        event, lang = self.event, self.lang
        text = st.text_input(
            WORDS[lang],
            event.text,
            placeholder=EXAMPLE[lang],
            key=self.key("text"),
        )
        start, end, kind = st.columns(3)
        first = start.date_input(FIRST[lang], event.first, key=self.key("first"))
        last = end.date_input(LAST[lang], event.last, key=self.key("last"))
        with kind:
            chosen = st.selectbox(
                KIND[lang],
                list(EVENT_KIND_NAMES),
                list(EVENT_KIND_NAMES).index(event.kind),
                format_func=lambda key: EVENT_KIND_NAMES[key][lang],
                key=self.key("kind"),
            )
        of = dict(zip(OF, map(self._member, OF, st.columns(len(OF))), strict=True))
        return TypedEvent(_day(first), _day(last), " ".join(text.split()), chosen, **of)

    def _member(self, dimension: str, place: st.delta_generator.DeltaGenerator) -> str | None:
        with store.asking() as ask:
            members = ask.members(dimension)
        now = getattr(self.event, dimension)
        options = members if now is None or now in members else [now, *members]
        with place:
            chosen: str | None = st.selectbox(
                DIMENSIONS[dimension].name[self.lang],
                options,
                index=None if now is None else options.index(now),
                format_func=lambda member: member_name(dimension, member)[self.lang],
                placeholder=EVERY[self.lang],
                key=self.key(dimension),
            )
        return chosen


def _day(value: object) -> date:
    """What a date field holds that cannot be emptied."""
    assert isinstance(value, date)
    return value


def _listed(event: TypedEvent) -> Text:
    return LISTED.format(day=day_name(event.first), text=event.text)


def _saved(number: int | None, seen: TypedEvent | None, typed: TypedEvent) -> Done:
    if number is None or seen is None:
        return Done(type_event(store.warehouse(), typed, who()), None, typed)
    change_event(store.warehouse(), number, seen, typed, who())
    return Done(number, seen, typed)


def _removed(number: int, seen: TypedEvent | None) -> Done:
    take_back(store.warehouse(), number, who())
    return Done(number, seen, None)


def _do(act: Callable[[], Done], lang: Lang) -> None:
    """Do it and draw the page anew with it, or say why not: then the form stays open."""
    try:
        st.session_state[_DONE] = act()
    except SalesdashError as error:
        st.error(safe(error.message[lang]), icon=":material/error:")
        return
    _start_anew()


def _start_anew() -> None:
    st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1
    st.session_state.pop("event_which", None)
    st.rerun()


def _last_done(lang: Lang) -> None:
    """What this visitor did last, with the way back."""
    done: Done | None = st.session_state.get(_DONE)
    if done is None:
        return
    way = "typed" if done.before is None else "removed" if done.after is None else "changed"
    event = done.after or done.before
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(safe(DONE[way].format(text=event.text if event else "")[lang]), width="content")
        if not st.button(UNDO[lang], icon=":material/undo:", key="event_undo"):
            return
    del st.session_state[_DONE]
    try:
        undo(store.warehouse(), done, who())
    except SalesdashError as error:
        st.error(safe(error.message[lang]), icon=":material/error:")
    else:
        _start_anew()
