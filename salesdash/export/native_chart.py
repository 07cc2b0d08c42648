"""A chart of Excel's own beside a figure's table, where the table has a natural one, so that it can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.chart import Chart

from salesdash.charts.figure import Spoken
from salesdash.charts.rows import number
from salesdash.charts.theme import PALETTES
from salesdash.units import COUNT, MONEY, Unit, step_for, unit_label

MOST_SERIES, MOST_BARS = 4, 30
WIDTH, HEIGHT, TALLEST, BAR = 720, 380, 900, 26  # pixels
_PALETTE = PALETTES["light"]
# How an axis writes numbers of each size: by a format, which every program that opens the file follows. A format
# divides by thousands alone, so that in 万 and 亿 point and comma are letters set between the digits.
_TENTHS_OF_WAN, _TENTHS_OF_MILLIONS = "0\\.0,", "#,##0.0,,"
_SIZED = {1e3: "#,##0,", 1e4: _TENTHS_OF_WAN, 1e6: _TENTHS_OF_MILLIONS, 1e8: "0\\.00,,"}
_THOUSANDS = {1e4: "#\\,##0\\.0,", 1e8: "#\\,##0\\.00,,"}  # of a size, from 1,000 of it on
# The same for numbers that are whole millions: in 万 their two last zeros are letters, and as a format has three
# sections, there is no comma where some lie below zero.
_WHOLE = {
    _TENTHS_OF_WAN: "[>=10000000]#\\,0,,\\0\\0;[>0]0,,\\0\\0;0",
    _TENTHS_OF_MILLIONS: "#,##0,,",
}
_WHOLE_BELOW_ZERO = {**_WHOLE, _TENTHS_OF_WAN: "[>0]0,,\\0\\0;[<0]\\-0,,\\0\\0;0"}
_MILLION = 1e6
IN_FULL = 1000  # from here on money is written without its cents
# Between the numbers of an axis; in millions a tenth says more than two steps would.
FEWEST_STEPS, MOST_STEPS = {_TENTHS_OF_WAN: 2, _TENTHS_OF_MILLIONS: 4}, 7


@dataclass(frozen=True, slots=True)
class Natural:
    """What of a table is drawn: the columns of names and of values, by their places, and the rows.

    `is_course`: the names are periods, and a line joins their values; else each value is a bar.
    """

    names: int
    values: tuple[int, ...]
    rows: int
    unit: Unit
    is_course: bool
    is_dated: bool
    day_format: str


def natural(figure: Spoken, among: Sequence[int] | None = None) -> Natural | None:
    """How the table is drawn; None where no one column names its rows, or the figure is no chart.

    Only numbers of one unit share a chart: those of the first column that has one, of those at the places
    `among` where it is said.
    """
    columns, frame = figure.written, figure.frame
    names = [at for at, column in enumerate(columns) if column.unit is None and not column.is_light]
    numbers = [at for at, c in enumerate(columns) if c.unit is not None and not c.is_change]
    if among is not None:
        numbers = list(among)
    filled = [at for at in numbers if frame[columns[at].key].notna().any()]
    if figure.draw is None or len(names) != 1 or not filled or len(frame) < 2:
        return None
    name, unit = columns[names[0]], columns[filled[0]].unit
    assert unit is not None
    if frame[name.key].duplicated().any():
        return None
    is_dated = all(isinstance(value, date) for value in frame[name.key])
    is_course = is_dated or name.grain is not None
    return Natural(
        names[0],
        tuple(at for at in filled if columns[at].unit is unit)[:MOST_SERIES],
        len(frame) if is_course else min(len(frame), MOST_BARS),
        unit,
        is_course,
        is_dated,
        "yyyy-mm" if name.grain == "month" else "yyyy-mm-dd",
    )


def native_chart(
    book: xlsxwriter.Workbook, figure: Spoken, sheet: str, first_row: int
) -> Chart | None:
    """A line for a course over time, bars for names and their numbers; None for any other table.

    The rows of the table begin at `first_row` of the sheet, from 0, their headers above it.
    """
    drawn = natural(figure)
    if drawn is None:
        return None
    chart = book.add_chart({"type": "line" if drawn.is_course else "bar"})
    last_row = first_row + drawn.rows - 1
    for nth, at in enumerate(drawn.values):
        colour = _PALETTE.series[nth]
        look: dict[str, Any] = {"fill": {"color": colour}, "gap": 60}
        if drawn.is_course:
            look = {"line": {"color": colour, "width": 2.25}}
        elif len(drawn.values) == 1:
            look |= {"invert_if_negative": True, "invert_if_negative_color": _PALETTE.lights["red"]}
        chart.add_series(
            {
                "name": [sheet, first_row - 1, at],
                "categories": [sheet, first_row, drawn.names, last_row, drawn.names],
                "values": [sheet, first_row, at, last_row, at],
                **look,
            }
        )
    _dress(chart, figure, drawn)
    return chart


def _dress(chart: Chart, figure: Spoken, drawn: Natural) -> None:
    """Title, axes in the unit that people read, a legend only where there is something to tell apart."""
    names: dict[str, Any] = {
        "num_font": {"color": _PALETTE.quiet},
        "line": {"color": _PALETTE.grid},
        "label_position": "low",
    }
    if drawn.is_dated:
        names |= {"date_axis": True, "num_format": drawn.day_format}
    height = HEIGHT
    if drawn.is_course:
        chart.set_x_axis(names)
        chart.set_y_axis(_values_axis(figure, drawn))
    else:  # the names of bars stand on the upright axis, the first one on top
        chart.set_x_axis({**_values_axis(figure, drawn), "label_position": "high"})
        chart.set_y_axis({**names, "reverse": True})
        height = min(max(HEIGHT, 120 + BAR * len(drawn.values) * drawn.rows), TALLEST)
    chart.set_title({"name": figure.title, "name_font": {"size": 14, "color": _PALETTE.ink}})
    chart.set_legend({"position": "bottom"} if len(drawn.values) > 1 else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"color": _PALETTE.grid}})
    chart.set_size({"width": WIDTH, "height": height})


def _values_axis(figure: Spoken, drawn: Natural) -> dict[str, Any]:
    """The axis of the numbers: large ones in 万 or k as on the screen, which its name says once."""
    form, name = axis_format(figure, drawn)
    shown = _numbers_of(figure, drawn)
    form, step = in_whole_steps(form, min(shown, default=0.0), max(shown, default=0.0))
    axis: dict[str, Any] = {
        "num_format": form,
        "num_font": {"color": _PALETTE.quiet},
        "major_gridlines": {"visible": True, "line": {"color": _PALETTE.grid}},
        "line": {"none": True},
    }
    if step:
        axis["major_unit"] = step
    if name:
        axis |= {"name": name, "name_font": {"color": _PALETTE.quiet, "bold": False}}
    return axis


def axis_format(figure: Spoken, drawn: Natural) -> tuple[str, str]:
    """How the axis writes its numbers, and the unit that stands beside it where they are written in one."""
    largest = max(map(abs, _numbers_of(figure, drawn)), default=0.0)
    step = step_for(largest, drawn.unit, figure.scale, figure.lang)
    if step.size in _SIZED:
        return _sized(step.size, largest), unit_label(drawn.unit, step, figure.lang)
    if drawn.unit is MONEY and largest >= IN_FULL:
        return COUNT.excel, ""
    return "0%" if "%" in drawn.unit.excel else drawn.unit.excel, ""


def _numbers_of(figure: Spoken, drawn: Natural) -> list[float]:
    shown = figure.frame[[figure.written[at].key for at in drawn.values]]
    return [n for n in map(number, pd.Series(shown.to_numpy().ravel())) if n is not None]


def in_whole_steps(
    form: str, least: float, largest: float, standing: float | None = None
) -> tuple[str, float | None]:
    """How an axis writes its numbers, and the step between them: whole ones without a point where a few steps of
    millions reach from the least to the largest, else as `form` says. A `standing` step stays as long as it serves."""
    reach = max(largest, 0) - min(least, 0)
    serves = standing is not None and standing <= reach <= 2 * MOST_STEPS * standing
    step, tenths = standing if serves else None, form.rpartition(";")[2]
    if tenths not in _WHOLE or reach < FEWEST_STEPS[tenths] * _MILLION:
        return form, step
    step = step or _nice(reach / MOST_STEPS)
    whole = _WHOLE_BELOW_ZERO if least < 0 else _WHOLE
    return (form if step % _MILLION else whole[tenths]), step


def _nice(least: float) -> float:
    """The smallest of 1, 2 and 5 million, 10, 20 … that is not below it."""
    power = _MILLION
    while least > 5 * power:
        power *= 10
    return next(step for step in (power, 2 * power, 5 * power) if step >= least)


def _sized(size: float, largest: float) -> str:
    """The format of numbers up to the largest, written in a size: `12,000.0`, `999.9`, `-12.0`.

    Programs differ in whose sign is written where a section takes large negative numbers alone: below zero there
    is one section, without a comma.
    """
    short, thousands = _SIZED[size], _THOUSANDS.get(size)
    if thousands is None or largest < 1000 * size:
        return short
    return f"[>={1000 * size:.0f}]{thousands};[<0]\\-{short};{short}"
