"""Time: half-open periods, how they are written, and how they are read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

from salesdash.errors import QuestionError
from salesdash.text import Text

Grain = Literal["day", "week", "month", "quarter", "year"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "year": 12}
OF_THE_YEAR: tuple[Grain, ...] = ("quarter", "year")  # which begin where the year does
Shift = Literal["previous", "last_year"]  # to another period
Comparison = Shift | Literal["meeting"]  # or to the same one, as it stood when a meeting was closed
Clock = Callable[[datetime], str]
DAY = timedelta(days=1)
SHORTEST_MONTH = 28 * DAY
# The years that may be asked about; what lies a few years beside them is still a date.
EARLIEST, LATEST = 1900, 2199


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` up to, not including, `end`.

    `is_fiscal`: a quarter or year of a company whose year does not begin in January. It is written and
    called by its months, for its number would be taken for that of the calendar.
    """

    start: date
    end: date
    is_fiscal: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise QuestionError(
                Text(
                    f"时间范围的结束日期 {self.end - DAY} 早于开始日期 {self.start}。",
                    f"The period ends on {self.end - DAY}, before it starts on {self.start}.",
                )
            )

    @classmethod
    def of(cls, day: date, grain: Grain, year_starts: int = 1) -> Period:
        """The period of that grain in which `day` lies (weeks are ISO weeks, from Monday).

        Years, and the quarters that they are made of, start in the month `year_starts`.
        """
        if grain == "day":
            return cls(day, day + DAY)
        if grain == "week":
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=7))
        months = MONTHS[grain]
        start = add_months(day.replace(day=1), -((day.month - year_starts) % months))
        is_fiscal = year_starts != 1 and grain in OF_THE_YEAR
        return cls(start, add_months(start, months), is_fiscal)

    @classmethod
    def parse(cls, words: str) -> Period:
        """Read `2025`, `2025Q1`, `2025-03`, `2025-W10`, `2025-03-05` or `FROM..TO` (both included).

        A quarter or year written by its months, as `2025-04..2025-06`, is a fiscal one.
        Raises QuestionError where the words name no period, or one too far away.
        """
        if ".." in words:
            first, last = map(cls.parse, words.split("..", 1))
            whole = cls(first.start, last.end)
            by_months = (first.grain, last.grain) == ("month", "month")
            return replace(whole, is_fiscal=by_months and whole.grain in OF_THE_YEAR)
        try:
            return _parse_one(words.strip().upper())
        except ValueError as error:
            raise _unreadable(words) from error

    @property
    def grain(self) -> Grain | None:
        """The grain of which this is exactly one whole period, else None.

        Three months from the first of any month are a quarter, and twelve a year, of some fiscal year.
        """
        return _grain_of(self)

    @property
    def last_day(self) -> date:
        return self.end - DAY

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __str__(self) -> str:
        """The short form that `parse` reads back."""
        grain = self.grain
        if grain is None:
            return f"{self.start}..{self.last_day}"
        if self._is_by_months:
            return f"{self.start:%Y-%m}..{self.last_day:%Y-%m}"
        return _WRITTEN[grain](self.start)

    @property
    def name(self) -> Text:
        """As people write it: `2025年3月` · `Mar 2025`."""
        grain = self.grain
        if grain and not self._is_by_months:
            return _NAMED[grain](self.start)
        ends: Grain = "month" if self._is_of_months else "day"
        first, last = Period.of(self.start, ends).name, Period.of(self.last_day, ends).name
        if self._is_of_months and self.start.year == self.last_day.year:
            return Text(f"{first.zh}至{self.last_day.month}月", f"{first.en[:3]} to {last.en}")
        return Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")

    @property
    def short_name(self) -> Text:
        """Without its year: `3月` · `Mar`, `Q2`, `第44周` · `W44`, of a fiscal year and of any whole months of a
        year `4–6月` · `Apr–Jun`; any other by its name."""
        first, last = self.start.month, self.last_day.month
        if self.grain == "month":
            return Text(f"{first}月", _MONTH_NAMES[first - 1])
        is_of_a_year = self.start.year == self.last_day.year
        if self._is_by_months or (self._is_of_months and is_of_a_year and self.grain is None):
            return Text(f"{first}–{last}月", f"{_MONTH_NAMES[first - 1]}–{_MONTH_NAMES[last - 1]}")
        if self.grain == "quarter":
            return Text(f"Q{(first + 2) // 3}", f"Q{(first + 2) // 3}")
        if self.grain == "week":
            return Text(self.name.zh.partition("年")[2], f"W{self.start.isocalendar().week}")
        return self.name

    @property
    def _is_of_months(self) -> bool:
        """Whether it begins and ends with a month."""
        return self.start.day == self.end.day == 1

    @property
    def _is_by_months(self) -> bool:
        """Whether it is a quarter or year that the calendar does not number as the company does."""
        grain = self.grain
        return grain in OF_THE_YEAR and (self.is_fiscal or Period.of(self.start, grain) != self)

    def until(self, last: date) -> Period:
        """Cut after the day `last`, where the period reaches beyond it and has begun by then."""
        return self if last not in self or last == self.last_day else Period(self.start, last + DAY)

    def shifted(self, comparison: Shift) -> Period:
        """The whole period before this one, or the same one of the year before."""
        grain = self.grain
        if comparison == "last_year":
            if grain == "week":
                back = timedelta(weeks=52)
                return Period(self.start - back, self.end - back)
            if grain == "day":
                return Period.of(add_months(self.start, -12), "day")
            return replace(self, start=add_months(self.start, -12), end=add_months(self.end, -12))
        if grain is None:
            return Period(self.start - (self.end - self.start), self.start)
        before = Period.of(self.start - DAY, grain, self.start.month)
        return replace(before, is_fiscal=self.is_fiscal)

    def split(self, grain: Grain, year_starts: int = 1) -> Iterator[Period]:
        """The periods of that grain that touch this one, in order, each whole."""
        part = Period.of(self.start, grain, year_starts)
        while part.start < self.end:
            yield part
            part = Period.of(part.end, grain, year_starts)

    def days(self) -> Iterator[date]:
        day = self.start
        while day < self.end:
            yield day
            day += DAY


@lru_cache(maxsize=4096)
def _grain_of(period: Period) -> Grain | None:
    start = period.start
    return next((g for g in GRAINS if Period.of(start, g, start.month) == period), None)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - DAY).day))


def _parse_one(words: str) -> Period:
    if match := re.match(r"\d{4}", words):
        _within_reach(int(match[0]))
    if re.fullmatch(r"\d{4}", words):
        return Period.of(date(int(words), 1, 1), "year")
    if match := re.fullmatch(r"(\d{4})-?Q([1-4])", words):
        return Period.of(date(int(match[1]), int(match[2]) * 3 - 2, 1), "quarter")
    if match := re.fullmatch(r"(\d{4})-?W(\d{1,2})", words):
        return Period.of(date.fromisocalendar(int(match[1]), int(match[2]), 1), "week")
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", words):
        return Period.of(date(int(match[1]), int(match[2]), 1), "month")
    return Period.of(date.fromisoformat(words), "day")


def read_day(words: str) -> date:
    """The day written as `2025-03-31`. Raises QuestionError where it is none, or too far away."""
    try:
        day = date.fromisoformat(words)
        _within_reach(day.year)
        return day
    except ValueError as error:
        raise QuestionError(
            Text(f"日期“{words}”要写成 2025-03-31。", f"Write the date “{words}” as 2025-03-31.")
        ) from error


def by_clock(moment: datetime, zone: tzinfo | None = None) -> str:
    """A moment, kept in UTC, by the clock of a zone, else of this machine: `2025-11-16 09:30`."""
    return moment.replace(tzinfo=UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _within_reach(year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise QuestionError(
            Text(
                f"时间要在 {EARLIEST} 年到 {LATEST} 年之间。",
                f"Only the years from {EARLIEST} to {LATEST} can be asked about.",
            )
        )


def _unreadable(words: str) -> QuestionError:
    return QuestionError(
        Text(
            f"看不懂时间“{words}”。请写成 2025、2025Q1、2025-03、2025-W10 或 2025-01-01..2025-03-31。",
            f"“{words}” is no period. Write 2025, 2025Q1, 2025-03, 2025-W10 or "
            "2025-01-01..2025-03-31.",
        )
    )


def _week(start: date) -> Text:
    """`2025年第46周`; the first day of a week that counts into the next year is said."""
    year, week, _ = start.isocalendar()
    name = Text(f"{year}年第{week}周", f"Week {week}, {year}")
    if start.year == year:
        return name
    first = _NAMED["day"](start)
    return name + Text(f"（{first.zh}起）", f" (from {first.en})")


_MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WRITTEN: dict[Grain, Callable[[date], str]] = {
    "day": lambda d: d.isoformat(),
    "week": lambda d: "{}-W{:02}".format(*d.isocalendar()[:2]),
    "month": lambda d: f"{d:%Y-%m}",
    "quarter": lambda d: f"{d.year}Q{(d.month + 2) // 3}",
    "year": lambda d: str(d.year),
}
_NAMED: dict[Grain, Callable[[date], Text]] = {
    "day": lambda d: Text(
        f"{d.year}年{d.month}月{d.day}日", f"{d.day} {_MONTH_NAMES[d.month - 1]} {d.year}"
    ),
    "week": lambda d: _week(d),
    "month": lambda d: Text(f"{d.year}年{d.month}月", f"{_MONTH_NAMES[d.month - 1]} {d.year}"),
    "quarter": lambda d: Text(
        f"{d.year}年第{'一二三四'[(d.month - 1) // 3]}季度", f"Q{(d.month + 2) // 3} {d.year}"
    ),
    "year": lambda d: Text(f"{d.year}年", str(d.year)),
}
