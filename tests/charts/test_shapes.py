"""Each shape makes valid Vega-Lite of whatever frame it is given, in both languages and modes."""

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
import vl_convert

from salesdash.charts import trend
from salesdash.charts.figure import Mode
from salesdash.charts.theme import PALETTES
from salesdash.text import LANGS
from tests.charts.shapes import DAY, EDGES, NAME, ORDINARY, SALES, SHAPES


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_any_frame_makes_valid_vega_lite(shape, edge):
    for lang, mode in zip(LANGS, PALETTES, strict=True):
        chart = SHAPES[shape](EDGES[edge], lang, mode)
        assert chart.to_dict(validate=True)["width"] == "container"


@pytest.mark.parametrize("edge", ["no row", "all missing", "names", "without end"])
@pytest.mark.parametrize("shape", SHAPES)
def test_vega_draws_it_without_a_complaint(shape, edge, capfd):
    drawn = SHAPES[shape](EDGES[edge], "zh", "light").to_dict() | {"width": 600}
    svg = vl_convert.vegalite_to_svg(drawn, show_warnings=True, allowed_base_urls=[])
    assert svg.startswith("<svg")
    assert "NaN" not in svg
    assert "<script" not in svg
    assert "<img" not in svg
    assert "WARN" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("shape", SHAPES)
def test_names_are_data_and_never_part_of_an_expression(shape):
    drawn = SHAPES[shape](EDGES["names"], "zh", "light").to_dict()
    del drawn["datasets"]
    assert "alert(1)" not in " ".join(_expressions(drawn))


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_rows_have_columns_of_one_kind(shape, edge):
    """The screen sends them as Arrow, which takes no column of texts and numbers."""
    drawn = SHAPES[shape](EDGES[edge], "zh", "light").to_dict()
    for rows in drawn["datasets"].values():
        assert pa.Table.from_pandas(pd.DataFrame(rows)).num_rows == len(rows)


def test_a_missing_value_stays_missing():
    drawn = trend.line(ORDINARY, DAY, SALES, color=NAME, lang="zh", mode="light").to_dict()
    values = [row["y"] for rows in drawn["datasets"].values() for row in rows if "y" in row]
    assert values == [1_200_000, 900_000, None, 400_000, 810_000, 700_000]


def test_the_pointer_shows_readable_numbers_with_their_unit():
    drawn = trend.line(ORDINARY, DAY, SALES, color=NAME, lang="zh", mode="light").to_dict()
    row = next(row for rows in drawn["datasets"].values() for row in rows if "y" in row)
    assert (row["x_text"], row["y_text"]) == ("2025年1月", "120.0万元")
    shown = next(
        layer["encoding"]["tooltip"] for layer in drawn["layer"] if "tooltip" in layer["encoding"]
    )
    assert [tip["title"] for tip in shown] == ["月份", "渠道", "销售额"]


def test_the_same_frame_makes_the_same_chart():
    mode: Mode = "light"
    for shape in SHAPES.values():
        assert shape(ORDINARY, "zh", mode).to_dict() == shape(ORDINARY, "zh", mode).to_dict()


def _expressions(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [str(v) for k, v in node.items() if k in ("expr", "labelExpr", "filter", "calculate")]
        return own + [e for value in node.values() for e in _expressions(value)]
    if isinstance(node, list):
        return [e for value in node for e in _expressions(value)]
    return []
