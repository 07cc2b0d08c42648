"""What a page without its data shows: what it would show, and which sheet would bring it."""

from __future__ import annotations

import streamlit as st

from salesdash.text import Lang, Text
from salesdash.ui.contents import PageEntry
from salesdash.ui.lacking import lacking
from salesdash.ui.markdown import safe
from salesdash.ui.sample import offer_sample

NOTHING = Text("没有可显示的数据", "Nothing to show")
MISSING = Text(
    "缺少：{needs}。请在“数据导入”页导入。", "Missing: {needs}. Load it on the Data page."
)
SHOWS = Text("这一页会显示：", "This page will show: ")
GO = Text("去导入数据", "Load your files")


def empty(entry: PageEntry, lang: Lang) -> None:
    """The page before its first data."""
    st.subheader(safe(entry.question[lang]), anchor=False)
    st.markdown(safe(SHOWS[lang] + entry.shows[lang]))
    lacking(entry.needs, lang)
    with st.container(horizontal=True):
        st.page_link("pages/data.py", label=GO[lang], icon=":material/upload_file:")
        offer_sample(lang)
