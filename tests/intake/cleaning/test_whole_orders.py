"""Exports that write once what belongs to a whole order: each line gets its part, once."""

from __future__ import annotations

from decimal import Decimal

import pytest

SHOPIFY = """Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name
#1001,a@x.com,paid,2025-03-01 10:00:00 +0800,GBP,50.00,5.00,4.00,54.00,5.00,2025-03-01 09:59:00 +0800,1,Shirt,30.00,Ann Lee
#1001,a@x.com,,,,,,,,,2025-03-01 09:59:00 +0800,2,Cap,10.00,
#1002,b@x.com,paid,2025-03-02 10:00:00 +0800,GBP,30.00,0.00,0.00,30.00,0.00,2025-03-02 09:59:00 +0800,1,Shirt,30.00,Bob Ray
#1003,c@x.com,refunded,2025-03-03 10:00:00 +0800,GBP,40.00,5.00,0.00,45.00,0.00,2025-03-03 09:59:00 +0800,1,Shirt,30.00,Cy Poe
#1003,c@x.com,,,,,,,,,2025-03-03 09:59:00 +0800,1,Cap,10.00,
"""
HEAD = "订单号,下单时间,买家,商品名称,单价,数量,运费,实付金额\n"
FIRST_LINE = (
    HEAD
    + "E1,2025-03-01,小王,茶,50,2,10,205\nE1,2025-03-01,小王,壶,100,1,,\nE2,2025-03-02,小李,茶,50,1,0,50\nE3,2025-03-03,小赵,杯,20,3,0,70\nE3,2025-03-03,小赵,盖,10,1,,\n"
)
BARE_LINES = (
    HEAD
    + "E1,2025-03-01,小王,茶,50,2,10,205\n,,,壶,100,1,,\nE2,2025-03-02,小李,茶,50,1,0,50\nE3,2025-03-03,小赵,杯,20,3,0,70\n,,,盖,10,1,,\n"
)
ON_EACH = "订单编号,付款时间,买家,宝贝标题,单价,数量,订单实付金额\nE1,2025-03-01,小王,茶,50,2,205\nE1,2025-03-01,小王,壶,100,1,205\nE2,2025-03-02,小李,茶,50,1,50\nE3,2025-03-03,小赵,杯,20,3,70\nE3,2025-03-03,小赵,盖,10,1,70\n"


def by_line(batch):
    return [(r["order_id"], r["product"], r["amount"]) for r in batch.rows.to_pylist()]


@pytest.mark.parametrize("text", [FIRST_LINE, BARE_LINES, ON_EACH])
def test_what_was_paid_for_an_order_is_spread_over_its_lines(drop, text):
    [batch] = drop(text)
    assert (batch.receipt.rows_loaded, batch.receipt.rows_put_aside) == (5, 0)
    assert batch.receipt.amount_loaded == 325
    assert by_line(batch) == [
        ("E1", "茶", Decimal("102.5")),
        ("E1", "壶", Decimal("102.5")),
        ("E2", "茶", Decimal(50)),
        ("E3", "杯", Decimal(60)),
        ("E3", "盖", Decimal(10)),
    ]
    assert batch.rows["customer"].to_pylist() == ["小王", "小王", "小李", "小赵", "小赵"]
    assert any("整单的金额" in note.zh for note in batch.receipt.notes)


def test_an_export_of_shopify_has_numbers_buyers_and_states_on_every_line(drop):
    [batch] = drop(SHOPIFY)
    assert batch.receipt.columns["order_id"] == "Name"
    assert batch.receipt.columns["customer"] == "Billing Name"
    assert batch.receipt.amount_loaded == 129
    rows = batch.rows.to_pylist()
    assert [(r["order_id"], r["customer"], r["status"]) for r in rows][3:] == [
        ("#1003", "Cy Poe", "returned"),
        ("#1003", "Cy Poe", "returned"),
    ]


def test_parts_add_up_to_the_cent(drop):
    lines = "".join(f"E1,2025-03-01,小王,品{n},1,1,,{'100' if n == 1 else ''}\n" for n in (1, 2, 3))
    [batch] = drop(HEAD + lines)
    assert [amount for _, _, amount in by_line(batch)] == [
        Decimal("33.33"),
        Decimal("33.34"),
        Decimal("33.33"),
    ]


def test_without_prices_the_first_line_keeps_what_was_paid(drop):
    text = "订单号,日期,客户,商品名称,实付金额\nE1,2025-03-01,小王,茶,205\nE1,2025-03-01,小王,壶,\nE2,2025-03-02,小李,茶,50\n"
    [batch] = drop(text)
    assert [amount for _, _, amount in by_line(batch)] == [205, 0, 50]


def test_lines_that_are_equally_dear_keep_their_own_amounts(drop):
    text = "订单号,日期,客户,商品名称,单价,数量,商品总价,实付金额\n"
    text += "".join(f"E{n // 2},2025-03-01,小王,品{n % 2},10,1,10,9\n" for n in range(10))
    [batch] = drop(text)
    assert batch.receipt.amount_loaded == 90


def test_a_missing_amount_in_the_middle_of_an_order_is_put_aside(drop):
    text = (
        HEAD
        + "E1,2025-03-01,小王,茶,50,2,10,105\nE1,2025-03-01,小王,壶,100,1,,\nE1,2025-03-01,小王,杯,20,1,,20\nE2,2025-03-02,小李,茶,50,1,0,50\n"
    )
    [batch] = drop(text)
    assert (batch.receipt.amount_loaded, batch.receipt.rows_put_aside) == (175, 1)


def test_lines_of_a_ledger_without_number_and_buyer_belong_to_the_order_above(drop):
    text = "日期,单据编号,购货单位,产品名称,数量,销售金额\n2025-03-01,X1,甲公司,灯,1,10\n2025-03-01,,,桌,1,20\n2025-03-02,X2,乙公司,灯,1,10\n2025-03-03,,,椅,1,5\n"
    [batch] = drop(text)
    assert batch.rows["order_id"].to_pylist() == ["X1", "X1", "X2", None]
    assert batch.rows["customer"].to_pylist() == ["甲公司", "甲公司", "乙公司", None]


def test_a_total_of_the_order_on_lines_that_say_no_price_counts_once(one):
    lines = "".join(f"A{n},2025-01-0{n},S{k},1,{n * 10}\n" for n in (1, 2, 3) for k in (1, 2))
    receipt = one(f"Order Number,Order Date,SKU,Quantity,Order Total Amount\n{lines}").receipt
    assert receipt.amount_loaded == 60


HEADERS = {
    "en": "Order ID,Date,Customer,Order total,Item,Qty,Line price",
    "zh": "订单号,日期,客户,金额,商品,数量,单价",
    "zh-Hant": "訂單編號,日期,客戶,總金額,品項,數量,單價",
    "de": "Auftragsnummer,Datum,Kunde,Auftragssumme,Artikel,Menge,Einzelpreis",
    "es": "Pedido,Fecha,Cliente,Total pedido,Artículo,Uds,Precio",
    "fr": "N° commande,Date,Client,Total commande,Article,Qté,Prix unitaire",
    "ja": "受注番号,受注日,顧客名,売上金額,商品名,数量,単価",
    "no number": "Belegnr,Date,Client,Order total,Item,Qty,Price",
}


@pytest.mark.parametrize("head", HEADERS.values(), ids=HEADERS)
def test_one_order_whose_lines_add_up_to_what_each_says_proves_the_total(one, head):
    lines = "A1,2025-03-01,K1,300,Chair,1,100\nA1,2025-03-01,K1,300,Table,1,200\nA2,2025-03-02,K2,400,Lamp,4,100\n"
    batch = one(f"{head}\n{lines}", accept=True)
    assert batch.rows["amount"].to_pylist() == [100, 200, 400]
    assert not any("order_total" in question.key for question in batch.questions)


def test_lines_worth_what_they_say_are_no_total(one):
    lines = "A1,2025-03-01,a,1,50,50\nA1,2025-03-01,b,1,50,50\nA2,2025-03-02,c,1,70,70\n"
    receipt = one(f"Order No,Date,Item,Qty,Unit price,Amount\n{lines}").receipt
    assert (receipt.amount_loaded, receipt.needs) == (170, ())


TWO_LINES = "A1,2025-03-01,K1,Chair,300\nA1,2025-03-01,K1,Table,300\nA2,2025-03-02,K2,Lamp,400\n"


@pytest.mark.parametrize(("amount", "guess"), [("Order total", "once"), ("Amount", "")])
def test_where_nothing_tells_a_total_from_equal_lines_it_is_asked(one, amount, guess):
    text = f"Order No,Date,Customer,Item,{amount}\n{TWO_LINES}"
    batch = one(text)
    assert batch.rows is None
    [question] = batch.questions
    assert (question.key, question.guess) == (f"order_total:{amount}", guess)
    assert (one(text, accept=True).receipt.amount_loaded or 0) == (700 if guess else 0)
    for answer, total in (("once", 700), ("each", 1000)):
        assert one(text, answers={question.key: answer}).receipt.amount_loaded == total


def test_amounts_of_orders_are_asked_about_though_a_total_below_counts_each_line(one):
    text = f"Order No,Date,Customer,Item,Order Total\n{TWO_LINES}Total,,,,1000\n"
    questions = [question.key for question in one(text).questions]
    assert "order_total:Order Total" in questions


def test_lines_that_a_total_below_counts_each_have_amounts_of_their_own(one):
    receipt = one(f"Order No,Date,Customer,Item,Amount\n{TWO_LINES}Total,,,,1000\n").receipt
    assert (receipt.amount_loaded, receipt.needs) == (1000, ())


def test_a_fee_of_each_month_under_one_contract_is_no_total(one):
    lines = "A1,2025-01-01,K1,300\nA1,2025-02-01,K1,300\nA2,2025-02-01,K2,400\n"
    receipt = one(f"Order No,Date,Customer,Amount\n{lines}").receipt
    assert (receipt.amount_loaded, receipt.needs) == (1000, ())


def test_the_money_of_a_line_is_no_number_of_pieces(one):
    rows = "".join(
        f"O{n},2025-05-0{n},甲,产品{k},{n * 10 + k},{n * 20 + 3}\n"
        for n in range(1, 5)
        for k in (1, 2)
    )
    batch = one(f"订单号,日期,客户,产品,行金额,订单总额\n{rows}")
    assert batch.receipt.columns["amount"] == "行金额"
    assert "quantity" not in batch.rows.column_names
    assert batch.receipt.amount_loaded == 212
