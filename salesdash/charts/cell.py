"""What a cell of a figure's table says, where all of the table is words: on a slide, and in large letters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.rows import number
from salesdash.period import Period
from salesdash.units import write


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
