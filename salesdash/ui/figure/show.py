"""A figure on the screen: its subject, its finding, its drawing or its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from salesdash.charts.cell import unit_of_several
from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode, spec
from salesdash.charts.marked import can_fill, with_selection
from salesdash.figures.opened import openable
from salesdash.ui.figure import clicks, enlarged, event_form, menu, source_rows
from salesdash.ui.figure.grid import grid
from salesdash.ui.figure.large_table import MOST_ROWS, large_table
from salesdash.ui.figure.lines import Act, lines
from salesdash.ui.figure.missing import lacking
from salesdash.ui.session.markdown import safe

LOW, LOWER = 32, 28  # px of a row in a wall of tables, and in one long table
IN_UNIT = {"zh": " · 单位：{unit}", "en": " · in {unit}"}
ALONE = 340  # px; a drawing that would fill whatever room it is given, where none is
Height = int | Literal["content", "stretch"]


def show(
    figure: Spoken,
    mode: Mode,
    height: Height = "content",
    place: str = "",
    row_height: int | None = None,
    acts: Sequence[Act] | None = None,
    *,
    large: bool = False,
    room: int | None = None,
) -> None:
    """The figure in a box of that height in px, which its drawing or table fills; of its own height
    where none is given, or as high as what stands beside it ("stretch"); its rows of `row_height`, or as lines that
    offer the `acts`. `place` tells it from the same figure elsewhere on the page. `large`: its table is read from the
    last row of a meeting. `room`: so many px across, beyond which no table goes."""
    fills = height != "content"
    if place:
        figure = replace(figure, key=f"{place}_{figure.key}")
    drawn = None if figure.is_empty else f"figure_{figure.key}"
    with st.container(border=True, height=height, gap="xxsmall", key=drawn):
        with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="small"):
            st.markdown(_words(figure), width="stretch")
            if not figure.is_empty:
                menu.offer(figure, mode, has_rows=not place)
                enlarged.show_if_asked(figure, mode)
                source_rows.show_if_asked(figure)
                event_form.show_if_asked(figure)
        if figure.is_empty:
            lacking(figure.missing, figure.lang, at=figure.key)
        elif figure.draw:
            _chart(figure, mode, fills=fills)
        elif acts is not None:
            lines(figure, acts)
        elif large and len(figure.frame) <= MOST_ROWS:
            large_table(figure, fills=fills)
        else:
            box = height if isinstance(height, int) else None
            grid(figure, mode, box, row_height=row_height, room=room)


def bare(figure: Spoken, mode: Mode, room: int | None) -> None:
    """The figure's table alone, in low rows: one of several that make a wall."""
    with st.container(key=f"figure_{figure.key}"):
        grid(figure, mode, row_height=LOW, room=room)


def _words(figure: Spoken) -> str:
    """The finding, with the subject small above it; the subject alone where nothing was found. A table of several
    columns of money says their unit there, once."""
    unit = "" if figure.draw else unit_of_several(figure)
    counted = IN_UNIT[figure.lang].format(unit=unit) if unit else ""
    if not figure.sentence:
        return f"**{safe(figure.title)}**" + (f" :gray[:small[{safe(counted)}]]" if unit else "")
    return f":gray[:small[{safe(figure.title + counted)}]]  \n**{safe(figure.sentence)}**"


def _chart(figure: Spoken, mode: Mode, *, fills: bool) -> None:
    drawing = _drawing(figure, mode)
    key = clicks.key(f"chart_{figure.key}")
    is_clicked = bool(drawing.get("params"))
    st.vega_lite_chart(
        spec=drawing,
        width="stretch",
        height=("stretch" if fills else ALONE) if can_fill(drawing) else "content",
        theme=None,
        key=key,
        alt=figure.alt,
        on_select=clicks.on_mark(key) if is_clicked else "ignore",
        selection_mode=clicks.MARK if is_clicked else None,
    )


def _drawing(figure: Spoken, mode: Mode) -> dict[str, Any]:
    """The finished specification, its rows in the form in which they are sent; made once."""
    if figure.draw and mode not in figure.drawn:
        drawing = with_selection(spec(figure.draw(mode)), clicks.MARK, openable)
        rows = drawing.get("datasets", {})
        packed = {name: convert_anything_to_arrow_bytes(rows[name]) for name in rows}
        figure.drawn[mode] = {**drawing, "datasets": packed}
    return figure.drawn[mode]
