"""Which light is red, and why?"""

import streamlit as st

from salesdash.figures import kpis
from salesdash.ui import kpi_desk
from salesdash.ui.screen import open_screen

screen = open_screen("kpis")
ask, scope = screen.ask, screen.scope
found = kpis.standings(ask, scope, in_depth=True)
past = kpis.histories(ask, scope)

screen.headline(kpis.headline(found, scope))
for name, cards in kpis.wall(found, past, scope):
    screen.section(name)
    screen.cards(cards)
lacking = kpis.without_value(found, scope)
if not lacking.is_empty:
    screen.show(lacking)
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
    screen.show(kpis.trend(ask, scope, chosen))
with split:
    if by := kpis.dimensions(ask, key):
        dimension = screen.choose("by", kpis.SPLIT, by, kpis.default_split(chosen, by))
        screen.show(kpis.members(ask, scope, chosen, dimension))
if ways := kpis.ways(ask, key):
    way = screen.choose("why", kpis.WHY, ways, kpis.first_way(ask, scope, key))
    screen.show(kpis.why(ask, scope, key, way))
for figure in kpis.natural(ask, scope, key):
    screen.show(figure)
