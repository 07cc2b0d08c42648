"""Whose page it is: named in the address, found by a part of the name, and the way back to all of them."""

from __future__ import annotations

import streamlit as st

from salesdash.charts.column import Marks
from salesdash.figures.customers.population import found_by
from salesdash.text import Text
from salesdash.ui.figure import clicks
from salesdash.ui.screen import Screen
from salesdash.ui.session.address import bind_one, of_the_frame
from salesdash.ui.session.contents import PAGES

OF = "customer"
PAGE, ALL_PAGE = "pages/customer.py", "pages/customers.py"
ITS_PAGE = Text("看客户专页", "Open the customer's page")
FIND = Text("按名称找客户", "Find a customer by name")
_WORDS = "customer_words"


def choose(screen: Screen) -> str:
    """Whose page is asked for: the one whose yearly money is largest where nobody is named."""
    bind_one(OF, "", bool)
    with st.container(horizontal=True, vertical_alignment="center"):
        name = screen.say(PAGES["customers"].name)
        if st.button(name, icon=":material/arrow_back:", type="tertiary", key="to_customers"):
            to_all()
        words = st.text_input(
            screen.say(FIND), key=_WORDS, placeholder=screen.say(FIND), label_visibility="collapsed", width=240
        )  # fmt: skip
        for other in found_by(screen.ask, screen.scope, words) if words else ():
            st.button(other, key=f"to_{other}", type="tertiary", on_click=_take, args=(other,))
    if not st.session_state[OF]:
        st.session_state[OF] = next(iter(found_by(screen.ask, screen.scope, "")), "")
    return str(st.session_state[OF])


def to_all() -> None:
    """To the page of all, which says what would tell anybody apart."""
    st.switch_page(ALL_PAGE, query_params=of_the_frame())


def _take(customer: str) -> None:
    st.session_state.update({OF: customer, _WORDS: ""})


def link(screen: Screen, marks: Marks) -> None:
    """The way from what was clicked to the page of its customer, where it is of one."""
    customer = marks.get("customer")
    if customer and st.button(screen.say(ITS_PAGE), icon=":material/person:", key="its_customer"):
        clicks.close()
        st.session_state[OF] = customer
        st.switch_page(PAGE, query_params={**of_the_frame(), OF: [customer]})
