"""Whose page it is: named in the address, chosen among its peers, and the way back to all of them."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.dimensions import member_name
from salesdash.charts.column import Marks
from salesdash.figures.channels.side_by_side import BY
from salesdash.text import Text
from salesdash.ui.figure import clicks
from salesdash.ui.screen import Screen
from salesdash.ui.session.address import bind_one, of_the_frame
from salesdash.ui.session.contents import PAGES

OF = "of"
PAGE, ALL_PAGE = "pages/channel.py", "pages/channels.py"
WHOSE = Text("看谁", "Whose page")
ITS_PAGE = Text("看它的专页", "Open its page")


def choose(screen: Screen) -> tuple[str, str] | None:
    """Whose page is asked for, as dimension and member; where nobody is named the one that is filtered,
    else the largest; None where the data do not know whom the address names."""
    bind_one(OF, "", bool)
    asked = st.session_state[OF] or _at_hand(screen)
    by, _, member = asked.partition(":")
    members = screen.ask.members(by) if by in BY else []
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        _back(screen, by if members else BY[0])
        if member not in members:
            return None
        st.session_state[OF] = asked
        st.selectbox(
            screen.say(WHOSE),
            [f"{by}:{one}" for one in members],
            key=OF,
            format_func=lambda words: member_name(by, words.partition(":")[2])[screen.lang],
            label_visibility="collapsed",
            width=320,
        )
    return by, member


def to_all() -> None:
    """To the page of all, which says what would tell anybody apart."""
    st.switch_page(ALL_PAGE, query_params=of_the_frame())


def link(screen: Screen, marks: Marks) -> None:
    """The way from what was clicked to its page, where it is of somebody who has one."""
    by = next((key for key in BY if marks.get(key)), None)
    if by and st.button(screen.say(ITS_PAGE), icon=":material/open_in_new:", key="its_page"):
        clicks.close()
        st.session_state[OF] = f"{by}:{marks[by]}"
        st.switch_page(PAGE, query_params={**of_the_frame(), OF: [st.session_state[OF]]})


def _at_hand(screen: Screen) -> str:
    chosen = ((by, names) for by, names in screen.scope.filters if by in BY and len(names) == 1)
    sizes = ((by, screen.ask.members(by)) for by in BY)
    return next((f"{by}:{names[0]}" for by, names in (*chosen, *sizes) if names), "")


def _back(screen: Screen, by: str) -> None:
    name = PAGES["channels"].name
    if st.button(screen.say(name), icon=":material/arrow_back:", type="tertiary", key="to_all"):
        st.session_state["compare_by"] = by
        st.switch_page(ALL_PAGE, query_params={**of_the_frame(), "compare_by": [by]})
