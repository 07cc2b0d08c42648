"""Which class a channel is proposed for, and when its next evaluation is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salesdash.catalog.channels.reviews import CLASSES, ClassProposal
from salesdash.period import add_months

State = Literal["overdue", "soon", "later", "never"]


@dataclass(frozen=True, slots=True)
class Review:
    """One channel: its class (`is_chosen`: somebody said so), its last review, and when the next is due; None
    where it never was reviewed. `days` are those left until then, negative where it is overdue."""

    channel: str
    of_class: str
    is_chosen: bool
    reviewed: date | None
    due: date | None
    days: int | None
    state: State


def proposed(
    sales: Mapping[str, float], introduced: Collection[str], rule: ClassProposal
) -> dict[str, str]:
    """The class of each channel by the sales of twelve months, in 元."""
    whole = sum(amount for amount in sales.values() if amount > 0)
    classes, reached = {}, 0.0
    for channel, amount in sorted(sales.items(), key=lambda pair: (-pair[1], pair[0])):
        is_front = whole > 0 and reached < rule.front * whole
        reached += max(amount, 0.0)
        of_size = "front" if is_front else "second"
        classes[channel] = "strategic" if channel in introduced else of_size
    return classes


def review(
    channel: str, of_class: str, is_chosen: bool, reviewed: date | None, today: date, rule: ClassProposal
) -> Review:  # fmt: skip
    """How the channel stands on a day."""
    if reviewed is None:
        return Review(channel, of_class, is_chosen, None, None, None, "never")
    due = add_months(reviewed, CLASSES[of_class].months)
    days = (due - today).days
    state: State = "overdue" if days < 0 else "soon" if days <= rule.soon else "later"
    return Review(channel, of_class, is_chosen, reviewed, due, days, state)
