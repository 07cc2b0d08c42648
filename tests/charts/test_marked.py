"""A chart's marks are clicked by what they stand for, and only where something can be opened."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest

from salesdash.charts.column import METRIC, Column, MarkedCell
from salesdash.charts.compared import gap, ranges, ranking
from salesdash.charts.grids import heatmap
from salesdash.charts.look import Look, spec
from salesdash.charts.marked import with_selection
from salesdash.charts.over_time import multiples, trend
from salesdash.figures.opened import openable
from salesdash.text import Text
from salesdash.units import MONEY

LOOK = Look("zh")
SALES = Column("sales", Text("销售额", "Sales"), MONEY)
REGION = Column("region", Text("区域", "Region"), of="region")
MONTH = Column("month", Text("月份", "Month"), of="month")


def bars(column: Column, members: list[str | None]) -> dict[str, Any]:
    frame = pd.DataFrame({column.key: members, "sales": range(1, len(members) + 1)})
    return with_selection(spec(ranking.bars(frame, column, SALES, LOOK)), "mark", openable)


def clicked(drawing: dict[str, Any]) -> list[dict[str, Any]]:
    """The layers that take the click: Vega lets those take part that have a tooltip."""
    [selection] = drawing["params"]
    layers = [layer for layer in drawing["layer"] if has_pointer(layer)]
    assert selection["views"] == [layers[0]["name"]]
    assert all(layer["encoding"]["tooltip"] for layer in layers)
    return layers


def has_pointer(layer: dict[str, Any]) -> bool:
    return isinstance(layer["mark"], dict) and layer["mark"].get("cursor") == "pointer"


def own_rows(drawing: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    data = layer["data"]
    return list(data.get("values") or drawing["datasets"][data["name"]])


def test_bars_their_numbers_and_their_names_are_selected_by_the_member_they_stand_for():
    drawing = bars(REGION, ["东", "西"])
    [selection] = drawing["params"]
    assert selection["name"] == "mark"
    assert selection["select"]["fields"] == ["of_region"]
    bar, number, names = clicked(drawing)
    assert [layer["mark"]["type"] for layer in (bar, number, names)] == ["bar", "text", "rect"]
    assert own_rows(drawing, names) == [
        {"name": "西", "name_text": "西", "of_region": "西"},
        {"name": "东", "name_text": "东", "of_region": "东"},
    ]


def test_what_is_written_at_a_mark_says_the_same_to_the_pointer():
    bar, number, _ = clicked(bars(REGION, ["东", "西"]))
    assert number["encoding"]["tooltip"] == bar["encoding"]["tooltip"]
    assert [tip["field"] for tip in bar["encoding"]["tooltip"]] == ["name_text", "value_text"]


def test_the_margins_of_a_heatmap_are_its_members_and_its_months():
    cells = [(region, date(2025, month, 1)) for region in ("东", "西") for month in (1, 2)]
    frame = pd.DataFrame(cells, columns=["region", "month"]).assign(sales=[1, 2, 3, 4])
    drawing = with_selection(
        spec(heatmap.grid(frame, MONTH, REGION, SALES, LOOK, middle=None)), "mark", openable
    )
    assert drawing["params"][0]["select"]["fields"] == ["of_month", "of_region"]
    cell, number, members, months = clicked(drawing)
    assert (cell["mark"]["type"], number["mark"]["type"]) == ("rect", "text")
    assert own_rows(drawing, members) == [
        {"y": name, "y_text": name, "of_region": name} for name in ("东", "西")
    ]
    assert [row["of_month"] for row in own_rows(drawing, months)] == ["2025-01", "2025-02"]
    assert not any("of_region" in row for row in own_rows(drawing, months))


def test_the_band_and_the_dot_of_an_estimate_both_open_it():
    frame = pd.DataFrame({"region": ["东"], "sales": [3.0], "low": [2.0], "high": [4.0]})
    low, high = (Column(key, Text(key, key), MONEY) for key in ("low", "high"))
    drawing = with_selection(
        spec(ranges.dots(frame, REGION, SALES, low, high, LOOK)), "mark", openable
    )
    kinds = [layer["mark"]["type"] for layer in clicked(drawing)]
    assert kinds == ["bar", "point", "text", "text", "rect"]


def test_the_name_at_the_end_of_a_line_opens_its_member():
    months = [date(2025, 1, 1), date(2025, 2, 1)]
    frame = pd.DataFrame({"month": months * 2, "region": ["东"] * 2 + ["西"] * 2, "sales": [1] * 4})
    drawing = with_selection(
        spec(trend.line(frame, MONTH, SALES, LOOK, color=REGION)), "mark", openable
    )
    [names] = [layer for layer in clicked(drawing) if layer["mark"]["type"] == "text"]
    stands_for = [
        {k: v for k, v in row.items() if k[:3] == "of_"} for row in own_rows(drawing, names)
    ]
    assert stands_for == [{"of_region": "东"}, {"of_region": "西"}]


def test_nobodys_bar_and_members_that_sales_do_not_know_open_nothing():
    stage = Column("stage", Text("阶段", "Stage"), of="stage")
    assert "params" not in bars(REGION, [None, None])
    assert "params" not in bars(stage, ["won", "lost"])


def test_points_over_time_are_selected_by_their_period():
    months = [date(2025, month, 1) for month in (1, 2, 3)]
    frame = pd.DataFrame({"month": months, "sales": [1.0, 2.0, 3.0]})
    drawing = with_selection(spec(trend.line(frame, MONTH, SALES, LOOK)), "mark", openable)
    assert drawing["params"][0]["select"]["fields"] == ["of_month"]


def test_small_panels_are_selected_by_member_and_period():
    frame = pd.DataFrame({"month": [date(2025, 1, 1)] * 2, "region": ["东", "西"], "sales": [1, 2]})
    drawing = spec(multiples.lines(frame, MONTH, SALES, REGION, LOOK))
    [selection] = with_selection(drawing, "mark", openable)["params"]
    assert set(selection["select"]["fields"]) == {"of_month", "of_region"}


def test_a_total_of_a_bridge_opens_what_it_is_and_says_its_own_name():
    frame = pd.DataFrame({"region": ["东", "西"], "sales": [5.0, -2.0]})
    start = MarkedCell(Text("2024年", "2024"), ((METRIC, "sales"), ("year", "2024"))), 10.0
    end = MarkedCell(Text("实际", "Actual"), ((METRIC, "sales"), ("year", "2025"))), 13.0
    bridge = gap.waterfall(frame, REGION, SALES, LOOK, start=start, end=end)
    drawing = with_selection(spec(bridge), "mark", openable)
    assert drawing["params"][0]["select"]["fields"] == ["of_metric", "of_region", "of_year"]
    moves, totals, numbers, sums, torn, names = clicked(drawing)
    for layer in (totals, sums, torn):
        assert [tip["field"] for tip in layer["encoding"]["tooltip"]] == ["whole_text"]
    for layer in (moves, numbers):
        assert [tip["field"] for tip in layer["encoding"]["tooltip"]] == ["name_text", "value_text"]
    assert own_rows(drawing, names)[0] == {
        "name": "2024年",
        "name_text": "2024年",
        "of_metric": "sales",
        "of_year": "2024",
    }
    [rows] = drawing["datasets"].values()
    assert [row["whole_text"] for row in rows if row["kind"] == "total"] == [
        "2024年 10.00元",
        "实际 13.00元",
    ]


def test_a_bar_leaves_its_number_room_however_narrow_the_drawing():
    frame = pd.DataFrame({"region": ["东", "西"], "sales": [30_000.0, 10_000.0]})
    drawing = spec(ranking.bars(frame, REGION, SALES, LOOK))
    scale = drawing["layer"][0]["encoding"]["x"]["scale"]
    assert scale["domain"] == [0.0, 30_000.0]
    # even where there is no room for both the bars grow to the right
    beyond = re.fullmatch(r"max\(width - (\d+), width / 5\)", scale["range"][1]["expr"])
    assert beyond
    assert int(beyond[1]) > 8 * len("3.00万元")


@pytest.mark.parametrize(
    ("names", "room"), [(["东", "西"], range(20, 40)), (["很长的名称" * 6] * 2, range(160, 161))]
)
def test_the_names_beside_a_plot_take_no_more_of_its_width_than_they_need(
    names: list[str | None], room: range
):
    [names_beside] = [
        layer for layer in clicked(bars(REGION, names)) if layer["mark"].get("opacity") == 0
    ]
    assert -names_beside["mark"]["x"] in room
