"""Who are our customers, who is leaving, and whom do we call this week?"""

import streamlit as st

from salesdash.figures import customer_concentration, customer_list, customers
from salesdash.figures.customer_standing import STATUS, are_named
from salesdash.ui.screen import open_screen

screen = open_screen("customers")
ask, scope = screen.ask, screen.scope

screen.headline(customers.headline(ask, scope))

if not are_named(ask):
    screen.show(customers.tiers(ask, scope))
    st.stop()

left, right = st.columns(2)
with left:
    screen.show(customers.tiers(ask, scope))
with right:
    screen.show(customers.status(ask, scope))

screen.section(customer_list.SECTION)
with st.container(horizontal=True, vertical_alignment="bottom"):
    status = screen.choose("status", STATUS, customer_list.STATUS_CHOICES)
    tier = screen.choose("tier", customer_list.TIER, customer_list.TIER_CHOICES)
screen.show(customer_list.listing(ask, scope, tier, status))

screen.section(customer_concentration.SECTION)
left, right = st.columns([2, 1])
with left:
    screen.show(customer_concentration.concentration(ask, scope))
with right:
    screen.show(customer_concentration.largest_customers(ask, scope))
