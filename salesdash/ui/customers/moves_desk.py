"""Which two days are compared; kept in the address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from salesdash.errors import SalesdashError
from salesdash.figures.customers.moves import bridge, moved
from salesdash.period import DAY, read_day
from salesdash.text import Text
from salesdash.ui.screen import LIST, Screen
from salesdash.ui.session.address import bind_one

FROM, TO = Text("从", "From"), Text("到", "To")


def show(screen: Screen) -> None:
    """The sentence, the matrix beside the flow, and the bridge in money."""
    if why := screen.answer(moved.unavailable):
        screen.show(why)
        return
    earlier, later = _days(screen)
    screen.section(screen.answer(moved.in_words, earlier, later))
    screen.row(
        screen.answer(moved.matrix, earlier, later), screen.answer(moved.flow, earlier, later),
        height=LIST - 200,
    )  # fmt: skip
    screen.row(screen.answer(bridge.bridge, earlier, later))


def _days(screen: Screen) -> tuple[date, date]:
    """The two days; until somebody chooses, the day of the page and a year before."""
    days = screen.answer(moved.days)
    assert days is not None
    first, last = days
    bind_one("moved_to", last, _within(first + DAY, last), read_day)
    later: date = st.session_state["moved_to"]
    usual = min(screen.answer(moved.usual, later), later - DAY)
    bind_one("moved_from", usual, _within(first, later - DAY), read_day)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            screen.say(FROM), key="moved_from", min_value=first, max_value=later - DAY,
            format="YYYY-MM-DD", width=180,
        )  # fmt: skip
        st.date_input(
            screen.say(TO), key="moved_to", min_value=first + DAY, max_value=last,
            format="YYYY-MM-DD", width=180,
        )  # fmt: skip
    earlier: date = st.session_state["moved_from"]
    return earlier, later


def _within(first: date, last: date) -> Callable[[str], bool]:
    def is_within(words: str) -> bool:
        try:
            return first <= read_day(words) <= last
        except SalesdashError:
            return False

    return is_within
