"""Which of what waits may be noise: asked of what is shown alone, as it takes the weeks of half a year."""

from __future__ import annotations

from collections.abc import Callable

from salesdash.catalog.risks.signals import SIGNALS
from salesdash.figures.inbox.waiting import WaitingCase
from salesdash.figures.signals.noise_mark import is_usual, light_is_usual
from salesdash.warehouse.questions.ask import Ask


def is_noise(one: WaitingCase, is_usual: Callable[[WaitingCase], bool]) -> bool:
    """Whether all that was seen of its cause is usual; after the first that is not, no more is asked."""
    return all(is_usual(seen) for seen in (one, *one.also))


def moves_as_usual(ask: Ask, one: WaitingCase) -> bool:
    """Whether it tells a move that lies within the usual weekly spread."""
    if one.source == "light" and one.kpi:
        return light_is_usual(ask, one.kpi, one.scope.as_of)
    if one.source == "signal":
        member = one.member[1] if one.member else None
        return is_usual(ask, one.scope, SIGNALS[one.asked[0]], member)
    return False
