"""Who earns its cost: shares, courses, and the best and the worst among channels."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Course = Literal["rising", "falling", "level"]

# Changes smaller than this are no course: money by a fiftieth, ROI by a twentieth of spend.
LEVEL_GROWTH = 0.02
LEVEL_ROI = 0.05


@dataclass(frozen=True, slots=True)
class Earner:
    """One channel as it is judged: growth as a fraction, ROI as (profit − spend) / spend, its share of all sales,
    those of nobody among them."""

    name: str
    sales: float | None = None
    growth: float | None = None
    roi: float | None = None
    roi_before: float | None = None
    share: float | None = None

    @property
    def roi_course(self) -> Course | None:
        """Where its ROI goes against the same period last year; None where either is unknown."""
        if self.roi is None or self.roi_before is None:
            return None
        return course(self.roi - self.roi_before, LEVEL_ROI)

    @property
    def sales_course(self) -> Course | None:
        return None if self.growth is None else course(self.growth, LEVEL_GROWTH)

    @property
    def buys_its_growth(self) -> bool:
        """Sales grow while each unit of money spent brings less."""
        return self.sales_course == "rising" and self.roi_course == "falling"


def earners(
    frame: pd.DataFrame, name: str, sales: str, growth: str, roi: str, roi_before: str, share: str
) -> list[Earner]:
    """The rows of a frame as they are judged; rows without a name are nobody's and left out."""
    return [
        Earner(
            str(row[name]),
            *(_finite(row[key]) for key in (sales, growth, roi, roi_before, share)),
        )
        for row in frame.to_dict("records")
        if not pd.isna(row[name])
    ]


def course(change: float, level: float) -> Course:
    if abs(change) < level:
        return "level"
    return "rising" if change > 0 else "falling"


def by_roi(members: Iterable[Earner]) -> list[Earner]:
    """Those whose ROI is known, best first; by name among equals."""
    return sorted(
        (e for e in members if e.roi is not None), key=lambda e: (-(e.roi or 0.0), e.name)
    )


def by_growth(members: Iterable[Earner]) -> list[Earner]:
    """Those whose growth is known, fastest first; by name among equals."""
    return sorted(
        (e for e in members if e.growth is not None), key=lambda e: (-(e.growth or 0.0), e.name)
    )


def by_sales(members: Iterable[Earner]) -> list[Earner]:
    """Those that sold, most first; by name among equals."""
    return sorted(
        (e for e in members if e.sales is not None), key=lambda e: (-(e.sales or 0.0), e.name)
    )


def _finite(value: object) -> float | None:
    number = math.nan if value is None else float(str(value))
    return number if math.isfinite(number) else None
