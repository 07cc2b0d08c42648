"""Where a number is missing, its place says which sheet or column would bring it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.figures.lights.wording import needs_words, sheets_of
from salesdash.text import Lang, Text
from salesdash.ui.figure.templates import offer
from salesdash.ui.session.markdown import safe

MISSING = Text(
    "缺少：{needs}。请在“数据导入”页导入。", "Missing: {needs}. Load it on the Data page."
)


def lacking(needs: Sequence[str], lang: Lang, at: str | None = None) -> None:
    """Name what is missing, if anything is; a place that says where it is offers the sheets, too."""
    if not needs:
        return
    words = MISSING.format(needs=needs_words(needs))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(safe(words[lang]), icon=":material/table_view:")
        if at is not None:
            with st.container(width="content"):
                offer(sheets_of(needs), lang, at)
