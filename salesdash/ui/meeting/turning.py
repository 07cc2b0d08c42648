"""To the next item: within a step, or the next step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from salesdash.catalog.meetings import Meeting
from salesdash.errors import SalesdashError
from salesdash.text import Lang
from salesdash.ui.actions import action_form
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.session.markdown import safe

_OF = "meeting_items"


def count(items: int) -> None:
    """How many items the step has that is drawn in this run."""
    st.session_state[_OF] = items


def is_typing() -> bool:
    """Whether a form lies over the step in this run: then its keys are words."""
    return action_form.is_asked() or bool(st.session_state.get(mode.NOTING))


@contextmanager
def said(lang: Lang) -> Iterator[None]:
    """Around what a key does: what it cannot do is said in a sentence, and the page stays as it is."""
    try:
        yield
    except SalesdashError as error:
        st.toast(safe(error.message[lang]), icon=":material/error:")


def turn_from(drawn: Meeting) -> None:
    """One on from the item that was `drawn`, once something was kept of it; where somebody turned meanwhile it
    stays there, so that two who press a key at once do not pass an item by."""
    standing = mode.open_meetings().one(drawn.meeting_id)
    if standing and (standing.item, standing.nth) == (drawn.item, drawn.nth):
        turn(standing)


def turn(meeting: Meeting) -> None:
    """One on within a step; from its last item to the next step."""
    meetings = mode.open_meetings()
    if meeting.nth + 1 < st.session_state.get(_OF, 0):
        meetings.move(meeting, meeting.place, meeting.nth + 1)
    else:
        meetings.move(meeting, meeting.place + 1)
