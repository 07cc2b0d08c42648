"""The workbook's own chart draws the cells of its table, and stands only beside a table that has one."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest
from openpyxl.chart import BarChart, LineChart

from salesdash.charts.column import Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure, Spoken
from salesdash.export.native_chart import MOST_BARS, axis_format, in_whole_steps, natural
from salesdash.export.workbook import HEAD, xlsx
from salesdash.figures.build import dimension_column
from salesdash.text import plain
from salesdash.units import COUNT, MONEY, RATIO
from tests.export.figures import NAME, SALES, figure

MONTH = dimension_column("month")
ORDERS = Column("orders", plain("订单数"), COUNT)
BEFORE = Column("before", plain("上年"), MONEY)
SHARE = Column("share", plain("占比"), RATIO)


def drawn(frame: pd.DataFrame, *columns: Column) -> Spoken:
    draw = lambda look: ranking.bars(frame, columns[0], columns[1], look)  # noqa: E731
    return Figure("key", plain("标题"), frame, columns, draw).in_("zh")


def charts(figure: Spoken) -> list[BarChart | LineChart]:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx([figure]))).active
    assert sheet is not None
    found: list[BarChart | LineChart] = getattr(sheet, "_charts")  # noqa: B009 - openpyxl has no other
    return found


COURSE = pd.DataFrame(
    {
        "month": [date(2025, month, 1) for month in (1, 2, 3)],
        "share": [0.1, 0.2, None],
        "sales": [1e6, 2e6, 3e6],
        "before": [9e5, 2e6, 2e6],
    }
)
BARS = pd.DataFrame(
    {"name": ["天猫", "京东"], "sales": [2e6, 1e6], "before": [1e6, None], "share": [0.66, 0.33]}
)


def test_names_with_numbers_are_bars_of_their_cells_the_first_on_top():
    [chart] = charts(drawn(BARS, NAME, SALES, SHARE, BEFORE))
    assert isinstance(chart, BarChart)
    assert chart.barDir == "bar"
    series = [(one.cat.strRef.f, one.val.numRef.f) for one in chart.series]
    top, last = HEAD + 2, HEAD + 3
    assert series == [
        (f"标题!$A${top}:$A${last}", f"标题!$B${top}:$B${last}"),
        (f"标题!$A${top}:$A${last}", f"标题!$D${top}:$D${last}"),
    ]
    assert chart.x_axis.scaling.orientation == "maxMin"


def test_a_bar_below_zero_is_red_where_there_is_one_series():
    below = BARS.assign(sales=[2e6, -1e6])
    [one], [two] = charts(drawn(below, NAME, SALES)), charts(drawn(below, NAME, SALES, BEFORE))
    assert [series.invertIfNegative for series in one.series] == [True]
    assert [series.invertIfNegative for series in two.series] == [None, None]


def test_periods_are_a_course_in_the_unit_of_the_first_numbers():
    [chart] = charts(drawn(COURSE, MONTH, SALES, SHARE, BEFORE))
    assert isinstance(chart, LineChart)
    assert len(chart.series) == 2
    assert len(charts(drawn(COURSE, MONTH, SHARE, SALES, BEFORE))[0].series) == 1


@pytest.mark.parametrize(
    ("frame", "columns"),
    [
        (BARS.head(1), (NAME, SALES)),
        (BARS.assign(name="天猫"), (NAME, SALES)),
        (BARS.assign(sales=None), (NAME, SALES)),
        (BARS.assign(month=date(2025, 1, 1)), (NAME, MONTH, SALES)),
        (BARS, (SALES, BEFORE)),
    ],
    ids=["one row", "a name twice", "no number", "names by months", "no name"],
)
def test_other_tables_have_none(frame, columns):
    shown = drawn(frame, *columns)
    assert natural(shown) is None
    assert charts(shown) == []


def test_what_is_a_table_on_the_screen_has_none():
    assert charts(Figure("key", plain("标题"), BARS, (NAME, SALES)).in_("zh")) == []


def test_of_many_names_the_first_are_drawn_and_all_are_written():
    many = pd.DataFrame({"name": [f"渠道{n}" for n in range(90)], "sales": [1e6] * 90})
    [chart] = charts(drawn(many, NAME, SALES))
    assert chart.series[0].val.numRef.f == f"标题!$B${HEAD + 2}:$B${HEAD + 1 + MOST_BARS}"


@pytest.mark.parametrize(
    ("scale", "lang", "written", "unit"),
    [
        ("wan", "zh", "[>=10000000]#\\,0,,\\0\\0;[>0]0,,\\0\\0;0", "万元"),
        ("yi", "zh", "0\\.00,,", "亿元"),
        ("wan", "en", "#,##0,", "¥k"),
        ("yi", "en", "#,##0.0,,", "¥m"),
        ("one", "zh", "#,##0", None),
    ],
)
def test_large_money_is_written_on_the_axis_as_on_the_screen(scale, lang, written, unit):
    spoken = Figure(
        "key", plain("标题"), BARS, (NAME, SALES), lambda look: ranking.bars(BARS, NAME, SALES, look), scale=scale
    ).in_(lang)  # fmt: skip
    [chart] = charts(spoken)
    assert chart.y_axis.numFmt is not None
    assert chart.y_axis.numFmt.formatCode == written
    title = chart.y_axis.title
    words = title.tx.rich if title and title.tx else None
    assert (words.p[0].r[0].t if words else None) == unit


def test_the_ordinary_figure_of_the_exports_has_its_chart():
    frame = figure().frame.drop(columns="since")
    assert len(charts(drawn(frame, NAME, SALES, ORDERS))) == 1


@pytest.mark.parametrize(
    ("largest", "written"),
    [
        (9_999_999.0, "0\\.0,"),
        (120_000_000.0, "[>=10000000]#\\,##0\\.0,;[<0]\\-0\\.0,;0\\.0,"),
    ],
)
def test_thousands_of_a_size_have_their_comma(largest, written):
    large = pd.DataFrame({"name": ["天猫", "京东"], "sales": [largest, -5.0]})
    spoken = replace(drawn(large, NAME, SALES), scale="wan")
    found = natural(spoken)
    assert found is not None
    assert axis_format(spoken, found) == (written, "万元")


@pytest.mark.parametrize(
    ("form", "least", "largest", "standing", "expected"),
    [
        ("0\\.0,", 0, 1.9e6, None, ("0\\.0,", None)),
        ("0\\.0,", 0, 2e6, None, ("[>=10000000]#\\,0,,\\0\\0;[>0]0,,\\0\\0;0", 1e6)),
        ("#,##0.0,,", 0, 3.9e6, None, ("#,##0.0,,", None)),
        ("#,##0.0,,", 0, 4e6, None, ("#,##0,,", 1e6)),
        ("#,##0.0,,", 1e6, 1.1e7, None, ("#,##0,,", 2e6)),
        ("#,##0.0,,", 0, 1.2e8, 1e6, ("#,##0,,", 2e7)),
        ("#,##0.0,,", 0, 1.1e7, 2.5e6, ("#,##0.0,,", 2.5e6)),
        ("#,##0.0,,", 0, 5e5, 2e6, ("#,##0.0,,", None)),
        ("#,##0.0,,", -1, 1.1e7, None, ("#,##0,,", 2e6)),
        ("0\\.0,", -2e6, 1.1e7, None, ("[>0]0,,\\0\\0;[<0]\\-0,,\\0\\0;0", 2e6)),
        ("#,##0.0,,", -6e6, -5e5, None, ("#,##0,,", 1e6)),
        ("0%", 0, 0.4, None, ("0%", None)),
    ],
    ids=[
        "few",
        "two in 万",
        "few millions",
        "whole",
        "more",
        "outgrown",
        "somebody's own",
        "too large",
        "below zero",
        "below zero in 万",
        "all below zero",
        "no money",
    ],
)
def test_an_axis_is_without_a_point_where_all_its_steps_are_whole(
    form, least, largest, standing, expected
):
    assert in_whole_steps(form, least, largest, standing) == expected
