"""Which way customers moved between two moments, and what became of their money."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

# From the best down; former customers stand below all who buy.
HEIGHT = {"high": 3, "middle": 2, "low": 1, "former": 0}


@dataclass(frozen=True, slots=True)
class Part:
    """Customers who moved alike: how many, with their sales before and after in 元."""

    customers: int
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


def turn(before: str, after: str) -> str:
    """Up, down or same. Who is new has come up, unless he is lost again; who is lost has gone down."""
    if before == "new":
        return "down" if after == "former" else "up"
    difference = HEIGHT[after] - HEIGHT[before]
    return "up" if difference > 0 else "down" if difference < 0 else "same"


def risen_and_fallen(moved: pd.DataFrame) -> dict[str, Part]:
    """Of the ways between tiers: those who went `up` and `down` among those who bought on both days, who are `new`,
    who was `lost` and who came `back`. One row per `tier_before`, `tier_after` with `customers`, `sales_before`,
    `sales_after`."""
    had_tier = moved.dropna(subset=["tier_before"])
    kinds = [
        _kind(a, b) for a, b in zip(had_tier["tier_before"], had_tier["tier_after"], strict=True)
    ]
    return {
        kind: part(had_tier[[one == kind for one in kinds]])
        for kind in ("up", "down", "new", "lost", "back")
    }


def part(rows: pd.DataFrame) -> Part:
    """All of these rows together."""
    return Part(
        int(rows["customers"].sum()),
        float(rows["sales_before"].sum()),
        float(rows["sales_after"].sum()),
    )


def bridge(moved: pd.DataFrame) -> dict[str, Part]:
    """What the way from the sales before to those after is made of, by `way`; together they are the whole
    difference, what is nobody's (`rest`) included."""
    return {str(way): part(rows) for way, rows in moved.groupby("way")}


def _kind(before: str, after: str) -> str:
    if before == "new":
        return "new"
    if before == "former":
        return "same" if after == "former" else "back"
    return "lost" if after == "former" else turn(before, after)
