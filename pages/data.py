"""What was uploaded, what was understood, what is loaded?"""

import streamlit as st

from salesdash.ui.data import import_history, put_aside_desk, uploads
from salesdash.ui.figure import templates
from salesdash.ui.figure.sample import offer_sample
from salesdash.ui.screen import open_screen
from salesdash.ui.session import store

screen = open_screen("data")
screen.headline(import_history.headline(screen.ask, screen.scope.scale))
with st.container():  # one element, however much lies in it, so that the tab chosen below stays
    is_reading = uploads.receive(screen.warehouse, store.inbox(), screen.lang)
    if not screen.ask.coverage and not is_reading:
        offer_sample(screen.lang)
history, aside, coverage = st.tabs([screen.say(text) for text in import_history.TABS])
with history:
    import_history.history(screen.warehouse, screen.lang)
with aside:
    put_aside_desk.desk(screen.warehouse, screen.lang)
with coverage:
    import_history.coverage(screen.ask, screen.lang)
    templates.offer_all(screen.lang)
