"""One phrase in two languages, and words that go by a number."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import salesdash
from salesdash.text import LANGS, Text

SOURCE = Path(salesdash.__file__).parent
ONE = re.compile(
    r"(?<![\d.,%–-])\b1 (?:new |changed |former |earlier |high-value )*([a-z]+)\b( are| were| have)?\b"
)
PLURAL = re.compile(r"\{(\w+)\} (?:new |closed |earlier )?([a-z]+)")
FORMS = re.compile(r"\{\w+:(?:[^{}]|\{\w+\})*\}")
SINGULAR = {
    "is",
    "does",
    "was",
    "has",
    "plus",
    "its",
    "this",
    "minus",
    "grows",
    "shrinks",
    "holds",
    "stays",
    "brings",
}
# Places that hold a number of things; others hold names and amounts.
COUNTED = {"n", "all", "days", "rows", "tables", "won", "shown", "leads", "new", "high"}


def declared() -> Iterator[tuple[str, Text]]:
    """Every phrase written out in the source, with where it stands."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                if len(words) == 2:
                    yield f"{file.relative_to(SOURCE)}:{node.lineno}", Text(*map(str, words))


def fields(words: str) -> dict[str, bool]:
    """The places of a phrase, and whether its words go by the number in it."""
    found: dict[str, bool] = {}
    for _, name, form, _ in Formatter().parse(words):
        if name is not None:
            found[name] = found.get(name, False) or "|" in (form or "")
    return found


def test_a_word_goes_by_its_number():
    words = Text("{n} 位", "{n} {n:customer is|customers are} leaving")
    assert [words.format(n=n).en for n in (0, 1, 2)] == [
        "0 customers are leaving", "1 customer is leaving", "2 customers are leaving",
    ]  # fmt: skip
    assert words.format(n=Text("1,204", "1,204")) == Text("1,204 位", "1,204 customers are leaving")


def test_the_number_may_stand_within_one_of_the_forms():
    words = Text("最近 {n} 个月", "the last {n:month|{n} months}")
    assert [words.format(n=n).en for n in (1, 12)] == ["the last month", "the last 12 months"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_counting_phrase_reads_right_of_none_of_one_and_of_several(number):
    wrong = []
    for at, words in declared():
        named = {**fields(words.zh), **fields(words.en)}
        counted = {name for name, counts in named.items() if counts or name in COUNTED}
        if not counted:
            continue
        said = words.format(**{name: number if name in counted else "…" for name in named})
        assert not any(set("{}|") & set(said[lang]) for lang in LANGS), at
        if number == 1:
            behind = [noun for noun, verb in ONE.findall(said.en) if verb or is_plural(noun)]
            wrong += [f"{at}: {said.en}"] if behind else []
    assert not wrong, "\n".join(wrong)


def test_no_phrase_puts_a_plural_behind_a_number_that_may_be_one():
    behind = [
        f"{at}: {words.en}"
        for at, words in declared()
        for name, noun in PLURAL.findall(FORMS.sub("", words.en))
        if name in COUNTED and is_plural(noun)
    ]
    assert not behind, "\n".join(behind)


def is_plural(word: str) -> bool:
    return word in ("are", "were", "have") or (
        word.endswith("s") and not word.endswith("ss") and word not in SINGULAR
    )
