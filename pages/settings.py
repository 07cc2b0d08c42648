"""What does each number mean?"""

import streamlit as st

from salesdash.ui.screen import open_screen
from salesdash.ui.settings import search, sections

screen = open_screen("settings")
with st.container(horizontal=True, vertical_alignment="center"):
    screen.headline(search.HEADLINE)
    words = search.field_to_type(screen.lang)
if words:
    search.results(screen, words)
else:
    sections.show(screen)
