"""Who are our customers, who is leaving, and whom do we call this week?"""

import streamlit as st

from salesdash.figures.customers import concentration, population, tiers
from salesdash.figures.customers.calls import answer
from salesdash.figures.customers.moves import cohorts, repeats
from salesdash.figures.customers.whole import expected, segments, winning_back
from salesdash.ui.customers import calls_desk, decisions_desk, moves_desk, names_desk, service_desk
from salesdash.ui.figure.missing import lacking
from salesdash.ui.screen import BELOW_CHOICES, PageEnds, open_screen


def who() -> None:
    screen.row(screen.answer(tiers.tiers), screen.answer(tiers.status))
    screen.show(screen.answer(segments.table))


def by_name() -> None:
    decisions_desk.show(screen, names_desk.show(screen))


def of_cohorts() -> None:
    with st.container(horizontal=True):
        measure = screen.choose("cohort_in", cohorts.MEASURE, cohorts.MEASURES, is_plain=True)
        grain = screen.choose("cohort_by", cohorts.BY, cohorts.GRAINS, is_plain=True)
    screen.show(screen.answer(cohorts.grid, grain, measure))
    screen.row(
        screen.answer(cohorts.payback, grain),
        screen.answer(repeats.course),
        weights=(5, 4),
        height=BELOW_CHOICES,
    )


def returning() -> None:
    screen.row(screen.answer(winning_back.chances), screen.answer(expected.by_tier))
    screen.note(screen.answer(expected.assumed))


def few() -> None:
    screen.row(
        screen.answer(concentration.concentration),
        screen.answer(concentration.largest_customers),
        weights=(3, 2),
        height=BELOW_CHOICES,
    )


screen = open_screen("customers")

screen.headline(screen.answer(answer.headline))

if not population.are_named(screen.ask):
    lacking((population.NEEDED,), screen.lang, at="customers")
    screen.would_show()
    raise PageEnds

screen.cards(screen.answer(population.cards))
calls_desk.show(screen)

views = {
    "tiers": who,
    "names": by_name,
    "moves": lambda: moves_desk.show(screen),
    "cohorts": of_cohorts,
    "returning": returning,
    "service": lambda: service_desk.show(screen),
    "concentration": few,
}
views[screen.choose("more", population.MORE, population.MORE_VIEWS, is_plain=True)]()
