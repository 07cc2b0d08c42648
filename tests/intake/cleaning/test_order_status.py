"""What a status comes to, in the words of shops, programs and people."""

from __future__ import annotations

import pytest

CANCELLED = [
    *("已取消，退款成功", "用户取消", "商家取消", "系统取消", "订单取消", "交易失败", "支付失败", "无效订单", "草稿", "暂存"),
    *("已撤销", "已删除", "拼团未成功", "未付款，已关闭", "wc-cancelled", "wc-failed", "Order Cancelled", "Cancelled by seller"),
    *("Draft", "Quotation", "expired", "Declined", "Payment Failed", "pending_payment", "requires_payment_method"),
]  # fmt: skip
SOLD = [
    *("已发货，待签收", "已收货", "交易完成", "退款失败", "取消退款", "派送失败", "部分退款", "未取消", "已审核", "待发货"),
    *("Shipped - Delivered", "wc-completed", "Refund declined", "not cancelled", "Partially refunded", "Sales order"),
]  # fmt: skip


def lines(header, words, head="订单号,订单日期,销售额"):
    """A line of 10 for each of the words."""
    rows = [f"A{n},2025-03-0{n % 9 + 1},10,{word}" for n, word in enumerate(words)]
    return "\n".join([f"{head},{header}", *rows])


def sold(one, header, words, **how):
    """The statuses that the rows come to, and the notes."""
    batch = one(lines(header, words), **how)
    assert batch.receipt.needs == ()
    return batch.rows["status"].to_pylist(), [note.zh for note in batch.receipt.notes]


@pytest.mark.parametrize("word", [*CANCELLED, "作废"])
def test_what_was_called_off_or_never_placed_is_no_sale(one, word):
    assert sold(one, "订单状态", [word, "已完成", "已完成"])[0][0] == "cancelled"


@pytest.mark.parametrize("word", SOLD)
def test_what_came_to_nothing_leaves_the_order_as_it_was(one, word):
    statuses, notes = sold(one, "订单状态", [word, "已完成", "已完成"])
    assert statuses == ["completed"] * 3 or (statuses[0] == word and word in "".join(notes))


@pytest.mark.parametrize(
    "word", ["已发货，退款成功", "wc-refunded", "Returned to seller", "全额退款"]
)
def test_what_was_paid_back_came_back(one, word):
    assert sold(one, "订单状态", [word, "已完成", "已完成"])[0][0] == "returned"


def test_a_status_that_nobody_knows_is_named(one):
    statuses, notes = sold(one, "订单状态", ["甲类", "已完成", "甲类"])
    assert statuses == ["甲类", "completed", "甲类"]
    assert any("“甲类”（2）" in note for note in notes)


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ("Invoice number,Invoice date,Amount", "Unpaid"),
        ("Order,Order date,Amount,Due date", "Unpaid"),
        ("发票号码,开票日期,金额", "未付款"),
        ("单号,日期,金额,应收余额", "待付款"),
    ],
)
def test_a_bill_that_is_not_paid_yet_is_sold(one, head, word):
    beside = ",2025-04-01" if head.count(",") > 2 else ""
    rows = [f"A{n},2025-03-0{n},10{beside},{word if n > 1 else 'Paid'}" for n in range(1, 5)]
    batch = one("\n".join([f"{head},Status", *rows]), accept=True)
    assert set(batch.rows["status"].to_pylist()) == {"completed"}


def test_an_order_that_nobody_paid_in_a_shop_is_none(one):
    assert sold(one, "订单状态", ["待付款", "已完成"])[0] == ["cancelled", "completed"]


@pytest.mark.parametrize("header", ["关闭状态", "单据状态", "行状态"])
def test_a_document_that_a_program_has_closed_is_sold(one, header):
    assert sold(one, header, ["已关闭", "未关闭", "已审核"])[0] == ["completed"] * 3


@pytest.mark.parametrize("header", ["是否作废", "作废标志", "是否取消", "Voided", "Is cancelled"])
def test_a_column_of_yes_and_no_takes_orders_back(one, header):
    words = ("是", "否") if header[0] in "是作" else ("Yes", "No")
    assert sold(one, header, [*words, words[1]])[0] == ["cancelled", "completed", "completed"]
    both = sold(one, f"订单状态,{header}", [f"已完成,{word}" for word in words])[0]
    assert both == ["cancelled", "completed"]


@pytest.mark.parametrize(
    ("header", "words", "status"),
    [
        ("是否有效", ["否", "是"], "cancelled"),
        ("Valid", ["N", "Y"], "cancelled"),
        ("作废标志", ["1", "0"], "cancelled"),
        ("作废", ["√", ""], "cancelled"),
        ("作废", ["作废", ""], "cancelled"),
        ("是否退货", ["是", "否"], "returned"),
        ("Returned", ["Yes", "No"], "returned"),
    ],
)
def test_a_flag_says_what_became_of_an_order(one, header, words, status):
    assert sold(one, header, [*words, words[1]])[0] == [status, "completed", "completed"]


@pytest.mark.parametrize("header", ["有效期", "是否退税", "Paid by card"])
def test_a_flag_of_another_thing_takes_nothing_back(one, header):
    assert "status" not in one(lines(header, ["否", "是", "是"])).rows.column_names


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("是否付款", ["否", "是"]),
        ("已付款", ["", "√"]),
        ("Paid", ["N", "Y"]),
        ("已支付", ["×", "√"]),
    ],
)
def test_whether_lines_that_are_not_paid_are_sold_is_asked(one, header, words):
    file, key = lines(header, [*words, words[1]]), f"unpaid:{header}"
    [question] = one(file).questions
    assert (question.key, question.guess) == (key, "sold")
    left = one(file, answers={key: "cancelled"}).rows["status"].to_pylist()
    assert left == ["cancelled", "completed", "completed"]
    assert "cancelled" not in str(one(file, answers={key: "sold"}).rows)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("是否收款", ["否", "是"]),
        ("是否付清", ["否", "是"]),
        ("是否付款,到期日", ["否,4月", "是,4月"]),
    ],
)
def test_what_is_still_owed_on_a_bill_is_sold(one, header, words):
    batch = one(lines(header, words))
    assert not batch.questions
    assert "cancelled" not in str(batch.rows)


@pytest.mark.parametrize("money", ["item-price", "item-total"])
def test_an_order_called_off_without_a_price_is_not_put_aside(one, money):
    lines = ["1,2025-03-01,Shipped,1,10", "2,2025-03-02,Cancelled,0,", "3,2025-03-02,Shipped,1,"]
    batch = one("\n".join([f"order-id,purchase-date,order-status,quantity,{money}", *lines]))
    assert batch.rows["order_id"].to_pylist() == ["1", "2"]
    assert [float(amount) for amount in batch.rows["amount"].to_pylist()] == [10, 0]
    assert batch.receipt.rows_put_aside == 1


@pytest.mark.parametrize("word", ["商家拒单", "拒收", "审核拒绝"])
def test_what_was_refused_is_no_sale(one, word):
    assert sold(one, "订单状态", [word, "已完成", "已完成"])[0][0] == "cancelled"


@pytest.mark.parametrize("word", ["已退费", "退课", "退保", "犹豫期退保", "已退票"])
def test_fees_policies_and_tickets_come_back_too(one, word):
    assert sold(one, "状态", [word, "已完成", "已完成"])[0][0] == "returned"


@pytest.mark.parametrize(
    ("header", "word"),
    [("备注", "作废"), ("备注", "此单已取消"), ("Notes", "VOID"), ("Remarks", "Cancelled")],
)
def test_an_order_beside_which_is_written_that_it_is_void_is_no_sale(one, header, word):
    statuses, _ = sold(one, header, [word, "客户自提", ""])
    assert statuses == ["cancelled", "completed", "completed"]


@pytest.mark.parametrize("remark", ["取消赠品", "客户取消了开票", "not void"])
def test_a_remark_that_says_more_calls_nothing_off(one, remark):
    batch = one(lines("备注", [remark, "客户自提", ""]))
    assert "status" not in batch.rows.column_names or set(batch.rows["status"].to_pylist()) == {
        None
    }
