"""Columns that a table lacks and that the name of its sheet, its title or its file supplies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.model import Dataset, Kind
from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.intake import questions
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import (
    holds_days,
    holds_figures,
    in_language_of,
    is_of_a_life,
)
from salesdash.intake.tables.context.times_named import (
    PERIOD,
    TITLE,
    Source,
    period_of,
    sources_of,
    when,
    year_of_targets,
)
from salesdash.intake.tables.layout.across import ANY_YEAR, parted, span_of
from salesdash.intake.tables.layout.table import Table, distinct
from salesdash.intake.tables.supplied.bare_days import (
    bare_days,
    bare_months,
    bare_years,
    in_month,
    with_months,
)
from salesdash.intake.tables.totals.footers import says_statistic, without_sums
from salesdash.intake.tables.totals.total_rows import (
    as_mask,
    columns_of_words,
    says_total,
)
from salesdash.intake.texts.headers import kinds_of, match, stands_for
from salesdash.intake.texts.metric_headers import is_actual, metric_of, names_sales, target_metric
from salesdash.intake.texts.sample_values import Sample
from salesdash.intake.texts.times.day import name_day
from salesdash.receipt import Question
from salesdash.text import Text, join, plain

_LABELLED = re.compile(r"([^:：\d]{1,10}?)\s*[:：]\s*(.*)")
_STATEMENT = re.compile(r"对\s*账|往来明细|statement of account", re.IGNORECASE)
_COMPANY = re.compile(r"[^\s:：,，;；_-]{2,30}(?:公司|集团|厂|商行|经营部|门市部)")
# A line to be signed: 收货人签字：
_UNANSWERED = r"[:：]\s*$"
# What a form says once for all its lines.
OF_A_FORM = (
    "order_id",
    "order_date",
    "customer",
    "customer_id",
    "salesperson",
    "region",
    "channel",
)
HEADERS = Text("表头", "the headers")
PERIODS = Text("期间", "Period")
ANSWER = Text("你的回答", "your answer")


def supplied(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table with the period that no column of its own gives, and with what a form says of all its rows. Only
    tables of amounts lack one."""
    _, titles, named = sources_of(table, file)
    table = _with_time_of_figures(table, decisions)
    if _has_amounts(table):
        table = _with_form(table, decisions)
        table = _with_whose_account(table, (named, *titles), decisions)
        table = _with_time(table, file, decisions)
    return table


def _with_time(table: Table, file: str, decisions: TableDecisions) -> Table:
    """The table with its days in whole, or with the period of which the names around it speak."""
    days, months = bare_days(table), bare_months(table)
    if days is not None and months is not None:
        if _has_whole_days(table):
            return table
        years = bare_years(table)
        *first, last = (
            plain(f"“{table.headers[i]}”") for i in (years, months, days) if i is not None
        )
        parts = join(first) + Text("和", " and ") + last
        decisions.note(f"日期由{parts.zh}列合成。", f"Dates are made of {parts.en}.")
        return with_months(table, days, months, years)
    if days is None and _has_time(table):
        return table
    period = period_of(table, *sources_of(table, file))
    if period and days is not None and (made := in_month(table, days, period[0])):
        decisions.note(
            f"日期由{period[1].words.zh}里的“{period[0]}”和“{table.headers[days]}”列合成。",
            f"Dates are made of “{period[0]}” in {period[1].words.en} and the days of "
            f"“{table.headers[days]}”.",
        )
        return made
    if period and not _has_time(table):
        day = name_day(period[0], year=ANY_YEAR)
        by_month = day is not None and day.grain in ("month", "quarter", "year")
        called = Text("月份", "Month") if by_month else Text("日期", "Date")
        header = in_language_of(table.headers, called)
        return with_same(table, header, *period, decisions)
    return table


def _with_time_of_figures(table: Table, decisions: TableDecisions) -> Table:
    """The table whose figures all say in their headers of which one time they are (2025年3月销售额), with that time
    in a column."""
    parts = [parted(header) for header in table.headers]
    spans = {span for span, _ in parts if span}
    told = [i for i, (span, rest) in enumerate(parts) if span and _is_counted(rest)]
    is_plain = all(len(path) == 1 for path in table.paths)
    if len(spans) != 1 or not told or not is_plain or _has_days(table):
        return table
    [span] = spans
    headers = [parts[i][1] if i in told else header for i, header in enumerate(table.headers)]
    bare = replace(
        table, headers=distinct(headers), paths=tuple((h,) for h in headers) if table.paths else ()
    )
    source = Source(table.headers[told[0]], HEADERS)
    return with_same(bare, in_language_of(headers, PERIODS), span.text, source, decisions)


def _is_counted(words: str) -> bool:
    return bool(names_sales(words) or is_actual(words) or metric_of(words) or target_metric(words))


def _with_form(table: Table, decisions: TableDecisions) -> Table:
    """The table with what the form above it says of all its rows: 客户：宏达商贸, 单号：FH001."""
    for label, value in _form(table.titles):
        declared = match(label, ORDERS)
        if declared is None or declared.field.key not in OF_A_FORM:
            continue
        key = declared.field.key
        if any(stands_for(header, ORDERS, key) for header in table.headers):
            continue
        if declared.field.kind is Kind.DATE and not _dates_all(value, table):
            continue
        name = in_language_of(table.headers, declared.field.name)
        table = with_same(table, name, value, Source(value, TITLE), decisions)
    return table


def _dates_all(value: str, table: Table) -> bool:
    """Whether the form says the day of all its lines, or the time of a table that has none itself."""
    day = name_day(value)
    return day is not None and (day.grain == "day" or not _has_time(table))


def _with_whose_account(
    table: Table, sources: Sequence[Source], decisions: TableDecisions
) -> Table:
    """A statement of account with the customer that its title names."""
    if any(stands_for(header, ORDERS, "customer") for header in table.headers):
        return table
    if not any(_STATEMENT.search(source.text) for source in sources):
        return table
    for source in sources:
        if company := _COMPANY.search(source.text):
            name = in_language_of(table.headers, ORDERS.field("customer").name)
            return with_same(table, name, company[0], source, decisions)
    return table


def _form(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Labels with a colon and what stands behind it, in the same cell or the next."""
    for cell, after in pairwise((*titles, "")):
        for part in re.split(r"\s{2,}|\u3000+", cell):
            if (labelled := _LABELLED.fullmatch(part.strip())) is None:
                continue
            value = labelled[2] or ("" if _LABELLED.fullmatch(after) else after)
            if value:
                yield labelled[1], value


def dated(table: Table, file: str, dataset: Dataset, decisions: TableDecisions) -> Table:
    """A table without any time, with the year of its targets or the one that the user says all its rows have; until
    then none."""
    field = dataset.field(str(dataset.date))
    header = in_language_of(table.headers, field.name)
    answer = decisions.answer(PERIOD) or ""
    if dataset is TARGETS and not answer and (year := year_of_targets(table, file)):
        return with_same(table, header, *year, decisions)
    span = span_of(answer)
    if span is not None and span.year is not None:
        return with_same(table, header, answer, Source(answer, ANSWER), decisions)
    asked = when(table, dataset)
    asked = asked + questions.ON_LAST_DAY if field.kind is Kind.DATE else asked
    asked = questions.not_understood(answer) + asked if answer else asked
    decisions.open(Question(PERIOD, asked, (), "", is_typed=True, whole_file=True))
    return table.and_column(header, pa.nulls(table.height, pa.string()))


def _has_amounts(table: Table) -> bool:
    fields = {
        declared.field.key
        for header in table.headers
        for dataset in (ORDERS, TARGETS, SPEND)
        if (declared := match(header, dataset))
    }
    return (
        bool(fields & {"amount", "spend", "budget"} or {"quantity", "unit_price"} <= fields)
        or any(target_metric(header) for header in table.headers)
        or _has_unnamed_amounts(table)
    )


def _has_unnamed_amounts(table: Table) -> bool:
    """Whether all its figures stand under names that no dataset knows: members across, or an amount
    of its own name."""
    figures = [i for i in range(len(table.headers)) if holds_figures(table, i)]
    return bool(figures) and not any(kinds_of(table.headers[i]) for i in figures)


def _has_time(table: Table) -> bool:
    """Whether a column gives a time, or periods stand across."""
    if sum(span_of(cell) is not None for path in table.paths for cell in path[-1:]) > 1:
        return True
    width = range(len(table.headers))
    if _has_days(table):
        return True
    rows = without_sums(table)
    return rows is not table and any(holds_days(rows, i) for i in width)


def _has_days(table: Table) -> bool:
    """Whether a column gives the days; beside sales those on which somebody came or something began give none."""
    days = [i for i in range(len(table.headers)) if holds_days(table, i)]
    if any(names_sales(parted(header)[1]) for header in table.headers):
        days = [i for i in days if not is_of_a_life(table.headers[i])]
    return bool(days)


def _has_whole_days(table: Table) -> bool:
    """Whether a column of the days of orders has them in whole, so that none need be made of parts."""
    return any(
        stands_for(header, ORDERS, "order_date")
        and (sample := Sample(table.sample(i))).are_days
        and not (sample.yearless or sample.are_years)
        for i, header in enumerate(table.headers)
    )


def with_same(
    table: Table, header: str, value: str, source: Source, decisions: TableDecisions
) -> Table:
    """The table with one more column that says the same wherever a row says anything but a total."""
    decisions.note(
        f"“{header}”取自{source.words.zh}：{value}。",
        f"“{header}” is taken from {source.words.en}: {value}.",
    )
    return table.and_column(header, of_records(table, value))


def of_records(table: Table, value: str) -> pa.Array:
    """The value for each row that says anything but a total, a statistic or a remark; in a table of nothing
    but figures for each."""
    cells = np.zeros(table.height, dtype=np.int64)
    of_figures = [holds_figures(table, i) for i in range(len(table.headers))]
    labelled = np.full(table.height, all(of_figures), dtype=np.bool_)
    for index, column in enumerate(table.held):
        valid = pc.is_valid(column).to_numpy(zero_copy_only=False)
        cells += valid
        if not of_figures[index]:
            labelled |= valid & ~as_mask(table.texts[index].matches(_UNANSWERED))
    words = columns_of_words(table)
    no_record = says_total(table, words) | says_statistic(table)
    says = pa.array((cells > 1) & labelled & ~no_record)
    return pc.if_else(says, pa.scalar(value), pa.scalar(None, pa.string()))
