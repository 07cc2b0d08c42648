"""The time that titles and names say of rows without a date."""

from __future__ import annotations

from datetime import date

import pytest

ROWS = [["姓名", "销售额"], ["张伟", 100], ["李娜", 200]]
MARCH = (date(2025, 3, 31), date(2025, 3, 31))


def days(one, *titles, rows=ROWS, **how):
    """The first and last day of what is loaded, nothing having been asked."""
    receipt = one({"S": [*map(list, titles), *rows]}, **how).receipt
    assert receipt.needs == ()
    assert receipt.amount_loaded == 300
    return receipt.first_date, receipt.last_date


@pytest.mark.parametrize(
    "made",
    [
        ("制表日期：2025-04-02",),
        ("制表日期：", date(2025, 4, 2)),
        ("报送日期：2025年4月8日",),
        ("Generated on 2025-04-02",),
        (None, "2025-04-02"),
        ("2025/4/2",),
    ],
)
def test_the_day_on_which_a_sheet_was_made_is_not_that_of_its_sales(one, made):
    assert days(one, ["2025年3月销售业绩表"], made) == MARCH


def test_a_day_within_the_month_of_the_title_is_that_of_the_rows(one):
    day = (date(2025, 3, 5),) * 2
    assert days(one, ["2025年3月销售日报"], ["日期：2025-03-05"]) == day


@pytest.mark.parametrize(
    "title",
    ["2025.1-2025.6", "2025年1-6月销售", "2025年1月至6月", "January - June, 2025", "Jan–Jun 2025"],
)
def test_several_months_end_with_the_last_and_are_said(one, title):
    receipt = one({"S": [[title], *ROWS]}).receipt
    assert receipt.last_date == date(2025, 6, 30)
    assert any("2025年1月至2025年6月" in note.zh for note in receipt.notes)


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("Q1 2025 quotas", date(2025, 3, 31)),
        ("2025年第一季度目标", date(2025, 3, 31)),
        ("2025年上半年目标", date(2025, 6, 30)),
        ("H1 2025 targets", date(2025, 6, 30)),
        ("2025年销售目标", date(2025, 12, 31)),
    ],
)
def test_targets_are_of_the_part_of_the_year_that_is_named(one, title, last):
    rows = [["姓名", "目标"], ["张伟", 100], ["李娜", 200]]
    assert days(one, [title], rows=rows) == (date(2025, 1, 1), last)
