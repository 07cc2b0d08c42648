"""How one member does among its peers: the middle of the others, the best, and its rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from salesdash.catalog.model import Direction


@dataclass(frozen=True, slots=True)
class PlaceAmong:
    """Where one member is among all of whom a figure is known: the median of the `others` (None: there
    are none), who is `best` and by what, and its rank, 1 the best, those alike sharing the better."""

    others: float | None
    best: str
    best_value: float
    rank: int
    of: int
    is_better: bool | None


def place(values: Mapping[str, float], member: str, direction: Direction) -> PlaceAmong | None:
    """Its place by a figure that is better the higher (`down`: the lower) it is; None where it has none."""
    if member not in values:
        return None
    sign = -1.0 if direction == "down" else 1.0
    own = values[member]
    peers = [value for name, value in values.items() if name != member]
    best = min(values, key=lambda name: (-sign * values[name], name != member, name))
    middle = median(peers) if peers else None
    return PlaceAmong(
        others=middle,
        best=best,
        best_value=values[best],
        rank=1 + sum(sign * value > sign * own for value in peers),
        of=len(values),
        is_better=None if middle is None or middle == own else sign * own > sign * middle,
    )
