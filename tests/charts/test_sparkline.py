"""The form of a small course: highest at the top, a gap where a value is missing."""

from __future__ import annotations

import re

from salesdash.charts.sparkline import HEIGHT, MARGIN, WIDTH, sparkline


def points(drawing: str) -> list[tuple[str, float, float]]:
    return [
        (pen, float(x), float(y)) for pen, x, y in re.findall(r"([ML])([\d.]+) ([\d.]+)", drawing)
    ]


def test_it_runs_from_edge_to_edge_between_its_least_and_its_greatest_value():
    low, high = HEIGHT - MARGIN, MARGIN
    assert points(sparkline([1, 3, 2], "light")) == [
        ("M", MARGIN, low),
        ("L", WIDTH / 2, high),
        ("L", WIDTH - MARGIN, (low + high) / 2),
    ]


def test_a_missing_value_is_a_gap_and_one_value_is_no_course():
    assert [pen for pen, *_ in points(sparkline([1, None, 2, 3], "dark"))] == ["M", "M", "L"]
    assert sparkline([None, 1], "light") == ""


def test_what_never_changes_is_a_level_line():
    assert {y for _, _, y in points(sparkline([5, 5, 5], "light"))} == {HEIGHT - MARGIN}
