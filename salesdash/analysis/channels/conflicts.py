"""Where channels undersell each other: pairs of prices, month by month, told as one conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from salesdash.period import Period, add_months


@dataclass(frozen=True, slots=True)
class Conflict:
    """A channel that undersells others on a product over months in a row.

    `since` and `last` are the first days of its first and last month, `since` perhaps before the period;
    the rest is of the period. Prices in 元 a unit, `dearer` that of the others together. `cost` is
    units × gap, month by month. `loser` is the other channel that sold most units fewer than a year
    before, by `lost`; where none did, there is none and 0 was lost; None where the year before is not known.
    """

    product: str
    channel: str
    since: date
    last: date
    months: int
    units: float
    price: float
    dearer: float
    cost: float
    others: tuple[str, ...]
    loser: str | None
    lost: float | None

    @property
    def gap(self) -> float:
        """How far the price lies below that of the others, as a fraction of theirs."""
        return 1 - self.price / self.dearer


def conflicts(pairs: pd.DataFrame, period: Period, known_from: date) -> list[Conflict]:
    """The conflicts of a period, worst money first, out of the pairs of `price_gaps`, which may begin
    earlier. `known_from`: the first month whose year before the data cover."""
    every = [
        _conflict(str(product), str(channel), run, period, known_from)
        for (product, channel), rows in pairs.groupby(["product", "channel"])
        for run in _runs(rows)
        if run["month"].max() >= period.start
    ]
    return sorted(every, key=lambda one: (-one.cost, one.product, one.channel))


def _runs(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of months that follow each other, run by run."""
    months = sorted(set(rows["month"]))
    nth, run_of = 0, {}
    for before, month in zip([None, *months], months, strict=False):
        nth += before is None or add_months(before, 1) != month
        run_of[month] = nth
    for _, run in rows.groupby(rows["month"].map(run_of)):
        yield run


def _conflict(
    product: str, channel: str, run: pd.DataFrame, period: Period, known_from: date
) -> Conflict:
    in_period = run[run["month"] >= period.start]
    paid = in_period["other_price"] * in_period["other_units"]
    monthly = in_period.assign(paid=paid).groupby("month").agg(
        units=("units", "first"), price=("price", "first"), paid=("paid", "sum"), n=("other_units", "sum")
    )  # fmt: skip
    dearer, units = monthly["paid"] / monthly["n"], float(monthly["units"].sum())
    each = in_period.groupby("other")[["other_units", "other_units_before"]].sum()
    fewer = (each["other_units_before"] - each["other_units"]).sort_values(kind="stable")
    worst = float(fewer.iloc[-1]) if in_period["month"].min() >= known_from else None
    by_units = each["other_units"].sort_values(ascending=False, kind="stable")
    return Conflict(
        product=product,
        channel=channel,
        since=run["month"].min(),
        last=run["month"].max(),
        months=len(monthly),
        units=units,
        price=float((monthly["price"] * monthly["units"]).sum() / units),
        dearer=float((dearer * monthly["units"]).sum() / units),
        cost=float(((dearer - monthly["price"]) * monthly["units"]).sum()),
        others=tuple(map(str, by_units.index)),
        loser=str(fewer.index[-1]) if worst and worst > 0 else None,
        lost=worst and max(worst, 0.0),
    )
