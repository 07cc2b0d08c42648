"""The promises that are due, one at a time: the owner's name large, and one key for what came of it."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import OUTCOMES, Meeting, Outcome
from salesdash.figures.actions import board
from salesdash.figures.meeting import promises
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.meeting import big_numbers, turning
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions

KEYS: dict[Outcome, str] = {"kept": "K", "late": "L", "dropped": "X"}
PROOF = 262  # px


def show(screen: Screen, meeting: Meeting) -> None:
    """The promise at which the meeting stands."""
    meetings, kept = mode.open_meetings(), Actions(screen.warehouse)
    outcomes = meetings.outcomes(meeting)
    actions, carried = kept.actions(), kept.carried_over()
    due = promises.due(actions, outcomes, meeting.frame.as_of)
    if not due:
        screen.headline(promises.NONE_DUE, large=True)
        return
    turning.count(len(due))
    at = min(meeting.nth, len(due) - 1)
    action = due[at]
    noted = outcomes.get(promises.ABOUT.format(action.action_id))
    before = carried.get(action.action_id, 0)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(safe(action.owner), anchor=False, width="content")
        screen.note(promises.OF.format(nth=at + 1, n=len(due)))
    outcome = noted.outcome if noted else None
    screen.headline(promises.headline(action, screen.scope, before, outcome))
    big_numbers.row(promises.cards(screen.ask, action, before), screen.lang)
    with st.container(horizontal=True, gap="small"):
        _keys(screen, meeting, action)
    theirs = [one for one in actions if one.owner == action.owner]
    shown = promises.proof(screen.ask, screen.scope, action) or [
        board.table(screen.ask, screen.scope, theirs, carried)
    ]
    screen.row(*shown, weights=(4, 3), height=PROOF)


def _keys(screen: Screen, meeting: Meeting, action: Action) -> None:
    for outcome, key in KEYS.items():
        st.button(
            OUTCOMES[outcome][screen.lang], shortcut=key, key=f"promise_{outcome}",
            type="primary" if outcome == "kept" else "secondary",
            disabled=turning.is_typing(), on_click=_settle, args=(screen, meeting, action, outcome),
        )  # fmt: skip


def _settle(screen: Screen, meeting: Meeting, action: Action, outcome: Outcome) -> None:
    """Keep what came of it together with the promise, and turn to the next."""
    with turning.said(screen.lang):
        changed = promises.touched(action, outcome, meeting)
        entry = promises.entry(screen.ask, action, outcome)
        mode.open_meetings().keep(meeting, entry, who(), changed=changed)
        turning.turn_from(meeting)
