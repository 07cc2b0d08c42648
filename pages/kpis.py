"""Which light is red, and why?"""

import streamlit as st

from salesdash.figures import kpis
from salesdash.ui import kpi_desk, templates
from salesdash.ui.screen import open_screen

screen = open_screen("kpis")
ask, scope = screen.ask, screen.scope
found = screen.answer(kpis.standings, in_depth=True)
past = screen.answer(kpis.histories)

screen.headline(kpis.headline(found, scope))
for name, cards in kpis.wall(found, past, scope):
    screen.section(name)
    screen.cards(cards)
lacking = kpis.without_value(found, scope)
if not lacking.is_empty:
    screen.show(lacking)
    templates.offer(kpis.sheets_to_fill(found), screen.lang, "kpis")
    st.page_link("pages/data.py", label=screen.say(kpis.TO_DATA), icon=":material/upload_file:")
screen.show(kpis.light_months(past, scope))
with st.expander(screen.say(kpis.TABLE), icon=":material/table:"):
    screen.show(kpis.table(found, past, scope))

screen.section(kpis.ONE)
key = screen.choose("kpi", kpis.KPI, kpis.options(found), as_list=True)
chosen = next(standing for standing in found if standing.metric.key == key)
kpi_desk.desk(screen, key)
course, split = st.columns(2)
with course:
    screen.show(screen.answer(kpis.trend, chosen))
with split:
    if by := kpis.dimensions(ask, key):
        dimension = screen.choose("by", kpis.SPLIT, by, kpis.default_split(chosen, by))
        screen.show(screen.answer(kpis.members, chosen, dimension))
if ways := kpis.ways(ask, key):
    way = screen.choose("why", kpis.WHY, ways, screen.answer(kpis.first_way, key))
    screen.show(screen.answer(kpis.why, key, way))
for figure in screen.answer(kpis.natural, key):
    screen.show(figure)
