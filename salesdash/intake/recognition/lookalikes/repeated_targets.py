"""The target of a month or a day, written again on each of its lines: added up it would count many times."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import TARGETS
from salesdash.intake.recognition.amounts import LOOK
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import MatchedColumn, plain
from salesdash.intake.texts.sample_values import Sample
from salesdash.intake.texts.times.dates import ReadDates, read_days
from salesdash.intake.texts.times.months_by_day import months_by_day

ALIKE = 5  # times: what was reached is about as much as its target
OFTEN = 2  # times on average; a target that stays for a few days may be that of each
_OF_MONTHS = r"[年月季]|month|quarter|annual|year|monat|quartal|jahr|mens|trimest|an+u|월|연간"
_LONGER = re.compile(rf"{_OF_MONTHS}|[週周]|week|woche|se[mt]+[ai]n")
_A_MONTH_AT_LEAST = re.compile(_OF_MONTHS)
A_WEEK = 7  # days


def are_repeated(table: Table, targets: Mapping[str, MatchedColumn], sales: MatchedColumn) -> bool:
    """Whether the targets of the rows are those of more than a row: of all lines of the same day and names,
    of all days of a month, as their header or their size beside the sales tells, or of a month that a report of
    a day or a week names beside what was sold in that time."""
    amount, period = targets["amount"].index, targets["period"].index
    whose = [targets[key].index for key in TARGETS.key_fields[1:] if key in targets]
    cells = [table.held[i].slice(0, LOOK) for i in (amount, *whose)]
    days = table.held[period].slice(0, LOOK)
    read = read_days(days)
    of_days = _different(*cells, days)
    name = plain(table.headers[amount])
    if OFTEN * of_days <= len(days) or (_A_MONTH_AT_LEAST.search(name) and _are_short(read)):
        return True
    if OFTEN * _different(*cells, pc.strftime(read.starts, "%Y-%m")) > of_days:
        return False
    if _LONGER.search(name):
        return True
    usual = [Sample(table.sample(i)).usual for i in (amount, sales.index)]
    return usual[0] > ALIKE * usual[1]


def _are_short(read: ReadDates) -> bool:
    """Whether all are weeks or days, and no days that stand for months."""
    if months_by_day(read, pc.is_valid(read.starts)):
        return False
    longest = pc.max(pc.days_between(read.starts, read.ends)).as_py()
    return longest is not None and longest <= A_WEEK


def _different(*columns: pa.Array) -> int:
    names = [str(n) for n in range(len(columns))]
    return len(pa.table(list(columns), names).group_by(names).aggregate([]))
