"""The made-up company: a click brings it in, and its figures stand where one's own will."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import streamlit as st

from salesdash.charts.look import Mode
from salesdash.home import home
from salesdash.incoming.imports import import_file
from salesdash.text import Lang, Text
from salesdash.ui.session import store
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who

FOLDER = home() / "sample_data"
LOAD = Text("先看示例公司", "Look at the sample company")
EXAMPLE = Text("示例", "Example")
LOADING = Text("正在载入示例公司…", "Loading the sample company…")


def offer_sample(lang: Lang) -> None:
    """The button that loads the company."""
    if st.button(LOAD[lang], icon=":material/play_circle:", key="load_sample"):
        with st.spinner(LOADING[lang]):
            for file in sorted((FOLDER / lang).iterdir()):
                import_file(store.warehouse(), file, accept=True, by=who())
            store.warehouse().bring_up_to_date()
        st.rerun()


def picture(page: str, lang: Lang) -> None:
    """What the page shows of the sample company, pale and named an example; nothing where there is none."""
    drawn = _drawn(page, lang)
    if drawn is None:
        return
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    with st.container(border=True):
        st.markdown(f":gray-badge[{EXAMPLE[lang]}] {safe(drawn['title'])}")
        st.vega_lite_chart(
            spec={**drawn[mode], "datasets": drawn["datasets"]},
            width="stretch",
            theme=None,
            key=f"example_{page}",
            alt=f"{EXAMPLE[lang]} · {drawn['alt']}",
        )


@lru_cache
def _drawn(page: str, lang: Lang) -> dict[str, Any] | None:
    file = FOLDER / "pictures" / f"{page}_{lang}.json"
    if not file.exists():
        return None
    drawing: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return drawing
