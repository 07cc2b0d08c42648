"""A report of a small company whose second channel sold nothing this week."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salesdash.charts.report import Chapter, Report
from salesdash.figures.cache import Cache
from salesdash.figures.report.assemble import (
    CHANGED,
    TOLD,
    UNCHANGED,
    report,
)
from salesdash.figures.report.chapters import TypedContents
from salesdash.warehouse.questions.ask import Ask
from tests.stores import asked, daily, scope


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Two channels that sold in January alone, seen in March; the year is still running."""
    rows = [
        {**row, "order_id": f"{row['order_id']}/{channel}", "channel": channel}
        for channel, amount in (("天猫", 300.0), ("门店", 100.0))
        for row in daily("2025-01-01", 31, amount=amount)
    ]
    rows += daily("2025-03-16", 1, channel="天猫", amount=0.0)
    return asked(tmp_path_factory.mktemp("still"), orders=rows)


@pytest.fixture(scope="module")
def told(ask: Ask) -> Report:
    return report(ask, scope(ask, "2025"), TypedContents(), ("channels",))


def test_what_is_the_same_as_last_week_is_left_out_and_carried(told: Report):
    out = {one.key for one in told.left_out if one.why == UNCHANGED}
    carried = {finding.key for chapter in told.unchanged for finding in chapter.findings}
    assert "channels.channel_sales" in out
    assert carried == out
    assert not carried & {finding.key for finding in told.findings}
    figures = [finding.figure for chapter in told.unchanged for finding in chapter.findings]
    assert all("2025年3月16日" in figure.context.zh for figure in figures)


def test_a_list_of_kpis_that_all_stand_in_an_earlier_one_is_left_out_and_carried(tmp_path: Path):
    """Every month 100 of two customers: growth and retention can be judged, and are listed at once."""
    months = [(year, month) for year in (2023, 2024, 2025) for month in range(1, 13)]
    rows = [
        row
        for year, month in months
        for row in daily(f"{year}-{month:02}-01", 2, amount=100.0, channel="天猫")
    ]
    ask = asked(tmp_path, orders=rows)
    both, alone = (
        report(ask, scope(ask, "2025"), TypedContents(), pages)
        for pages in (("overview", "kpis"), ("kpis",))
    )
    out = {one.key for one in both.left_out if one.why == TOLD}
    assert out
    assert out <= {finding.key for finding in alone.findings}
    assert {f.key for chapter in both.unchanged for f in chapter.findings} >= out
    assert not out & {finding.key for finding in both.findings}


def test_what_is_left_out_as_empty_says_why(ask: Ask):
    why = {one.key: one.why for one in report(ask, scope(ask, "2025"), TypedContents()).left_out}
    assert why["channels.channel_roi"].zh.startswith("缺“费用投入”表")
    assert why["channels.channel_roi"].en.startswith("missing: ")
    assert why["changed.changed_lights"].zh.startswith("一周前（3月9日）还没有能判定的灯")
    assert not any(one.zh.endswith("。") or one.en.endswith(".") for one in why.values())


def test_no_question_is_put_twice_and_each_chapter_is_heard_of_before_the_report_is_there(ask: Ask):
    put: list[object] = []
    memory = Cache()

    def query(sql: str, values: tuple[Any, ...]) -> pd.DataFrame:
        def made() -> pd.DataFrame:
            put.append((sql, *values))
            return ask.query(sql, values)

        return memory.keep((sql, *values), made).copy()

    heard: dict[str, set[str]] = {}

    def hear(told: Chapter, unchanged: Chapter) -> None:
        heard[told.key] = {finding.key for finding in told.findings}
        carried.update(finding.key for finding in unchanged.findings)

    carried: set[str] = set()
    of = Ask(query, memory.keep), scope(ask, "2025"), TypedContents()
    made = report(*of, ("overview", "channels"), hear=hear)
    assert any("2025-03-10" in str(one) for one in put)  # what it was a week ago
    assert len(put) == len(set(put))
    assert {"channels", CHANGED} <= set(heard)
    assert set().union(*heard.values()) == {finding.key for finding in made.findings}
    assert carried == {f.key for chapter in made.unchanged for f in chapter.findings} != set()
