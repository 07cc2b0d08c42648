"""Days that no order has, and words where days should stand: said as they are, never booked."""

from __future__ import annotations

import pytest


def rows(*days: str) -> str:
    lines = [f"A{n},{day},甲,100" for n, day in enumerate(days)]
    return "\n".join(["订单号,日期,客户,金额", *lines])


@pytest.mark.parametrize(
    "days",
    [
        ["1925-03-01", "2025-03-02", "2025-03-03"],
        ["2925-03-01", "2025-03-02", "2025-03-03"],
        ["2025-03-02", "2925-03-01", "1925-03-01", "2025-03-03"],
        ["13/03/1925", "13/03/2025", "14/03/2025"],
    ],
)
def test_a_year_that_cannot_be_is_put_aside(one, days):
    batch = one(rows(*days))
    assert [each.value for each in batch.put_aside] == [day for day in days if "025" not in day]
    assert batch.receipt.first_date.year == batch.receipt.last_date.year == 2025


@pytest.mark.parametrize("year", ["1925", "2925"])
def test_a_whole_table_of_years_that_cannot_be_loads_nothing_unasked(one, year):
    batch = one(rows(f"{year}-03-01", f"{year}-03-02", f"{year}-03-03"))
    assert not batch.receipt.rows_loaded
    assert f"{year}-03-01" in batch.questions[0].text.zh


def test_a_table_of_the_nineties_is_loaded_and_said(one):
    receipt = one(rows("1997-03-01", "1997-03-02")).receipt
    assert receipt.rows_loaded == 2
    assert any("1997-03-01 至 1997-03-02" in note.zh for note in receipt.notes)


@pytest.mark.parametrize("header", ["日期", "Order Date"])
def test_words_under_a_header_of_days_are_quoted_and_not_denied(one, header):
    lines = "上周一,甲,100\n昨天,乙,200\n前天,丙,300\n上周五,丁,400\n" * 3
    [question] = one(f"{header},客户,金额\n{lines}").questions
    assert f"“{header}”里写的是 上周一、昨天、前天，" in question.text.zh
    assert "没有一列" not in question.text.zh


def test_the_order_of_day_and_month_is_told_by_the_other_dates_of_the_table(one):
    batch = one("订单号,日期,发货日期,金额\nA,1/5/2025,3/31/2025,5\nB,2/6/2025,4/30/2025,7\n")
    assert batch.questions == ()
    assert [str(day) for day in batch.rows["order_date"].to_pylist()] == [
        "2025-01-05",
        "2025-02-06",
    ]


def test_a_month_by_its_name_before_day_and_short_year(one):
    batch = one("Order,Date,Amount\nA,Mar-01-25,5\nB,Mar-13-25,7\n")
    assert [str(day) for day in batch.rows["order_date"].to_pylist()] == [
        "2025-03-01",
        "2025-03-13",
    ]
