"""How each channel is doing, and what the health of the one chosen is made of."""

from __future__ import annotations

from salesdash.figures.channels.condition import health, lifecycle, quadrant, reviews
from salesdash.ui.screen import LIST, Screen


def show(screen: Screen, by: str) -> None:
    """Health beside the stages of life with the card of one member, growth beside return in large, or what is
    due for evaluation."""
    growth = screen.answer(quadrant.growth_and_return, by)
    lacks = {"growth": growth.is_empty, "reviews": by not in reviews.REVIEWED}
    parts = {key: name for key, name in health.CONDITIONS.items() if not lacks.get(key)}
    part = screen.choose("condition", health.CONDITION, parts, is_plain=True)
    if part == "growth":
        screen.about(screen.scope, "large").row(growth, height=LIST)
    elif part == "reviews":
        screen.show(screen.answer(reviews.table))
    else:
        _health(screen, by)


def _health(screen: Screen, by: str) -> None:
    screen.row(screen.answer(health.all_members, by), screen.answer(lifecycle.trail, by))
    if members := screen.answer(health.choices, by):
        whose = screen.choose("health_of", health.OF_WHOM, members, as_list=True, is_plain=True)
        screen.show(screen.answer(health.card, by, whose))
