"""Whether two engines gave the same answer: the same rows, in the order that was asked for,
the same to the last figure shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

EXACT = 1e-12  # of a figure, what the order of adding up may do to a float


def difference(expected: pd.DataFrame, answered: pd.DataFrame, *, in_order: bool) -> str:
    """Where they differ, in a few words; empty where they do not. Rows that are not `in_order` are compared
    in whatever order they are."""
    if list(expected.columns) != list(answered.columns):
        return f"columns {list(answered.columns)} for {list(expected.columns)}"
    if len(expected) != len(answered):
        return f"{len(answered)} rows for {len(expected)}"
    if list(expected.dtypes) != list(answered.dtypes):
        return f"types {list(answered.dtypes)} for {list(expected.dtypes)}"
    rows, others = _rows(expected, in_order), _rows(answered, in_order)
    for row, other in zip(rows, others, strict=True):
        for column, one, two in zip(expected.columns, row, other, strict=True):
            if not _is_alike(one, two):
                return f"{column}: {two!r} for {one!r}"
    return ""


def _rows(frame: pd.DataFrame, in_order: bool) -> Sequence[tuple[Any, ...]]:
    columns = [[_plain(value) for value in frame[name].tolist()] for name in frame.columns]
    rows = list(zip(*columns, strict=True))
    return rows if in_order else sorted(rows, key=lambda row: [_rank(value) for value in row])


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | np.ndarray):
        return tuple(sorted((_plain(each) for each in value), key=_rank))
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, bool | int | float | Decimal | np.number | np.bool_):
        return None if math.isnan(value) else float(value)
    if hasattr(value, "isoformat") or isinstance(value, np.datetime64):
        return pd.Timestamp(value).isoformat()
    return str(value)


def _rank(value: Any) -> tuple[str, Any]:
    """Figures that differ by rounding alone stand in the same place."""
    return type(value).__name__, f"{value:.6e}" if isinstance(value, float) else str(value)


def _is_alike(one: Any, two: Any) -> bool:
    if isinstance(one, float) and isinstance(two, float):
        return math.isclose(one, two, rel_tol=EXACT, abs_tol=EXACT)
    return bool(one == two)
