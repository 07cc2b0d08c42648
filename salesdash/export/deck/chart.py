"""A figure as a chart of PowerPoint's own, with its data, where the table has a natural one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import pandas as pd
import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.chart.plot import LinePlot
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from salesdash.charts import axes
from salesdash.charts.column import first_day
from salesdash.charts.figure import Spoken, SpokenColumn
from salesdash.charts.look import Mode
from salesdash.charts.rows import number
from salesdash.charts.theme import PALETTES, Palette
from salesdash.export.deck.seen import marks, seen
from salesdash.export.deck.slide_text import clean, dress, rgb
from salesdash.export.native_chart import (
    MOST_SERIES,
    Natural,
    axis_format,
    in_whole_steps,
    natural,
)
from salesdash.text import Lang

MOST_ROWS = 18  # bars that can be read on a slide
MOST_PERIODS = 60
MOST_TICKS = 13  # names of periods side by side
LABELLED = 14  # numbers that stand at their bars without covering one another
AXIS, LEGEND = 12.0, 13.0  # points
_MILLIONS = "#,##0.0,,"
# The colour of negative bars: an extension of the chart's format, as Office has written it since 2010.
_BELOW_ZERO = (
    '<c:extLst xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<c:ext uri="{{6F2FDCE9-48DA-4B69-8628-5D25D57E5C99}}" '
    'xmlns:c14="http://schemas.microsoft.com/office/drawing/2007/8/2/chart">'
    "<c14:invertSolidFillFmt><c14:spPr><a:solidFill>"
    '<a:srgbClr val="{colour}"/></a:solidFill></c14:spPr></c14:invertSolidFillFmt></c:ext></c:extLst>'
)


@dataclass(frozen=True, slots=True)
class ChartShape:
    """What a chart of PowerPoint's shows: a series of values for each name, all of one unit, in rows from the
    top down or in columns from left to right, joined where they are a course, else piled up or side by side."""

    categories: list[str]
    series: list[tuple[str, list[float | None]]]
    form: str
    unit: str
    is_course: bool = False
    is_upright: bool = False
    is_stacked: bool = False

    @property
    def exact(self) -> str:
        """The format of a number that stands at its bar: an axis is content with whole percents and with tenths
        of a few millions."""
        if self.form == _MILLIONS and all(
            abs(value) < 1e7 for _, values in self.series for value in values if value is not None
        ):
            return "#,##0.00,,"
        return "0.0%" if self.form == "0%" else self.form

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the largest number along its axis, where a pile is as high as its parts together."""
        rows = [
            [value for value in row if value is not None]
            for row in zip(*(values for _, values in self.series), strict=True)
        ]
        piles = [sum(value for value in row if value > 0) for row in rows if self.is_stacked]
        along = [*piles, *(value for row in rows for value in row)]
        return min(along, default=0.0), max(along, default=0.0)

    @property
    def kind(self) -> Any:
        if self.is_course:
            return XL_CHART_TYPE.LINE
        if self.is_stacked:
            return XL_CHART_TYPE.COLUMN_STACKED if self.is_upright else XL_CHART_TYPE.BAR_STACKED
        return XL_CHART_TYPE.COLUMN_CLUSTERED if self.is_upright else XL_CHART_TYPE.BAR_CLUSTERED


def drawn(figure: Spoken) -> ChartShape | None:
    """How the figure is drawn by PowerPoint; None where a table or a picture reads better."""
    places = seen(figure)
    if (shape := natural(figure, places)) is not None:
        return _wide(figure, shape)
    return _long(figure, places)


def _wide(figure: Spoken, found: Natural) -> ChartShape | None:
    """A series for each column of numbers."""
    is_line = found.is_course and "bar" not in marks(figure)
    if not found.is_course and found.rows > MOST_ROWS:
        return None
    columns, rows = figure.written, figure.frame.head(found.rows)
    form, unit = axis_format(figure, found)
    return ChartShape(
        _names_of(list(rows[columns[found.names].key]), columns[found.names], figure.lang),
        [
            (clean(columns[at].title), [number(value) for value in rows[columns[at].key]])
            for at in found.values
        ],
        form,
        unit,
        is_course=is_line,
        is_upright=found.is_course,
    )


def _long(figure: Spoken, places: list[int]) -> ChartShape | None:
    """A series for each name of the second column, where the table has a row for each two names."""
    columns, frame = figure.written, figure.frame
    names = [at for at, c in enumerate(columns) if c.unit is None and not c.is_light]
    kinds = marks(figure)
    if (
        len(names) != 2
        or len(places) != 1
        or not kinds & {"bar", "line", "area"}
        or kinds & {"rect", "point"}
    ):
        return None
    first, second = (columns[at].key for at in names)
    if frame[[first, second]].duplicated().any() or _is_nested(frame, first, second):
        return None
    at, grain = places[0], columns[names[0]].grain
    table = frame.pivot(index=first, columns=second, values=columns[at].key)
    table = table.reindex(
        index=list(dict.fromkeys(frame[first])), columns=list(dict.fromkeys(frame[second]))
    )
    if len(table.columns) > MOST_SERIES or len(table) > (MOST_PERIODS if grain else MOST_ROWS):
        return None
    unit_of = columns[at].unit
    assert unit_of is not None
    how = Natural(names[0], (at,), len(frame), unit_of, grain is not None, False, "yyyy-mm")
    form, unit = axis_format(figure, how)
    return ChartShape(
        _names_of(list(table.index), columns[names[0]], figure.lang),
        [(clean(str(name)), [number(value) for value in table[name]]) for name in table.columns],
        form,
        unit,
        is_course="bar" not in kinds,
        is_upright=grain is not None,
        is_stacked="bar" in kinds,
    )


def _is_nested(frame: pd.DataFrame, first: str, second: str) -> bool:
    """Whether the second names are parts of one first name each, which no series runs through."""
    return bool((frame.groupby(second)[first].nunique() < 2).all())


def data(shape: ChartShape) -> CategoryChartData:
    """The chart's numbers: raw, in the format in which the smaller of them stand at their bars (the library writes a
    format into its XML as it is, where a condition would be an element)."""
    form = shape.exact.rpartition(";")[2]
    chart = _Inert(number_format=form)
    chart.categories = shape.categories
    for name, values in shape.series:
        chart.add_series(name, values, form)
    return chart


def _names_of(values: list[Any], column: SpokenColumn, lang: Lang) -> list[str]:
    """The names as they stand at the axis; a period or day in short, the year under the first of each."""
    if not column.grain and not all(isinstance(value, date) for value in values):
        return [clean(str(value)) for value in values]
    days = [first_day(value) for value in values]
    labels = axes.labels_of(days, column.grain, lang, column.year_starts)
    return ["\n".join(labels[day.isoformat()]) for day in days]


class _InertWriter(CategoryWorkbookWriter):  # type: ignore[misc]
    """The chart's own workbook, in which a name that looks like a formula or a link stays a name."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        plain = {"strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(xlsx_file, {"in_memory": True, **plain})
        yield book, book.add_worksheet()
        book.close()


class _Inert(CategoryChartData):  # type: ignore[misc]
    @property
    def _workbook_writer(self) -> _InertWriter:
        return _InertWriter(self)


def dress_chart(chart: Any, shape: ChartShape, mode: Mode) -> None:
    """Our colours and fonts, the axis in the unit that people read, a legend where there are several; the
    numbers at their bars in place of the axis where there is room for them."""
    palette = PALETTES[mode]
    dress(chart.font, AXIS, palette.quiet)
    chart.has_title = False
    chart.has_legend = False
    if len(shape.series) > 1:
        _legend(chart, palette)
    plot = chart.plots[0]
    for series, colour in zip(plot.series, palette.series, strict=False):
        _colour(series, colour, is_line=shape.is_course)
    if len(shape.series) == 1 and not shape.is_course:
        _turn_red_below_zero(plot.series[0], palette)
    is_flat = not (shape.is_upright or shape.is_course)
    _names(chart.category_axis, palette, len(shape.categories), is_upright=is_flat)
    _values(chart.value_axis, palette, shape, is_upright=is_flat)
    if not shape.is_course:
        plot.gap_width, plot.overlap = 55, 100 if shape.is_stacked else -5
        if not shape.is_stacked and len(shape.categories) * len(shape.series) <= LABELLED:
            _label(plot, palette, shape.exact)
            chart.value_axis.has_major_gridlines = False
            chart.value_axis.visible = False


def renew(chart: Any, shape: ChartShape, mode: Mode) -> bool:
    """The numbers of this week in the look that the chart was given, its form too, with the unit that they are
    written in now, and names and colours for series that are new; False where it is several charts in one."""
    if len(chart.plots) != 1:
        return False
    before = len(chart.plots[0].series)
    chart.replace_data(data(shape))
    plot = chart.plots[0]
    for series, colour in list(zip(plot.series, PALETTES[mode].series, strict=False))[before:]:
        _colour(series, colour, is_line=isinstance(plot, LinePlot))
    if len(shape.series) > 1 >= before:
        _legend(chart, PALETTES[mode])
    _in_unit(chart.value_axis, PALETTES[mode], shape)
    if plot.has_data_labels:
        plot.data_labels.number_format = shape.exact
        plot.data_labels.number_format_is_linked = False
    stand_on_zero(chart.value_axis, shape)
    return True


def _colour(series: Any, colour: str, *, is_line: bool) -> None:
    if is_line:
        series.format.line.color.rgb = rgb(colour)
        series.format.line.width = Pt(2.5)
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour)
        series.invert_if_negative = False


def _turn_red_below_zero(series: Any, palette: Palette) -> None:
    """A bar that turns negative is red by itself, whoever edits its number."""
    series.invert_if_negative = True
    colour = palette.lights["red"].removeprefix("#").upper()
    series._element.append(parse_xml(_BELOW_ZERO.format(colour=colour)))


def _legend(chart: Any, palette: Palette) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    dress(chart.legend.font, LEGEND, palette.ink)


def _names(axis: Any, palette: Palette, names: int, *, is_upright: bool) -> None:
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = rgb(palette.grid)
    axis.reverse_order = is_upright  # the first bar on top
    if not is_upright and names > MOST_TICKS:  # else they are turned, or broken within a word
        skip = OxmlElement("c:tickLblSkip")
        skip.set("val", str(ceil(names / MOST_TICKS)))
        axis._element.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")
    dress(axis.tick_labels.font, AXIS, palette.ink if is_upright else palette.quiet)


def _values(axis: Any, palette: Palette, shape: ChartShape, *, is_upright: bool) -> None:
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(palette.grid)
    axis.format.line.fill.background()
    dress(axis.tick_labels.font, AXIS, palette.quiet)
    if is_upright:  # bars from the top down put it there too, unless it is told to be high
        axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    stand_on_zero(axis, shape)
    _in_unit(axis, palette, shape)


def _in_unit(axis: Any, palette: Palette, shape: ChartShape) -> None:
    """The numbers of an axis in the unit that stands beside it: one without the other is a wrong number."""
    form, axis.major_unit = in_whole_steps(shape.form, *shape.reach, standing=axis.major_unit)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    if axis.has_title and axis.axis_title.text_frame.text == shape.unit:
        return
    axis.has_title = bool(shape.unit)
    if shape.unit:
        frame = axis.axis_title.text_frame
        frame.text = shape.unit
        dress(frame.paragraphs[0].runs[0].font, AXIS, palette.quiet)


def stand_on_zero(axis: Any, shape: ChartShape) -> None:
    """Let bars begin at 0, as long as none lies below it."""
    is_above = all(value is None or value >= 0 for _, values in shape.series for value in values)
    axis.minimum_scale = 0 if is_above and not shape.is_course else None


def _label(plot: Any, palette: Palette, form: str) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = form, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.show_value = True
    dress(labels.font, AXIS, palette.ink)
