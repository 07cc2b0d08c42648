"""What was uploaded, what was understood, what is loaded?"""

import streamlit as st

from salesdash.ui.data import import_history, loaded, sample_beside, to_settle, uploads
from salesdash.ui.figure import templates
from salesdash.ui.figure.sample import offer_sample
from salesdash.ui.screen import open_screen
from salesdash.ui.session import store

screen = open_screen("data")
answer = st.container()
# one element, however much lies in it, so that what was opened below stays open
arrived = st.container()
known, drop = st.columns([5, 2])
with known:
    loaded.table(screen)
with drop:
    dropped = uploads.place(screen.lang)
    with st.container(horizontal=True):
        templates.offer_all(screen.lang)
        if not screen.ask.coverage:
            offer_sample(screen.lang)
with arrived:
    asked = uploads.receive(screen.warehouse, store.inbox(), dropped, screen.lang)
to_do = to_settle.waiting(screen, asked or 0)
with answer:
    screen.headline(loaded.verdict(screen.ask, to_do.count))
    sample_beside.notice(screen)
to_settle.listing(screen, to_do)
import_history.history(screen)
