"""Forms over a page: while one is open, nothing that somebody else does draws the page anew under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

_OPEN = "_form_open"


def over_page(title: str, **look: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A form of this title over the page, open as long as nothing but itself is drawn anew; dismissed, the page
    is."""
    st.session_state[_OPEN] = True
    return st.dialog(title, on_dismiss="rerun", **look)


def is_open() -> bool:
    """Whether this run has opened one; asked once, at its end."""
    return bool(st.session_state.pop(_OPEN, False))
