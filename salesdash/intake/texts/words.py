"""Columns of names, ids, flags and words of a fixed vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.words.vocabulary import RATINGS
from salesdash.intake.texts.headers import simplified
from salesdash.intake.texts.text_column import TextColumn

Vocabulary = tuple[tuple[str, str], ...]

# Letters, digits and the blank in their wide form; Chinese punctuation stays as it is.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()} | {
    0x3000: " "
}
# Marks of direction are not seen, and turn round what stands behind them: no part of a name.
_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TURN = re.compile(f"[{_TURNS}]")
_ODD = rf"[０-９Ａ-Ｚａ-ｚ　{_TURNS}]|\s\s|[\n\t]|^[-–—/\\.?？*#_\s]+$|^#N/A$|^\(|^（|^NULL$|^NaN$|^nan$"
_FLOAT = re.compile(r"([+-]?\d+)\.0+|[+-]?\d+(\.\d+)?[eE]\+?\d+")
_LOST = r"^\d(\.\d+)?[eE]\+?(1[1-9]|[2-9]\d)$|^\d{15}0+$|^\d{17,}$"
# A word that can be nothing but a blank where numbers or dates are due.
_BLANK_WORDS = (
    r"(?i)^([-–—/\\.?？*#_\s]+|n/?a|#n/?a|nan|none|null|nil|unknown|error|undefined|tbd|"
    r"未知|无|空|暂无|缺失|缺|待定|不详|没有|[(（]?(空白?|blank|none|null)[)）]?)$"
)
_BLANK_WORD = re.compile(_BLANK_WORDS)
_MARKS_ONLY = re.compile(r"[-–—/\\.?？*#_\s]+|#N/A|[(（]空白[)）]|\(blank\)|\(null\)|NULL|NaN|nan")


def names(column: TextColumn, blanks: list[str], vocabulary: Vocabulary = ()) -> pa.Array:
    """Names in one spelling of width and blanks, known words as their meaning.

    Texts of mere marks are blank, and so are `blanks`.
    """
    if not (vocabulary or blanks or column.has(_ODD)):
        return column.values
    meanings = _meanings(vocabulary)

    def name(text: str) -> str:
        if text in blanks or _MARKS_ONLY.fullmatch(text):
            return ""
        tidy = " ".join(_TURN.sub("", text).translate(_NARROW).split())
        return meanings.get(_key(tidy), tidy)

    return column.mapped(name)


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids as text; `cut` is one that a spreadsheet has cut to 15 digits, None where all are whole."""

    values: pa.Array
    cut: str | None


def ids(column: TextColumn) -> Ids:
    """A number's `.0` and exponent are how a spreadsheet wrote an id, and no part of it."""
    written = column.has(r"\.0+$|\d[eE]\+?\d+$")
    return Ids(column.mapped(_id) if written else column.values, _cut(column))


def _cut(column: TextColumn) -> str | None:
    if not column.has(_LOST):
        return None
    long = pc.filter(column.text, column.matches(_LOST))
    looks_cut = [t for t in long.slice(0, 1000).to_pylist() if _is_cut(t)]
    return looks_cut[0] if len(looks_cut) > 0.8 * min(len(long), 1000) else None


def placeholders(column: TextColumn) -> pa.Array:
    """Which of the texts, in a column of numbers or dates, stand for a blank."""
    return column.matches(_BLANK_WORDS)


def is_placeholder(text: str) -> bool:
    """The same for one text."""
    return _BLANK_WORD.match(text) is not None


def flags(column: TextColumn, vocabulary: Vocabulary) -> pa.Array:
    """Booleans; null where the word is not known."""
    meanings = _meanings(vocabulary)
    encoded = column.text.dictionary_encode()
    values = [_FLAG.get(meanings.get(_key(w), "")) for w in encoded.dictionary.to_pylist()]
    return pc.take(pa.array(values, pa.bool_()), encoded.indices)


_FLAG = {"yes": True, "no": False}


def rated(text: pa.Array) -> pa.Array:
    """Answers in words (满意, Good) as what they are of five; all else as it is."""
    encoded = text.dictionary_encode()
    meanings = _meanings(RATINGS)
    points = [meanings.get(_key(w), w) for w in encoded.dictionary.to_pylist()]
    return pc.take(pa.array(points, pa.string()), encoded.indices)


@cache
def _meanings(vocabulary: Vocabulary) -> Mapping[str, str]:
    return {_key(word): meaning for word, meaning in vocabulary}


def _key(words: str) -> str:
    return simplified(words).strip().casefold().removesuffix(".0")


def _id(words: str) -> str:
    if not _FLOAT.fullmatch(words):
        return words
    try:
        number = Decimal(words)
    except InvalidOperation:
        return words
    whole = number == number.to_integral_value() and number.adjusted() < 40
    return f"{number.to_integral_value():f}" if whole else words


def _is_cut(words: str) -> bool:
    if not words.isdigit():
        return True
    return len(words) > 15 and set(words[15:]) == {"0"}
