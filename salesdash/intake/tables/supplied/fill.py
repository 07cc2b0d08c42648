"""Body cells that are blank because one above them speaks for them: merged ones, and group labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Kind
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import FIGURES, holds_days, holds_figures
from salesdash.intake.tables.layout.across import ANY_YEAR
from salesdash.intake.tables.layout.table import Rows, Table, all_blank
from salesdash.intake.tables.supplied.bare_days import bare_days, bare_months, bare_years
from salesdash.intake.tables.totals import total_rows
from salesdash.intake.tables.totals.footers import says_statistic
from salesdash.intake.tables.totals.number_grid import says_total, summed_up
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts.headers import kinds_of
from salesdash.intake.texts.text_column import TextColumn
from salesdash.intake.texts.times import dates
from salesdash.text import Text

# Larger tables come out of systems, which write every cell.
WRITTEN_BY_HAND = 20_000
FEWEST_BLANKS = 0.3  # of a column of groups; measured: files are read alike from 0.15 to 0.5
FEWEST_GROUPS = 2
MOST_GROUPS = 200


def filled(table: Table, decisions: TableDecisions) -> Table:
    """The table with merged cells filled within their range, and groups down to the next label."""
    texts = list(table.texts)
    sums = _sums(table)
    merged: list[str] = []
    grouped: list[str] = []
    still_leading = True
    for index, header in enumerate(table.headers):
        source = _of_merged(table, index)
        if source is not None:
            merged.append(header)
        elif (source := _of_parts_of_times(table, index, sums)) is not None or (
            still_leading and (source := _of_groups(table, index, sums)) is not None
        ):
            grouped.append(header)
        else:
            days = _of_days(table, index, sums)
            if days is not None and _are_filled_down(decisions, header):
                source = days
        if source is not None:
            column = pc.take(table.texts[index].text, pa.array(source))
            if header in grouped:
                column = pc.if_else(_alone(table, index), None, column)
            texts[index] = TextColumn(column)
        still_leading = still_leading and (source is not None or _says_but_totals(table, index))
    _say(merged, grouped, decisions)
    return replace(table, texts=tuple(texts))


def _of_merged(table: Table, index: int) -> Rows | None:
    """For each row the one whose cell it shows; an amount merged over rows is still one amount."""
    if kinds_of(table.headers[index]) & FIGURES or not table.height:
        return None
    first, last = int(table.rows[0]), int(table.rows[-1])
    place = table.place(0, index)
    tall = [
        (r.top - first, min(r.bottom, last) - first)
        for r in table.sheet.merged
        if r.left == place and r.bottom > r.top >= first and r.top < last
    ]
    if not tall:
        return None
    source = np.arange(table.height)
    for top, bottom in tall:
        source[top + 1 : bottom + 1] = top
    return source


def _of_groups(table: Table, index: int, sums: Mask) -> Rows | None:
    """The same where a label stands once for all rows below it, as people write groups.

    The pattern has to speak for it: the leading columns, the first row labelled, many blanks, each
    label once, and every other row of data full.
    """
    column = table.held[index]
    height = table.height
    if not 0 < column.null_count < height <= WRITTEN_BY_HAND:
        return None
    if kinds_of(table.headers[index]) - {Kind.NAME} or not column[0].is_valid:
        return None
    labelled = as_mask(pc.is_valid(column))
    labels = [str(cell) for cell in column.drop_null().to_pylist()]
    groups = [label for label in labels if not says_total(label)]
    summed = {summed_up(label) for label in labels}
    are_closed = bool(groups) and summed.issuperset(groups)  # Acme … Total for Acme
    if len(groups) < FEWEST_GROUPS and not are_closed:
        return None
    if len(groups) > MOST_GROUPS or len(set(groups)) < len(groups):
        return None
    beside = [i for i in range(len(table.headers)) if i != index]
    wordy = [i for i in beside if not holds_figures(table, i)]
    # Where nothing else is said in a row it is a total or blank, and belongs to no group.
    speaks = np.zeros(height, dtype=np.bool_)
    for i in wordy:
        speaks |= as_mask(pc.is_valid(table.held[i]))
    to_fill = ~labelled & speaks & ~sums
    many = to_fill.sum()
    if not many or (not are_closed and many < FEWEST_BLANKS * (many + len(groups))):
        return None
    source = np.maximum.accumulate(np.where(labelled, np.arange(height), 0))
    ends = np.array([says_total(label) for label in labels], np.bool_)
    after_total = np.zeros(height, dtype=np.bool_)
    after_total[np.flatnonzero(labelled)[ends]] = True
    if (to_fill & after_total[source]).any():
        return None
    return np.where(to_fill, source, np.arange(height))


def _says_but_totals(table: Table, index: int) -> bool:
    """Whether nothing stands in the column but the words of totals, so that labels stand in the next."""
    return table.held[index].null_count > 0 and all(
        says_total(label) for label in table.sample(index, MOST_GROUPS)
    )


def _of_parts_of_times(table: Table, index: int, sums: Mask) -> Rows | None:
    """The same for a year or a month that stands on the first of its days, which stand beside it, or on the
    first of its lines, where there is a year as well as a month; and for a day beside its month, as account books
    write it on its first line."""
    days, column = bare_days(table), table.held[index]
    years, months = bare_years(table), bare_months(table)
    year_and_month = (years, months)
    once = days is not None and months is not None and table.held[days].null_count > 0
    if index not in (*year_and_month, days if once else months):
        return None
    if days is None and None in year_and_month:
        return None
    if not 0 < column.null_count < table.height <= WRITTEN_BY_HAND or not column[0].is_valid:
        return None
    rows = np.arange(table.height)
    source = np.maximum.accumulate(np.where(as_mask(pc.is_valid(column)) & ~sums, rows, 0))
    # Where figures stand alone they may be the sum of the lines above.
    spoken = {*year_and_month, *total_rows.columns_of_words(table)} - ({days} if once else set())
    lines = ~as_mask(all_blank(tuple(table.held[i] for i in spoken if i is not None), table.height))
    timed = lines if days is None or once else as_mask(pc.is_valid(table.held[days]))
    to_fill = as_mask(pc.is_null(column)) & timed & ~sums
    return np.where(to_fill, source, rows) if to_fill.any() else None


def _of_days(table: Table, index: int, sums: Mask) -> Rows | None:
    """The same for a day that stands on the first of its lines: the leading column but for one that
    numbers the lines, from the first row on, each day later than the one before it. A total is of
    no day."""
    column = table.held[index]
    if not 0 < column.null_count < table.height <= WRITTEN_BY_HAND or not column[0].is_valid:
        return None
    if not holds_days(table, index) or not all(_numbers_lines(table, i) for i in range(index)):
        return None
    others = tuple(c for i, c in enumerate(table.held) if i != index)
    to_fill = as_mask(pc.is_null(column)) & ~as_mask(all_blank(others, table.height)) & ~sums
    dated = as_mask(pc.is_valid(column)) & ~sums
    if to_fill.sum() < FEWEST_BLANKS * (to_fill.sum() + dated.sum()):
        return None
    text = pc.if_else(pa.array(sums), None, table.texts[index].text)
    read = dates.read_days(text, year=ANY_YEAR)  # 3月1日: which year, is asked later
    days = read.starts.drop_null().to_pylist()
    if len(set(days)) < FEWEST_GROUPS or as_mask(read.failed).any() or days != sorted(days):
        return None
    written = as_mask(pc.is_valid(text))
    source = np.maximum.accumulate(np.where(written, np.arange(table.height), 0))
    return np.where(to_fill, source, np.arange(table.height))


def _numbers_lines(table: Table, index: int) -> bool:
    numbers = table.held[index].drop_null().to_pylist()
    return bool(numbers) and [str(n) for n in range(1, len(numbers) + 1)] == [
        str(cell).removesuffix(".0") for cell in numbers
    ]


def _sums(table: Table) -> Mask:
    """The rows that say total or average anywhere: nothing is filled onto them."""
    if not 0 < table.height <= WRITTEN_BY_HAND:
        return np.zeros(table.height, dtype=np.bool_)
    return total_rows.says_total(table, range(len(table.headers))) | says_statistic(table)


def _are_filled_down(decisions: TableDecisions, header: str) -> bool:
    text = Text(
        f"“{header}”只写在每天的第一行，下面空着。空着的各行是同一天吗？",
        f"“{header}” stands on the first line of each day alone. Are the blank lines below it of the "
        "same day?",
    )
    return decisions.ask(f"same_day:{header}", text, ("fill", "leave"), "fill") == "fill"


def _alone(table: Table, index: int) -> pa.Array:
    """The rows in which nothing else stands: a label there heads its group, and is no record."""
    others = tuple(c for i, c in enumerate(table.held) if i != index)
    return all_blank(others, table.height)


def _say(merged: list[str], grouped: list[str], decisions: TableDecisions) -> None:
    for header in merged:
        decisions.note_about(
            header, "合并的单元格已在合并范围内填满", "merged cells were filled within their range"
        )
    for header in grouped:
        decisions.note_about(
            header,
            "只写在每组的第一行，已填到该组各行",
            "written once for each group, and filled down to its rows",
        )
