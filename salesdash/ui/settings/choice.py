"""One of a few parts of a desk, shown as a row of names and kept in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.address import bind_one


def part(screen: Screen, key: str, label: Text, names: Mapping[str, Text]) -> str:
    """The part in the address, else the first; `label` is for who hears the page."""
    bind_one(key, next(iter(names)), lambda value: value in names)
    st.segmented_control(
        label[screen.lang],
        list(names),
        key=key,
        format_func=lambda name: names[name][screen.lang],
        label_visibility="collapsed",
        required=True,
    )
    return str(st.session_state[key])
