"""A figure's table for the last row of a meeting: in the letters of the page, with no word cut."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from salesdash.charts.cell import cell_words
from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.theme import SHAPES
from salesdash.ui.figure.cards import LIGHT_HUES
from salesdash.ui.session.markdown import safe

MOST_ROWS = 60  # of more, somebody looks for one: that takes a table to sort and to search
_HUES = {shape: LIGHT_HUES[light] for light, shape in SHAPES.items()}


def large_table(figure: Spoken, *, fills: bool) -> None:
    """All of its rows; in a box that it `fills` they are scrolled below the names of the columns."""
    shown = [column for column in figure.seen if not column.is_course]
    words = {
        safe(column.title): [_cell(value, column, figure) for value in figure.frame[column.key]]
        for column in shown
    }
    numbers: list[Hashable] = [safe(column.title) for column in shown if column.unit is not None]
    rows = pd.DataFrame(words).style.set_properties(subset=numbers, **{"text-align": "right"})
    st.table(rows, border="horizontal", height="stretch" if fills else "content", hide_index=True)


def _cell(value: Any, column: SpokenColumn, figure: Spoken) -> str:
    """Its words; those that begin with the shape of a light in its colour."""
    words = cell_words(value, column, figure)
    hue = _HUES.get(words[:1]) if column.is_light else None
    return f":{hue}[**{safe(words)}**]" if hue else safe(words)
