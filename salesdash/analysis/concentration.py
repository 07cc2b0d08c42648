"""How much hangs on how few: a company that lives off three customers has to know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

TOP_PERCENTS = (1, 5, 10, 20)
MOST_BARS = 100
# Of the U.S. merger guidelines of 2023: at most 1,000 is spread, above 1,800 highly concentrated.
SPREAD, HIGH = 1000.0, 1800.0


@dataclass(frozen=True, slots=True)
class Top:
    """The largest `members`: at least one, and no fewer than `percent` of all; what they make."""

    percent: int
    members: int
    amount: float
    share: float


def ranked(amounts: ArrayLike) -> NDArray[np.float64]:
    """What counts, greatest first: positive amounts. Who gave back more than he took has no share."""
    values = np.asarray(amounts, dtype=np.float64)
    return np.sort(values[values > 0])[::-1]


def tops(amounts: ArrayLike, percents: Iterable[int] = TOP_PERCENTS) -> tuple[Top, ...]:
    """What the largest 1, 5, 10 and 20 % make; empty where nobody has a positive amount."""
    sizes = ranked(amounts)
    if not sizes.size:
        return ()
    reached, total = np.cumsum(sizes), sizes.sum()
    counts = {percent: -(-sizes.size * percent // 100) for percent in percents}
    return tuple(
        Top(percent, n, float(reached[n - 1]), float(reached[n - 1] / total))
        for percent, n in counts.items()
    )


def largest(amounts: ArrayLike, members: int) -> float | None:
    """The share that so many of the largest make together."""
    sizes = ranked(amounts)
    return float(sizes[:members].sum() / sizes.sum()) if sizes.size else None


def hhi(amounts: ArrayLike) -> float | None:
    """The Herfindahl–Hirschman index: the sum of squared percentages, up to 10,000 for one alone."""
    sizes = ranked(amounts)
    return float(np.square(100 * sizes / sizes.sum()).sum()) if sizes.size else None


def curve(amounts: ArrayLike, bars: int = MOST_BARS) -> pd.DataFrame:
    """At most `bars` rows of equally many members, greatest first.

    `reach` is the share of all members up to the bar's end, `members` and `amount` are the bar's
    own, `cumulative` is the share of the whole amount up to its end: 1 in the last row.
    """
    sizes = ranked(amounts)
    n = sizes.size
    ends = np.unique(np.round(np.linspace(0, n, min(bars, n) + 1)).astype(int))[1:]
    reached = np.concatenate(([0.0], np.cumsum(sizes)))[[0, *ends]] if n else np.zeros(1)
    return pd.DataFrame(
        {
            "reach": ends / n if n else ends.astype(float),
            "members": np.diff(ends, prepend=0),
            "amount": np.diff(reached),
            "cumulative": reached[1:] / reached[-1] if n else reached[1:],
        }
    )
