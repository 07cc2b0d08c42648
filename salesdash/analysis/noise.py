"""Whether a move is more than what the weeks do anyway."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import fmean, pstdev

FEWEST = 13  # weeks of which a spread says something; ours
WIDE = 1.0  # standard deviations of the weeks that are usual; ours


def within_spread(now: Sequence[float], before: Sequence[float]) -> bool | None:
    """Whether the mean of the weeks `now` lies no farther from that of the weeks `before` than these usually lie
    from it; None where these are too few."""
    if len(before) < FEWEST or not now:
        return None
    return abs(fmean(now) - fmean(before)) <= WIDE * pstdev(before)


def is_usual_step(values: Sequence[float]) -> bool | None:
    """Whether the last step of a course, week by week, is no larger than four in five of those before it; None
    where these are too few."""
    steps = [abs(b - a) for a, b in itertools.pairwise(values)]
    if len(steps) <= FEWEST:
        return None
    *before, last = steps
    return last <= sorted(before)[int(0.8 * (len(before) - 1))]
