"""Does this channel earn its cost?"""

import streamlit as st

from salesdash.figures.channels import side_by_side
from salesdash.figures.channels.one_member import answer, beside
from salesdash.ui.channels import member_choice
from salesdash.ui.screen import BELOW_CHOICES, PageEnds, open_screen

screen = open_screen("channel")
top = st.container()
if not side_by_side.choices(screen.ask):
    screen.headline(side_by_side.NOTHING_TO_COMPARE)
    raise PageEnds
whose = member_choice.choose(screen)
if whose is None:
    with top:
        screen.headline(answer.UNKNOWN)
    raise PageEnds
by, member = whose
screen = screen.about(screen.scope.without(by), "")
own = screen.about(screen.scope.where(by, member), "")

with top:
    screen.headline(screen.answer(answer.headline, by, member))
    screen.cards(screen.answer(answer.cards, by, member))
screen.row(
    screen.answer(answer.course, by, member),
    screen.answer(beside.brief, by, member),
    weights=(1, 1),
    height=BELOW_CHOICES,
)
screen.show(screen.answer(beside.table, by, member), in_low_rows=True)
if lacks := screen.answer(beside.missing, by, member):
    screen.show(lacks)
