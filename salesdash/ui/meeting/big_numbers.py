"""A few numbers in the type of a meeting: read from the last row."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.charts.figure import Card
from salesdash.text import Lang
from salesdash.ui.figure import cards
from salesdash.ui.session.markdown import safe

HIGH = 124  # px


def row(shown: Sequence[Card], lang: Lang) -> None:
    """Each with what it was below it."""
    places = st.columns(max(len(shown), 1), gap="xsmall")
    for place, card in zip(places, shown, strict=False):
        place.metric(
            safe(card.title[lang]), cards.lit(card, lang), safe(card.against[lang]) or None,
            border=True, height=HIGH, delta_color="off", delta_arrow="off",
        )  # fmt: skip
