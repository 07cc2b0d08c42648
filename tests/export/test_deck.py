"""The deck, opened again: numbers in charts of its own, and next week's in the file that somebody edited."""

import io
from dataclasses import replace
from typing import Any

import altair as alt
import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from salesdash.charts.compared import ranking
from salesdash.charts.grids import heatmap
from salesdash.charts.masking import Masks
from salesdash.charts.theme import PALETTES
from salesdash.errors import FileError
from salesdash.export.deck import table
from salesdash.export.deck.chart import drawn
from salesdash.export.deck.deck import pptx, slides_of, update
from salesdash.export.deck.slide_plan import ReportStyle
from salesdash.text import plain
from tests.export.figures import GROWTH, NAME, NASTY, SALES, figure
from tests.export.reports import (
    SOLD,
    ZH,
    listed,
    opened,
    ranked,
    report,
    shape,
    titles,
    unchanged,
)

NEXT = {"天猫旗舰店": 9_000_000.5, "京东自营": 5_000_000.0, "线下门店": 400_000.0, "抖音": 7.0}
RANKING, ORDERS = "channels.ranking", "channels.orders"


@pytest.fixture(scope="module")
def made() -> bytes:
    return pptx(report(ranked(), listed([3, 4]), left_out=("库存",)), ZH).file


def saved(deck: object) -> bytes:
    out = io.BytesIO()
    deck.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def workbook_of(chart: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def test_the_line_of_the_meeting_comes_first_and_what_is_left_out_last(made):
    deck = opened(made)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)
    assert titles(deck) == [
        "■ 落后  完成 82.3%",
        "天猫旗舰店居首",
        "共 7 单",
        "这次没有放进来的图表",
    ]
    assert shape(deck, "left_out:lines").text_frame.text == "库存：与上周相同"


def test_a_chart_is_native_and_holds_the_figures_numbers(made):
    chart = shape(opened(made), f"{RANKING}:figure").chart
    assert list(chart.plots[0].categories) == list(SOLD)
    assert list(chart.plots[0].series[0].values) == list(SOLD.values())
    assert chart.value_axis.tick_labels.number_format.endswith("0,,\\0\\0;0")  # in 万, whole
    assert chart.plots[0].data_labels.number_format == "0\\.0,"
    sheet = workbook_of(chart)
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(SOLD.values())


def test_a_table_is_native_and_written_as_people_read_it(made):
    table = shape(opened(made), f"{ORDERS}:figure").table
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["渠道", "订单数"], ["渠道0", "3"], ["渠道1", "4"],
    ]  # fmt: skip


def test_a_narrow_column_of_a_full_table_has_room_for_its_longest_word():
    long = "A sentence of many words that takes all the room that it can get"
    head = ["Region", "Channel", "Customer", "What was seen", "What to do", "Why", "Owner", "Due"]
    found = table.Cells(
        head, [["Southwest", "Wholesale", long, long, long, long, "Newcomer", "2025"]], [False] * 8
    )
    slides = Presentation()
    shapes = slides.slides.add_slide(slides.slide_layouts[6]).shapes
    made = table.add(shapes, (0, 0, Pt(880), Pt(400)), found, "light").table
    size = made.rows[1].cells[0].text_frame.paragraphs[0].runs[0].font.size
    for column, words in zip(made.columns, zip(head, found.rows[0], strict=True), strict=True):
        longest = max(len(word) for text in words for word in text.split())
        assert longest * size / 2 <= column.width - 2 * Pt(table.ASIDE), words


def test_notes_say_how_it_is_computed_and_of_when_it_is(made):
    notes = opened(made).slides[1].notes_slide.notes_text_frame.text.split("\n")
    assert notes[0] == "天猫该收。"
    assert any(line.startswith("口径：销售额：") for line in notes)
    assert notes[-2:] == ["上周：上周的话", "来源：2025年 · 数据截至2025年11月16日 · 单位：元"]


def test_every_run_has_a_font_for_chinese(made):
    for slide in opened(made).slides:
        for run in slide._element.iter(qn("a:rPr")):
            if run.getparent().tag == qn("a:r"):
                assert run.find(qn("a:ea")) is not None


def test_nothing_lies_outside_the_slide_and_no_words_are_on_a_figure(made):
    deck = opened(made)
    for slide in deck.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in slide.shapes]
        assert all(
            a >= 0 and b >= 0 and c <= deck.slide_width and d <= deck.slide_height
            for a, b, c, d, _ in boxes
        )
        for a, b, c, d, name in boxes:
            for e, f, g, h, other in boxes:
                if ":figure" in name and name != other:
                    assert c <= e or g <= a or d <= f or h <= b, (name, other)


def test_next_week_keeps_words_slides_order_and_additions(made):
    deck = opened(made)
    deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].text = "我自己的标题"
    note = deck.slides[1].shapes.add_textbox(0, 0, Inches(1), Inches(1))
    note.text_frame.text = "老板的批注"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "加的一页"
    chart = shape(deck, f"{RANKING}:figure")
    chart.left = Inches(2)
    order = deck.slides._sldIdLst
    order.insert(0, order[2])  # the table comes first

    again = update(
        saved(deck), report(ranked(NEXT, said="换了第一"), listed([5, 6, 7]), line="完成 84%"), ZH
    )
    deck = opened(again.file)
    assert titles(deck) == [
        "共 18 单", "■ 落后  完成 84%", "我自己的标题", "这次没有放进来的图表", "加的一页",
    ]  # fmt: skip
    chart = shape(deck, f"{RANKING}:figure")
    assert list(chart.chart.plots[0].series[0].values) == list(NEXT.values())
    assert chart.left == Inches(2)
    assert [row.cells[1].text for row in shape(deck, f"{ORDERS}:figure").table.rows] == [
        "订单数",
        "5",
        "6",
        "7",
    ]
    assert [s.text_frame.text for s in deck.slides[2].shapes if s.has_text_frame].count(
        "老板的批注"
    ) == 1
    assert again.own_words == ["我自己的标题"]
    assert again.added == []
    assert again.outdated == []
    assert shape(deck, "left_out:lines").text_frame.text == "这次没有省略的图表"


def test_a_second_update_renews_what_the_first_wrote(made):
    once = update(made, report(ranked(NEXT, said="甲")), ZH).file
    assert titles(opened(update(once, report(ranked(said="乙")), ZH).file))[1] == "乙"


def test_a_figure_that_is_what_it_was_is_renewed_where_its_slide_stands_and_not_added(made):
    later = replace(ranked(), context=plain("2025年 · 数据截至2025年11月23日"))
    same = unchanged(report(listed([3]), left_out=("库存",)), later)
    again = update(made, same, ZH)
    deck = opened(again.file)
    assert shape(deck, f"{RANKING}:foot").text_frame.text.startswith(
        "2025年 · 数据截至2025年11月23日"
    )
    assert shape(deck, "left_out:lines").text_frame.text == "库存：与上周相同"
    assert again.outdated == []
    anew = pptx(same, ZH)
    assert "天猫旗舰店居首" not in anew.added
    assert "渠道排名：与上周相同" in shape(opened(anew.file), "left_out:lines").text_frame.text
    assert "天猫旗舰店居首" in update(anew.file, report(ranked()), ZH).added


def test_a_deleted_slide_stays_away_and_a_new_figure_is_added(made):
    deck = opened(made)
    order = deck.slides._sldIdLst
    deck.part.drop_rel(order[2].rId)
    order.remove(order[2])
    again = update(saved(deck), report(ranked(), listed([1]), listed([9], "returns")), ZH)
    assert titles(opened(again.file))[-1] == "共 9 单"
    assert again.added == ["共 9 单"]


def test_a_figure_of_another_form_takes_the_place_of_the_old_one(made):
    table = shape(opened(made), f"{ORDERS}:figure")
    again = opened(update(made, report(ranked(), ranked(key="orders")), ZH).file)
    new = shape(again, f"{ORDERS}:figure")
    assert new.has_chart
    assert (new.left, new.top) == (table.left, table.top)


def test_a_drawing_that_powerpoint_cannot_make_is_a_sharp_picture():
    long = ranked({f"渠道{n}": 1e6 - n for n in range(20)})
    picture = shape(opened(pptx(report(long), ZH).file), f"{RANKING}:figure")
    assert picture.shape_type == MSO_SHAPE_TYPE.PICTURE
    assert picture.image.size[0] / (picture.width / Inches(1)) > 150  # dots an inch


def test_what_would_be_too_small_to_read_as_a_picture_is_a_table_that_says_how_much_it_shows():
    many = ranked({f"渠道{n}": 1e6 - n for n in range(40)})
    cells = many.frame.assign(part="实得")
    tall = replace(
        many,
        draw=lambda look: heatmap.grid(cells, replace(NAME, key="part"), NAME, SALES, look),
    )
    deck = opened(pptx(report(tall), ZH).file)
    assert len(shape(deck, f"{RANKING}:figure").table.rows) == 1 + table.MOST_ROWS
    assert shape(deck, f"{RANKING}:foot").text_frame.text.endswith("共 40 行，这里是前 12 行")


def test_a_name_like_a_formula_is_inert_in_the_charts_workbook():
    file = pptx(report(ranked({name: 1e6 + n for n, name in enumerate(NASTY)})), ZH).file
    chart = shape(opened(file), f"{RANKING}:figure").chart
    sheet = workbook_of(chart)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for cell in cells)


def test_customers_are_under_letters_everywhere():
    masks = Masks({"天猫旗舰店": 0, "京东自营": 1})
    file = pptx(report(ranked()), ReportStyle("zh", masks=masks)).file
    parts = list(opened(file).part.package.iter_parts())
    assert not [part.partname for part in parts if "天猫旗舰店".encode() in part.blob]
    deck = opened(file)
    assert titles(deck)[1] == "客户A居首"
    assert list(shape(deck, f"{RANKING}:figure").chart.plots[0].categories) == [
        "客户A",
        "客户B",
        "线下门店",
    ]


def test_an_updated_deck_keeps_no_picture_or_chart_of_before():
    long = {f"渠道{n}": 1e6 - n for n in range(20)}
    once = pptx(report(ranked(), ranked(long, key="orders")), ZH).file
    later = {name: value / 2 for name, value in long.items()}
    again = update(once, report(ranked(long), ranked(later, key="orders")), ZH).file
    kept = [str(part.partname) for part in opened(again).part.package.iter_parts()]
    assert [name for name in kept if "chart" in name or name.endswith(".xlsx")] == []
    assert len([name for name in kept if name.endswith(".png")]) == 2


def test_bars_reach_below_zero_once_one_of_them_does(made):
    below = NEXT | {"抖音": -800_000.0}
    axis = shape(opened(update(made, report(ranked(below)), ZH).file), f"{RANKING}:figure").chart
    assert shape(opened(made), f"{RANKING}:figure").chart.value_axis.minimum_scale == 0
    assert axis.value_axis.minimum_scale is None


def test_a_bar_below_zero_is_red_by_itself_and_stays_so_with_next_weeks_numbers(made):
    for file in (made, update(made, report(ranked(NEXT | {"抖音": -8e5})), ZH).file):
        series = shape(opened(file), f"{RANKING}:figure").chart.plots[0].series[0]._element
        assert series.find(qn("c:invertIfNegative")).get("val") != "0"
        assert [one.get("val") for one in series[-1].iter(qn("a:srgbClr"))] == [
            PALETTES["light"].lights["red"].removeprefix("#").upper()
        ]


def test_bars_of_two_series_keep_the_colours_of_their_series():
    values = [
        {"name": "东", "sales": 5.0, "growth": 4.0},
        {"name": "西", "sales": -3.0, "growth": -2.0},
    ]
    frame, column = pd.DataFrame(values), replace(SALES, key="growth")
    both = replace(
        ranked(), frame=frame, columns=(NAME, SALES, column), metrics=(),
        draw=lambda look: alt.layer(*(
            alt.Chart(alt.InlineData(values=values)).mark_bar().encode(x=f"{key}:Q", y="name:N")
            for key in ("sales", "growth")
        )),
    )  # fmt: skip
    plot = shape(opened(pptx(report(both), ZH).file), f"{RANKING}:figure").chart.plots[0]
    assert [series.invert_if_negative for series in plot.series] == [False, False]


def test_what_stands_under_one_name_alone_is_no_series():
    values = [("产品", "Python", -6e3), ("产品", "Java", 1e3), ("客户", "甲", 2e3)]
    frame = pd.DataFrame(values, columns=["by", "name", "sales"])
    rows: list[dict[str, Any]] = [{"name": name, "sales": sold} for _, name, sold in values]
    nested = replace(
        ranked(), frame=frame, columns=(replace(NAME, key="by"), NAME, SALES), metrics=(),
        draw=lambda look: alt.layer(
            alt.Chart(alt.InlineData(values=rows)).mark_bar().encode(x="sales:Q", y="name:N")
        ),
    )  # fmt: skip
    for some in (nested, replace(nested, frame=frame.head(2))):
        assert drawn(some.in_("zh")) is None


def test_numbers_of_which_the_drawing_leaves_out_a_zero_are_in_the_chart():
    frame = pd.DataFrame({"name": ["高", "低", "以前"], "sales": [7.0, 3.0, 0.0]})
    bars = replace(
        ranked(), frame=frame, draw=lambda look: ranking.bars(frame[frame["sales"] > 0], NAME, SALES, look)
    )  # fmt: skip
    chart = shape(opened(pptx(report(bars), ZH).file), f"{RANKING}:figure").chart
    assert list(chart.plots[0].series[0].values) == [7.0, 3.0, 0.0]


def test_a_column_that_is_not_drawn_is_no_series_though_its_numbers_are_those_of_one_that_is():
    """The gap of a few weeks beside the sums that it lies between: small numbers, and all alike."""
    frame = pd.DataFrame(
        {
            "name": ["一", "二", "三"],
            "sales": [-1000.0, -2000.0, -500.0],
            "sum": [1000.0, 0.0, 500.0],
        }
    )
    beside = replace(SALES, key="sum", title=plain("累计"))
    bars = replace(
        ranked(), frame=frame, columns=(NAME, SALES, beside),
        draw=lambda look: ranking.bars(frame, NAME, SALES, look),
    )  # fmt: skip
    chart = drawn(bars.in_("zh"))
    assert chart
    assert [name for name, _ in chart.series] == ["销售额"]


@pytest.mark.parametrize(("most", "form"), [(1.3e6, "#,##0.00,,"), (3.01e7, "#,##0.0,,")])
def test_a_few_millions_stand_at_their_bars_with_the_digits_of_the_words(most, form):
    file = pptx(report(ranked({"South": 1.4e5, "East": most})), ReportStyle("en")).file
    plot = shape(opened(file), f"{RANKING}:figure").chart.plots[0]
    assert plot.data_labels.number_format == form


def test_a_reason_of_two_lines_is_whole_in_a_row_as_high():
    why = "86天未下单，平时10天；8月5日投诉，11天才解决；8月18日评2分；“耗材配件”300天没买"
    frame = pd.DataFrame({"name": [why, "短"], **{f"c{n}": ["陆文博", "郭浩然"] for n in range(4)}})
    calls = replace(
        listed([1, 2]), frame=frame, columns=(NAME, *(replace(NAME, key=f"c{n}") for n in range(4)))
    )  # fmt: skip
    rows = shape(opened(pptx(report(calls), ZH).file), f"{ORDERS}:figure").table.rows
    assert rows[1].cells[0].text == why
    size = rows[1].cells[0].text_frame.paragraphs[0].runs[0].font.size
    assert rows[1].height >= 2 * size * 1.35 > rows[2].height


def test_a_share_stands_at_its_bar_as_exactly_as_in_the_words():
    frame = pd.DataFrame({"name": ["东", "西"], "growth": [0.996, 1.004]})
    column = replace(GROWTH, is_change=False)
    bars = replace(
        ranked(), frame=frame, columns=(NAME, column), metrics=(),
        draw=lambda look: ranking.bars(frame, NAME, column, look),
    )  # fmt: skip
    chart = shape(opened(pptx(report(bars), ZH).file), f"{RANKING}:figure").chart
    assert chart.plots[0].data_labels.number_format == "0.0%"


def test_a_template_of_ones_own_is_used():
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "公司封面"
    deck = opened(pptx(report(ranked()), ZH, saved(own)).file)
    assert titles(deck)[0] == "公司封面"
    assert deck.slide_width == own.slide_width
    assert len(deck.slides) == 3


@pytest.mark.parametrize("file", [b"", b"no presentation", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_presentation_is_said(file):
    with pytest.raises(FileError):
        update(file, report(ranked()), ZH)


def test_one_figure_is_a_deck_of_one_slide():
    assert titles(opened(slides_of([figure(), figure()], ZH))) == ["天猫旗舰店居首。"] * 2
