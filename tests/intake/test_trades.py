"""Lists of trades that sell no goods from a shelf: their words for day, buyer, thing and money."""

from __future__ import annotations

from typing import Any

import pytest

LISTS: dict[str, tuple[list[list[Any]], int, dict[str, str]]] = {
    "school": (
        [
            ["报名日期", "学员姓名", "课程", "课程费用", "优惠", "实缴", "顾问"],
            ["2025-03-01", "小明", "英语A", 3000, 200, 2800, "李老师"],
            ["2025-03-03", "小红", "数学B", 2500, 0, 2500, "王老师"],
        ],
        5300,
        {"customer": "学员姓名", "product": "课程", "amount": "实缴"},
    ),
    "flats": (
        [
            ["认购日期", "房号", "业主", "面积(㎡)", "单价(元/㎡)", "总价", "置业顾问"],
            ["2025-03-01", "1-101", "张三", 100, 20000, 2000000, "李娜"],
            ["2025-03-09", "2-302", "李四", 90.5, 21000, 1900500, "王强"],
        ],
        3900500,
        {"customer": "业主", "salesperson": "置业顾问"},
    ),
    "hire": (
        [
            ["起租日期", "客户", "设备", "数量", "日租金", "租期(天)", "租金总额", "押金"],
            ["2025-03-01", "甲", "吊车", 1, 2000, 10, 20000, 5000],
            ["2025-03-05", "乙", "叉车", 2, 300, 30, 18000, 2000],
        ],
        38000,
        {"customer": "客户"},
    ),
}


@pytest.mark.parametrize("trade", LISTS)
def test_a_list_of_any_trade_is_loaded_without_a_question(one, trade):
    rows, sold, columns = LISTS[trade]
    receipt = one({"S": rows}).receipt
    assert (receipt.dataset, receipt.amount_loaded, receipt.needs) == ("orders", sold, ())
    assert columns.items() <= dict(receipt.columns).items()


def test_premiums_of_policies_are_no_expenses_of_ours(one):
    rows = [
        ["承保日期", "保单号", "投保人", "险种", "保费", "佣金率", "佣金", "业务员"],
        ["2025-03-01", "P001", "张三", "车险", 4000, 0.1, 400, "李"],
        ["2025-03-08", "P002", "李四", "寿险", 12000, 0.3, 3600, "王"],
    ]
    batch = one({"S": rows})
    assert [question.key for question in batch.questions] == ["column:amount"]
    receipt = one({"S": rows}, answers={"column:amount": "保费"}).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 16000)
    assert receipt.columns["customer"] == "投保人"


def test_what_a_broadcast_cost_stands_beside_what_it_sold(drop):
    rows = [
        ["直播日期", "主播", "平台", "时长(h)", "成交订单数", "GMV", "退款金额", "投流花费"],
        ["2025-03-01", "小七", "抖音", 4, 200, 30000, 3000, 2000],
        ["2025-03-02", "阿云", "淘宝", 3, 150, 20000, 1000, 1500],
    ]
    batches = drop({"S": rows})
    assert {b.receipt.dataset: b.receipt.amount_loaded for b in batches} == {
        "orders": 50000,
        "spend": 3500,
    }
    assert all(not b.receipt.needs for b in batches)


def test_a_quantity_times_a_figure_is_the_amount_under_whatever_name(one):
    rows: list[list[Any]] = [
        ["Order Date", "Customer", "Style", "Qty", "Wholesale", "Ext. Wholesale"]
    ]
    rows += [
        [f"2025-03-0{n}", f"Shop {n}", "Tee", 10 * n, 12 + n % 3, 10 * n * (12 + n % 3)]
        for n in range(1, 8)
    ]
    receipt = one({"S": rows}).receipt
    assert (receipt.amount_loaded, receipt.needs) == (sum(row[5] for row in rows[1:]), ())
    assert receipt.columns["unit_price"] == "Wholesale"


def test_what_dealers_bought_is_not_loaded_as_their_stock_alone(one):
    rows = [
        ["月份", "经销商", "进货额", "返利", "库存"],
        ["2025年1月", "甲", 10000, 300, 5000],
        ["2025年2月", "甲", 12000, 360, 4000],
    ]
    assert one({"S": rows}).receipt.dataset is None
