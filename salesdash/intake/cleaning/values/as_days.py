"""How texts become days: what is decided about a whole column of them, and said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake import questions
from salesdash.intake.cleaning.values.date_order_evidence import order_evidence
from salesdash.intake.questions import BEGINS, ENDS, YEAR_BEGINS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.setting import Setting
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.times import dates
from salesdash.intake.texts.times.day import Order
from salesdash.intake.texts.times.months_by_day import months_by_day, named_length
from salesdash.intake.texts.times.turn_of_year import turn as turn_in

A_DAY = pa.scalar(timedelta(days=1))
# So many different days at least, all the first or the last of a month, are those of months where neither the
# column's name nor another column says what they are: a few orders may well be all of the first.
FEWEST_DAYS = 3


def dated(
    decisions: TableDecisions, header: str, text: pa.Array, year_starts: int, **how: Any
) -> dates.ReadDates:
    """Days and periods; years and what is numbered within them by the books, or as is said."""
    read = dates.read_days(text, **how)
    if year_starts == 1 or read.numbered is None:
        return read
    starts = questions.year_starts(decisions, header, read.numbered, year_starts)
    return dates.read_days(text, **how, year_starts=starts)


def target_periods(
    decisions: TableDecisions,
    table: Table,
    header: str,
    read: dates.ReadDates,
    data: pa.Array,
    year_starts: int,
) -> dates.ReadDates:
    """The months, quarters or years for which all days of the column stand: a target is hardly ever that of a day."""
    days = months_by_day(read, data)
    if days is None:
        return read
    named = named_length(header, table.headers)
    months = named if named in days.lengths else days.whole(year_starts)
    is_sure = named == months or (named is None and months == 1 < len(days.days))
    length = questions.stand_for(decisions, header, days, months, is_sure=is_sure)
    return days.of(read, length) if length else read


def sums_of_months(
    decisions: TableDecisions, header: str, read: dates.ReadDates, data: pa.Array
) -> dates.ReadDates:
    """The months, quarters or years of which orders are the sums, all being of the first or the last of one."""
    days, named = months_by_day(read, data), named_length(header)
    if days is None or (named is None and len(days.days) < FEWEST_DAYS):
        return read
    months = named if named in days.lengths else 1
    if not questions.are_sums(decisions, header, days, months):
        return read
    return replace(days.of(read, months), grains=read.grains)  # that they are sums is asked already


def booked(decisions: TableDecisions, read: dates.ReadDates) -> pa.Array:
    """The day that stands for a period: its last, or its first where the answer is that."""
    asked = questions.time_as_day(read.grains)
    if asked and decisions.answer(asked) == questions.FIRST_DAY:
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


def turn_of_year(table: Table, index: int, text: pa.Array, order: Order) -> date | None:
    """The first of the days that are of the earlier year, where days without any run over the end of one; the
    year of the day itself says nothing."""
    if not dates.yearless(table.sample(index)):
        return None
    read = dates.read_days(text, order=order, year=dates.ANY_YEAR)
    other = dates.read_days(text, order=order, year=dates.ANY_YEAR + 1)
    if not read.yearless or pc.any(pc.equal(read.starts, other.starts)).as_py():
        return None
    return turn_in(pc.drop_null(read.starts).to_pylist())


def year(
    decisions: TableDecisions,
    table: Table,
    index: int,
    setting: Setting,
    turn: date | None,
    *,
    by_day: bool,
) -> int | None:
    """The year of days or months without one, in which they begin where they run over its end: that which the sheet
    states, else it is asked."""
    sample = table.sample(index)
    if not dates.yearless(sample):
        return None
    header = table.headers[index]
    if turn and setting.begin:
        return setting.begin
    if turn and setting.year:
        text = questions.year_begins(sample[0], sample[-1], setting.year)
        begins = decisions.ask(YEAR_BEGINS, text, (BEGINS, ENDS), BEGINS) == BEGINS
        return setting.year if begins else setting.year - 1
    if setting.year:
        return setting.year
    example = next((text for text in sample if dates.yearless([text])), sample[0])
    is_booked = by_day and not dates.are_yearless_days(sample)
    return questions.year(decisions, header, example, is_booked=is_booked)


def over_the_turn(
    read: dates.ReadDates, later: dates.ReadDates, turn: date, year: int
) -> dates.ReadDates:
    """What was read in a year, and in the next what comes before the turn."""
    is_late = pc.less(read.starts, pa.scalar(turn.replace(year=year)))
    instants = read.instants
    if instants is not None:
        instants = pc.if_else(is_late, later.instants, instants)
    return replace(
        read,
        starts=pc.if_else(is_late, later.starts, read.starts),
        ends=pc.if_else(is_late, later.ends, read.ends),
        instants=instants,
    )
