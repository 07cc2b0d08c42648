"""Who are our customers, who is leaving, and whom do we call this week?"""

import streamlit as st

from salesdash.figures.customers import concentration, population, tiers, to_call
from salesdash.ui.figure.missing import lacking
from salesdash.ui.screen import LIST, PageEnds, open_screen

screen = open_screen("customers")

screen.headline(screen.answer(tiers.headline))

if not population.are_named(screen.ask):
    lacking((population.NEEDED,), screen.lang, at="customers")
    screen.would_show()
    raise PageEnds

screen.cards(screen.answer(population.cards))
screen.row(screen.answer(tiers.tiers), screen.answer(tiers.status))

more = screen.choose("more", population.MORE, population.MORE_VIEWS, is_plain=True)
if more == "list":
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = screen.choose("status", population.STATUS, to_call.STATUS_CHOICES)
        tier = screen.choose("tier", to_call.TIER, to_call.TIER_CHOICES)
    screen.row(screen.answer(to_call.listing, tier, status), height=LIST)
else:
    screen.row(
        screen.answer(concentration.concentration),
        screen.answer(concentration.largest_customers),
        weights=(2, 1),
        height=LIST,
    )
