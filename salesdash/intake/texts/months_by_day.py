"""Days that stand for months, quarters or years: a column in which all are the first, or the last, of a month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.texts.dates import ReadDates
from salesdash.period import DAY, add_months

# By the months from one to the next; halves have no grain of their own.
_GRAINS = {1: "month", 3: "quarter", 6: "range", 12: "year"}


@dataclass(frozen=True, slots=True)
class MonthsByDay:
    """`days` stand for so many `months` each, which they begin, or end where they are the last."""

    days: tuple[date, ...]
    months: int
    are_last: bool

    def of(self, read: ReadDates) -> ReadDates:
        """The periods for which the days stand."""
        spans = [self._span(day) for day in self.days]
        at = pc.index_in(read.starts, pa.array(self.days, pa.date32()))
        return replace(
            read,
            starts=pc.take(pa.array([start for start, _ in spans], pa.date32()), at),
            ends=pc.take(pa.array([end for _, end in spans], pa.date32()), at),
            grains=Counter({_GRAINS[self.months]: sum(read.grains.values())}),
        )

    def _span(self, day: date) -> tuple[date, date]:
        if self.are_last:
            return add_months(day + DAY, -self.months), day + DAY
        return day, add_months(day, self.months)


def months_by_day(read: ReadDates, data: pa.Array, *, fewest: int) -> MonthsByDay | None:
    """What the days of the rows that hold `data` stand for; None where they are days, or fewer than `fewest`."""
    if set(read.grains) != {"day"}:
        return None
    days = pc.unique(pc.drop_null(pc.filter(read.starts, data))).sort().to_pylist()
    are_last = {(day + DAY).day for day in days} == {1}
    if len(days) < fewest or not (are_last or {day.day for day in days} == {1}):
        return None
    apart = [
        12 * (later.year - day.year) + later.month - day.month for day, later in pairwise(days)
    ]
    months = next(n for n in (12, 6, 3, 1) if all(gap % n == 0 for gap in apart or [1]))
    return MonthsByDay(tuple(days), months, are_last)
