"""Summaries by person or region, lists of what came in or was paid: read, asked about, or truly refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

MARCH = {"period": "2025-03"}


@pytest.mark.parametrize(
    "header",
    [
        ["Region", "Ist", "Vormonat", "Vorjahr"],
        ["大区", "本月", "上月", "去年同月"],
        ["Zona", "Real", "Mes anterior", "Año anterior"],
        ["Région", "Réel", "Mois précédent", "Année précédente"],
        ["地域", "実績", "前月", "前年"],
        ["Region", "Actual", "Last month", "Last year"],
        ["Gebiet", "Aktueller Monat", "Vormonat", "Vorjahresmonat"],
    ],
)
@pytest.mark.parametrize("where", ["title", "file", "answer"])
def test_a_report_of_one_month_counts_that_month_alone(drop, header, where):
    rows: list[list[Any]] = [header, ["A", 1000, 900, 800], ["B", 500, 400, 300]]
    name = "report 2025-03.xlsx" if where == "file" else "report.xlsx"
    if where == "title":
        rows = [["2025-03"], *rows]
    if where == "answer":
        [waits] = drop({"S": rows}, name=name)
        assert "period" in [question.key for question in waits.questions]
    answers = MARCH if where == "answer" else {}
    batches = drop({"S": rows}, name=name, accept=True, answers=answers)
    [receipt] = [batch.receipt for batch in batches]
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 1500)
    assert receipt.first_date == date(2025, 3, 31)


@pytest.mark.parametrize(
    "header",
    [
        ["Mitarbeiter", "Umsatz", "Provision"],
        ["Comercial", "Ventas", "Comisión"],
        ["Vendeur", "Chiffre d'affaires", "Commission"],
        ["担当者", "売上", "歩合"],
        ["姓名", "業績", "獎金"],
        ["Employee", "Sales", "Bonus"],
        ["Kollege", "Umsatz", "Prämie"],
    ],
)
def test_people_and_their_sales_are_asked_for_the_month(one, header):
    rows = [header, ["Anna", 1000, 100], ["Bernd", 500, 50]]
    waits = one({"S": rows})
    assert [q.key for q in waits.questions] == ["period"]
    receipt = one({"S": rows}, answers=MARCH).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 1500)


@pytest.mark.parametrize(
    ("header", "product"),
    [
        (["出貨日", "箱", "含稅價"], False),
        (["出貨日", "品項", "箱", "含稅價"], True),
        (["发货日", "件", "不含税价"], False),
        (["Verkauft am", "Stk", "Preis inkl. MwSt"], False),
    ],
)
def test_pieces_and_a_price_with_its_tax_make_the_sales(one, header, product):
    lines = [(3, 45), (1, 120), (5, 45), (2, 120), (4, 45)]
    rows = [
        [date(2025, 3, n), *(["AB"[price > 100]] if product else []), pieces, price]
        for n, (pieces, price) in enumerate(lines, 1)
    ]
    batch = one({"S": [header, *rows]}, accept=True)
    assert batch.receipt.amount_loaded == sum(pieces * price for pieces, price in lines)


@pytest.mark.parametrize(
    "header",
    [
        ["入库日期", "供应商", "物料", "数量", "单价", "金额"],
        ["進貨日期", "廠商", "品名", "數量", "進價", "小計"],
        ["Wareneingang", "Lieferant", "Artikel", "Menge", "EK-Preis", "Betrag"],
        ["Fecha de compra", "Proveedor", "Artículo", "Cantidad", "Precio", "Importe"],
        ["Received", "Supplier", "Item", "Qty", "Price", "Amount"],
        ["入荷日", "仕入先", "商品", "数量", "単価", "金額"],
    ],
)
def test_what_came_in_is_refused_as_bought_and_can_be_loaded_all_the_same(one, header):
    rows = [header, *([date(2025, 3, n), "甲" * n, "钢", n, 10, 10 * n] for n in (1, 2, 3))]
    batch = one({"S": rows})
    assert batch.rows is None
    assert batch.receipt.reason is not None
    assert batch.receipt.reason.en == "These are purchases, not sales; left out."
    told = one({"S": rows}, accept=True, answers={"dataset": "orders"})
    assert told.receipt.amount_loaded == 60


def test_a_list_with_its_supplier_and_its_customer_is_one_of_sales(one):
    header = ["Order Date", "Customer", "Supplier", "Received", "Amount"]
    rows = [header, *([date(2025, 3, n), "C", "S", date(2025, 2, n), 10] for n in (1, 2, 3))]
    assert one({"S": rows}, accept=True).receipt.amount_loaded == 30


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        (["付款日期", "收款单位", "付款方式", "付款金额", "用途"], "spend"),
        (["付款时间", "买家", "订单编号", "付款金额", "备注"], "orders"),
    ],
)
def test_the_only_money_is_taken_though_it_was_paid(one, header, dataset):
    lines = [("供应商甲", "D1", 12000, "货款"), ("供应商乙", "D2", 9000, "货款")]
    rows = [header, *([date(2025, 3, n), *line] for n, line in enumerate(lines, 1))]
    receipt = one({"S": rows}, accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == (dataset, 21000)


@pytest.mark.parametrize("header", ["送达日期", "Shipped", "Liefertag", "付款日"])
def test_the_only_column_of_days_is_offered_and_no_date_is_denied(one, header):
    rows = [[header, "Customer", "Sales"], *([date(2025, 3, n), "A", 100] for n in (1, 2, 3))]
    batch = one({"S": rows}, accept=True)
    assert batch.receipt.first_date == date(2025, 3, 1)
    assert batch.receipt.amount_loaded == 300


def test_a_year_and_a_month_that_are_called_just_so_are_the_time(one):
    text = "年,月,渠道,销售收入(千元)\n2024,1,天猫,5\n2024,2,天猫,6\n2024,3,京东,7\n"
    batch = one(text, accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 18000)
    assert [(q.key, q.guess) for q in batch.choices] == [("month_as_day", "last_day")]


@pytest.mark.parametrize("name", ["全国", "明细"])
def test_a_sheet_of_the_rows_of_several_others_is_a_copy_of_them(drop, name):
    regions = ("华东", "华南", "华北")
    rows = {
        region: [[f"2025-03-{day}", f"客户{day}", day * (at + 1)] for day in range(13, 19)]
        for at, region in enumerate(regions)
    }
    sheets = {region: [["日期", "客户", "金额"], *rows[region]] for region in regions}
    every = [[d, region, *rest] for region in regions for d, *rest in rows[region]]
    batches = drop({**sheets, name: [["日期", "区域", "客户", "金额"], *every]})
    assert [batch.receipt.amount_loaded for batch in batches] == [93, 186, 279, None]
    assert [question.key for question in batches[-1].questions] == ["copy"]
    assert "其他几张表" in batches[-1].receipt.reason.zh


def test_shops_of_the_same_prices_are_no_copies_of_each_other(drop):
    """Each of three shops shares most of its rows with the two others, and holds neither of them."""
    rows = [
        [f"2025-03-{day}", f"产品{at}", 30 * at] for day in range(11, 20) for at in (1, 2, 3, 4)
    ]
    alike, north, south = rows[:12], rows[12:24], rows[24:]
    shops = {
        "南京店": [*alike, *north],
        "苏州店": [*alike, *south],
        "无锡店": [*alike, *north[:6], *south[:6]],
    }
    batches = drop(
        {name: [["日期", "产品", "金额"], *rows] for name, rows in shops.items()}, accept=True
    )
    assert [batch.receipt.rows_loaded for batch in batches] == [24, 24, 24]


def numbered(first, last):
    rows = ([f"NO{n:03}", f"2025-03-{n:02}", f"客户{n % 4}", 100 + n] for n in range(first, last))
    return [["订单号", "下单日期", "客户", "金额"], *rows]


def test_orders_of_sheets_that_go_on_from_one_another_count_once(drop):
    sheets = {"一": numbered(1, 11), "二": numbered(2, 12), "三": numbered(3, 13)}
    batches = drop(sheets)
    assert [b.receipt.rows_loaded for b in batches] == [10, 1, 1]
    assert sum(b.receipt.amount_loaded for b in batches) == sum(range(101, 113))
    assert batches[2].receipt.notes[-1].zh == "9 行的订单也在工作表“一”、工作表“二”，只计一次。"
    again = drop(sheets, answers={"copy": "load"})
    assert [b.receipt.rows_loaded for b in again] == [10, 10, 10]


def test_whether_a_part_of_the_orders_stands_on_two_sheets_is_asked(drop):
    sheets = {"上周": numbered(1, 11), "本周": numbered(6, 16)}
    first, second = drop(sheets)
    assert (first.receipt.amount_loaded, second.rows) == (1055, None)
    assert [(q.key, q.guess) for q in second.questions] == [("copy", "once")]
    _, once = drop(sheets, answers={"本周:copy": "once"})
    assert (once.receipt.amount_loaded, once.receipt.rows_left_out) == (565, 5)


def test_numbers_that_each_shop_counts_for_itself_are_no_order_of_another(drop):
    def shop(at):
        days = ([str(n), f"2025-03-{n:02}", "牛奶", 5 + n % (at + 2)] for n in range(1, 25))
        return [["小票号", "日期", "商品", "金额"], *days]

    batches = drop({"一店": shop(1), "二店": shop(2)}, accept=True)
    assert [b.receipt.rows_loaded for b in batches] == [24, 24]


def test_orders_of_which_each_warehouse_sends_other_products_all_count(drop):
    def sent(product):
        lines = ([f"N{n:03}", f"2025-03-{n:02}", f"客户{n}", product, 50 + n] for n in range(1, 15))
        return [["订单号", "日期", "客户", "产品", "金额"], *lines]

    batches = drop({"一仓": sent("红茶"), "二仓": sent("绿茶")})
    assert [b.receipt.rows_loaded for b in batches] == [14, 14]


def test_orders_that_a_sheet_of_shipments_dates_later_are_asked_about(drop):
    orders = numbered(1, 15)
    shipped = [["订单号", "发货日期", "客户", "金额"]]
    shipped += [[n, f"2025-04-{at:02}", c, a] for at, (n, _, c, a) in enumerate(orders[1:], 1)]
    first, second = drop({"订单": orders, "发货": shipped})
    assert (first.receipt.rows_loaded, second.rows) == (14, None)
    assert [q.key for q in second.questions] == ["copy"]


def test_a_whole_copy_of_a_short_sheet_is_one_too(drop):
    rows = [
        ["日期", "客户", "金额"],
        *([f"2025-03-0{n}", f"客户{n % 3}", 100 + n] for n in range(1, 7)),
    ]
    first, copy = drop({"三月": rows, "三月(备份)": rows})
    assert (first.receipt.rows_loaded, copy.rows) == (6, None)
    assert "副本" in copy.receipt.reason.zh
    alike = [["日期", "客户", "金额"], *([f"2025-03-0{n}", "零售", 0] for n in range(1, 7))]
    assert all(batch.rows for batch in drop({"张伟": alike, "李娜": alike}))
