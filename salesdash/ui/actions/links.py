"""To what a risk or a promise may be linked: what the orders know members of, and what stands there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.figures.risks.exposure import LINKS
from salesdash.text import Text
from salesdash.ui.screen import Screen

NOTHING = Text("不关联", "Nothing")
ONE = Text("–", "–")
TYPE = Text("选择，或输入名称的一部分", "Choose, or type a part of the name")
SEVERAL = Text("不止一个名称含“{words}”，请选择", "Several names have “{words}”: choose one")
NONE = Text("没有名称含“{words}”", "No name has “{words}”")
MOST = 200  # names that a list offers; whoever is not among them is found by a part of the name
_WORDS = "{}_words"


def dimensions(screen: Screen, kept: str | None) -> dict[str, Text]:
    """By what they can be told apart; `kept` stands there already."""
    ask = screen.ask
    members = [key for key in LINKS if ask.coverage and ask.members(key)]
    return {
        key: DIMENSIONS[key].name for key in dict.fromkeys([*([kept] if kept else []), *members])
    }


def choose(
    screen: Screen,
    title: str,
    key: str,
    by: str | None,
    kept: str | None,
    on_change: Callable[[], None] | None = None,
) -> None:
    """One member of the dimension; `kept` stands there already. Of many those who sold most are listed, and the others
    are found by a part of their name, typed into the same field."""
    members = _members(screen, by, kept)
    of, words = st.session_state.get(_WORDS.format(key), (by, ""))
    names = offered(members, words if of == by else "", st.session_state.get(key))
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    st.selectbox(
        title, list(names), index=None, key=key, disabled=not by,
        placeholder=_placeholder(members, names, words if of == by else "")[screen.lang],
        accept_new_options=len(members) > MOST, format_func=lambda one: _said(names, one, screen),
        on_change=_take, args=(key, by, members, on_change),
    )  # fmt: skip


def offered(members: Mapping[str, Text], words: str, chosen: str | None) -> dict[str, Text]:
    """Whom the list offers: those whose name has the words, `MOST` at most in their order; who is chosen stays."""
    names = _having(members, words) if words else list(members)
    listed = names[:MOST]
    if chosen is not None and chosen in members and chosen not in listed:
        listed = [chosen, *listed]
    return {name: members[name] for name in listed}


def meant(members: Mapping[str, Text], words: str) -> str | None:
    """The member that is chosen, or the only one whose name has the words that were typed; None of several."""
    if words in members:
        return words
    matches = _having(members, words)
    return matches[0] if len(matches) == 1 else None


def _having(members: Mapping[str, Text], words: str) -> list[str]:
    """The members in whose name, in either language, the words are."""
    part = words.strip().casefold()
    return [
        name
        for name, label in members.items()
        if any(part in one.casefold() for one in (name, label.zh, label.en))
    ]


def _members(screen: Screen, by: str | None, kept: str | None) -> dict[str, Text]:
    """All members of the dimension, most sales first."""
    if not by:
        return {}
    members = screen.ask.members(by) if screen.ask.coverage else []
    return {
        name: member_name(by, name) for name in dict.fromkeys([*([kept] if kept else []), *members])
    }


def _take(
    key: str, by: str | None, members: Mapping[str, Text], then: Callable[[], None] | None
) -> None:
    """Who was chosen, or whom the words typed mean; of several the list offers these."""
    words = st.session_state[key]
    if words is not None and words not in members:
        st.session_state[_WORDS.format(key)] = (by, words)
        st.session_state[key] = meant(members, words)
    if then:
        then()


def _placeholder(members: Mapping[str, Text], names: Mapping[str, Text], words: str) -> Text:
    if words:
        return (SEVERAL if names else NONE).format(words=words)
    return TYPE if len(members) > MOST else ONE


def _said(names: Mapping[str, Text], one: str, screen: Screen) -> str:
    return names[one][screen.lang] if one in names else one
