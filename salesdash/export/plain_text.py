"""A figure as plain text, for a terminal."""

from __future__ import annotations

import pandas as pd

from salesdash.charts.figure import Spoken
from salesdash.charts.rows import number
from salesdash.units import write


def text(figure: Spoken) -> str:
    """Title and context, the table with its numbers as people read them, below it the finding and notes."""
    shown = pd.DataFrame(index=figure.frame.index)
    for column in figure.written:
        values = list(figure.frame[column.key])
        if (unit := column.unit) is not None:
            signed = column.is_change
            values = [
                write(number(v), unit, figure.scale, signed=signed, limits=column.limits)[
                    figure.lang
                ]
                for v in values
            ]
        shown[column.title] = values
    words = filter(None, (figure.sentence, *figure.notes))
    return "\n".join(
        [figure.title, figure.context, "", shown.to_string(index=False), "", *words]
    ).rstrip()
