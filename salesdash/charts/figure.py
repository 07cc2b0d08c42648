"""What one figure is: built once, then shown, saved, put into a deck and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from salesdash.scope import Scope
from salesdash.text import Lang
from salesdash.units import Scale, Unit

Mode = Literal["light", "dark"]
Draw = Callable[[Mode], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a figure's frame: its key there, its title for people, its unit if a number."""

    key: str
    title: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer, in one language.

    `key` names it in files and widgets. `frame` holds raw values (money in 元, rates as
    fractions, missing as null), one column per entry of `columns`. `draw(mode)` makes its
    chart, None where the table is the figure. `context` says period, filters, unit and as-of date;
    `sentence` is the finding in words; `alt` describes the chart to those who cannot see it.
    `scope` is what it was asked about, by which the rows behind it are found.
    `metrics` are the keys whose definitions explain it; `missing` the datasets that would fill it.
    `drawn` holds the finished drawings that were made of it, by mode.
    """

    key: str
    title: str
    lang: Lang
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    draw: Draw | None = None
    sentence: str = ""
    context: str = ""
    alt: str = ""
    metrics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    scale: Scale = "auto"
    scope: Scope | None = None
    drawn: dict[Mode, dict[str, Any]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        return self.frame.empty


@dataclass(frozen=True, slots=True)
class Card:
    """One number at a glance, all of it written out in one language.

    `change` is the difference to `against` (a comparison named in words); `good` whether it goes
    the right way, None where neither. `spark` is its recent course. `light` is its colour's key.
    """

    key: str
    title: str
    value: str
    change: str = ""
    good: bool | None = None
    against: str = ""
    spark: tuple[float | None, ...] = ()
    light: str = ""
    help: str = ""
