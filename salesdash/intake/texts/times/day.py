"""One text → the day, week, month, quarter or year that it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from salesdash.period import DAY, Grain, Period, add_months

Order = Literal["ymd", "mdy", "dmy"]
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = (20_000, 80_000)
LONGEST = 100
# Samples of a column are looked at several times over.
SEEN = 10_000
WEEK = timedelta(days=7)
TAIWAN = 1911  # the year before the first of its calendar

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january janv ene gen januar jänner enero janvier janeiro gennaio januari",
            "feb february fév févr fevr fev februar febrero février fevrier fevereiro febbraio februari",
            "mar march mär mrz märz maerz marz marzo mars março marco maart mrt",
            "apr april avr abr abril avril aprile",
            "may mai mayo maio maggio mei",
            "jun june giu juni junio juin junho giugno",
            "jul july juil lug juli julio juillet julho luglio",
            "aug august ago agosto août aout augustus",
            "sep sept september septiembre setiembre septembre setembro settembre",
            "oct october ott oktober okt octubre octobre outubro ottobre",
            "nov november noviembre novembre novembro",
            "dec december déc dic dezember dez diciembre décembre decembre dezembro dicembre",
        ],
        1,
    )
    for name in names.split()
}
_CHINESE = {ch: n for n, ch in enumerate("〇一二三四五六七八九")} | {"零": 0}
_DASHES = str.maketrans("–−‐‑、", "-----")
MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = re.compile(
    r"[(]?(星期|周|礼拜)[一二三四五六日天][)]?|[(]?\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[.,]?[)]?\s*|"
    r"(?:(?<=[日号])|(?<=[-/.]\d)|(?<=[-/.]\d\d))\s*[(][一二三四五六日天][)]$"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_PART_IN_WORDS = re.compile(r"\b(first|second|third|fourth) (quarter|half)\b(?: of)?")  # as Q1, H1
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


def tidy(text: str) -> str:
    """Half-width, lower case, one sort of dash, without the day of the week and the `de` of Spanish."""
    words = unicodedata.normalize("NFKC", text).translate(_DASHES).strip(" '").casefold()
    words = _PART_IN_WORDS.sub(lambda m: f"{m[2][0]}{_ORDINALS[m[1]]}", words.replace(" de ", " "))
    return without_weekday(words) if not words[:1].isdigit() or len(words) > 5 else words


def without_weekday(words: str) -> str:
    """A day in lower case and half width without the day of the week beside it: 3/5(周三), 1日(六), wed 5 mar."""
    return _WEEKDAY.sub("", words).strip()


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
    return _day((year, str(_MONTHS[month]), day))


def _named_month(groups: tuple[str, ...]) -> NamedDay:
    return _month((groups[1], str(_MONTHS[groups[0]])))


def _quarter(groups: tuple[str, ...]) -> NamedDay:
    return _of_quarter(int(groups[0]), groups[1])


def _of_quarter(year: int, quarter: str) -> NamedDay:
    number = _CHINESE.get(quarter) or int(quarter)
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
    number = int("".join(str(_CHINESE[ch]) for ch in year))
    if day is None:
        return _month((str(number), str(_numeral(month))))
    return _day((str(number), str(_numeral(month)), str(_numeral(day))))


def _numeral(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    units = _CHINESE[ones] if ones else 0
    return units + ((_CHINESE[tens] if tens else 1) * 10 if ten else 0)


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


_YEAR = r"((?:19|20)\d{2})"
# Q1, Qtr1, 1st quarter, 1. Quartal, 2e trimestre, 第3四半期: its number is in the one group or the other.
_QUARTER = (
    r"(?:(?:q(?:tr|uarter|uartal)?|trim(?:estre)?)[. ]*([1-4])|"
    r"第?([1-4])(?:st|nd|rd|th|er|[eo.°])? ?(?:q(?:tr|uarter|uartal)|trimestre|四半期))"
)
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[tuple[str, ...]], NamedDay]], ...] = (
    (re.compile(_YEAR + r"[-/. ](\d{1,2})[-/. ](\d{1,2})[日号]?\.?"), _day),
    (re.compile(_YEAR + r"\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?"), _day),
    (re.compile(r"(\d{2})年(\d{1,2})月(\d{1,2})[日号]?"), _day),
    (re.compile(_YEAR + r"((?:0[1-9]|1[0-2]))([0-3]\d)(?:\.0)?"), _day),
    (re.compile(_YEAR + r"(0[1-9]|1[0-2])([0-3]\d)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"), _day),
    (re.compile(_YEAR + r"\s*[-/.年]\s*(\d{1,2})\s*(?:月份?)?"), _month),
    (re.compile(_YEAR + r"\s*年\s*([一二三四五六七八九十]{1,2})\s*月份?"),
     lambda g: _month((g[0], str(_numeral(g[1]))))),
    (re.compile(r"(\d{2})年(\d{1,2})月份?"), _month),
    (re.compile(_YEAR + r"年第?(\d{1,2})期"), _month),
    (re.compile(r"(?:民[国國])?(1[0-4]\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?"),
     lambda g: _day((str(int(g[0]) + TAIWAN), *g[1:]))),
    (re.compile(_YEAR + r"(0[1-9]|1[0-2])(?:\.0)?"), _month),
    (re.compile(_YEAR + r"m(\d{1,2})"), _month),
    (re.compile(r"(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\.0)?"), _day),
    (re.compile(r"(?:fy)?" + _YEAR + r"(?:\.0|年度?|财年|財年)?"), _year),
    (re.compile(_YEAR + r"年?度?[-/. ]*" + _QUARTER), lambda g: _of_quarter(int(g[0]), g[1] or g[2])),
    (re.compile(_YEAR + r"年?度?[-/. ]*第?([一二三四1-4])季度?"), _quarter),
    (re.compile(_QUARTER + r"[-/ ']*((?:19|20)?\d{2})"),
     lambda g: _of_quarter(int(g[2]), g[0] or g[1])),
    (re.compile(_YEAR + r"年?[-/. ]*(?:w|第|week ?)(\d{1,2})周?"), _week),
    (re.compile(_YEAR + r"年?[-/. ]*(上|下|h1|h2)(?:半年)?度?"), _half),
    (re.compile(r"(h1|h2)[-/. ']*" + _YEAR), lambda g: _half((g[1], g[0]))),
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
    (re.compile(r"([一二三四五六七八九十]{1,2})月份?"), lambda y, g: _month((str(y), str(_numeral(g[0]))))),
    (re.compile(rf"({MONTH_NAME})\.?"), lambda y, g: _named_month((g[0], str(y)))),
    (re.compile(rf"(\d{{1,2}})\.?[- ]({MONTH_NAME})\.?"), lambda y, g: _named_day((*g, str(y)))),
    (re.compile(_QUARTER), lambda y, g: _of_quarter(y, g[0] or g[1])),
    (re.compile(r"第?([一二三四1-4])季度?"), lambda y, g: _of_quarter(y, g[0])),
    (re.compile(r"(?:第|w|week ?)(\d{1,2})周?"), lambda y, g: _week((str(y), *g))),
    (re.compile(r"(上|下)半年度?|(h[12])"), lambda y, g: _half((str(y), g[0] or g[1]))),
)  # fmt: skip


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
    rf"(?:([1-6])(?:st|nd|rd|th)|({'|'.join(_ORDINALS)})) week)"
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
    number = _CHINESE.get(said) or _ORDINALS.get(said) or int(said)
    last = month.period.last_day
    start = min(month.period.start + (number - 1) * WEEK, last)
    end = min(start + WEEK, month.period.end)
    return NamedDay(Period(start, end), None, month.yearless, week=number)


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
