"""Where the kinds of the channels are looked at and corrected: one click from the page that uses them."""

from __future__ import annotations

import streamlit as st

from salesdash.ui.screen import Screen
from salesdash.ui.settings.sections import GROUPS

KINDS = GROUPS["channels"]


def link(screen: Screen) -> None:
    """To the settings of the kinds, where the orders name channels."""
    if screen.ask.members("channel"):
        st.page_link(
            "pages/settings.py",
            label=screen.say(KINDS.name),
            help=screen.say(KINDS.about),
            icon=":material/tune:",
            query_params={"group": KINDS.key, "lang": screen.lang},
        )
