"""Numbers at a glance: up to six in one row, each a button that opens what it stands for."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from salesdash.charts.figure import Card
from salesdash.charts.look import Mode
from salesdash.charts.rows import width
from salesdash.charts.sparkline import sparkline
from salesdash.charts.theme import SHAPES
from salesdash.text import Lang
from salesdash.ui.figure import clicks
from salesdash.ui.session.markdown import safe

Hue = Literal["green", "orange", "red", "gray"]
LIGHT_HUES: dict[str, Hue] = {"green": "green", "amber": "orange", "red": "red", "grey": "gray"}
LARGE = 12  # letters that a card of the largest size holds, at 1280 px
_CHANGES: dict[bool | None, Hue] = {True: "green", False: "red", None: "gray"}


def row(cards: Sequence[Card], lang: Lang, mode: Mode, place: str = "") -> None:
    """The cards side by side, each with as many lines as the longest; `place` tells them from the same
    cards elsewhere on the page."""
    lines = max((len(_lines(card, lang, mode)) for card in cards), default=0)
    for cell, card in zip(st.columns(len(cards) or 1, gap="xsmall"), cards, strict=False):
        with cell:
            st.button(
                label(card, lang, mode, lines),
                key=f"{place}card_{card.key}",
                # beside the page it would cover what it explains
                help=None if place else safe(card.help[lang]) or None,
                width="stretch",
                on_click=clicks.open_,
                args=(card.opens,),
            )


def label(card: Card, lang: Lang, mode: Mode, lines: int = 0) -> str:
    """What it is, its value in the colour and shape of its light, its change, its course."""
    text_lines = _lines(card, lang, mode)
    text_lines += [""] * (lines - len(text_lines))
    return "  \n".join(line or "\u00a0" for line in text_lines)


def lit(card: Card, lang: Lang) -> str:
    """Its value, in the colour and shape of its light where it has one."""
    value = safe(card.value[lang])
    return f":{LIGHT_HUES[card.light]}[{SHAPES[card.light]} {value}]" if card.light else value


def _lines(card: Card, lang: Lang, mode: Mode) -> list[str]:
    change = card.change[lang] or card.against[lang]
    hue = _CHANGES[card.good] if card.change else "gray"
    under = f":small[:{hue}[{safe(change)}]]" if change else ""
    lines = [safe(card.title[lang]), _value(card, lang), under, _course(card, mode)]
    while not lines[-1]:
        lines.pop()
    return lines


def _value(card: Card, lang: Lang) -> str:
    """As large as the card holds it."""
    letters = width(card.value[lang]) + 2 * bool(card.light)
    value = f"**{lit(card, lang)}**"
    return value if letters <= LARGE else f":small[{value}]"


def _course(card: Card, mode: Mode) -> str:
    drawing = sparkline(card.spark, mode)
    if not drawing:
        return ""
    return f"![](data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()})"
