"""A figure on the screen: its subject, its finding, its drawing, and the menu by which it leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode, spec
from salesdash.charts.marked import can_fill, with_selection
from salesdash.export import image, table, workbook
from salesdash.export.deck import deck
from salesdash.export.deck.deck import PPTX
from salesdash.export.deck.plan import Choice
from salesdash.export.message import message
from salesdash.export.names import EXCEL, file_name
from salesdash.figures.opened import openable
from salesdash.text import Text
from salesdash.ui.figure import clicks, event_form, source_rows
from salesdash.ui.figure.definitions import explain
from salesdash.ui.figure.grid import Act, grid
from salesdash.ui.figure.missing import lacking
from salesdash.ui.session import clipboard, downloads, store
from salesdash.ui.session.markdown import safe

MENU = Text("说明、明细与导出", "Notes, rows and export")
PICTURE, DRAWING = Text("图片 PNG", "Picture PNG"), Text("矢量图 SVG", "Drawing SVG")
COPY_PICTURE, COPY_TEXT = Text("复制图片", "Copy picture"), Text("复制文字", "Copy text")
COPIED = Text("已复制，可以直接粘贴。", "Copied: paste it where you like.")
WORKBOOK, TABLE = Text("Excel 表", "Excel"), Text("CSV", "CSV")
SLIDE = Text("放进 PPT（一页）", "Into the deck (a slide)")
ROWS = Text("数据表", "Data table")
LOW, LOWER = 32, 28  # px of a row in a wall of tables, and in one long table
ALONE = 340  # px; a drawing that would fill whatever room it is given, where none is
Height = int | Literal["content"]


def show(
    figure: Spoken,
    mode: Mode,
    height: Height = "content",
    place: str = "",
    row_height: int | None = None,
    acts: Sequence[Act] = (),
) -> None:
    """The figure in a box of that height in px, which its drawing or table fills; of its own height
    where none is given, its rows of `row_height`, each offering the `acts`. `place` tells it from the same
    figure elsewhere on the page."""
    fills = height != "content"
    if place:
        figure = replace(figure, key=f"{place}_{figure.key}")
    with st.container(border=True, height=height, gap="xxsmall"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="small"):
            st.markdown(_words(figure), width="stretch")
            if not figure.is_empty:
                _menu(figure, mode, has_rows=not place)
                source_rows.show_if_asked(figure)
                event_form.show_if_asked(figure)
        if figure.is_empty:
            lacking(figure.missing, figure.lang, at=figure.key)
        elif figure.draw:
            _chart(figure, mode, fills=fills)
        else:
            box = None if height == "content" else height
            grid(figure, mode, box, row_height=row_height, acts=acts)


def bare(figure: Spoken, mode: Mode) -> None:
    """The figure's table alone, in low rows: one of several that make a wall."""
    grid(figure, mode, row_height=LOW)


def _words(figure: Spoken) -> str:
    """The finding, with the subject small above it; the subject alone where nothing was found."""
    if not figure.sentence:
        return f"**{safe(figure.title)}**"
    return f":gray[:small[{safe(figure.title)}]]  \n**{safe(figure.sentence)}**"


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


def _menu(figure: Spoken, mode: Mode, *, has_rows: bool) -> None:
    lang = figure.lang
    menu = st.popover(
        "",
        icon=":material/more_horiz:",
        help=MENU[lang],
        type="tertiary",
        key=f"menu_{figure.key}",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        _copies(figure, mode)
        with st.container(horizontal=True, gap="small"):
            if figure.draw:
                _download(figure, PICTURE, "png", "image/png", lambda: image.png(figure, mode))
                _download(figure, DRAWING, "svg", "image/svg+xml", lambda: image.svg(figure, mode))
            _download(figure, WORKBOOK, "xlsx", EXCEL, lambda: _workbook(figure))
            _download(figure, TABLE, "csv", "text/csv", lambda: table.csv(figure))
            _download(figure, SLIDE, "pptx", PPTX, lambda: _slide(figure, mode))
        for words in (*figure.notes, figure.context):
            if words:
                st.caption(safe(words))
        if has_rows:  # a sheet, from which no second one opens, offers them itself
            source_rows.offer(figure, f"menu_{figure.key}")
            event_form.offer(figure, f"menu_{figure.key}")
        explain(figure.metrics, lang)
        if figure.draw:
            with st.expander(ROWS[lang]):
                grid(figure, mode)


def _copies(figure: Spoken, mode: Mode) -> None:
    """Onto the clipboard, for a chat or a slide."""
    lang = figure.lang
    with st.container(horizontal=True, gap="small"):
        wants_picture = figure.draw is not None and st.button(
            COPY_PICTURE[lang], icon=":material/image:", key=f"copy_png_{figure.key}"
        )
        wants_text = st.button(
            COPY_TEXT[lang], icon=":material/content_copy:", key=f"copy_text_{figure.key}"
        )
    if wants_picture:
        clipboard.copy_picture(image.png(figure, mode), f"clipboard_{figure.key}")
    if wants_text:
        clipboard.copy_text(message(figure), f"clipboard_{figure.key}")
    if wants_picture or wants_text:
        st.caption(COPIED[lang])


def _workbook(figure: Spoken) -> bytes:
    with store.asking() as ask:
        return workbook.xlsx([figure], ask.rules)


def _slide(figure: Spoken, mode: Mode) -> bytes:
    with store.asking() as ask:
        return deck.slide_of(figure, Choice(figure.lang, mode, rules=ask.rules))


def _download(
    figure: Spoken, name: Text, ending: str, mime: str, make: Callable[[], bytes]
) -> None:
    st.download_button(
        name[figure.lang],
        data=downloads.or_said(make, figure.lang),
        file_name=file_name(figure, ending),
        mime=mime,
        on_click="ignore",
        key=f"{ending}_{figure.key}",
    )
