"""Pots leave the day after their order, pans after five days since March; the last ones have not left yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from salesdash.figures.channels.operations import delivery as _delivery
from salesdash.period import Period
from tests.heard import heard
from tests.stores import Rows, asked, scope

delivery = heard(_delivery)


def lines(month: str, category: str, days: int | None, n: int = 10, channel: str = "直销") -> Rows:
    first = date.fromisoformat(f"{month}-05")
    shipped = {} if days is None else {"ship_date": str(first + timedelta(days))}
    return [
        {
            "order_date": str(first), "order_id": f"{month}{category}{days}{at}", "amount": 100,
            "category": category, "channel": channel, **shipped,
        }
        for at in range(n)
    ]  # fmt: skip


ORDERS = [
    *(row for month in ("2025-02", "2025-03", "2025-04") for row in lines(month, "锅", 1)),
    *lines("2025-02", "盘", 2), *lines("2025-03", "盘", 5),
    *lines("2025-04", "盘", 1, n=5), *lines("2025-04", "盘", 5, n=2), *lines("2025-04", "盘", None, n=3),
    {"order_date": "2025-04-30", "amount": 1, "order_id": "last"},
]  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("delivery"), orders=ORDERS)


def test_a_line_past_the_limit_that_has_not_left_is_late(ask):
    grid, _ = delivery.figures(ask, scope(ask, "2025"), "channel")
    pans = grid.frame.set_index("category").loc["盘"]
    assert (pans["due_lines"], pans["late_lines"], pans["unshipped_lines"]) == (30, 15, 3)
    assert pans["late_share"] == 0.5
    assert grid.sentence == "60 行已发出或已超时，其中 15 行晚发（25.0%），3 行超时还没发。"


def test_who_is_late_is_said_with_since_when_and_how_many_have_not_left(ask):
    _, months = delivery.figures(ask, scope(ask, "2025"), "channel")
    assert months.sentence == (
        "盘自2025年3月起晚发超过 10.0%：2025年4月晚发 50.0%（5 行，其中 3 行还没发），其余 0.0%。"
    )


def test_the_view_of_a_month_knows_since_when_its_lines_have_been_late(ask):
    _, months = delivery.figures(ask, scope(ask, "2025-04"), "channel")
    assert months.sentence.startswith("盘自2025年3月起晚发超过 10.0%：2025年4月晚发 50.0%")
    assert set(months.frame["month"].astype(str)) == {"2025-04-01"}


def test_a_first_month_late_is_not_said_to_be_in_time(ask):
    """Half the lines of March are late and none of February: no run yet, and nothing that denies it."""
    march = replace(scope(ask, "2025-03"), as_of=date(2025, 3, 31))
    grid, months = delivery.figures(ask, march, "channel")
    assert "10 行晚发" in grid.sentence
    assert months.sentence == "没有品类的晚发连续 2 个月超过 10.0%（每月至少 10 行才算）。"


def test_by_category_goods_are_told_by_channel(ask):
    grid, _ = delivery.figures(ask, scope(ask, "2025"), "category")
    assert [column.key for column in grid.columns][:2] == ["category", "channel"]


def test_before_anything_was_late_nobody_is_named(ask):
    _, months = delivery.figures(
        ask, replace(scope(ask, "2025-02"), as_of=date(2025, 2, 28)), "channel"
    )
    assert months.sentence == "没有品类的晚发连续 2 个月超过 10.0%（每月至少 10 行才算）。"


def test_without_a_column_of_shipments_it_says_what_brings_them(tmp_path_factory):
    without = asked(
        tmp_path_factory.mktemp("none"), orders=[{"order_date": "2025-01-05", "amount": 1}]
    )
    (empty,) = delivery.figures(without, scope(without, "2025"), "channel")
    assert empty.is_empty
    assert empty.missing == ("orders.ship_date",)


def run(*months: tuple[int, int]):
    """The run of a member with so many lines due and late in each month, beside one never late."""
    frame = pd.DataFrame(
        [("甲", f"2025-0{at}", due, late, 0) for at, (due, late) in enumerate(months, start=1)]
        + [("乙", f"2025-0{at}", 50, 0, 0) for at in range(1, len(months) + 1)],
        columns=["category", "month", "due_lines", "late_lines", "unshipped_lines"],
    )
    return _delivery.late_run(frame, "category", 0.10)


@pytest.mark.parametrize(
    ("months", "since"),
    [
        ([(20, 3), (20, 3)], "2025-01"),
        ([(20, 3), (20, 2), (20, 3), (20, 3)], "2025-03"),  # a tenth is not over a tenth
        ([(20, 3), (20, 3), (20, 2)], None),
        ([(20, 0), (20, 3)], None),  # one month may be chance
        ([(20, 3), (9, 9)], None),  # too few lines for a share
    ],
)
def test_a_run_goes_back_over_the_months_late_beyond_the_limit(months, since):
    late = run(*months)
    assert (late and late.since) == (since and Period.parse(since))


def test_of_lines_late_that_are_all_shipped_no_zero_is_said():
    march, april = (Period.of(date(2025, month, 1), "month") for month in (3, 4))
    run = _delivery.LateRun("盘", march, april, share=0.5, late=5, waiting=0, others=0.0)
    said = _delivery.late_words(run, "product", 0.1)
    assert "（5 行），其余" in said.zh
    assert "(5 lines), the others" in said.en
