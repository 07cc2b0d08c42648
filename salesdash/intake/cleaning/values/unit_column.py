"""A column that says in which unit the money of each row is written: 元 in one row, 万元 in the next."""

from __future__ import annotations

import re
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.numbers import EXACT
from salesdash.intake.texts.scales import size_of

# By themselves k, m and t are weights and lengths as well.
_OF_MONEY = re.compile(r".*[元万亿].*|.*(?:thousands?|millions?|000s?)", re.IGNORECASE)
_ONLY_FIGURES = re.compile(r"[\d\s.,]*")  # an amount, as 10000 in every row, is no unit of another
MOST, LOOK = (
    10,
    1_000,
)  # different words, and rows that must hold the first; chosen: units of money are few


def row_units(table: Table) -> pa.Array | None:
    """What the money of each row is to be multiplied with; None where no column says it."""
    for column in table.texts:
        words = pc.unique(column.values.slice(0, LOOK).drop_null().slice(0, MOST)).to_pylist()
        if not words or not all(map(_is_unit, words)):
            continue
        encoded = column.text.dictionary_encode()
        words = encoded.dictionary.to_pylist()
        if len(words) <= MOST and all(map(_is_unit, words)):
            factors = pa.array([size_of(simplified(each)) for each in words], EXACT)
            if any(factor != 1 for factor in factors.to_pylist()):
                return pc.fill_null(pc.take(factors, encoded.indices), Decimal(1))
    return None


def _is_unit(words: str) -> bool:
    if _ONLY_FIGURES.fullmatch(words):
        return False
    return bool(_OF_MONEY.fullmatch(words)) and size_of(simplified(words)) is not None
