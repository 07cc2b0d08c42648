"""How often a channel is evaluated: by its class, which a rule of ours proposes and people correct."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.model import registry
from salesdash.text import Text


@dataclass(frozen=True, slots=True)
class EvaluationClass:
    """One class of channels, evaluated every so many `months`."""

    key: str
    name: Text
    months: int
    rhythm: Text


# The rhythm is the handbook's: a quarter, half a year, a year.
CLASSES = registry(
    (
        EvaluationClass("front", Text("一线", "Front line"), 3, Text("每季度", "quarterly")),
        EvaluationClass("second", Text("二线", "Second line"), 6, Text("每半年", "half-yearly")),
        EvaluationClass("strategic", Text("战略", "Strategic"), 12, Text("每年", "yearly")),
    )
)


@dataclass(frozen=True, slots=True)
class ClassProposal:
    """Which class a channel is proposed for. The largest that together make `front` of twelve months' sales
    are front-line, the others second-line; one that is being introduced is a bet, and strategic. `soon`:
    so many days before it is due, a review is announced."""

    front: float
    soon: int


# There is no standard for this: the rule is ours.
PROPOSAL = ClassProposal(front=0.8, soon=30)
