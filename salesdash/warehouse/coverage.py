"""What is loaded, so that a number without its data can say what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a dataset is loaded: live rows, the days they span, rows filled by field."""

    rows: int
    first_day: date | None
    last_day: date | None
    filled: Mapping[str, int]


def coverage_of(frame: pd.DataFrame) -> dict[str, Coverage]:
    """The rows of `model.coverage` by dataset."""
    return {
        str(dataset): Coverage(
            int(group["row_count"].iloc[0]),
            _day(group["first_day"].iloc[0]),
            _day(group["last_day"].iloc[0]),
            {field: int(n) for field, n in zip(group["field"], group["filled"], strict=True)},
        )
        for dataset, group in frame.groupby("dataset")
    }


def has(coverage: Mapping[str, Coverage], need: str) -> bool:
    """Whether a dataset (`spend`), or a field of it (`orders.cost`), is loaded; `a|b` is either."""
    return any(_has_one(coverage, choice) for choice in need.split("|"))


def _has_one(coverage: Mapping[str, Coverage], need: str) -> bool:
    dataset, _, field = need.partition(".")
    known = coverage.get(dataset)
    if known is None or not field:
        return known is not None
    if need == "orders.cost":
        return _has_cost(coverage)
    return known.filled.get(field, 0) > 0


def _has_cost(coverage: Mapping[str, Coverage]) -> bool:
    own = coverage["orders"].filled
    products = coverage.get("products")
    return any(own.get(f, 0) for f in ("cost", "profit", "unit_cost")) or bool(
        products and products.filled.get("cost") and own.get("quantity")
    )


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
