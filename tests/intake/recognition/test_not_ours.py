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
