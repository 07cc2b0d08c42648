"""A report of a small company whose second channel sold nothing this week."""

from __future__ import annotations

import pytest

from salesdash.charts.report import Report
from salesdash.figures.report.assemble import UNCHANGED, report
from salesdash.figures.report.chapters import TypedContents
from tests.stores import asked, daily, scope


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Two channels that sold in January alone, seen in March; the year is still running."""
    rows = [
        {**row, "order_id": f"{row['order_id']}/{channel}", "channel": channel}
        for channel, amount in (("天猫", 300.0), ("门店", 100.0))
        for row in daily("2025-01-01", 31, amount=amount)
    ]
    rows += daily("2025-03-16", 1, channel="天猫", amount=0.0)
    ask = asked(tmp_path_factory.mktemp("still"), orders=rows)
    return report(ask, scope(ask, "2025"), TypedContents(), ("channels",))


def test_what_is_the_same_as_last_week_is_left_out_and_carried(told: Report):
    out = {one.key for one in told.left_out if one.why == UNCHANGED}
    carried = {finding.key for chapter in told.unchanged for finding in chapter.findings}
    assert "channels.channel_sales" in out
    assert carried == out
    assert not carried & {finding.key for finding in told.findings}
    figures = [finding.figure for chapter in told.unchanged for finding in chapter.findings]
    assert all("2025年3月16日" in figure.context.zh for figure in figures)
