"""One click on whatever stands for something opens it; what is open is a part of the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from salesdash.charts.column import KPI, Marks
from salesdash.figures.opened import is_known, openable, title
from salesdash.text import Lang
from salesdash.ui.session.address import bind_many
from salesdash.warehouse.questions.ask import Ask

OPEN = "open"
_TAKEN = "_clicks_taken"
MARK = "mark"  # the name of a chart's selection


def bind(ask: Ask) -> Marks:
    """What the address asks to have open: `?open=region:西南&open=month:2025-03`."""
    bind_many(OPEN, lambda words: is_known(ask, _read([words])))
    return openable(_read(st.session_state[OPEN]))


def open_(marks: Marks) -> None:
    """To be called as a click is taken: the next run shows what the marks stand for."""
    if openable(marks):
        st.session_state[OPEN] = [f"{of}:{value}" for of, value in openable(marks).items()]
        forget()


def close() -> None:
    st.session_state[OPEN] = []


def forget() -> None:
    """Let go of what is selected in charts and tables, so that the same mark can be clicked again."""
    st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1


def key(name: str) -> str:
    """The key of a widget that is clicked: another one after each click."""
    return f"{name}#{st.session_state.get(_TAKEN, 0)}"


def kpi(marks: Marks) -> str | None:
    return marks.get(KPI)


def on_row(widget: str, marks: Iterable[Marks]) -> Callable[[], None]:
    """For a table: open what the row stands for in which a cell was clicked."""
    by_row = list(marks)

    def taken() -> None:
        cells = st.session_state[widget]["selection"]["cells"]
        if cells:
            open_(by_row[cells[0][0]])

    return taken


def on_mark(widget: str) -> Callable[[], None]:
    """For a chart: open what the mark stands for that was clicked."""

    def taken() -> None:
        chosen: list[dict[str, Any]] = st.session_state[widget]["selection"].get(MARK) or []
        if chosen:
            marks = {of.removeprefix("of_"): str(value) for of, value in chosen[0].items()}
            open_({of: value for of, value in marks.items() if value and value != "None"})

    return taken


def by_name(marks: Iterable[Marks], lang: Lang) -> dict[str, Marks]:
    """What marks stand for, by its name, in their order: each whole, and what stands along an axis alone."""
    openables = [opened for one in marks if (opened := openable(one))]
    parts = [{of: value} for one in openables if len(one) > 1 for of, value in one.items()]
    return {title(one)[lang]: one for one in [*openables, *parts]}


def on_name(widget: str, marks: Mapping[str, Marks]) -> Callable[[], None]:
    """For a list of names: open what the chosen one stands for."""

    def taken() -> None:
        if name := st.session_state[widget]:
            open_(marks[name])

    return taken


def _read(words: Iterable[str]) -> Marks:
    parts = (word.partition(":") for word in words)
    return {of: value for of, _, value in parts}
