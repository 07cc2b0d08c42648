"""How one member does among its peers: the middle of the others, the best, and its rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from statistics import median

from salesdash.catalog.model import Direction


@dataclass(frozen=True, slots=True)
class PlaceAmong:
    """Where one member is among all of whom a figure is known: the median of the `others` (None: there
    are none), who is `best` and by what, and its rank, 1 the best, those alike sharing the better. What has not
    come to an end yet, and so is infinite, is neither ranked nor the best."""

    others: float | None
    best: str | None
    best_value: float | None
    rank: int | None
    of: int
    is_better: bool | None


def place(values: Mapping[str, float], member: str, direction: Direction) -> PlaceAmong | None:
    """Its place by a figure that is better the higher (`down`: the lower) it is; None where it has none."""
    if member not in values:
        return None
    sign = -1.0 if direction == "down" else 1.0
    own = values[member]
    peers = [value for name, value in values.items() if name != member]
    ended = {name: value for name, value in values.items() if isfinite(value)}
    best = min(ended, key=lambda name: (-sign * ended[name], name != member, name), default=None)
    middle = median(peers) if peers else None
    return PlaceAmong(
        others=middle,
        best=best,
        best_value=None if best is None else ended[best],
        rank=1 + sum(sign * value > sign * own for value in peers) if isfinite(own) else None,
        of=len(ended),
        is_better=None if middle is None or middle == own else sign * own > sign * middle,
    )
