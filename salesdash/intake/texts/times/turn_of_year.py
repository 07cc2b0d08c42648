"""Days without their year that run over the end of one: 12月28日 … 1月5日."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

HALF = 183  # days
LONGEST_BREAK = (
    31  # days at the end of the year on which nothing was sold: Christmas, or months by their first
)


def turn(days: Sequence[date]) -> date | None:
    """The first day of those in the earlier year, all being read in one; None where they are of one year.

    They run over its end where they begin anew once and are over before the day on which they began, or where more
    than half of the year lies empty between them. Days that are in order in one year are of one."""
    if list(days) in (sorted(days), sorted(days, reverse=True)):
        return None
    different = sorted(set(days))
    if (different[0].replace(year=different[-1].year + 1) - different[-1]).days > LONGEST_BREAK:
        return None
    breaks = [i for i, (a, b) in enumerate(pairwise(days), 1) if abs((b - a).days) > HALF]
    if len(breaks) == 1:
        late, early = sorted((days[: breaks[0]], days[breaks[0] :]), key=min)
        if max(late) < min(early):
            return min(early)
    return next((b for a, b in pairwise(different) if (b - a).days > HALF), None)
