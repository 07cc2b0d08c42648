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
if screen.ask.coverage:
    left, right = st.columns(2)
    with left:
        screen.section(ledger.FRESHNESS)
        ledger.coverage(screen.ask, screen.lang)
    with right:
        screen.section(ledger.HISTORY)
        ledger.history(screen.warehouse, screen.lang)
