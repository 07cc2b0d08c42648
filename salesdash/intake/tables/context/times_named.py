"""Which time the texts beside a table name: its sheet, its titles, its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.selling import TARGETS
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.from_to import DAY, MONTH_NAME, RANGE, YEAR, from_to, in_full
from salesdash.intake.tables.context.setting import OF_MAKING, is_label_of_making, setting_of
from salesdash.intake.tables.context.subject import holds_days, is_of_a_life
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import stands_for
from salesdash.intake.texts.metric_headers import target_metric
from salesdash.intake.texts.times.day import name_day
from salesdash.receipt import Question
from salesdash.text import Text, listed, plain

_MONTH = (
    r"[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月|"
    rf"{YEAR}\s*年\s*\d{{1,2}}\s*月|{YEAR}年第?\d{{1,2}}期|{YEAR}[-.]\d{{1,2}}(?![-.\d])|{YEAR}(?:0[1-9]|1[0-2])(?!\d)|"
    rf"(?:1[0-2]|0?[1-9])/{YEAR}|{MONTH_NAME}[-']\d{{2}}|\d{{2}}年\d{{1,2}}月|"
    rf"{MONTH_NAME}[-\s,]*(?:de\s)?{YEAR}|{YEAR}\s*年?度?\s*(?:第?[一二三四1-4]\s*季度|q[1-4])"
)
_PART_OF_YEAR = (
    rf"{YEAR}\s*年\s*\d{{1,2}}\s*月份?[上中下]旬|"
    rf"{YEAR}\s*年?度?\s*(?:[上下]半年|h[12])|(?:q[1-4]|h[12])[\s,'-]*(?:fy\s?)?{YEAR}|"
    rf"(?:first|second|third|fourth) (?:quarter|half)(?: of)? {YEAR}"
)
_BARE_MONTH = r"(?:1[0-2]|[1-9])\s*月份?|十[一二]?月份?|[一二三四五六七八九]月份?|" + MONTH_NAME
# A sheet for each day: 3.5, 3月5日.
_BARE_DAY = re.compile(r"(1[0-2]|0?[1-9])\s*[.．月/-]\s*(3[01]|[12]\d|0?[1-9])\s*日?")
# The same where the month stands in a title or the file: 26日; and where that speaks of single days 26, Mar 26.
_DAY_OF_SHEET = re.compile(
    rf"(?P<month>{MONTH_NAME}\s*)?(?P<day>3[01]|[12]\d|0?[1-9])\s*(?P<sign>[日号])?", re.IGNORECASE
)
_WHOLE_YEAR = rf"{YEAR}(?:\s*年度?)?"
# A time of any length, as it stands in a name.
A_TIME = rf"{DAY}|{_MONTH}|{_BARE_MONTH}|{_WHOLE_YEAR}"
# 2025年1-6月, 2025.1-2025.6, January - June 2025.
_MONTHS = re.compile(
    rf"(?<!\d)(?P<year>{YEAR})\s*[-./年]\s*(?P<first>1[0-2]|0?[1-9])\s*月?份?{RANGE}"
    rf"(?:(?P<later>{YEAR})\s*[-./年]\s*)?(?P<last>1[0-2]|0?[1-9])(?:\s*月份?|(?![\d./月-]))|"
    rf"\b(?P<from>{MONTH_NAME}){RANGE}(?P<to>{MONTH_NAME}),?\s*(?P<of>{YEAR})(?!\d)",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"第\s*(\d{1,2})\s*周|\b(?:week|kw|kalenderwoche|woche|semana|semaine|settimana)\s*(\d{1,2})\b"
    rf"(?!\s+(?:de\s)?{MONTH_NAME}|\s*[./-]\s*\d)|第\s*(\d{{1,2}})\s*週",
    re.IGNORECASE,
)
# Titles whose day is the one of all rows below.
_OF_A_DAY = re.compile(r"日报|日结|日销售|当日|每日|发货|出库|送货|销货|daily", re.IGNORECASE)
# The title of the block of one day: the day alone, or after a word or two.
_FOR_A_DAY = re.compile(
    rf"(?:[^\d:：]{{0,20}}?(?:\b(?:for|of|on|vom|am|del?|el)\b|日期|\bdate\b|\bdatum\b|\bfecha\b)?\s*[:：]?\s*)?(?:{DAY})"
    r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?(?: 00:00:00)?"
    r"[^\d:：]{0,12}",
    re.IGNORECASE,
)
# The same without its year.
_FOR_A_BARE_DAY = re.compile(
    r"(?:日期\s*[:：]?\s*)?((?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[日号])(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
)
_OF_A_YEAR = re.compile(r"年度|全年|annual|yearly|full.?year", re.IGNORECASE)
_OF_TARGETS = re.compile(r"目标|任务|\btargets?\b|\bquotas?\b", re.IGNORECASE)
TITLE = Text("标题", "the title")
SHOWN = 3  # values of a column as evidence
# The question about a file whose tables name no time at all.
PERIOD = "period"
_NO_TIME = Text("没有一列写明时间。", "No column says of which time these figures are. ")
_UNREADABLE = Text(
    "“{header}”里写的是 {shown}，读不出是哪一天。",
    "“{header}” says {shown}, which names no day that can be read. ",
)
_OF_A_LIFE = Text(
    "“{header}”看来不是成交的日期，没有别的列写明时间。",
    "“{header}” seems to be no day of a sale, and no other column says of which time these figures are. ",
)
_WHICH = Text(
    "这些数据是哪一天、哪个月或哪一年的？例如 2025-03-05 或 2025年3月。",
    "Which day, month or year is it? For example 2025-03-05 or March 2025.",
)
WHEN = _NO_TIME + _WHICH


@dataclass(frozen=True, slots=True)
class Source:
    """A text beside a table, and what it is in words."""

    text: str
    words: Text


def sources_of(table: Table, file: str) -> tuple[Source, list[Source], Source]:
    """The names of the sheet, of the titles and of the file."""
    sheet = Source(table.sheet.name, Text("工作表名", "the sheet's name"))
    said = zip(("", *table.titles), table.titles, strict=False)
    titles = [Source(text, TITLE) for label, text in said if not is_label_of_making(label)]
    return sheet, titles, Source(re.sub(r"\.\w{2,5}$", "", file), Text("文件名", "the file's name"))


def period_of(
    table: Table, sheet: Source, titles: list[Source], file: Source
) -> tuple[str, Source] | None:
    """The period that the nearest text names: the sheet by day or month, others by month; a year
    is one for targets only."""
    targets = [header for header in table.headers if target_metric(header)]
    if targets and all(_OF_A_YEAR.search(header) for header in targets):
        sources = (sheet, *titles, file)
        named = (
            (year[0], s)
            for s in sources
            if (year := re.search(rf"(?<!\d){YEAR}(?!\d)(?:\s*年)?", s.text))
        )
        return next(named, None)
    if day := _BARE_DAY.fullmatch(sheet.text.strip()):
        return f"{day[1]}月{day[2]}日", sheet
    if bare := _day_of_sheet(sheet, (*titles, file)):
        return bare, sheet
    # The day of a block goes before the month by which its sheet is called, and after one of another month.
    tried: list[tuple[Source, tuple[str, ...]]] = [(sheet, (DAY,))]
    tried += [(title, (DAY,)) for title in titles if _OF_A_DAY.search(title.text)]
    tried += [(title, (DAY,)) for title in titles if _FOR_A_DAY.fullmatch(title.text.strip())]
    months: list[tuple[Source, tuple[str, ...]]] = [(title, (_MONTH,)) for title in titles]
    if days := _first(tried):
        return _told_apart(days, _first(months))
    if days := _some_days((sheet, *titles, file)):
        return days
    for title in titles:
        if day := _FOR_A_BARE_DAY.fullmatch(title.text.strip()):
            return day[1], title
    if several := _some_months((sheet, *titles, file)):
        return several
    shorter = (_PART_OF_YEAR, _MONTH, _BARE_MONTH)
    tried = [(source, shorter) for source in (sheet, *titles, file)]
    if any(
        target_metric(header) or stands_for(header, TARGETS, "amount") for header in table.headers
    ):
        tried += [(source, (_WHOLE_YEAR,)) for source in (sheet, *titles, file)]
    return _first(tried)


def _day_of_sheet(sheet: Source, around: Sequence[Source]) -> str | None:
    """The day by which one of the sheets of a month is called."""
    called = _DAY_OF_SHEET.fullmatch(sheet.text.strip())
    is_daily = any(_OF_A_DAY.search(source.text) for source in around)
    if called is None or not (called["sign"] or is_daily):
        return None
    named = called["month"] or next(
        iter(_first([(s, (_MONTH, _BARE_MONTH)) for s in around]) or ()), ""
    )
    span = span_of(str(named).strip())
    if span is None or span.grain != "month":
        return None
    year = f"{span.year}年" if span.year else ""
    return f"{year}{span.number}月{called['day']}日"


def year_of_targets(table: Table, file: str) -> tuple[str, Source] | None:
    """The year that a text names which speaks of targets: that of a table of targets without any time."""
    sheet, titles, named = sources_of(table, file)
    texts = (each for each in (sheet, *titles, named) if _OF_TARGETS.search(each.text))
    return _first([(source, (_WHOLE_YEAR,)) for source in texts])


def _first(tried: Sequence[tuple[Source, tuple[str, ...]]]) -> tuple[str, Source] | None:
    """The first text that names a period of one of its forms."""
    for source, patterns in tried:
        if OF_MAKING.search(source.text):
            continue
        for pattern in patterns:
            if period := _only(pattern, source.text):
                return period, source
    return None


def _told_apart(day: tuple[str, Source], month: tuple[str, Source] | None) -> tuple[str, Source]:
    """The month that a title names, where the day that another one names lies after it: then the sheet was made."""
    named, of_month = name_day(day[0]), name_day(month[0]) if month else None
    is_later = named and of_month and named.period.start >= of_month.period.end
    return month if month and is_later else day


def _some_months(sources: Sequence[Source]) -> tuple[str, Source] | None:
    """The months, from the first to the last, of which the first text speaks that names several."""
    for source in sources:
        if OF_MAKING.search(source.text):
            continue
        ranges = {_months(match) for match in _MONTHS.finditer(source.text)} - {None}
        if len(ranges) == 1:
            return str(ranges.pop()), source
    return None


def _months(match: re.Match[str]) -> str | None:
    """The months as a cell would write them: 2025年1月至2025年6月."""
    if match["of"]:
        ends = [span_of(f"{match[part]} {match['of']}") for part in ("from", "to")]
        numbers = [end.number for end in ends if end]
        years = [match["of"], match["of"]]
    else:
        numbers = [int(match["first"]), int(match["last"])]
        years = [match["year"], match["later"] or match["year"]]
    if len(numbers) < 2 or (int(years[0]), numbers[0]) >= (int(years[1]), numbers[1]):
        return None
    return f"{years[0]}年{numbers[0]}月至{years[1]}年{numbers[1]}月"


def _some_days(sources: Sequence[Source]) -> tuple[str, Source] | None:
    """The week, or the first and last day, of which the first text speaks that names any."""
    for source in sources:
        text = source.text
        if OF_MAKING.search(text):
            continue
        if span := from_to(text):
            return span, source
        weeks = {next(filter(None, match.groups())) for match in _WEEK.finditer(text)}
        years = set(re.findall(rf"(?<!\d){YEAR}(?!\d)", text))
        if len(weeks) == 1 and len(years) == 1:
            return f"{years.pop()}W{weeks.pop()}", source
    return None


def _only(pattern: str, text: str) -> str | None:
    """The one period of this form in the text; None where there are several, or a range."""
    edged = rf"(?<![\da-z])(?:{pattern})(?![\da-z])"
    if re.search(rf"\d\s*[月日]?{RANGE}\d{{1,2}}\s*月", text):
        return None
    periods = {each.strip() for each in re.findall(edged, text, re.IGNORECASE)}
    return in_full(periods.pop()) if len(periods) == 1 else None


def named_month(table: Table, file: str, decisions: TableDecisions) -> str | None:
    """The month, with its year, of which the names speak, or the user's answer."""
    sheet, titles, named = sources_of(table, file)
    period = period_of(table, sheet, titles, named)
    words = decisions.answer(PERIOD) or (period[0] if period else "")
    span = span_of(re.sub(r"[上中下]旬$", "", words))
    if span is None or span.grain != "month":
        return None
    year = span.year or setting_of(table, file).year
    return None if year is None else f"{year}-{span.number:02d}"


def when(table: Table, dataset: Dataset) -> Text:
    """The question for the time of a table, which says what is written in a column of that name."""
    for index, header in enumerate(table.headers):
        if stands_for(header, dataset, str(dataset.date)) and (says := table.sample(index)):
            words = listed(list(dict.fromkeys(says))[:SHOWN])
            return _UNREADABLE.format(header=plain(header), shown=words) + _WHICH
    others = [h for i, h in enumerate(table.headers) if is_of_a_life(h) and holds_days(table, i)]
    return _OF_A_LIFE.format(header=plain(others[0])) + _WHICH if others else WHEN


def ask_when(decisions: TableDecisions) -> None:
    """Ask for the time of a table that names none."""
    decisions.open(Question(PERIOD, WHEN, (), "", is_typed=True, whole_file=True))
