"""Who may own something: the people of the data and the names written before, or anybody typed."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.overrides import owners_of
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.register import Register

WHO = Text("选人或输入姓名", "Choose or type a name")


def known(screen: Screen) -> list[str]:
    """The names written before, then the salespeople with most sales first; each once."""
    ask = screen.ask
    written = [risk.owner for risk in Register(screen.warehouse).risks()]
    written += [action.owner for action in Actions(screen.warehouse).actions()]
    kpis = owners_of(ask.decided).values() if ask.coverage else []
    sellers = ask.members("salesperson") if ask.coverage else []
    return [name for name in dict.fromkeys([*written, *kpis, *sellers]) if name]


def choose(screen: Screen, label: str, key: str) -> None:
    """One of them, or a name that nobody has written yet; what is kept under the key stands there."""
    names = known(screen)
    current = st.session_state.get(key)
    if current and current not in names:
        names = [current, *names]
    st.session_state[key] = current or None
    st.selectbox(
        label, names, index=None, key=key, accept_new_options=True, placeholder=WHO[screen.lang]
    )
