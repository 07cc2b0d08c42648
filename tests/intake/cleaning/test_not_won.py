"""Lines that say that nothing was sold in them are asked about, and said."""

from __future__ import annotations

import pytest


def book(header, yes, no):
    """Six lines, two of which (30 and 60) were not won."""
    rows = [[f"2025-03-0{n}", f"客户{n}", yes if n % 3 else no, n * 10] for n in range(1, 7)]
    return {"表": [["日期", "客户", header, "销售额"], *rows]}


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("成交", "是", "否"),
        ("是否成交", "是", "否"),
        ("成交状态", "已成交", "未成交"),
        ("结果", "成交", "未成交"),
        ("是否签单", "√", None),
        ("成交", 1, 0),
        ("Won", "Yes", "No"),
        ("Closed Won", "TRUE", "FALSE"),
        ("Outcome", "Won", "Lost"),
    ],
)
def test_lines_that_were_not_won_are_left_out_once_that_is_said(one, header, yes, no):
    file = book(header, yes, no)
    key = f"won:{header}"
    asked = one(file, answers={"dataset": "orders"}).questions
    [question] = [q for q in asked if q.key == key]
    assert (question.guess, "90.00" in question.text.zh) == ("won", True)
    given = {"dataset": "orders", key: "won"}
    receipt = one(file, answers=given).receipt
    assert (receipt.amount_loaded, receipt.rows_left_out, receipt.rows_put_aside) == (120, 2, 0)
    assert any("2 行没有成交" in note.zh for note in receipt.notes)
    assert one(file, answers=given | {key: "all"}).receipt.amount_loaded == 210


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("是否新客户", "是", "否"),
        ("是否开票", "是", "否"),
        ("成交", "是", "是"),
        ("成交", "3 月", "4 月"),
        ("结果", "合格", "不合格"),
    ],
)
def test_what_says_nothing_of_winning_leaves_nothing_out(one, header, yes, no):
    batch = one(book(header, yes, no), accept=True)
    assert batch.receipt.amount_loaded == 210
    assert not any(q.key.startswith("won") for q in batch.questions)
