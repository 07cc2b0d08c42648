"""Customers by name: searched, sorted, a page at a time; and what is decided of one of them."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.customers.groups import ANY_STATUS, ANY_TIER, Group
from salesdash.figures.customers import population
from salesdash.figures.customers.whole import names
from salesdash.ui.screen import LIST, Screen
from salesdash.ui.session.address import bind_one

MOST_LETTERS, MOST_PAGES = 60, 100_000


def show(screen: Screen, group: Group | None = None) -> list[str]:
    """The names of a group, or of all customers, which can be narrowed; returns those that are shown."""
    find, leaf = f"{screen.place}find", f"{screen.place}leaf"
    bind_one(find, "", lambda words: 0 < len(words) <= MOST_LETTERS)
    bind_one(leaf, 1, _is_page, int)
    with st.container(horizontal=True):
        words = st.text_input(
            screen.say(names.SEARCH),
            key=find,
            max_chars=MOST_LETTERS,
            placeholder=screen.say(names.SEARCH),
            label_visibility="collapsed",
            width=180,
        ).strip()
        group = group or _narrowed(screen)
        sort, orders = f"{screen.place}sort", names.orders(group)
        order = screen.choose(sort, names.ORDER, orders, as_list=True, is_plain=True)
        listed = screen.answer(names.listing, group, words, order, st.session_state[leaf])
        if listed.is_empty and st.session_state[leaf] > 1:  # fewer are found than the page was of
            st.session_state[leaf] = 1
            listed = screen.answer(names.listing, group, words, order, 1)
        if (pages := names.pages(listed.frame)) > 1:
            st.number_input(
                screen.say(names.PAGE), 1, pages, key=leaf, width=130, label_visibility="collapsed"
            )
    screen.row(listed, height=LIST)
    return [] if listed.is_empty else [str(name) for name in listed.frame["customer"]]


def _narrowed(screen: Screen) -> Group:
    """All customers, or those of a tier, of a status, or both."""
    tier = screen.choose("tier", names.TIER, ANY_TIER, as_list=True, is_plain=True)
    status = screen.choose("status", population.STATUS, ANY_STATUS, as_list=True, is_plain=True)
    return Group("narrowed", (tier, status))


def _is_page(words: str) -> bool:
    return words.isascii() and words.isdigit() and 1 <= int(words[:7]) <= MOST_PAGES
