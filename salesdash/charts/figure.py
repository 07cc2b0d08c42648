"""What one figure is: built once, then shown, saved, put into a deck and printed, in either language."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from salesdash.charts.column import Column, MarkedCell, Marks, Measured, marks_of
from salesdash.charts.context import context, unit_name
from salesdash.charts.look import LABEL, Look, Mode, spec
from salesdash.period import Grain
from salesdash.scope import Scope
from salesdash.text import BLANK, Lang, Text, join
from salesdash.units import MONEY, Scale, Unit, UpTo

Draw = Callable[[Look], Any]


def one_unit(
    scale: Scale, frame: pd.DataFrame, columns: Iterable[Column], *also: float | None
) -> Scale:
    """The one size in which all money of a figure is written, its sentence too: the one that was
    chosen, else that of the largest amount in the columns, or `also` in the drawing."""
    if scale != "auto":
        return scale
    shown = [c.key for c in columns if c.unit is MONEY and c.key in frame]
    sizes = frame[shown].astype(float).abs().max().dropna()
    amounts = [*sizes, *(abs(amount) for amount in also if amount is not None)]
    return UpTo(max(filter(math.isfinite, amounts))) if any(map(math.isfinite, amounts)) else scale


def in_one_unit(
    scope: Scope, frame: pd.DataFrame, columns: Iterable[Column], *also: float | None
) -> Scope:
    """The scope in the one unit of a figure, for what is said of it."""
    return replace(scope, scale=one_unit(scope.scale, frame, columns, *also))


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer, in no language yet.

    `key` names it in files and widgets. `frame` holds raw values: money in 元, rates as fractions,
    missing as null, members and other words by their keys; `columns` are those that are shown.
    `draw(look)` makes its chart, None where the table is the figure. `context` says period, filters
    and as-of date, `unit` that of money; `sentence` is the finding in words; `alt` describes the chart to those who
    cannot see it, where the title does not. `scope` is what it was asked about, by which the rows
    behind it are found. `metrics` are the keys whose definitions explain it; `missing` the datasets
    that would fill it. `spoken` holds what was said of it, by language.
    """

    key: str
    title: Text
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    draw: Draw | None = None
    sentence: Text = BLANK
    context: Text = BLANK
    alt: Text = BLANK
    metrics: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    missing: tuple[str, ...] = ()
    scale: Scale = "auto"
    scope: Scope | None = None
    spoken: dict[tuple[Lang, int], Spoken] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(
        cls,
        scope: Scope,
        key: str,
        title: Text,
        frame: pd.DataFrame,
        columns: tuple[Column, ...],
        draw: Draw | None = None,
        *,
        sentence: Text = BLANK,
        alt: Text = BLANK,
        metrics: tuple[str, ...] = (),
        notes: tuple[Text, ...] = (),
        missing: tuple[str, ...] = (),
        span: Text | None = None,
        also: tuple[float | None, ...] = (),
    ) -> Figure:
        """The answer to a question about the scope, whose period (or `span`), filters and unit of
        money it names; its money is all in one unit, that `also` in the drawing too."""
        scale = one_unit(scope.scale, frame, columns, *also)
        return cls(
            key, title, frame, columns, draw, sentence, context(scope, span=span), alt,
            metrics, notes, missing, scale, scope,
        )  # fmt: skip

    @classmethod
    def lacking(
        cls,
        scope: Scope,
        key: str,
        title: Text,
        *,
        sentence: Text = BLANK,
        metrics: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
    ) -> Figure:
        """The empty place of a figure: why it is, or which datasets are missing that would fill it."""
        nothing = pd.DataFrame()
        return cls.of(
            scope, key, title, nothing, (), sentence=sentence, metrics=metrics, missing=missing
        )

    @property
    def is_empty(self) -> bool:
        return self.frame.empty

    @property
    def unit(self) -> Text:
        """The unit of its money, where it has any."""
        has_money = any(column.unit is MONEY for column in self.columns)
        return unit_name(self.scale) if has_money else BLANK

    @property
    def marks(self) -> list[Marks]:
        """What each row of the frame stands for, by its columns; a chart's rows carry the same."""
        return marks_of(self.frame, self.columns)

    def in_(self, lang: Lang, letter: int = LABEL) -> Spoken:
        """The figure in one language, its chart in letters of so many px, said once."""
        if (lang, letter) not in self.spoken:
            self.spoken[lang, letter] = self._said_in(lang, letter)
        return self.spoken[lang, letter]

    def _said_in(self, lang: Lang, letter: int) -> Spoken:
        words = {
            c.key: _kept(c.spoken(self.frame[c.key], lang), self.frame.index)
            for c in self.columns
            if c.unit is None and c.key in self.frame
        }
        draw = self.draw
        return Spoken(
            key=self.key,
            title=self.title[lang],
            lang=lang,
            frame=self.frame.assign(**words),
            columns=tuple(
                SpokenColumn(
                    c.key,
                    c.title[lang],
                    c.unit,
                    c.grain,
                    c.is_change,
                    c.is_course,
                    c.is_light,
                    c.is_bar,
                    c.is_detail,
                    c.room,
                    c.limits,
                    c.year_starts,
                )
                for c in self.columns
            ),
            draw=None if draw is None else lambda mode: draw(Look(lang, mode, self.scale, letter)),
            sentence=self.sentence[lang],
            about=self.context[lang],
            context=join([part for part in (self.context, self.unit) if part], " · ", " · ")[lang],
            alt=(self.alt or self.title)[lang],
            metrics=self.metrics,
            notes=tuple(note[lang] for note in self.notes),
            missing=self.missing,
            scale=self.scale,
            scope=self.scope,
            marks=tuple(self.marks),
        )


def _kept(words: list[Any], index: pd.Index[Any]) -> list[Any] | pd.Series[Any]:
    """The words of a column; those that keep their number stay what they are."""
    is_measured = any(isinstance(word, Measured) for word in words)
    return pd.Series(words, index, dtype=object) if is_measured else words


@dataclass(frozen=True, slots=True)
class SpokenColumn:
    """A column in one language; `grain` where it holds periods, of a year that begins in `year_starts`."""

    key: str
    title: str
    unit: Unit | None = None
    grain: Grain | None = None
    is_change: bool = False
    is_course: bool = False
    is_light: bool = False
    is_bar: bool = False
    is_detail: bool = False
    room: int | None = None
    limits: tuple[float, ...] = ()
    year_starts: int = 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """A figure in one language: its words are written, its frame has names in the place of keys.

    `context` is what it is `about` and its unit of money; tables whose columns name theirs need the
    first alone. `marks` tell what each row stands for. `drawn` holds what the screen made of its drawings, `specs`
    these, by mode.
    """

    key: str
    title: str
    lang: Lang
    frame: pd.DataFrame
    columns: tuple[SpokenColumn, ...]
    draw: Callable[[Mode], Any] | None
    sentence: str
    about: str
    context: str
    alt: str
    metrics: tuple[str, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]
    scale: Scale
    scope: Scope | None
    marks: tuple[Marks, ...] = ()
    drawn: dict[Mode, dict[str, Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    specs: dict[Mode, dict[str, Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def spec(self, mode: Mode) -> dict[str, Any]:
        """The finished Vega-Lite of its drawing, made once and not to be changed. Raises ValueError where the
        table is the figure."""
        if self.draw is None:
            raise ValueError(f"{self.key} has no chart to draw")
        if mode not in self.specs:
            self.specs[mode] = spec(self.draw(mode))
        return self.specs[mode]

    @property
    def is_empty(self) -> bool:
        return self.frame.empty

    @property
    def written(self) -> tuple[SpokenColumn, ...]:
        """The columns that a file can hold."""
        return tuple(column for column in self.columns if not column.is_course)

    @property
    def seen(self) -> tuple[SpokenColumn, ...]:
        """The columns that the screen has room for."""
        return tuple(column for column in self.columns if not column.is_detail)


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer to a page's question, in no language yet: good or bad, in one sentence.

    `light` is its colour's key and `state` the word for it ("behind"); none where the answer is
    neither good nor bad. `more` is a second sentence, `notes` what has to be known of the figures, and
    `leads` the names in them that open what they stand for.
    """

    sentence: Text
    light: str = ""
    state: Text = BLANK
    more: Text = BLANK
    notes: tuple[Text, ...] = ()
    leads: tuple[MarkedCell, ...] = ()

    @property
    def text(self) -> Text:
        """All of it as one text, for those who do not see the screen."""
        state = self.state + Text("：", ": ") if self.state else BLANK
        sentence = state + self.sentence + Text("。", ".")
        leads = join([lead.name for lead in self.leads], zh="；", en="; ")
        leads = leads + Text("。", ".") if self.leads else BLANK
        parts = [part for part in (sentence, self.more, leads, *self.notes) if part]
        return join(parts, zh="", en=" ")


@dataclass(frozen=True, slots=True)
class Card:
    """One number at a glance, written out, in no language yet.

    `change` is the difference to `against` (a comparison named in words); `good` whether it goes
    the right way, None where neither. `spark` is its recent course. `light` is its colour's key.
    `opens` is what a click on it opens.
    """

    key: str
    title: Text
    value: Text
    change: Text = BLANK
    good: bool | None = None
    against: Text = BLANK
    spark: tuple[float | None, ...] = ()
    light: str = ""
    help: Text = BLANK
    opens: Marks = field(default_factory=dict)
