"""A figure's rows as lines that are read to their end, each with what can be done about it.

Streamlit's table cuts words that have no room, or makes all of its rows as high as four lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from salesdash.charts.cell import cell_words, decimals_of, headed, step_of
from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.rows import number, width
from salesdash.figures.opened import openable
from salesdash.ui.figure import clicks
from salesdash.units import MONEY

LETTER = 7.9  # px
_HERE = Path(__file__)
_ICON = re.compile(r":material/|:")  # what stands around the name of an icon


@dataclass(frozen=True, slots=True)
class Act:
    """What a click does about a row: `do` is called with the row's number. Its `icon` stands in each row, under
    its `name`; `about` says more."""

    key: str
    name: str
    about: str
    icon: str
    do: Callable[[int], None]


def lines(figure: Spoken, acts: Sequence[Act]) -> None:
    """All rows of the figure's table, with money in the size that its column names; a click on one, or Enter, opens
    what it stands for. More than a first screen has room for are scrolled below the names of the columns."""
    columns = figure.seen
    said = {one.key: _words(one, figure) for one in columns}
    key = clicks.key(f"lines_{figure.key}")

    def clicked() -> None:
        if click := st.session_state[key].click:
            row = int(click["row"])
            chosen = next((act for act in acts if act.key == click["act"]), None)
            if chosen:
                chosen.do(row)
            else:
                clicks.open_(figure.marks[row])

    _table()(
        data={
            "columns": [
                {
                    "title": _title(one, figure), "kind": "number" if one.unit else "words",
                    "room": _room(one, said[one.key]),
                }
                for one in columns
            ],
            "rows": [
                {"words": words, "opens": bool(openable(marks))}
                for *words, marks in zip(*said.values(), figure.marks, strict=True)
            ],
            "acts": [
                {"key": act.key, "name": act.name, "about": act.about, "icon": _ICON.sub("", act.icon)}
                for act in acts
            ],
        },
        key=key,
        on_click_change=clicked,
    )  # fmt: skip


def _room(column: SpokenColumn, words: Sequence[str]) -> int | None:
    """How much room a column's words have in px: no more than they take; where it ends they are broken."""
    if column.room is None:
        return None
    return min(column.room, round(LETTER * max(map(width, words), default=0)))


def _title(column: SpokenColumn, figure: Spoken) -> str:
    if column.unit is not MONEY:
        return column.title
    return headed(column, figure)


def _words(column: SpokenColumn, figure: Spoken) -> list[str]:
    """The cells of a column; money without the unit that its title names."""
    values = list(figure.frame[column.key])
    if column.unit is not MONEY:
        return [cell_words(value, column, figure) for value in values]
    step = step_of(column, figure)
    amounts = [number(value) for value in values]
    sizes = [None if amount is None else amount / step.size for amount in amounts]
    places = decimals_of([size for size in sizes if size is not None], step)
    return ["–" if size is None else f"{size:,.{places}f}" for size in sizes]


@st.cache_resource
def _table() -> Any:
    css, script = (_HERE.with_suffix(end).read_text(encoding="utf-8") for end in (".css", ".js"))
    return st.components.v2.component(
        "lines", html="<div><table></table></div>", css=css, js=script
    )
