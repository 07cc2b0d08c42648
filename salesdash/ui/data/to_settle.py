"""What waits for somebody: rows to correct, and names that look like one, each with its button."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from salesdash.text import Text
from salesdash.ui.data import import_history, put_aside_desk
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.imports.past_imports import Import
from salesdash.warehouse.typed.spellings import Merge, proposals

TITLE = Text("等你处理", "Waiting for you")
NONE = Text("没有要处理的事。", "Nothing waits for you.")
ASKED = Text(
    "有 {n} 张刚拖入的表等你回答，见上方。",
    "{n} {n:table|tables} just dropped {n:waits|wait} for your answer, above.",
)
NAMES = Text("{n} 组名称看起来是同一个", "{n} {n:pair|pairs} of names look like one")
LOOK = Text("去看看", "Look at them")


@dataclass(frozen=True, slots=True)
class WaitingData:
    """What waits: imports with rows put aside, pairs of names, tables with open questions."""

    aside: tuple[Import, ...]
    names: int
    asked: int

    @property
    def count(self) -> int:
        return len(self.aside) + bool(self.names) + bool(self.asked)


def waiting(screen: Screen, asked: int) -> WaitingData:
    """What waits now; `asked` is how many tables lie on the page with a question open."""
    past_imports = import_history.all_of(screen)
    aside = tuple(entry for entry in past_imports if entry.aside and not entry.is_undone)
    return WaitingData(aside, len(names_alike(screen)), asked)


def names_alike(screen: Screen) -> list[Merge]:
    """The pairs of names that look like one and that nobody has decided about."""
    return screen.ask.keep("names that look like one", lambda: proposals(screen.warehouse))


def listing(screen: Screen, open_work: WaitingData) -> None:
    """One list of it all."""
    lang = screen.lang
    screen.section(TITLE)
    if not open_work.count:
        st.caption(NONE[lang])
    if open_work.asked:
        st.markdown(f":orange[:material/help:] {safe(ASKED.format(n=open_work.asked)[lang])}")
    for entry in open_work.aside:
        put_aside_desk.desk(screen.warehouse, entry, lang)
    if open_work.names:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            words = NAMES.format(n=open_work.names)[lang]
            st.markdown(f":orange[:material/merge:] {safe(words)}", width="stretch")
            st.page_link(
                "pages/settings.py",
                label=LOOK[lang],
                icon=":material/arrow_forward:",
                query_params={"group": "names", "lang": lang},
            )
