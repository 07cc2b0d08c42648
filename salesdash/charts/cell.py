"""What a cell of a figure's table says, and the unit that a column of numbers without one names above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from math import ceil, isfinite, log10
from typing import Any

import pandas as pd

from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.rows import number
from salesdash.period import Period
from salesdash.units import MONEY, STEPS, SizeStep, UpTo, step_for, unit_label, write

_TWO_DIGITS = 10  # before the point; of fewer a sentence writes two behind it
_SMALL = 10_000  # 元; of larger amounts the fen are left to what is exported
_HEADED = {"zh": "{title}（{unit}）", "en": "{title} ({unit})"}


def cell_words(value: Any, column: SpokenColumn, figure: Spoken) -> str:
    """A number with its unit, a period by its name, a day, or the words themselves in one line; nothing for
    what is missing and is no number."""
    if column.unit is not None:
        amount = number(value)
        signed, limits = column.is_change, column.limits
        return write(amount, column.unit, figure.scale, signed=signed, limits=limits)[figure.lang]
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, (date, datetime)):
        if column.grain:
            return Period.of(value, column.grain, column.year_starts).name[figure.lang]
        return f"{value:%Y-%m-%d}"
    return " ".join(str(value).split())


def step_of(column: SpokenColumn, figure: Spoken) -> SizeStep:
    """The size in which a column's numbers are written: that of the figure's sentence, or a smaller one where
    none of them fills it."""
    assert column.unit is not None
    amounts = pd.to_numeric(figure.frame[column.key], errors="coerce").abs().dropna()
    largest = max(filter(isfinite, map(float, amounts)), default=0.0)
    scale = UpTo(largest) if figure.scale == "auto" and column.unit is MONEY else figure.scale
    step = step_for(largest, column.unit, scale, figure.lang)
    if column.unit is not MONEY or not isinstance(scale, UpTo):
        return step
    smaller = [
        s for s in STEPS[figure.lang].values() if s.size <= min(step.size, max(largest, 1.0))
    ]
    return smaller[-1]


def headed(column: SpokenColumn, figure: Spoken, unit_above: str = "") -> str:
    """The title with the unit of its numbers, unless that is the one above the table: `销售额（万元）`."""
    assert column.unit is not None
    label = unit_label(column.unit, step_of(column, figure), figure.lang)
    if label == unit_above:
        return column.title
    return _HEADED[figure.lang].format(title=column.title, unit=label)


def unit_of_several(figure: Spoken) -> str:
    """The unit of several columns of money, to be said once above their table, as they have no room for it; blank
    where no two share one."""
    money = [one for one in figure.seen if one.unit is MONEY]
    units = Counter(unit_label(MONEY, step_of(one, figure), figure.lang) for one in money)
    [(unit, n), *_] = units.most_common(1) or [("", 0)]
    return unit if n > 1 else ""


def decimals_of(amounts: Iterable[float], step: SizeStep) -> int:
    """As many as a sentence writes of the smallest of the amounts, in that size; fen only of small ones."""
    sizes = [abs(float(amount)) for amount in amounts if amount is not None and isfinite(amount)]
    if step.size == 1:
        return 2 if max(sizes, default=0.0) < _SMALL and any(size % 1 for size in sizes) else 0
    smallest = min((size for size in sizes if size > 0), default=1.0)
    least = 1 if smallest >= _TWO_DIGITS else 2
    return min(max(least, ceil(-log10(smallest))), 3)
