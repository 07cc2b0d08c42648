"""Names in the quadrant: each beside its bubble, or on a stem from it where another name stands there."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.compared.quadrant import QuadrantLines, bubbles
from salesdash.charts.look import Look
from salesdash.text import plain
from salesdash.units import MONEY, MULTIPLE, RATIO

NAME, WHEN = Column("channel", plain("渠道")), Column("period", plain("期间"))
GROWTH, ROI = Column("growth", plain("增长"), RATIO), Column("roi", plain("回报"), MULTIPLE)
SALES = Column("sales", plain("销售额"), MONEY)


def names(*points: tuple[str, float, float, float]) -> dict[str, tuple[float, float]]:
    """By name where it stands, and where its bubble is."""
    frame = pd.DataFrame(points, columns=["channel", "growth", "roi", "sales"]).assign(
        period="2025"
    )
    lines = QuadrantLines(0.2, 1.0, ())
    chart = bubbles(frame, NAME, GROWTH, ROI, SALES, Look("zh"), lines=lines, when=WHEN).to_dict()
    stems = next(rows for rows in chart["datasets"].values() if rows and "foot" in rows[0])
    return {row["words"]: (row["y"], row["foot"]) for row in stems}


def test_a_name_alone_stands_at_its_bubble():
    assert names(("天猫", 0.1, 0.5, 9), ("抖音", 0.4, 1.5, 5)) == {
        "天猫": (0.5, 0.5), "抖音": (1.5, 1.5),
    }  # fmt: skip


def test_of_names_in_one_place_the_largest_stays_and_the_others_keep_a_stem():
    crowd = [(f"渠道{n}", 0.2 + n / 1000, 1.5, 10.0 - n) for n in range(4)]
    found = names(*crowd, ("天猫", 0.5, 0.5, 20))
    assert found["渠道0"] == (1.5, 1.5)
    assert {foot for name, (_, foot) in found.items() if name != "天猫"} == {1.5}
    heights = sorted(height for name, (height, _) in found.items() if name != "天猫")
    gaps = [b - a for a, b in pairwise(heights)]
    assert min(gaps) > 0.05
    assert abs(heights[0] - 1.5) < 4 * min(gaps)


def test_seven_names_close_together_all_find_a_line():
    crowd = names(
        ("Distributors", 0.179, 1.648, 30), ("Direct sales", 0.155, 1.651, 28),
        ("Tmall", 0.366, 0.6, 20), ("JD.com", 0.214, 1.469, 15), ("Showrooms", 0.248, 1.504, 12),
        ("Douyin", 0.435, 1.458, 10), ("Own web shop", 0.221, 1.544, 9),
    )  # fmt: skip
    heights = sorted(
        height for name, (height, _) in crowd.items() if name not in ("Tmall", "Douyin")
    )
    assert min(b - a for a, b in pairwise(heights)) > 0.18
