"""A recognised column → the typed values of its field, with each decision said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Field, Kind
from salesdash.catalog.words.goods_units import Measure
from salesdash.intake import questions
from salesdash.intake.cleaning.values import as_days, as_numbers
from salesdash.intake.cleaning.values.years import joined, years_and_parts
from salesdash.intake.recognition.amounts import CENT, product_of
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.setting import Setting
from salesdash.intake.tables.context.subject import FIGURES
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts import numbers, words
from salesdash.intake.texts.decimal_mark import decide_mark
from salesdash.intake.texts.goods_units import unit_in
from salesdash.intake.texts.headers import MatchedColumn, simplified, unit_of
from salesdash.intake.texts.numbers import Mark
from salesdash.intake.texts.sample_values import TIME_KINDS, Sample
from salesdash.intake.texts.scales import in_cents, pieces_of
from salesdash.intake.texts.times import dates, elapsed
from salesdash.text import listed

SHOWN = 3  # values of a column as evidence
PRICES = ("list_price", "unit_price", "unit_cost")
METRES = re.compile(r"(?<![a-z])m(?![a-z])")  # of things, and not millions


WEEKS_OF_MONTHS = (
    "是当月第几周：1 至 7 日算第一周，8 至 14 日算第二周，依此类推，不出当月",
    "weeks of a month: the first from the 1st to the 7th, the second from the 8th to the 14th, and so on, within it",
)


@dataclass(frozen=True, slots=True)
class Values:
    """The arrays of one field by column name, and which cells have text that could not be read.

    `met` are the traits of how its numbers were written, `computed` says that the values do not
    stand in the file but follow from other columns; `units` are those in which things are counted, or
    of which these are the prices, that of the values first.
    """

    arrays: dict[str, pa.Array]
    failed: pa.Array
    grains: dict[str, int] = default(default_factory=dict)
    met: frozenset[str] = frozenset()
    computed: bool = False
    units: tuple[Measure, ...] = ()

    @property
    def main(self) -> pa.Array:
        return next(iter(self.arrays.values()))


@dataclass(frozen=True, slots=True)
class FieldReader:
    """What reading a column may look at: its table, what holds for all of it, what was decided.

    `data` marks the rows that may hold data; decisions about a column look at these only. `units` are
    those in which the rows say that their money is written; `of_lines`: each row is one of an order. `blanks`
    are the words met as blanks in columns of numbers and dates, with the number of such columns.
    """

    table: Table
    setting: Setting
    decisions: TableDecisions
    data: pa.Array
    units: pa.Array | None = None
    of_lines: bool = False
    blanks: Counter[str] = default(default_factory=Counter)
    _plain: dict[int, numbers.Numbers | None] = default(default_factory=dict)
    _identified: dict[int, words.Ids] = default(default_factory=dict)

    def plain(self, index: int) -> numbers.Numbers | None:
        """The column read the quick way, once; None where its numbers want a closer look."""
        if index not in self._plain:
            self._plain[index] = numbers.read_plain(self.table.texts[index])
        return self._plain[index]

    def identified(self, index: int) -> words.Ids:
        """The column read as ids, once."""
        if index not in self._identified:
            self._identified[index] = words.ids(self.table.texts[index])
        return self._identified[index]

    def read_ahead(self, field: Field, index: int) -> None:
        """What reading the column needs and nobody decides: many columns may be read ahead at once."""
        if field.kind in FIGURES:
            self.plain(index)
        elif field.kind is Kind.ID:
            self.identified(index)
        else:
            _ = self.table.texts[index].encoded

    def read(self, field: Field, column: MatchedColumn, opened: pa.Array | None = None) -> Values:
        """`opened` is what a length of time in this column counts from."""
        index = column.index
        if field.kind in TIME_KINDS and (parts := years_and_parts(self.table, column)):
            return self._of_years(field, *parts)
        if field.kind is Kind.MOMENT and opened is not None:
            sample = [t for t in self.table.sample(index) if not words.is_placeholder(t)]
            if elapsed.are_durations(sample):
                return self._durations(field, index, opened)
        return _READERS[field.kind](self, field, index)

    def _of_years(self, field: Field, years: int, parts: int) -> Values:
        """Years in one column and their months (quarters, weeks) in another, read as one."""
        year, part = self.table.headers[years], self.table.headers[parts]
        self.decisions.note(
            f"“{year}”与“{part}”两列合起来作为时间。",
            f"“{year}” and “{part}” together give the period.",
        )
        text = joined(self.table, years, parts)
        read = as_days.dated(self.decisions, part, text, self.setting.year_starts)
        return self._periods(field, part, read)

    def _durations(self, field: Field, index: int, opened: pa.Array) -> Values:
        header = self.table.headers[index]
        text = self._without_placeholders(index)
        ends, failed = elapsed.moments_after(opened, text, header)
        self.decisions.note_about(
            header,
            "是时长，已从受理时间起换算成时间点",
            "lengths of time were added to the time of opening",
        )
        return Values({field.key: ends}, failed)

    def _without_placeholders(self, index: int) -> pa.Array:
        """The column with such words as stand for a blank taken out, and said."""
        column = self.table.texts[index]
        blank = words.placeholders(column)
        if not pc.any(blank).as_py():
            return column.text
        placeholders = sorted(
            str(word) for word in pc.unique(pc.filter(column.text, blank)).to_pylist()
        )
        shown = listed(placeholders[:6])
        self.decisions.note_about(
            self.table.headers[index], f"{shown.zh} 按空白处理", f"{shown.en} taken as blank"
        )
        self.blanks.update(placeholders)
        return pc.if_else(blank, None, column.text)

    def _days(self, field: Field, index: int) -> Values:
        header = self.table.headers[index]
        with_times = field.kind is Kind.MOMENT
        read = dates.read_iso(self.table.texts[index], with_times=with_times)
        if read is None:
            text = self._without_placeholders(index)
            text = as_days.unswapped(self.decisions, header, text, self.data)
            said = pc.filter(text, self.data)
            order = as_days.order(self.decisions, self.table, header, said, self.data)
            turn = as_days.turn_of_year(self.table, index, said, order)
            by_day = field.kind is Kind.DATE
            year = as_days.year(
                self.decisions, self.table, index, self.setting, turn, by_day=by_day
            )
            read = self._of_year(header, text, year, order=order, with_times=with_times)
            if turn and year:
                later = self._of_year(header, text, year + 1, order=order, with_times=with_times)
                read = as_days.over_the_turn(read, later, turn, year)
                self.decisions.note_about(
                    header,
                    f"没有写年份，跨了年，按 {year} 年到 {year + 1} 年处理",
                    f"no year given, over the end of one; {year} to {year + 1} is taken",
                )
            elif read.yearless and not any(str(year) in title for title in self.table.titles):
                self.decisions.note_about(
                    header, f"没有写年份，按 {year} 年处理", f"no year given; {year} is taken"
                )
        if with_times:
            return Values({field.key: read.instants}, read.failed)
        if field.key == "period":
            starts = self.setting.year_starts
            read = as_days.target_periods(
                self.decisions, self.table, header, read, self.data, starts
            )
        elif field.key == "order_date" and not self.of_lines:
            read = as_days.sums_of_months(self.decisions, header, read, self.data)
        return self._periods(field, header, read)

    def _of_year(
        self, header: str, text: pa.Array, year: int | None, **how: Any
    ) -> dates.ReadDates:
        starts = self.setting.year_starts
        return as_days.dated(self.decisions, header, text, starts, year=year, **how)

    def _periods(self, field: Field, header: str, read: dates.ReadDates) -> Values:
        """From the first day of each to its last; one day of it where the field holds no more."""
        arrays = {field.key: read.starts, f"{field.key}_end": read.ends}
        if field.kind is not Kind.PERIOD:
            arrays = {field.key: as_days.booked(self.decisions, read)}
        elif dates.WEEK_OF_MONTH in read.grains:
            self.decisions.note_about(header, *WEEKS_OF_MONTHS)
        return Values(arrays, read.failed, dict(read.grains))

    def _numbers(self, field: Field, index: int) -> Values:
        header = self.table.headers[index]
        factor = self._factor(field, index)
        read = self.plain(index) if factor == 1 else None
        if read is None:
            text = self._without_placeholders(index)
            text = (
                as_numbers.rated(self.decisions, header, text)
                if field.kind is Kind.RATING
                else text
            )
            mark = self._mark(pc.filter(text, self.data), header, field.kind)
            unit = None if field.kind is Kind.MONEY else unit_in(header)
            read = numbers.read_numbers(text, factor=factor, mark=mark, unit=unit)
        as_numbers.say_traits(self.decisions, header, read)
        if field.kind in (Kind.RATE, Kind.RATING):
            return Values({field.key: pc.cast(read.values, pa.float64())}, read.failed)
        if field.kind is not Kind.COUNT:
            values = read.values
            if (
                self.units is not None
                and field.kind is Kind.MONEY
                and factor == 1
                and not read.met["unit"]
            ):
                values = product_of(values, self.units)
                self.decisions.note_about(
                    header, "按每行写明的单位换算成元", "converted by the unit that each row states"
                )
            if field.kind is Kind.NUMBER and factor == 1 and as_numbers.is_rate(header):
                values = as_numbers.as_fractions(self.decisions, header, read)
            met = frozenset(trait for trait, times in read.met.items() if times)
            units = as_numbers.units(
                self.decisions, header, read, is_price=field.kind is Kind.MONEY
            )
            return Values({field.key: values}, read.failed, met=met, units=units)
        whole = pc.equal(read.values, pc.cast(pc.round(read.values, 0), numbers.EXACT))
        failed = pc.or_(read.failed, pc.invert(pc.fill_null(whole, True)))
        counts = pc.if_else(pc.fill_null(whole, False), read.values, None)
        return Values({field.key: pc.cast(pc.cast(counts, pa.float64()), pa.int64())}, failed)

    def _factor(self, field: Field, index: int) -> Decimal:
        """What the header or the title says a number is to be multiplied with."""
        header = self.table.headers[index]
        of_header = unit_of(header)
        if of_header == as_numbers.PERCENT:
            if field.kind is not Kind.MONEY:
                self.decisions.note_about(header, "按百分数读取", "read as percentages")
                return as_numbers.PERCENT
            of_header = None
        shown = self.table.sample(index, SHOWN)
        if field.kind is Kind.MONEY and in_cents(header) and not Sample(shown).have_fractions:
            self.decisions.note_about(header, "以分为单位，已换算成元", "in cents, converted")
            return CENT
        if field.key in PRICES and pieces_of(simplified(header)):
            of_header = questions.price(self.decisions, header, shown)
        elif field.kind is Kind.MONEY and of_header is None:
            of_header = questions.size(self.decisions, header, shown)
        elif field.kind is not Kind.MONEY and METRES.search(header.casefold()):
            of_header = None
        around, said = self.setting.around(field)
        factor = of_header or around
        if factor < 1:
            each = f"{int(1 / factor):,}"
            self.decisions.note_about(
                header,
                f"是每 {each} 件的价格，已换算成每件的",
                f"prices of {each} pieces, converted to those of one",
            )
        elif factor > 1:
            source = "" if of_header else f"（{said}）"
            self.decisions.note_about(
                header,
                f"以 {int(factor):,} 为单位{source}，已换算",
                f"in units of {int(factor):,}{source}, converted",
            )
        return factor

    def _mark(self, text: pa.Array, header: str, kind: Kind) -> Mark:
        if kind is Kind.MONEY and numbers.in_points(text):
            return questions.points(self.decisions, header, text)
        return questions.mark(self.decisions, header, decide_mark(text))

    def _flags(self, field: Field, index: int) -> Values:
        column = self.table.texts[index]
        values = words.flags(column, field.words)
        return Values({field.key: values}, pc.and_(pc.is_valid(column.values), pc.is_null(values)))

    def _ids(self, field: Field, index: int) -> Values:
        ids = self.identified(index)
        if ids.cut:
            header = self.table.headers[index]
            self.decisions.note(
                f"⚠“{header}”的末几位在文件里已丢失（如 {ids.cut}），可能有不同编号变得相同；"
                "请在导出时把该列设为文本。",
                f"⚠ The last digits of “{header}” are already lost in the file (such as {ids.cut}), "
                "so that different ids may have become one; export that column as text.",
            )
        return Values({field.key: ids.values}, _never(ids.values))

    def _names(self, field: Field, index: int) -> Values:
        column = self.table.texts[index]
        evident = [word for word, columns in self.blanks.items() if columns > 1]
        names = words.names(column, evident, field.words)
        return Values({field.key: names}, _never(column.values))

    def _notes(self, field: Field, index: int) -> Values:
        text = self.table.texts[index].text
        return Values({field.key: text}, _never(text))


_READERS: dict[Kind, Callable[[FieldReader, Field, int], Values]] = {
    Kind.DATE: FieldReader._days,
    Kind.MOMENT: FieldReader._days,
    Kind.PERIOD: FieldReader._days,
    Kind.MONEY: FieldReader._numbers,
    Kind.NUMBER: FieldReader._numbers,
    Kind.COUNT: FieldReader._numbers,
    Kind.RATE: FieldReader._numbers,
    Kind.RATING: FieldReader._numbers,
    Kind.FLAG: FieldReader._flags,
    Kind.ID: FieldReader._ids,
    Kind.NAME: FieldReader._names,
    Kind.NOTE: FieldReader._notes,
}


def _never(text: pa.Array) -> pa.Array:
    return pa.repeat(pa.scalar(False), len(text))
