"""What stands around a table and holds for all its rows: unit, year, what is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from salesdash.intake.tables.context.metrics_around import metrics_around
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.scales import size_of

_UNIT = re.compile(r"单位\s*[:：]?\s*([^\s,，;；、)）\]】/]+)|[(（\[]\s*([^)）\]]{1,8})\s*[)）\]]")
_UNIT_EN = re.compile(
    r"\b(?:unit|units|amounts?|figures?) ?(?:in|:)\s*((?:[^,;)]|,(?=\d{3})){1,20})", re.IGNORECASE
)
# A title that ends in its unit: Umsatz 2025 in TEUR, Ventas en miles de €
_UNIT_LAST = re.compile(r"\b(?:in|en)\s+(\S{1,10}(?:\s(?:de\s)?\S{1,6})?)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Setting:
    """`unit` of all money that states none, with the words that say so; `year` of yearless dates; the
    month in which years begin; the `metrics` of which targets are that say no more."""

    unit: Decimal = Decimal(1)
    unit_words: str = ""
    year: int | None = None
    year_starts: int = 1
    metrics: frozenset[str] = frozenset()


def setting_of(table: Table, file: str) -> Setting:
    unit, words = _unit(table.titles)
    year = _year((*table.titles, table.sheet.name, file))
    return Setting(unit, words, year, metrics=metrics_around(table, file))


def _unit(titles: tuple[str, ...]) -> tuple[Decimal, str]:
    for title in titles:
        text = simplified(title)
        for unit in (m for each in (_UNIT, _UNIT_EN, _UNIT_LAST) for m in each.finditer(text)):
            words = next(group for group in unit.groups() if group)
            if (factor := size_of(words)) and factor != 1:
                return factor, words
    return Decimal(1), ""


def _year(texts: tuple[str, ...]) -> int | None:
    """The one year that the texts name; None where there is none or several."""
    for text in texts:
        years = {int(year) for year in _YEAR.findall(text)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None
