"""Who leads where several are equal: all of them, for a tie has no first."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from salesdash.text import BLANK, Text, join

MOST_NAMED = 3
MANY = Text("并列的 {n} 个", "{n} of them alike")
ALSO = Text("并列的还有{names}。", " Tied with it: {names}.")
EACH, ALONE = Text("各", " each"), Text("", "")


def alike(values: Sequence[float], least: float = 0.0) -> int:
    """How many at the head of ranked values equal the first, where a difference under `least` is none."""
    apart = (
        at
        for at, value in enumerate(values)
        if not math.isclose(value, values[0], rel_tol=1e-9, abs_tol=max(least, 1e-12))
    )
    return next(apart, len(values))


def named(names: Sequence[Text]) -> Text:
    """All of those who are equal by name; their number where they are many."""
    return join(list(names)) if len(names) <= MOST_NAMED else MANY.format(n=len(names))


def each(count: int) -> Text:
    """What is said of a number that several have: 各 before it, each behind it."""
    return EACH if count > 1 else ALONE


def at_top(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows with the largest value of a column; empty where none is known."""
    known = frame[frame[key].notna()].sort_values(key, ascending=False, kind="stable")
    return known.head(alike(known[key].astype(float).tolist()))


def at_bottom(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows with the smallest value of a column; empty where none is known."""
    known = frame[frame[key].notna()].sort_values(key, kind="stable")
    return known.head(alike(known[key].astype(float).tolist()))


def also(names: Sequence[Text]) -> Text:
    """Who equals the one of whom a sentence tells more; nothing where nobody does."""
    return ALSO.format(names=named(names)) if names else BLANK
