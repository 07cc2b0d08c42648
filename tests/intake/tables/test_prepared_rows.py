"""Rows that somebody numbered beforehand for orders still to come."""

from __future__ import annotations

from typing import Any

import pytest

HEADERS = ["序号", "日期", "客户", "数量", "单价", "金额"]
ORDERS: list[list[Any]] = [[n, f"2025-03-0{n}", f"客户{n}", n, 10, 10 * n] for n in (1, 2, 3)]


@pytest.mark.parametrize("amount", [0, None, "=D5*E5→0"])
@pytest.mark.parametrize("total", [[], [["合计", None, None, 6, None, 60]]])
def test_they_are_neither_loaded_nor_asked_about(one, amount, total):
    prepared = [[n, None, None, None, None, amount] for n in range(4, 30)]
    receipt = one({"S": [HEADERS, *ORDERS, *prepared, *total]}).receipt
    assert (receipt.rows_loaded, receipt.rows_put_aside, receipt.needs) == (3, 0, ())
    assert receipt.amount_loaded == 60
    assert any("26 行只有序号" in note.zh for note in receipt.notes)


def test_a_line_with_money_and_no_day_is_put_aside(one):
    receipt = one({"S": [HEADERS, *ORDERS, [4, None, None, None, None, 70]]}, accept=True).receipt
    assert (receipt.rows_loaded, receipt.rows_put_aside) == (3, 1)


def test_months_without_sales_keep_their_nought(one):
    rows = [
        ["2025年"],
        ["月份", "备注", "销售额"],
        [1, "春节", 10],
        [2, "补货", 20],
        [3, None, 0],
        [4, "展会", 30],
    ]
    assert one({"S": rows}).receipt.rows_loaded == 4


@pytest.mark.parametrize(
    "row",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(4)*(5)"],
        ["1", "2", "3", "4", "5", "6"],
        ["甲", "乙", "丙", 1, 2, "3=1*2"],
        ["---", "----", ":---", "---", "---", "---:"],
        ["示例：1", "2025-01-01", "某公司", 1, 10, 10],
        ["e.g. 1", "2025-01-01", "ACME", 1, 10, 10],
    ],
)
def test_a_row_of_the_form_below_the_headers_is_no_record(one, row):
    receipt = one({"S": [HEADERS, row, *ORDERS]}).receipt
    assert (receipt.needs, receipt.rows_loaded, receipt.amount_loaded) == ((), 3, 60)
    assert any("表头下面的一行" in note.zh for note in receipt.notes)


def test_a_customer_called_as_a_column_is_no_form(one):
    receipt = one("日期,客户,数量,金额\n2025-03-01,甲,1,2\n2025-03-02,乙,3,4\n").receipt
    assert (receipt.rows_loaded, receipt.amount_loaded) == (2, 6)


@pytest.mark.parametrize("name", ["示例科技有限公司", "Example Inc"])
def test_a_customer_called_as_an_example_is_none(one, name):
    receipt = one(f"客户,日期,金额\n{name},2025-03-01,2\n乙,2025-03-02,4\n").receipt
    assert (receipt.rows_loaded, receipt.amount_loaded) == (2, 6)
