"""What a discount says, decided from the whole column."""

from __future__ import annotations

from decimal import Decimal

import pytest


def _lines(header: str, *discounts: str) -> str:
    lines = (f"2025-03-0{i},甲,2,10,{d}\n" for i, d in enumerate(discounts, 1))
    return f"日期,品名,数量,单价,{header}\n" + "".join(lines)


@pytest.mark.parametrize(
    ("header", "discounts", "amounts"),
    [
        ("折扣率", ("12", "0", "0.5"), ["17.6", "20", "19.9"]),
        ("折扣率", ("12%", "0%", "5%"), ["17.6", "20", "19"]),
        ("折扣率", ("0.12", "0", "0.05"), ["17.6", "20", "19"]),
        ("折扣率", ("12%", "0.05", "10"), ["17.6", "19", "18"]),
        ("Discount rate", ("15", "0", "30"), ["17", "20", "14"]),
        ("折扣（%）", ("15", "0", "0.5"), ["17", "20", "19.9"]),
        ("折扣", ("8.5折", "9折", "无"), ["17", "18", "20"]),
        ("折扣", ("85折", "八五折", "九折"), ["17", "17", "18"]),
        ("折扣", ("1", "2.5", "0"), ["19", "17.5", "20"]),
        ("优惠金额", ("5", "0.5", "0"), ["15", "19.5", "20"]),
    ],
)
def test_a_discount_is_decided_from_header_and_range(one, header, discounts, amounts):
    batch = one(_lines(header, *discounts))
    assert batch.receipt.needs == ()
    assert batch.rows["amount"].to_pylist() == [Decimal(a) for a in amounts]


def test_the_range_of_percentages_is_shown(one):
    notes = one(_lines("折扣率", "12", "0", "0.5")).receipt.notes
    assert any("0 到 12" in note.zh and "0 to 12" in note.en for note in notes)


@pytest.mark.parametrize(
    ("header", "discounts", "guessed", "as_off", "as_money"),
    [
        ("折扣", ("85", "90", "100"), "55", "5", "-215"),
        ("折扣", ("8.5", "9", "10"), "55", "5", "32.5"),
        ("Discount", ("15", "30", "0"), "51", "51", "15"),
    ],
)
def test_a_discount_that_may_be_several_things_is_asked(
    one, header, discounts, guessed, as_off, as_money
):
    text = _lines(header, *discounts)
    [question] = one(text).questions
    assert (question.key, question.choices) == ("discount", ("paid", "off", "money"))
    assert f"{Decimal(min(d for d in discounts if d != '0')):f}" in question.text.zh
    assert one(text, accept=True).receipt.amount_loaded == Decimal(guessed)
    assert one(text, answers={"discount": "off"}).receipt.amount_loaded == Decimal(as_off)
    assert one(text, answers={"discount": "money"}).receipt.amount_loaded == Decimal(as_money)


def _sales(*amounts: str) -> str:
    lines = (f"A{i},2025-03-{i % 28 + 1:02},{i},10,{a}\n" for i, a in enumerate(amounts, 1))
    return "订单号,日期,数量,单价,金额\n" + "".join(lines)


def test_blank_amounts_that_price_and_quantity_prove_are_asked_about(one):
    text = _sales(*(str(10 * i) for i in range(1, 21)), *["ERROR", "UNKNOWN", "", "-", "无"])
    [question] = one(text).questions
    assert question.key == "fill_amount"
    assert "1,150.00" in question.text.zh
    cautious = one(text, accept=True).receipt
    assert (cautious.amount_loaded, cautious.rows_put_aside) == (2100, 5)
    filled = one(text, answers={"fill_amount": "yes"}).receipt
    assert (filled.amount_loaded, filled.rows_put_aside) == (3250, 0)


def test_blank_amounts_are_no_question_where_the_price_proves_nothing(one):
    text = _sales(*(str(10 * i - 1) for i in range(1, 21)), *[""] * 6)
    receipt = one(text).receipt
    assert (receipt.needs, receipt.rows_put_aside) == ((), 6)


def test_the_amount_chosen_among_several_is_checked_against_price_and_quantity(one):
    text = "日期,数量,单价,总金额,实付金额\n" + "2025-01-01,2,10,25,20\n" * 3
    receipt = one(text).receipt
    assert receipt.columns["amount"] == "实付金额"
    assert any("3 行中 3 行相等" in note.zh for note in receipt.notes)
    other = one(text, answers={"column:amount": "总金额"}).receipt
    assert other.amount_loaded == 75


def test_a_column_of_ones_takes_nothing_off_and_asks_nothing(one):
    receipt = one("日期,数量,单价,折扣\n2025-01-05,2,5,1\n2025-01-06,1,5,1\n").receipt
    assert (receipt.needs, receipt.amount_loaded) == ((), 15)


@pytest.mark.parametrize("header", ["折扣率", "Discount rate"])
def test_a_rate_that_may_be_what_is_paid_is_asked_about(one, header):
    time = "日期" if header == "折扣率" else "Date"
    rows = "".join(f"2025-03-0{n},杯,2,100,{rate}\n" for n, rate in enumerate((0.8, 0.9, 0.95), 1))
    text = f"{time},产品,数量,单价,{header}\n{rows}"
    assert [q.key for q in one(text).questions] == ["discount"]
    assert one(text, answers={"discount": "paid"}).receipt.amount_loaded == 530
    assert one(text, answers={"discount": "off"}).receipt.amount_loaded == 70


def test_a_small_rate_is_taken_off_unasked(one):
    text = "日期,产品,数量,单价,折扣率\n2025-03-01,杯,2,100,0.1\n2025-03-02,碗,1,100,0.05\n"
    assert one(text).receipt.amount_loaded == 275


def priced(headers, *cells):
    """Lines of one, two and three books under these headers, with the same cells beside each."""
    rows = [[f"2025-03-0{n}", f"客户{n}", "书", n, *cells] for n in (1, 2, 3)]
    return {"表": [["日期", "客户", "产品", "数量", *headers], *rows]}


@pytest.mark.parametrize("name", ["折扣价", "优惠价", "销售价", "成交价"])
@pytest.mark.parametrize("rate", [0.8, "80%"])
def test_a_price_that_is_a_part_of_another_is_the_rate_paid(one, name, rate):
    for price in ("定价", "单价"):
        file = priced([price, name], 50, rate)
        assert [q.key for q in one(file).questions] == ["discount"]
        assert one(file, answers={"discount": "paid"}).receipt.amount_loaded == 6 * 40


@pytest.mark.parametrize(("name", "rate"), [("折扣价", 0.8), ("销售价", "80%")])
def test_a_rate_of_no_price_is_no_price(one, name, rate):
    assert one(priced([name], rate), accept=True).rows is None


def test_a_price_that_is_paid_goes_before_the_list_price(one):
    assert one(priced(["定价", "折扣价"], 50, 40)).receipt.amount_loaded == 6 * 40


def test_a_share_said_in_words_is_paid_of_the_price(one):
    assert one(priced(["定价", "折扣价"], 50, "8折")).receipt.amount_loaded == 6 * 40


def test_goods_of_less_than_one_have_their_price(one):
    for price in (0.9, 1.2):
        assert one(priced(["定价", "单价"], price, 0.3)).receipt.amount_loaded == Decimal("1.8")


def test_a_price_after_its_discount_is_not_lessened_again(one):
    batch = one(priced(["定价", "折后单价", "折扣率"], 50, 40, 0.8))
    assert (batch.questions, batch.receipt.amount_loaded) == ((), 6 * 40)


@pytest.mark.parametrize(
    ("headers", "discounts", "amount"),
    [
        ("优惠券", "5", "15"),
        ("立减", "5", "15"),
        ("Coupon", "5", "15"),
        ("Voucher", "5", "15"),
        ("优惠券,立减", "5,2", "13"),
        ("立减,优惠券", "2,", "18"),
        ("优惠总金额,优惠券,立减", "7,5,2", "13"),
        ("折扣率,优惠券", "10%,5", "13"),
        ("运费,税额", "5,2", "20"),
        ("Coupon", "SAVE10", "20"),
    ],
)
def test_each_column_of_money_off_is_taken_off_once(one, headers, discounts, amount):
    batch = one(_lines(headers, discounts, discounts))
    assert batch.receipt.needs == ()
    assert batch.rows["amount"].to_pylist() == [Decimal(amount)] * 2
