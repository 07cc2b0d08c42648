"""What figures have in common."""

import pandas as pd

from salesdash.charts.column import member_names
from salesdash.charts.figure import Figure
from salesdash.figures.build import dimension_column, metric_column
from salesdash.text import BLANK


def test_two_members_of_one_name_stay_two():
    """A channel that is called like the missing one; the same member keeps its name."""
    members = ["未分配", None, "天猫", "未分配", None]
    assert member_names("channel", members, "zh") == [
        "未分配", "未分配 (2)", "天猫", "未分配", "未分配 (2)",
    ]  # fmt: skip
    assert member_names("channel", [None, "Unassigned", "Unassigned (2)"], "en") == [
        "Unassigned", "Unassigned (2)", "Unassigned (2) (2)",
    ]  # fmt: skip


def test_members_are_named_and_periods_left_to_the_charts():
    frame = pd.DataFrame({"channel": [None], "month": ["2025-01"], "sales": [1.0]})
    columns = (dimension_column("channel"), dimension_column("month"), metric_column("sales"))
    spoken = Figure("key", BLANK, frame, columns).in_("en")
    assert spoken.frame.iloc[0].tolist() == ["Unassigned", "2025-01", 1.0]
