"""What waits for a decision over all pages: one of a cause, at most seven, by money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from salesdash.figures.inbox.kept import KeptDecisions
from salesdash.figures.inbox.may_be_noise import is_noise, moves_as_usual
from salesdash.figures.inbox.sources import found
from salesdash.figures.inbox.waiting import WaitingCase
from salesdash.figures.signals.current import whole
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask

MOST = 7


def inbox(ask: Ask, scope: Scope, kept: KeptDecisions) -> list[WaitingCase]:
    """What waits for a decision on the as-of date of the scope, over all the company: at most seven, the most
    money first; what is not known in money comes after it.

    `kept` (`kept.kept_in`) is what was decided and is watched. Nothing without data.
    """
    usual = partial(moves_as_usual, ask)
    shown = waiting(ask, scope, kept)[:MOST]
    return [replace(one, is_noise=is_noise(one, usual)) for one in shown]


def waiting(ask: Ask, scope: Scope, kept: KeptDecisions) -> list[WaitingCase]:
    """All that waits, however much it is; what of it may be noise is not asked."""
    if not ask.coverage:
        return []
    again = ask.rules["signal_again"]
    return one_per_cause(
        one
        for one in found(ask, whole(scope), kept.watched)
        if not is_decided(one, kept, scope.as_of, again)
    )


def one_per_cause(everything: Iterable[WaitingCase]) -> list[WaitingCase]:
    """The most money of each cause first, with what else was seen of it beside it."""
    causes: list[WaitingCase] = []
    for one in in_order(everything):
        at = next((n for n, lead in enumerate(causes) if same_cause(lead, one)), None)
        if at is None:
            causes.append(one)
        else:
            lead = causes[at]
            causes[at] = replace(lead, also=(*lead.also, one))
    return causes


def in_order(everything: Iterable[WaitingCase]) -> list[WaitingCase]:
    return sorted(everything, key=lambda one: (one.money is None, -(one.money or 0.0), one.key))


def same_cause(one: WaitingCase, other: WaitingCase) -> bool:
    """Whether two are about the same member, or about the same KPI and no member; a light that turned is that of
    the member which is told of its KPI, too."""
    if one.members & other.members:
        return True
    if one.kpi is None or one.kpi != other.kpi:
        return False
    of_light = "light" in (one.source, other.source)
    return not (one.members or other.members) or (of_light and not (one.members and other.members))


def is_decided(one: WaitingCase, kept: KeptDecisions, as_of: date, again: float) -> bool:
    """Whether a decision lasts: what was made of it is open, it is not worse by the step than when it was
    dismissed, or the day on which it is to come back has not come."""
    decision = kept.decisions.get(one.key)
    if decision is None or decision.decided_on > as_of:
        return False
    if decision.how == "accepted":
        return decision.made in kept.pending
    if decision.how == "dismissed":
        then = decision.seen[one.key]
        if (
            one.size is None or then is None
        ):  # one cannot be told to be worse, of the other nothing was seen yet
            return one.size is None
        return one.size <= then or one.size < then + again * abs(then)
    return decision.until is not None and as_of < decision.until
