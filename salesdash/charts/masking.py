"""Customers under letters, 客户A, 客户B …, for a report that leaves the house."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from salesdash.charts.figure import Spoken
from salesdash.charts.look import spec
from salesdash.text import Lang, Text

MASK = Text("客户{letter}", "Customer {letter}")
_SHORTEST = 2  # letters of a name that is looked for within a sentence
# What makes the edge of a name, and what stands beside it, one word or one number.
_JOINED = r"(?:[A-Za-z0-9]{2}|\d\.\d)"
_FROM_BEFORE, _INTO_AFTER = re.compile(_JOINED + "$"), re.compile(_JOINED)
# Digits that are no part of a word, a number with a comma or a point, or a date.
_DIGITS = re.compile(r"(?<![A-Za-z\d])(?<!\d[.,-])\d+(?![A-Za-z\d]|[.,-]\d)")
# We write numbers from 1,000 on with a comma: so many digits without one are a name, or a year.
_SURELY_A_NAME = re.compile(r"(?!(?:19|20)\d\d$)\d{4,}")
# Other digits are a name where one is expected and nothing counted follows.
_BEFORE_A_NAME = re.compile(r"(?:客户|[Cc]ustomer |“)$")
_NOT_COUNTED = re.compile(r"(?!\s?[位个家名天项年月万亿%])")
_BEGINS = re.compile(r"(?:^|[\n：、，]|[:,.] )$")
_AFTER_A_NAME = re.compile(r"[：占]|: | makes | [+-][^\d\s]?\d")
# Of a specification: what says how to draw, not what is written.
_GRAMMAR = frozenset(
    [
        "$schema",
        "aggregate",
        "align",
        "as",
        "baseline",
        "color",
        "cursor",
        "field",
        "fields",
        "fill",
        "font",
        "fontStyle",
        "fontWeight",
        "format",
        "formatType",
        "groupby",
        "interpolate",
        "mark",
        "name",
        "op",
        "orient",
        "param",
        "scheme",
        "select",
        "stroke",
        "timeUnit",
        "type",
    ]
)
_DATA = ("datasets", "values")  # where every text is somebody's


class Masks:
    """Each customer under his letter wherever he is named.

    `numbers` are those of the letters, 0 for A, by all customers' names. A name of one letter is masked
    where it stands alone, not within a sentence; one of digits alone in a sentence, too, where it can be no
    number of ours; one of Latin letters not within a longer word.
    """

    def __init__(self, numbers: Mapping[str, int] = MappingProxyType({})) -> None:
        self._numbers = {name: number for name, number in numbers.items() if name}
        self._names = self._numbers.keys()
        self._within = frozenset(
            name for name in self._names if len(name) >= _SHORTEST and not name.isdecimal()
        )
        self._lengths = sorted({len(name) for name in self._within}, reverse=True)

    def text(self, words: str, lang: Lang) -> str:
        """The words with each customer's name under its mask, the longest name first."""
        if words in self._names:
            return self._mask(words, lang)
        out, at = [], 0
        while at < len(words):
            name = next(
                (words[at : at + n] for n in self._lengths if self._stands(words, at, n)), ""
            )
            out.append(self._mask(name, lang) if name else words[at])
            at += len(name) or 1
        return self._digits("".join(out), lang)

    def _stands(self, words: str, at: int, long: int) -> bool:
        """Whether a name stands there, and is no part of a longer word."""
        if words[at : at + long] not in self._within:
            return False
        last = at + long - 1
        before, after = words[max(at - 2, 0) : at + 1], words[last : last + 3]
        return not (_FROM_BEFORE.search(before) or _INTO_AFTER.match(after))

    def _digits(self, words: str, lang: Lang) -> str:
        """The words with customers masked who are named by digits alone."""
        return _DIGITS.sub(
            lambda found: (
                self._mask(found[0], lang)
                if found[0] in self._names and _is_named(words, *found.span())
                else found[0]
            ),
            words,
        )

    def figure(self, figure: Spoken) -> Spoken:
        """The figure with no customer's name in its words, its table or its drawing."""
        if not self._names:
            return figure
        lang, draw = figure.lang, figure.draw
        words = {
            column.key: [self._cell(value, lang) for value in figure.frame[column.key]]
            for column in figure.columns
            if column.unit is None and not column.is_course and column.key in figure.frame
        }
        return replace(
            figure,
            title=self.text(figure.title, lang),
            frame=figure.frame.assign(**words),
            draw=None if draw is None else lambda mode: _Drawn(self, draw(mode), lang),
            sentence=self.text(figure.sentence, lang),
            about=self.text(figure.about, lang),
            context=self.text(figure.context, lang),
            alt=self.text(figure.alt, lang),
            notes=tuple(self.text(note, lang) for note in figure.notes),
        )

    def _cell(self, value: Any, lang: Lang) -> Any:
        return self.text(value, lang) if isinstance(value, str) else value

    def _mask(self, name: str, lang: Lang) -> str:
        return MASK[lang].format(letter=_letters(self._numbers[name]))

    def spec(self, node: Any, lang: Lang, *, is_data: bool = False) -> Any:
        """A specification with no customer's name in any of its texts; how it is drawn stays."""
        if isinstance(node, str):
            return self.text(node, lang)
        if isinstance(node, list):
            return [self.spec(value, lang, is_data=is_data) for value in node]
        if not isinstance(node, dict):
            return node
        return {
            key: value
            if not is_data and key in _GRAMMAR and not isinstance(value, dict)
            else self.spec(value, lang, is_data=is_data or key in _DATA)
            for key, value in node.items()
        }


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A finished chart, masked as it is written out."""

    masks: Masks
    chart: Any
    lang: Lang

    def to_dict(self, validate: bool = False) -> dict[str, Any]:  # noqa: ARG002 as a chart's
        masked: dict[str, Any] = self.masks.spec(spec(self.chart), self.lang)
        return masked


def _is_named(words: str, start: int, end: int) -> bool:
    """Whether the digits that stand there are somebody's name."""
    before, after = words[:start], words[end:]
    return bool(
        _SURELY_A_NAME.fullmatch(words[start:end])
        or (_BEFORE_A_NAME.search(before) and _NOT_COUNTED.match(after))
        or (_BEGINS.search(before) and _AFTER_A_NAME.match(after))
    )


def _letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


NO_MASKS = Masks()
