"""A recognised column → the typed values of its field, with each decision said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Field, Kind
from salesdash.intake import dates, durations, numbers, words
from salesdash.intake.day import Order
from salesdash.intake.decisions import Decisions
from salesdash.intake.headers import unit_of
from salesdash.intake.numbers import Mark
from salesdash.intake.setting import Setting
from salesdash.intake.tables import Table
from salesdash.intake.witness import witness
from salesdash.text import Text

PERCENT = Decimal("0.01")
ORDER_NAMES: dict[Order, Text] = {
    "mdy": Text("月/日/年", "month/day/year"),
    "dmy": Text("日/月/年", "day/month/year"),
    "ymd": Text("年/月/日", "year/month/day"),
}


@dataclass(frozen=True, slots=True)
class Values:
    """The arrays of one field by column name, and which cells have text that could not be read."""

    arrays: dict[str, pa.Array]
    failed: pa.Array
    grains: dict[str, int] = default(default_factory=dict)

    @property
    def main(self) -> pa.Array:
        return next(iter(self.arrays.values()))


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a column may look at: its table, what holds for all of it, what was decided.

    `data` marks the rows that may hold data; decisions about a column look at these only. `blanks`
    are the words met as blanks in columns of numbers and dates, with the number of such columns.
    """

    table: Table
    setting: Setting
    decisions: Decisions
    data: pa.Array
    blanks: Counter[str] = default(default_factory=Counter)

    def read(self, field: Field, index: int, opened: pa.Array | None = None) -> Values:
        """`opened` is what a length of time in this column counts from."""
        if field.kind is Kind.MOMENT and opened is not None:
            sample = [t for t in self.table.sample(index) if not words.is_placeholder(t)]
            if durations.are_durations(sample):
                return self._durations(field, index, opened)
        return _READERS[field.kind](self, field, index)

    def _durations(self, field: Field, index: int, opened: pa.Array) -> Values:
        header = self.table.headers[index]
        text = self._without_placeholders(index)
        moments, failed = durations.moments_after(opened, text, header)
        self.decisions.note_about(
            header,
            "是时长，已从受理时间起换算成时间点",
            "lengths of time were added to the time of opening",
        )
        return Values({field.key: moments}, failed)

    def _without_placeholders(self, index: int) -> pa.Array:
        """The column with such words as stand for a blank taken out, and said."""
        column = self.table.texts[index]
        blank = words.placeholders(column)
        if not pc.any(blank).as_py():
            return column.text
        found = sorted(str(word) for word in pc.unique(pc.filter(column.text, blank)).to_pylist())
        listed = "、".join(found[:6])
        self.decisions.note_about(
            self.table.headers[index], f"{listed} 按空白处理", f"{listed} taken as blank"
        )
        self.blanks.update(found)
        return pc.if_else(blank, None, column.text)

    def _days(self, field: Field, index: int) -> Values:
        header = self.table.headers[index]
        moments = field.kind is Kind.MOMENT
        year = None
        read = dates.read_iso(self.table.columns[index], moments=moments)
        if read is None:
            text = self._without_placeholders(index)
            text = self._unswapped(text, header)
            order = self._order(pc.filter(text, self.data), header)
            year = self._year(index, header)
            read = dates.read_days(text, order=order, year=year, moments=moments)
        if read.yearless and year:
            self.decisions.note_about(
                header, f"没有写年份，按 {year} 年处理", f"no year given; {year} is taken"
            )
        if moments:
            return Values({field.key: read.moments}, read.failed)
        if field.kind is Kind.PERIOD:
            arrays = {field.key: read.starts, f"{field.key}_end": read.ends}
            return Values(arrays, read.failed, dict(read.grains))
        return Values({field.key: read.starts}, read.failed, dict(read.grains))

    def _unswapped(self, text: pa.Array, header: str) -> pa.Array:
        """Days that Excel has read as months, since it knew no other order, put right."""
        example = dates.swapped_example(pc.filter(text, self.data))
        if example is None:
            return text
        answer = self.decisions.ask(
            f"swapped:{header}",
            Text(
                f"“{header}”里大于 12 日的日期是文本（日/月/年），其余被 Excel 存成了日期，看来日和月被对调了"
                f"（如 {example} 应为另一顺序）。暂按对调处理，对吗？",
                f"In “{header}” only days after the 12th are text (day/month/year); Excel has stored the "
                f"others as dates, it seems with day and month swapped (such as {example}). They are "
                "swapped back for now; is that right?",
            ),
            ("swap", "keep"),
            "swap",
        )
        return dates.unswapped(text) if answer == "swap" else text

    def _order(self, text: pa.Array, header: str) -> Order:
        decided = dates.decide_order(text)
        if decided.rivals and (told := witness(self.table, text, self.data, decided)):
            decided = dates.OrderDecision(told, met=True)
        if not decided.rivals:
            if decided.met:
                name = ORDER_NAMES[decided.order]
                self.decisions.note_about(
                    header, f"日期按 {name.zh} 读取", f"dates were read as {name.en}"
                )
            return decided.order
        orders = (decided.order, *decided.rivals)
        choices = " / ".join(ORDER_NAMES[o].zh for o in orders)
        choices_en = " or ".join(ORDER_NAMES[o].en for o in orders)
        answer = self.decisions.ask(
            f"date_order:{header}",
            Text(
                f"“{header}”里的日期（如 {decided.example}）是哪种顺序：{choices}？"
                f"暂按 {ORDER_NAMES[decided.order].zh} 理解。",
                f"In which order are the dates of “{header}” (such as {decided.example}): "
                f"{choices_en}? Taken as {ORDER_NAMES[decided.order].en} for now.",
            ),
            tuple(orders),
            decided.order,
        )
        return next(o for o in orders if o == answer)

    def _year(self, index: int, header: str) -> int | None:
        if not dates.yearless(self.table.sample(index)):
            return None
        if self.setting.year:
            return self.setting.year
        answer = self.decisions.ask(
            "year",
            Text(
                f"“{header}”只写了月份或季度，没有年份。这是哪一年的数据？",
                f"“{header}” names months or quarters without a year. Which year is this?",
            ),
            (),
            "",
        )
        return int(answer) if answer.isdigit() else None

    def _numbers(self, field: Field, index: int) -> Values:
        header = self.table.headers[index]
        factor = self._factor(field, header)
        read = numbers.read_plain(self.table.columns[index]) if factor == 1 else None
        if read is None:
            text = self._without_placeholders(index)
            mark = self._mark(pc.filter(text, self.data), header)
            read = numbers.read_numbers(text, factor=factor, mark=mark)
        self._say(header, read)
        if field.kind in (Kind.RATE, Kind.RATING):
            return Values({field.key: pc.cast(read.values, pa.float64())}, read.failed)
        if field.kind is not Kind.COUNT:
            return Values({field.key: read.values}, read.failed)
        whole = pc.equal(read.values, pc.cast(pc.round(read.values, 0), numbers.EXACT))
        failed = pc.or_(read.failed, pc.invert(pc.fill_null(whole, True)))
        counts = pc.if_else(pc.fill_null(whole, False), read.values, None)
        return Values({field.key: pc.cast(pc.cast(counts, pa.float64()), pa.int64())}, failed)

    def _factor(self, field: Field, header: str) -> Decimal:
        """What the header or the title says a number is to be multiplied with."""
        own = unit_of(header)
        if own == PERCENT:
            if field.kind is not Kind.MONEY:
                self.decisions.note_about(header, "按百分数读取", "read as percentages")
                return PERCENT
            own = None
        factor = own or (self.setting.unit if field.kind is Kind.MONEY else Decimal(1))
        if factor != 1:
            says = header if own else f"单位：{self.setting.unit_words}"
            self.decisions.note(
                f"“{header}”的单位是 {int(factor):,}（{says}），已换算。",
                f"“{header}” is in units of {int(factor):,} ({says}); converted.",
            )
        return factor

    def _mark(self, text: pa.Array, header: str) -> Mark:
        decided = numbers.decide_mark(text)
        if decided.example is None:
            return decided.mark
        reading = numbers.parse(decided.example, ",")
        shown = f"{reading.value:,f}".rstrip("0").rstrip(".") if reading else "?"
        answer = self.decisions.ask(
            f"decimal:{header}",
            Text(
                f"“{header}”里的逗号是小数点吗？例如“{decided.example}”暂按 {shown} 理解。",
                f"Is the comma in “{header}” a decimal point? “{decided.example}”, for example, is "
                f"taken as {shown} for now.",
            ),
            (",", "."),
            ",",
        )
        return "," if answer == "," else "."

    def _say(self, header: str, read: numbers.Numbers) -> None:
        for trait, zh, en in _TRAITS:
            if read.met[trait]:
                self.decisions.note_about(header, zh, en)

    def _flags(self, field: Field, index: int) -> Values:
        column = self.table.texts[index]
        values = words.flags(column, field.words)
        return Values({field.key: values}, pc.and_(pc.is_valid(column.text), pc.is_null(values)))

    def _ids(self, field: Field, index: int) -> Values:
        column = self.table.texts[index]
        if example := words.lost_digits(column):
            header = self.table.headers[index]
            self.decisions.note(
                f"⚠“{header}”的末几位在文件里已丢失（如 {example}），可能有不同编号变得相同；"
                "请在导出时把该列设为文本。",
                f"⚠ The last digits of “{header}” are already lost in the file (such as {example}), "
                "so that different ids may have become one; export that column as text.",
            )
        return Values({field.key: words.ids(column)}, _never(column.text))

    def _names(self, field: Field, index: int) -> Values:
        column = self.table.texts[index]
        evident = [word for word, columns in self.blanks.items() if columns > 1]
        names = words.names(column, evident, field.words)
        return Values({field.key: names}, _never(column.text))

    def _notes(self, field: Field, index: int) -> Values:
        text = self.table.columns[index]
        return Values({field.key: text}, _never(text))


_TRAITS = (
    ("currency", "去掉了货币符号", "currency signs were taken off"),
    ("unit", "万、亿等单位已换算成元", "units such as 万 were converted"),
    ("percent", "百分数已换算成小数", "percentages were read as fractions"),
    ("sign", "括号或尾随负号按负数读取", "brackets and trailing signs were read as negative"),
)
_READERS: dict[Kind, Callable[[Reader, Field, int], Values]] = {
    Kind.DATE: Reader._days,
    Kind.MOMENT: Reader._days,
    Kind.PERIOD: Reader._days,
    Kind.MONEY: Reader._numbers,
    Kind.NUMBER: Reader._numbers,
    Kind.COUNT: Reader._numbers,
    Kind.RATE: Reader._numbers,
    Kind.RATING: Reader._numbers,
    Kind.FLAG: Reader._flags,
    Kind.ID: Reader._ids,
    Kind.NAME: Reader._names,
    Kind.NOTE: Reader._notes,
}


def _never(text: pa.Array) -> pa.Array:
    return pa.repeat(pa.scalar(False), len(text))
