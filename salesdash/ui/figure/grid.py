"""A figure's table: numbers as they are read, bars and courses beside them, each row a click."""

from __future__ import annotations

from collections.abc import Hashable
from math import ceil
from typing import Any, Literal

import pandas as pd
import streamlit as st

from salesdash.charts.cell import decimals_of, headed, step_of, unit_of_several
from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.look import Mode
from salesdash.charts.rows import to_word, width
from salesdash.charts.theme import PALETTES, SHAPES
from salesdash.figures.opened import openable
from salesdash.ui.figure import clicks
from salesdash.units import MONEY, RATIO, places

_FORMATS = {"count": "localized", "quantity": "localized"}
_WIDE = 6  # columns; in a table of more the names stay in sight
_MOST_ROWS = 25  # of a table that is not scrolled
_FEW_ROWS = 9  # of a table in a box that is seen without scrolling
# px: a row, the lowest that can be read, the names of the columns, a line of a title, the menu beside it, what
# else a box has around its table
_ROW, _LOWEST, _HEADER, _LINE, _MENU, _AROUND = 35, 20, 40, 27, 40, 53
_LETTERS = 56  # of a title that find room in a line of a narrow box
_BAR, _COURSE = 132, 56  # px, wide; a course no wider than its name needs
# px: around the words of a cell, and a letter of them: bold, and of a long text
_CELL, _LETTER, _PLAIN_LETTER = 20, 8, 7.4
BROKEN = 70  # px of a row whose words are broken into lines: of more than 4 rem, which are 68
_LINES = 3  # that find room in it


def grid(
    figure: Spoken,
    mode: Mode,
    box: int | None = None,
    *,
    row_height: int | None = None,
) -> None:
    """The figure's table with readable numbers; money in the size of its sentence, which its column names, or,
    of several in the same, whoever shows the figure. In a
    `box` of so many px all of a few rows are seen, and more are scrolled."""
    values, columns = as_table(
        figure, mode, _LINES if row_height == BROKEN else 1, unit_above=unit_of_several(figure)
    )
    lower = _fitting(figure, box) if box else None
    key = clicks.key(f"table_{figure.key}")
    is_clicked = any(openable(marks) for marks in figure.marks if marks)
    st.dataframe(
        _coloured(values, figure, mode),
        hide_index=True,
        width="stretch",
        height="stretch" if box and lower is None else height_of(len(values), box),
        row_height=lower or row_height,
        placeholder="–",
        column_config=columns,
        key=key,
        on_select=clicks.on_row(key, figure.marks) if is_clicked else "ignore",
        selection_mode="single-cell",
    )


def height_of(rows: int, box: int | None) -> Literal["stretch", "content", "auto"]:
    """A table of few rows is as high as they are, in a box too: none that is empty stands below them."""
    if rows <= _FEW_ROWS:
        return "content"
    if box:
        return "stretch"
    return "content" if rows <= _MOST_ROWS else "auto"


def wanted(figure: Spoken) -> int:
    """How wide the table's words and courses are, in px."""
    return sum(
        _course(c) if c.is_course else _wide(c.title, *figure.frame[c.key]) for c in figure.seen
    )


def _course(column: SpokenColumn) -> int:
    """How wide a column of courses is, in px."""
    return min(_COURSE, _wide(column.title))


def _wide(*words: Any) -> int:
    """How wide a column of these words is, in px."""
    return _CELL + _LETTER * max(width(str(one or "")) for one in words)


def _fitting(figure: Spoken, box: int) -> int | None:
    """The height of rows so few that all are to be seen in the box; None where they scroll."""
    lines = 1 + ceil(width(figure.sentence) / _LETTERS)
    room = box - _AROUND - max(lines * _LINE, _MENU) - _HEADER
    lowest = room // max(len(figure.frame), 1)
    return min(lowest, _ROW) if len(figure.frame) <= _FEW_ROWS and lowest >= _LOWEST else None


def _coloured(values: pd.DataFrame, figure: Spoken, mode: Mode) -> Any:
    """Words that begin with the shape of a light, in its colour."""
    lights: list[Hashable] = [column.key for column in figure.seen if column.is_light]
    if not lights:
        return values
    hues = {SHAPES[light]: PALETTES[mode].lights[light] for light in SHAPES}
    return values.style.map(
        lambda words: (
            f"color: {hues[words[0]]}; font-weight: 600" if words and words[0] in hues else ""
        ),
        subset=lights,
    )


def as_table(
    figure: Spoken, mode: Mode, lines: int = 1, *, unit_above: str = ""
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The figure's numbers as they are read, in rows of so many lines, and how each column writes them; the title
    of one of money names its unit, unless that is `unit_above` the table."""
    values = _as_shown(figure, lines)
    return values, {
        c.key: _column(
            c,
            values[c.key],
            figure,
            mode,
            unit_above=unit_above,
            pinned=i == 0 and len(figure.seen) > _WIDE,
        )
        for i, c in enumerate(figure.seen)
    }


def _as_shown(figure: Spoken, lines: int) -> pd.DataFrame:
    """The numbers as they are read: 12.5 for a fraction of 0.125 that is shown as a percentage; texts as far
    as there is room for them."""
    values = figure.frame[[c.key for c in figure.seen]].copy()
    for column in figure.seen:
        if column.unit is not None and column.unit.factor != 1:
            values[column.key] = values[column.key].astype(float) * column.unit.factor
        if column.is_bar or column.unit is MONEY:
            values[column.key] = values[column.key].astype(float) / step_of(column, figure).size
        if column.room:
            letters = lines * int((column.room - _CELL) / _PLAIN_LETTER)
            values[column.key] = [
                to_word(one, letters) if isinstance(one, str) else one for one in values[column.key]
            ]
    return values


def _column(
    column: SpokenColumn,
    values: pd.Series[Any],
    figure: Spoken,
    mode: Mode,
    *,
    unit_above: str,
    pinned: bool,
) -> Any:
    if column.is_course:
        return st.column_config.LineChartColumn(
            column.title, width=_course(column), color=PALETTES[mode].series[0]
        )
    if column.is_light:
        return st.column_config.Column(column.title, width=_wide(column.title, *values))
    if column.unit is None:
        return st.column_config.Column(column.title, pinned=pinned, width=column.room)
    if column.is_bar:
        step = step_of(column, figure)
        places_shown = decimals_of(values, step) if step.size > 1 else 0
        return st.column_config.ProgressColumn(
            headed(column, figure, unit_above),
            format=f"%,.{places_shown}f",
            width=_BAR,
            min_value=0,
            max_value=max(float(values.max()), 0.0) or 1.0,
        )
    if column.unit is MONEY:
        step = step_of(column, figure)
        return st.column_config.NumberColumn(
            headed(column, figure, unit_above),
            format=f"%,.{decimals_of(values, step)}f",
            pinned=pinned,
        )
    written = _FORMATS.get(column.unit.key, f"%.{column.unit.decimals}f")
    if column.unit is RATIO:
        written = f"%.{places(values / RATIO.factor, column.limits)}f%%"
    return st.column_config.NumberColumn(column.title, format=written, pinned=pinned)
