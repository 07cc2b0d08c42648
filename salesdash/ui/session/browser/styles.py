"""What Streamlit's own styles leave unread, in the only styles of the application.

A row that does not wrap scrolls what lies under its last line, and nothing does: below the pointer two bars would
lie over the head of every figure and its menu. The words of what is chosen have the colour of buttons on a dark
page, whose own words are white: no colour is read beside both. And a button writes all its lines in one size, where
the value of a card is to be read from the last row.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from salesdash.charts.look import Mode
from salesdash.charts.theme import PALETTES

_ROW = "[data-testid=stHorizontalBlock]"
_CARD = "[class*=st-key-card_] button p"
_CHOSEN = "[data-variant=segmented_control][data-selected=true]"


def lay() -> None:
    """To be called once a run, on every page, also on one that could not be shown."""
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    _style(mode)(key=f"styles_{mode}", height=1)


@st.cache_resource
def _style(mode: Mode) -> Any:
    rules = [
        f"{_ROW} {{\n  overflow: visible !important;\n}}",
        f"{_CARD} {{\n  line-height: 1.2;\n}}",
        f"{_CARD} > strong {{\n  font-size: 1.4em;\n}}",
        f"{_CARD} > span > strong {{\n  font-size: 1.2em;\n}}",
    ]
    if mode == "dark":
        rules.append(f"{_CHOSEN} {{\n  color: {PALETTES['dark'].series[0]} !important;\n}}")
    return st.components.v2.component(
        f"styles_{mode}", html="<span></span>", css="\n".join(rules), isolate_styles=False
    )
