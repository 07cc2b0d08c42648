"""A view is its address: what is chosen stands in the URL under keys that no language changes."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Any

import streamlit as st

from salesdash.catalog.dimensions import FILTERS

# What is chosen above every page.
FRAME = ("lang", "period", "compare", "unit", "asof", "in_meeting", *FILTERS)
Allowed = Callable[[str], bool]
Read = Callable[[str], Any]
_RENDERED = "_address_rendered"
_WRITTEN = "_address_written"
_DEFAULTS = "_address_defaults"
_PATH = "_address_path"
_FOLLOWED = "_address_followed"
_REFUSED = "_address_refused"


def begin() -> None:
    """Forget which choices the last run offered.

    Where the page is the same and its address another than we wrote, somebody went back: then what is
    not in the address is not chosen either.
    """
    path = (st.context.url or "").partition("?")[0]
    now = {key: st.query_params.get_all(key) for key in st.query_params}
    is_same_page = path == st.session_state.get(_PATH)
    st.session_state[_FOLLOWED] = is_same_page and now != st.session_state.get(_WRITTEN, now)
    st.session_state[_PATH] = path
    st.session_state[_RENDERED] = {}
    st.session_state[_REFUSED] = []


def bind_one(key: str, default: Any, allowed: Allowed, read: Read = str) -> None:
    """Let the widget `key` begin with what the URL says, where that is allowed.

    `read` makes the widget's value of the URL's words, `str` the words of the value. A widget that
    stands at its default follows it: whoever did not choose, or chose just that, moves on when the
    default does.
    """
    asked, current = st.query_params.get(key), st.session_state.get(key)
    if asked is not None and not allowed(asked):
        _refuse(key, asked)
    is_chosen = current is not None and allowed(str(current)) and current != _defaults().get(key)
    # what we wrote ourselves is older than what the widget says, unless that is lost
    if asked is not None and allowed(asked) and (asked != _written(key) or current is None):
        current, is_chosen = read(asked), True
    elif asked is None and st.session_state.get(_FOLLOWED):
        is_chosen = False
    # set each time: what a widget of another page, or of other options, held under this key is lost
    st.session_state[key] = current if is_chosen else default
    _defaults()[key] = default
    _offered()[key] = [str(default)]


def stay_at_default(key: str) -> None:
    """Take back what was chosen of a widget bound to one value."""
    st.session_state[key] = _defaults()[key]


def bind_many(key: str, allowed: Allowed) -> None:
    """The same for a widget that holds a list, from an empty one."""
    asked = []
    for value in st.query_params.get_all(key):
        if allowed(value):
            asked.append(value)
        else:
            _refuse(key, value)
    if asked and (asked != _written_list(key) or key not in st.session_state):
        st.session_state[key] = asked
    elif not asked and st.session_state.get(_FOLLOWED):
        st.session_state[key] = []
    kept = [value for value in st.session_state.get(key, []) if allowed(value)]
    st.session_state[key] = kept
    _offered()[key] = []


def refused() -> list[tuple[str, str]]:
    """What this run found in the address and could not follow: key and value of each."""
    refusals: list[tuple[str, str]] = st.session_state.get(_REFUSED, [])
    return refusals


def _refuse(key: str, value: str) -> None:
    if value and (key, value) not in refused():
        refused().append((key, value))


def of_the_frame() -> dict[str, list[str]]:
    """What is chosen above every page, so that the next one has its whole address from the start and
    back leads to where somebody came from."""
    return {key: st.query_params.get_all(key) for key in FRAME if key in st.query_params}


def publish() -> None:
    """Write into the URL what differs from its default; called once, at the end of a run."""
    chosen: dict[str, list[str]] = {}
    for key, default in _offered().items():
        value = st.session_state.get(key)
        values = list(value or []) if isinstance(value, (list, NoneType)) else [str(value)]
        if values != default:
            chosen[key] = values
    if {key: st.query_params.get_all(key) for key in st.query_params} != chosen:
        st.query_params.from_dict(chosen)
    st.session_state[_WRITTEN] = chosen


def _offered() -> dict[str, list[str]]:
    offered: dict[str, list[str]] = st.session_state.setdefault(_RENDERED, {})
    return offered


def _defaults() -> dict[str, Any]:
    """What each widget stood at last where nothing was chosen."""
    defaults: dict[str, Any] = st.session_state.setdefault(_DEFAULTS, {})
    return defaults


def _written_list(key: str) -> list[str]:
    written: dict[str, list[str]] = st.session_state.get(_WRITTEN, {})
    return written.get(key, [])


def _written(key: str) -> str | None:
    return next(iter(_written_list(key)), None)
