"""A chart's own rows: values under plain names, each with the text in which people read it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from salesdash.charts.column import Column, first_day, marks_of
from salesdash.charts.look import Look

Row = dict[str, Any]
WORD_ENDS = re.compile(r"[；：，（、]|[,;:]? ")  # where a text may be broken off


def rows(frame: pd.DataFrame, look: Look, **columns: Column | None) -> list[Row]:
    """The frame's rows as plain values, the column `x` under the name `x` and its text as `x_text`.

    With a unit: a float of seven digits, which is finer than a pixel; missing and infinite as
    None. Periods: the moment at which each starts, its text being the period's name. Else: the name.
    What a row stands for goes along under `of_channel`, `of_month` and so on.
    Own names, because a field's name is a path to Vega and a key may hold a dot or a bracket.
    """
    taken: dict[str, list[Any]] = {}
    for name, column in columns.items():
        if column is None:
            continue
        values = frame[column.key]
        if column.unit is not None:
            numbers = [number(v) for v in values]
            taken[name] = [v if v is None else float(f"{v:.7g}") for v in numbers]
            taken[name + "_text"] = [
                look.write(v, column.unit, limits=column.limits) for v in numbers
            ]
        elif column.grain:
            days = [first_day(v) for v in values]
            taken[name] = [moment(day) for day in days]
            taken[name + "_text"] = [column.period(day).name[look.lang] for day in days]
        else:
            words = column.spoken(values, look.lang)
            taken[name] = ["" if pd.isna(v) else str(v) for v in words]
            taken[name + "_text"] = [" ".join(v.split()) for v in taken[name]]
    marks = marks_of(frame, filter(None, columns.values()))
    return [
        dict(zip(taken, values, strict=True)) | {f"of_{of}": key for of, key in stands_for.items()}
        for *values, stands_for in zip(*taken.values(), marks, strict=True)
    ]


def number(value: Any) -> float | None:
    """A plain float; None for what is missing or has no end."""
    if value is None or pd.isna(value):
        return None
    as_float = float(value)
    return as_float if math.isfinite(as_float) else None


def moment(day: date) -> str:
    """The start of a day as Vega reads it in local time (a bare date it would read as UTC)."""
    return f"{day.isoformat()}T00:00:00"


def numbers_in(rows: Iterable[Row], *names: str) -> list[float]:
    """All values under these names that are not missing."""
    return [row[name] for row in rows for name in names if row.get(name) is not None]


def largest(rows: Iterable[Row], *names: str) -> float:
    """The greatest size under these names: in its step a whole axis is written."""
    return max(map(abs, numbers_in(rows, *names)), default=0.0)


def members(rows: Iterable[Row], name: str) -> list[str]:
    """The names in a column, each once, in the order in which they come."""
    return list(dict.fromkeys(row[name] for row in rows))


def width(text: str) -> int:
    """How wide a text is, in letters; a Chinese character counts two."""
    return sum(2 if ord(letter) > 0x2E00 else 1 for letter in text)


def shortened(text: str, most: int) -> str:
    """The text, cut to so many letters' width."""
    if width(text) <= most:
        return text
    while width(text) > most - 1:
        text = text[:-1]
    return text + "…"


def to_word(text: str, most: int) -> str:
    """The text as far as its last word of which so many letters' width has room."""
    if width(text) <= most:
        return text
    fitting = shortened(text, most)[:-1]
    ends = [end.start() for end in WORD_ENDS.finditer(fitting)]
    far = [end for end in ends if 2 * width(fitting[:end]) >= most]
    return (fitting[: far[-1]] if far else fitting) + "…"


def tips(look: Look, **columns: Column | None) -> Sequence[alt.Tooltip]:
    """What the pointer shows: the title and the readable text of each column."""
    return [
        alt.Tooltip(field=name + "_text", type="nominal", title=column.title[look.lang])
        for name, column in columns.items()
        if column is not None and column.title
    ]


def days_of(rows: Iterable[Row]) -> list[date]:
    """The days under `x`, where it holds periods."""
    return [date.fromisoformat(row["x"][:10]) for row in rows]
