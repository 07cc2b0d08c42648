"""Who is this customer, what happened, and what is to be done?"""

import streamlit as st

from salesdash.figures.customers import population
from salesdash.figures.customers.one_customer import answer, life, products, tier_course
from salesdash.ui.actions.action_desk import open_actions
from salesdash.ui.customers import customer_choice, decisions_desk, follow_up
from salesdash.ui.screen import BELOW_SENTENCES, LIST, PageEnds, open_screen

screen = open_screen("customer")
if not population.are_named(screen.ask):
    customer_choice.to_all()

top = st.container()
customer = customer_choice.choose(screen)
with top:
    screen.headline(screen.answer(answer.headline, customer))
if not screen.answer(answer.cards, customer):
    raise PageEnds

with top:
    screen.cards(screen.answer(answer.cards, customer))
    promises = life.promises_to(customer, open_actions().actions())
    screen.row(screen.answer(life.line, customer, promises), height=BELOW_SENTENCES)

owner = screen.answer(answer.owner, customer)
with st.container(horizontal=True, vertical_alignment="center"):
    more = screen.choose("more", answer.MORE, answer.VIEWS, is_plain=True)
    follow_up.offer_promise(screen, customer, owner)
if more == "note":
    follow_up.form(screen, customer, owner)
elif more == "record":
    screen.row(screen.answer(life.listing, customer, promises), height=LIST)
elif more == "products":
    screen.row(
        screen.answer(products.bought, customer),
        screen.answer(products.openings, customer),
        height=LIST,
    )
else:
    screen.show(screen.answer(tier_course.trail, customer))
    decisions_desk.show(screen, [customer])
