"""Are we on plan, and what changed?"""

import streamlit as st

from salesdash.figures import overview
from salesdash.ui.screen import open_screen

screen = open_screen("overview")

screen.headline(screen.answer(overview.headline))
screen.cards_in_line(screen.answer(overview.cards))
screen.note(screen.answer(overview.compared_with))
course, lights = st.columns([5, 4])
with course:
    screen.show(screen.answer(overview.curve))
with lights:
    screen.show(screen.answer(overview.worst_lights))
    screen.show(screen.answer(overview.changed_lights))
week, movers = st.columns(2)
with week:
    screen.show(screen.answer(overview.since_last_week))
with movers:
    screen.show(screen.answer(overview.movers))
