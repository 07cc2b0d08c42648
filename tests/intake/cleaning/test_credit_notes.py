"""Lines that a column calls returns lessen sales, though their money is written like that of sales."""

from __future__ import annotations

import pytest


def _lines(kinds, sign=1):
    return "\n".join(
        f"2025-03-0{n},{kind},甲,{n},{sign * 100 * n if n == 4 else 100 * n}"
        for n, kind in enumerate(kinds, 1)
    )


@pytest.mark.parametrize(
    "kinds",
    [
        ("销售单", "销售单", "销售单", "销售退货单"),
        ("销售", "销售", "出库", "退货"),
        ("Sales invoice", "Sales invoice", "Invoice", "Credit note"),
        ("Rechnung", "Rechnung", "Rechnung", "Gutschrift"),
        ("売上", "売上", "売上", "返品"),
        ("订单", "零售", "赠品", "退货"),
    ],
)
def test_returns_written_as_positive_are_asked_about_once_and_taken_off(one, kinds):
    text = "日期,类型,客户,数量,金额\n" + _lines(kinds)
    [question] = one(text).questions
    assert (question.key, question.guess) == ("returns:类型", "negative")
    batch = one(text, answers={question.key: "negative"})
    assert batch.receipt.amount_loaded == 600 - 400
    assert [row["quantity"] for row in batch.rows.to_pylist()] == [1, 2, 3, -4]
    assert one(text, answers={question.key: "as_is"}).receipt.amount_loaded == 1000


def test_returns_that_are_negative_already_stay_as_they_are(one):
    batch = one("日期,类型,客户,数量,金额\n" + _lines(("销售", "销售", "销售", "退货"), sign=-1))
    assert batch.questions == ()
    assert batch.receipt.amount_loaded == 200


def test_what_became_of_an_order_makes_no_line_negative(one):
    batch = one("日期,售后,客户,数量,金额\n" + _lines(("无", "无", "无", "退货退款成功")))
    assert batch.questions == ()
    assert batch.receipt.amount_loaded == 1000


def test_how_far_an_order_has_come_makes_no_line_negative(one):
    batch = one("日期,物流进度,客户,数量,金额\n" + _lines(("已出库", "已签收", "已出库", "退货中")))
    assert batch.questions == ()
    assert batch.receipt.amount_loaded == 1000


def test_negative_pieces_with_positive_money_are_asked_about(one):
    lines = "".join(f"2025-03-0{n},甲,杯,{-2 if n == 4 else 2},{n}00\n" for n in range(1, 6))
    [question] = one(f"日期,客户,商品,数量,金额\n{lines}").questions
    assert (question.key, question.guess) == ("returns:数量", "negative")
    assert one(f"日期,客户,商品,数量,金额\n{lines}", accept=True).receipt.amount_loaded == 700


def test_returns_under_the_numbers_of_their_orders_are_lines_of_their_own(one):
    rows = "".join(f"2025-03-0{n},销售,S{n},甲,{n}00\n" for n in range(1, 5))
    text = f"日期,类型,单号,客户,金额\n{rows}2025-03-05,退货,S1,甲,100\n"
    batch = one(text, answers={"returns:类型": "negative"})
    assert (batch.receipt.rows_read, batch.receipt.rows_loaded) == (5, 5)
    assert batch.receipt.amount_loaded == 900


@pytest.mark.parametrize("word", ["退款", "Refund"])
def test_refunds_beside_sales_are_asked_about_like_returns(one, word):
    sale = "销售" if word == "退款" else "Sale"
    text = f"日期,单号,类型,客户,金额\n2025-03-01,A,{sale},甲,100\n2025-03-02,B,{word},甲,30\n"
    assert [q.key for q in one(text).questions] == ["returns:类型"]
    assert one(text, answers={"returns:类型": "negative"}).receipt.amount_loaded == 70
