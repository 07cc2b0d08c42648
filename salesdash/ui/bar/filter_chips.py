"""What is filtered, one chip each, and the menu that adds one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS, FILTERS, member_name
from salesdash.scope import Filters
from salesdash.text import Lang, Text, join
from salesdash.ui.session.address import bind_many
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask

FILTER = Text("筛选", "Filter")
EVERYTHING = Text("全部", "All")
NAMED = 2  # members that a chip names; more are counted
CHIP = Text("{dimension}：{members}", "{dimension}: {members}")
SOME = Text("{n} 项", "{n} {n:one|selected}")
TAKE_AWAY = Text("去掉这个筛选", "Take this filter away")


def choose(ask: Ask, lang: Lang) -> Filters:
    """The filters of the address, changed by chips and menu."""
    members = {key: ask.members(key) for key in FILTERS}
    offered = {key: names for key, names in members.items() if len(names) > 1}
    for key, names in members.items():
        bind_many(key, frozenset(names).__contains__)
    active = [key for key in offered if st.session_state[key]]
    for key in active:
        _chip(key, lang)
    with st.popover(FILTER[lang], icon=":material/add:", type="tertiary"):
        for key, names in offered.items():
            st.multiselect(
                DIMENSIONS[key].name[lang],
                names,
                key=key,
                format_func=partial(_name, key, lang),
                placeholder=EVERYTHING[lang],
            )
    return tuple(sorted((key, tuple(st.session_state[key])) for key in active))


def _name(dimension: str, lang: Lang, member: str) -> str:
    return member_name(dimension, member)[lang]


def chip(dimension: str, members: list[str]) -> Text:
    """`区域：西南`; of many members how many."""
    few = len(members) <= NAMED
    named = join([member_name(dimension, member) for member in members])
    return CHIP.format(
        dimension=DIMENSIONS[dimension].name,
        members=named if few else SOME.format(n=len(members)),
    )


def _chip(key: str, lang: Lang) -> None:
    st.button(
        safe(chip(key, list(st.session_state[key]))[lang]),
        key=f"chip_{key}",
        icon=":material/close:",
        icon_position="right",
        help=TAKE_AWAY[lang],
        on_click=lambda: st.session_state.update({key: []}),
    )
