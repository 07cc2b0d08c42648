"""The target of a month or a day, written again on each of its lines: added up it would count many times."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.sheets.selling import TARGETS
from salesdash.intake.recognition.amounts import LOOK
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import adds_up, columns_of_words
from salesdash.intake.texts.headers import MatchedColumn, plain
from salesdash.intake.texts.sample_values import Sample
from salesdash.intake.texts.times.dates import ReadDates, read_days
from salesdash.intake.texts.times.months_by_day import months_by_day
from salesdash.text import Text, join
from salesdash.text import plain as plain_text

ALIKE = 5  # times: what was reached is about as much as its target
OFTEN = 2  # times on average; a target that stays for a few days may be that of each
_OF_MONTHS = r"[年月季]|month|quarter|annual|year|monat|quartal|jahr|mens|trimest|an+u|월|연간"
_LONGER = re.compile(rf"{_OF_MONTHS}|[週周]|week|woche|se[mt]+[ai]n")
_A_MONTH_AT_LEAST = re.compile(_OF_MONTHS)
A_WEEK = 7  # days
KEY, ONCE, EACH = "repeated_target", "once", "each"
REPEATED = Text(
    "{many} 行里，{names}相同的各行“{header}”也都相同。它是这几行共有的一个目标、只计一次吗？",
    "In {many} rows “{header}” is the same wherever {names} are. Is it one target for these rows, to be counted once?",
)
COUNTED_ONCE = Text(
    "“{header}”在{names}相同的各行重复，只计一次，共 {many} 个目标。",
    "“{header}” is repeated on the rows of the same {names} and counted once: {many} targets.",
)


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


def counted_once(
    table: Table, targets: Mapping[str, MatchedColumn], decisions: TableDecisions
) -> Table:
    """The rows with each target once, where every line of the same time and names states the same one again:
    beside each customer or product, unless the printed total, or the
    user, says that each of these has it."""
    amount = targets["amount"].index
    columns = (targets[key] for key in TARGETS.key_fields if key in targets)
    whose = [i for column in columns for i in (column.index, *column.others)]
    keys = [pc.fill_null(table.held[i], "") for i in whose]
    times = _different(*keys)
    if OFTEN * times > table.height or _different(*keys, table.held[amount]) > times:
        return table
    header = table.headers[amount]
    names = join([plain_text(f"“{table.headers[i]}”") for i in whose])
    question = REPEATED.format(many=table.height, names=names, header=header)
    # where nothing else tells the rows apart, they are no lines beside which the same target stands
    are_lines = any(i not in whose for i in columns_of_words(table))
    guess = ONCE if are_lines else EACH
    joined = pc.binary_join_element_wise(*keys, "\x1f")
    _, first = np.unique(joined.to_numpy(zero_copy_only=False), return_index=True)
    once = table.where(np.isin(np.arange(table.height), first))
    if adds_up(table, amount):
        return table
    is_told = adds_up(once, amount, fewest=1)
    if not is_told and decisions.ask(f"{KEY}:{header}", question, (ONCE, EACH), guess) != ONCE:
        return table
    decisions.notes.append(COUNTED_ONCE.format(header=header, names=names, many=times))
    return once


def _are_short(read: ReadDates) -> bool:
    """Whether all are weeks or days, and no days that stand for months."""
    if months_by_day(read, pc.is_valid(read.starts)):
        return False
    longest = pc.max(pc.days_between(read.starts, read.ends)).as_py()
    return longest is not None and longest <= A_WEEK


def _different(*columns: pa.Array) -> int:
    names = [str(n) for n in range(len(columns))]
    return len(pa.table(list(columns), names).group_by(names).aggregate([]))
