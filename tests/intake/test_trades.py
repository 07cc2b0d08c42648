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


@pytest.mark.parametrize(
    ("rows", "dataset", "sold"),
    [
        ([["Customer", "Plan", "Start Date", "MRR", "Account Manager"], ["A", "Pro", "2025-03-05", 372.5, "Kim"], ["B", "Free", "2025-03-06", 40, "Kim"]], "customers", "MRR"),
        ([["序号", "客户名称", "客户等级", "业务员", "2025年累计销售额"], [1, "甲", "A", "张", 4613.5], [2, "乙", "B", "李", 556.5]], "customers", "2025年累计销售额"),
        ([["投放日期", "广告主", "媒体", "消耗", "服务费率", "服务费收入"], ["2025-03-03", "甲", "腾讯", 2300, 0.1, 297], ["2025-03-05", "乙", "抖音", 21800, 0.1, 957]], "spend", "服务费收入"),
    ],
)  # fmt: skip
def test_sales_in_a_list_of_something_else_are_not_dropped_without_a_word(one, rows, dataset, sold):
    receipt = one({"S": rows}).receipt
    assert receipt.dataset == dataset
    assert any(f"“{sold}”像销售额" in note.zh for note in receipt.notes)


def test_an_account_that_names_expenses_is_no_customer(one):
    rows: list[list[Any]] = [["date", "account", "payee", "amount"]]
    accounts = ("Travel", "Insurance", "Rent", "Office supplies")
    rows += [[f"2025-03-0{n}", a, f"Payee {n}", 100 * n] for n, a in enumerate(accounts, 1)]
    receipt = one({"S": rows}, accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("spend", 1000)


def test_goods_that_go_from_one_store_to_another_are_not_sold(one):
    rows = [
        ["Date", "SKU", "From", "To", "Qty", "Cost", "Value"],
        ["2025-03-04", "A1", "WH1", "WH2", 13, 94.9, 1233.7],
        ["2025-03-06", "A2", "WH1", "WH2", 6, 94.9, 569.4],
    ]
    assert one({"S": rows}).receipt.dataset is None


def test_invoices_are_of_the_day_on_which_they_were_issued(one):
    rows = [
        ["Invoice", "Issued", "Due", "Client", "Total", "Paid On"],
        ["F1", "2025-03-07", "2025-03-18", "A", 38.2, "2025-04-13"],
        ["F2", "2025-03-09", "2025-03-24", "B", 99.8, "2025-04-14"],
    ]
    assert str(one({"S": rows}).receipt.last_date) == "2025-03-09"


def test_books_are_sold_at_what_is_paid_and_not_at_their_list_price(one):
    rows = [
        ["发货日期", "书名", "定价", "册数", "码洋", "折扣", "实洋", "书店"],
        ["2025-03-05", "三体", 50, 10, 500, 0.65, 325, "甲"],
        ["2025-03-07", "家", 30, 20, 600, 0.6, 360, "乙"],
    ]
    assert one({"S": rows}).receipt.amount_loaded == 685


@pytest.mark.parametrize("answer", ["as_is", "computed"])
def test_a_price_that_differs_on_every_line_may_be_that_of_the_job(one, answer):
    rows: list[list[Any]] = [["Order Date", "Job", "Customer", "Quantity", "Price"]]
    rows += [
        [f"2025-03-{n:02d}", ("Flyers", "Banners")[n % 2], f"C{n}", 1000 * n, 100 + 37 * n % 91]
        for n in range(1, 15)
    ]
    batch = one({"S": rows})
    assert [(q.key, q.guess) for q in batch.questions] == [("price_is_of_the_line", "")]
    receipt = one({"S": rows}, answers={"price_is_of_the_line": answer}).receipt
    each = (
        sum(row[4] for row in rows[1:]) if answer == "as_is" else sum(r[3] * r[4] for r in rows[1:])
    )
    assert receipt.amount_loaded == each


@pytest.mark.parametrize(
    "header",
    ["个人业绩", "净业绩", "产值", "开单金额", "签单额", "成单金额", "完成业绩", "到账业绩"],
)
def test_people_with_what_they_sold_are_sales_by_person(one, header):
    rows = [
        ["2025年3月业绩表"],
        ["姓名", "部门", header],
        ["周杰", "二部", 20000],
        ["吴倩", "一部", 59000],
    ]
    receipt = one({"S": rows}).receipt
    assert (receipt.dataset, receipt.amount_loaded, receipt.needs) == ("orders", 79000, ())


SALES: list[list[Any]] = [
    ["日期", "客户", "金额"],
    *([f"2025-03-{n:02d}", f"客户{n % 3}", 100 + n] for n in range(1, 9)),
]


@pytest.mark.parametrize(
    "name", ["作废", "未成交", "预测", "示例", "草稿", "取消订单", "Cancelled", "Forecast"]
)
def test_a_sheet_that_is_called_no_sales_holds_none(drop, name):
    sold, other = drop({"销售": SALES, name: [SALES[0], ["2025-03-20", "客户9", 50]]})
    assert sold.receipt.amount_loaded == 836
    assert (other.receipt.dataset, bool(other.receipt.reason), bool(other.questions)) == (
        None,
        True,
        True,
    )


def test_days_with_numbers_of_pieces_and_a_price_are_no_price_list(one):
    rows = [
        ["日期", "单号", "品名", "出库数", "批发价"],
        ["2025-01-03", "A0", "包", 4, 40],
        ["2025-01-04", "A1", "笔", 20, 5],
        ["2025-01-05", "A2", "包", 3, 40],
    ]
    receipt = one({"S": rows}, accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 380)


@pytest.mark.parametrize(
    "headers", [["销方名称", "发票号码"], ["竞品名称", "型号"], ["Competitor", "Model"]]
)
def test_invoices_received_and_figures_of_competitors_are_not_sold(one, headers):
    rows = [
        ["日期", *headers, "金额"],
        ["2025-03-01", "甲", "1", 100],
        ["2025-03-02", "乙", "2", 200],
    ]
    assert one({"S": rows}).receipt.dataset is None


@pytest.mark.parametrize(
    ("earlier", "paid"),
    [
        ("送货日期", "结算日期"),
        ("开具日期", "付款日"),
        ("Job Date", "Paid On"),
        ("Delivery Date", "Payment Date"),
    ],
)
def test_a_sale_is_of_the_day_before_it_was_paid(one, earlier, paid):
    rows = [
        [earlier, "客户", "金额", paid],
        *([f"2025-03-{n:02d}", f"客户{n}", 10 * n, f"2025-04-{n:02d}"] for n in range(1, 8)),
    ]
    receipt = one({"S": rows}, accept=True).receipt
    assert str(receipt.last_date) == "2025-03-07"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("吊牌额", "实收额"),
        ("含税", "未税"),
        ("Gross Billing", "Net Billing"),
        ("应交学费", "实交学费"),
        ("原价合计", "折后合计"),
        ("总价", "折后价"),
    ],
)
def test_the_same_money_before_and_after_is_no_pair_of_members(one, before, after):
    rows = [
        ["日期", "客户", before, after],
        *([f"2025-03-{n:02d}", f"客户{n}", 100.5 * n, 80.25 * n] for n in range(1, 8)),
    ]
    receipt = one({"S": rows}, accept=True).receipt
    assert (receipt.rows_loaded, float(receipt.amount_loaded)) == (7, 80.25 * 28)


def test_a_column_of_days_is_no_number_of_orders(one):
    rows = [["Invoiced", "Client", "Amount"], ["2025-03-01", "A", 10], ["2025-03-02", "B", 20]]
    batch = one({"S": rows}, accept=True)
    assert (batch.receipt.columns.get("order_id"), str(batch.receipt.last_date)) == (
        None,
        "2025-03-02",
    )


def test_refunds_under_a_kind_of_trade_lessen_what_was_spent(one):
    rows = [
        ["日期", "流水号", "客户", "交易类型", "交易金额"],
        ["2025-03-01", "N1", "甲", "消费", 620],
        ["2025-03-02", "N2", "乙", "退款", 120],
        ["2025-03-03", "N3", "丙", "消费", 500],
    ]
    assert one({"S": rows}, accept=True).receipt.amount_loaded == 1000


@pytest.mark.parametrize(
    ("price", "extra"), [("成交价", "服务费"), ("Sale Price", "Warranty"), ("成交价", "保险")]
)
def test_a_fee_beside_a_price_is_no_number_of_pieces(one, price, extra):
    rows = [
        ["日期", "车型", price, extra],
        ["2025-09-01", "A", 90000, 500],
        ["2025-09-02", "B", 85000, 1000],
        ["2025-09-03", "C", 95000, 1500],
    ]
    batch = one({"S": rows})
    assert [question.key for question in batch.questions] == ["column:amount"]
    assert one({"S": rows}, accept=True).receipt.amount_loaded == 270000


def test_whether_an_agency_spent_or_sold_what_its_customers_advertise_for_is_asked(one):
    rows = [
        ["投放日期", "客户", "媒体", "执行金额"],
        ["2025-09-01", "甲", "抖音", 100],
        ["2025-09-02", "乙", "百度", 200],
    ]
    assert [question.key for question in one({"S": rows}).questions] == ["dataset"]


@pytest.mark.parametrize(
    ("rows", "guess"),
    [
        ([["日期", "客户", "件数", "运费", "保价费", "合计运费"], ["2025-09-01", "甲", 2, 95, 5, 100], ["2025-09-02", "乙", 3, 190, 10, 200]], "合计运费"),
        ([["交车日期", "车型", "客户", "成交价", "精品收入"], ["2025-09-05", "A", "甲", 163000, 2716], ["2025-09-06", "B", "乙", 159000, 1924]], "成交价"),
        ([["Closing Date", "Property", "Agent", "Sale Price", "Broker Net"], ["2025-09-05", "1 Main", "Kim", 412000, 4120], ["2025-09-06", "2 Oak", "Lee", 416000, 4160]], "Sale Price"),
    ],
)  # fmt: skip
def test_the_larger_money_of_a_line_is_offered_before_a_part_of_it(one, rows, guess):
    [question] = one({"S": rows}).questions
    assert (question.key, question.guess, len(question.choices)) == ("column:amount", guess, 2)


SETTLED = [
    ("Order", "Ad spend"),
    ("Revenue", "Processing charge"),
    ("货款收入", "物流费"),
    ("商品款", "技术费"),
]


def settled(kinds: tuple[str, str], *, same: bool = True) -> dict[str, list[list[Any]]]:
    """Each order with what was taken off it, or that of another order."""
    rows: list[list[Any]] = [["Date", "Order ID", "Type", "Amount"]]
    for n in range(1, 9):
        rows += [
            [f"2025-04-0{n}", f"N{n}", kinds[0], 100 + n],
            [f"2025-04-0{n}", f"N{n if same else n + 50}", kinds[1], -n],
        ]
    return {"S": rows}


@pytest.mark.parametrize("kinds", SETTLED)
def test_what_is_taken_off_each_order_is_no_sale_whatever_it_is_called(one, kinds):
    batch = one(settled(kinds))
    assert [(question.key, question.guess) for question in batch.questions] == [
        ("kinds:Type", "price")
    ]
    assert one(settled(kinds), accept=True).receipt.amount_loaded == 836


@pytest.mark.parametrize(
    ("kinds", "same"),
    [(("Order", "Refund"), True), (("Order", "Discount"), True), (("Order", "Correction"), False)],
)
def test_refunds_and_discounts_and_lines_of_other_orders_still_lessen_sales(one, kinds, same):
    batch = one(settled(kinds, same=same), accept=True)
    assert batch.receipt.amount_loaded == 800


def test_what_a_customer_earns_himself_is_not_taken_for_sales(one):
    rows = [
        ["account", "sector", "revenue", "employees"],
        ["A", "retail", 718.62, 2448],
        ["B", "medical", 4540.5, 7800],
    ]
    receipt = one({"S": rows}, answers={"dataset": "customers"}).receipt
    assert not any("像销售额" in note.zh for note in receipt.notes)
