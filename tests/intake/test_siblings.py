"""Reports as companies write them, each with what it comes to: right at once, or asked and then right."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

Rows = list[list[Any]]
DAY_1 = date(2025, 3, 1)


def days(count: int) -> list[date]:
    return [DAY_1 + timedelta(days=n) for n in range(count)]


def sold(header: list[str], price: int = 2, quantity: int = 3) -> Rows:
    """Three lines of a price and one, two and three times a quantity: 6 × price × quantity."""
    lines = [(f"P{n % 2}", n * quantity, price * (1 + n % 2)) for n in (1, 2, 3, 4)]
    return [header, *([day, *line] for day, line in zip(days(4), lines, strict=True))]


PRICED = sum(n * 3 * 2 * (1 + n % 2) for n in (1, 2, 3, 4))


def steady(header: list[str]) -> Rows:
    """Two products, each always at its price, whatever the quantity: 5 × (1 … 4) + 7 × (1 … 4)."""
    lines = [(name, n, price) for n in (1, 2, 3, 4) for name, price in (("A", 5), ("B", 7))]
    return [header, *([day, *line] for day, line in zip(days(8), lines, strict=True))]


def spent(header: list[str], words: list[str]) -> Rows:
    return [
        header,
        *([day, word, 10, "x"] for day, word in zip(days(len(words)), words, strict=True)),
    ]


def settlement(header: list[str], kinds: list[tuple[str, int]]) -> Rows:
    return [
        header,
        *([day, "A1", kind, amount] for day, (kind, amount) in zip(days(9), kinds, strict=False)),
    ]


def instalments(own: list[str], names: list[str], parts: list[str]) -> Rows:
    """Two contracts of 100 and 200, each paid in two parts."""
    return [
        [*own, names[0], None, names[1], None],
        [None] * len(own) + [*parts, *parts],
        *(
            [
                f"K{n}",
                "甲" * n,
                DAY_1,
                100 * n,
                DAY_1 + timedelta(60),
                40 * n,
                DAY_1 + timedelta(90),
                60 * n,
            ]
            for n in (1, 2)
        ),
    ]


def people(title: str, header: list[str], total: str) -> Rows:
    return [[title], header, ["Ann", "A", 100, 5], ["Bob", "B", 200, 6], [total, None, 300, 11]]


def blocks(title: str, header: list[str], total: str) -> Rows:
    rows: Rows = []
    for day in days(2):
        rows += [[title.format(day=day)], header, ["Ann", 1, 2], ["Bob", 3, 4], [total, 4, 6], []]
    return rows


def across(title: str, header: str, day: str, total: str, target: str) -> Rows:
    names = [day.format(n) for n in range(1, 32)]
    return [
        [title],
        [header, target, *names, total],
        ["Ann", 900, *range(1, 32), 496],
        ["Bob", 800, *[1] * 31, 31],
    ]


SIBLINGS: dict[str, tuple[Rows, dict[str, int]]] = {
    # a price of a piece under any name, a quantity under any name
    "price each": (sold(["Date", "Item", "Qty", "Item Price"]), {"orders": PRICED}),
    "成交单价": (sold(["日期", "商品", "件数", "销售价格"]), {"orders": PRICED}),
    "Stückpreis": (sold(["Datum", "Artikel", "Verkaufte Menge", "Stückpreis"]), {"orders": PRICED}),
    "precio": (sold(["Fecha", "Producto", "Cantidad vendida", "Precio unitario"]), {"orders": PRICED}),
    "繁體單價": (sold(["日期", "商品", "銷售數量", "單價"]), {"orders": PRICED}),
    "units shipped": (sold(["Date", "Product", "Nos shipped", "Unit Price"]), {"orders": PRICED}),
    "many named only by values": (sold(["Date", "Product", "How much", "Unit Price"]), {"orders": PRICED}),
    "amount never varies": (steady(["Date", "Product", "Quantity", "Amount"]), {"orders": 120}),
    "金额不随数量变": (steady(["日期", "菜名", "份数", "金额"]), {"orders": 120}),
    "Betrag": (steady(["Datum", "Gericht", "Anzahl", "Betrag"]), {"orders": 120}),
    "kilograms": (
        [["Date", "Vegetable", "Amount (kg)", "Price"], [DAY_1, "A", 2.5, 4], [DAY_1, "B", 3, 5]],
        {"orders": 25},
    ),
    "amount of things": (
        [["date", "fruit", "amount", "price"], [DAY_1, "A", 2.5, 4], [DAY_1, "B", 7, 5]],
        {"orders": 45},
    ),
    # an amount or a day under a name of its own
    "战果": ([["日期", "客户", "产品", "战果"], [DAY_1, "甲", "A", 5], [DAY_1, "乙", "B", 7]], {"orders": 12}),
    "落单": ([["落单", "客户", "产品", "金额"], [DAY_1, "甲", "A", 5], [DAY_1, "乙", "B", 7]], {"orders": 12}),
    "When": ([["When", "Customer", "Product", "Sales"], [DAY_1, "a", "A", 5], [DAY_1, "b", "B", 7]], {"orders": 12}),
    "營業額": ([["日期", "門市", "營業額"], [DAY_1, "一店", 5], [DAY_1, "二店", 7]], {"orders": 12}),
    "revenue usd": (
        [["Date", "Market", "Revenue (USD)"], [DAY_1, "a", 5], [DAY_1, "b", 7]],
        {"orders": 12},
    ),
    # people with money
    "业绩": (people("2025年3月业绩", ["姓名", "部门", "业绩", "单数"], "合计"), {"orders": 300}),
    "commission": (
        people("March 2025 commission", ["Sales Rep", "Team", "Sales", "Commission Amount"], "Total"),
        {"orders": 300},
    ),
    "提成": (people("2025年3月提成表", ["員工姓名", "組別", "銷售額", "提成金額"], "合計"), {"orders": 300}),
    # instalments and payments
    "回款": (
        instalments(["合同编号", "客户", "签约日", "合同金额"], ["首期回款", "二期回款"], ["日期", "金额"]),
        {"orders": 300},
    ),
    "payments": (
        instalments(
            ["Contract no", "Customer", "Order date", "Contract amount"],
            ["First payment", "Second payment"],
            ["Date", "Amount"],
        ),
        {"orders": 300},
    ),
    "付款": (
        instalments(["單號", "客戶", "訂單日期", "訂單金額"], ["第一次付款", "第二次付款"], ["日期", "金額"]),
        {"orders": 300},
    ),
    # settlements of shops
    "费用项": (
        settlement(
            ["日期", "订单号", "费用项", "金额"],
            [("商品货款", 100), ("平台佣金", -5), ("运费险", -1), ("商品货款", 50), ("技术服务费", -2)],
        ),
        {"orders": 150},
    ),
    "amount type": (
        settlement(
            ["posted date", "order id", "amount description", "amount"],
            [("Principal", 100), ("Shipping", 9), ("Commission", -15), ("Refund", -20), ("Tax", 8)],
        ),
        {"orders": 80},
    ),
    "Gebühren": (
        settlement(
            ["Datum", "Bestellnummer", "Typ", "Betrag"],
            [("Bestellung", 100), ("Verkaufsgebühr", -9), ("Versandetikett", -4)],
        ),
        {"orders": 100},
    ),
    "收/支": (
        settlement(["日期", "订单号", "收/支", "金额"], [("收入", 100), ("支出", 500), ("收入", 50)]),
        {"orders": 150},
    ),
    "withdrawals": (
        settlement(
            ["Date", "Order ID", "Type", "Gross"],
            [("Express Checkout Payment", 100), ("General Withdrawal", -90), ("Mobile Payment", 50)],
        ),
        {"orders": 150},
    ),
    "net of fees": (
        [
            ["Date", "Order", "Amount", "Fee", "Net"],
            [DAY_1, "#1", 100, 3.2, 96.8],
            [DAY_1, "#2", 50, 1.75, 48.25],
        ],
        {"orders": 150},
    ),
    "nach Gebühr": (
        [
            ["Datum", "Bestellnummer", "Brutto", "Gebühr", "Netto"],
            [DAY_1, "B1", 100, -3.2, 96.8],
            [DAY_1, "B2", 50, -1.75, 48.25],
        ],
        {"orders": 150},
    ),
    "累计": (
        [["日期", "客户", "本日销售", "累计销售"], [DAY_1, "甲", 10, 10], [DAY_1, "乙", 20, 30]],
        {"orders": 30},
    ),
    # expenses
    "费用类型": (
        spent(["日期", "费用类型", "金额", "说明"], ["差旅费", "办公费", "招待费"]),
        {"spend": 30},
    ),
    "category": (
        spent(["Date", "Category", "Amount", "Description"], ["Rent", "Salaries", "Advertising", "Software"]),
        {"spend": 40},
    ),
    "vendor": (
        spent(["Date", "Vendor", "Amount", "Description"], ["Acme", "Bolt", "Core"]),
        {"spend": 30},
    ),
    "Kostenart": (
        spent(["Datum", "Kostenart", "Betrag", "Text"], ["Miete", "Strom", "Werbung"]),
        {"spend": 30},
    ),
    "gastos": (
        spent(["Fecha", "Categoría", "Importe", "Notas"], ["Alquiler", "Sueldos", "Publicidad"]),
        {"spend": 30},
    ),
    "项目": (
        spent(["日期", "项目", "金额", "备注"], ["房租", "工资", "水电费", "广告费"]),
        {"spend": 40},
    ),
    # layouts
    "month names": (
        [["Region", "Month", "Year", "Revenue"], ["a", "January", 2024, 5], ["b", "Feb", 2024, 7]],
        {"orders": 12},
    ),
    "一月": (
        [["区域", "年份", "月份", "销售额"], ["华东", 2024, "一月", 5], ["华南", 2024, "十二月", 7]],
        {"orders": 12},
    ),
    "Monat": (
        [["Gebiet", "Monat", "Jahr", "Umsatz"], ["a", "Januar", 2024, 5], ["b", "März", 2024, 7]],
        {"orders": 12},
    ),
    "day blocks": (blocks("Sales for: {day}", ["Sales Person", "North", "East"], "Total"), {"orders": 20}),
    "日报": (blocks("{day} 销售日报", ["业务员", "华东", "华南"], "合计"), {"orders": 20}),
    "日期": (blocks("日期：{day}", ["业务员", "天猫", "京东"], "小计"), {"orders": 20}),
    "Day1": (across("Sales March 2025", "Rep", "Day{}", "Total", "Target"), {"orders": 527, "targets": 1700}),
    "1日": (across("2025年3月销售日报", "业务员", "{}日", "合计", "月目标"), {"orders": 527, "targets": 1700}),
    "bare days": (across("2025年3月销售额", "姓名", "{}", "合计", "目标"), {"orders": 527, "targets": 1700}),
    "months beside a target": (
        [
            ["2025年销售额"],
            ["区域", "年度目标", *(f"{n}月" for n in range(1, 13)), "合计"],
            ["华东", 100, *[5] * 12, 60],
            ["华南", 90, *[4] * 12, 48],
        ],
        {"orders": 108, "targets": 190},
    ),
    "a list of both": (
        [["月份", "区域", "类型", "金额"]]
        + [[f"2025-0{m}", r, t, v] for m in (1, 2) for r in "东西" for t, v in (("目标", 9), ("实际", 8))],
        {"orders": 32, "targets": 36},
    ),
    "target and actual": (
        [["Month", "Rep", "Measure", "Value"]]
        + [[f"2025-0{m}", r, t, v] for m in (1, 2) for r in "xy" for t, v in (("Target", 9), ("Actual", 8))],
        {"orders": 32, "targets": 36},
    ),
    "同期": (
        [
            ["2025年3月销售情况"],
            ["区域", "本期销售额", "上期销售额", "去年同期", "同比"],
            ["华东", 8, 7, 6, 0.3],
            ["华南", 7, 7, 6, 0.2],
            ["合计", 15, 14, 12, None],
        ],
        {"orders": 15},
    ),
    "child rows": (
        [
            ["No.", "Customer", "Date", "Item", "Qty", "Amount"],
            ["X-1", "a", DAY_1, "I1", 1, 5],
            [None, None, None, "I2", 2, 7],
            ["X-2", "b", DAY_1, "I1", 3, 9],
        ],
        {"orders": 21},
    ),
    "母单": (
        [
            ["母单", "客户", "下单日期", "商品", "数量", "金额"],
            ["母1", "甲", DAY_1, "A", 1, 5],
            [None, None, None, "B", 2, 7],
            ["母2", "乙", DAY_1, "A", 3, 9],
        ],
        {"orders": 21},
    ),
    "two prices, one summed": (
        [
            ["Date", "Shop", "Unit price", "Sale Price", "Qty"],
            *([day, "s", 5, 20, 3] for day in days(3)),
            [None, "Sum of all items", None, 60, None],
        ],
        {"orders": 60},
    ),
}  # fmt: skip


def by_dataset(batches) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for batch in batches:
        key, amount = batch.receipt.dataset, batch.receipt.amount_loaded
        if amount is not None:
            sums[key] = sums.get(key, Decimal(0)) + amount
    return sums


@pytest.mark.parametrize("name", SIBLINGS)
def test_it_comes_to_what_it_says(drop, name):
    rows, expected = SIBLINGS[name]
    at_once = drop({"Sheet1": rows})
    if not any(batch.questions for batch in at_once):
        assert by_dataset(at_once) == expected
    guessed = drop({"Sheet1": rows}, accept=True)
    assert by_dataset(guessed) == expected
    assert sum(batch.receipt.rows_put_aside for batch in guessed) == 0


@pytest.mark.parametrize(
    ("title", "headers"),
    [
        ("Sales for: March {}, 2025", ["Product", "Sales"]),
        ("Daily sales {} March 2025", ["Product", "Sales"]),
        ("Umsatz am 0{}.03.2025", ["Artikel", "Umsatz"]),
        ("Umsatz vom {}. März 2025", ["Artikel", "Umsatz"]),
        ("Ventas del {} de marzo de 2025", ["Producto", "Ventas"]),
    ],
)
def test_the_title_of_a_block_names_its_day_in_any_language(drop, title, headers):
    first, second = ([[title.format(n)], headers, ["A", 10 * n], ["B", 5]] for n in (1, 2))
    batches = drop({"Sheet1": [*first, [], *second]})
    assert [b.receipt.first_date for b in batches] == [DAY_1, DAY_1 + timedelta(1)]
    assert by_dataset(batches) == {"orders": 40}


@pytest.mark.parametrize("title", ["Umsatz Dezember 2024", "Ventas diciembre de 2024"])
def test_the_title_names_its_month_in_any_language(drop, title):
    [batch] = drop(
        {"Sheet1": [[title], ["Region", "Umsatz"], ["Nord", 1], ["Süd", 2]]}, accept=True
    )
    assert (batch.receipt.first_date.year, batch.receipt.first_date.month) == (2024, 12)


@pytest.mark.parametrize("name", ["战果", "落单", "When", "many named only by values"])
def test_what_only_values_tell_is_asked_with_three_of_them(drop, name):
    [batch] = drop({"Sheet1": SIBLINGS[name][0]})
    asked = [q for q in batch.questions if q.key.startswith("column:")]
    assert len(asked) == 1
    assert asked[0].guess in asked[0].text.zh
    assert "如" in asked[0].text.zh
    assert batch.layout.columns[asked[0].key.removeprefix("column:")] == asked[0].guess


# What stands below, beside or between: each is known by its values or its words, none by its place.
MORE: dict[str, tuple[Rows, dict[str, int]]] = {
    "max and min": ([["Date", "Sales"], [DAY_1, 10], [DAY_1, 20], ["Total", 30], ["Max", 20], ["Min", 10]], {"orders": 30}),
    "a total in the quantities": ([["Date", "Customer", "Qty", "Amount"], [DAY_1, "A", 1, 10], [DAY_1, "B", 2, 20], [None, None, "Total", 30]], {"orders": 30}),
    "real totals": ([["日期", "产品", "数量", "金额"], [DAY_1, "A", 2, 10], [DAY_1, "A", 3, 15], [DAY_1, "B", 5, 35]], {"orders": 60}),
    "age is no quantity": ([["Date", "Product", "Age", "Amount"], *([DAY_1, "AB"[n % 2], 20 + n * 3, 10 + 5 * (n % 2)] for n in range(8))], {"orders": 100}),
    "wages": ([["2025年3月工资表"], ["姓名", "部门", "基本工资", "提成", "实发工资"], ["甲", "一部", 5000, 100, 5100]], {}),
    "payments received": ([["Payment date", "Customer", "Amount received", "Method"], [DAY_1, "A", 100, "bank"]], {}),
    "a contract on each payment": ([["合同编号", "客户", "签订日期", "合同金额", "回款日期", "回款金额"], ["K1", "甲", DAY_1, 100, DAY_1, 40], ["K1", "甲", DAY_1, 100, DAY_1, 60], ["K2", "乙", DAY_1, 200, DAY_1, 80]], {"orders": 300}),
    "reimbursed": ([["日期", "报销人", "事由", "金额"], [DAY_1, "甲", "打车", 10], [DAY_1, "乙", "住宿", 20]], {"spend": 30}),
    "campaigns": ([["Date", "Channel", "Amount", "Campaign"], [DAY_1, "Google Ads", 10, "x"], [DAY_1, "Facebook", 20, "y"]], {"spend": 30}),
    "categories sold": ([["Date", "Category", "Amount"], [DAY_1, "Furniture", 10], [DAY_1, "Office Supplies", 20], [DAY_1, "Technology", 30]], {"orders": 60}),
    "services sold": ([["Date", "Product", "Amount"], [DAY_1, "Training", 10], [DAY_1, "Consulting", 20]], {"orders": 30}),
    "this month alone": ([["2025年3月"], ["门店", "本月", "上月", "去年同期"], ["一店", 10, 9, 8], ["二店", 20, 19, 18], ["合计", 30, 28, 26]], {"orders": 30}),
    "Soll und Ist": ([["Gebiet", "Monat", "Soll", "Ist"], ["N", "2025-01", 10, 8], ["S", "2025-01", 10, 9]], {"orders": 17, "targets": 20}),
    "months of sheets, days of their own": ([["2025年3月流水"], ["发生日", "客户", "金额"], [DAY_1, "甲", 10], [DAY_1 + timedelta(8), "乙", 20], ["本月合计", None, 30], ["本年累计", None, 90]], {"orders": 30}),
    "freight insurance is a fee": ([["订单编号", "下单时间", "商品金额", "平台佣金", "运费险", "结算金额"], ["D1", DAY_1, 100, -5, -0.3, 94.7], ["D2", DAY_1, 50, -2.5, -0.3, 47.2]], {"orders": 150}),
    "price of a unit": ([["Tag", "Ware", "Stk", "Betrag je Einheit"], [DAY_1, "a", 2, 3.5], [DAY_1, "b", 3, 4]], {"orders": 19}),
    "nombre": (steady(["Date", "Plat", "Nbre", "Montant"]), {"orders": 120}),
    "frais": ([["Date", "Fournisseur", "Nature", "Montant TTC"], [DAY_1, "F1", "Loyer", 10], [DAY_1, "F2", "Salaires", 20]], {"spend": 30}),
    "spese": ([["Data", "Fornitore", "Descrizione spesa", "Importo"], [DAY_1, "F1", "Affitto", 10], [DAY_1, "F2", "Stipendi", 20]], {"spend": 30}),
    "kosten": ([["Datum", "Leverancier", "Omschrijving", "Bedrag"], [DAY_1, "F1", "Huur", 10], [DAY_1, "F2", "Salarissen", 20]], {"spend": 30}),
    "orders of a day": ([["日期", "门店", "单数", "客单价", "营业额"], [DAY_1, "一店", 5, 50, 250], [DAY_1, "二店", 8, 50, 400]], {"orders": 650}),
    "words that nobody knows": ([["Dátum", "Ügyfél", "Termék", "Mennyiség", "Összeg"], [DAY_1, "Kovács", "Fűrész", 3, 1000], [DAY_1 + timedelta(1), "Szűcs", "Kés", 2, 2500]], {"orders": 3500}),
    "a block a day": ([["2025-03-01"], ["客户", "产品", "金额"], ["甲", "a", 10], ["合计", None, 10], [], ["2025-03-02"], ["客户", "产品", "金额"], ["甲", "a", 5], ["合计", None, 5]], {"orders": 15}),
}  # fmt: skip


@pytest.mark.parametrize("name", MORE)
def test_it_is_known_by_its_values(drop, name):
    rows, expected = MORE[name]
    at_once = drop({"Sheet1": rows})
    if not any(batch.receipt.needs for batch in at_once):
        assert by_dataset(at_once) == expected
    assert by_dataset(drop({"Sheet1": rows}, accept=True)) == expected


def test_how_many_orders_there_were_is_no_quantity(one):
    columns = one({"Sheet1": MORE["orders of a day"][0]}).receipt.columns
    assert not {"quantity", "unit_price"} & set(columns)


def test_what_happened_from_a_day_to_another_is_an_event(one):
    rows = [
        ["活动名称", "开始日期", "结束日期", "渠道"],
        ["大促", DAY_1, DAY_1 + timedelta(9), "天猫"],
    ]
    assert one({"活动日历": rows}).receipt.dataset == "events"


def test_what_may_be_sold_or_spent_is_asked(one):
    batch = one({"Sheet1": MORE["campaigns"][0]})
    [question] = [q for q in batch.questions if q.key == "dataset"]
    assert (question.choices, question.guess) == (("spend", "orders"), "spend")
    answered = one({"Sheet1": MORE["campaigns"][0]}, answers={"dataset": "orders"})
    assert answered.receipt.dataset == "orders"


def test_what_is_asked_of_sheets_of_one_shape_is_asked_once(drop):
    rows = [["日期", "门店", "销售额"], ["03/04/2025", "一店", 1]]
    batches = drop({"一店": rows, "二店": [rows[0], ["04/05/2025", "二店", 2]]})
    assert [q.whole_file for b in batches for q in b.questions] == [True, True]
    answered = drop(
        {"一店": rows, "二店": [rows[0], ["04/05/2025", "二店", 2]]},
        answers={"date_order:日期": "mdy"},
    )
    assert by_dataset(answered) == {"orders": 3}


def test_a_table_left_out_says_what_would_let_it_in(one):
    batch = one("名字,备注,说明\na,b,c\n")
    assert batch.receipt.reason
    assert "dataset" in [q.key for q in batch.questions]
    assert not batch.receipt.needs


@pytest.mark.parametrize(
    ("title", "head", "line"),
    [
        ("期间：2025-03-01 至 2025-03-31", "发货日期,客户,金额", "2025-03-0{n},甲,1{n}"),
        ("Rent", "Period,Invoice date,Tenant,Total", "Mar 2025,2025-03-0{n},A,1{n}"),
    ],
)
def test_days_of_lines_go_before_a_period_that_all_of_them_share(one, title, head, line):
    batch = one("\n".join([title, head, *(line.format(n=n) for n in (1, 2, 3))]), accept=True)
    assert [day.day for day in batch.rows["order_date"].to_pylist()] == [1, 2, 3]


def test_of_several_incomes_the_one_that_adds_up_the_others_is_offered(one):
    head = "日期,房费收入,餐饮收入,其他收入,全店收入"
    batch = one(f"{head}\n2025-03-01,4,3,2,9\n2025-03-02,5,1,1,7\n2025-03-03,6,2,0,8\n")
    assert batch.receipt.columns["amount"] == "全店收入"
    assert len(batch.questions[0].choices) == 4


def test_neither_what_is_collected_for_others_nor_a_weight_is_offered_as_sales(one):
    lines = "".join(f"2025-03-0{n},Y{n},{n}0,{n}00,{n}0.5\n" for n in (1, 2, 3))
    batch = one(f"托运日期,运单号,重量kg,代收货款,体积\n{lines}")
    assert "amount" not in batch.receipt.columns
