"""Columns that a table lacks and that the name of its sheet, its title or its file supplies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.datasets import ORDERS, SPEND, TARGETS
from salesdash.catalog.model import Dataset, Kind
from salesdash.intake import questions
from salesdash.intake.decisions import Decisions
from salesdash.intake.tables.across import ANY_YEAR, span_of
from salesdash.intake.tables.bare_days import bare_days, in_month
from salesdash.intake.tables.footers import says_statistic
from salesdash.intake.tables.setting import setting_of
from salesdash.intake.tables.subject import (
    CHANNEL_WORDS,
    dimension_about,
    holds_days,
    holds_figures,
    in_language_of,
    is_region,
)
from salesdash.intake.tables.table import Table
from salesdash.intake.tables.totals import (
    as_mask,
    columns_of_words,
    says_total,
)
from salesdash.intake.texts.column import TextColumn
from salesdash.intake.texts.day import name_day
from salesdash.intake.texts.headers import kinds_of, match, simplified
from salesdash.intake.texts.measures import target_metric
from salesdash.receipt import Question
from salesdash.text import Text

_YEAR = r"(?:19|20)\d{2}"
_MONTH_NAME = (
    r"(?:jan|ene|feb|mar|mär|apr|abr|may|mai|june?|july?|juni|juli|aug|ago|sept?|oct|okt|nov|dec|dez|dic)"
    r"[a-z]*\.?"
)
_DAY = (
    rf"{_YEAR}\s*[-./年]\s*\d{{1,2}}\s*[-./月]\s*\d{{1,2}}日?|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}|"
    rf"\d{{1,2}}\.?\s(?:de\s)?{_MONTH_NAME},?\s(?:de\s)?{_YEAR}|{_MONTH_NAME}\s\d{{1,2}},?\s{_YEAR}"
)
_MONTH = (
    rf"{_YEAR}\s*年\s*\d{{1,2}}\s*月|{_YEAR}[-.]\d{{1,2}}(?![-.\d])|{_YEAR}(?:0[1-9]|1[0-2])(?!\d)|"
    rf"{_MONTH_NAME}[-\s,]*(?:de\s)?{_YEAR}|{_YEAR}\s*年?度?\s*(?:第?[一二三四1-4]\s*季度|q[1-4])"
)
_BARE_MONTH = r"(?:1[0-2]|[1-9])\s*月份?|十[一二]?月份?|[一二三四五六七八九]月份?|" + _MONTH_NAME
# A sheet for each day: 3.5, 3月5日.
_BARE_DAY = re.compile(r"(1[0-2]|0?[1-9])\s*[.．月/-]\s*(3[01]|[12]\d|0?[1-9])\s*日?")
_WHOLE_YEAR = rf"{_YEAR}(?:\s*年度?)?"
_RANGE = r"\s*(?:[-~～至到—]|\bto\b)\s*"
# Of the day on which a sheet was made, not of what it holds.
_OF_MAKING = re.compile(
    r"制表|编制|打印|导出|更新|填报|截[至止]|printed|exported|prepared|as of", re.IGNORECASE
)
# Titles whose day is the one of all rows below.
_OF_A_DAY = re.compile(r"日报|日结|日销售|当日|每日|发货|出库|送货|销货|daily", re.IGNORECASE)
# The title of the block of one day: the day alone, or after a word or two.
_FOR_A_DAY = re.compile(
    rf"(?:[^\d:：]{{0,20}}?(?:\b(?:for|of|on|vom|am|del?|el)\b|日期|\bdate\b|\bdatum\b|\bfecha\b)?\s*[:：]?\s*)?(?:{_DAY})"
    r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?(?: 00:00:00)?",
    re.IGNORECASE,
)
_AROUND_A_NAME = re.compile(
    rf"渠道|平台|旗舰店|专营店|销售额?|订单|明细|数据|业绩|目标|报表|统计|表|{_DAY}|{_MONTH}|{_BARE_MONTH}|"
    rf"{_WHOLE_YEAR}|\b(?:sales|orders?|data|channel|targets?)\b|[\s_\-—（）()·.]",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"(?:sheet|table|工作表|表)?\s*\d*", re.IGNORECASE)
_COPY = re.compile(r"\(\d+\)$|副本|备份|copy|backup", re.IGNORECASE)
TITLE = Text("标题", "the title")
_LABELLED = re.compile(r"([^:：\d]{1,10}?)\s*[:：]\s*(.*)")
_OF_A_YEAR = re.compile(r"年度|全年|annual|yearly|full.?year", re.IGNORECASE)
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
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+)+")
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
    sheet, titles, named = _sources(table, file)
    if _has_amounts(table):
        table = _with_form(table, decisions)
        table = _with_whose_account(table, (named, *titles), decisions)
    days = bare_days(table)
    if _has_amounts(table) and (days is not None or not _has_time(table)):
        told = _period(table, sheet, titles, named)
        if told and days is not None and (made := in_month(table, days, told[0])):
            decisions.note(
                f"日期由{told[1].words.zh}里的“{told[0]}”和“{table.headers[days]}”列合成。",
                f"Dates are made of “{told[0]}” in {told[1].words.en} and the days of "
                f"“{table.headers[days]}”.",
            )
            table = made
        elif told and not _has_time(table):
            day = name_day(told[0], year=ANY_YEAR)
            by_day = (
                day is None or day.grain == "day"
            )  # 01.03.2025 has its order from all the column
            called = Text("日期", "Date") if by_day else Text("月份", "Month")
            header = in_language_of(table.headers, called)
            table = _with(table, header, *told, decisions)
    bare = _AROUND_A_NAME.sub("", simplified(sheet.text)).casefold()
    for source in (sheet, *titles):
        whose = _AROUND_A_NAME.sub("", simplified(source.text)).casefold()
        for field, belongs in (
            (ORDERS.field("region"), is_region(whose)),
            (ORDERS.field("channel"), whose in CHANNEL_WORDS),
        ):
            if belongs and not any(_is(header, field.key) for header in table.headers):
                name = in_language_of(table.headers, field.name)
                return _with(table, name, bare_name(source.text), source, decisions)
    if united and bare and not _NO_NAME.fullmatch(bare) and not _COPY.search(sheet.text):
        about = dimension_about((named.text, *table.titles))
        may_be = about is not None and _may_be_called(bare_name(sheet.text), about.key)
        if about and may_be and not any(_is(header, about.key) for header in table.headers):
            name = in_language_of(table.headers, about.name)
            return _with(table, name, bare_name(sheet.text), sheet, decisions)
        return _with(table, in_language_of(table.headers, SHEET), sheet.text, sheet, decisions)
    return table


def _sources(table: Table, file: str) -> tuple[Source, list[Source], Source]:
    """The names of the sheet, of the titles and of the file."""
    sheet = Source(table.sheet.name, Text("工作表名", "the sheet's name"))
    titles = [Source(text, TITLE) for text in table.titles]
    return sheet, titles, Source(re.sub(r"\.\w{2,5}$", "", file), Text("文件名", "the file's name"))


def named_month(table: Table, file: str, decisions: Decisions) -> str | None:
    """The month, with its year, of which the names speak, or the user's answer."""
    sheet, titles, named = _sources(table, file)
    told = _period(table, sheet, titles, named)
    said = decisions.answer(PERIOD) or (told[0] if told else "")
    span = span_of(said)
    if span is None or span.grain != "month":
        return None
    year = span.year or setting_of(table, file).year
    return None if year is None else f"{year}-{span.number:02d}"


def ask_when(decisions: Decisions) -> None:
    """Ask for the time of a table that names none."""
    decisions.open(Question(PERIOD, WHEN, (), "", is_typed=True, whole_file=True))


def _may_be_called(name: str, dimension: str) -> bool:
    """Whether a sheet of this name may hold the rows of one salesperson: the only ones by whom
    sheets are named in a way that no list of names knows."""
    return dimension == "salesperson" and _PERSON.fullmatch(name) is not None


def _with_form(table: Table, decisions: Decisions) -> Table:
    """The table with what the form above it says of all its rows: 客户：宏达商贸, 单号：FH001."""
    for label, value in _form(table.titles):
        found = match(label, ORDERS)
        if found is None or found.field.key not in OF_A_FORM:
            continue
        key = found.field.key
        if any(_is(header, key) for header in table.headers):
            continue
        if found.field.kind is Kind.DATE and name_day(value) is None:
            continue
        name = in_language_of(table.headers, found.field.name)
        table = _with(table, name, value, Source(value, TITLE), decisions)
    return table


def _with_whose_account(table: Table, sources: Sequence[Source], decisions: Decisions) -> Table:
    """A statement of account with the customer that its title names."""
    if any(_is(header, "customer") for header in table.headers):
        return table
    if not any(_STATEMENT.search(source.text) for source in sources):
        return table
    for source in sources:
        if company := _COMPANY.search(source.text):
            name = in_language_of(table.headers, ORDERS.field("customer").name)
            return _with(table, name, company[0], source, decisions)
    return table


def _form(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Labels with a colon and what stands behind it, in the same cell or the next."""
    for cell, after in pairwise((*titles, "")):
        for part in re.split(r"\s{2,}|\u3000+", cell):
            if (said := _LABELLED.fullmatch(part.strip())) is None:
                continue
            value = said[2] or ("" if _LABELLED.fullmatch(after) else after)
            if value:
                yield said[1], value


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
    return (
        bool(known & {"amount", "spend", "budget"} or {"quantity", "unit_price"} <= known)
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
    return any(holds_days(table, i) for i in range(len(table.headers)))


def _is(header: str, key: str, dataset: Dataset = ORDERS) -> bool:
    found = match(header, dataset)
    return found is not None and found.field.key == key


def _period(
    table: Table, sheet: Source, titles: list[Source], file: Source
) -> tuple[str, Source] | None:
    """The period that the nearest text names: the sheet by day or month, others by month; a year
    is one for targets only."""
    targets = [header for header in table.headers if target_metric(header)]
    if targets and all(_OF_A_YEAR.search(header) for header in targets):
        sources = (sheet, *titles, file)
        named = ((year[0], s) for s in sources if (year := re.search(rf"{_YEAR}\s*年", s.text)))
        return next(named, None)
    if day := _BARE_DAY.fullmatch(sheet.text.strip()):
        return f"{day[1]}月{day[2]}日", sheet
    tried: list[tuple[Source, tuple[str, ...]]] = [(sheet, (_DAY, _MONTH, _BARE_MONTH))]
    tried += [(title, (_DAY,)) for title in titles if _OF_A_DAY.search(title.text)]
    tried += [(title, (_DAY,)) for title in titles if _FOR_A_DAY.fullmatch(title.text.strip())]
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
    """The table with one more column that says the same wherever a row says anything but a total."""
    told = np.zeros(table.height, dtype=np.int64)
    labelled = np.zeros(table.height, dtype=np.bool_)
    for index, column in enumerate(table.held):
        valid = pc.is_valid(column).to_numpy(zero_copy_only=False)
        told += valid
        if not holds_figures(table, index):
            labelled |= valid & ~as_mask(table.texts[index].matches(_UNANSWERED))
    words = columns_of_words(table)
    no_record = says_total(table, words) | says_statistic(table)
    says = pa.array((told > 1) & labelled & ~no_record)
    same = pc.if_else(says, pa.scalar(value), pa.scalar(None, pa.string()))
    decisions.note(
        f"“{header}”取自{source.words.zh}：{value}。",
        f"“{header}” is taken from {source.words.en}: {value}.",
    )
    return _and(table, header, same)


def _and(table: Table, header: str, text: pa.Array) -> Table:
    return replace(
        table,
        headers=(*table.headers, header),
        texts=(*table.texts, TextColumn(text)),
        places=(*table.places, 0),
        paths=(*table.paths, (header,)) if table.paths else (),
    )
