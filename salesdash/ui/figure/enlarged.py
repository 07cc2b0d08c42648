"""A figure alone, as large as the screen, for a meeting that looks at nothing else."""

from __future__ import annotations

import streamlit as st

from salesdash.charts.figure import Spoken
from salesdash.charts.look import Mode
from salesdash.charts.marked import can_fill
from salesdash.text import Text
from salesdash.ui.figure.large_table import large_table
from salesdash.ui.session import forms
from salesdash.ui.session.markdown import safe

ENLARGE = Text("放大", "Enlarge")
_HEIGHT = 540  # px; a screen less the title of the sheet
_ASKED = "enlarged_asked"


def offer(figure: Spoken, menu: str) -> None:
    """The button that asks for it. `menu` is the key of the menu that holds it, which closes."""
    st.button(
        ENLARGE[figure.lang],
        icon=":material/open_in_full:",
        key=f"enlarge_{figure.key}",
        width="stretch",
        on_click=lambda: st.session_state.update({menu: False, _ASKED: figure.key}),
    )


def show_if_asked(figure: Spoken, mode: Mode) -> None:
    """The figure over the page, once it was asked for."""
    if st.session_state.get(_ASKED) == figure.key:
        del st.session_state[_ASKED]
        title = safe(figure.sentence or figure.title)
        forms.over_page(title, width="large")(_drawn)(figure, mode)


def _drawn(figure: Spoken, mode: Mode) -> None:
    with st.container(height=_HEIGHT, border=False, key=f"figure_large_{figure.key}"):
        if figure.draw is None:
            large_table(figure, fills=True)
            return
        drawing = dict(figure.spec(mode))
        st.vega_lite_chart(
            spec=drawing,
            width="stretch",
            height="stretch" if can_fill(drawing) else "content",
            theme=None,
            alt=figure.alt,
        )
