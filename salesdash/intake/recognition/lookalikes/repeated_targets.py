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
from salesdash.intake.texts.times.dates import read_days

ALIKE = 5  # times: what was reached is about as much as its target
OFTEN = 2  # times on average; a target that stays for a few days may be that of each
_LONGER = re.compile(
    r"[年月季週周]|month|quarter|week|annual|year|monat|quartal|woche|jahr|mens|trimest|se[mt]+[ai]n|an+u|월|연간"
)


def are_repeated(table: Table, targets: Mapping[str, MatchedColumn], sales: MatchedColumn) -> bool:
    """Whether the targets of the rows are those of more than a row: of all lines of the same day and names,
    or of all days of a month, as their header or their size beside the sales tells."""
    amount, period = targets["amount"].index, targets["period"].index
    whose = [targets[key].index for key in TARGETS.key_fields[1:] if key in targets]
    cells = [table.held[i].slice(0, LOOK) for i in (amount, *whose)]
    days = table.held[period].slice(0, LOOK)
    starts = read_days(days).starts
    of_days = _different(*cells, days)
    if OFTEN * of_days <= len(days):
        return True
    if OFTEN * _different(*cells, pc.strftime(starts, "%Y-%m")) > of_days:
        return False
    if _LONGER.search(plain(table.headers[amount])):
        return True
    usual = [Sample(table.sample(i)).usual for i in (amount, sales.index)]
    return usual[0] > ALIKE * usual[1]


def _different(*columns: pa.Array) -> int:
    names = [str(n) for n in range(len(columns))]
    return len(pa.table(list(columns), names).group_by(names).aggregate([]))
