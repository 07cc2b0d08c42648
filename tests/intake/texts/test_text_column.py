"""A column that repeats few texts is read by its different texts; what is read is the same."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from salesdash.intake.cleaning.rows import suspects
from salesdash.intake.texts import numbers, text_column, words
from salesdash.intake.texts.text_column import TextColumn, trimmed
from salesdash.intake.texts.times import dates

CELLS = ["客户", " 甲 ", "甲", "乙\u3000", None, "  ", '="007"', "'007", "乙", "－"]
MANY = 4 * text_column.LOOK


def both(cells: list[str | None]) -> tuple[TextColumn, TextColumn]:
    """The cells, trimmed, held plainly; and repeated often enough to be held as a dictionary."""
    times = MANY // len(cells)
    long = trimmed(pa.chunked_array([cells] * times))
    assert isinstance(long.values, pa.DictionaryArray)
    return trimmed(pa.chunked_array([cells])), long


def once(array: pa.Array, like: int) -> list[Any]:
    return list(array.slice(len(array) - like).to_pylist())


def test_trimming_makes_one_of_what_differs_in_blanks_and_nothing_of_blanks():
    plain, held = both(CELLS)
    assert once(held.values, len(CELLS)) == plain.values.to_pylist()
    assert plain.values.to_pylist()[1:7] == ["甲", "甲", "乙", None, None, "007"]
    texts = held.values.dictionary.to_pylist()
    assert len(set(texts)) == len(texts)


ASKED = {
    "matches": lambda c: c.matches("[甲乙]"),
    "equals": lambda c: c.equals("007"),
    "each": lambda c: c.each(pc.utf8_length),
    "mapped": lambda c: _plain(c.mapped(lambda text: "" if text == "甲" else text + "!")),
    "names": lambda c: _plain(words.names(c, ["乙"])),
    "ids": lambda c: _plain(words.ids(c).values),
    "placeholders": words.placeholders,
    "text": lambda c: c.text,
}


def _plain(names: pa.Array) -> pa.Array:
    return pc.cast(names, pa.string())


@pytest.mark.parametrize("asked", ASKED)
def test_asked_of_each_different_text_is_asked_of_every_cell(asked):
    plain, held = both(CELLS)
    assert once(ASKED[asked](held), len(CELLS)) == ASKED[asked](plain).to_pylist()


def test_a_header_above_the_body_is_no_value_of_it():
    header, days = "日期", ["2025-03-05", "2025-03-06"]
    cells = pa.chunked_array([[header], days * MANY])
    body = TextColumn(trimmed(cells).values.slice(1))
    assert not body.has(header)
    read = dates.read_iso(body)
    assert read is not None
    assert [str(day) for day in read.starts.slice(0, 2).to_pylist()] == days


def test_numbers_of_repeated_texts_are_those_of_the_texts():
    _, held = both(["1.5", "-2", None])
    read = numbers.read_plain(held)
    assert read is not None
    assert [n and float(n) for n in once(read.values, 3)] == [1.5, -2.0, None]
    assert numbers.read_plain(both(["1.5", "甲"])[1]) is None


def test_combinations_differ_where_a_part_does_and_a_blank_is_one_too():
    held = pa.array(["甲", "乙", "甲", None, None, "甲"]).dictionary_encode()
    plain = pa.array([1, 1, 2, 1, 1, 1])
    codes = suspects._codes([held, plain])
    assert len(set(codes.tolist())) == 4
    assert suspects._repeated(codes).tolist() == [True, False, False, True, True, True]


def test_marks_of_direction_are_no_part_of_a_name():
    held = TextColumn(pa.array(["\u202e上海", "上海", "\u2067华东\u2069", "a\u200fb"]))
    assert words.names(held, []).to_pylist() == ["上海", "上海", "华东", "ab"]
