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


def sold(one, header, words, head="订单号,订单日期,销售额", **how):
    """The statuses that the rows come to, each of 10, and the notes."""
    rows = [f"A{n},2025-03-0{n % 9 + 1},10,{word}" for n, word in enumerate(words)]
    batch = one("\n".join([f"{head},{header}", *rows]), **how)
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


@pytest.mark.parametrize("money", ["item-price", "item-total"])
def test_an_order_called_off_without_a_price_is_not_put_aside(one, money):
    lines = ["1,2025-03-01,Shipped,1,10", "2,2025-03-02,Cancelled,0,", "3,2025-03-02,Shipped,1,"]
    batch = one("\n".join([f"order-id,purchase-date,order-status,quantity,{money}", *lines]))
    assert batch.rows["order_id"].to_pylist() == ["1", "2"]
    assert [float(amount) for amount in batch.rows["amount"].to_pylist()] == [10, 0]
    assert batch.receipt.rows_put_aside == 1
