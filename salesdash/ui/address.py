"""A view is its address: what is chosen stands in the URL under keys that no language changes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

Allowed = Callable[[str], bool]
_RENDERED = "_address_rendered"
_WRITTEN = "_address_written"


def begin() -> None:
    """Forget which choices the last run offered."""
    st.session_state[_RENDERED] = {}


def bind_one(key: str, default: str, allowed: Allowed) -> None:
    """Let the widget `key` begin with what the URL says, where that is allowed."""
    asked = st.query_params.get(key)
    if asked is not None and asked != _written(key) and allowed(asked):
        st.session_state[key] = asked
    current = st.session_state.get(key)
    # set each time: what a widget of another page, or of other options, held under this key is lost
    st.session_state[key] = current if current is not None and allowed(current) else default
    _offered()[key] = [default]


def bind_many(key: str, options: list[str]) -> None:
    """The same for a widget that holds a list, from an empty one."""
    asked = [value for value in st.query_params.get_all(key) if value in options]
    if asked and asked != _written_list(key):
        st.session_state[key] = asked
    kept = [value for value in st.session_state.get(key, []) if value in options]
    st.session_state[key] = kept
    _offered()[key] = []


def publish() -> None:
    """Write into the URL what differs from its default; called once, at the end of a run."""
    chosen: dict[str, list[str]] = {}
    for key, default in _offered().items():
        value = st.session_state.get(key)
        values = [value] if isinstance(value, str) else list(value or [])
        if values != default:
            chosen[key] = values
    if {key: st.query_params.get_all(key) for key in st.query_params} != chosen:
        st.query_params.from_dict(chosen)
    st.session_state[_WRITTEN] = chosen


def _offered() -> dict[str, list[str]]:
    offered: dict[str, list[str]] = st.session_state.setdefault(_RENDERED, {})
    return offered


def _written_list(key: str) -> list[str]:
    written: dict[str, list[str]] = st.session_state.get(_WRITTEN, {})
    return written.get(key, [])


def _written(key: str) -> str | None:
    return next(iter(_written_list(key)), None)
