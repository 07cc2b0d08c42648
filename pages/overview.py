"""Are we on plan, and what changed?"""

import streamlit as st

from salesdash.figures import overview
from salesdash.ui.screen import open_screen

screen = open_screen("overview")
ask, scope = screen.ask, screen.scope

screen.headline(overview.headline(ask, scope))
screen.cards(overview.cards(ask, scope))
screen.note(overview.compared_with(scope))
course, lights = st.columns([5, 4])
with course:
    screen.show(overview.curve(ask, scope))
with lights:
    screen.show(overview.worst_lights(ask, scope))
screen.show(overview.movers(ask, scope))
