"""Of a list price, its discounts and what is left of it, the buyer pays the last: that was sold."""

from __future__ import annotations

import pytest

LINES = {
    "抖店": "订单编号,订单提交时间,商品数量,商品金额,优惠总金额,运费,订单应付金额\n"
    "A1,2025-03-01,1,100,20,0,80\nA2,2025-03-02,2,300,50,5,255\n",
    "two discounts, then paid": "订单号,下单时间,商品总价,商家优惠,平台优惠,应付款,实际支付金额\n"
    "A1,2025-03-01,100,10,10,90,80\nA2,2025-03-02,305,30,20,275,255\n",
    "English": "Order No,Order Date,Product Amount,Discount Amount,Amount Payable\n"
    "A1,2025-03-01,100,20,80\nA2,2025-03-02,305,50,255\n",
    "one of them under a name of its own": "Order No,Order Date,Amount,Coupon,Outcome\n"
    "A1,2025-03-01,100,20,80\nA2,2025-03-02,305,50,255\n",
    "discounts that do not add up": "订单编号,下单时间,商品金额,优惠金额,应付金额\n"
    "A1,2025-03-01,100,19,80\nA2,2025-03-02,300,50,255\n",
}  # fmt: skip


@pytest.mark.parametrize("shop", LINES)
def test_what_the_buyer_pays_is_taken_before_the_list_price(one, shop):
    receipt = one(LINES[shop]).receipt
    assert receipt.amount_loaded == 335, (receipt.reason, receipt.needs, receipt.columns)


def test_of_two_names_of_their_own_what_is_left_is_asked_about_first(one):
    text = "Bestellung;Bestelldatum;Warenwert;Rabatt;Zu zahlen\nA1;01.03.2025;100;20;80\nA2;13.03.2025;300;50;250\n"
    [question] = one(text).questions
    assert (question.key, question.guess) == ("column:amount", "Zu zahlen")


def test_a_line_total_from_which_nothing_was_taken_stays_the_amount(one):
    text = "订单编号,下单时间,金额,优惠金额,订单总额\nA1,2025-03-01,80,20,500\nA1,2025-03-01,420,0,500\n"
    assert one(text).receipt.columns["amount"] == "金额"


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        (
            "Order Id,Order Date,Item,Gross Price,Discount,Net Price,Qty\n"
            "1,2025-03-01,Burger,15,0,15,2\n2,2025-03-13,Salad,12,2,10,1\n",
            "Net Price",
        ),
        (
            "Order ID,Order Date,Product,List Price,Deal Price,Quantity,Came to\n"
            "A,2025-03-01,Lamp,120,100,2,200\nB,2025-03-02,Mug,30,25,1,25\n",
            "Came to",
        ),
    ],
)
def test_what_a_line_came_to_is_offered_before_the_price_of_a_piece(one, text, guess):
    [question] = one(text).questions
    assert (question.key, question.guess) == ("column:amount", guess)


@pytest.mark.parametrize(
    ("value", "kept", "left"),
    [
        ("Warenwert", "Verkaufsprovision", "Auszahlungsbetrag"),
        ("Valeur", "Courtage", "Versement"),
        ("Valor", "Comisiones", "Liquidación"),
        ("Vendite", "Provvigione", "Accredito"),
        ("取扱高", "仲介料", "振込額"),
        ("成交价值", "居间费", "到账"),
        ("Value", "Brokerage", "Payout"),
    ],
)
def test_what_an_agent_keeps_is_no_rival_of_what_was_sold(one, value, kept, left):
    lines = [f"2025-03-{n:02};A{n};{100 * n};{10 * n};{90 * n}" for n in range(1, 13)]
    batch = one("\n".join([f"Date;Order No;{value};{kept};{left}", *lines]), accept=True)
    assert batch.receipt.amount_loaded == 7800
    assert batch.receipt.columns["amount"] == value
    asked = one("\n".join([f"Date;Order No;{value};{kept};{left}", *lines])).questions
    assert all(kept not in question.choices for question in asked)


def _twice(header: str, *rows: tuple[int, int]) -> str:
    lines = (f"2025-03-{i:02},C{i},{one},{other}\n" for i, (one, other) in enumerate(rows, 1))
    return f"Date,Customer,{header}\n" + "".join(lines)


APART = ((100, 90), (260, 234), (75, 75), (410, 369))


@pytest.mark.parametrize(
    ("header", "guess"),
    [
        ("Gross Amount,Final Amount", "Final Amount"),
        ("销售额,实付价款", "实付价款"),
        ("Sales,Sales value agreed", "Sales"),
    ],
)
def test_money_under_a_name_of_its_own_that_differs_from_the_amount_is_asked_about(
    one, header, guess
):
    text = _twice(header, *APART)
    [question] = one(text).questions
    assert (question.key, question.guess) == ("column:amount", guess)
    assert set(question.choices) == set(header.split(","))
    assert "90" in question.text.en
    assert "100" in question.text.en
    for index, name in enumerate(header.split(",")):
        loaded = one(text, answers={question.key: name}).receipt.amount_loaded
        assert loaded == sum(row[index] for row in APART)


@pytest.mark.parametrize(
    "rows", [((100, 100), (260, 260), (75, 75)), ((100, 9000), (260, 8), (75, 76))]
)
def test_the_same_money_twice_and_what_is_no_money_of_the_line_are_not_asked_about(one, rows):
    assert not one(_twice("Amount,Value noted", *rows)).questions


@pytest.mark.parametrize(("rows", "is_told"), [(APART, True), (((5, 5), (7, 7), (9, 9)), False)])
def test_which_of_two_known_columns_of_money_is_taken_is_told_in_sight_where_they_differ(
    one, rows, is_told
):
    receipt = one(_twice("Gross Amount,Net Amount", *rows)).receipt
    assert receipt.columns["amount"] == "Net Amount"
    [told] = [note for note in receipt.notes if "“Gross Amount”" in note.en]
    assert told.zh.startswith("⚠") is is_told
    assert ("3 lines" in told.en) is is_told


@pytest.mark.parametrize("headers", ["净销售额,退货金额,销售金额", "净成交额,退款金额,GMV"])
def test_what_refunds_leave_is_not_taken_for_what_was_sold(one, headers):
    rows = "2025-03-01,甲,90,10,100\n2025-03-02,乙,200,0,200\n2025-03-03,乙,50,0,50\n"
    batch = one(f"日期,门店,{headers}\n{rows}")
    assert batch.receipt.amount_loaded == 350
    assert any(note.zh.startswith("⚠") for note in batch.receipt.notes)


def test_the_amount_of_a_line_goes_before_that_of_its_order_and_no_false_sum_is_told(one):
    text = "订单号,下单时间,商品名称,商品实际成交金额,订单实付金额\nA1,2025-03-01,杯,60,108\nA1,2025-03-01,碗,40,108\nA2,2025-03-02,杯,60,68\n"
    batch = one(text)
    assert batch.receipt.amount_loaded == 160
    [warning] = [note.zh for note in batch.receipt.notes if note.zh.startswith("⚠")]
    assert "共差" not in warning


def test_money_put_on_a_card_is_asked_about_beside_what_was_spent_from_it(one):
    lines = "".join(
        f"2025-03-0{n},会员{n},{kind},{n}00\n"
        for n, kind in enumerate(("充值", "消费", "储值", "现金消费", "充值", "消费"), 1)
    )
    [question] = one(f"日期,会员,类型,金额\n{lines}").questions
    assert (question.key, question.guess) == ("kinds:类型", "price")
    assert question.text.zh == (
        "“类型”里既有货款（消费 800.00、现金消费 400.00），也有充值、储值等预收款（充值 600.00、储值 300.00）。"
        "只把货款算作销售额吗？"
    )


@pytest.mark.parametrize(
    ("header", "sold", "card"),
    [
        ("渠道", "堂食", "会员储值"),
        ("商品", "美式", "储值卡充值"),
        ("Channel", "In-store", "Gift cards"),
        ("Product", "Haircut", "Prepaid card"),
    ],
)
def test_a_card_among_channels_or_products_is_asked_about(one, header, sold, card):
    date, money = ("Date", "Amount") if header.isascii() else ("日期", "金额")
    lines = "".join(f"2025-03-0{n},{n}00,{sold if n % 2 else card}\n" for n in (1, 2, 3, 4))
    text = f"{date},{money},{header}\n{lines}"
    [question] = one(text).questions
    assert (question.key, question.guess) == (f"kinds:{header}", "price")
    assert f"充值、储值等预收款（{card} 600.00）" in question.text.zh
    assert one(text, answers={question.key: "price"}).receipt.amount_loaded == 400
    assert one(text, answers={question.key: "all"}).receipt.amount_loaded == 1000


@pytest.mark.parametrize("name", ["储值账户", "办卡大厅", "Postpaid", "充值卡专柜", "Giftware"])
def test_names_that_only_speak_of_cards_are_not_asked_about(one, name):
    lines = "".join(f"2025-03-0{n},{n}00,{'堂食' if n % 2 else name}\n" for n in (1, 2, 3, 4))
    assert one(f"日期,金额,渠道\n{lines}").receipt.amount_loaded == 1000


@pytest.mark.parametrize(
    ("header", "kinds", "beside"),
    [
        ("单据类型", ("销售单", "收款单", "销售单", "进货单"), "收款、进货等单据"),
        ("Transaction type", ("Invoice", "Bill", "Invoice", "Bill"), "收款、进货等单据"),
        (
            "Transaction type",
            ("Invoice", "Payment", "Sales Receipt", "Payment"),
            "收款、进货等单据",
        ),
        ("单据类型", ("销售单", "收款单", "委托代销结算单", "换货单"), "收款、进货等单据、其他（"),
        ("动账方向", ("入账", "出账", "入账", "出账"), "费用、税等"),
    ],
)
def test_bills_that_sell_nothing_are_asked_about_beside_those_that_do(one, header, kinds, beside):
    lines = "".join(f"2025-03-0{n},N{n},{kind},{n}00\n" for n, kind in enumerate(kinds, 1))
    text = f"日期,单据编号,{header},金额\n{lines}"
    [question] = one(text).questions
    assert question.key == f"kinds:{header}"
    assert beside in question.text.zh
    assert one(text, accept=True).receipt.amount_loaded == 400


def test_a_credit_memo_takes_off_what_an_invoice_sold(one):
    lines = "2025-03-01,Invoice,500\n2025-03-02,Payment,450\n2025-03-03,Credit Memo,-50\n"
    receipt = one(f"Date,Transaction type,Amount\n{lines}", accept=True).receipt
    assert receipt.amount_loaded == 450


@pytest.mark.parametrize(
    ("taken", "other", "rule"),
    [
        ("不含税金额", "含税金额", "（不含税优先于含税）"),
        ("实付金额", "应付金额", "（实付优先于应付）"),
    ],
)
def test_of_several_amounts_only_the_rule_that_decided_is_named(one, taken, other, rule):
    batch = one(f"日期,客户,{taken},{other}\n2025-03-01,甲,100,113\n2025-03-02,乙,200,226\n")
    [note] = [note.zh for note in batch.receipt.notes if "有几列像销售额" in note.zh]
    assert f"采用“{taken}”{rule}，未采用“{other}”" in note


@pytest.mark.parametrize("header", ["Total Paid", "Amount Paid", "实付合计"])
def test_what_was_paid_for_goods_is_asked_about_and_not_refused(one, header):
    lines = "".join(f"2025-03-0{n},Item {n % 3},{n}1.50\n" for n in range(1, 8))
    batch = one(f"Date,Item,{header}\n{lines}", accept=True)
    assert (batch.receipt.dataset, batch.receipt.columns["amount"]) == ("orders", header)


@pytest.mark.parametrize(
    ("weight", "money", "sold"), [("重量kg", "运费", "运费"), ("保险金额", "实收保费", "实收保费")]
)
def test_a_weight_or_a_sum_insured_is_not_offered_as_the_amount(one, weight, money, sold):
    lines = "".join(f"2025-03-0{n},{n},{n},{n * 37.5}\n" for n in range(1, 8))
    batch = one(f"日期,件数,{weight},{money}\n{lines}")
    assert batch.receipt.columns["amount"] == sold
