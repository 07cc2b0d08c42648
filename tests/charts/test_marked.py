"""A chart's marks are clicked by what they stand for, and only where something can be opened."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.compared import gap, ranking
from salesdash.charts.look import Look
from salesdash.charts.marked import CLICKED, with_selection
from salesdash.charts.over_time import multiples, trend
from salesdash.charts.theme import spec
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


def test_bars_are_selected_by_the_member_they_stand_for():
    drawing = bars(REGION, ["东", "西"])
    [selection] = drawing["params"]
    assert (selection["name"], selection["views"]) == ("mark", [CLICKED])
    assert selection["select"]["fields"] == ["of_region"]
    clicked = [layer for layer in drawing["layer"] if layer.get("name") == CLICKED]
    assert [layer["mark"]["type"] for layer in clicked] == ["bar"]


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


def test_a_total_of_a_bridge_is_nobodys_and_says_its_own_name():
    frame = pd.DataFrame({"region": ["东", "西"], "sales": [5.0, -2.0]})
    start, end = (Text("计划", "Plan"), 10.0), (Text("实际", "Actual"), 13.0)
    bridge = gap.waterfall(frame, REGION, SALES, LOOK, start=start, end=end)
    drawing = with_selection(spec(bridge), "mark", openable)
    moves, totals, *_ = drawing["layer"]
    assert (moves.get("name"), totals.get("name")) == (CLICKED, None)
    assert [tip["field"] for tip in totals["encoding"]["tooltip"]] == ["whole_text"]
    [rows] = drawing["datasets"].values()
    assert [row["whole_text"] for row in rows if row["kind"] == "total"] == [
        "计划 10.00元",
        "实际 13.00元",
    ]
