"""The figures that a visitor has put into a deck of his own, in the order in which he did."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.charts.figure import Spoken

_COLLECTED = "collected_figures"


def figures() -> Sequence[Spoken]:
    return tuple(_list())


def add(figure: Spoken) -> int:
    """As it is seen now; returns how many there are by then."""
    _list().append(figure)
    return len(_list())


def remove(nth: int) -> None:
    del _list()[nth]


def put_before(nth: int) -> None:
    """Let one come before the one that it follows."""
    those = _list()
    those[nth - 1], those[nth] = those[nth], those[nth - 1]


def forget() -> None:
    _list().clear()


def _list() -> list[Spoken]:
    those: list[Spoken] = st.session_state.setdefault(_COLLECTED, [])
    return those
