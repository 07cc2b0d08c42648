"""How often each channel is evaluated, and when it last was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from salesdash.catalog.channels.reviews import CLASSES
from salesdash.errors import SalesdashError
from salesdash.figures.channels.condition import reviews
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.questions.channels.evaluated import Evaluated, evaluated
from salesdash.warehouse.typed.channels import evaluate

WHAT = Text(
    "评估级别决定多久评估一次：一线每季度、二线每半年、战略每年。填上次评估日期，逾期会显示在“渠道效率”页。",
    "A channel's class says how often it is evaluated: front line quarterly, second line half-yearly, strategic "
    "yearly. Note the last review; what is overdue shows on the page of channels.",
)
CHANNEL, CLASS, LAST = (
    Text("渠道", "Channel"), Text("评估级别", "Class"), Text("上次评估", "Last review"),
)  # fmt: skip
BY_RULE, PROPOSED = Text("按规则", "By the rule"), Text("规则建议", "Proposed")
SAVE = Text("保存评估", "Save reviews")
RULE = "rule"  # chosen where the proposal counts
MOST_ROWS = 12


def desk(screen: Screen) -> None:
    """Each channel on a line: the class proposed, the one chosen, and the day of the last review."""
    lang, warehouse = screen.lang, screen.warehouse
    listed = evaluated(screen.ask)
    if not listed:
        return
    proposals = screen.answer(reviews.proposals)
    names = {RULE: BY_RULE, **{key: one.name for key, one in CLASSES.items()}}
    st.markdown(safe(WHAT[lang]))
    typed = st.data_editor(
        pd.DataFrame(
            [
                (one.channel, CLASSES[proposals[one.channel]].name[lang], one.chosen or RULE, one.reviewed)
                for one in listed
            ],
            columns=["channel", "proposed", "chosen", "reviewed"],
        ).astype({"reviewed": "datetime64[s]"}),
        hide_index=True,
        placeholder="",
        height="content" if len(listed) <= MOST_ROWS else "auto",
        key=f"channel_reviews_{warehouse.version}",
        column_config={
            "channel": st.column_config.TextColumn(CHANNEL[lang], disabled=True),
            "proposed": st.column_config.TextColumn(PROPOSED[lang], disabled=True),
            "chosen": st.column_config.SelectboxColumn(
                CLASS[lang],
                options=list(names),
                format_func=lambda key: names[str(key)][lang],
                required=True,
            ),
            "reviewed": st.column_config.DateColumn(LAST[lang], format="YYYY-MM-DD"),
        },
    )  # fmt: skip
    edited = [
        Evaluated(str(channel), None if chosen == RULE else str(chosen), _day(reviewed))
        for channel, chosen, reviewed in zip(
            typed["channel"], typed["chosen"], typed["reviewed"], strict=True
        )
    ]
    changed = [(old, new) for old, new in zip(listed, edited, strict=True) if old != new]
    if st.button(SAVE[lang], type="primary", disabled=not changed, key="save_reviews"):
        try:
            for old, new in changed:
                evaluate(warehouse, old, new, who())
        except SalesdashError as error:
            st.error(safe(error.message[lang]), icon=":material/error:")
        else:
            st.rerun()


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
