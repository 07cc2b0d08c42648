"""The value of a contract and not an instalment of it; what was sold and not what fees left of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

D = date
CONTRACTS = [
    ["C1", "Alpha", D(2025, 1, 5), 100000, D(2025, 2, 1), 30000, D(2025, 4, 1), 40000],
    ["C2", "Beta", D(2025, 2, 5), 50000, D(2025, 3, 1), 25000, None, None],
    ["C3", "Gamma", D(2025, 3, 5), 20000, D(2025, 3, 6), 20000, None, None],
]
LEVELS = {
    "en": (["Contract no", "Client", "Signed on", "Contract value"], ["1st instalment", "2nd instalment"], ["Date", "Amount"]),
    "fr": (["Contrat", "Client", "Signé le", "Montant du contrat"], ["1er versement", "2e versement"], ["Date", "Montant"]),
    "de": (["Vertrag", "Kunde", "Unterzeichnet am", "Vertragssumme"], ["1. Rate", "2. Rate"], ["Datum", "Betrag"]),
    "zh": (["合同号", "客户", "签署日期", "合同价款"], ["首付款", "进度款"], ["日期", "金额"]),
    "zh-Hant": (["合約編號", "客戶", "簽約日期", "合約金額"], ["頭期", "次期"], ["日期", "金額"]),
    "an unknown name": (["Nr", "Kunde", "Datum", "Foo"], ["Teil A", "Teil B"], ["Datum", "Betrag"]),
}  # fmt: skip
FLAT = {
    "en": "Agreement,Customer,Signing date,Contract sum,1st payment date,1st payment,2nd payment date,2nd payment",
    "es": "Contrato,Cliente,Fecha de firma,Valor del contrato,1er pago fecha,1er pago,2º pago fecha,2º pago",
    "pt": "Contrato,Cliente,Assinado em,Valor do contrato,1ª parcela data,1ª parcela valor,2ª parcela data,2ª parcela valor",
    "ja": "契約番号,顧客名,契約日,契約金額,第1回入金日,第1回入金額,第2回入金日,第2回入金額",
}


def assert_is_of_the_contracts(batch):
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 170000)
    assert (batch.receipt.first_date, batch.receipt.last_date) == (D(2025, 1, 5), D(2025, 3, 5))


@pytest.mark.parametrize(("own", "banners", "leaves"), LEVELS.values(), ids=LEVELS)
def test_of_instalments_under_banners_the_contract_counts(one, own, banners, leaves):
    top = [*own, banners[0], None, banners[1], None]
    rows = [top, [None] * 4 + leaves * 2, *CONTRACTS]
    assert_is_of_the_contracts(one({"Sheet": rows}, accept=True))


@pytest.mark.parametrize("head", FLAT.values(), ids=FLAT)
def test_of_instalments_in_a_row_the_contract_counts(one, head):
    assert_is_of_the_contracts(one({"Sheet": [head.split(","), *CONTRACTS]}, accept=True))


SETTLED = {
    "two fees": (
        "订单号,订单日期,商品金额,平台服务费,佣金,结算金额",
        "1,2025-03-01,100,5,2,93\n2,2025-03-02,200,10,4,186\n",
    ),
    "fees and what the buyer paid for shipping": (
        "Order date,Order number,Item subtotal,Shipping and handling,Final Value Fee - fixed,"
        "Final Value Fee - variable,Net amount",
        "2025-03-01,1,100,5,-0.3,-12,92.7\n2025-03-02,2,200,10,-0.3,-25,184.7\n",
    ),
    "an unknown name": (
        "Fecha,Pedido,Ingresos por productos,Cargo por venta,Ingresos por envío,Total neto",
        "2025-03-01,1,100,-10,5,95\n2025-03-02,2,200,-20,5,185\n",
    ),
    "ja": (
        "注文日,注文番号,商品金額,手数料,入金額",
        "2025-03-01,1,100,10,90\n2025-03-02,2,200,20,180\n",
    ),
}


@pytest.mark.parametrize(("head", "rows"), SETTLED.values(), ids=SETTLED)
def test_of_what_fees_leave_the_price_of_what_was_sold_counts(one, head, rows):
    receipt = one(f"{head}\n{rows}", accept=True).receipt
    assert (receipt.dataset, receipt.amount_loaded) == ("orders", 300)


def test_a_net_that_is_no_rest_of_fees_stays_the_amount(one):
    text = "Date,Customer,Gross,Discount,Service fee,Net\n2025-03-01,A,110,10,1,100\n2025-03-02,B,220,20,3,200\n"
    assert one(text).receipt.amount_loaded == Decimal(300)


PAID_IN_NO_COLUMN = {
    "zh": "下单时间,订单号,商品金额,商家优惠,佣金,结算金额",
    "en": "Order date,Order no,Item subtotal,Seller discount,Commission,Payout",
}


@pytest.mark.parametrize("head", PAID_IN_NO_COLUMN.values(), ids=PAID_IN_NO_COLUMN)
def test_where_what_the_buyer_paid_stands_in_no_column_it_is_asked(one, head):
    rows = "2025-03-01,N1,100,10,5,85\n2025-03-02,N2,200,0,12,188\n2025-03-03,N3,50,5,3,42\n"
    [question] = one(f"{head}\n{rows}").questions
    goods, payout = head.split(",")[2], head.split(",")[5]
    assert (question.key, question.choices) == ("column:amount", (goods, payout))
    chosen = one(f"{head}\n{rows}", answers={"column:amount": payout})
    assert (chosen.questions, chosen.receipt.amount_loaded) == ((), 315)


@pytest.mark.parametrize(
    ("headers", "is_known"),
    [
        ("日期,单号,客户,应付金额,实付金额,欠款金额", True),
        ("Date,Order ID,Customer,Invoice Amount,Amount Paid,Balance Due", True),
        ("日期,单号,客户,应收,实收,欠款", False),
    ],
)
def test_what_was_paid_so_far_is_not_what_was_sold(one, headers, is_known):
    rows = "2025-03-01,A,甲,100,40,60\n2025-03-02,B,乙,200,200,0\n2025-03-03,C,丙,50,0,50\n"
    batch = one(f"{headers}\n{rows}", accept=True)
    assert batch.receipt.amount_loaded == 350
    assert bool(batch.questions) is not is_known


def test_what_is_paid_after_a_discount_is_what_was_sold(one):
    rows = "2025-03-01,A,甲,100,90,10\n2025-03-02,B,乙,200,200,0\n"
    assert one(f"日期,单号,客户,应付金额,实付金额,优惠金额\n{rows}").receipt.amount_loaded == 290
