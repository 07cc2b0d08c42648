"""The exceptions, each one screen: its sentence, one chart, why, what to do, and three keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import Entry, Meeting, Outcome
from salesdash.charts.column import KPI
from salesdash.errors import ClosedError
from salesdash.figures.inbox.proofs import proof
from salesdash.figures.meeting import exceptions
from salesdash.figures.meeting.exceptions import Case
from salesdash.text import BLANK, Text
from salesdash.ui.actions import action_form
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.meeting import turning
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions

BEHIND = Text("看背后的页面", "The page behind")
KEYS: dict[str, str] = {"decided": "D", "noted": "M", "next_time": "W", "behind": "P"}
NAMES: dict[str, Text] = {
    "decided": Text("定行动", "Decide"),
    "noted": Text("已知悉", "Noted"),
    "next_time": Text("下次再议", "Next time"),
}
NOT_IN_MINUTES = Text(
    "会议已经收尾：行动已保存，但不在纪要里。",
    "The meeting was closed meanwhile: the promise is saved, but not in its minutes.",
)
PROOF = 390  # px
# Where the members and the KPI of an exception have pages of their own, whom it is about before by what it is
# seen: mark, page, what its address says.
PAGE_OF = {
    "customer": ("customer", "customer", "{}"),
    "channel": ("channel", "of", "channel:{}"),
    KPI: ("kpis", "kpi", "{}"),
}
WEEK = timedelta(days=7)


def cases(screen: Screen, meeting: Meeting) -> list[Case]:
    """The exceptions of this meeting, in the order in which it goes through them."""
    return exceptions.of_meeting(screen.warehouse, screen.ask, screen.scope, meeting)


def show(screen: Screen, meeting: Meeting) -> None:
    """The exception at which the meeting stands."""
    waiting = cases(screen, meeting)
    if not waiting:
        screen.headline(exceptions.NONE, large=True)
        return
    turning.count(len(waiting))
    at = min(meeting.nth, len(waiting) - 1)
    case = waiting[at]
    outcome = mode.open_meetings().outcomes(meeting).get(case.key)
    screen.headline(exceptions.headline(case, outcome), large=True)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _keys(screen, meeting, case)
        st.space("stretch")
        st.markdown(safe(exceptions.place(case, at, len(waiting))[screen.lang]), width="content")
    drawn, words = st.columns([5, 3], gap="small")
    promised = Actions(screen.warehouse).actions()
    figure = proof(screen.ask, case.waiting, promised) if case.waiting else None
    with drawn:
        # what it finds is the sentence above
        screen.row(figure and replace(figure, sentence=BLANK), height=PROOF)
    with words:
        _words(screen, case)


def _words(screen: Screen, case: Case) -> None:
    lang = screen.lang
    for words in exceptions.facts(case, screen.scope):
        st.markdown(f"#### {safe(words[lang])}")
    if why := exceptions.drivers(screen.ask, screen.scope, case):
        st.markdown(f"**{safe(exceptions.WHY[lang])}**")
        st.markdown("\n".join(f"- {safe(one[lang])}" for one in why))


def _keys(screen: Screen, meeting: Meeting, case: Case) -> None:
    lang = screen.lang
    st.button(NAMES["decided"][lang], type="primary", shortcut=KEYS["decided"], key="case_decided",
              disabled=turning.is_typing(), on_click=_decide, args=(screen, meeting, case))  # fmt: skip
    outcomes: tuple[Outcome, ...] = ("noted", "next_time")
    for outcome in outcomes:
        st.button(NAMES[outcome][lang], shortcut=KEYS[outcome], key=f"case_{outcome}",
                  disabled=turning.is_typing(), on_click=_settle, args=(screen, meeting, case, outcome))  # fmt: skip
    marks = case.waiting.marks if case.waiting else {}
    mark = behind(marks)
    if mark and st.button(
        BEHIND[lang], shortcut=KEYS["behind"], key="case_behind", disabled=turning.is_typing()
    ):
        page, key, words = PAGE_OF[mark]
        params = {mode.JOINED: str(meeting.meeting_id), key: words.format(marks[mark])}
        st.session_state[key] = params[key]
        st.switch_page(f"pages/{page}.py", query_params={**params, "lang": lang})


def behind(marks: Mapping[str, str]) -> str | None:
    """The mark whose page stands behind an exception."""
    return next((key for key in PAGE_OF if marks.get(key)), None)


def _decide(screen: Screen, meeting: Meeting, case: Case) -> None:
    """Open the promise with all that is known of it; kept, it is a line of the minutes, and the next one comes up."""
    proposed = case.waiting.action(screen.lang) if case.waiting else Action(owner=case.owner)
    if not proposed.due:
        proposed = Action(case.sentence[screen.lang], case.owner, screen.scope.as_of + WEEK)
    proposed = replace(proposed, owner=proposed.owner or _leader(meeting))

    def keep(made: Action, by: str) -> Action:
        facts = {"what": made.title, "due": str(made.due)}
        entry = Entry(case.key, exceptions.sentence(case), "decided", made.owner, facts=facts)
        try:
            mode.open_meetings().keep(meeting, entry, by, made=made)
        except ClosedError:
            st.toast(safe(NOT_IN_MINUTES[screen.lang]), icon=":material/info:")
            return Actions(screen.warehouse).add(made, by)
        turning.turn_from(meeting)
        return made

    action_form.ask_for(proposed, keep=keep)


def _leader(meeting: Meeting) -> str:
    """Whose it is, where nobody is known to own it: who is at work, else who opened the meeting."""
    return who() or meeting.opened_by


def _settle(screen: Screen, meeting: Meeting, case: Case, outcome: Outcome) -> None:
    with turning.said(screen.lang):
        entry = Entry(case.key, exceptions.sentence(case), outcome, case.owner)
        mode.open_meetings().keep(meeting, entry, who())
        turning.turn_from(meeting)
