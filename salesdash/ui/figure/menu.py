"""The menu by which a figure leaves the screen: copied, as a file, into the deck; and how it is computed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode
from salesdash.export import csv_file, image, workbook
from salesdash.export.chat_text import message
from salesdash.export.safe_names import EXCEL, file_name
from salesdash.reports import masks_of
from salesdash.text import Text
from salesdash.ui.figure import clicks, enlarged, event_form, source_rows
from salesdash.ui.figure.definitions import explain
from salesdash.ui.figure.grid import grid
from salesdash.ui.session import collected, downloads, store
from salesdash.ui.session.browser import clipboard
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.typed.customer_letters import CustomerLetters

MENU = Text("说明、明细与导出", "Notes, rows and export")
OPEN = Text("打开其中一项", "Open one of them")
NAME = Text("输入名称", "Type a name")
PICTURE, DRAWING = Text("图片 PNG", "Picture PNG"), Text("矢量图 SVG", "Drawing SVG")
COPY_PICTURE, COPY_TEXT = Text("复制图片", "Copy picture"), Text("复制文字", "Copy text")
COPIED = Text("已复制，可以直接粘贴。", "Copied: paste it where you like.")
WORKBOOK, TABLE = Text("Excel 表", "Excel"), Text("CSV", "CSV")
SLIDE = Text("放进 PPT", "Into the deck")
COLLECTED = Text(
    "已放进 PPT，共 {n} 页。在页面上方下载。",
    "In the deck: {n} {n:slide|slides}. Download it from the bar above.",
)
LOOK = Text("底色", "Background")
LOOKS: dict[Mode, Text] = {"light": Text("浅色", "Light"), "dark": Text("深色", "Dark")}
MASKED = Text("客户名用代号", "Customers under letters")
ROWS = Text("数据表", "Data table")
_LOOK, _MASKED = "export_look", "export_masked"


def offer(figure: Spoken, mode: Mode, *, has_rows: bool) -> None:
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
        _names(figure)
        leaving, look = _as_chosen(figure, mode)
        _copies(leaving, look)
        _files(leaving, look)
        for words in (*figure.notes, figure.context):
            if words:
                st.caption(safe(words))
        if has_rows:  # a sheet, from which no second one opens, offers them itself
            enlarged.offer(figure, f"menu_{figure.key}")
            source_rows.offer(figure, f"menu_{figure.key}")
            event_form.offer(figure, f"menu_{figure.key}")
        explain(figure.metrics, lang)
        if figure.draw:
            with st.expander(ROWS[lang]):
                grid(figure, mode)


def _names(figure: Spoken) -> None:
    """What its marks stand for, by name: for the keyboard, and for a mark too small to hit."""
    marks = clicks.by_name(figure.marks, figure.lang)
    key = clicks.key(f"open_{figure.key}")
    if marks:
        st.selectbox(
            OPEN[figure.lang], list(marks), index=None, placeholder=NAME[figure.lang], key=key,
            on_change=clicks.on_name(key, marks),
        )  # fmt: skip


def _as_chosen(figure: Spoken, mode: Mode) -> tuple[Spoken, Mode]:
    """Light or dark, with names or without; as it was chosen last, whatever the figure."""
    lang = figure.lang
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        look: Mode = st.session_state.get(_LOOK, mode)
        if figure.draw:
            look = st.segmented_control(
                LOOK[lang], list(LOOKS), default=look, required=True, key=f"look_{figure.key}",
                format_func=lambda one: LOOKS[one][lang], label_visibility="collapsed",
            )  # fmt: skip
            st.session_state[_LOOK] = look
        is_masked = st.toggle(
            MASKED[lang], st.session_state.get(_MASKED, False), key=f"masked_{figure.key}"
        )
    st.session_state[_MASKED] = is_masked
    if is_masked:
        with store.asking() as ask:
            figure = masks_of(ask, CustomerLetters(store.warehouse())).figure(figure)
    return figure, look


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


def _files(figure: Spoken, mode: Mode) -> None:
    with st.container(horizontal=True, gap="small"):
        if figure.draw:
            _download(figure, PICTURE, "png", "image/png", lambda: image.png(figure, mode))
            _download(figure, DRAWING, "svg", "image/svg+xml", lambda: image.svg(figure, mode))
        _download(figure, WORKBOOK, "xlsx", EXCEL, lambda: _workbook(figure))
        _download(figure, TABLE, "csv", "text/csv", lambda: csv_file.csv(figure))
        st.button(
            SLIDE[figure.lang],
            icon=":material/add_to_photos:",
            key=f"collect_{figure.key}",
            on_click=_collect,
            args=(figure,),
        )


def _collect(figure: Spoken) -> None:
    n = collected.add(figure)
    st.toast(safe(COLLECTED.format(n=n)[figure.lang]))


def _workbook(figure: Spoken) -> bytes:
    with store.asking() as ask:
        return workbook.xlsx([figure], ask.rules)


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
