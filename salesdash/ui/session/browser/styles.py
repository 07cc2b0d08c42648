"""What Streamlit's own styles leave unread, in the only styles of the application.

The tools that a table and a chart bring lie over the menu of their figure, which has all of them that are needed.
A row that does not wrap scrolls what lies under its last line, and nothing does: below the pointer two bars would
lie over the head of every figure and its menu. What Enter does in a form stands over the end of a long line; its
button says it. A button writes all its lines in one size, where the value of a card is to be read from the last
row. And the words of what is chosen have the colour of buttons on a dark page, whose own words are white: no
colour is read beside both.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from salesdash.charts.look import Mode
from salesdash.charts.theme import PALETTES

_CARD = "[class*=st-key-card_] button p"
_RULES = {
    "[class*=st-key-figure_] [data-testid=stElementToolbar]": "display: none",
    "[data-testid=stHorizontalBlock]": "overflow: visible",
    "[data-testid=stForm] [data-testid=InputInstructions]": "display: none",
    f"{_CARD} > strong": "font-size: 1.4em; line-height: 1",
    f"{_CARD} > span > strong": "font-size: 1.2em",
}
_CHOSEN = "[data-variant=segmented_control][data-selected=true]"


def lay() -> None:
    """To be called once a run, on every page, also on one that could not be shown."""
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    _style(mode)(key=f"styles_{mode}", height=1)


@st.cache_resource
def _style(mode: Mode) -> Any:
    rules = dict(_RULES)
    if mode == "dark":
        rules[_CHOSEN] = f"color: {PALETTES['dark'].series[0]}"
    css = "\n".join(f"{place} {{\n  {rule} !important;\n}}" for place, rule in rules.items())
    return st.components.v2.component(
        f"styles_{mode}", html="<span></span>", css=css, isolate_styles=False
    )
