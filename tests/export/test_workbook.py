"""The workbook, opened again, holds the figure's values as numbers and its texts as texts."""

import io
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from salesdash.charts.column import Column, MeasuredCell
from salesdash.charts.figure import Figure
from salesdash.export.workbook import HEAD, xlsx
from salesdash.figures.build import dimension_column
from salesdash.text import plain
from salesdash.units import COUNT, DAYS, MONEY, MULTIPLE, QUANTITY, RATIO
from tests.export.figures import COLUMNS, FRAME, NASTY, figure


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_title_context_header_values_and_notes_stand_in_their_places():
    sheet = sheets(xlsx([figure()])).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][0] == "渠道排名"
    # each column names its own unit, which is not that of the picture
    assert rows[1][0] == "2025年1月至11月 · 全部区域 · 数据截至2025年11月16日"
    assert rows[HEAD] == ["渠道", "销售额（元）", "同比", "订单数", "占比变化", "首单日期"]
    notes = [row[0] for row in rows[HEAD + 2 + len(FRAME) :]]
    assert notes[:2] == ["天猫旗舰店居首。", "含退货。"]
    assert str(notes[2]).startswith("销售额：")
    assert sheet.freeze_panes == "B5"


def test_numbers_are_the_frames_own_in_the_formats_of_their_units():
    sheet = sheets(xlsx([figure()])).active
    assert sheet is not None
    cells = list(sheet.iter_rows(min_row=HEAD + 2, max_row=HEAD + 1 + len(FRAME)))
    for at, column in enumerate(COLUMNS[:4]):
        found = [row[at].value for row in cells]
        assert found == [None if pd.isna(v) else v for v in FRAME[column.key]]
    assert [row[1].number_format for row in cells[:2]] == ["#,##0.00"] * 2
    assert cells[0][2].number_format == "0.0%"
    # points are fractions in the frame; no format of Excel shows them a hundredfold without a %
    assert [row[4].value for row in cells] == pytest.approx([2.1, -0.5, 0])
    assert cells[0][5].value == datetime(2023, 1, 5)  # noqa: DTZ001 - as Excel stores it
    assert cells[2][5].value is None


@pytest.mark.parametrize(("pieces", "form"), [([1200.0, None], "#,##0"), ([1.0, 0.5], "#,##0.0##")])
def test_whole_pieces_end_in_no_point(pieces, form):
    frame, column = pd.DataFrame({"pieces": pieces}), Column("pieces", plain("销量"), QUANTITY)
    sheet = sheets(xlsx([Figure("sold", plain("销量"), frame, (column,)).in_("zh")])).active
    assert sheet is not None
    assert sheet.cell(HEAD + 2, 1).number_format == form


def test_a_month_is_written_as_a_month():
    frame = pd.DataFrame({"month": [pd.Timestamp(2025, 3, 1)], "first": [pd.Timestamp(2025, 3, 1)]})
    columns = (dimension_column("month"), Column("first", plain("首单日期")))
    sheet = sheets(xlsx([Figure("trend", plain("走势"), frame, columns).in_("zh")])).active
    assert sheet is not None
    written = [sheet.cell(HEAD + 2, at).number_format for at in (1, 2)]
    assert written == ["yyyy-mm", "yyyy-mm-dd"]


def test_a_column_of_several_units_holds_numbers_where_their_format_says_the_unit():
    cells = [
        MeasuredCell(plain("82.2%"), 0.8218, RATIO, (0.95,)), MeasuredCell(plain("-0.54"), -0.5432, MULTIPLE),
        MeasuredCell(plain("23"), 23, COUNT), MeasuredCell(plain("26.5天"), 26.5, DAYS),
        MeasuredCell(plain("3.10万元"), 31000, MONEY), plain("0.1%（同比 +3%）"),
    ]  # fmt: skip
    frame = pd.DataFrame({"kpi": [*"abcdef"], "value": cells})
    columns = (Column("kpi", plain("指标")), Column("value", plain("当前值")))
    lights = Figure("lights", plain("红绿灯"), frame, columns)
    sheet = sheets(xlsx([lights.in_("zh")])).active
    assert sheet is not None
    shown = [(row[1].value, row[1].number_format) for row in sheet.iter_rows(HEAD + 2, HEAD + 7)]
    assert shown == [
        (0.8218, "0.0%"), (-0.5432, "0.00"), (23, "#,##0"), ("26.5天", "General"), ("3.10万元", "General"),
        ("0.1%（同比 +3%）", "General"),
    ]  # fmt: skip
    assert list(lights.in_("zh").frame["value"])[:2] == ["82.2%", "-0.54"]


def test_no_text_becomes_a_formula_or_a_link():
    sheet = sheets(xlsx([figure(NASTY, title="=1+1", sentence="=2+2")])).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in ("s", "n") for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)
    assert sheet["A1"].value == "=1+1"
    names = [sheet.cell(HEAD + 2 + i, 1).value for i in range(len(NASTY))]
    assert names[:10] == NASTY[:10]


def test_a_sheet_per_figure_each_with_a_name_of_its_own():
    book = sheets(xlsx([figure(), figure(), figure(title="目标/达成")]))
    assert book.sheetnames == ["渠道排名", "渠道排名 (2)", "目标 达成"]


def test_the_same_figures_make_the_same_bytes():
    assert xlsx([figure(), figure()]) == xlsx([figure(), figure()])


def test_nothing_to_show_is_a_workbook_all_the_same():
    assert len(sheets(xlsx([])).sheetnames) == 1
    assert sheets(xlsx([figure(frame=FRAME.head(0))])).sheetnames == ["渠道排名"]
