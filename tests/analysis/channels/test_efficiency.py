"""Shares, courses, and who is best and worst."""

from __future__ import annotations

import pandas as pd
import pytest

from salesdash.analysis.channels.efficiency import (
    Earner,
    by_growth,
    by_roi,
    by_sales,
    course,
    earners,
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [(0.3, "rising"), (-0.3, "falling"), (0.04, "level"), (-0.04, "level"), (0.05, "rising")],
)
def test_a_small_change_is_no_course(change, expected):
    assert course(change, 0.05) == expected


def test_growth_is_bought_where_sales_rise_and_roi_falls():
    assert Earner("天猫", growth=0.37, roi=0.60, roi_before=0.91).buys_its_growth
    assert not Earner("京东", growth=0.37, roi=0.91, roi_before=0.60).buys_its_growth
    assert not Earner("门店", growth=-0.37, roi=0.60, roi_before=0.91).buys_its_growth
    assert not Earner("抖音", growth=0.37, roi=0.60).buys_its_growth


def test_the_unknown_is_never_ranked():
    found = [Earner("a"), Earner("b", 5.0, 0.1, 1.0), Earner("c", 7.0, -0.1, 2.0)]
    assert [e.name for e in by_roi(found)] == ["c", "b"]
    assert [e.name for e in by_growth(found)] == ["b", "c"]
    assert [e.name for e in by_sales(found)] == ["c", "b"]


def test_a_row_without_a_name_is_nobodys():
    frame = pd.DataFrame(
        {
            "n": ["a", None],
            "s": [1.0, 2.0],
            "g": [None, 1.0],
            "r": [0.5, 1.0],
            "b": [None, None],
            "p": [0.4, 0.6],
        }
    )
    assert earners(frame, "n", "s", "g", "r", "b", "p") == [Earner("a", 1.0, None, 0.5, None, 0.4)]
