"""What a page without its data shows: what it would show, and which sheet would bring it."""

from __future__ import annotations

import streamlit as st

from salesdash.text import Lang, Text
from salesdash.ui.figure.missing import lacking
from salesdash.ui.figure.sample import offer_sample
from salesdash.ui.figure.templates import offer
from salesdash.ui.session.contents import PageEntry
from salesdash.ui.session.markdown import safe

SHOWS = Text("这一页会显示：", "This page will show: ")
GO = Text("去导入数据", "Load your files")


def empty(entry: PageEntry, lang: Lang) -> None:
    """The page before its first data."""
    st.subheader(safe(entry.question[lang]), anchor=False)
    st.markdown(safe(SHOWS[lang] + entry.shows[lang]))
    lacking(entry.needs, lang)
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_sample(lang)
        st.page_link("pages/data.py", label=GO[lang], icon=":material/upload_file:")
        offer(entry.needs, lang)
