"""A column of a figure: what its values are, what they are called, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.period import Grain, Period
from salesdash.text import BLANK, Lang, Text
from salesdash.units import Unit

KPI, METRIC = "kpi", "metric"
# What something stands for, as an address would name it: members by dimension ("" for nobody's), a
# period by its grain, a KPI: `{"channel": "天猫", "month": "2025-03"}`.
Marks = dict[str, str]


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell that is called so and stands for these marks, where its column alone does not say it."""

    name: Text
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuredCell:
    """The number of a cell in a column of several units, and how it is written; `limits` as those of a column."""

    name: Text
    amount: float
    unit: Unit
    limits: tuple[float, ...] = ()


class Measured(str):
    """What a `MeasuredCell` says, which keeps its number for those who reckon on."""

    cell: MeasuredCell

    @classmethod
    def of(cls, cell: MeasuredCell, lang: Lang) -> Measured:
        words = cls(cell.name[lang])
        words.cell = cell
        return words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a figure's frame: its key there, its title for people, its unit if a number.

    `of` names that of which its values are keys: a dimension (its members, null for nobody's; of one
    of time the first days of its periods) or `KPI`. `names` call its values where they are not the names
    of members. `is_change`: a number that is read with its sign. `is_course`: each cell is a small course,
    a tuple of numbers, seen on the screen only. `is_bar`: a number beside a bar of its size, in the unit of
    the figure's sentence. `is_light`: words that begin with the shape of a light. `is_detail`:
    in files only, for which the screen is too narrow. `room`: so many px of a table on the screen, however
    long its words are. `limits` are those by which its numbers are judged, and as which none reads that is
    another. `year_starts` is the month in which the year of its periods begins. A cell may also be
    a `Text`, `MarkedCell` or `MeasuredCell`, which speak for themselves.
    """

    key: str
    title: Text
    unit: Unit | None = None
    of: str = ""
    names: Mapping[Any, Text] | None = None
    is_change: bool = False
    is_course: bool = False
    is_bar: bool = False
    is_light: bool = False
    is_detail: bool = False
    room: int | None = None
    limits: tuple[float, ...] = ()
    year_starts: int = 1

    @property
    def grain(self) -> Grain | None:
        """How long its periods are, if it has periods."""
        return DIMENSIONS[self.of].grain if self.of in DIMENSIONS else None

    def spoken(self, values: Iterable[Any], lang: Lang) -> list[Any]:
        """The values by the names that people know; numbers and periods as they are."""
        if self.unit is not None or self.grain or self.is_course:
            return list(values)
        if self.names is None and self.of in DIMENSIONS:
            return member_names(self.of, values, lang)
        names = self.names or {}
        return [_in(names.get(None if value != value else value, value), lang) for value in values]

    def period(self, value: object) -> Period:
        """The period that stands in the frame by its first day or its label."""
        return Period.of(first_day(value), self.grain or "day", self.year_starts)

    def marks(self, value: object) -> Marks:
        """What a value stands for: nothing, where it is all others together."""
        if isinstance(value, MarkedCell):
            return dict(value.marks)
        if not self.of or isinstance(value, (Text, MeasuredCell)):
            return {}
        if value is None or value != value:
            return {self.of: ""}
        if self.grain:
            return {self.of: str(self.period(value))}
        return {self.of: str(value)}


def first_day(value: object) -> date:
    """The day on which a period starts that stands in a frame by its first day or its label."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else Period.parse(str(value)).start


def marks_of(frame: pd.DataFrame, columns: Iterable[Column]) -> list[Marks]:
    """What each row of the frame stands for."""
    marks: list[Marks] = [{} for _ in range(len(frame))]
    for column in columns:
        if column.unit is None and not column.is_course and column.key in frame:
            for row, value in zip(marks, frame[column.key], strict=True):
                row |= column.marks(value)
    return marks


# The colour of a row, for the chart alone.
COLOUR = Column("light", BLANK)


def member_names(dimension: str, members: Iterable[object], lang: Lang) -> list[str]:
    """What each of the members is called; two of one name are told apart by a number behind it."""
    called: dict[object, str] = {}
    keys = ["" if member is None or member != member else member for member in members]
    for key in dict.fromkeys(keys):
        is_named = isinstance(key, (Text, MarkedCell))
        name = str(_in(key if is_named else member_name(dimension, key), lang))
        numbered = (f"{name} ({n})" for n in count(2))
        called[key] = next(n for n in chain([name], numbered) if n not in called.values())
    return [called[key] for key in keys]


def _in(word: Any, lang: Lang) -> Any:
    if isinstance(word, MarkedCell):
        return word.name[lang]
    if isinstance(word, MeasuredCell):
        return Measured.of(word, lang)
    return word[lang] if isinstance(word, Text) else word
