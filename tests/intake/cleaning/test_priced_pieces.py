"""What was counted or weighed × what a piece costs is the amount, however the two are called."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesdash.intake.texts.pieces import is_price_of_a_piece, names_a_count

WEIGHED = "2025-03-01,{0},10.5,2\n2025-03-02,{1},20,3\n2025-03-03,{0},5,2\n2025-03-04,{1},7.5,3\n"
BY_WEIGHT = {
    "de": "Datum,Produkt,Menge,Preis/kg",
    "es": "Fecha,Producto,Kilos,Precio/kg",
    "fr": "Date,Produit,Quantité,Prix au kilo",
    "zh": "日期,品名,公斤,每公斤价格",
    "zh-Hant": "日期,品項,斤數,每斤單價",
    "ja": "日付,商品名,数量,円/kg",
    "pt": "Data,Produto,Peso,Preço por kg",
    "en": "Date,Product,Volume,Price/litre",
}


@pytest.mark.parametrize("head", BY_WEIGHT.values(), ids=BY_WEIGHT)
def test_a_price_of_a_measure_is_multiplied(one, head):
    batch = one(f"{head}\n{WEIGHED.format('A', 'B')}", accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", Decimal("113.5"))


@pytest.mark.parametrize("counted", ["Amount (kg)", "Menge (kg)", "数额（公斤）"])
def test_what_is_weighed_is_no_money_and_no_spend(one, counted):
    lines = "2025-03-01,Apple,10,2,X\n2025-03-02,Pear,20,3,Y\n2025-03-03,Apple,5,2,Z\n"
    batch = one(f"Date,Fruit,{counted},Price per kg,Customer\n{lines}", accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 90)


PLANS = [("Basic", 3, 9), ("Pro", 1, 29), ("Basic", 5, 9), ("Pro", 2, 29), ("Basic", 12, 9), ("Pro", 4, 29)]  # fmt: skip
BY_SEAT = {
    "en": "Date,Service,Seats,Fee",
    "nights": "Date,Room,Nights,Charge",
    "zh": "日期,课程,课时,课时费",
    "zh-Hant": "日期,服務,人數,收費",
    "de": "Datum,Leistung,Stunden,Stundensatz",
    "es": "Fecha,Habitación,Noches,Tarifa",
    "fr": "Date,Prestation,Heures,Tarif",
    "ja": "日付,部屋,泊数,料金",
    "no words": "Date,Package,Foo,Bar",
}


def lines_of(fee):
    return "".join(f"2025-03-0{n},{p},{q},{fee(q, a)}\n" for n, (p, q, a) in enumerate(PLANS, 1))


@pytest.mark.parametrize("head", BY_SEAT.values(), ids=BY_SEAT)
def test_a_figure_that_a_product_always_has_is_asked_to_be_its_price(one, head):
    text = f"{head}\n{lines_of(lambda _, fee: fee)}"
    assert one(text).rows is None
    assert one(text, accept=True).receipt.amount_loaded == 383
    if any(question.key == "amount_is_unit_price" for question in one(text).questions):
        as_is = one(text, answers={"amount_is_unit_price": "as_is"})
        assert as_is.receipt.amount_loaded == 114


def test_a_fee_that_goes_with_the_seats_is_the_amount(one):
    text = f"Date,Service,Seats,Fee\n{lines_of(lambda seats, fee: seats * fee)}"
    [question] = one(text).questions
    assert (question.key, question.guess) == ("column:amount", "Fee")
    assert one(text, accept=True).receipt.amount_loaded == 383


def test_headers_tell_prices_of_a_piece_from_costs_and_sums():
    for header in ("Preis/kg", "Price per seat", "€/Std", "元/公斤", "单价(元/吨)", "kg単価", "Stundensatz"):  # fmt: skip
        assert is_price_of_a_piece(header), header
    for header in ("Cost per unit", "采购单价", "Cost per click", "Price", "Total per order", "金额/元"):  # fmt: skip
        assert not is_price_of_a_piece(header), header
    assert names_a_count("Nights booked")
    assert not names_a_count("Night shift pay")


@pytest.mark.parametrize("price", ["Price per mile", "Precio por caja", "Preis pro Karton"])
def test_whatever_is_sold_by_the_piece_is_multiplied(one, price):
    text = f"Date,Client,Qty,{price}\n2025-03-01,A,100,2\n2025-03-02,B,50,2.5\n"
    assert one(text).receipt.amount_loaded == 325


def test_sums_side_by_side_are_no_members(one):
    text = "Datum,Kunde,Rechnungsbetrag,Bezahlt,Offen\n2025-03-01,A,1000,300,700\n2025-03-02,B,2000,500,1500\n"
    assert one(text, accept=True).receipt.amount_loaded == 3000


def test_a_number_of_an_order_is_no_quantity(one):
    text = "Date,Order,Sales price,Commission,Payout\n2025-03-01,1,100,15,85\n2025-03-02,2,50,7.5,42.5\n"
    assert one(text, accept=True).receipt.amount_loaded == 150


def test_a_price_that_goes_with_the_quantity_is_the_sum_of_the_line(one):
    rows = [
        ("Mug", 1, 10),
        ("Mug", 2, 20),
        ("Cap", 3, 45),
        ("Cap", 1, 15),
        ("Mug", 4, 40),
        ("Cap", 2, 30),
    ]
    text = "Date,Product,Quantity,Price\n" + "".join(
        f"2025-03-0{n},{name},{count},{price}\n" for n, (name, count, price) in enumerate(rows, 1)
    )
    batch = one(text, accept=True)
    [question] = batch.questions
    assert (question.key, question.guess, batch.receipt.amount_loaded) == (
        "price_is_of_the_line",
        "as_is",
        160,
    )
    computed = one(text, answers={"price_is_of_the_line": "computed"})
    assert computed.receipt.amount_loaded == sum(count * price for _, count, price in rows)


def test_a_price_beside_the_tax_and_the_shipping_of_its_line_is_the_sum_of_the_line(one):
    batch = one(
        "amazon-order-id,purchase-date,sku,quantity,item-price,item-tax,shipping-price\n"
        "A1,2025-03-01,S1,2,40,0,5\nA2,2025-03-02,S2,3,45,0,5\n"
    )
    assert (batch.receipt.amount_loaded, batch.receipt.needs) == (85, ())


def test_a_price_called_amount_is_asked_about_beside_a_count_of_any_name(one):
    prices = {"Kessel": 40, "Pumpe": 25, "Rohr": 8}
    lines = [(name, 1 + (n * 7) % 5) for n, name in enumerate([*prices] * 5)]
    text = "\n".join(
        f"{n:02}.05.2025;{name};{many};{prices[name]}" for n, (name, many) in enumerate(lines, 1)
    )
    batch = one(f"Datum;Artikel;Abgesetzt;Betrag\n{text}\n")
    assert "amount_is_unit_price" in [question.key for question in batch.questions]
    sheet = f"Datum;Artikel;Abgesetzt;Betrag\n{text}\n"
    priced = one(sheet, answers={"amount_is_unit_price": "computed"})
    assert priced.receipt.amount_loaded == sum(prices[name] * many for name, many in lines)
    assert one(sheet, accept=True).receipt.amount_loaded == priced.receipt.amount_loaded
    as_is = one(sheet, answers={"amount_is_unit_price": "as_is"})
    assert as_is.receipt.amount_loaded == sum(prices[name] for name, _ in lines)
    assert "quantity" in as_is.rows.column_names


def test_what_is_no_whole_number_beside_an_amount_is_not_guessed_to_be_its_count(one):
    prices = {"Kessel": 40, "Pumpe": 25, "Rohr": 8}
    lines = [(name, 1.5 + (n * 7) % 5) for n, name in enumerate([*prices] * 5)]
    text = "\n".join(
        f"{n:02}.05.2025;{name};{str(x).replace('.', ',')};{prices[name]}"
        for n, (name, x) in enumerate(lines, 1)
    )
    batch = one(f"Datum;Artikel;Abgesetzt;Betrag\n{text}\n", accept=True)
    assert batch.receipt.amount_loaded == sum(prices[name] for name, _ in lines)
