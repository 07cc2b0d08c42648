"""Where channels undersell each other: pairs of prices, month by month, told as one conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

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
    rows = sorted(pairs.itertuples(), key=attrgetter("product", "channel", "month"))
    every = [
        _conflict(run, period, known_from)
        for _, of_one in groupby(rows, key=attrgetter("product", "channel"))
        for run in _runs(of_one)
        if run[-1].month >= period.start
    ]
    return sorted(every, key=lambda one: (-one.cost, one.product, one.channel))


def _runs(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The rows of months that follow each other, run by run."""
    run: list[Any] = []
    for row in rows:
        if run and row.month > add_months(run[-1].month, 1):
            yield run
            run = []
        run.append(row)
    yield run


def _conflict(run: Sequence[Any], period: Period, known_from: date) -> Conflict:
    in_period = [row for row in run if row.month >= period.start]
    units = price = dearer = 0.0
    months = [list(rows) for _, rows in groupby(in_period, key=attrgetter("month"))]
    for rows in months:
        cheap, paid = rows[0], sum(row.other_price * row.other_units for row in rows)
        units += cheap.units
        price += cheap.price * cheap.units
        dearer += paid / sum(row.other_units for row in rows) * cheap.units
    sold, fewer = _of_others(in_period)
    loser = max(fewer, key=lambda other: (fewer[other], other))
    lost = max(fewer[loser], 0.0) if in_period[0].month >= known_from else None
    return Conflict(
        product=in_period[0].product,
        channel=in_period[0].channel,
        since=run[0].month,
        last=run[-1].month,
        months=len(months),
        units=units,
        price=price / units,
        dearer=dearer / units,
        cost=dearer - price,
        others=tuple(sorted(sold, key=lambda other: (-sold[other], other))),
        loser=loser if lost else None,
        lost=lost,
    )


def _of_others(rows: Iterable[Any]) -> tuple[dict[str, float], dict[str, float]]:
    """What each of the other channels sold, in units, and how many fewer than a year before."""
    sold: dict[str, float] = defaultdict(float)
    fewer: dict[str, float] = defaultdict(float)
    for row in rows:
        sold[row.other] += row.other_units
        fewer[row.other] += row.other_units_before - row.other_units
    return sold, fewer
