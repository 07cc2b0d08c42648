"""Names that look like one: taken together, kept apart, and taken back again."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.text import Lang, Text
from salesdash.ui.data.to_settle import names_alike
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed import spellings
from salesdash.warehouse.typed.spellings import Merge

NOTHING = Text("没有看起来重复的名称。", "No names look like duplicates.")
WHAT = Text(
    "下面的名称看起来是同一个。合并后按后一个统计，原表里的写法仍然保留，随时可以撤回。",
    "These names look like one. Once merged they count under the second; what the files say stays, and "
    "the merge can be taken back.",
)
PAIR = Text("{dimension}：{spelling} → {accepted}", "{dimension}: {spelling} → {accepted}")
MERGE, APART = Text("合并", "Merge"), Text("不是同一个", "Keep apart")
ALL = Text("全部合并", "Merge all")
DECIDED = Text("已处理", "Decided")
MERGED, KEPT = Text("已合并", "Merged"), Text("不合并", "Kept apart")
BACK = Text("撤回", "Take back")
Decide = Callable[[Warehouse, Merge, str], None]


def desk(screen: Screen) -> None:
    """What is proposed with its evidence, then what was decided."""
    warehouse, lang = screen.warehouse, screen.lang
    proposed = names_alike(screen)
    st.caption(safe((WHAT if proposed else NOTHING)[lang]))
    if len(proposed) > 1 and st.button(ALL[lang], key="merge_all"):
        for merge in proposed:
            spellings.accept(warehouse, merge, who())
        st.rerun()
    for number, merge in enumerate(proposed):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{safe(_pair(merge)[lang])}**  \n{safe(merge.evidence[lang])}", width="stretch"
            )
            _button(MERGE, spellings.accept, warehouse, merge, f"merge_{number}", lang)
            _button(APART, spellings.refuse, warehouse, merge, f"apart_{number}", lang)
    decided = spellings.decisions(warehouse)
    if decided:
        st.markdown(f"##### {safe(DECIDED[lang])}")
    for number, merge in enumerate(decided):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge((MERGED if merge.is_accepted else KEPT)[lang], color="gray")
            st.markdown(safe(_pair(merge)[lang]), width="stretch")
            _button(BACK, spellings.reverse, warehouse, merge, f"back_{number}", lang)


def _pair(merge: Merge) -> Text:
    return PAIR.format(
        dimension=DIMENSIONS[merge.dimension].name,
        spelling=merge.spelling,
        accepted=merge.accepted,
    )


def _button(
    words: Text, decide: Decide, warehouse: Warehouse, merge: Merge, key: str, lang: Lang
) -> None:
    if st.button(words[lang], key=f"name_{key}"):
        decide(warehouse, merge, who())
        st.rerun()
