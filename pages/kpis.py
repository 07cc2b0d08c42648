"""Which light is red, and why?"""

import streamlit as st

from salesdash.figures.kpis import wall
from salesdash.ui.figure import templates
from salesdash.ui.kpis import decisions
from salesdash.ui.screen import open_screen

screen = open_screen("kpis")
ask, scope = screen.ask, screen.scope
found = screen.answer(wall.standings, in_depth=True)
past = screen.answer(wall.histories)

screen.headline(wall.headline(found, scope))
for name, cards in wall.wall(found, past, scope):
    screen.section(name)
    screen.cards(cards)
lacking = wall.without_value(found, scope)
if not lacking.is_empty:
    screen.show(lacking)
    templates.offer(wall.sheets_to_fill(found), screen.lang, "kpis")
    st.page_link("pages/data.py", label=screen.say(wall.TO_DATA), icon=":material/upload_file:")
screen.show(wall.light_months(past, scope))
with st.expander(screen.say(wall.TABLE), icon=":material/table:"):
    screen.show(wall.table(found, past, scope))

screen.section(wall.ONE)
key = screen.choose("kpi", wall.KPI, wall.options(found), as_list=True)
chosen = next(standing for standing in found if standing.metric.key == key)
decisions.desk(screen, key)
course, split = st.columns(2)
with course:
    screen.show(screen.answer(wall.trend, chosen))
with split:
    if by := wall.dimensions(ask, key):
        dimension = screen.choose("by", wall.SPLIT, by, wall.default_split(chosen, by))
        screen.show(screen.answer(wall.members, chosen, dimension))
if ways := wall.ways(ask, key):
    way = screen.choose("why", wall.WHY, ways, screen.answer(wall.first_way, key))
    screen.show(screen.answer(wall.why, key, way))
for figure in screen.answer(wall.natural, key):
    screen.show(figure)
