"""The foot of a meeting: the agenda, the time of the item, notes, and the keys that turn it; the same for all
who look."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.meetings import Meeting, minutes
from salesdash.charts.rows import width
from salesdash.errors import SalesdashError, StoreError
from salesdash.text import Lang, Text
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.meeting import agenda, turning
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms
from salesdash.ui.session.browser import focus
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.store.database import now

BACK, ON = Text("上一议程", "Previous"), Text("下一议程", "Next item")
NOTE, SAVE = Text("记录", "Note"), Text("记下（回车）", "Keep (Enter)")
NOTE_ON = Text("记录：{item}", "Note on: {item}")
NEXT = Text("下一项", "Next")
RETURN = Text("回到会议", "Back to the meeting")
CLOCK = Text("{n} / {most} 分钟", "{n} / {most} min")
OUTSIDE = "pages/overview.py"
NOT_NOTED = Text(
    "这条没有记下，文字还在框里。", " This note is not kept; its words are still in the field."
)
EVERY = 2  # seconds until what somebody else did is seen here
# the keys that do it without a mouse
KEYS = {"next": "Enter", "back": "Left", "on": "Right", "note": "N", "return": "B"}
_NOTED, _STOOD = "meeting_note", "meeting_stood"
# letters of the agenda that find room beside the keys, and between two names of it; a Chinese one counts as two
_ROOM, _SEPARATOR = 57, 3


def open_asked(screen: Screen, meeting: Meeting | None) -> bool:
    """Open the note where its key asked for it; whether it did."""
    if not st.session_state.pop(mode.NOTING, False) or meeting is None:
        return False
    title = NOTE_ON.format(item=agenda.name(meeting.item))[screen.lang]
    forms.over_page(safe(title), width="large")(_note)(meeting, screen.lang)
    return True


def _note(meeting: Meeting, lang: Lang) -> None:
    with st.form("meeting_note_form", border=False, clear_on_submit=False):
        words = st.text_input(NOTE[lang], key=_NOTED, label_visibility="collapsed")
        if st.form_submit_button(SAVE[lang], type="primary") and words.strip():
            try:
                mode.open_meetings().note(meeting, words, who())
            except SalesdashError as error:
                # the words stay in the field
                st.error(safe((error.message + NOT_NOTED)[lang]), icon=":material/error:")
            else:
                del st.session_state[_NOTED]
                st.rerun()
    focus.first_field("meeting_note_focus")


def show(screen: Screen, meeting: Meeting | None, *, is_typing: bool) -> None:
    """The agenda with the item at which it stands, its time, and the keys; nobody is interrupted who types.
    Nothing outside a meeting."""
    if meeting is None:
        return
    at = f"meeting_foot_{meeting.moves}"
    with (
        st.bottom,
        st.container(horizontal=True, vertical_alignment="center", gap="small", key=at),
    ):
        st.markdown(agenda_line(meeting.agenda, meeting.place, screen.lang), width="content")
        st.space("stretch")
        watch = st.fragment(run_every=None if is_typing else EVERY)(_clock)
        watch(meeting.meeting_id, meeting.moves, minutes(meeting.item), screen.lang)
        _keys(screen, meeting, is_typing=is_typing)


def agenda_line(items: Sequence[str], place: int, lang: Lang) -> str:
    """The names of the items, the one at which the meeting stands in bold; of a long agenda those around it."""
    names = [agenda.name(item)[lang] for item in items]
    around = _around(names, place)
    shown = [
        f"**:blue[{safe(names[n])}]**" if n == place
        else f":gray[{safe(names[n])}]" if n < place
        else safe(names[n])
        for n in around
    ]  # fmt: skip
    before = ["…"] if around.start > 0 else []
    after = ["…"] if around.stop < len(names) else []
    return " › ".join([*before, *shown, *after])


def _around(names: Sequence[str], place: int) -> range:
    """The places of the names that find room in one line: what comes next before what is over."""
    if sum(map(width, names)) + _SEPARATOR * (len(names) - 1) <= _ROOM:
        return range(len(names))
    first, last = place, place
    taken = width(names[place]) + 2 * (_SEPARATOR + 1)  # and the dots at either end
    grows = True
    while grows:
        grows = False
        for n in (last + 1, first - 1):
            if 0 <= n < len(names) and taken + _SEPARATOR + width(names[n]) <= _ROOM:
                taken += _SEPARATOR + width(names[n])
                first, last, grows = min(first, n), max(last, n), True
    return range(first, last + 1)


def _clock(number: int, moves: int, most: int, lang: Lang) -> None:
    """How long the item takes by now; draws all anew once somebody moved the meeting on."""
    try:
        meeting = mode.open_meetings().one(number)
    except StoreError as error:  # looked at again in a moment
        st.caption(safe(error.message[lang]), width="content")
        return
    if meeting is None or meeting.moves != moves or not meeting.is_open:
        st.rerun(scope="app")
    taken = meeting.spent.get(meeting.item, 0) + (now() - meeting.began).total_seconds()
    words = CLOCK.format(n=int(taken // 60), most=most)[lang]
    colour = "red" if taken > most * 60 else "gray"
    st.markdown(f":{colour}[{safe(words)}]", width="content")


def _keys(screen: Screen, meeting: Meeting, *, is_typing: bool) -> None:
    lang = screen.lang
    if screen.page != "meeting" and not _is_page_of(screen, meeting):
        if st.button(
            RETURN[lang],
            shortcut=KEYS["return"],
            type="primary",
            key="meeting_return",
            disabled=is_typing,
        ):
            go_back(lang)
        return
    if screen.page == "meeting" and meeting.item != "close":
        st.button(
            NEXT[lang], shortcut=KEYS["next"], type="primary", key="meeting_next",
            on_click=_next, args=(meeting, lang), disabled=is_typing,
        )  # fmt: skip
    st.button(NOTE[lang], shortcut=KEYS["note"], key="meeting_note_key", on_click=_ask_note,
              disabled=is_typing)  # fmt: skip
    st.button(
        "", icon=":material/arrow_back:", help=BACK[lang], shortcut=KEYS["back"], key="meeting_back",
        on_click=_turn, args=(meeting, -1, lang), disabled=is_typing or meeting.place == 0,
    )  # fmt: skip
    st.button(
        "", icon=":material/arrow_forward:", help=ON[lang], shortcut=KEYS["on"], key="meeting_on",
        on_click=_turn, args=(meeting, 1, lang), disabled=is_typing or meeting.place == len(meeting.agenda) - 1,
    )  # fmt: skip
    agenda.menu(screen, meeting)


def _is_page_of(screen: Screen, meeting: Meeting) -> bool:
    """Whether the page is the item at which the meeting stands."""
    return agenda.page_of(meeting.item) == screen.page


def _next(meeting: Meeting, lang: Lang) -> None:
    with turning.said(lang):
        turning.turn(meeting)


def _turn(meeting: Meeting, by: int, lang: Lang) -> None:
    with turning.said(lang):
        mode.open_meetings().move(meeting, meeting.place + by)


def _ask_note() -> None:
    st.session_state[mode.NOTING] = True


def go_back(lang: Lang) -> None:
    """To the step at which the meeting stands."""
    joined = st.session_state[mode.JOINED]
    st.switch_page(mode.PAGE, query_params={mode.JOINED: joined, "lang": lang})


def follow(screen: Screen, meeting: Meeting | None) -> None:
    """Be where the meeting is: on the page that its agenda names, or back on its own; away from it, once left."""
    if meeting is None:
        if mode.has_walked_out() and screen.page == "meeting":
            st.switch_page(OUTSIDE, query_params={"lang": screen.lang})
        return
    wanted = agenda.page_of(meeting.item)
    if screen.page == "meeting" and wanted:
        params = {mode.JOINED: str(meeting.meeting_id), "lang": screen.lang}
        st.switch_page(f"pages/{wanted}.py", query_params=params)
    stayed = st.session_state.get(_STOOD)
    st.session_state[_STOOD] = (meeting.meeting_id, meeting.place, meeting.nth)
    if screen.page != "meeting" and wanted != screen.page and stayed not in (
        None, st.session_state[_STOOD],
    ):  # fmt: skip
        go_back(screen.lang)
