"""Before a meeting: which kind, who is there, its agenda; and the minutes of those that are over."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import KINDS, Meeting
from salesdash.errors import SalesdashError
from salesdash.figures.comparison import day_name
from salesdash.figures.inbox.inbox import inbox
from salesdash.figures.inbox.kept import kept_in
from salesdash.figures.inbox.table import table
from salesdash.figures.meeting import line, minutes, prepared, promises
from salesdash.text import Text
from salesdash.ui.bar import meeting_mode as mode
from salesdash.ui.figure.grid import as_table
from salesdash.ui.meeting import agenda, minutes_desk
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import remember, who
from salesdash.warehouse.typed.actions import Actions

KIND, BY = Text("会议", "Meeting"), Text("主持", "Led by")
BEGIN = Text("开始", "Begin")
DUE_ON = Text("{kind}应在{day}前开", "{kind} due by {day}")
LATE = Text("{kind}已过期 {n} 天", "{kind} {n} {n:day|days} overdue")
NEVER = Text("{kind}还没有开过", "{kind} not held yet")
PICK = Text("在表中选一场，看它的纪要。", "Select a meeting to read its minutes.")
LATE_DAYS = 0
PROOF = 317  # px; whole rows of its tables


def show(screen: Screen) -> None:
    """The choice of a meeting with the button that begins it, what it will go through, and those that are over."""
    lang, answer = screen.lang, st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = {key: one.name for key, one in KINDS.items()}
        kind = screen.choose("meeting_kind", KIND, kinds, is_plain=True)
        attended = st.text_input(minutes.PRESENT[lang], key="meeting_attended", width="stretch")
        by = st.text_input(BY[lang], value=who(), key="meeting_by", width=160)
        is_begun = st.button(BEGIN[lang], type="primary", shortcut="Enter", key="meeting_begin")
    screen.note(_due(screen))
    items = agenda.choose(screen, mode.open_meetings().agenda(kind), f"meeting_agenda_{kind}")
    if is_begun:
        _begin(screen, kind, items, attended, by.strip())
    due = promises.due(Actions(screen.warehouse).actions(), {}, screen.scope.as_of)
    with answer:
        screen.headline(prepared.ready(kind, items, due))
    closed = mode.open_meetings().closed()
    _prepared(screen, due, next(iter(closed), None))
    _over(screen, closed)


def _prepared(screen: Screen, due: Sequence[Action], before: Meeting | None) -> None:
    """What was promised and how old the data are; below, the exceptions, which the meeting then has at hand."""
    ask, scope = screen.ask, screen.scope
    aged = line.ages(ask, scope, before) if ask.coverage else None
    promised = prepared.promised(due, scope) if due else None  # the headline says that none is
    screen.row(promised, aged, height=PROOF, large=True)
    waiting = inbox(ask, scope, kept_in(screen.warehouse, ask))
    if waiting:
        screen.show(table(waiting, scope), acts=())


def _begin(screen: Screen, kind: str, items: list[str], attended: str, by: str) -> None:
    """Open it, or join the one that somebody opened meanwhile."""
    meetings = mode.open_meetings()
    remember(by)
    try:
        meetings.keep_agenda(kind, items, by)
        begun = meetings.begin(kind, mode.frame_of(screen.scope), attended, by)
    except SalesdashError as error:
        if meeting := meetings.open_one():
            begun = meeting
        else:
            st.error(safe(error.message[screen.lang]), icon=":material/error:")
            return
    mode.join(begun)
    st.rerun()


def _due(screen: Screen) -> Text:
    """When each kind is due again."""
    words = []
    for kind, day in mode.open_meetings().due_days().items():
        name = KINDS[kind].name
        late = (screen.scope.as_of - day).days if day else LATE_DAYS
        if day is None:
            words.append(NEVER.format(kind=name))
        elif late > LATE_DAYS:
            words.append(LATE.format(kind=name, n=late))
        else:
            words.append(DUE_ON.format(kind=name, day=day_name(day)))
    return Text(" · ".join(w.zh for w in words), " · ".join(w.en for w in words))


def _over(screen: Screen, closed: Sequence[Meeting]) -> None:
    """The meetings that are over, and the minutes of the one that is selected, else of the last."""
    if not closed:
        return
    values, columns = as_table(minutes.held(closed).in_(screen.lang), screen.mode)
    event = st.dataframe(
        values, hide_index=True, width="stretch", height="content" if len(closed) < 5 else 200,
        column_config=columns, on_select="rerun", selection_mode="single-row", placeholder="–",
        key="meetings_held",
    )  # fmt: skip
    rows = event.selection.rows
    screen.note(PICK)
    minutes_desk.show(screen, closed[rows[0] if rows else 0])
