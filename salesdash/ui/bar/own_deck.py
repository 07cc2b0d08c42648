"""The deck of what a visitor has collected: how many figures, which, in which order; and the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode
from salesdash.export.deck import deck
from salesdash.export.deck.deck import PPTX
from salesdash.export.deck.slide_plan import ReportStyle
from salesdash.export.safe_names import download_name
from salesdash.text import Lang, Text
from salesdash.ui.session import collected, downloads, store
from salesdash.ui.session.markdown import safe

COUNTED = Text("PPT {n} 页", "Deck: {n}")
HELP = Text("您放进 PPT 的图表", "The figures that you put into the deck")
EARLIER, REMOVE = Text("前移", "Up"), Text("拿掉", "Take out")
TAKE, FORGET = Text("下载 PPT", "Download the deck"), Text("清空", "Empty it")
DARK = Text("深色底", "Dark background")
FILE = Text("我的图表", "My figures")


def offer(lang: Lang, as_of: date) -> None:
    """Nothing as long as nothing is collected."""
    figures = collected.figures()
    if not figures:
        return
    with st.popover(
        COUNTED.format(n=len(figures))[lang],
        icon=":material/slideshow:",
        help=HELP[lang],
        key="own_deck_of",
    ):
        for nth, figure in enumerate(figures):
            words, up, out = st.columns((6, 1.2, 1.4), vertical_alignment="center", gap="xsmall")
            words.markdown(f"{nth + 1}. {safe(figure.sentence or figure.title)}")
            up.button(
                EARLIER[lang], icon=":material/arrow_upward:", type="tertiary",
                key=f"collected_up_{nth}", disabled=nth == 0,
                on_click=collected.put_before, args=(nth,),
            )  # fmt: skip
            out.button(
                REMOVE[lang], icon=":material/close:", type="tertiary",
                key=f"collected_out_{nth}", on_click=collected.remove, args=(nth,),
            )  # fmt: skip
        mode: Mode = "dark" if st.toggle(DARK[lang], key="collected_dark") else "light"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                TAKE[lang],
                data=downloads.or_said(lambda: _made(figures, lang, mode), lang),
                file_name=download_name(f"{FILE[lang]}_{as_of:%Y-%m-%d}", "pptx"),
                mime=PPTX,
                type="primary",
                on_click="ignore",
                icon=":material/download:",
                key="collected_deck",
            )
            st.button(
                FORGET[lang], type="tertiary", key="collected_forget", on_click=collected.forget
            )


def _made(figures: Sequence[Spoken], lang: Lang, mode: Mode) -> bytes:
    with store.asking() as ask:
        return deck.slides_of(figures, ReportStyle(lang, mode, rules=ask.rules))
