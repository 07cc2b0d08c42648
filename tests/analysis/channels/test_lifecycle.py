"""The stages of a channel by hand: each rule decides once."""

from __future__ import annotations

from datetime import date

from salesdash.analysis.channels.lifecycle import stages
from salesdash.catalog.channels.lifecycle import LIFECYCLE
from salesdash.period import Period

QUARTERS = [Period.parse(f"{year}Q{n}") for year in (2024, 2025) for n in (1, 2, 3, 4)]
ALL = dict(zip(QUARTERS, [1000.0] * 4 + [1100.0] * 4, strict=True))  # grows by 10 %


def told(*sold: float, since: date | None = None):
    found = stages(dict(zip(QUARTERS, sold, strict=True)), ALL, QUARTERS, since, LIFECYCLE)
    return [(str(one.quarter), one.stage, one.by) for one in found]


def test_growth_is_ten_points_above_the_company():
    # 100 → 120 is +20 %, the company's 10 % and ten points; 100 → 119 is short of it
    assert told(*[100.0] * 4, 120, 119, 120, 119) == [
        ("2025Q1", "growth", "faster"), ("2025Q2", "maturity", "neither"),
        ("2025Q3", "growth", "faster"), ("2025Q4", "maturity", "neither"),
    ]  # fmt: skip


def test_two_quarters_running_below_last_year_in_sales_and_share_are_decline():
    assert told(*[100.0] * 4, 90, 90, 105, 90) == [
        ("2025Q1", "maturity", "neither"), ("2025Q2", "decline", "falling"),
        ("2025Q3", "maturity", "neither"), ("2025Q4", "maturity", "neither"),
    ]  # fmt: skip


def test_a_small_share_that_grows_is_introduction_and_one_that_does_not_is_none():
    assert [stage for _, stage, _ in told(*[20.0] * 4, 22, 32, 19, 19)] == [
        "introduction", "introduction", "maturity", "decline",
    ]  # fmt: skip


def test_who_first_sold_under_a_year_ago_is_introduced_and_then_needs_a_year_before():
    found = told(0, 0, 50, 60, 70, 80, 90, 100, since=date(2024, 8, 1))
    assert found == [
        ("2024Q3", "introduction", "young"), ("2024Q4", "introduction", "young"),
        ("2025Q1", "introduction", "young"), ("2025Q2", "introduction", "young"),
        ("2025Q3", "growth", "faster"), ("2025Q4", "growth", "faster"),
    ]  # fmt: skip


def test_without_the_year_before_nothing_is_told():
    assert told(*[100.0] * 8)[0][0] == "2025Q1"
    assert stages({}, ALL, QUARTERS[:4], None, LIFECYCLE) == []


def test_who_stops_selling_is_in_decline():
    assert told(*[100.0] * 4, 0, 0, 0, 0)[-1] == ("2025Q4", "decline", "falling")
