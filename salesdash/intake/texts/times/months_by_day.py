"""Days that stand for months, quarters or years: a column in which all are the first, or the last, of a month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.texts.times.dates import ReadDates
from salesdash.period import DAY, add_months

LENGTHS = (12, 6, 3, 1)  # months
# What a column of days is called that are those of months, and a column of amounts beside it.
_NAMED = {6: r"半年|half", 3: r"季|quarter", 1: r"月|month", 12: r"年|year"}
_OF = {6: r"半年度|half.?year", 3: r"季度|quarterly", 1: r"月度|monthly", 12: r"年度|annual|yearly"}
# By the months from one to the next; halves have no grain of their own.
_GRAINS = {1: "month", 3: "quarter", 6: "range", 12: "year"}


@dataclass(frozen=True, slots=True)
class MonthsByDay:
    """Days that begin a stretch of months each, or end it where they are the last. `lengths` are those that it may
    have without one reaching into the next, the longest first."""

    days: tuple[date, ...]
    are_last: bool
    lengths: tuple[int, ...]

    def whole(self, year_starts: int) -> int:
        """The longest stretch, in months, that begins where the company's year can be parted so; days that are few
        are those of months."""
        if len(self.days) == 1:
            return 1
        first = self._span(self.days[0], 1)[1 if self.are_last else 0].month
        return next(n for n in self.lengths if (first - year_starts) % n == 0)

    def of(self, read: ReadDates, months: int) -> ReadDates:
        """The periods of so many months for which the days stand."""
        spans = [self._span(day, months) for day in self.days]
        at = pc.index_in(read.starts, pa.array(self.days, pa.date32()))
        return replace(
            read,
            starts=pc.take(pa.array([start for start, _ in spans], pa.date32()), at),
            ends=pc.take(pa.array([end for _, end in spans], pa.date32()), at),
            grains=Counter({_GRAINS[months]: sum(read.grains.values())}),
        )

    def _span(self, day: date, months: int) -> tuple[date, date]:
        if self.are_last:
            return add_months(day + DAY, -months), day + DAY
        return day, add_months(day, months)


def months_by_day(read: ReadDates, data: pa.Array) -> MonthsByDay | None:
    """What the days of the rows that hold `data` may stand for; None where they are just days."""
    if set(read.grains) != {"day"}:
        return None
    days = pc.unique(pc.drop_null(pc.filter(read.starts, data))).sort().to_pylist()
    are_last = {(day + DAY).day for day in days} == {1}
    if not days or not (are_last or {day.day for day in days} == {1}):
        return None
    apart = [
        12 * (later.year - day.year) + later.month - day.month for day, later in pairwise(days)
    ]
    lengths = tuple(n for n in LENGTHS if all(gap % n == 0 for gap in apart))
    return MonthsByDay(tuple(days), are_last, lengths)


def named_length(header: str, others: Iterable[str] = ()) -> int | None:
    """For how many months a column of this name has a day each; where it does not say, by what the `others` are of."""
    if (named := _first(_NAMED, header)) is not None:
        return named
    lengths = {_first(_OF, other) for other in others} - {None}
    return lengths.pop() if len(lengths) == 1 else None


def _first(patterns: dict[int, str], words: str) -> int | None:
    return next((n for n, said in patterns.items() if re.search(said, words.casefold())), None)
