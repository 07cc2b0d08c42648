"""Tables with money that are no sales: refused in a sentence that says what they are, in any language."""

from __future__ import annotations

import pytest

PAY = "2025-03,Ann,Sales,3000,500,3500\n2025-03,Bob,Sales,3000,700,3700\n"
PRICES = "A1,Stuhl,Stk,45,2025-01-01\nA2,Tisch,Stk,120,2025-01-01\nA3,Lampe,Stk,19.9,2025-01-01\n"
STOCK = "2025-03-31,A,W1,10,5,50\n2025-03-31,B,W1,20,7,140\n"
LEDGER = "2025-03-01,a,,12000,112000\n2025-03-02,b,50000,,62000\n2025-03-03,c,,8000,70000\n"
BOUGHT = "P1,2025-03-01,X,a,10,100,1000\nP2,2025-03-02,Y,b,20,50,1000\n"
ASSETS = "Van,2023-01-05,20000,8000,12000\nLaptop,2024-01-05,1500,500,1000\n"
SHEETS = {
    ("wages", PAY): [
        "Month,Employee,Department,Base salary,Commission,Total pay",
        "Monat,Mitarbeiter,Abteilung,Grundgehalt,Provision,Gesamt",
        "Mes,Empleado,Departamento,Sueldo base,Comisión,Total",
        "Mois,Salarié,Service,Salaire de base,Prime,Total brut",
        "年月,氏名,部署,基本給,手当,支給額",
        "月份,姓名,部門,底薪,獎金,實發金額",
    ],
    ("price list", PRICES): [
        "Artikelnr,Bezeichnung,Einheit,Preis EUR,gültig ab",
        "Código,Descripción,Unidad,Precio,Vigente desde",
        "Référence,Désignation,Unité,Prix HT,Valable à partir du",
        "商品コード,商品名,単価区分,価格,適用開始日",
    ],
    ("stock", STOCK): [
        "Date,SKU,Warehouse,On hand,Unit cost,Stock value",
        "Datum,Artikel,Lager,Bestand,Einkaufspreis,Bestandswert",
        "Fecha,Artículo,Almacén,Existencias,Costo unitario,Valor",
        "日期,品名,仓库,库存,成本价,库存金额",
        "日付,商品名,倉庫,在庫数,単価,在庫金額",
    ],
    ("ledger", LEDGER): [
        "交易日期,摘要,借方发生额,贷方发生额,余额",
        "Date,Details,Money out,Money in,Balance",
        "Datum,Buchungstext,Soll,Haben,Saldo",
        "Fecha,Concepto,Cargo,Abono,Saldo",
        "日付,摘要,出金,入金,残高",
    ],
    ("purchases", BOUGHT): [
        "PO number,Date,Supplier,Item,Qty,Unit price,Amount",
        "Bestellnr,Datum,Lieferant,Artikel,Menge,Einzelpreis,Betrag",
        "Pedido,Fecha,Proveedor,Artículo,Cantidad,Precio,Importe",
        "採購單號,日期,供應商,品名,數量,單價,金額",
        "仕入番号,仕入日,仕入先,商品名,数量,単価,仕入金額",
    ],
    ("assets", ASSETS): [
        "Asset,Purchase date,Cost,Depreciation,Book value",
        "资产名称,购置日期,原值,累计折旧,净值",
    ],
}
CASES = [(what, head, rows) for (what, rows), heads in SHEETS.items() for head in heads]


@pytest.mark.parametrize(("what", "head", "rows"), CASES, ids=[head for _, head, _ in CASES])
def test_what_is_no_sales_is_refused_by_its_name(one, what, head, rows):
    batch = one(f"{head}\n{rows}", accept=True)
    assert batch.rows is None
    assert what in batch.receipt.reason.en
    assert "dataset" in [question.key for question in batch.questions]


@pytest.mark.parametrize(
    "head", ["货号,品名,单位,单价,生效日期", "SKU,Product,Unit,Price,Valid from"]
)
def test_a_price_list_of_products_is_products(one, head):
    assert one(f"{head}\n{PRICES}").receipt.dataset == "products"


SOLD = {
    "a deposit": ("Order no,Date,Customer,Total,Deposit,Balance", "1,2025-03-01,A,100,30,70\n"),
    "a supplier of what was sold": (
        "Date,Customer,Supplier,Item,Qty,Price,Amount",
        "2025-03-01,A,X,a,10,10,100\n",
    ),
    "a policy with its first day": (
        "Order no,Customer,Order date,Effective date,Premium amount,Amount",
        "1,A,2025-03-01,2025-04-01,100,100\n",
    ),
    "what is left in stock": (
        "日期,商品,仓库,销量,销售额,库存",
        "2025-03-01,灯,一号,2,100,5\n",
    ),
    "wages beside sales": (
        "订单日期,销售员,销售额,底薪,提成",
        "2025-03-01,甲,100,3000,10\n",
    ),
}


@pytest.mark.parametrize(("head", "row"), SOLD.values(), ids=SOLD)
def test_sales_with_such_a_column_stay_sales(one, head, row):
    batch = one(f"{head}\n{row}", accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 100)


def test_whoever_says_that_it_is_orders_is_believed(one):
    text = f"PO number,Date,Supplier,Item,Qty,Unit price,Amount\n{BOUGHT}"
    assert one(text, answers={"dataset": "orders"}).receipt.amount_loaded == 2000


MORE = {
    "quotations": [
        "Quote,Customer,Date,Expiry,Amount\nQ1,A,2025-03-01,2025-03-30,100\nQ2,B,2025-03-02,2025-03-30,200\n",
        "报价单号,客户,报价日期,有效期,报价金额\nQ1,A,2025-03-01,2025-03-30,100\nQ2,B,2025-03-02,2025-03-30,200\n",
    ],
    "cash book": [
        "日期,项目,收入,支出,结余\n2025-03-01,货款,100,,100\n2025-03-02,房租,,50,50\n",
        "Datum,Beleg,Einnahmen,Ausgaben,Kontostand\n2025-03-01,a,100,,100\n2025-03-02,b,,50,50\n",
    ],
    "price list": [
        "Ref,Article,Prix achat,Prix vente,Date application\nA1,x,4,5,2025-03-01\nA2,y,40,50,2025-03-01\n",
    ],
    "stock": [
        "盘点日期,仓库,物料,账存,实存,单价,金额\n2025-03-31,一,A,10,10,5,50\n2025-03-31,二,B,20,19,7,133\n",
    ],
}


@pytest.mark.parametrize(("what", "text"), [(w, t) for w, texts in MORE.items() for t in texts])
def test_offers_cash_and_prices_are_no_sales(one, what, text):
    batch = one(text, accept=True)
    assert batch.rows is None
    assert what in batch.receipt.reason.en


def test_a_day_from_which_a_policy_holds_makes_no_price_list_of_premiums(one):
    batch = one(
        "Policy no,Insured,Effective date,Premium\nP1,A,2025-03-01,100\nP2,B,2025-03-02,200\n"
    )
    assert [question.key for question in batch.questions] == ["column:order_date", "column:amount"]


MOVED = {
    "moved": [
        "入库日期,商品,数量,单价,金额\n2025-03-01,水壶,2,50,100\n2025-03-02,台灯,3,30,90\n",
        "日期,入库单号,商品,数量,金额\n2025-03-01,RK1,水壶,2,100\n2025-03-02,RK2,台灯,3,90\n",
        "进货日期,品名,件数,进价,小计\n2025-03-01,水壶,2,50,100\n2025-03-02,台灯,3,30,90\n",
        "借出日期,借用人,物品,数量,金额,归还日期\n2025-03-01,王芳,相机,1,300,2025-03-05\n2025-03-02,李雷,投影仪,2,600,2025-03-09\n",
        "调拨日期,调出仓,调入仓,商品,数量,金额\n2025-03-01,一,二,水壶,2,100\n2025-03-02,一,三,台灯,3,90\n",
        "报废日期,商品,数量,报废金额\n2025-03-01,水壶,2,100\n2025-03-02,台灯,3,90\n",
        "Received,Item,Qty,Unit Cost,Total\n2025-03-01,Kettle,2,50,100\n2025-03-02,Lamp,3,30,90\n",
        "Wareneingang,Artikel,Menge,Preis,Betrag\n01.03.2025,Kessel,2,50,100\n13.03.2025,Lampe,3,30,90\n",
        "入庫日,商品名,数量,単価,金額\n2025-03-01,ケトル,2,50,100\n2025-03-02,ランプ,3,30,90\n",
    ],
    "loans": [
        "日期,借款人,借款金额,利率,期限\n2025-03-01,王芳,3000,4.5%,12\n2025-03-02,李雷,2000,4.5%,6\n",
        "Loan Date,Borrower,Loan Amount,Interest Rate\n2025-03-01,Ann,3000,4.5%\n2025-03-02,Bob,2000,4.5%\n",
    ],
}


@pytest.mark.parametrize(("what", "text"), [(w, t) for w, texts in MOVED.items() for t in texts])
def test_goods_that_come_in_or_move_and_loans_are_never_taken_for_sales(one, what, text):
    batch = one(text, accept=True)
    assert batch.rows is None
    assert what in batch.receipt.reason.en
    assert "dataset" in [question.key for question in batch.questions]


@pytest.mark.parametrize(
    "text",
    [
        "出库日期,商品,数量,单价,金额\n2025-03-01,水壶,2,50,100\n2025-03-02,台灯,3,30,90\n",
        "日期,客户,商品,数量,金额,入库单号\n2025-03-01,宏达,水壶,2,100,RK1\n2025-03-02,联创,台灯,3,90,RK2\n",
    ],
)
def test_goods_that_go_out_or_have_a_buyer_are_sales(one, text):
    assert (one(text).receipt.dataset, one(text).receipt.amount_loaded) == ("orders", 190)


@pytest.mark.parametrize(
    "text",
    [
        "借出日期,客户,设备,金额\n2025-03-01,宏达,相机,100\n2025-03-02,联创,投影仪,90\n",
        "贷款日期,客户,产品,金额\n2025-03-01,宏达,经营贷,100\n2025-03-02,联创,车贷,90\n",
        "Transfer date,Customer,Item,Amount\n2025-03-01,Ann,Lamp,100\n2025-03-02,Bob,Desk,90\n",
    ],
)
def test_a_loan_or_a_move_with_a_customer_is_asked_about_and_not_taken(one, text):
    waiting = one(text, accept=True)
    [question] = waiting.questions
    assert (waiting.rows, question.key, question.guess) == (None, "column:order_date", "")
    told = one(text, answers={question.key: question.choices[0]})
    assert (told.receipt.dataset, told.receipt.amount_loaded) == ("orders", 190)


def test_a_mere_fee_is_not_offered_as_the_amount(one):
    batch = one("Datum,Konto,Gebühr\n01.03.2025,K1,3\n13.03.2025,K2,5\n", accept=True)
    assert batch.rows is None
    assert not any(q.key == "column:amount" and q.guess for q in batch.questions)


@pytest.mark.parametrize(
    ("headers", "money"),
    [
        ("日期,客户,押金,退还日期,备注", "押金"),
        ("日期,客户名称,保证金,经手人,说明", "保证金"),
        ("日期,客户,罚款,处理日期,备注", "罚款"),
        ("Date,Customer,Deposit,Given back,Remarks", "Deposit"),
        ("Datum,Kunde,Kaution,Zurück,Bemerkung", "Kaution"),
    ],
)
def test_money_of_something_else_is_named_and_no_dataset_is_guessed(one, headers, money):
    rows = "2025-03-01,甲公司,5,2025-03-10,\n2025-03-02,乙公司,3,2025-03-12,好\n2025-03-03,丙公司,4,,\n"
    refused = one(f"{headers}\n{rows}")
    assert refused.rows is None
    assert f"“{money}”" in refused.receipt.reason.zh
    assert "满意度" not in refused.receipt.reason.zh
    told = one(f"{headers}\n{rows}", answers={"column:amount": money})
    assert told.receipt.amount_loaded == 12


def test_a_list_of_loans_to_people_is_no_list_of_people(one):
    text = "日期,姓名,部门,金额\n2025-03-01,张三,市场,1000\n2025-03-02,李四,销售,2000\n"
    batch = one(text, name="员工借支.csv", accept=True)
    assert batch.rows is None
    assert "loans" in batch.receipt.reason.en


MONEY_LENT = {
    "Date,Customer,Deposit,Returned": ("Deposit", "Returned"),
    "日期,客户,押金,退还": ("押金", "退还"),
    "Datum,Kunde,Kaution,Zurückgezahlt": ("Kaution", "Zurückgezahlt"),
    "Fecha,Cliente,Fianza,Devuelto": ("Fianza", "Devuelto"),
}


@pytest.mark.parametrize("head", MONEY_LENT)
def test_a_deposit_and_what_was_given_back_of_it_are_neither_sales_nor_returns(one, head):
    batch = one(f"{head}\n2025-03-01,Ann,100,100\n2025-03-13,Bob,200,0\n", accept=True)
    assert batch.rows is None
    assert all(f"“{name}”" in batch.receipt.reason.zh for name in MONEY_LENT[head])


PLAIN = "日期,品名,数量,金额\n2025-03-01,螺丝,10,100\n2025-03-02,螺母,20,200\n"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("3月入库明细.csv", "moved"),
        ("采购明细.csv", "purchases"),
        ("采购订单.csv", "purchases"),
        ("purchases_2025.csv", "purchases"),
        ("到货.csv", "purchases"),
        ("部门借款明细.csv", "loans"),
    ],
)
def test_a_list_is_what_its_file_is_called_where_nobody_bought_anything(one, name, what):
    batch = one(PLAIN, name=name, accept=True)
    assert batch.rows is None
    assert what in batch.receipt.reason.en
    assert "dataset" in [question.key for question in batch.questions]
    told = one(PLAIN, name=name, answers={"dataset": "orders"})
    assert told.receipt.amount_loaded == 300


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PLAIN, "仓库3月出库明细.csv"),
        (PLAIN, "采购网店销售.csv"),
        ("收货单位：宏达商贸\n" + PLAIN, "3月.csv"),
        ("采购方：宏达商贸\n" + PLAIN, "送货单.csv"),
        (PLAIN.replace("品名", "客户"), "客户采购明细.csv"),
        (PLAIN.replace("品名", "客户"), "采购明细.csv"),
    ],
)
def test_a_list_that_is_called_sales_or_has_buyers_is_sold(one, text, name):
    assert one(text, name=name).receipt.dataset == "orders"


def test_the_name_of_the_sheet_goes_before_that_of_the_file(drop):
    rows = [["日期", "品名", "数量", "金额"], ["2025-03-01", "螺丝", 10, 100]]
    batches = drop(
        {"入库": rows, "销售": [*rows[:1], ["2025-03-02", "螺母", 20, 200]]}, name="采购.xlsx"
    )
    assert [batch.receipt.dataset for batch in batches] == [None, "orders"]


@pytest.mark.parametrize("head", ["日期,借款人,费用,说明", "Date,Borrower,Expense,Remarks"])
def test_who_borrows_spends_nothing(one, head):
    batch = one(f"{head}\n2025-03-01,Ann,1000,a\n2025-03-02,Bob,2000,b\n", accept=True)
    assert batch.rows is None
    assert "loans" in batch.receipt.reason.en


@pytest.mark.parametrize(
    "name",
    ["报价单", "销售报价", "询价单", "样品申请单", "Quotation", "Proforma invoice", "Stock count"],
)
def test_a_document_before_any_sale_is_told_by_its_name(one, name):
    text = f"{name}\n日期,品名,数量,单价,金额\n2025-03-01,杯,2,5,10\n2025-03-02,碗,3,5,15\n"
    batch = one(text)
    assert batch.rows is None
    assert batch.receipt.reason
    assert one(text, answers={"dataset": "orders"}).receipt.amount_loaded == 25


@pytest.mark.parametrize(
    "name",
    [
        "报价成交订单",
        "Sales orders from quotes",
        "Quota 2025",
        "quotation_char 27",
        "double quotes",
    ],
)
def test_what_was_closed_of_quotations_is_sold(one, name):
    text = f"{name}\n日期,品名,数量,单价,金额\n2025-03-01,杯,2,5,10\n2025-03-02,碗,3,5,15\n"
    assert one(text).receipt.amount_loaded == 25


@pytest.mark.parametrize(
    ("sold", "other"),
    [
        ("销售出库", "采购入库"),
        ("销售", "采购"),
        ("出货", "进货"),
        ("收", "支"),
        ("销售合同", "采购合同"),
        ("Sale", "Purchase"),
        ("Outbound", "Inbound"),
        ("Invoice", "Estimate"),
    ],
)
def test_documents_that_sell_nothing_beside_those_that_do_are_asked_about(one, sold, other):
    lines = "".join(
        f"2025-03-0{n},D{n},{kind},客户,10\n" for n, kind in enumerate([sold, sold, other, sold], 1)
    )
    text = f"日期,单据号,类型,客户,金额\n{lines}"
    batch = one(text, accept=True)
    assert [q.key for q in batch.questions] == ["kinds:类型"]
    assert batch.receipt.amount_loaded == 30


@pytest.mark.parametrize(
    "name", ["2025年回款统计", "收款记录", "到账明细", "Payments received", "Cash receipts 2025"]
)
@pytest.mark.parametrize("who", ["客户", "月份"])
def test_money_that_came_in_is_no_sale(one, name, who):
    rows = "日期,客户,金额\n2025-03-01,甲,10\n2025-03-02,乙,15\n"
    if who == "月份":
        rows = "月份,金额\n2025-03,10\n2025-04,15\n"
    batch = one(f"{name}\n{rows}")
    assert batch.rows is None
    assert batch.receipt.reason.zh.startswith("这是回款记录")
    assert one(f"{name}\n{rows}", answers={"dataset": "orders"}).receipt.amount_loaded == 25


@pytest.mark.parametrize(
    ("name", "amount"), [("销售与回款", "金额"), ("回款台账", "合同金额"), ("应收款", "销售额")]
)
def test_sales_under_a_name_that_speaks_of_payments_are_sales(one, name, amount):
    batch = one(f"{name}\n日期,客户,{amount}\n2025-03-01,甲,10\n2025-03-02,乙,15\n")
    assert batch.receipt.amount_loaded == 25


def test_money_received_across_the_months_is_asked_about(one):
    batch = one("2025年各区域回款情况\n区域,1月,2月,3月\n华东,10,20,30\n华南,11,22,33\n")
    assert [question.key for question in batch.questions] == ["measure"]


def test_payments_among_sales_are_asked_about(one):
    lines = [f"2025-03-{d:02},甲,{'销售' if d % 3 else '收款'},{d}" for d in range(1, 10)]
    batch = one("\n".join(["日期,客户,摘要,金额", *lines]))
    assert [question.key for question in batch.questions] == ["kinds:摘要"]


BOOKS = {
    "a bank's": "Date,Description,Amount,Balance\n2025-03-01,ACH IN,10,100\n2025-03-02,ACH IN,20,120\n",
    "a bank's in Chinese": "交易日期,摘要,金额,余额\n2025-03-01,转账,10,100\n2025-03-02,转账,20,120\n",
    "a card's": "Transaction Date,Post Date,Description,Category,Amount\n2025-03-01,2025-03-02,UBER,Travel,-10\n",
    "payouts": "id,Amount,Created (UTC),Arrival Date (UTC),Status,Destination Name\npo_1,5,2025-03-01,2025-03-02,paid,CHASE\n",
    "hours": "Employee,Date,Project,Hours,Rate,Amount\nAnn,2025-03-01,A,8,50,400\nBob,2025-03-02,A,7,50,350\n",
    "pieces": "姓名,日期,工序,件数,单价,金额\n张伟,2025-03-01,打磨,80,0.5,40\n李娜,2025-03-02,装配,90,0.5,45\n",
    "payables": "供应商,日期,单号,应付金额,已付,未付\n甲,2025-03-01,1,100,50,50\n乙,2025-03-02,2,100,50,50\n",
    "receivables": "Date,Transaction Type,Num,Customer,Due Date,Past Due,Amount,Open Balance\n2025-03-01,Invoice,1,Acme,2025-03-31,5,100,50\n",
    "shares": "Date,Symbol,Shares,Price,Amount\n2025-03-01,AAPL,3,100,300\n2025-03-02,MSFT,2,50,100\n",
    "profit": "利润表,,\n2025年3月,,\n项目,行次,本期金额\n一、营业收入,1,1000\n减：营业成本,2,600\n二、净利润,3,400\n",
    "cash": "现金流量表,\n2025年3月,\n项目,本期金额\n销售商品收到的现金,1000\n购买商品支付的现金,600\n",
}  # fmt: skip


@pytest.mark.parametrize("what", BOOKS)
def test_what_is_kept_beside_the_sales_is_none(drop, what):
    [batch] = drop(BOOKS[what])
    assert batch.rows is None
    assert batch.receipt.dataset is None
    assert batch.receipt.reason
    assert "dataset" in [question.key for question in batch.questions]


SALES_ALIKE = {
    "a due date": "Invoice number,Date,Customer,Due date,Amount\n1,2025-03-01,Acme,2025-03-31,10\n2,2025-03-02,Bolt,2025-04-01,15\n",
    "hours sold": "Date,Customer,Hours,Rate,Amount\n2025-03-01,Acme,2,5,10\n2025-03-02,Bolt,3,5,15\n",
    "a supplier of goods sold": "日期,客户,供应商,产品,数量,单价,金额\n2025-03-01,甲,丙,灯,2,5,10\n2025-03-02,乙,丙,灯,3,5,15\n",
    "what remains to be paid": "日期,客户,金额,余额\n2025-03-01,甲,10,5\n2025-03-02,乙,15,0\n",
}  # fmt: skip


@pytest.mark.parametrize("what", SALES_ALIKE)
def test_what_a_sale_may_say_beside_its_money_leaves_it_a_sale(one, what):
    assert one(SALES_ALIKE[what], accept=True).receipt.amount_loaded == 25


@pytest.mark.parametrize(
    "headers",
    [
        "Payment Date,Customer,Invoice No,Payment Method,Amount",
        "Payment Date,Customer,Method,Reference,Amount Paid",
        "Receipt Date,Receipt No,Received From,Mode,Amount",
        "Zahlungsdatum,Kunde,Rechnung,Zahlungsart,Betrag",
        "Fecha de pago,Cliente,Factura,Forma de pago,Importe",
        "Deposit Date,Customer,Invoice,Check No,Amount",
    ],
)
def test_a_list_of_payments_is_no_sales(one, headers):
    lines = "".join(f"2025-03-0{n},A{n},B{n},C,{n}0\n" for n in range(1, 6))
    batch = one(f"{headers}\n{lines}", accept=True)
    assert batch.rows is None
    assert "回款" in batch.receipt.reason.zh


def test_a_till_that_prints_how_was_paid_still_sells(one):
    lines = "".join(f"2025-03-0{n},Item {n % 2},Card,{n}0\n" for n in range(1, 6))
    assert (
        one(f"Payment Date,Item,Payment Method,Amount\n{lines}", accept=True).receipt.amount_loaded
        == 150
    )


@pytest.mark.parametrize("beside", ["访客数", "浏览量,支付买家数", "访客数,支付转化率"])
@pytest.mark.parametrize("where", ["店铺", "平台", "渠道"])
def test_what_buyers_paid_beside_those_who_looked_is_sold(one, where, beside):
    many = beside.count(",") + 1
    lines = "".join(f"2025-03-0{n},甲,{','.join(['9'] * many)},{n}0\n" for n in range(1, 6))
    receipt = one(f"日期,{where},{beside},支付金额\n{lines}", accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 150)


def test_what_was_paid_for_clicks_is_spent(one):
    lines = "".join(f"2025-03-0{n},抖音,900,30,{n}0\n" for n in range(1, 6))
    assert (
        one(f"日期,渠道,访客数,点击量,支付金额\n{lines}", accept=True).receipt.dataset != "orders"
    )
