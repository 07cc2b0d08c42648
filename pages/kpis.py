"""Which light is red, and why?"""

import streamlit as st

from salesdash.figures.kpis import wall
from salesdash.ui.figure import templates
from salesdash.ui.kpis import limits_and_notes, neighbours
from salesdash.ui.screen import Screen, open_screen


def all_lights(screen: Screen) -> None:
    screen.headline(screen.made(wall.headline, standings, past))
    groups = screen.made(wall.tables, standings, past)
    if groups and screen.choose("wall", wall.VIEW, wall.VIEWS, is_plain=True) == "worst":
        owners, notes = limits_and_notes.kept(screen)
        screen.row(wall.table(standings, past, screen.scope, owners, notes), height=neighbours.WALL)
    elif groups:
        screen.tables(groups)
    lacking = screen.made(wall.without_value, standings)
    months = screen.made(wall.light_months, past)
    first = "lacking" if months.is_empty else "months"
    if not lacking.is_empty and (
        screen.choose("more", wall.MORE, wall.MORE_VIEWS, first, is_plain=True) == "lacking"
    ):
        screen.show(lacking)
        templates.offer(wall.sheets_to_fill(standings), screen.lang, "kpis")
        st.page_link("pages/data.py", label=screen.say(wall.TO_DATA), icon=":material/upload_file:")
    else:
        screen.show(months)


def one_light(screen: Screen, key: str) -> None:
    chosen = next(standing for standing in standings if standing.metric.key == key)
    owners, _ = limits_and_notes.kept(screen)
    neighbours.bar(screen, chosen, options)
    screen.headline(wall.headline_of(chosen, past, screen.scope, owners.get(key, "")))
    by, ways = wall.dimensions(screen.ask, key), wall.ways(screen.ask, key)
    split = wall.default_split(chosen, by) if by else ""
    dimension = screen.choose("by", wall.SPLIT, by, split, is_plain=True) if by else ""
    screen.row(
        screen.answer(wall.trend, chosen),
        screen.answer(wall.members, chosen, dimension) if by else None,
    )
    if ways:
        way = screen.choose("why", wall.WHY, ways, screen.answer(wall.first_way, key))
        screen.show(screen.answer(wall.why, key, way))
    for figure in screen.answer(wall.natural, key):
        screen.show(figure)


screen = open_screen("kpis")
standings = screen.answer(wall.standings, in_depth=True)
past = screen.answer(wall.histories)
options = wall.options(standings)
if key := neighbours.chosen(options):
    one_light(screen, key)
else:
    all_lights(screen)
