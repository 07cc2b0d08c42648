"""Which date or event is looked at, whose course, in which measure and over how many weeks; kept in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from salesdash.catalog.dimensions import member_name
from salesdash.errors import SalesdashError
from salesdash.figures.channels import before_after
from salesdash.period import Period, read_day
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.address import bind_one

EVENT, ANY_EVENT = Text("大事", "Event"), Text("选一件大事", "Choose an event")
DAY = Text("或任意一天", "Or any day")
MEMBER, MEASURE, WEEKS = Text("看谁", "Of whom"), Text("指标", "Measure"), Text("前后各", "Over")
_DAY, _EVENT = "moment", "moment_event"


@dataclass(frozen=True, slots=True)
class Moment:
    """What is looked at: as the figures of `before_after` take it."""

    member: str
    day: date
    weeks: int
    measure: str


def show(screen: Screen, by: str) -> None:
    """The course before and after the moment that is chosen, beside the rest of the same weeks."""
    moment = _choose(screen, by)
    asked = (by, moment.member, moment.day, moment.weeks, moment.measure)
    screen.row(
        screen.answer(before_after.indexed, *asked),
        screen.answer(before_after.sides, *asked),
        weights=(4, 3),
    )


def _choose(screen: Screen, by: str) -> Moment:
    """The moment that is looked at; until somebody chooses, the newest event that can be judged."""
    whose, what, when, over, which = st.columns([3, 4, 3, 2, 2], vertical_alignment="bottom")
    events = screen.answer(before_after.moments, by)
    with what, when:
        day = _day(screen, by)
    with what:
        _event(screen, {key: f"{key} {words[screen.lang]}" for key, (words, _) in events.items()})
    with when:
        st.date_input(screen.say(DAY), key=_DAY, format="YYYY-MM-DD")
    members = screen.ask.members(by)
    own = events.get(str(day), (None, ""))[1]
    with whose:
        names = {member: member_name(by, member) for member in members}
        default = own if own in names else None
        member = screen.choose("moment_of", MEMBER, names, default, as_list=True)
    with over:
        weeks = screen.choose("moment_weeks", WEEKS, before_after.weeks_offered(), as_list=True)
    with which:
        measures = before_after.measures(screen.ask)
        measure = screen.choose("moment_in", MEASURE, measures, as_list=True)
    return Moment(member, day, int(weeks), measure)


def _day(screen: Screen, by: str) -> date:
    """The day of the address, which is one that the data cover."""
    known = screen.ask.coverage["orders"].first_day or screen.scope.as_of
    latest = screen.answer(before_after.latest, by)

    def is_known(words: str) -> bool:
        try:
            return known <= read_day(words) <= screen.scope.as_of
        except SalesdashError:
            return False

    bind_one(_DAY, max(latest, known), is_known, read_day)
    day: date = st.session_state[_DAY]
    return day


def _event(screen: Screen, names: dict[str, str]) -> None:
    """The events by name; to choose one is to choose its day."""
    day = str(st.session_state[_DAY])
    st.session_state[_EVENT] = day if day in names else None
    st.selectbox(
        screen.say(EVENT),
        list(names),
        key=_EVENT,
        format_func=lambda key: names[key],
        placeholder=screen.say(ANY_EVENT),
        on_change=_take,
    )


def _take() -> None:
    if chosen := st.session_state[_EVENT]:
        st.session_state[_DAY] = Period.parse(chosen).start
