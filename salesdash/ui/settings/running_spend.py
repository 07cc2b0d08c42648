"""Whether the spend of the month still running is that of the whole month, decided where it is read."""

from __future__ import annotations

import streamlit as st

from salesdash.figures import two_sides
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.questions.basis import running_spend
from salesdash.warehouse.typed.settings import Settings

QUESTION = Text("{period}的费用是", "The spend of {period} is")
CHOICES = {
    False: Text("到目前为止的", "what was spent so far"),
    True: Text("整个期间的", "that of the whole period"),
}


def choice(screen: Screen) -> None:
    """How the running period's spend is taken, its evidence, and the other way in one click; nothing
    where the page does not look at it."""
    words = screen.answer(two_sides.running_words)
    running = running_spend(screen.ask) if words else None
    if words is None or running is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(safe(screen.say(two_sides.running_evidence(running, screen.scope.scale))))
        picked = st.segmented_control(
            screen.say(QUESTION.format(period=running.period.name)),
            list(CHOICES),
            default=running.is_whole,
            format_func=lambda is_whole: screen.say(CHOICES[is_whole]),
            key=f"running_spend_{running.period}_{running.is_whole}",
            required=True,
        )
    if picked is not None and picked != running.is_whole:
        Settings(screen.warehouse).set_running_spend(bool(picked), who())
        st.rerun()
