"""What Streamlit's own styles leave unread, in the only styles of the application.

A row that does not wrap scrolls what lies under its last line, and nothing does: below the pointer two bars would
lie over the head of every figure and its menu. And the words of what is chosen have the colour of buttons on a dark
page, whose own words are white: no colour is read beside both.
"""

from __future__ import annotations

import streamlit as st

from salesdash.charts.theme import PALETTES

_ROW = "[data-testid=stHorizontalBlock]"
_CHOSEN = "[data-variant=segmented_control][data-selected=true]"


def lay() -> None:
    """To be called once a run, on every page, also on one that could not be shown. Styles alone take no room."""
    rules = [f"{_ROW} {{ overflow: visible !important; }}"]
    if st.context.theme.type == "dark":
        rules.append(f"{_CHOSEN} {{ color: {PALETTES['dark'].series[0]} !important; }}")
    st.html(f"<style>{' '.join(rules)}</style>")
