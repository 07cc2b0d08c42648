"""Headers that name periods: months, quarters, weeks, years or days side by side."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from salesdash.intake.texts.times.day import A_WEEK_OF_A_MONTH, name_day
from salesdash.period import Grain, add_months

# Periods side by side. Measured: with four, quarters of a year are no longer seen; two are read like three.
FEWEST = 3
ANY_YEAR = 2024
MONTHS_OF_A_HALF = 6
LONGEST = 28  # letters: second week of March 2025
_MONTH_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_TOKEN = (
    r"(?:(?:19|20)\d{2}\s*年?度?\s*[-/. ]*)?"
    r"(?:(?:1[0-2]|0?[1-9])\s*月份?|十[一二]?月份?|[一二三四五六七八九]月份?|q(?:tr|uarter)?[. ]*[1-4]|"
    r"第?[一二三四1-4]\s*季度?|第\d{1,2}周|(?:w|week ?)\d{1,2}|"
    rf"(?:{_MONTH_NAME})\.?(?:[-/ ']*(?:(?:19|20)\d{{2}}|\d{{2}}))?|"
    r"(?:19|20)\d{2}[-/.](?:1[0-2]|0?[1-9])|(?:19|20)\d{2}\s*年?度?)"
    rf"(?:[-/ ]*{re.sub(r'[(](?![?])', '(?:', A_WEEK_OF_A_MONTH)})?"
)
_LETTER = r"a-z0-9\u00c0-\u024f"  # Marża begins with no March
_LEADS = re.compile(rf"({_TOKEN})(?![{_LETTER}])[\s_/:：\-（(]*(\S.*)", re.IGNORECASE)
_TRAILS = re.compile(rf"(\S.*?)[\s_/:：\-（(]*(?<![{_LETTER}])({_TOKEN})[)）]?", re.IGNORECASE)
_COARSER: tuple[Grain | None, ...] = ("day", "week", "month", "quarter", None, "year")


@dataclass(frozen=True, slots=True)
class Span:
    """A period in a header, a half of a year where it has no grain. `number` counts it within its year (days: from
    the first of January), a week of a `month` within that; `year` is None where the header does not tell it."""

    grain: Grain | None
    number: int
    year: int | None
    month: int | None = None

    @property
    def text(self) -> str:
        """As the cells of a column of periods would write it."""
        year = self.year
        match self.grain:
            case "year":
                return str(year)
            case "quarter":
                return f"{year}Q{self.number}" if year else f"Q{self.number}"
            case None:
                return f"{year}H{self.number}" if year else f"H{self.number}"
            case "week" if self.month:
                return (
                    f"{year}年{self.month}月第{self.number}周"
                    if year
                    else f"{self.month}月第{self.number}周"
                )
            case "week":
                return f"{year}年第{self.number}周" if year else f"第{self.number}周"
            case "day":
                start = name_day(f"{year}-01-01")
                assert start is not None
                return (start.period.start + timedelta(days=self.number)).isoformat()
            case _:
                return f"{year}-{self.number:02d}" if year else f"{self.number}月"

    def within(self, other: Span) -> bool:
        """Whether this week of a month (month, quarter) is a part of that month (quarter, half, year)."""
        if other.year is not None and self.year is not None and other.year != self.year:
            return False
        if self.month:
            month = Span("month", self.month, self.year)
            return other == month or month.within(other)
        if other.grain == "quarter":
            return self.grain == "month" and (self.number + 2) // 3 == other.number
        if other.grain is None:
            months = {"month": self.number, "quarter": 3 * self.number}.get(str(self.grain))
            return months is not None and (months + 5) // 6 == other.number
        return other.grain == "year" and self.grain != "year"

    @property
    def coarseness(self) -> int:
        return _COARSER.index(self.grain)


@cache
def span_of(header: str) -> Span | None:
    """The period that the whole header names; None where it names none, or more than a period."""
    words = unicodedata.normalize("NFKC", header).strip().removesuffix(" 00:00:00")
    if not words or len(words) > LONGEST:
        return None
    named = name_day(words) or name_day(words, year=ANY_YEAR)
    if named is None or (named.grain == "day" and words.replace(".", "").isdigit()):
        return None
    start, year = named.period.start, None if named.yearless else named.period.start.year
    match named.grain:
        case None if named.week:
            return Span("week", named.week, year, start.month)
        case "year":
            return Span("year", 0, start.year)
        case "quarter":
            return Span("quarter", (start.month + 2) // 3, year)
        case "month":
            return Span("month", start.month, year)
        case "week":
            iso = start.isocalendar()
            return Span("week", iso.week, None if year is None else iso.year)
        case "day" if year is not None:
            return Span("day", start.timetuple().tm_yday - 1, year)
        case None if named.numbered and named.period.end == add_months(start, MONTHS_OF_A_HALF):
            return Span(None, (start.month + 5) // 6, year)
    return None


@cache
def parted(header: str) -> tuple[Span | None, str]:
    """The period in a header and what else it says: `1月目标` → January and 目标."""
    if whole := span_of(header):
        return whole, ""
    words = unicodedata.normalize("NFKC", header).strip()
    if leads := _LEADS.fullmatch(words):
        return span_of(leads[1]), leads[2].rstrip(")）")
    if trails := _TRAILS.fullmatch(words):
        return span_of(trails[2]), trails[1]
    return None, header


def week_within(month: Span, words: str) -> Span | None:
    """The week of the month that the words count; None where they count none, or one of the year that lies
    in the month."""
    week, of_year = span_of(f"{month.text} {words}"), span_of(words)
    if week is None or week.month is None or of_year == week:
        return None
    if of_year and of_year.grain == "week":
        monday = name_day(f"{month.year or ANY_YEAR}W{of_year.number}")
        if monday and month.number in (monday.period.start.month, monday.period.last_day.month):
            return None
    return week


def in_a_row(spans: Sequence[Span | None]) -> bool:
    """Whether enough of the cells of a row name different periods of one length."""
    months = [span for span in as_months(spans) if span]
    grain, _ = Counter(span.grain for span in months).most_common(1)[0] if months else (None, 0)
    alike = [span for span in months if span.grain == grain]
    return len(set(alike)) >= (
        2 if grain in ("year", "quarter", None) and len(months) == 2 else FEWEST
    )


def are_two_months(spans: Sequence[Span | None]) -> bool:
    """Whether two months stand across: one after the other, as early in a year, or each with its year."""
    months = [span for span in as_months(spans) if span and span.grain == "month"]
    if not len(spans) == len(months) == 2 or months[0] == months[1]:
        return False
    return months[1].number - months[0].number in (1, -11) or all(span.year for span in months)


def as_months(spans: Sequence[Span | None]) -> list[Span | None]:
    """First days of months, as Excel keeps months, as the months that they stand for."""
    days = [span for span in spans if span and span.grain == "day"]
    dates = [name_day(span.text) for span in days]
    if len(set(days)) < 2 or any(d is None or d.period.start.day != 1 for d in dates):
        return list(spans)
    month_of = {
        span: Span("month", d.period.start.month, d.period.start.year)
        for span, d in zip(days, dates, strict=True)
        if d
    }
    return [month_of.get(span, span) if span else None for span in spans]


def with_year(span: Span, year: int | None) -> Span:
    return replace(span, year=year) if span.year is None and year else span
