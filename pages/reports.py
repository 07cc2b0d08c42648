"""What goes out after the meeting?"""

import streamlit as st

from salesdash.ui.reports import report_desk
from salesdash.ui.screen import PageEnds, open_screen

screen = open_screen("reports")
desk = report_desk.desk(screen)

screen.headline(report_desk.headline())
report_desk.weekly(screen)
wanted = report_desk.choose(screen, desk)
if not wanted.pages:
    screen.note(report_desk.NO_PAGE)
    raise PageEnds
with st.container(horizontal=True, vertical_alignment="bottom"):
    report_desk.offer(screen, desk, wanted)
report_desk.own_deck(screen, desk, wanted)
