"""Counts by whole number, put into bands that a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_BANDS = 16
SHOWN = 0.98  # of all; the few that took far longer would press the others flat


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of equal `width` from 0 to `end`; `beyond` lie past it and are in none."""

    width: int
    end: int
    beyond: int

    @property
    def starts(self) -> range:
        return range(0, self.end, self.width)

    def counts(self, counts: Mapping[int, int]) -> list[int]:
        """How many fall into each band."""
        banded = [0] * len(self.starts)
        for value, count in counts.items():
            if 0 <= value < self.end:
                banded[value // self.width] += count
        return banded


def bands(counts: Mapping[int, int], widths: Sequence[int], *, least_end: int = 0) -> Bands:
    """The narrowest bands of the given widths, at most 16, that hold 98 % of all and `least_end`.

    `counts`: how many took each whole number of days or hours. Widths rise.
    """
    last, left = least_end, SHOWN * sum(counts.values())
    for value, count in sorted(counts.items()):
        if left <= 0:
            break
        last, left = max(last, value), left - count
    width = next((w for w in widths if (last + w) // w <= MOST_BANDS), widths[-1])
    end = (last + width) // width * width
    return Bands(width, end, sum(count for value, count in counts.items() if value >= end))
