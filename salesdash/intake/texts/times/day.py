"""One text → the day, week, month, quarter or year that it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from salesdash.intake.texts.times.day_words import (
    DIGITS,
    MONTH_NAME,
    MONTHS,
    ORDINALS,
    numeral,
    tidy,
)
from salesdash.period import DAY, Grain, Period, add_months

Order = Literal["ymd", "mdy", "dmy"]
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = (20_000, 80_000)
LONGEST = 100
# Samples of a column are looked at several times over.
SEEN = 10_000
WEEK = timedelta(days=7)
TAIWAN = 1911  # the year before the first of its calendar
_ERAS = {"令和": 2018, "平成": 1988}  # and before the first of these of Japan
_TENS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}  # days of a month

_BETWEEN = re.compile(r"\s*(?:~|至|到|—|--|\.\.|\bto\b| - )\s*")
TRIPLE = re.compile(r"(\d{1,2})[-/.年 ](\d{1,2})[-/.月 ](\d{4}|\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """What a text names. `yearless` where the year came from outside; `numbered` where it is a year, or a
    half or quarter by its number, which begins as the year does; `week` the number of a week of a month."""

    period: Period
    grain: Grain | None
    yearless: bool = False
    numbered: bool = False
    week: int | None = None

    def within(self, year_starts: int) -> Period:
        """The period by years that begin in this month."""
        if not self.numbered:
            return self.period
        start, end = (
            add_months(day, year_starts - 1) for day in (self.period.start, self.period.end)
        )
        return Period(start, end)


@lru_cache(maxsize=SEEN)
def name_day(text: str, order: Order = "ymd", year: int | None = None) -> NamedDay | None:
    """Read one text that names a day or a longer period; None where it names none.

    `order` is that of three short numbers, `year` the one of texts that state none.
    """
    if len(text) > LONGEST:
        return None
    words = tidy(text)
    for pattern, build in _PATTERNS:
        if match := pattern.fullmatch(words):
            try:
                return build(match.groups())
            except (ValueError, OverflowError):
                return None
    try:
        return (
            _short(words, order)
            or _yearless(words, year)
            or _week_of_month(words, order, year)
            or _ten_days(words, order, year)
            or _stretch(words, order, year)
            or _range(words, order)
        )
    except (ValueError, OverflowError):
        return None


def needs_year(text: str) -> bool:
    """Whether the text names a part of a year without saying which."""
    orders: tuple[Order, ...] = ("ymd", "dmy")
    return not any(name_day(text, order) for order in orders) and any(
        name_day(text, order, 2024) for order in orders
    )


def _day(groups: tuple[str, ...]) -> NamedDay:
    year, month, day = (int(g) for g in groups[:3])
    return NamedDay(Period.of(date(_full(year), month, day), "day"), "day")


def _month(groups: tuple[str, ...]) -> NamedDay:
    return NamedDay(Period.of(date(_full(int(groups[0])), int(groups[1]), 1), "month"), "month")


def _named_day(groups: tuple[str, ...]) -> NamedDay:
    day, month, year = groups
    return _day((year, str(MONTHS[month]), day))


def _named_month(groups: tuple[str, ...]) -> NamedDay:
    return _month((groups[1], str(MONTHS[groups[0]])))


def _quarter(groups: tuple[str, ...]) -> NamedDay:
    return _of_quarter(int(groups[0]), groups[1])


def _of_quarter(year: int, quarter: str) -> NamedDay:
    number = DIGITS.get(quarter) or int(quarter)
    period = Period.of(date(_full(year), number * 3 - 2, 1), "quarter")
    return NamedDay(period, "quarter", numbered=True)


def _week(groups: tuple[str, ...]) -> NamedDay:
    start = date.fromisocalendar(_full(int(groups[0])), int(groups[1]), 1)
    return NamedDay(Period.of(start, "week"), "week")


def _year(groups: tuple[str, ...]) -> NamedDay:
    return NamedDay(Period.of(date(int(groups[0]), 1, 1), "year"), "year", numbered=True)


def _half(groups: tuple[str, ...]) -> NamedDay:
    first = groups[1] in ("上", "h1", "1")
    year = int(groups[0])
    middle = date(year, 7, 1)
    ends = (date(year, 1, 1), middle) if first else (middle, date(year + 1, 1, 1))
    return NamedDay(Period(*ends), None, numbered=True)


def _serial(groups: tuple[str, ...]) -> NamedDay:
    number = int(groups[0])
    if not SERIALS[0] <= number < SERIALS[1]:
        raise ValueError
    return NamedDay(Period.of(EXCEL_EPOCH + timedelta(days=number), "day"), "day")


def _in_chinese(groups: tuple[str, ...]) -> NamedDay:
    year, month, day = groups
    number = int("".join(str(DIGITS[ch]) for ch in year))
    if day is None:
        return _month((str(number), str(numeral(month))))
    return _day((str(number), str(numeral(month)), str(numeral(day))))


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


_YEAR = r"((?:19|20)\d{2})"
# Q1, Qtr1, 1st quarter, 1. Quartal, 2e trimestre, 第3四半期: its number is in the one group or the other.
_QUARTER = (
    r"(?:(?:q(?:tr|uarter|uartal)?|trim(?:estre)?)[. ]*([1-4])|"
    r"第?([1-4])(?:st|nd|rd|th|er|[eo.°])? ?(?:q(?:tr|uarter|uartal)|trimestre|四半期))"
)
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[tuple[str, ...]], NamedDay]], ...] = (
    (re.compile(_YEAR + r"[-/. ]\s?(\d{1,2})[-/. ]\s?(\d{1,2})[日号]?\.?"), _day),
    (re.compile(_YEAR + r"\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?"), _day),
    (re.compile(r"(\d{2})年(\d{1,2})月(\d{1,2})[日号]?"), _day),
    (re.compile(_YEAR + r"((?:0[1-9]|1[0-2]))([0-3]\d)(?:\.0)?"), _day),
    (re.compile(_YEAR + r"(0[1-9]|1[0-2])([0-3]\d)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"), _day),
    (re.compile(_YEAR + r"\s*[-/.年]\s*(\d{1,2})\s*(?:月份?)?"), _month),
    (re.compile(_YEAR + r"\s*年\s*([一二三四五六七八九十]{1,2})\s*月份?"),
     lambda g: _month((g[0], str(numeral(g[1]))))),
    (re.compile(r"(\d{2})年(\d{1,2})月份?"), _month),
    (re.compile(_YEAR + r"年第?(\d{1,2})期"), _month),
    (re.compile(r"(?:民[国國])?(1[0-4]\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?"),
     lambda g: _day((str(int(g[0]) + TAIWAN), *g[1:]))),
    (re.compile(_YEAR + r"(0[1-9]|1[0-2])(?:\.0)?"), _month),
    (re.compile(r"(令和|平成)(\d{1,2}|元)年(\d{1,2})月(\d{1,2})日"),
     lambda g: _day((str(_ERAS[g[0]] + int(g[1].replace("元", "1"))), *g[2:]))),
    (re.compile(_YEAR + r"-?[mp](\d{1,2})"), _month),
    (re.compile(r"(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\.0)?"), _day),
    (re.compile(r"(?:fy)?" + _YEAR + r"(?:\.0|年度?|财年|財年)?"), _year),
    (re.compile(_YEAR + r"年?度?[-/. ]*" + _QUARTER), lambda g: _of_quarter(int(g[0]), g[1] or g[2])),
    (re.compile(_YEAR + r"年?度?[-/. ]*第?([一二三四1-4])季度?"), _quarter),
    (re.compile(_QUARTER + r"[-/ ']*(?:fy ?)?((?:19|20)?\d{2})"),
     lambda g: _of_quarter(int(g[2]), g[0] or g[1])),
    (re.compile(_YEAR + r"年?[-/. ]*(?:w|第|week ?)(\d{1,2})周?"), _week),
    (re.compile(_YEAR + r"年?[-/. ]*(上|下|h1|h2)(?:半年)?度?"), _half),
    (re.compile(r"(h1|h2)[-/. ']*" + _YEAR), lambda g: _half((g[1], g[0]))),
    (re.compile(r"(\d{2})q([1-4])"), _quarter),
    (re.compile(r"([1-4])q[-/ ']*((?:20)?\d{2})"), lambda g: _quarter((g[1], g[0]))),
    (re.compile(_YEAR + r" t([1-4])"), _quarter),  # T1 alone names anything
    (re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*({MONTH_NAME})[-/., ']*(\d{{4}}|\d{{2}})"), _named_day),
    (re.compile(rf"({MONTH_NAME})[-/. ]*(\d{{1,2}})(?:st|nd|rd|th)?[-/., ]+(\d{{4}})"),
     lambda g: _named_day((g[1], g[0], g[2]))),
    (re.compile(rf"({MONTH_NAME})[-/](\d{{1,2}})[-/](\d{{2}})"), lambda g: _named_day((g[1], g[0], g[2]))),
    (re.compile(rf"({MONTH_NAME})[-/., ']*(\d{{4}}|\d{{2}})"), _named_month),
    (re.compile(rf"{_YEAR}[-/. 年]*({MONTH_NAME})"), lambda g: _named_month((g[1], g[0]))),
    (re.compile(r"(\d{1,2})[-/.]" + _YEAR), lambda g: _month((g[1], g[0]))),
    (re.compile(r"(\d{5})(?:\.\d+)?"), _serial),
    (re.compile(r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月"
                r"([一二三四五六七八九十]{1,3})?[日号]?"), _in_chinese),
)  # fmt: skip


def _short(words: str, order: Order) -> NamedDay | None:
    triple = TRIPLE.fullmatch(words)
    if not triple:
        return None
    parts = dict(zip(order, triple.groups(), strict=True))
    if len(parts["m"]) > 2 or len(parts["d"]) > 2 or len(parts["y"]) < 2:
        return None
    return _day((parts["y"], parts["m"], parts["d"]))


_YEARLESS: tuple[tuple[re.Pattern[str], Callable[[int, tuple[str, ...]], NamedDay]], ...] = (
    (re.compile(r"(\d{1,2})月(\d{1,2})[日号]?"), lambda y, g: _day((str(y), *g))),
    (re.compile(r"(\d{1,2})月份?"), lambda y, g: _month((str(y), *g))),
    (re.compile(r"m?(0?[1-9]|1[0-2])(?:\.0)?"), lambda y, g: _month((str(y), *g))),
    (re.compile(r"([一二三四五六七八九十]{1,2})月份?"), lambda y, g: _month((str(y), str(numeral(g[0]))))),
    (re.compile(rf"({MONTH_NAME})\.?"), lambda y, g: _named_month((g[0], str(y)))),
    (re.compile(rf"(\d{{1,2}})\.?[- ]({MONTH_NAME})\.?"), lambda y, g: _named_day((*g, str(y)))),
    (re.compile(_QUARTER), lambda y, g: _of_quarter(y, g[0] or g[1])),
    (re.compile(r"第?([一二三四1-4])季度?"), lambda y, g: _of_quarter(y, g[0])),
    (re.compile(r"(?:第|w|week ?)(\d{1,2})周?"), lambda y, g: _week((str(y), *g))),
    (re.compile(r"([1-9]|10)月?[-~至]([2-9]|1[0-2])月份?"), lambda y, g: _some_months(y, *map(int, g))),
    (re.compile(r"(上|下)半年度?|(h[12])"), lambda y, g: _half((str(y), g[0] or g[1]))),
)  # fmt: skip


def _some_months(year: int, first: int, last: int) -> NamedDay:
    """1-3月, which is a quarter, 1-6月, a half, or other months of the year."""
    if last == first + 2 and last % 3 == 0:
        return _of_quarter(year, str(last // 3))
    if last == first + 5 and last % 6 == 0:
        return _half((str(year), "上" if first == 1 else "下"))
    end = add_months(date(year, last, 1), 1)
    return NamedDay(Period(date(year, first, 1), end), None)


def _yearless(words: str, year: int | None) -> NamedDay | None:
    if year is None:
        return None
    for pattern, build in _YEARLESS:
        if match := pattern.fullmatch(words):
            return replace(build(year, match.groups()), yearless=True)
    return None


# 第2周, W2, 2nd week: before or behind the name of a month, of which it is the second week.
A_WEEK_OF_A_MONTH = (
    r"(?:(?:第|的)*([一二三四五六1-6])个?周|w(?:k|eek)?[-. ]?0?([1-6])|"
    rf"(?:([1-6])(?:st|nd|rd|th)|({'|'.join(ORDINALS)})) week)"
)
_WEEK_BEHIND = re.compile(rf"(?P<month>.{{2,}}?)[-/, (]*{A_WEEK_OF_A_MONTH}\)?")
_WEEK_BEFORE = re.compile(rf"{A_WEEK_OF_A_MONTH}(?: of |[-/, ]+|(?=[^a-z]))(?P<month>.+)")


def _week_of_month(words: str, order: Order, year: int | None) -> NamedDay | None:
    """The days from 1 to 7, from 8 to 14 … of a month, whose fifth week is what is left of it."""
    week = _WEEK_BEHIND.fullmatch(words) or _WEEK_BEFORE.fullmatch(words)
    month = name_day(week["month"], order, year) if week else None
    if not week or not month or month.grain != "month":
        return None
    said = next(filter(None, (group for group in week.groups() if group != week["month"])))
    number = DIGITS.get(said) or ORDINALS.get(said) or int(said)
    last = month.period.last_day
    start = min(month.period.start + (number - 1) * WEEK, last)
    end = min(start + WEEK, month.period.end)
    return NamedDay(Period(start, end), None, month.yearless, week=number)


def _ten_days(words: str, order: Order, year: int | None) -> NamedDay | None:
    """上旬, 中旬, 下旬 of a month."""
    month = (
        name_day(words[:-2], order, year) if words[-1:] == "旬" and words[-2:-1] in _TENS else None
    )
    if not month or month.grain != "month":
        return None
    first, last = (
        min(month.period.start.replace(day=1) + (day - 1) * DAY, month.period.last_day)
        for day in _TENS[words[-2]]
    )
    return NamedDay(Period(first, last + DAY), None, month.yearless)


# 3.1-3.7, 3月1日至3月7日, 2025/3/1~3/7: the year is said once, if at all.
_STRETCH = re.compile(
    r"(?:((?:19|20)\d{2})\s*[-/.年]\s*)?(\d{1,2})[/.月](\d{1,2})[日号]?\s*(?:-|~|至|到|—|--)\s*"
    r"(\d{1,2})[/.月](\d{1,2})[日号]?"
)


def _stretch(words: str, order: Order, year: int | None) -> NamedDay | None:
    """Days of one year, or from December to January; any others that go back are a slip.
    Without a year and 月 the day may come first, as `order` says."""
    stretch = _STRETCH.fullmatch(words)
    if stretch is None or not (stretch[1] or year):
        return None
    begins = int(stretch[1] or str(year))
    numbers = [(int(stretch[i]), int(stretch[i + 1])) for i in (2, 4)]
    if order == "dmy" and not stretch[1] and "月" not in words:
        numbers = [(month, day) for day, month in numbers]
    first, last = (date(begins, month, day) for month, day in numbers)
    if (first.month, last.month) == (12, 1):
        last = last.replace(year=begins + 1)
    if last < first:
        return None
    return NamedDay(Period(first, last + DAY), None, yearless=not stretch[1])


def _range(words: str, order: Order) -> NamedDay | None:
    ends = _BETWEEN.split(words)
    if len(ends) != 2:
        ends = words.split("-")
    if len(ends) != 2:
        return None
    first, last = name_day(ends[0], order), name_day(ends[1], order)
    if not first or not last or last.period.end <= first.period.start:
        return None
    whole = Period(first.period.start, last.period.last_day + DAY)
    return NamedDay(whole, None, numbered=first.numbered and last.numbered)
