"""What does each number mean?"""

import streamlit as st

from salesdash.ui.figure import definitions
from salesdash.ui.screen import open_screen
from salesdash.ui.settings import backups_desk, rules_desk, workdays

screen = open_screen("settings")
screen.headline(definitions.HEADLINE)
metrics, datasets, rules, calendar, backups = st.tabs(
    [screen.say(text) for text in definitions.TABS], key="settings", on_change="rerun"
)
if metrics.open:
    with metrics:
        definitions.metrics(screen.ask, screen.lang)
if datasets.open:
    with datasets:
        definitions.datasets(screen.lang)
if rules.open:
    with rules:
        rules_desk.desk(screen)
if calendar.open:
    with calendar:
        workdays.desk(screen)
if backups.open:
    with backups:
        backups_desk.desk(screen.warehouse, screen.lang)
