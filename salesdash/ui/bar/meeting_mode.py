"""Meeting mode: the page alone on the screen, asked about what the meeting was opened on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from salesdash.catalog.dimensions import FILTERS
from salesdash.catalog.meetings import Frame, Meeting
from salesdash.errors import SalesdashError, StoreError
from salesdash.figures.meeting.frozen import met_of
from salesdash.period import Comparison
from salesdash.scope import Met, Scope
from salesdash.text import Lang, Text
from salesdash.ui.bar.period_choice import ALL, read
from salesdash.ui.session import store
from salesdash.ui.session.address import bind_one, of_the_frame
from salesdash.units import Scale
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.meetings.meetings import Meetings

JOINED = "in_meeting"  # in the address: the number of the meeting that this visitor is in
_OUT = "meeting_walked_out"
NOTING = "meeting_noting"  # that a note was asked for, whose form opens in this run
PAGE = "pages/meeting.py"
START = Text("开会", "Start the meeting")


def joined() -> Meeting | None:
    """The meeting that this visitor is in; None once it is over, and where the store cannot be read, which
    the page then says."""
    if not (st.query_params.get(JOINED) or st.session_state.get(JOINED)):
        return None
    bind_one(JOINED, "", str.isdecimal)
    try:
        meeting = open_meetings().open_one()
    except StoreError:
        return None
    if meeting is None or str(meeting.meeting_id) != st.session_state[JOINED]:
        leave()
        return None
    return meeting


def join(meeting: Meeting) -> None:
    """To be followed by a rerun."""
    st.session_state[JOINED] = str(meeting.meeting_id)


def seat() -> Meeting | None:
    """The meeting that goes on, which whoever opens its page is in; None where none does."""
    meeting = open_meetings().open_one()
    if meeting and st.session_state.get(JOINED) != str(meeting.meeting_id):
        # in the address too: one that we did not write would take the choice back
        st.query_params[JOINED] = str(meeting.meeting_id)
        join(meeting)
        st.rerun()
    return meeting


def leave() -> None:
    st.session_state[JOINED] = ""


def walk_out() -> None:
    """Leave a meeting that goes on; to be followed by a run that goes to another page, as its own seats whoever
    comes."""
    leave()
    st.session_state[_OUT] = True


def has_walked_out() -> bool:
    """Whether this visitor has just left a meeting that goes on; asked once."""
    return bool(st.session_state.pop(_OUT, False))


def open_meetings() -> Meetings:
    return Meetings(store.warehouse())


def frame_of(scope: Scope) -> Frame:
    """What is to be asked about as long as the meeting lasts: what is chosen above the page now."""
    chosen = {
        "period": (ALL if scope.period is None else str(scope.period),),
        "compare": (scope.comparison or "last_year",),
        "unit": (str(scope.scale),),
        **dict(scope.filters),
    }
    return Frame(scope.as_of, chosen)


def scope_of(ask: Ask, meeting: Meeting) -> Scope:
    """The scope that the meeting was opened with, of the data as they are now."""
    if not ask.coverage:
        return Scope(meeting.frame.as_of, calendar=ask.calendar)
    chosen = meeting.frame.chosen
    comparison: Comparison = chosen["compare"][0]  # type: ignore[assignment] # written by frame_of
    scale: Scale = chosen["unit"][0]  # type: ignore[assignment]
    filters = tuple(sorted((key, chosen[key]) for key in FILTERS if key in chosen))
    try:
        period = read(chosen["period"][0], ask.calendar)
    except SalesdashError:
        period = None
    scope = Scope(meeting.frame.as_of, period, comparison, filters, scale, ask.calendar)
    if comparison != "meeting":
        return scope
    return replace(scope, met=met_of(open_meetings().before(meeting)))


def last_met(as_of: date) -> Met | None:
    """The meeting since which figures can be compared; None while none is closed, and where the store cannot be
    read, which the page then says."""
    try:
        return met_of(open_meetings().last_closed(as_of))
    except StoreError:
        return None


def way_in(lang: Lang) -> None:
    """The one button that begins a meeting or leads to the one that goes on."""
    if st.button(START[lang], icon=":material/co_present:", type="primary", key="start_meeting"):
        st.switch_page(PAGE, query_params=of_the_frame())
