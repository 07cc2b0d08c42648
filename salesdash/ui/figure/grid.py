"""A figure's table: numbers as they are read, bars and courses beside them, each row a click."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from math import ceil, inf
from typing import Any, Literal

import pandas as pd
import streamlit as st

from salesdash.charts.cell import cell_words, decimals_of, headed, step_of, unit_of_several
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
# px: the lowest row that can be read and the highest that is not loose, the names of the columns, a line of a title,
# the menu beside it, what else a box has around its table
_LOWEST, _HIGHEST, _HEADER, _LINE, _MENU, _AROUND = 20, 48, 40, 27, 43, 48
_LETTERS = 56  # of a title that find room in a line of a box whose width is not known
_BESIDE, _TITLE_LETTER = 68, 8.8  # px: the menu beside a title, and a letter of it
_BAR, _COURSE = 132, 56  # px, wide; a course no wider than its name needs
# px: around the words of a cell, and a letter of them: bold, and of a long text
_CELL, _LETTER, _PLAIN_LETTER = 20, 8, 7.4
# px: letters of a cell that are wider or narrower than the others, a Chinese one, a capital, a small one, any other
_WIDE_SIGNS, _NARROW_SIGNS, _CHINESE, _CAPITAL, _SMALL, _OTHER = 13.5, 4.5, 15, 10.5, 7.7, 8.4
# px of a column, and of one of long words that has to make room; of all the room what the names of the rows keep
_LEAST, _LEAST_WORDS, _OF_NAMES = 50, 150, 1 / 4
BROKEN = 70  # px of a row whose words are broken into lines: of more than 4 rem, which are 68
_LINES = 3  # that find room in it


def grid(
    figure: Spoken,
    mode: Mode,
    box: int | None = None,
    *,
    row_height: int | None = None,
    room: int | None = None,
) -> None:
    """The figure's table with readable numbers; money in the size of its sentence, which its column names, or,
    of several in the same, whoever shows the figure. In a
    `box` of so many px all of a few rows are seen, and more are scrolled; in a `room` of so many px across, nothing
    is."""
    if room is not None:
        figure = fitting(figure, room)
    values, columns = as_table(
        figure, mode, _LINES if row_height == BROKEN else 1, unit_above=unit_of_several(figure),
        may_scroll=room is None,
    )  # fmt: skip
    of_box = row_of(figure, box, room) if box else None
    key = clicks.key(f"table_{figure.key}")
    is_clicked = any(openable(marks) for marks in figure.marks if marks)
    st.dataframe(
        coloured(values, figure, mode),
        hide_index=True,
        width="stretch",
        height="stretch" if box and of_box is None else height_of(len(values), box),
        row_height=of_box or row_height,
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
    """How wide the table is, in px."""
    return sum(_needed(figure).values())


def fitting(figure: Spoken, room: int) -> Spoken:
    """The figure with as much of it as is read in so many px across. Where it is wider, columns that say nothing are
    left to its files; then the longest words end earlier, those last that name a row; then the last columns go."""
    wide = _needed(figure)
    if sum(wide.values()) <= room:
        return figure
    words = [one.key for one in figure.seen if _is_words(one)]
    needed = {
        key: px for key, px in wide.items() if key not in words or any(figure.frame[key].dropna())
    }
    words = [key for key in words if key in needed]
    least = needed | {key: min(needed[key], _LEAST_WORDS) for key in words}
    for name in words[:1]:
        least[name] = min(needed[name], max(_LEAST_WORDS, int(room * _OF_NAMES)))
    while sum(least.values()) > room and len(least) > 1:
        least.popitem()
    over = sum(needed[key] for key in least) - room
    while over > 0 and (long := [key for key in words if needed[key] > least.get(key, inf)]):
        needed[max(long, key=lambda key: needed[key])] -= 1
        over -= 1
    return replace(
        figure,
        columns=tuple(
            replace(one, room=needed[one.key])
            if one.key in least and needed[one.key] < wide[one.key]
            else replace(one, is_detail=one.is_detail or one.key not in least)
            for one in figure.columns
        ),
    )


def _is_words(column: SpokenColumn) -> bool:
    return column.unit is None and not (column.is_course or column.is_light)


def _needed(figure: Spoken) -> dict[str, int]:
    """How wide each column is that the screen shows, in px."""
    unit_above = unit_of_several(figure)
    return {one.key: _px_of(one, figure, unit_above) for one in figure.seen}


def _px_of(column: SpokenColumn, figure: Spoken, unit_above: str) -> int:
    if column.is_course:
        return _course(column)
    if column.is_light:
        return _wide(column.title, *figure.frame[column.key])
    if _is_words(column):
        said = [str(one) for one in figure.frame[column.key].dropna()]
        return column.room or _px([column.title, *said])
    is_money = column.is_bar or column.unit is MONEY
    title = headed(column, figure, unit_above) if is_money else column.title
    said = [] if is_money else [cell_words(v, column, figure) for v in figure.frame[column.key]]
    return max(_px([title, *said]), _BAR if column.is_bar else 0)


def _px(words: Iterable[str]) -> int:
    """How wide the longest of the words are, with what stands around them in a cell."""
    return max(_LEAST, ceil(_CELL + max((sum(map(_sign, one)) for one in words), default=0)))


def _sign(letter: str) -> float:
    if ord(letter) > 0x2E00:
        return _CHINESE
    if letter in "%mwMW@":
        return _WIDE_SIGNS
    if letter in " .,:;'()ijltfr|":
        return _NARROW_SIGNS
    return _CAPITAL if letter.isupper() else _SMALL if letter.islower() else _OTHER


def _course(column: SpokenColumn) -> int:
    """How wide a column of courses is, in px."""
    return min(_COURSE, _wide(column.title))


def _wide(*words: Any) -> int:
    """How wide a column of these words is, in px."""
    return _CELL + _LETTER * max(width(str(one or "")) for one in words)


def row_of(figure: Spoken, box: int, room: int | None = None) -> int | None:
    """The height of rows so few that all are to be seen in the box, which they share beside a taller figure; None
    where they scroll."""
    letters = int((room - _BESIDE) / _TITLE_LETTER) if room else _LETTERS
    lines = ceil(width(figure.title) / letters) + ceil(width(figure.sentence) / letters)
    each = (box - _AROUND - max(lines * _LINE, _MENU) - _HEADER) // max(len(figure.frame), 1)
    return min(each, _HIGHEST) if len(figure.frame) <= _FEW_ROWS and each >= _LOWEST else None


def coloured(values: pd.DataFrame, figure: Spoken, mode: Mode) -> Any:
    """Words that begin with the shape of a light, in its colour."""
    lights: list[Hashable] = [column.key for column in figure.seen if column.is_light]
    if not lights:
        return values
    hues = {SHAPES[light]: PALETTES[mode].lights[light] for light in SHAPES}
    return values.style.map(
        lambda words: (
            f"color: {hues[words[0]]}; font-weight: 600" if str(words)[:1] in hues else ""
        ),
        subset=lights,
    )


def as_table(
    figure: Spoken, mode: Mode, lines: int = 1, *, unit_above: str = "", may_scroll: bool = True
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The figure's numbers as they are read, in rows of so many lines, and how each column writes them; the title
    of one of money names its unit, unless that is `unit_above` the table. In one that `may_scroll` sideways the names
    stay in sight."""
    values = _as_shown(figure, lines)
    return values, {
        c.key: _column(
            c,
            values[c.key],
            figure,
            mode,
            unit_above=unit_above,
            pinned=may_scroll and i == 0 and len(figure.seen) > _WIDE,
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
