"""What is filtered, a chip each for as many as the bar has room for, and the menu that has all of them."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS, FILTERS, member_name
from salesdash.charts.rows import shortened, width
from salesdash.scope import Filters
from salesdash.text import Lang, Text, join
from salesdash.ui.session.address import bind_many
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask

FILTER = Text("筛选", "Filter")
EVERYTHING = Text("全部", "All")
# letters of all chips together, and of one, so that the bar stays one line beside a period of so many
ROOM, ROOM_BESIDE_AN_OLDER_DAY, LEAST, PERIOD = 32, 22, 8, 16
MOST = 2  # chips; what else is filtered is counted at the menu, and named in the page's sentence
ALL_OF_IT = 200
NAMED = 2  # members that a chip names; more are counted
CHIP = Text("{dimension}：{members}", "{dimension}: {members}")
SOME = Text("{n} 项", "{n} {n:one|selected}")
TAKE_AWAY = Text("去掉这个筛选", "Take this filter away")


def choose(ask: Ask, as_of: date, lang: Lang, *, period: str, shown: bool) -> Filters:
    """The filters of the address, changed by chips and menu; not `shown` on a page that they do not apply to,
    where they wait in the address for the next one. `period` is what stands beside them."""
    members = {key: ask.members(key) for key in FILTERS}
    offered = {key: names for key, names in members.items() if len(names) > 1}
    for key, names in members.items():
        bind_many(key, frozenset(names).__contains__)
    if not shown:
        return ()
    active = [key for key in offered if st.session_state[key]]
    room = ROOM if as_of == ask.as_of else ROOM_BESIDE_AN_OLDER_DAY
    room -= max(0, width(period) - PERIOD)
    chips, more = active[:MOST], len(active[MOST:])
    for key in chips:
        _chip(key, lang, room // len(chips))
    # beside chips the sign is enough
    name = str(more) if more else "" if chips else FILTER[lang]
    with st.popover(name, icon=":material/add:", type="tertiary", help=FILTER[lang], key="filters"):
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


def chip(dimension: str, members: list[str], lang: Lang, room: int) -> str:
    """`区域：西南`, of many members how many; `西南` where more than so many letters find no room."""
    few = len(members) <= NAMED
    named = join([member_name(dimension, member) for member in members])
    names = named if few else SOME.format(n=len(members))
    words = CHIP.format(dimension=DIMENSIONS[dimension].name, members=names)[lang]
    if width(words) <= room:
        return words
    return shortened(named[lang] if few else words, max(room, LEAST))


def _chip(key: str, lang: Lang, room: int) -> None:
    """A chip whose words in full are behind it."""
    members = list(st.session_state[key])
    st.button(
        safe(chip(key, members, lang, room)),
        key=f"chip_{key}",
        icon=":material/close:",
        icon_position="right",
        help=f"{TAKE_AWAY[lang]} · {safe(chip(key, members, lang, ALL_OF_IT))}",
        on_click=lambda: st.session_state.update({key: []}),
    )
