"""Under whose name a change is kept."""

from __future__ import annotations

import streamlit as st

_WHO = "who"


def who() -> str:
    """Who is at work: as logged in, else as last written in a form."""
    return str(st.user.get("name") or st.user.get("email") or st.session_state.get(_WHO) or "")


def remember(name: str) -> None:
    """Take what was written in a form for the rest of the visit."""
    st.session_state[_WHO] = name
