"""Customers under letters, 客户A, 客户B …, for a report that leaves the house."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from salesdash.charts.figure import Spoken
from salesdash.charts.theme import spec
from salesdash.text import Lang, Text

MASK = Text("客户{letter}", "Customer {letter}")
_SHORTEST = 2  # letters of a name that is looked for within a sentence


class Masks:
    """The masks of one report: the same customer has the same letter wherever he is named.

    `names` are all customers' names; letters are given in the order in which they are met. A name of
    one letter is masked where it stands alone, not within a sentence.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(name for name in names if name)
        lengths = {len(name) for name in self._names if len(name) >= _SHORTEST}
        self._lengths = sorted(lengths, reverse=True)
        self._letters: dict[str, str] = {}

    def text(self, words: str, lang: Lang) -> str:
        """The words with each customer's name under its mask, the longest name first."""
        if words in self._names:
            return self._mask(words, lang)
        out, at = [], 0
        while at < len(words):
            name = next(
                (words[at : at + n] for n in self._lengths if words[at : at + n] in self._names), ""
            )
            out.append(self._mask(name, lang) if name else words[at])
            at += len(name) or 1
        return "".join(out)

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
        letter = self._letters.setdefault(name, _letters(len(self._letters)))
        return MASK[lang].format(letter=letter)

    def spec(self, node: Any, lang: Lang) -> Any:
        """A specification with no customer's name in any of its texts; names of fields stay."""
        if isinstance(node, str):
            return self.text(node, lang)
        if isinstance(node, dict):
            return {key: self.spec(value, lang) for key, value in node.items()}
        return [self.spec(value, lang) for value in node] if isinstance(node, list) else node


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A finished chart, masked as it is written out."""

    masks: Masks
    chart: Any
    lang: Lang

    def to_dict(self, validate: bool = False) -> dict[str, Any]:  # noqa: ARG002 as a chart's
        masked: dict[str, Any] = self.masks.spec(spec(self.chart), self.lang)
        return masked


def _letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


NO_MASKS = Masks()
