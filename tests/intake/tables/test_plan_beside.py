"""A target beside the days of a month or a week: a target of that time, and never dropped."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from salesdash.receipt import Batch


def across(header: list[Any], target: str, *, first: bool, days: int) -> list[list[Any]]:
    """Two shops with 10 and 20 a day, and their targets of 400 and 600."""
    rows = [("A", 400, 10), ("B", 600, 20)]
    if first:
        return [["S", target, *header], *([n, t, *[d] * days] for n, t, d in rows)]
    return [["S", *header, "Total", target], *([n, *[d] * days, d * days, t] for n, t, d in rows)]


def sums(batches: list[Batch]) -> dict[str | None, Any]:
    return {b.receipt.dataset: b.receipt.amount_loaded for b in batches}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("2025年3月销售额", "目标"),
        ("2025年3月銷售額", "目標"),
        ("Umsatz März 2025", "Ziel"),
        ("Umsatz März 2025", "Soll"),
        ("Ventas marzo 2025", "Objetivo"),
        ("Ventes mars 2025", "Objectif"),
        ("Sales March 2025", "Target"),
    ],
)
def test_the_target_of_a_month_stands_beside_its_days(drop, title, target, first):
    rows = [[title], *across(list(range(1, 32)), target, first=first, days=31)]
    assert sums(drop({"S": rows}, accept=True)) == {"orders": 930, "targets": 1000}


@pytest.mark.parametrize(
    ("start", "days", "period"),
    [(date(2025, 3, 1), 31, "2025-03-01"), (date(2025, 3, 3), 7, "2025-03-03")],
)
def test_dates_across_tell_of_which_month_or_week_the_target_is(drop, start, days, period):
    dates = [start + timedelta(n) for n in range(days)]
    batches = drop({"S": across(dates, "Target", first=False, days=days)}, accept=True)
    assert sums(batches) == {"orders": 30 * days, "targets": 1000}
    [targets] = [b for b in batches if b.receipt.dataset == "targets"]
    assert str(targets.receipt.first_date) == period


def test_a_target_of_no_whole_month_or_week_is_asked_about_and_not_called_a_summary(drop):
    dates = [date(2025, 3, 1) + timedelta(n) for n in range(7)]
    rows = across(dates, "Target", first=False, days=7)
    [_, targets] = drop({"S": rows}, accept=True)
    assert [q.key for q in targets.questions] == ["period"]
    assert targets.receipt.reason is None
    told = drop({"S": rows}, accept=True, answers={"period": "2025-03"})
    assert sums(told) == {"orders": 210, "targets": 1000}


def test_dates_across_are_called_by_their_day_alone(drop):
    dates = [date(2025, 3, 1) + timedelta(n) for n in range(7)]
    batches = drop({"S": across(dates, "Target", first=False, days=7)}, accept=True)
    said = [text.en for b in batches for text in (*b.receipt.notes, *b.receipt.needs)]
    assert not any("00:00" in text for text in said)
    assert any("“2025-03-01” to “2025-03-07”" in text for text in said)


def test_months_beside_a_target_are_sales_though_the_title_speaks_of_targets(drop):
    rows = [["华东", 900, 10, 20, 30], ["华南", 800, 11, 21, 31]]
    sheet = [["2025年目标完成情况"], ["区域", "年度目标", "1月", "2月", "3月"], *rows]
    batches = drop({"S": sheet}, accept=True)
    loaded = {batch.receipt.dataset: batch.receipt.amount_loaded for batch in batches}
    assert loaded == {"orders": 123, "targets": 1700}


@pytest.mark.parametrize(
    ("title", "metric"),
    [
        ("毛利目标完成情况（元）", "毛利"),
        ("新增客户目标完成情况", "新增客户"),
        ("销量目标完成情况（件）", ""),
    ],
)
def test_months_beside_a_target_of_another_metric_are_no_money_sold(drop, title, metric):
    """Pieces may be loaded as pieces; of what a summary cannot bring it is said why."""
    rows = [["华东", 900, 10, 20, 30], ["华南", 800, 11, 21, 31]]
    sheet = [[f"2025年各区域{title}"], ["区域", "目标", "1月", "2月", "3月"], *rows]
    first, *_ = (batch.receipt for batch in drop({"S": sheet}, accept=True))
    assert not first.amount_loaded
    if metric:
        assert first.rows_left_out == len(rows)
        assert metric in first.reason.zh


@pytest.mark.parametrize(
    ("base", "further"),
    [
        ("基本目标", "挑战目标"),
        ("保底目标", "冲刺目标"),
        ("目标", "内控目标"),
        ("Base Target", "Stretch Target"),
    ],
)
def test_a_stretch_target_is_kept_apart_and_said(one, base, further):
    batch = one({"S": [["月份", base, further], ["2025-01", 100, 120], ["2025-02", 110, 130]]})
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("targets", 210)
    assert any(further in note.zh and "挑战" in note.zh for note in batch.receipt.notes)
