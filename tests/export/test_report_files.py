"""The workbook and the page of a report, opened again."""

import io
import re
from html.parser import HTMLParser

import openpyxl
import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import PALETTES
from salesdash.export import page, report_book
from salesdash.export.workbook import ROW_HEIGHT
from salesdash.text import plain
from tests.export.figures import NASTY
from tests.export.reports import SOLD, ZH, listed, ranked, report


def test_the_contents_lead_to_a_sheet_per_figure_and_back():
    data = report_book.xlsx(report(ranked(), listed([3, 4]), left_out=("库存",)), ZH)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["目录", "渠道排名", "订单", "口径"]
    links = [book["目录"].cell(row, 2).hyperlink for row in (6, 7)]
    assert [link and link.location for link in links] == ["'渠道排名'!A1", "'订单'!A1"]
    sheet = book["渠道排名"]
    assert [sheet.cell(row, 2).value for row in (5, 6, 7)] == list(SOLD.values())
    assert sheet.freeze_panes == "B5"
    assert len(getattr(sheet, "_charts")) == 1  # noqa: B009
    assert book["口径"]["A6"].value == "销售额"


def test_the_contents_print_as_wide_as_their_columns():
    long = "完成 82.3%，" * 40
    data = report_book.xlsx(report(ranked(said=long), line=long), ZH)
    contents = openpyxl.load_workbook(io.BytesIO(data))["目录"]
    assert [str(area) for area in contents.merged_cells.ranges] == ["A3:C3"]
    assert contents.row_dimensions[3].height > 2 * ROW_HEIGHT
    assert all(contents[cell].alignment.wrap_text for cell in ("A3", "A6", "B6", "C6"))


def test_no_text_of_the_workbook_is_computed():
    data = report_book.xlsx(report(ranked(dict.fromkeys(NASTY, 1e6), said="=1+1"), line="=2+2"), ZH)
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_light_in_a_table_has_its_colour_on_the_page_and_in_the_workbook():
    frame = pd.DataFrame({"light": ["■ 未达标", "● 达标"], "kpi": ["退货率", "毛利率"]})
    columns = (Column("light", plain("状态"), is_light=True), Column("kpi", plain("指标")))
    lights = Figure("lights", plain("红绿灯"), frame, columns)
    hues = PALETTES["light"].lights
    text = page.html(report(lights), ZH).decode()
    for key, words in (("red", "■ 未达标"), ("green", "● 达标")):
        assert f'<td style="color:{hues[key]}">{words}</td>' in text
    book = openpyxl.load_workbook(io.BytesIO(report_book.xlsx(report(lights), ZH)))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    shown = {str(cell.value): str(cell.font.color.rgb) for cell in cells if cell.font.color}
    assert shown["■ 未达标"] == f"FF{hues['red'].removeprefix('#').upper()}"
    assert shown["● 达标"] == f"FF{hues['green'].removeprefix('#').upper()}"


def test_the_page_is_one_file_that_fetches_nothing_and_runs_no_name():
    names = dict.fromkeys([*NASTY, "</script><script>alert(2)</script>"], 1e6)
    text = page.html(report(ranked(names, said="<script>x</script>"), listed([3, 4])), ZH).decode()
    tags = Tags()
    tags.feed(text)
    assert (
        sum(tag == "script" for tag, _ in tags.found) == 3
    )  # the chart's data, the library, the start
    assert not {tag for tag, _ in tags.found} & {"img", "link", "iframe", "object"}
    assert not [
        attrs for _, attrs in tags.found if "src" in attrs or any(a.startswith("on") for a in attrs)
    ]
    assert "default-src 'none'" in text
    assert not re.search(r"\{\{\w+\}\}", text.partition("<script>")[0])
    assert '<td class="n">3</td>' in text
