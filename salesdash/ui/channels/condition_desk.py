"""How each channel is doing, and what the health of the one chosen is made of."""

from __future__ import annotations

from salesdash.figures.channels.condition import health, lifecycle, quadrant, reviews
from salesdash.ui.screen import LIST, Screen


def show(screen: Screen, by: str) -> None:
    """Health beside the stages of life, the card of one member, growth beside return in large, and what is due
    for evaluation."""
    screen.row(screen.answer(health.all_members, by), screen.answer(lifecycle.trail, by))
    if members := screen.answer(health.choices, by):
        whose = screen.choose("health_of", health.OF_WHOM, members, as_list=True)
        screen.show(screen.answer(health.card, by, whose))
    growth = screen.answer(quadrant.growth_and_return, by)
    if not growth.is_empty:
        screen.about(screen.scope, "large").row(growth, height=LIST)
    if by in reviews.REVIEWED:
        screen.show(screen.answer(reviews.table))
