"""What some values of a column look like, so that a header is not believed against them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

import pyarrow as pa

from salesdash.catalog.model import Field, Kind
from salesdash.intake.texts import numbers, words
from salesdash.intake.texts.times import dates

TIME_KINDS = {Kind.DATE, Kind.MOMENT, Kind.PERIOD}
NUMBER_KINDS = {Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.RATE, Kind.RATING}
# Shares of a sample, chosen: a header is believed where more than half of the values bear it out; values
# alone tell what a column is only where nearly all of them do, so that one slip in ten is forgiven.
# Measured: files are read alike from 0.2 to 0.8 and from 0.7 to 0.99.
READABLE = 0.5
NEARLY = 0.9
OFTEN = 2  # chosen: most people sell more than once, and their numbers have few gaps
# #1001, INV/2025/00001.
_ORDER_NUMBER = re.compile(
    r"#\s?[A-Z]{0,4}-?\d{3,}|[A-Z]{2,6}/(?:19|20)\d{2}(?:/\d{2})?/\d{3,}", re.IGNORECASE
)
# 20250305.
_EIGHT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\.0)?")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:\.0)?\s*(?:年度?)?")
_PART_OF_YEAR = re.compile(r"月|month|季|quarter|周|week|期|period", re.IGNORECASE)


@dataclass(frozen=True)
class Sample:
    """Some of the filled cells of a column, from all over it; `no_rows` where the table has none."""

    values: list[str]
    no_rows: bool = False

    def fits(self, field: Field, header: str) -> bool:
        """Whether the values look like what the field holds; an empty column is no objection."""
        if not self._telling:
            return self.no_rows or not field.required
        if field.kind is Kind.MOMENT and field.key != "opened" and self._numbers > READABLE:
            return True
        if field.kind in TIME_KINDS:
            return self._names_days(header)
        if field.kind is Kind.RATING:
            return numbers.readable_loosely(self._rated) > READABLE
        if field.kind in NUMBER_KINDS:
            return self._numbers_loosely > READABLE
        if field.kind is Kind.ID:
            return not self._written_as_days
        return field.kind is not Kind.NAME or not self._only_amounts

    def speaks_for(self, field: Field, header: str) -> bool:
        """Whether the values alone suggest the field: filled, and no mere numbers for a name."""
        if not self._telling or (field.kind is Kind.NAME and self._numbers == 1):
            return False
        return self.fits(field, header)

    @cached_property
    def are_order_numbers(self) -> bool:
        """Whether all are numbers as shops and ledgers print them, whatever the column is called."""
        return bool(self._telling) and all(_ORDER_NUMBER.fullmatch(text) for text in self._telling)

    @cached_property
    def _written_as_days(self) -> bool:
        """Whether all are dates that no number is written like."""
        days = [text for text in self._telling if not (_bare(text) or _EIGHT.fullmatch(text))]
        return len(days) == len(self._telling) and dates.readable(days) == 1

    @cached_property
    def are_days(self) -> bool:
        """Whether nearly all name days of their own accord, be it without their year: written as dates, not as
        numbers that may as well be a year or a count, unless they have all of a day's figures."""
        days = [text for text in self._telling if _EIGHT.fullmatch(text) or not _bare(text)]
        are_yearless = dates.yearless(days) and dates.are_yearless_days(days)
        are_read = are_yearless or dates.readable(days) > NEARLY
        return len(days) > NEARLY * len(self._telling) and are_read

    @cached_property
    def name_periods(self) -> bool:
        """Whether most name a month or another stretch of time with its year, and no day."""
        return dates.naming_periods(self._telling) > self._some

    @cached_property
    def are_years(self) -> bool:
        """Whether all are years and no more: 2025, 2025年."""
        return bool(self.values) and all(_YEAR.fullmatch(text) for text in self.values)

    @cached_property
    def are_codes(self) -> bool:
        """Whether some begin with a nought that no number has: 00004."""
        return any(text.startswith("0") and text[1:2].isdigit() for text in self._telling)

    @cached_property
    def state_a_measure(self) -> bool:
        """Whether most say in which unit goods are weighed or counted: 23.4kg, 3箱."""
        return sum(r.measure is not None and not r.is_price for r in self._read) > self._some

    @cached_property
    def are_prices(self) -> bool:
        """Whether most say that they are the price of one of something: 12元/斤."""
        return sum(r.is_price for r in self._read) > self._some

    @cached_property
    def have_fractions(self) -> bool:
        """Whether most are no whole numbers, as money is written and nothing that is counted."""
        values = self._values
        return sum(v != v.to_integral_value() for v in values) * 2 > len(values)

    @cached_property
    def are_figures(self) -> bool:
        """Whether nearly all are numbers, and not all the same."""
        return self._numbers_loosely > NEARLY and len(set(self._telling)) > 1

    @cached_property
    def are_counts(self) -> bool:
        """Whether most are whole numbers above zero, or weights: small beside any id."""
        values = self._values
        whole = sum(value == value.to_integral_value() for value in values)
        is_whole = whole * 2 > len(values) or self.state_a_measure
        return self.are_figures and all(0 <= v < 100_000 for v in values) and is_whole

    @cached_property
    def may_be_codes(self) -> bool:
        """Whether they are whole numbers that mostly come back or lie close together, as those of people do."""
        values, different = self._values, set(self._values)
        if not values or any(value != value.to_integral_value() for value in values):
            return False
        comes_back = OFTEN * len(different) <= len(values)
        return comes_back or max(different) - min(different) < OFTEN * len(different)

    @cached_property
    def are_shares(self) -> bool:
        """Whether all are parts of one: 0.85, 85%."""
        return bool(self._values) and all(0 < value <= 1 for value in self._values)

    @cached_property
    def have_percents(self) -> bool:
        """Whether most are written as percentages."""
        return sum(text.endswith(("%", "％")) for text in self._telling) > self._some

    @cached_property
    def number_lines(self) -> bool:
        """Whether they count from line to line or from record to record."""
        steps = {later - earlier for earlier, later in pairwise(self._values)}
        return len(self._values) > 2 and steps == {1}

    @cached_property
    def usual(self) -> Decimal:
        """The number in the middle."""
        values = sorted(self._values)
        return values[len(values) // 2] if values else Decimal(0)

    @cached_property
    def _read(self) -> list[numbers.NumberReading]:
        return [read for text in self._telling if (read := numbers.parse(text))]

    @cached_property
    def _values(self) -> list[Decimal]:
        return [each.value for each in self._read]

    @property
    def _some(self) -> float:
        return READABLE * len(self._telling)

    @cached_property
    def yearless(self) -> bool:
        """Whether most name a part of a year without saying which."""
        return dates.yearless(self._telling)

    @cached_property
    def _telling(self) -> list[str]:
        return [text for text in self.values if not words.is_placeholder(text)]

    @cached_property
    def _numbers(self) -> float:
        return numbers.readable(self._telling)

    @cached_property
    def _numbers_loosely(self) -> float:
        return numbers.readable_loosely(self._telling)

    @cached_property
    def _rated(self) -> list[str]:
        return [str(t) for t in words.rated(pa.array(self._telling, pa.string())).to_pylist()]

    @cached_property
    def _days(self) -> float:
        return dates.readable(self._telling)

    @cached_property
    def _only_amounts(self) -> bool:
        """Numbers with decimals: no name looks like that."""
        with_decimals = sum("." in text and not text.endswith(".0") for text in self._telling)
        return self._numbers == 1 and with_decimals > len(self._telling) / 3

    def _names_days(self, header: str) -> bool:
        if self._numbers == 1 and self.yearless:
            return bool(_PART_OF_YEAR.search(header))
        return self._days > READABLE or self.yearless


def _bare(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
