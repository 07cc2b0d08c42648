"""What stands around a table and holds for all its rows: unit, year, what is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from salesdash.catalog.model import Field, Kind
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.intake.tables.context.metrics_around import metrics_around
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import simplified, stands_for
from salesdash.intake.texts.scales import size_of
from salesdash.intake.texts.times.day_words import MONTH_NAME

_UNIT = re.compile(
    r"单位\s*[:：]?\s*(元\s*[(（][^\s)）]+(?=[)）])|[^\s)）\]】]+)|[(（\[]\s*([^)）\]]{1,8})\s*[)）\]]"
)
_SIZE_BEHIND = re.compile(r"^元\s*[(（]\s*([十百千]?[百千万亿])$")  # 单位：元（万）
_LEADS = re.compile(r"[\s:：(（\[]*(?:(?:单位|\b(?:in|en))[\s:：]*)?$", re.IGNORECASE)
_SEVERAL = re.compile(r"[,，;；、/和及]")  # 单位：万元、万件
_UNIT_EN = re.compile(
    r"\b(?:unit|units|amounts?|figures?) ?[(（]?(?:in|:)\s*((?:[^,;)]|,(?=\d{3})){1,20})",
    re.IGNORECASE,
)
# A title that ends in its unit: Umsatz 2025 in TEUR, Ventas en miles de €
_UNIT_LAST = re.compile(r"\b(?:in|en)\s+(\S{1,10}(?:\s(?:de\s)?\S{1,6})?)\s*$", re.IGNORECASE)
# What is counted and no money: 万件, 千箱; or is said to be: Quantity in thousands.
_PIECES = re.compile(r"[万亿千百](?:件|个|台|箱|套|只|支|瓶|盒|包|pcs)$", re.IGNORECASE)
_NO_MONEY = re.compile(r"[万亿千百](?:人次?|家|次|笔|单|户)$")
# 2025, 202503 and 25年3月.
_YEAR = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})(?:0[1-9]|1[0-2])?(?!\d)|(\d{2})年\s*\d{1,2}\s*月)")
CENTURY = 2000
_MONTH_OF_YEAR = re.compile(
    rf"(?:19|20)\d{{2}}\s*年\s*\d{{1,2}}\s*月|(?:{MONTH_NAME})[-,\s]*(?:19|20)\d{{2}}",
    re.IGNORECASE,
)
# Of the day on which a sheet was made, not of what it holds.
OF_MAKING = re.compile(
    r"制表|编制|打印|导出|更新|填报|报送|上报|出具|报表日期|截[至止]|printed|exported|prepared|generated|"
    r"(?:report|run) date|as of",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[:：]\s*$")
# Early in a year sheets are made of the year before as well.
_EARLY = re.compile(r"(?:19|20)\d{2}[-./年]\s*0?[12](?!\d)|\b(?:jan|feb)[a-z]*\b", re.IGNORECASE)
MIDDLE = 6  # months


ONE = (Decimal(1), "")


@dataclass(frozen=True, slots=True)
class Setting:
    """`unit` of all money that states none, `pieces` of all quantities, each with the words that say so; `year`
    of yearless dates, and the one in which they `begin` that run over the end of a year; the month in which years
    begin; the `metrics` of which targets are that say no more."""

    unit: Decimal = Decimal(1)
    unit_words: str = ""
    pieces: Decimal = Decimal(1)
    pieces_words: str = ""
    year: int | None = None
    begin: int | None = None
    year_starts: int = 1
    metrics: frozenset[str] = frozenset()

    def around(self, field: Field) -> tuple[Decimal, str]:
        """The size of the numbers of a field that state none, and the words that say so."""
        if field.kind is Kind.MONEY:
            return self.unit, self.unit_words
        return (self.pieces, self.pieces_words) if field.key == "quantity" else ONE


def setting_of(table: Table, file: str) -> Setting:
    sizes = list(_sizes(table))
    unit, words = next(((size, words) for size, words, are in sizes if not are), ONE)
    pieces, pieces_words = next(((size, words) for size, words, are in sizes if are), ONE)
    titles = zip(("", *table.titles), table.titles, strict=False)
    telling = (text for label, text in titles if not _was_made_early(label, text))
    year, begin = _years((*telling, table.sheet.name, file, *table.above))
    metrics = metrics_around(table, file)
    return Setting(unit, words, pieces, pieces_words, year, begin, metrics=metrics)


def _sizes(table: Table) -> Iterator[tuple[Decimal, str, bool]]:
    """The sizes that the titles state, with their words, and whether they are those of pieces."""
    for title in table.titles:
        text = simplified(title)
        for said in (m for each in (_UNIT, _UNIT_EN, _UNIT_LAST) for m in each.finditer(text)):
            words = next(group for group in said.groups() if group)
            of_pieces = _names_a_quantity(text[: said.start(said.lastindex or 0)], table)
            for part in _SEVERAL.split(words) if said.re is _UNIT else [words]:
                part = _SIZE_BEHIND.sub(r"\1元", part)
                size = None if _NO_MONEY.search(part) else size_of(part)
                if size and size != 1:
                    yield size, part, of_pieces or _PIECES.search(part) is not None


def _names_a_quantity(words: str, table: Table) -> bool:
    """Whether a unit behind these words is that of a column of quantities: Quantity in, 数量单位："""
    name = _LEADS.sub("", words)
    is_quantity = any(stands_for(each, ORDERS, "quantity") for each in (name, *name.split()[-1:]))
    return is_quantity and any(stands_for(header, ORDERS, "quantity") for header in table.headers)


def is_label_of_making(text: str) -> bool:
    """Whether the day of making stands in the next cell: 制表日期：."""
    return bool(_LABEL.search(text) and OF_MAKING.search(text))


def _was_made_early(label: str, text: str) -> bool:
    """Whether the text says no more than that the sheet was made in January or February."""
    is_of_making = OF_MAKING.search(text) or is_label_of_making(label)
    return bool(is_of_making and _EARLY.search(text))


def _years(texts: tuple[str, ...]) -> tuple[int | None, int | None]:
    """The one year that the texts name, and the one in which days begin that run over its end: the first of two in a
    row, or the year of the one month that stands beside it, which is either late in it or early in the next."""
    for text in texts:
        found = _YEAR.findall(text)
        years = sorted({int(full) if full else CENTURY + int(short) for full, short in found})
        if not years:
            continue
        if len(years) > 1:
            return None, years[0] if years == [years[0], years[0] + 1] else None
        months = {span.number for m in _MONTH_OF_YEAR.finditer(text) if (span := span_of(m[0]))}
        begin = years[0] - (months.pop() <= MIDDLE) if len(months) == 1 else None
        return years[0], begin
    return None, None
