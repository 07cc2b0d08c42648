"""A figure's table for the last row of a meeting: in the letters of the page, with no word cut."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.io.formats.style_render import CSSDict

from salesdash.charts.cell import cell_words
from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.rows import width
from salesdash.charts.theme import SHAPES
from salesdash.ui.figure.cards import LIGHT_HUES
from salesdash.ui.session.markdown import safe

MOST_ROWS = 60  # of more, somebody looks for one: that takes a table to sort and to search
SHORT = 14  # letters of a name, an owner or a state, which is not broken
LONG, MOST_ROOM = (
    60,
    "50%",
)  # letters of a sentence, and the part of the table that its column takes
_JOINER = "\u2060"
# what lies around the words of a cell would break them whatever is said of the cell
_AS_ITS_CELL: CSSDict = {"selector": "td *", "props": [("white-space", "inherit")]}
_AT_ITS_TOP: CSSDict = {"selector": "td", "props": [("vertical-align", "top !important")]}
_HUES = {shape: LIGHT_HUES[light] for light, shape in SHAPES.items()}


def large_table(figure: Spoken, *, fills: bool) -> None:
    """All of its rows; in a box that it `fills` they are scrolled below the names of the columns."""
    shown = [column for column in figure.seen if not column.is_course]
    said = [[cell_words(value, one, figure) for value in figure.frame[one.key]] for one in shown]
    names = [_name(column) for column in shown]
    rows = pd.DataFrame(
        {
            name: [_coloured(words) if column.is_light else safe(words) for words in each]
            for name, column, each in zip(names, shown, said, strict=True)
        }
    ).style
    rows.set_table_styles([_AS_ITS_CELL, _AT_ITS_TOP])
    for name, column, each in zip(names, shown, said, strict=True):
        if column.unit is not None:
            rows.set_properties(subset=pd.Index([name]), **{"text-align": "right"})
        is_short = column.unit is not None or all(width(words) <= SHORT for words in each)
        breaks = "nowrap" if is_short else "normal"
        rows.set_properties(subset=pd.Index([name]), **{"white-space": breaks})
    long = [n for n, each in zip(names, said, strict=True) if any(width(w) > LONG for w in each)]
    if len(long) == 1:
        rows.set_properties(subset=pd.Index(long), width=MOST_ROOM)
    st.table(rows, border="horizontal", height="stretch" if fills else "content", hide_index=True)


def _name(column: SpokenColumn) -> str:
    """A short one is not broken."""
    joined = _JOINER.join(column.title) if width(column.title) <= SHORT else column.title
    return safe(joined)


def _coloured(words: str) -> str:
    """Those that begin with the shape of a light in its colour."""
    hue = _HUES.get(words[:1])
    return f":{hue}[**{safe(words)}**]" if hue else safe(words)
