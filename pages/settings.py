"""What does each number mean?"""

import streamlit as st

from salesdash.ui import definitions, workdays
from salesdash.ui.screen import open_screen

screen = open_screen("settings")
screen.headline(screen.say(definitions.HEADLINE))
metrics, datasets, calendar = st.tabs([screen.say(text) for text in definitions.TABS])
with metrics:
    definitions.metrics(screen.ask, screen.lang)
with datasets:
    definitions.datasets(screen.lang)
with calendar:
    workdays.desk(screen)
