"""What was uploaded, what was understood, what is loaded?"""

import streamlit as st

from salesdash.ui import ledger, uploads
from salesdash.ui.sample import offer_sample
from salesdash.ui.screen import open_screen

screen = open_screen("data")
screen.headline(ledger.headline(screen.ask, screen.lang))
is_reading = uploads.receive(screen.warehouse, screen.lang)
if not screen.ask.coverage and not is_reading:
    offer_sample(screen.lang)
history, coverage = st.tabs([screen.say(text) for text in ledger.TABS])
with history:
    ledger.history(screen.warehouse, screen.lang)
with coverage:
    ledger.coverage(screen.ask, screen.lang)
