"""The words of what is chosen, light enough to be read on a dark page.

Streamlit writes them in the colour that its buttons have, and the words on those are white: no colour is
read beside both. So it is told by a style of its own, the only one of the application.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from salesdash.charts.look import Mode
from salesdash.charts.theme import PALETTES

_CHOSEN = "[data-variant=segmented_control][data-selected=true]"


def lighten(mode: Mode) -> None:
    """To be called once a run, on every page."""
    if mode == "dark":
        _style()(key="dark_choices", height=1)


@st.cache_resource
def _style() -> Any:
    return st.components.v2.component(
        "dark_choices",
        html="<span></span>",
        css=f"{_CHOSEN} {{\n  color: {PALETTES['dark'].series[0]} !important;\n}}",  # a line alone is taken for a file
        isolate_styles=False,
    )
