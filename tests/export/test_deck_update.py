"""An updated deck says what a fresh one would, wherever the shapes are still ours."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from salesdash.charts.column import Column
from salesdash.charts.figure import Card
from salesdash.charts.look import Look
from salesdash.charts.over_time import trend
from salesdash.charts.report import LeftOut, Report
from salesdash.charts.theme import PALETTES
from salesdash.export.deck.chart import ChartShape, data, drawn, dress_chart, renew
from salesdash.export.deck.deck import pptx, update
from salesdash.export.deck.slide_plan import NO_FIGURE, OUTDATED
from salesdash.export.deck.slide_text import COLUMN_GAP, LINE, rgb, rows
from salesdash.text import plain
from salesdash.units import MONEY
from tests.export.figures import NAME, figure
from tests.export.reports import SOLD, ZH, listed, opened, ranked, report, shape, titles

LONG = "天猫旗舰店本周销售额比上周同期多出不少，" * 7


def card(key: str, value: str, change: str = "", *, good: bool | None = None) -> Card:
    return Card(key, plain(f"{key}的名字"), plain(value), plain(change), good)


def with_cards(told: Report, *cards: Card) -> Report:
    return replace(told, cards=cards)


FIRST = with_cards(
    report(ranked(), listed([3, 4])),
    card("甲", "1", "+5%", good=True),
    card("乙", "2"),
    card("丙", "3"),
)
LATER = with_cards(
    report(ranked(dict(reversed(SOLD.items()))), listed(list(range(9)))),
    card("丁", "9", "-5%", good=False),
)


def saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def words(file: bytes) -> list[set[str]]:
    """What each slide says, its notes and tables too."""
    said = []
    for slide in opened(file).slides:
        found = set()
        for one in [*slide.shapes, *slide.notes_slide.shapes]:
            if one.has_text_frame:
                found.add(one.text_frame.text)
            if getattr(one, "has_table", False):
                found |= {cell.text for row in one.table.rows for cell in row.cells}
        said.append(found - {""})
    return said


@pytest.fixture(scope="module")
def first() -> bytes:
    return pptx(FIRST, ZH).file


def test_an_updated_deck_says_what_a_fresh_one_says(first):
    assert words(update(first, LATER, ZH).file) == words(pptx(LATER, ZH).file)
    back = update(update(first, LATER, ZH).file, FIRST, ZH).file
    assert words(back) == words(first)


def test_a_card_that_fell_away_is_blank_and_one_that_is_new_is_there(first):
    deck = opened(update(first, LATER, ZH).file)
    assert shape(deck, "meeting:card_0_value").text_frame.text == "9"
    assert shape(deck, "meeting:card_2_value").text_frame.text == ""
    again = opened(update(pptx(LATER, ZH).file, FIRST, ZH).file)
    assert shape(again, "meeting:card_2_value").text_frame.text == "3"


def test_the_colour_of_a_change_turns_with_it_and_one_of_somebodys_own_stays(first):
    lights = PALETTES["light"].lights

    def colour(file: bytes) -> Any:
        change = shape(opened(file), "meeting:card_0_change").text_frame
        return change.paragraphs[0].runs[0].font.color.rgb

    assert colour(first) == rgb(lights["green"])
    assert colour(update(first, LATER, ZH).file) == rgb(lights["red"])
    deck = opened(first)
    run = shape(deck, "meeting:card_0_change").text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = rgb("#123456")
    assert colour(update(saved(deck), LATER, ZH).file) == rgb("#123456")


def test_a_card_has_the_colour_of_its_light_and_its_change_that_of_its_way():
    lit = replace(card("cac", "9", "+1", good=False), light="green")
    deck = opened(pptx(with_cards(FIRST, lit), ZH).file)
    lights = PALETTES["light"].lights
    for part, words, light in (("value", "● 9", "green"), ("change", "+1", "red")):
        [run] = shape(deck, f"meeting:card_0_{part}").text_frame.paragraphs[0].runs
        assert (run.text, run.font.color.rgb) == (words, rgb(lights[light]))


def test_what_somebody_changed_or_took_away_stays_so(first):
    deck = opened(first)
    shape(deck, "meeting:card_1_label").text_frame.paragraphs[0].runs[0].text = "我的话"
    for name in ("channels.ranking:before", "channels.orders:figure"):
        gone = shape(deck, name)._element
        gone.getparent().remove(gone)
    for told in (LATER, FIRST):
        again = opened(update(saved(deck), told, ZH).file)
        assert shape(again, "meeting:card_1_label").text_frame.text == "我的话"
        names = [one.name for slide in again.slides for one in slide.shapes]
        assert not [name for name in names if "channels.ranking:before" in name]
        assert "salesdash:channels.orders:figure" not in names


def test_a_figure_alone_that_was_copied_to_another_slide_gets_no_words(first):
    deck = opened(first)
    other = deck.slides.add_slide(deck.slide_layouts[6])
    table = shape(deck, "channels.orders:figure")._element
    other.shapes._spTree.append(table)
    said = report(ranked(), listed([1]))
    again = opened(update(saved(deck), said, ZH).file)
    assert [one.name for one in again.slides[len(again.slides) - 1].shapes] == [
        "salesdash:channels.orders:figure"
    ]


def test_a_program_that_renames_titles_and_notes_leaves_them_to_be_renewed(first):
    """As LibreOffice does when it saves."""
    deck = opened(first)
    for slide in deck.slides:
        for place in (slide.shapes.title, slide.notes_slide.notes_placeholder):
            place.name = "PlaceHolder 1"
    own = shape(deck, "channels.orders:above").part.slide.shapes.title
    own.text_frame.text = "我的标题"
    again = opened(update(saved(deck), LATER, ZH).file)
    fresh = opened(pptx(LATER, ZH).file)
    assert titles(again) == ["我的标题" if one == "共 36 单" else one for one in titles(fresh)]
    assert [one.notes_slide.notes_text_frame.text for one in again.slides] == [
        one.notes_slide.notes_text_frame.text for one in fresh.slides
    ]


def test_a_figure_that_somebody_renamed_is_renewed_all_the_same(first):
    deck = opened(first)
    shape(deck, "channels.ranking:figure").name = "我的图"
    shape(deck, "channels.orders:figure").name = "我的表"
    again = opened(update(saved(deck), LATER, ZH).file)
    fresh = opened(pptx(LATER, ZH).file)
    charts = [shape(one, "channels.ranking:figure").chart for one in (again, fresh)]
    assert len({tuple(chart.plots[0].series[0].values) for chart in charts}) == 1
    cells = [shape(one, "channels.orders:figure").table.cell(1, 1).text for one in (again, fresh)]
    assert cells[0] == cells[1]


def test_a_slide_without_its_figure_says_that_it_is_of_an_earlier_day(first):
    again = update(first, report(listed([3])), ZH)
    assert again.outdated == ["天猫旗舰店居首"]
    said = OUTDATED.format(why=NO_FIGURE).zh
    assert shape(opened(again.file), "channels.ranking:before").text_frame.text == said
    once_more = opened(update(again.file, FIRST, ZH).file)
    assert shape(once_more, "channels.ranking:before").text_frame.text == "上周：上周的话"


def test_a_figure_that_is_empty_now_says_why_it_is_as_it_was(first):
    empty = LeftOut("channels.ranking", plain("渠道排名"), plain("没有可以显示的数据"))
    told = replace(report(listed([3])), left_out=(empty,))
    before = shape(opened(update(first, told, ZH).file), "channels.ranking:before")
    assert before.text_frame.text == "本页未更新：没有可以显示的数据，这里仍是以前的内容"


def test_a_figure_of_an_earlier_day_says_so_beside_somebodys_own_words_and_without_any(first):
    deck = opened(first)
    shape(deck, "channels.ranking:before").text_frame.paragraphs[0].runs[0].text = "我的话"
    other = deck.slides.add_slide(deck.slide_layouts[6])
    other.shapes._spTree.append(shape(deck, "channels.orders:figure")._element)
    again = update(saved(deck), report(listed([1], key="other")), ZH).file
    said = OUTDATED.format(why=NO_FIGURE).zh
    names = ("channels.ranking:outdated", "channels.orders:outdated")
    assert [shape(opened(again), name).text_frame.text for name in names] == [said, said]
    assert shape(opened(again), "channels.ranking:before").text_frame.text == "我的话"
    once_more = opened(update(again, FIRST, ZH).file)
    assert [shape(once_more, name).text_frame.text for name in names] == ["", ""]


def test_a_link_that_somebody_set_on_a_picture_or_chart_leads_where_it_led(first):
    many = {f"渠道{n}": 100.0 + n for n in range(30)}  # too many bars for a chart of PowerPoint's
    deck = opened(first)
    shape(deck, "channels.ranking:figure")._element.xpath(".//p:cNvPr")[0].append(
        click := OxmlElement("a:hlinkClick")
    )
    on = deck.slides[1]
    click.set(qn("r:id"), on.part.relate_to("https://example.com/", RT.HYPERLINK, is_external=True))
    file = saved(deck)
    for sold in (many, many | {"渠道0": 7.0}, SOLD):
        file = update(file, report(ranked(sold)), ZH).file
        on = opened(file).slides[1]
        (link,) = on.shapes._spTree.xpath(".//a:hlinkClick/@r:id")
        assert on.part.rels[link].target_ref == "https://example.com/"


def test_longer_words_are_smaller_and_shorter_ones_as_large_as_before(first):
    def size(file: bytes) -> float:
        title = next(
            one for slide in opened(file).slides for one in slide.shapes
            if one.name.startswith("salesdash:channels.ranking:title")
        )  # fmt: skip
        sizes = {run.font.size.pt for p in title.text_frame.paragraphs for run in p.runs}
        assert len(sizes) == 1
        return float(sizes.pop())

    long = update(first, report(ranked(said=LONG)), ZH).file
    assert size(long) == size(pptx(report(ranked(said=LONG)), ZH).file) < size(first)
    assert size(update(long, FIRST, ZH).file) == size(first)
    deck = opened(first)
    run = shape(deck, "channels.ranking:title").text_frame.paragraphs[0].runs[0]
    run.font.size = Pt(19)
    own = saved(deck)
    assert size(update(own, LATER, ZH).file) == 19
    assert size(update(own, report(ranked(said=LONG)), ZH).file) < 19


def test_a_series_that_is_new_has_a_name_and_a_colour_of_its_own():
    one = ChartShape(["一月", "二月"], [("销售额", [1.0, 2.0])], "#,##0", "", is_course=True)
    two = replace(one, series=[*one.series, ("目标", [3.0, 3.0])])
    deck = Presentation()
    on = deck.slides.add_slide(deck.slide_layouts[6])
    drawn = on.shapes.add_chart(one.kind, 0, 0, Inches(8), Inches(4), data(one)).chart
    dress_chart(drawn, one, "light")
    assert renew(drawn, two, "light")
    colours = [str(series.format.line.color.rgb) for series in drawn.plots[0].series]
    assert len(set(colours)) == 2
    assert drawn.has_legend


def test_an_axis_is_in_the_unit_of_this_weeks_numbers():
    small = pptx(report(ranked({"甲": 900.0, "乙": 700.0})), ZH).file
    axis = shape(opened(update(small, report(ranked()), ZH).file), "channels.ranking:figure").chart
    fresh = shape(opened(pptx(report(ranked()), ZH).file), "channels.ranking:figure").chart
    for chart in (axis, fresh):
        value = chart.value_axis
        assert value.axis_title.text_frame.text == "万元"
        labels = chart.plots[0].data_labels.number_format
        assert (value.tick_labels.number_format, labels) == (
            fresh.value_axis.tick_labels.number_format,
            fresh.plots[0].data_labels.number_format,
        )
    back = update(pptx(report(ranked()), ZH).file, report(ranked({"甲": 90.0, "乙": 70.0})), ZH)
    assert not shape(opened(back.file), "channels.ranking:figure").chart.value_axis.has_title


def test_a_table_with_more_rows_stands_on_the_slide():
    few = pptx(report(listed([1, 2])), ZH).file
    deck = opened(update(few, report(listed(list(range(12)))), ZH).file)
    table = shape(deck, "channels.orders:figure")
    high = sum(row.height for row in table.table.rows)
    assert table.top + high <= shape(deck, "channels.orders:before").top


@pytest.mark.parametrize("n", [1, 27, 33, 60, 100])
def test_a_long_list_stands_on_its_slides(n):
    titles = tuple(f"渠道 · 各月费用率与投入产出比 {at}" for at in range(n))
    deck = opened(pptx(report(ranked(), left_out=titles), ZH).file)
    lists = [
        one for slide in deck.slides for one in slide.shapes if one.name.startswith("salesdash:left_out")
        and ":lines" in one.name
    ]  # fmt: skip
    said = "\n".join(one.text_frame.text for one in lists).split("\n")
    assert said == [f"{title}：与上周相同" for title in titles]
    for one in lists:
        frame = one.text_frame
        columns = int(frame._txBody.bodyPr.get("numCol", "1"))
        size = frame.paragraphs[0].runs[0].font.size.pt
        assert size >= 11
        wide = (one.width / Pt(1) - COLUMN_GAP * (columns - 1)) / columns
        needed = rows(frame.text.split("\n"), wide, size)
        assert needed <= columns * int(one.height / Pt(1) / (size * LINE))
        assert one.top + one.height <= deck.slide_height


def test_a_list_that_got_shorter_leaves_no_old_lines():
    long = pptx(report(ranked(), left_out=tuple(map(str, range(100)))), ZH).file
    short = opened(update(long, report(ranked(), left_out=("库存",)), ZH).file)
    assert shape(short, "left_out:lines").text_frame.text == "库存：与上周相同"
    assert shape(short, "left_out_2:lines").text_frame.text == "没有更多"


def test_many_long_cells_stand_on_the_slide():
    names = tuple(f"华东大区某某商贸有限公司第{at}分店" * 2 for at in range(12))
    wide = replace(
        listed(list(range(12))),
        frame=pd.DataFrame({"name": names, **{f"c{n}": names for n in range(5)}}),
        columns=(NAME, *(replace(NAME, key=f"c{n}") for n in range(5))),
    )
    deck = opened(pptx(report(wide), ZH).file)
    table = shape(deck, "channels.orders:figure")
    widths = [column.width / Pt(1) - 12 for column in table.table.columns]
    size = table.table.cell(0, 0).text_frame.paragraphs[0].runs[0].font.size.pt
    high = sum(
        max(rows([cell.text], w, size) for cell, w in zip(row.cells, widths, strict=True))
        * size * LINE + 6
        for row in table.table.rows
    )  # fmt: skip
    assert table.top + Pt(high) <= shape(deck, "channels.orders:before").top


def test_thousands_of_wan_have_their_comma_new_and_renewed():
    large = report(ranked({"甲": 90_000_000.0, "乙": 90_000.0}))
    fresh = pptx(large, ZH).file
    for file in (fresh, update(pptx(report(ranked()), ZH).file, large, ZH).file):
        chart = shape(opened(file), "channels.ranking:figure").chart
        assert chart.value_axis.tick_labels.number_format.startswith("[>=10000000]#\\,0")
        assert chart.value_axis.major_unit == 20_000_000
        assert chart.plots[0].data_labels.number_format.startswith("[>=10000000]#\\,##0")
        assert list(chart.plots[0].series[0].values) == [90_000_000.0, 90_000.0]


def test_a_drawing_is_made_once_for_a_slide():
    figure, made = ranked({f"渠道{n}": 1e6 - n for n in range(40)}), []

    def draw(look: Look) -> Any:
        made.append(look.mode)
        assert figure.draw is not None
        return figure.draw(look)

    pptx(report(replace(figure, draw=draw)), ZH)
    assert made == ["light"]


@pytest.mark.parametrize(("months", "skipped"), [(12, None), (26, "2")])
def test_names_of_periods_are_left_out_where_they_would_be_turned(months, skipped):
    names = [f"{n}月" for n in range(months)]
    shape_of = ChartShape(names, [("销售额", [1.0] * months)], "#,##0", "", is_upright=True)
    on = Presentation()
    slide = on.slides.add_slide(on.slide_layouts[6])
    drawn = slide.shapes.add_chart(shape_of.kind, 0, 0, Inches(8), Inches(4), data(shape_of)).chart
    dress_chart(drawn, shape_of, "light")
    told = [one.get("val") for one in drawn.category_axis._element.findall(qn("c:tickLblSkip"))]
    assert told == ([skipped] if skipped else [])


@pytest.mark.parametrize(
    ("lang", "names"),
    [("zh", ["12月\n2024年", "1月\n2025年", "2月"]), ("en", ["Dec\n2024", "Jan\n2025", "Feb"])],
)
def test_months_of_a_chart_have_their_year_under_the_first_of_each(lang, names):
    month, sold = Column("month", plain("月"), of="month"), Column("sold", plain("销售额"), MONEY)
    frame = pd.DataFrame({"month": ["2024-12", "2025-01", "2025-02"], "sold": [1.0, 2.0, 3.0]})
    course = figure(
        frame=frame, columns=(month, sold), draw=lambda look: trend.line(frame, month, sold, look)
    )
    shape_of = drawn(replace(course, lang=lang))
    assert shape_of is not None
    assert shape_of.categories == names
