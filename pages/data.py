"""What was uploaded, what was understood, what is loaded?"""

import streamlit as st

from salesdash.ui import ledger, mending, names_desk, rates_desk, store, templates, uploads
from salesdash.ui.sample import offer_sample
from salesdash.ui.screen import open_screen

screen = open_screen("data")
screen.headline(ledger.headline(screen.ask, screen.scope.scale, screen.lang))
with st.container():  # one element, however much lies in it, so that the tab chosen below stays
    is_reading = uploads.receive(screen.warehouse, store.inbox(), screen.lang)
    if not screen.ask.coverage and not is_reading:
        offer_sample(screen.lang)
history, aside, names, rates, coverage = st.tabs([screen.say(text) for text in ledger.TABS])
with history:
    ledger.history(screen.warehouse, screen.lang)
with aside:
    mending.desk(screen.warehouse, screen.lang)
with names:
    names_desk.desk(screen.warehouse, screen.ask, screen.lang)
with rates:
    rates_desk.desk(screen.warehouse, screen.lang)
with coverage:
    ledger.coverage(screen.ask, screen.lang)
    templates.offer_all(screen.lang)
