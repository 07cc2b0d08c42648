"""A column of trimmed text that knows its different values, where they are few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

LOOK = 20_000
FEW = 4_000
_BLANKS = " \t\r\n\u3000\u00a0\ufeff\u200b"


@dataclass(frozen=True)
class TextColumn:
    """`text` is an array of strings, null where blank.

    Where a look at the beginning finds few different values, whatever is asked of the values is
    asked of each different one once.
    """

    text: pa.Array

    @cached_property
    def encoded(self) -> pa.DictionaryArray | None:
        head = self.text.slice(0, LOOK)
        if len(self.text) <= LOOK or len(pc.unique(head)) > FEW:
            return None
        encoded: pa.DictionaryArray = self.text.dictionary_encode()
        return encoded if len(encoded.dictionary) < len(self.text) // 4 else None

    def matches(self, pattern: str) -> pa.Array:
        """Which of the texts contain the pattern; a blank does not."""
        if self.encoded is None:
            return pc.fill_null(pc.match_substring_regex(self.text, pattern), False)
        told = pc.match_substring_regex(self.encoded.dictionary, pattern)
        if not pc.any(told).as_py():
            return pa.repeat(pa.scalar(False), len(self.text))
        return pc.fill_null(pc.take(told, self.encoded.indices), False)

    def has(self, pattern: str) -> bool:
        values = self.text if self.encoded is None else self.encoded.dictionary
        return bool(pc.any(pc.match_substring_regex(values, pattern)).as_py())

    def mapped(self, change: Callable[[str], str]) -> pa.Array:
        """Each different text changed once; a text changed to nothing is a blank."""
        encoded = self.text.dictionary_encode() if self.encoded is None else self.encoded
        changed = [change(words) or None for words in encoded.dictionary.to_pylist()]
        return pc.take(pa.array(changed, pa.string()), encoded.indices)


def trimmed(text: pa.Array) -> pa.Array:
    """Without blanks around; null where nothing else is there."""
    cut = pc.utf8_trim(text, _BLANKS)
    if pc.any(pc.starts_with(cut, '="')).as_py():
        # How exports keep Excel from taking a long number for one: ="0012345678901234567"
        cut = pc.replace_substring_regex(cut, '^="(.*)"$', r"\1")
    if pc.any(pc.starts_with(cut, "'")).as_py():  # the mark of text before a number: '00123
        cut = pc.replace_substring_regex(cut, r"^'(\d)", r"\1")
    empty = pc.equal(pc.binary_length(cut), 0)
    return pc.if_else(empty, None, cut) if pc.any(empty).as_py() else cut
