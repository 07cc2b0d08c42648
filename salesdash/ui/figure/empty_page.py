"""What a page without its data shows: what it would show, and which sheet would bring it."""

from __future__ import annotations

import streamlit as st

from salesdash.figures.lights.wording import needs_words
from salesdash.text import Lang, Text
from salesdash.ui.figure.missing import lacking
from salesdash.ui.figure.sample import offer_sample, picture
from salesdash.ui.figure.templates import offer
from salesdash.ui.session.contents import PAGES, PageEntry
from salesdash.ui.session.markdown import safe

NAME = "salesdash"
WHAT_FOR = Text(
    "把每周的销售表格，变成周一例会的一块屏幕",
    "Your weekly sales spreadsheets, on one screen for Monday’s meeting",
)
HOW = Text(
    "把表格原样拖进来，就能看到全年目标还能不能完成、哪盏灯红了、为什么、谁来跟进。数据只留在这台机器上。",
    "Drop the files as they are and see whether the year can still be made, which light is red and why, and "
    "who follows it up. Nothing leaves this machine.",
)
SHOWS = Text("有了数据，这一页会显示：{what}", "With data this page shows: {what}")
SHEET = Text("需要{needs}，", "It needs {needs}; ")
OR_TEMPLATE = Text("没有现成的，可以填模板。", "without one at hand, fill in the template.")
GO = Text("导入我的表格", "Load my files")


def empty(entry: PageEntry, lang: Lang, *, is_first_visit: bool) -> None:
    """The page without its data, with what it lacks. On the first visit the first of all says what the application
    is for, and each offers the sample company."""
    if is_first_visit and entry.key == next(iter(PAGES)):
        st.header(f"{NAME} · {safe(WHAT_FOR[lang])}", anchor=False)
        st.markdown(safe(HOW[lang]))
    else:
        st.header(safe(entry.question[lang]), anchor=False)
        st.markdown(safe(SHOWS.format(what=entry.shows)[lang]))
    if is_first_visit:
        _ways_in(entry, lang)
    else:
        lacking(entry.needs, lang, at=entry.key)
    picture(entry.key, lang)


def _ways_in(entry: PageEntry, lang: Lang) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(GO[lang], type="primary", icon=":material/upload_file:", key="to_data"):
            st.switch_page("pages/data.py", query_params={"lang": lang})
        offer_sample(lang)
        offer(entry.needs, lang)
        needed = SHEET.format(needs=needs_words(entry.needs)) + OR_TEMPLATE
        st.caption(safe(needed[lang]), width="content")
