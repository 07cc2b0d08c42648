"""Whether a plan asks of everybody alike, and what they can make: the growth asked beside the growth last made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

Mark = Literal["fast_ox", "leap", "steep", "spared", ""]
FEWEST = 3
APART = 0.10  # points of growth from the median from which on one stands out
STEEP = 0.20  # points over the growth that one last made itself, whatever is asked of the others


@dataclass(frozen=True, slots=True)
class Asked:
    """One member's target and what it sold in the two years before, in 元; `mark` once compared."""

    member: str
    target: float
    last: float
    grew: float | None
    mark: Mark = ""

    @property
    def asked(self) -> float | None:
        """The growth asked; None over a base that is not positive."""
        return self.target / self.last - 1 if self.last > 0 else None


def marked(members: Sequence[Asked]) -> list[Asked]:
    """Everybody with a mark where the growth asked stands out: from that of the others, or from its own.

    `fast_ox` (鞭打快牛): far more is asked of one that grew far more than the others did. `leap`: far
    more is asked, and it did not grow so. `spared`: far less is asked. Far is ten points from the
    median; with fewer than three nobody is far from it. `steep`: twenty points more are asked than it
    last made, which may be so of all alike. Our rules, there is no standard.
    """
    asked = [one.asked for one in members if one.asked is not None]
    grew = [one.grew for one in members if one.grew is not None]
    middle = (median(asked), median(grew) if grew else 0.0) if len(asked) >= FEWEST else None
    return [replace(one, mark=_mark(one, middle)) for one in members]


def _mark(one: Asked, middle: tuple[float, float] | None) -> Mark:
    if one.asked is None:
        return ""
    if middle and one.asked >= middle[0] + APART:
        return "fast_ox" if one.grew is not None and one.grew >= middle[1] + APART else "leap"
    if one.grew is not None and one.asked >= one.grew + STEEP:
        return "steep"
    return "spared" if middle and one.asked <= middle[0] - APART else ""
