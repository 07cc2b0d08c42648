"""Columns that a table lacks and that the name of its sheet, its title or its file supplies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import DATASETS, ORDERS, SPEND, TARGETS
from salesdash.catalog.model import Dataset, Kind
from salesdash.intake import questions
from salesdash.intake.across import span_of
from salesdash.intake.column import TextColumn
from salesdash.intake.decisions import Decisions
from salesdash.intake.headers import match, simplified
from salesdash.intake.measures import target_metric
from salesdash.intake.sample import TIME_KINDS
from salesdash.intake.subject import CHANNEL_WORDS, holds_figures, in_language_of, is_region
from salesdash.intake.tables import Table
from salesdash.receipt import Question
from salesdash.text import Text

_YEAR = r"(?:19|20)\d{2}"
_MONTH_NAME = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = rf"{_YEAR}\s*[-./年]\s*\d{{1,2}}\s*[-./月]\s*\d{{1,2}}日?"
_MONTH = (
    rf"{_YEAR}\s*年\s*\d{{1,2}}\s*月|{_YEAR}[-.]\d{{1,2}}(?![-.\d])|{_YEAR}(?:0[1-9]|1[0-2])(?!\d)|"
    rf"{_MONTH_NAME}[-\s,]*{_YEAR}|{_YEAR}\s*年?度?\s*(?:第?[一二三四1-4]\s*季度|q[1-4])"
)
_BARE_MONTH = r"(?:1[0-2]|[1-9])\s*月份?|十[一二]?月份?|[一二三四五六七八九]月份?|" + _MONTH_NAME
_WHOLE_YEAR = rf"{_YEAR}(?:\s*年度?)?"
_RANGE = r"\s*(?:[-~～至到—]|\bto\b)\s*"
# Of the day on which a sheet was made, not of what it holds.
_OF_MAKING = re.compile(
    r"制表|编制|打印|导出|更新|填报|截[至止]|printed|exported|prepared|as of", re.IGNORECASE
)
_AROUND_A_NAME = re.compile(
    rf"渠道|平台|旗舰店|专营店|销售额?|订单|明细|数据|业绩|目标|报表|统计|表|{_DAY}|{_MONTH}|{_BARE_MONTH}|"
    rf"{_WHOLE_YEAR}|\b(?:sales|orders?|data|channel|targets?)\b|[\s_\-—（）()·.]",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"(?:sheet|table|工作表|表)?\s*\d*", re.IGNORECASE)
_COPY = re.compile(r"\(\d+\)$|副本|备份|copy|backup", re.IGNORECASE)
SHEET = Text("工作表", "Sheet")
# The question about a file whose tables name no time at all.
PERIOD = "period"
WHEN = Text(
    "这张表里没有日期。这些数据是哪一天、哪个月或哪一年的？例如 2025-03-05 或 2025年3月。",
    "This table has no dates. Which day, month or year is it about? For example 2025-03-05 or "
    "March 2025.",
)
ANSWER = Text("你的回答", "your answer")


@dataclass(frozen=True, slots=True)
class Source:
    """A text beside a table, and what it is in words."""

    text: str
    words: Text


def supplied(table: Table, file: str, united: bool, decisions: Decisions) -> Table:
    """The table with the period, region or channel that no column of its own gives.

    `united`: other sheets of the file have the same headers, so that the names of the sheets part
    them. Only tables of amounts lack a period.
    """
    sheet = Source(table.sheet.name, Text("工作表名", "the sheet's name"))
    titles = [Source(text, Text("标题", "the title")) for text in table.titles]
    named = Source(re.sub(r"\.\w{2,5}$", "", file), Text("文件名", "the file's name"))
    if _has_amounts(table) and not _has_time(table):
        told = _period(table, sheet, titles, named)
        if told:
            header = in_language_of(table.headers, Text("月份", "Month"))
            table = _with(table, header, *told, decisions)
    bare = _AROUND_A_NAME.sub("", simplified(sheet.text)).casefold()
    for field, belongs in (
        (ORDERS.field("region"), is_region(bare)),
        (ORDERS.field("channel"), bare in CHANNEL_WORDS),
    ):
        if belongs and not any(_is(header, field.key) for header in table.headers):
            name = in_language_of(table.headers, field.name)
            return _with(table, name, bare_name(sheet.text), sheet, decisions)
    if united and bare and not _NO_NAME.fullmatch(bare) and not _COPY.search(sheet.text):
        return _with(table, in_language_of(table.headers, SHEET), sheet.text, sheet, decisions)
    return table


def dated(table: Table, dataset: Dataset, decisions: Decisions) -> Table:
    """A table without any time, with the one that the user says all its rows have; until then none."""
    field = dataset.field(str(dataset.date))
    header = in_language_of(table.headers, field.name)
    said = decisions.answer(PERIOD) or ""
    span = span_of(said)
    if span is not None and span.year is not None:
        return _with(table, header, said, Source(said, ANSWER), decisions)
    asked = WHEN + questions.FIRST_DAY if field.kind is Kind.DATE else WHEN
    asked = questions.not_understood(said) + asked if said else asked
    decisions.open(Question(PERIOD, asked, (), "", is_typed=True, whole_file=True))
    return _and(table, header, pa.nulls(table.height, pa.string()))


def bare_name(text: str) -> str:
    """`华东区销售明细` → `华东区`."""
    return _AROUND_A_NAME.sub("", text) or text


def _has_amounts(table: Table) -> bool:
    known = {
        found.field.key
        for header in table.headers
        for dataset in (ORDERS, TARGETS, SPEND)
        if (found := match(header, dataset))
    }
    return bool(
        known & {"amount", "spend", "budget"} or {"quantity", "unit_price"} <= known
    ) or any(target_metric(header) for header in table.headers)


def _has_time(table: Table) -> bool:
    """Whether a column gives a time, or periods stand across."""
    if sum(span_of(cell) is not None for path in table.paths for cell in path[-1:]) > 1:
        return True
    return any(
        found.field.kind in TIME_KINDS
        for header in table.headers
        for dataset in DATASETS.values()
        if (found := match(header, dataset))
    )


def _is(header: str, key: str, dataset: Dataset = ORDERS) -> bool:
    found = match(header, dataset)
    return found is not None and found.field.key == key


def _period(
    table: Table, sheet: Source, titles: list[Source], file: Source
) -> tuple[str, Source] | None:
    """The period that the nearest text names: the sheet by day or month, others by month; a year
    is one for targets only."""
    tried: list[tuple[Source, tuple[str, ...]]] = [(sheet, (_DAY, _MONTH, _BARE_MONTH))]
    tried += [(title, (_MONTH, _BARE_MONTH)) for title in titles]
    tried += [(file, (_MONTH, _BARE_MONTH))]
    if any(target_metric(header) or _is(header, "amount", TARGETS) for header in table.headers):
        tried += [(source, (_WHOLE_YEAR,)) for source in (sheet, *titles, file)]
    for source, patterns in tried:
        if _OF_MAKING.search(source.text):
            continue
        for pattern in patterns:
            if told := _only(pattern, source.text):
                return told, source
    return None


def _only(pattern: str, text: str) -> str | None:
    """The one period of this form in the text; None where there are several, or a range."""
    edged = rf"(?<![\da-z])(?:{pattern})(?![\da-z])"
    if re.search(rf"\d\s*[月日]?{_RANGE}\d{{1,2}}\s*月", text):
        return None
    found = {each.strip() for each in re.findall(edged, text, re.IGNORECASE)}
    return found.pop() if len(found) == 1 else None


def _with(table: Table, header: str, value: str, source: Source, decisions: Decisions) -> Table:
    """The table with one more column that says the same wherever a row says anything."""
    told = np.zeros(table.height, dtype=np.int64)
    labelled = np.zeros(table.height, dtype=np.bool_)
    for index, column in enumerate(table.columns):
        valid = pc.is_valid(column).to_numpy(zero_copy_only=False)
        told += valid
        if not holds_figures(table, index):
            labelled |= valid
    says = pa.array((told > 1) & labelled)
    text = pc.if_else(says, pa.scalar(value), pa.scalar(None, pa.string()))
    decisions.note(
        f"“{header}”取自{source.words.zh}：{value}。",
        f"“{header}” is taken from {source.words.en}: {value}.",
    )
    return _and(table, header, text)


def _and(table: Table, header: str, text: pa.Array) -> Table:
    return replace(
        table,
        headers=(*table.headers, header),
        texts=(*table.texts, TextColumn(text)),
        places=(*table.places, 0),
        paths=(*table.paths, (header,)) if table.paths else (),
    )
