"""Parts of a whole: what can be said in percent of a sum."""

from __future__ import annotations

from typing import Any

import pandas as pd


def shares(amounts: pd.Series[float]) -> pd.Series[float]:
    """Each amount as a part of their sum, missing amounts left missing.

    None has a share where one is negative or the sum is not positive: beside a loss of -19 % a profit
    of 119 % is no part of anything.
    """
    held = amounts.astype(float)
    total = float(held.sum())
    return held / total if total > 0 and not (held < 0).any() else held * float("nan")


def is_part(amount: Any, whole: Any) -> Any:
    """Whether an amount, or each of many, is a part of the whole: beside credits of others one may have bought
    more than all together."""
    return (whole > 0) & (amount >= 0) & (whole - amount >= -1e-9 * whole)


def share(amount: float, whole: float) -> float | None:
    """One amount as a part of a whole; None where it, the rest or the whole is no positive amount."""
    return min(amount / whole, 1.0) if is_part(amount, whole) else None
