"""A column of trimmed text that knows its different values, where they are few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

LOOK = 20_000
FEW = 0.6  # of the texts, at most, are different where a dictionary is worth it
_BLANKS = " \t\r\n\u3000\u00a0\ufeff\u200b"


@dataclass(frozen=True)
class TextColumn:
    """`values` are strings, null where blank, or such strings as a dictionary.

    Where few values are different, whatever is asked of the values is asked of each different one
    once.
    """

    values: pa.Array

    @cached_property
    def text(self) -> pa.Array:
        """The values as plain strings."""
        held = self.values
        return held.dictionary_decode() if isinstance(held, pa.DictionaryArray) else held

    @cached_property
    def encoded(self) -> pa.DictionaryArray | None:
        """The values as a dictionary of those that occur, where few are different."""
        held = self.values
        return _occurring(held) if isinstance(held, pa.DictionaryArray) else encoded(held)

    def matches(self, pattern: str) -> pa.Array:
        """Which of the texts contain the pattern; a blank does not."""
        if self.encoded is None:
            return pc.fill_null(pc.match_substring_regex(self.text, pattern), False)
        matching = pc.match_substring_regex(self.encoded.dictionary, pattern)
        if not pc.any(matching).as_py():
            return pa.repeat(pa.scalar(False), len(self.values))
        return pc.fill_null(pc.take(matching, self.encoded.indices), False)

    def has(self, pattern: str) -> bool:
        values = self.text if self.encoded is None else self.encoded.dictionary
        return bool(pc.any(pc.match_substring_regex(values, pattern)).as_py())

    def each(self, read: Callable[[pa.Array], pa.Array]) -> pa.Array:
        """What `read` makes of strings, of every one of them alone."""
        if self.encoded is None:
            return read(self.text)
        return pc.take(read(self.encoded.dictionary), self.encoded.indices)

    def mapped(self, change: Callable[[str], str]) -> pa.Array:
        """Each different text changed once; a text changed to nothing is a blank."""
        held = self.text.dictionary_encode() if self.encoded is None else self.encoded
        changed = pa.array([change(words) or None for words in held.dictionary.to_pylist()])
        return _through(pc.cast(changed, pa.string()), held.indices)

    def equals(self, words: str) -> pa.Array:
        """Which of the texts are these words; a blank is not."""
        if self.encoded is not None and pc.index(self.encoded.dictionary, words).as_py() < 0:
            return pa.repeat(pa.scalar(False), len(self.values))
        return pc.fill_null(self.each(lambda text: pc.equal(text, words)), False)


def any_matches(columns: Sequence[TextColumn], pattern: str, height: int) -> npt.NDArray[np.bool_]:
    """The rows in which one of these columns contains the pattern. Short ones are looked through as
    one: to read the pattern takes longer than to look for it."""
    if columns and height <= LOOK:
        together = TextColumn(pa.concat_arrays([column.text for column in columns]))
        matching = together.matches(pattern).to_numpy(zero_copy_only=False)
        rows: npt.NDArray[np.bool_] = matching.reshape(len(columns), height).any(axis=0)
        return rows
    rows = np.zeros(height, dtype=np.bool_)
    for column in columns:
        rows |= column.matches(pattern).to_numpy(zero_copy_only=False)
    return rows


def encoded(text: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray | None:
    """The strings as a dictionary where a look at the beginning finds few different ones."""
    if len(text) <= LOOK or len(pc.unique(text.slice(0, LOOK))) > FEW * LOOK:
        return None
    dictionary = _one(text.dictionary_encode())
    return dictionary if len(dictionary.dictionary) < FEW * len(text) else None


def numbered(cells: pa.Array) -> tuple[npt.NDArray[np.int64], int]:
    """A number from 0 for each different cell, a blank being one of them, and their bound."""
    held = cells if isinstance(cells, pa.DictionaryArray) else cells.dictionary_encode()
    blank = len(held.dictionary)
    numbers = pc.fill_null(held.indices, blank).to_numpy(zero_copy_only=False)
    return numbers.astype(np.int64), blank + 1


def trimmed(cells: pa.ChunkedArray) -> TextColumn:
    """Without blanks around; null where nothing else is there."""
    held = encoded(cells)
    if held is None:
        return TextColumn(_bare(_one(cells)))
    bare = _bare(held.dictionary)
    same = bare.equals(held.dictionary)
    return TextColumn(held if same else _through(bare, held.indices))


def _through(changed: pa.Array, indices: pa.Array) -> pa.DictionaryArray:
    """The entries of a dictionary changed, by which different ones may have become one."""
    held = changed.dictionary_encode()
    if len(held.dictionary) == len(changed):  # each is still itself alone
        return pa.DictionaryArray.from_arrays(indices, held.dictionary)
    return pa.DictionaryArray.from_arrays(pc.take(held.indices, indices), held.dictionary)


def _occurring(held: pa.DictionaryArray) -> pa.DictionaryArray:
    """Without the entries that only rows outside of a slice have."""
    occurs = np.zeros(len(held.dictionary), dtype=np.bool_)
    occurs[held.indices.drop_null().to_numpy()] = True
    if occurs.all():
        return held
    place = pa.array(np.cumsum(occurs, dtype=np.int32) - 1)
    return pa.DictionaryArray.from_arrays(
        pc.take(place, held.indices), pc.filter(held.dictionary, pa.array(occurs))
    )


def _one(chunks: pa.Array | pa.ChunkedArray) -> pa.Array:
    combined = chunks.combine_chunks() if isinstance(chunks, pa.ChunkedArray) else chunks
    return combined if isinstance(combined, pa.Array) else pa.concat_arrays(combined.chunks)


def _bare(text: pa.Array) -> pa.Array:
    cut = pc.utf8_trim(text, _BLANKS)
    if pc.any(pc.starts_with(cut, '="')).as_py():
        # How exports keep Excel from taking a long number for one: ="0012345678901234567"
        cut = pc.replace_substring_regex(cut, '^="(.*)"$', r"\1")
    if pc.any(pc.starts_with(cut, "'")).as_py():  # the mark of text before a number: '00123
        cut = pc.replace_substring_regex(cut, r"^'(\d)", r"\1")
    empty = pc.equal(pc.binary_length(cut), 0)
    return pc.if_else(empty, None, cut) if pc.any(empty).as_py() else cut
