"""Each shape makes valid Vega-Lite of whatever frame it is given, in both languages and modes."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
import vl_convert

from salesdash.charts.column import Column
from salesdash.charts.grids import heatmap
from salesdash.charts.look import LABEL, LARGE, Look
from salesdash.charts.of_a_whole import shares
from salesdash.charts.over_time import light_bands, plan_actual, trend
from salesdash.charts.theme import PALETTES
from salesdash.text import LANGS, plain
from salesdash.units import COUNT, MONEY, RATIO, write
from tests.charts.shapes import (
    DAY,
    EDGES,
    LIGHT,
    NAME,
    ORDINARY,
    PLAN,
    SALES,
    SHAPES,
    SHARE,
)

LOOK = Look("zh")


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_any_frame_makes_valid_vega_lite(shape, edge):
    for lang, mode in zip(LANGS, PALETTES, strict=True):
        chart = SHAPES[shape](EDGES[edge], Look(lang, mode))
        assert chart.to_dict(validate=True)["width"] == "container"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_letters_of_a_meeting_are_larger(shape):
    """Wherever a chart does not say a size of its own; and what is laid out for them leaves its room."""
    plain, large = (
        SHAPES[shape](EDGES["names"], Look("zh", letter=letter)).to_dict()
        for letter in (LABEL, LARGE)
    )
    for part, sizes in (("axis", ("labelFontSize", "titleFontSize")), ("text", ("fontSize",))):
        assert {plain["config"][part][size] for size in sizes} == {LABEL}
        assert {large["config"][part][size] for size in sizes} == {LARGE}
    assert vl_convert.vegalite_to_svg(large | {"width": 600}, allowed_base_urls=[])


@pytest.mark.parametrize("edge", ["no row", "all missing", "names", "without end"])
@pytest.mark.parametrize("shape", SHAPES)
def test_vega_draws_it_without_a_complaint(shape, edge, capfd):
    drawn = SHAPES[shape](EDGES[edge], LOOK).to_dict() | {"width": 600}
    svg = vl_convert.vegalite_to_svg(drawn, show_warnings=True, allowed_base_urls=[])
    assert svg.startswith("<svg")
    assert "NaN" not in svg
    assert "<script" not in svg
    assert "<img" not in svg
    assert "WARN" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("shape", SHAPES)
def test_names_are_data_and_never_part_of_an_expression(shape):
    drawn = SHAPES[shape](EDGES["names"], LOOK).to_dict()
    del drawn["datasets"]
    assert "alert(1)" not in " ".join(_expressions(drawn))


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_rows_have_columns_of_one_kind(shape, edge):
    """The screen sends them as Arrow, which takes no column of texts and numbers."""
    drawn = SHAPES[shape](EDGES[edge], LOOK).to_dict()
    for rows in drawn["datasets"].values():
        assert pa.Table.from_pandas(pd.DataFrame(rows)).num_rows == len(rows)


def test_a_missing_value_stays_missing():
    drawn = trend.line(ORDINARY, DAY, SALES, color=NAME, look=LOOK).to_dict()
    values = [row["y"] for rows in drawn["datasets"].values() for row in rows if "y" in row]
    assert values == [1_200_000, 900_000, None, 400_000, 810_000, 700_000]


def test_the_pointer_shows_readable_numbers_with_their_unit():
    drawn = trend.line(ORDINARY, DAY, SALES, color=NAME, look=LOOK).to_dict()
    row = next(row for rows in drawn["datasets"].values() for row in rows if "y" in row)
    assert (row["x_text"], row["y_text"]) == ("2025年1月", "120.0万元")
    shown = next(
        layer["encoding"]["tooltip"] for layer in drawn["layer"] if "tooltip" in layer["encoding"]
    )
    assert [tip["title"] for tip in shown] == ["月份", "渠道", "销售额"]


def test_the_same_frame_makes_the_same_chart():
    for shape in SHAPES.values():
        assert shape(ORDINARY, LOOK).to_dict() == shape(ORDINARY, LOOK).to_dict()


def _expressions(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [str(v) for k, v in node.items() if k in ("expr", "labelExpr", "filter", "calculate")]
        return own + [e for value in node.values() for e in _expressions(value)]
    if isinstance(node, list):
        return [e for value in node for e in _expressions(value)]
    return []


def _parts(*rows):
    frame = pd.DataFrame(rows, columns=["bar", "part", "value"])
    columns = Column("bar", plain("")), Column("part", plain("")), Column("value", plain(""), COUNT)
    return shares.whole(frame, *columns, look=LOOK).to_dict()


def test_a_part_keeps_its_colour_where_another_one_is_empty():
    whole = _parts(("甲", "高", 1), ("甲", "中", 2), ("甲", "低", 3))
    without = _parts(("甲", "高", 0), ("甲", "中", 0), ("甲", "低", 3), ("乙", "中", 1))
    hues = [drawn["layer"][0]["encoding"]["color"] for drawn in (whole, without)]
    assert hues[0]["scale"] == hues[1]["scale"]
    assert hues[1]["legend"]["values"] == ["中", "低"]
    inks = [
        {row["part"]: row["ink"] for rows in drawn["datasets"].values() for row in rows}
        for drawn in (whole, without)
    ]
    assert inks[1] == {part: inks[0][part] for part in ("中", "低")}


SALES_SHARE = Column("share", plain("销售额"), MONEY)


def test_a_zone_outside_the_window_leaves_no_sign():
    """A window from nought up: the zone below nought is out of sight, and so is its sign."""
    frame = pd.DataFrame({"day": ["2025-01-01"], "share": [0.9]})
    bands = [("green", 0.0, None), ("red", None, 0.0)]
    drawn = light_bands.line(frame, DAY, SALES_SHARE, bands=bands, look=LOOK).to_dict()
    signs = [z["sign"] for rows in drawn["datasets"].values() for z in rows if "sign" in z]
    assert signs == ["●"]


def test_no_rounding_carries_a_share_over_the_limit_that_it_missed():
    frame = pd.DataFrame(
        {"day": [f"2025-0{month}-01" for month in (1, 2, 3, 4)], "sales": 1.0, "plan": 1.0}
    ).assign(share=[0.9996, 0.8996, 1.0, 1.0899], light=["amber", "red", "green", "green"])
    judged = replace(SHARE, limits=(0.9, 1.0))
    drawn = plan_actual.by_period(
        frame, DAY, SALES, PLAN, attainment=judged, light=LIGHT, look=LOOK
    ).to_dict()
    bars = [row for rows in drawn["datasets"].values() for row in rows if "label" in row]
    assert [row["label"] for row in bars] == ["▲ 99.96%", "■ 89.96%", "● 100.0%", "● 109.0%"]
    assert [row["short"] for row in bars] == ["▲\n99.9%", "■\n89.9%", "●\n100%", "●\n109%"]
    cells = heatmap.grid(frame.assign(name="华东"), DAY, NAME, judged, LOOK).to_dict()
    numbers = [row["label"] for rows in cells["datasets"].values() for row in rows]
    assert numbers == ["99.9%", "89.9%", "100%", "109%"]


def _drawn_above(*names, width=300):
    """The lines of the heads of a heatmap so wide."""
    frame = pd.DataFrame([("甲", name, 0.5) for name in names], columns=["who", "what", "share"])
    x, y = Column("what", plain("")), Column("who", plain(""))
    drawn = heatmap.grid(frame, x, y, SHARE, LOOK, middle=None).to_dict() | {"width": width}
    svg = vl_convert.vegalite_to_svg(drawn, allowed_base_urls=[])
    return set(re.findall(r">([^<>]+)</t(?:ext|span)>", svg)) - {"甲", "50%"}


def test_a_head_is_cut_between_words_and_never_within_one_that_fits():
    names = ("Content", "Paid search", "Fees", "Ads", "直播带货", "Fairs")
    lines = {"Content", "Paid", "search", "Fees", "Ads", "直播", "带货", "Fairs"}
    assert _drawn_above(*names, width=420) == lines


def test_a_long_word_is_written_smaller_before_it_is_shortened():
    assert "Consumables" in _drawn_above("Consumables", "Coffee", "Water", width=250)


def test_a_word_wider_than_its_cell_is_shortened():
    heads = _drawn_above("Telecommunication", "Ads", width=140)
    assert any(re.fullmatch("Tele[a-z]*…", head) for head in heads), heads


def test_a_bar_says_what_the_sentence_over_it_says():
    """Past a limit rounding is the ordinary one: no bar is written smaller than its number."""
    frame = pd.DataFrame({"day": ["2025-01-01"], "sales": 1.0, "plan": 1.0, "share": 1.0899})
    drawn = plan_actual.by_period(frame, DAY, SALES, PLAN, attainment=SHARE, look=LOOK).to_dict()
    labels = [row["label"] for rows in drawn["datasets"].values() for row in rows if "label" in row]
    assert labels == [write(1.0899, RATIO).zh]
