"""What kind each channel is, as its name says or as somebody corrected it, and how often it is evaluated."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from salesdash.catalog.words.vocabulary import CHANNEL_KINDS
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.user_name import who
from salesdash.ui.settings.members import reviews_desk
from salesdash.warehouse.typed.channels import channels, choose

WHAT = Text(
    "渠道类型按名称判断，判断错了在这里改；线上、线下由类型决定，改过的会一直记住。",
    "A channel's kind is read in its name. Correct it here; online or offline follows from it, and "
    "a correction is remembered.",
)
NONE = Text("已装载的表里没有渠道这一列。", "No sheet loaded so far names a channel.")
CHANNEL, KIND, WHERE, HOW = (
    Text("渠道", "Channel"),
    Text("类型", "Kind"),
    Text("线上/线下", "Online or offline"),
    Text("依据", "By"),
)
ONLINE = {True: Text("线上", "online"), False: Text("线下", "offline")}
BY = {True: Text("人工指定", "somebody"), False: Text("按名称判断", "its name")}
SAVE, BACK = Text("保存", "Save"), Text("全部按名称判断", "All by their names")
KINDS = {kind.key: kind for kind in CHANNEL_KINDS}
MOST_ROWS = 12


def desk(screen: Screen) -> None:
    """Each channel on a line, its kind to choose from a list."""
    lang, warehouse = screen.lang, screen.warehouse
    listed = channels(warehouse)
    st.markdown(WHAT[lang])
    if not listed:
        st.caption(NONE[lang])
        return
    rows = [
        (c.channel, c.kind, ONLINE[KINDS[c.kind].online][lang], BY[c.is_chosen][lang])
        for c in listed
    ]
    typed = st.data_editor(
        pd.DataFrame(rows, columns=["channel", "kind", "where", "by"]),
        hide_index=True,
        height="content" if len(rows) <= MOST_ROWS else "auto",
        key=f"channel_kinds_{warehouse.version}",
        column_config={
            "channel": st.column_config.TextColumn(CHANNEL[lang], disabled=True),
            "kind": st.column_config.SelectboxColumn(
                KIND[lang],
                options=list(KINDS),
                format_func=lambda key: KINDS[str(key)].name[lang],
                required=True,
            ),
            "where": st.column_config.TextColumn(WHERE[lang], disabled=True),
            "by": st.column_config.TextColumn(HOW[lang], disabled=True),
        },
    )
    wanted = dict(zip(typed["channel"], typed["kind"], strict=True))
    changed = {c.channel: wanted[c.channel] for c in listed if wanted[c.channel] != c.kind}
    with st.container(horizontal=True):
        if st.button(SAVE[lang], type="primary", disabled=not changed, key="save_kinds"):
            for channel, kind in changed.items():
                choose(warehouse, channel, kind, who())
            st.rerun()
        corrected = [c.channel for c in listed if c.is_chosen]
        if corrected and st.button(BACK[lang], key="kinds_back"):
            for channel in corrected:
                choose(warehouse, channel, None, who())
            st.rerun()
    st.divider()
    reviews_desk.desk(screen)
