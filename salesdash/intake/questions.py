"""The questions about a column that its values leave open, each asked once, with our best guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.words.scales import DOUBTFUL
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.texts.decimal_mark import MarkDecision
from salesdash.intake.texts.headers import simplified, sized
from salesdash.intake.texts.numbers import Mark, parse
from salesdash.intake.texts.scales import bare, pieces_of
from salesdash.intake.texts.times.dates import (
    ANY_YEAR,
    SHORTER_THAN_MONTHS,
    WEEK_OF_MONTH,
    OrderDecision,
)
from salesdash.intake.texts.times.day import Order
from salesdash.intake.texts.times.months_by_day import MonthsByDay
from salesdash.period import Period
from salesdash.receipt import Question
from salesdash.text import Text, join, plain

ORDER_NAMES: dict[Order, Text] = {
    "mdy": Text("月/日/年", "month/day/year"),
    "dmy": Text("日/月/年", "day/month/year"),
    "ymd": Text("年/月/日", "year/month/day"),
}


YEAR_OF, FISCAL, CALENDAR = "year_of", "fiscal", "calendar"
YEAR_BEGINS, BEGINS, ENDS = "year_begins", "begins", "ends"
UNIT = "unit"
MONTH_AS_DAY, FIRST_DAY, LAST_DAY = "month_as_day", "first_day", "last_day"
# Weeks are asked of apart: their sums stand for days, of which several make a month.
WEEK_AS_DAY = "week_as_day"
CELLS_AS_DAY = "cells_as_day"  # asked of nobody: each row was a cell of a table that was wide
SUMS_AS_DAY, STAND_FOR, AS_DAYS = "sums_as_day", "stand_for", "day"
ON_LAST_DAY = Text("只写月份时，记在当月最后一天。", " A month is booked on its last day.")
FIRST, LAST = Text("第一天", "first"), Text("最后一天", "last")
BOOKED_MONTHS = Text(
    "“{header}”只写到月份或更长的时间，没写到哪一天，都记在那段时间的{day}；按周、按日看会不准。",
    "“{header}” names months or longer periods, not days; each is booked on the {day} day of the period it covers, so "
    "figures by week or day will be off.",
)
BOOKED_WEEKS = Text(
    "“{header}”写的是一周或连着的几天，没写到哪一天，都记在那几天的{day}；按日看会不准，跨月的一周算在那一天所在的月份。",
    "“{header}” names weeks, or several days in a row, not single days; each is booked on the {day} day of the period "
    "it covers, so figures by day will be off, and a week that runs into another month counts where that day is.",
)
BOOKED_WEEKS_OF_MONTHS = Text(
    "“{header}”写的是当月第几周：1 至 7 日算第一周，8 至 14 日算第二周，依此类推。都记在那几天的{day}，不出当月；"
    "按周、按日看会不准。",
    "“{header}” counts the weeks of a month: the first is from the 1st to the 7th, the second from the 8th to the "
    "14th, and so on. Each is booked on the {day} of these days, within the month; figures by week or day will be off.",
)
_LENGTHS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_PARTS = {
    1: Text("整月", "whole months"),
    3: Text("整季度", "whole quarters"),
    6: Text("半年", "half-years"),
    12: Text("整年", "whole years"),
}


def order(decisions: TableDecisions, header: str, decided: OrderDecision) -> Order:
    """The order of day, month and year in the dates of a column."""
    key = f"date_order:{header}"
    given = next((o for o in ORDER_NAMES if o == decisions.answer(key)), None)
    if given or not decided.rivals:
        name = ORDER_NAMES[given or decided.order]
        if decided.met:
            decisions.note_about(header, f"日期按 {name.zh} 读取", f"dates were read as {name.en}")
        return given or decided.order
    orders = (decided.order, *decided.rivals)
    choices = join([ORDER_NAMES[o] for o in orders], zh="还是 ", en=" or ")
    guess = ORDER_NAMES[decided.order]
    text = Text(
        f"“{header}”里的日期（如 {decided.example}）是 {choices.zh}？暂按 {guess.zh} 理解。",
        f"Are the dates of “{header}” (such as {decided.example}) {choices.en}? They are taken as "
        f"{guess.en} for now.",
    )
    decisions.ask(key, text, orders, decided.order)
    return decided.order


def are_swapped(decisions: TableDecisions, header: str, example: str) -> bool:
    """Whether Excel has exchanged day and month in the dates that it could read."""
    text = Text(
        f"“{header}”里大于 12 日的日期是文本（日/月/年），其余被 Excel 存成了日期，看来日和月被对调了"
        f"（如 {example}）。暂按对调处理，对吗？",
        f"In “{header}” only days after the 12th are text (day/month/year); Excel has stored the others "
        f"as dates, it seems with day and month swapped (such as {example}). They are swapped back for "
        "now; is that right?",
    )
    return decisions.ask(f"swapped:{header}", text, ("swap", "keep"), "swap") == "swap"


def not_understood(answer: str) -> Text:
    return Text(f"没看懂“{answer}”。", f"“{answer}” is not understood. ")


def year(decisions: TableDecisions, header: str, example: str, *, is_booked: bool) -> int | None:
    """The year of days or months that state none; without an answer there is no guess. `is_booked`: a
    month stands for its last day."""
    text = Text(
        f"“{header}”没有写年份（如 {example}）。这是哪一年的数据？",
        f"“{header}” states no year (such as {example}). Which year is this?",
    )
    answer = decisions.answer("year") or ""
    if re.fullmatch(r"(19|20|21)\d\d", answer):
        return int(answer)
    text = text + ON_LAST_DAY if is_booked else text
    text = not_understood(answer) + text if answer else text
    decisions.open(Question("year", text, (), "", is_typed=True))
    return None


def year_begins(first: str, last: str, year: int) -> Text:
    """Which of two years it is that is stated of what runs over the end of one."""
    return Text(
        f"“{first}”到“{last}”跨了年。{year} 年是开头的那一年还是结尾的那一年？暂按开头理解。",
        f"“{first}” to “{last}” run over the end of a year. Is {year} the year in which they "
        "begin or end? Taken as the one in which they begin for now.",
    )


def year_starts(decisions: TableDecisions, header: str, example: str, starts: int) -> int:
    """The month in which years begin that a column names, or their quarters: that of the company's
    fiscal year, `starts`, or January."""
    first = Period.of(date(ANY_YEAR, starts, 1), "quarter", starts).short_name
    text = Text(
        f"“{header}”里的年度、季度（如 {example}）是公司财年的（第一季度为 {first.zh}），还是自然年的？",
        f"Are the years and quarters of “{header}” (such as {example}) those of the fiscal year, whose "
        f"first quarter is {first.en}, or of the calendar?",
    )
    if decisions.choose(Question(YEAR_OF, text, (FISCAL, CALENDAR), FISCAL)) == CALENDAR:
        decisions.note_about(
            header,
            "年度、季度按你的选择作为自然年读取",
            "years and quarters were read as those of the calendar, as you chose",
        )
        return 1
    decisions.note_about(
        header,
        f"年度、季度按公司财年读取，第一季度为 {first.zh}",
        f"years and quarters were read as those of the fiscal year, whose first quarter is {first.en}",
    )
    return starts


def time_as_day(grains: Iterable[str]) -> str | None:
    """By which question it is decided on what day such periods are booked; None where all are days. A sheet with
    any that are shorter than months tells of weeks."""
    longer = set(grains) - {"day"}
    if longer & set(SHORTER_THAN_MONTHS):
        return WEEK_AS_DAY
    return MONTH_AS_DAY if longer else None


def book(decisions: TableDecisions, header: str, grains: Iterable[str]) -> None:
    """Book orders of a week, a month or a longer stretch of time on its last day, unless the user chose the first."""
    key = time_as_day(grains)
    if key == WEEK_AS_DAY:
        words = BOOKED_WEEKS_OF_MONTHS if WEEK_OF_MONTH in grains else BOOKED_WEEKS
        _book(decisions, key, words, header)
    elif key == MONTH_AS_DAY:
        _book(decisions, key, BOOKED_MONTHS, header)


def _book(decisions: TableDecisions, key: str, words: Text, header: str) -> None:
    """Say on which day of a stretch its sum is booked, and tell the store that rows are such sums."""
    at_its_end = words.format(header=plain(header), day=LAST)
    chosen = decisions.choose(Question(key, at_its_end, (LAST_DAY, FIRST_DAY), LAST_DAY))
    decisions.used.setdefault(key, chosen)
    said = words.format(header=plain(header), day=LAST if chosen == LAST_DAY else FIRST)
    decisions.note(said.zh, said.en)


def are_sums(decisions: TableDecisions, header: str, days: MonthsByDay, months: int) -> bool:
    """Whether orders whose days are all the first, or the last, of a month are the sums of months."""
    which, parts = _first_or_last(days), _PARTS[months]
    text = Text(
        f"“{header}”里都是{which.zh}（如 {days.days[0]}），像是{parts.zh}的合计，而不是当天卖的。是的话，记在那段时间的"
        "最后一天；就是当天卖的，选“就是那一天”。",
        f"All days of “{header}” are the {which.en} of a month (such as {days.days[0]}), as if each row "
        f"were the sum of {parts.en}. If so, it is booked on the last day; if it was sold on that "
        "very day, choose “That day alone”.",
    )
    chosen = decisions.ask(SUMS_AS_DAY, text, (LAST_DAY, AS_DAYS), LAST_DAY)
    return decisions.used.setdefault(SUMS_AS_DAY, chosen) == LAST_DAY


def stand_for(
    decisions: TableDecisions, header: str, days: MonthsByDay, months: int, *, is_sure: bool
) -> int | None:
    """For how many months each day of a sheet of periods stands, all being the first or the last of one; None
    where for itself alone. It is asked where the sheet is not sure to say."""
    which, parts = _first_or_last(days), _PARTS[months]
    text = Text(
        f"“{header}”里都是{which.zh}（如 {days.days[0]}）。每行是多长时间的数？暂按{parts.zh}读取。",
        f"All days of “{header}” are the {which.en} of a month (such as {days.days[0]}). How long a time is each "
        f"row for? Taken as {parts.en} for now.",
    )
    choices = (*(_LENGTHS[n] for n in days.lengths), AS_DAYS)
    question = Question(f"{STAND_FOR}:{header}", text, choices, _LENGTHS[months])
    chosen = (
        decisions.choose(question)
        if is_sure
        else decisions.ask(question.key, text, choices, question.guess)
    )
    length = next((n for n, name in _LENGTHS.items() if name == chosen), None)
    if length is not None:
        decisions.note_about(
            header,
            f"都是{which.zh}，按{_PARTS[length].zh}读取",
            f"all days are the {which.en} of a month and were read as {_PARTS[length].en}",
        )
    return length


def _first_or_last(days: MonthsByDay) -> Text:
    return Text("月末", "last") if days.are_last else Text("每月1日", "first")


def points(decisions: TableDecisions, header: str, text: pa.Array) -> Mark:
    """Which sign parts the decimals of a column of money whose points all have three digits behind."""
    example = pc.filter(text, pc.fill_null(pc.match_substring(text, "."), False))[0].as_py()
    whole = example.replace(".", ",")
    text_ = Text(
        f"“{header}”里的点是千位分隔符吗？例如“{example}”暂按 {whole} 理解。",
        f"Does the point in “{header}” part thousands? “{example}”, for example, is taken as {whole} for "
        "now.",
    )
    return "," if decisions.ask(f"decimal:{header}", text_, (",", "."), ",") == "," else "."


def size(decisions: TableDecisions, header: str, shown: Sequence[str]) -> Decimal | None:
    """What the money of a column is to be multiplied with, where a word of its header may say so and may
    mean something else; a thousand times too much is no guess."""
    doubt = sized(header).doubt
    return _size(decisions, header, shown, DOUBTFUL[bare(doubt)]) if doubt else None


def price(decisions: TableDecisions, header: str, shown: Sequence[str]) -> Decimal | None:
    """The same of a price, which may be for so many pieces, or written in thousands: 单价/千."""
    many = pieces_of(simplified(header))
    return _size(decisions, header, shown, (1 / many, many)) if many else None


def _size(
    decisions: TableDecisions, header: str, shown: Sequence[str], sizes: Sequence[Decimal]
) -> Decimal | None:
    text = Text(
        f"“{header}”里的数字（如 {'、'.join(shown)}）该怎么读？",
        f"How are the figures of “{header}” to be read, such as {', '.join(shown)}?",
    )
    choices = (*map(str, sizes), "1")
    given = decisions.ask(f"{UNIT}:{header}", text, choices, "")
    return Decimal(given) if given else None


def mark(decisions: TableDecisions, header: str, decided: MarkDecision) -> Mark:
    """Which sign parts the decimals of a column."""
    if decided.example is None:
        return decided.mark
    reading = parse(decided.example, ",")
    shown = f"{reading.value:,f}".rstrip("0").rstrip(".") if reading else "?"
    text = Text(
        f"“{header}”里的逗号是小数点吗？例如“{decided.example}”暂按 {shown} 理解。",
        f"Is the comma in “{header}” a decimal point? “{decided.example}”, for example, is taken as "
        f"{shown} for now.",
    )
    return "," if decisions.ask(f"decimal:{header}", text, (",", "."), ",") == "," else "."
