"""Whether a plan asks of everybody alike: the growth asked beside the growth last made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

Mark = Literal["fast_ox", "leap", "spared", ""]
FEWEST = 3
APART = 0.10  # points of growth from the median from which on one stands out


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


def marked(found: Sequence[Asked]) -> list[Asked]:
    """Everybody with a mark where the growth asked stands out from that asked of the others.

    `fast_ox` (鞭打快牛): far more is asked of one that grew far more than the others did. `leap`: far
    more is asked, and it did not grow so. `spared`: far less is asked. Far is ten points from the
    median; our rule, there is no standard. With fewer than three nobody stands out.
    """
    asked = [one.asked for one in found if one.asked is not None]
    grew = [one.grew for one in found if one.grew is not None]
    if len(asked) < FEWEST:
        return list(found)
    middle = median(asked), median(grew) if grew else 0.0
    return [replace(one, mark=_mark(one, *middle)) for one in found]


def _mark(one: Asked, asked: float, grew: float) -> Mark:
    if one.asked is None:
        return ""
    if one.asked >= asked + APART:
        return "fast_ox" if one.grew is not None and one.grew >= grew + APART else "leap"
    return "spared" if one.asked <= asked - APART else ""
