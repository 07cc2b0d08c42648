"""One click brings in the made-up company, so that every page can be tried before one's own files."""

from __future__ import annotations

import streamlit as st

from salesdash.home import home
from salesdash.incoming.imports import import_file
from salesdash.text import Lang, Text
from salesdash.ui.session import store
from salesdash.ui.session.user_name import who

FOLDER = home() / "sample_data"
LOAD = Text("载入示例公司", "Load the sample company")
LOADING = Text("正在载入示例公司…", "Loading the sample company…")


def offer_sample(lang: Lang) -> None:
    if st.button(LOAD[lang], icon=":material/play_circle:", type="primary", key="load_sample"):
        with st.spinner(LOADING[lang]):
            for file in sorted((FOLDER / lang).iterdir()):
                import_file(store.warehouse(), file, accept=True, by=who())
            store.warehouse().bring_up_to_date()
        st.rerun()
