"""Names in the quadrant: beside their bubbles or on a stem from them, and never over one another."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from salesdash.charts.column import Column
from salesdash.charts.compared.quadrant import QuadrantLines, bubbles
from salesdash.charts.look import LABEL, Look
from salesdash.charts.rows import width
from salesdash.text import plain
from salesdash.units import MONEY, MULTIPLE, RATIO

NAME, WHEN = Column("channel", plain("渠道")), Column("period", plain("期间"))
GROWTH, ROI = Column("growth", plain("增长"), RATIO), Column("roi", plain("回报"), MULTIPLE)
SALES = Column("sales", plain("销售额"), MONEY)


Point = tuple[str, float, float, float]
ACROSS, UP = 260, 118  # px of the plot in its narrowest place
LETTERS, LINE = 0.55 * LABEL, 1.1 * LABEL  # px that a letter is wide, and a line of them high


def drawn(points: list[Point]) -> dict[str, Any]:
    frame = pd.DataFrame(points, columns=["channel", "growth", "roi", "sales"]).assign(
        period="2025"
    )
    lines = QuadrantLines(0.2, 1.0, ())
    return bubbles(frame, NAME, GROWTH, ROI, SALES, Look("zh"), lines=lines, when=WHEN).to_dict()


def stems(chart: dict[str, Any]) -> list[dict[str, Any]]:
    return next((rows for rows in chart["datasets"].values() if rows and "foot" in rows[0]), [])


def names(*points: Point) -> dict[str, tuple[float, float]]:
    """By name where it stands, and where its bubble is."""
    return {row["words"]: (row["y"], row["foot"]) for row in stems(drawn(list(points)))}


def boxes(points: list[Point]) -> dict[str, tuple[float, float, float, float]]:
    """By name what it covers, in px: left, right, low, high."""
    chart = drawn(points)
    place = next(one["encoding"] for one in chart["layer"] if "size" in one["encoding"])
    x, y = (place[at]["scale"]["domain"] for at in "xy")
    found = {}
    for row in stems(chart):
        start = (row["x"] - x[0]) / (x[1] - x[0]) * ACROSS + row["away"]
        left = start - row["is_left"] * LETTERS * width(row["words"])
        middle = (row["y"] - y[0]) / (y[1] - y[0]) * UP
        right = left + LETTERS * width(row["words"])
        found[row["words"]] = (left, right, middle - LINE / 2, middle + LINE / 2)
    return found


def test_a_name_alone_stands_at_its_bubble():
    assert names(("天猫", 0.1, 0.5, 9), ("抖音", 0.4, 1.5, 5)) == {
        "天猫": (0.5, 0.5), "抖音": (1.5, 1.5),
    }  # fmt: skip


def test_of_names_in_one_place_the_largest_stays_and_the_others_keep_a_stem():
    crowd = [(f"渠道{n}", 0.2 + n / 1000, 1.5, 10.0 - n) for n in range(4)]
    found = names(*crowd, ("天猫", 0.5, 0.5, 20))
    assert {foot for name, (_, foot) in found.items() if name != "天猫"} == {1.5}
    assert found["渠道0"] == (1.5, 1.5)
    heights = sorted(height for name, (height, _) in found.items() if name != "天猫")
    assert len(heights) >= 3
    assert min(b - a for a, b in pairwise(heights)) > 0.15


def test_seven_names_close_together_do_not_meet_and_the_largest_have_theirs():
    crowd = [
        ("Distributors", 0.179, 1.648, 30.0), ("Direct sales", 0.155, 1.651, 28.0),
        ("Tmall", 0.366, 0.6, 20.0), ("JD.com", 0.214, 1.469, 15.0), ("Showrooms", 0.248, 1.504, 12.0),
        ("Douyin", 0.435, 1.458, 10.0), ("Own web shop", 0.221, 1.544, 9.0),
    ]  # fmt: skip
    found = boxes(crowd)
    assert {"Distributors", "Tmall", "Douyin"} <= found.keys()
    assert apart(found)


@given(
    st.lists(
        st.tuples(st.floats(-1, 3), st.floats(-1, 9), st.floats(0, 1e7)), min_size=1, max_size=12
    )
)
def test_no_name_lies_over_another_however_close_the_bubbles_are(points):
    assert apart(boxes([(f"第{n}销售渠道", *point) for n, point in enumerate(points)]))


def apart(found: dict[str, tuple[float, float, float, float]]) -> bool:
    return not any(
        a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
        for a, b in combinations(found.values(), 2)
    )
