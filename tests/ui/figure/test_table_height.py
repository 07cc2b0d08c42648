"""A table of few rows is as high as they are, in a box too; one of many fills it and is scrolled."""

from __future__ import annotations

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.text import plain
from salesdash.ui.figure.grid import height_of, row_of
from salesdash.ui.screen import PROOF


def test_few_rows_leave_no_empty_ones_below_them():
    assert height_of(1, PROOF) == "content"
    assert height_of(9, PROOF) == "content"
    assert height_of(40, PROOF) == "stretch"


def test_outside_a_box_only_a_long_table_is_scrolled():
    assert (height_of(3, None), height_of(20, None)) == ("content", "content")
    assert height_of(400, None) == "auto"


def test_beside_a_taller_figure_few_rows_share_the_height_of_the_box():
    def row(rows: int) -> int | None:
        frame = pd.DataFrame({"name": ["甲"] * rows})
        column = Column("name", plain("客户"))
        return row_of(Figure("table", plain("表"), frame, (column,)).in_("zh"), PROOF)

    heights = [row(n) or 0 for n in range(1, 10)]
    assert heights == sorted(heights, reverse=True)
    assert all(150 < rows * height <= 220 for rows, height in enumerate(heights[3:], start=4))
    assert max(heights) < 50
    assert row(10) is None


def test_in_a_narrow_box_the_finding_takes_more_lines_from_the_rows():
    frame = pd.DataFrame({"name": ["甲"] * 8})
    told = plain("集中度指数 HHI 为 24（一家独占为 10,000）：比较分散。")
    columns = (Column("name", plain("客户")),)
    figure = Figure("table", plain("表"), frame, columns, sentence=told).in_("zh")
    wide, narrow = row_of(figure, PROOF, 1074), row_of(figure, PROOF, 408)
    assert wide
    assert narrow
    assert 8 * (wide - narrow) > 20
