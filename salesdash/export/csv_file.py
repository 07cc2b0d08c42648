"""A figure as CSV: raw values that another program can read, and that Excel opens as Chinese."""

from __future__ import annotations

import io
from csv import writer
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from salesdash.charts.figure import Spoken
from salesdash.export.safe_names import heading, is_formula


def csv(figure: Spoken) -> bytes:
    """One line per row of the figure: money in 元, rates as fractions, missing empty.

    UTF-8 with the mark by which Excel knows it. A text that a spreadsheet would compute gets an
    apostrophe before it.
    """
    out = io.StringIO()
    lines = writer(out, lineterminator="\r\n")
    lines.writerow([_shown(heading(column, figure.lang)) for column in figure.written])
    columns = [figure.frame[column.key] for column in figure.written]
    lines.writerows(map(_shown, row) for row in zip(*columns, strict=True))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _shown(value: Any) -> str:
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return "'" + value if is_formula(value) else value
    if isinstance(value, (int, Decimal)):
        return str(value)
    return str(int(value)) if float(value).is_integer() else repr(float(value))
