"""A figure as a short text to paste into a chat: what was found, the first rows, and of when they are."""

from __future__ import annotations

from salesdash.charts.figure import Spoken
from salesdash.charts.rows import number
from salesdash.text import Text
from salesdash.units import write

ROWS = 10
LINE = Text("{name}：{values}", "{name}: {values}")
BETWEEN = Text("，", ", ")
MORE = Text("……共 {n} 行", "… {n} {n:row|rows} in all")


def message(figure: Spoken) -> str:
    """Title and finding, at most ten rows of numbers with the names of their columns, the context."""
    lines = [f"【{figure.title}】" if figure.lang == "zh" else figure.title, figure.sentence]
    names = [column for column in figure.written if column.unit is None]
    measures = [column for column in figure.written if column.unit is not None]
    for row in figure.frame.head(ROWS).to_dict("records"):
        named = " ".join(str(row[column.key]) for column in names if _is_known(row[column.key]))
        values = [
            f"{column.title} "
            + write(
                number(row[column.key]),
                column.unit,
                figure.scale,
                signed=column.is_change,
                limits=column.limits,
            )[figure.lang]
            for column in measures
            if column.unit is not None and number(row[column.key]) is not None
        ]
        written = BETWEEN[figure.lang].join(values)
        lines.append(LINE[figure.lang].format(name=named, values=written) if written else named)
    if len(figure.frame) > ROWS:
        lines.append(MORE.format(n=len(figure.frame))[figure.lang])
    return "\n".join(filter(None, [*lines, figure.context]))


def _is_known(value: object) -> bool:
    return value is not None and value == value and value != ""
