"""Does this channel earn its cost?"""

import streamlit as st

from salesdash.figures.channels import side_by_side
from salesdash.figures.channels.condition import health, lifecycle, reviews
from salesdash.figures.channels.diagnosis import findings
from salesdash.figures.channels.one_member import answer, beside, happened, inside
from salesdash.figures.channels.operations import (
    delivery,
    floor_prices,
    price_conflicts,
    promotions,
    stock,
)
from salesdash.figures.drivers import price_volume_mix
from salesdash.ui.channels import member_choice
from salesdash.ui.figure.grid import BROKEN
from salesdash.ui.screen import BELOW_SENTENCES, PageEnds, open_screen


def across_and_along() -> None:
    screen.show(screen.answer(beside.table, by, member), in_low_rows=True)
    if lacks := screen.answer(beside.missing, by, member):
        screen.show(lacks)


def ails() -> None:
    screen.show(screen.answer(findings.of_member, by, member), row_height=BROKEN)


def why() -> None:
    own.row(own.answer(price_volume_mix.by_price), own.answer(price_volume_mix.by_customers))


def customers() -> None:
    own.row(own.answer(inside.largest, "customer"), own.answer(inside.gone))


def products() -> None:
    own.row(own.answer(inside.largest, "product"), own.answer(inside.moved, "product"))


def events() -> None:
    own.show(own.answer(happened.listing))
    if by == "channel":
        conflicts = screen.answer(price_conflicts.in_prices, member)
    else:
        conflicts = own.answer(price_conflicts.in_prices)
    if conflicts:
        screen.show(conflicts)
    own.show(own.answer(floor_prices.below, by))
    if campaigns := own.answer(promotions.in_money):
        own.show(campaigns)


def goods() -> None:
    own.row(*own.answer(delivery.of_one, by))
    own.row(own.answer(stock.course))


def healthy() -> None:
    screen.note(screen.answer(reviews.of_one, by, member))
    screen.show(screen.answer(health.card, by, member), in_low_rows=True)
    screen.row(screen.answer(lifecycle.trail, by))


screen = open_screen("channel")
top = st.container()
if not side_by_side.choices(screen.ask):
    member_choice.to_all()
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
    height=BELOW_SENTENCES,
)
views = {
    "beside": across_and_along,
    "diagnosis": ails,
    "why": why,
    "customers": customers,
    "products": products,
    "events": events,
    "delivery": goods,
    "health": healthy,
}
views[screen.choose("more", answer.MORE, answer.VIEWS, is_plain=True)]()
