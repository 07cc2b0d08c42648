"""Who are our customers, who is leaving, and whom do we call this week?"""

import streamlit as st

from salesdash.figures.customers import concentration, tiers, to_call
from salesdash.figures.customers.population import STATUS, are_named
from salesdash.ui.screen import PageEnds, open_screen

screen = open_screen("customers")

screen.headline(screen.answer(tiers.headline))

if not are_named(screen.ask):
    screen.show(screen.answer(tiers.tiers))
    raise PageEnds

left, right = st.columns(2)
with left:
    screen.show(screen.answer(tiers.tiers))
with right:
    screen.show(screen.answer(tiers.status))

screen.section(to_call.SECTION)
with st.container(horizontal=True, vertical_alignment="bottom"):
    status = screen.choose("status", STATUS, to_call.STATUS_CHOICES)
    tier = screen.choose("tier", to_call.TIER, to_call.TIER_CHOICES)
screen.show(screen.answer(to_call.listing, tier, status))

screen.section(concentration.SECTION)
left, right = st.columns([2, 1])
with left:
    screen.show(screen.answer(concentration.concentration))
with right:
    screen.show(screen.answer(concentration.largest_customers))
