"""How texts become days: what is decided about a whole column of them, and said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Field, Kind
from salesdash.intake import questions
from salesdash.intake.cleaning.values.date_order_evidence import order_evidence
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts import dates
from salesdash.intake.texts.day import Order
from salesdash.intake.texts.months_by_day import months_by_day

A_DAY = pa.scalar(timedelta(days=1))
# So many different days at least, all the first or the last of a month, stand for months: a target is
# hardly ever that of a day alone, while a few orders may well be all of the first. What was spent on a day
# was spent by then, and is no part of a month that still runs; how far apart such days are, says the store.
FEWEST_DAYS = {"period": 1, "order_date": 3}


def dated(
    decisions: TableDecisions, header: str, text: pa.Array, year_starts: int, **how: Any
) -> dates.ReadDates:
    """Days and periods; years and what is numbered within them by the books, or as is said."""
    read = dates.read_days(text, **how)
    if year_starts == 1 or read.numbered is None:
        return read
    starts = questions.year_starts(decisions, header, read.numbered, year_starts)
    return dates.read_days(text, **how, year_starts=starts)


def whole(
    decisions: TableDecisions, header: str, field: Field, read: dates.ReadDates, data: pa.Array
) -> dates.ReadDates:
    """The months, quarters or years for which all days of the column stand."""
    fewest = FEWEST_DAYS.get(field.key)
    days = months_by_day(read, data, fewest=fewest) if fewest else None
    if days is None:
        return read
    stand_for = questions.stand_for_whole if field.kind is Kind.PERIOD else questions.are_sums
    return days.of(read) if stand_for(decisions, header, days) else read


def booked(decisions: TableDecisions, read: dates.ReadDates) -> pa.Array:
    """The day that stands for a period: its last, or its first where the answer is that."""
    given = decisions.answer(questions.MONTH_AS_DAY) if set(read.grains) - {"day"} else None
    if given == questions.FIRST_DAY:
        return read.starts
    return pc.cast(pc.subtract(read.ends, A_DAY), pa.date32())


def unswapped(decisions: TableDecisions, header: str, text: pa.Array, data: pa.Array) -> pa.Array:
    """Days that Excel has read as months, since it knew no other order, put right."""
    example = dates.swapped_example(pc.filter(text, data))
    if example is None or not questions.are_swapped(decisions, header, example):
        return text
    return dates.unswapped(text)


def order(
    decisions: TableDecisions, table: Table, header: str, text: pa.Array, data: pa.Array
) -> Order:
    """The order of day, month and year, by the texts of the rows that hold `data` or by other dates of these."""
    decided = dates.decide_order(text)
    if decided.rivals and (evidence := order_evidence(table, text, data, decided)):
        decided = dates.OrderDecision(evidence, met=True)
    return questions.order(decisions, header, decided)


def year(
    decisions: TableDecisions, table: Table, index: int, stated: int | None, *, by_day: bool
) -> int | None:
    """The year of days or months without one: that which the sheet `stated`, else it is asked."""
    sample = table.sample(index)
    if not dates.yearless(sample):
        return None
    if stated:
        return stated
    example = next(text for text in sample if dates.yearless([text]))
    is_booked = by_day and not dates.are_yearless_days(sample)
    return questions.year(decisions, table.headers[index], example, is_booked=is_booked)
