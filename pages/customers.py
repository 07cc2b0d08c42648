"""Who are our customers, who is leaving, and whom do we call this week?"""

import streamlit as st

from salesdash.figures import customer_concentration, customer_list, customers
from salesdash.figures.customer_standing import STATUS, are_named
from salesdash.ui.screen import PageEnds, open_screen

screen = open_screen("customers")

screen.headline(screen.answer(customers.headline))

if not are_named(screen.ask):
    screen.show(screen.answer(customers.tiers))
    raise PageEnds

left, right = st.columns(2)
with left:
    screen.show(screen.answer(customers.tiers))
with right:
    screen.show(screen.answer(customers.status))

screen.section(customer_list.SECTION)
with st.container(horizontal=True, vertical_alignment="bottom"):
    status = screen.choose("status", STATUS, customer_list.STATUS_CHOICES)
    tier = screen.choose("tier", customer_list.TIER, customer_list.TIER_CHOICES)
screen.show(screen.answer(customer_list.listing, tier, status))

screen.section(customer_concentration.SECTION)
left, right = st.columns([2, 1])
with left:
    screen.show(screen.answer(customer_concentration.concentration))
with right:
    screen.show(screen.answer(customer_concentration.largest_customers))
