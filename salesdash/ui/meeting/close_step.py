"""The close: what rolls over by name, the minutes as they are, and the key that freezes the figures for good."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from salesdash.catalog.meetings import Meeting
from salesdash.charts.figure import Headline
from salesdash.figures.meeting import exceptions, minutes
from salesdash.figures.meeting.frozen import freeze
from salesdash.text import BLANK, Text, join
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.meeting import case_step, minutes_desk, turning
from salesdash.ui.screen import Screen
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions

CLOSE = Text("收尾并冻结数字", "Close and freeze the figures")
ROLLS = Text("留到下次：{names}。", "Left to the next: {names}.")
ROLL = Text("留到下次：{names}；另有 {n} 项。", "Left to the next: {names}; {n} more.")
MOST_NAMED = 2  # of those that roll over; the minutes below name all
UNSAID = Text(
    "{n} 项异常还没有说到，收尾时自动留到下次。",
    "{n} {n:exception|exceptions} not spoken of yet: left to the next meeting at the close.",
)
KEY = "F"
PROOF = 368  # px


def show(screen: Screen, meeting: Meeting) -> None:
    """What came of the meeting, and its minutes before they are closed."""
    meetings = mode.open_meetings()
    outcomes = meetings.outcomes(meeting)
    unsaid = exceptions.left_open(case_step.cases(screen, meeting), outcomes)
    rolling = meetings.rolled_over(meeting)
    names, others = exceptions.named(rolling[:MOST_NAMED]), len(rolling) - MOST_NAMED
    words = ROLL if others > 0 else ROLLS
    more = [words.format(names=names, n=others)] if rolling else []
    if unsaid:
        more.append(UNSAID.format(n=len(unsaid)))
    summary = minutes.summed(meetings.entries(meeting))
    screen.headline(Headline(summary, more=join(more, zh="", en=" ")), large=True)
    spoken, (said, figures) = minutes_desk.made(screen, meeting)
    with st.container(horizontal=True, gap="small"):
        _present(screen, meeting)
        minutes_desk.ways_out(screen, meeting, spoken, [said, figures])
        st.button(
            CLOSE[screen.lang], type="primary", icon=":material/lock:", shortcut=KEY, key="meeting_close",
            disabled=turning.is_typing(), on_click=_close, args=(screen, meeting),
        )  # fmt: skip
    # what came of it stands above them
    minutes_desk.side_by_side(screen, [replace(said, sentence=BLANK), figures], PROOF)


def _present(screen: Screen, meeting: Meeting) -> None:
    """Who was there, as it is known by now: some come late."""
    key = f"meeting_present_{meeting.meeting_id}"
    # as it stands in the store: somebody else may have changed it since this was drawn last
    st.session_state[key] = meeting.attended
    st.text_input(
        minutes.PRESENT[screen.lang], key=key, on_change=_attend,
        args=(screen, meeting, key), label_visibility="collapsed", icon=":material/group:",
        placeholder=minutes.PRESENT[screen.lang],
    )  # fmt: skip


def _attend(screen: Screen, meeting: Meeting, key: str) -> None:
    with turning.said(screen.lang):
        mode.open_meetings().attend(meeting, st.session_state[key])


def _close(screen: Screen, meeting: Meeting) -> None:
    """Freeze what is to be seen, roll over what nobody spoke of, and leave meeting mode."""
    with turning.said(screen.lang):
        meetings, by = mode.open_meetings(), who()
        waiting, outcomes = case_step.cases(screen, meeting), meetings.outcomes(meeting)
        made = exceptions.decisions(waiting, outcomes, meeting, by)
        frozen = freeze(screen.ask, screen.scope, Actions(screen.warehouse).actions())
        meetings.close(meeting, frozen, exceptions.left_open(waiting, outcomes), by, made)
        mode.leave()
