"""Money in several currencies, and rows that count otherwise than they look."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesdash.catalog.datasets import DATASETS
from salesdash.intake.texts.currencies import currency_of, stated_in
from salesdash.intake.texts.headers import match

DOLLAR = {("USD", "2025-03"): Decimal("7.1")}


def _orders(header: str, *money: str) -> str:
    lines = (f"A{i},2025-03-0{i},甲{i},{each}\n" for i, each in enumerate(money, 1))
    return f"订单编号,订单日期,客户名称,{header}\n" + "".join(lines)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("人民币", "CNY"),
        ("￥", "CNY"),
        ("美元", "USD"),
        ("us$", "USD"),
        ("HK$", "HKD"),
        ("歐元", "EUR"),
        ("JPY", "JPY"),
        ("贝壳", None),
    ],
)
def test_a_currency_is_known_by_name_code_and_sign(words, code):
    assert currency_of(words) == code


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("销售额 (T €)", "EUR"),
        ("Revenue in k€", "EUR"),
        ("Umsatz in TEUR", "EUR"),
        ("Umsatz in Mio. €", "EUR"),
        ("金额(万美元)", "USD"),
        ("Sales US$", "USD"),
        ("Sales (USD '000)", "USD"),
        ("总价USD", "USD"),
        ("美元金额", "USD"),
        ("EUR amount", "EUR"),
        ("元旦销售额", None),
        ("Won deals", None),
        ("Amount (kg)", None),
        ("Umsatz in T", None),
        ("Total net", None),
    ],
)
def test_the_currency_of_a_header_is_seen_beside_its_size(header, code):
    assert stated_in(header) == code


@pytest.mark.parametrize(
    "text",
    [
        _orders("销售额", "¥100", "$20", "¥30"),
        _orders("销售额,币种", "100,人民币", "20,美元", "30,CNY"),
        _orders("Sales,Currency", "100,CNY", "20,usd", "30,"),
    ],
)
def test_rows_of_another_currency_wait_for_a_rate_of_their_month(one, text):
    [question] = one(text).questions
    assert (question.key, question.guess) == ("rate:USD", "aside")
    batch = one(text, accept=True)
    assert batch.receipt.amount_loaded == 130
    [entry] = batch.put_aside
    assert (entry.row, entry.addresses) == (3, ("D3",))
    assert "USD" in entry.reason.zh
    assert "2025-03" in entry.reason.en
    converted = one(text, rates=DOLLAR)
    assert converted.put_aside == ()
    assert converted.rows["amount"].to_pylist() == [100, 142, 30]


@pytest.mark.parametrize(
    ("said", "loaded", "aside"), [("7.1", 272, 0), ("aside", 130, 1), ("７．１", 272, 0)]
)
def test_a_rate_that_is_missing_is_asked_for_once_and_applied(one, said, loaded, aside):
    batch = one(_orders("销售额", "¥100", "$20", "¥30"), answers={"rate:USD": said})
    assert (batch.questions, len(batch.put_aside)) == ((), aside)
    assert batch.receipt.amount_loaded == loaded
    assert batch.rates == ({} if aside else {("USD", "2025-03"): Decimal("7.1")})


@pytest.mark.parametrize("said", ["0", "-7", "seven", "99999999999"])
def test_an_answer_that_is_no_rate_is_asked_for_again(one, said):
    [question] = one(_orders("销售额", "¥100", "$20"), answers={"rate:USD": said}).questions
    assert said in question.text.zh


def test_the_receipt_says_in_what_currency_its_money_is(one):
    assert one(_orders("Sales", "$100", "$20")).receipt.currency == "USD"
    assert one(_orders("销售额", "100", "20")).receipt.currency is None


def test_a_rate_counts_for_its_month_alone(one):
    batch = one(
        _orders("销售额,币种", "1,CNY", "1,CNY", "1,USD"),
        rates={("USD", "2025-04"): Decimal(7)},
        accept=True,
    )
    assert [entry.row for entry in batch.put_aside] == [4]


def test_all_money_of_a_row_is_converted_and_rounded_once(one):
    text = (
        "日期,数量,单价,金额,成本,币种\n" + "2025-03-01,2,10,20,6,USD\n2025-03-01,1,1,1,1,CNY\n" * 2
    )
    rows = one(text, currency="CNY", rates={("USD", "2025-03"): Decimal("7.12345678")}).rows
    assert [str(v) for v in rows["amount"].to_pylist()[:2]] == ["142.4691", "1.0000"]
    assert [str(v) for v in rows["cost"].to_pylist()[:2]] == ["42.7407", "1.0000"]
    assert rows["quantity"].to_pylist()[0] == 2
    assert rows["currency"].to_pylist()[:2] == ["USD", "CNY"]


@pytest.mark.parametrize(
    ("header", "title"), [("Sales (USD)", ""), ("销售额（美元）", ""), ("销售额", "单位：美元\n")]
)
def test_header_or_title_may_name_the_currency(one, header, title):
    text = title + _orders(header, "100", "20")
    assert one(text).receipt.amount_loaded == 120
    assert len(one(text, currency="CNY").put_aside) == 2
    assert one(text, currency="CNY", rates=DOLLAR).receipt.amount_loaded == 852


def test_a_unit_and_a_currency_may_stand_in_one_word(one):
    text = "单位：万美元\n" + _orders("销售额", "5")
    assert one(text, currency="CNY", rates=DOLLAR).receipt.amount_loaded == 355_000


def test_a_bare_dollar_is_the_dollar_of_the_workspace(one):
    assert one(_orders("Sales", "$100", "$20"), currency="HKD").receipt.amount_loaded == 120
    assert (
        one(_orders("Sales", "$100", "US$20"), currency="HKD", accept=True).receipt.amount_loaded
        == 100
    )


def test_the_total_of_a_sheet_in_several_currencies_is_compared_as_it_stands(one):
    text = _orders("销售额,币种", "5,USD", "6,CNY", "6,CNY") + "合计,,,17,\n"
    receipt = one(text, rates=DOLLAR).receipt
    assert (receipt.needs, receipt.amount_printed) == ((), 17)
    assert receipt.amount_loaded == Decimal("47.5")


def test_a_total_is_loaded_and_put_aside_together(one):
    text = "订单号,日期,金额\nA1,2025-01-01,5\nA2,UNKNOWN,6\nA3,2025-01-02,6\n合计,,17\n"
    receipt = one(text).receipt
    assert (receipt.amount_loaded, receipt.amount_put_aside, receipt.amount_printed) == (11, 6, 17)
    assert receipt.needs == ()
    assert any("11.00" in note.zh and "6.00" in note.zh for note in receipt.notes)


def test_cancelled_returned_and_negative_lines_are_kept_and_counted(one):
    text = _orders("销售额,订单状态", "5,交易关闭", "6,已退款", "-7,已完成", "8,交易成功")
    receipt = one(text).receipt
    assert receipt.amount_loaded == 12
    notes = " ".join(note.zh for note in receipt.notes)
    assert "1 行（5.00）已取消" in notes
    assert "1 行（6.00）已退货" in notes
    assert "1 行（-7.00）为负数" in notes


def test_a_closed_order_with_a_refund_was_paid_and_came_back(one):
    text = _orders(
        "销售额,订单状态,退款金额", "5,交易关闭,0", "6,交易关闭,4", "7,交易关闭,", "8,已取消,8"
    )
    batch = one(text)
    assert batch.rows["status"].to_pylist() == ["cancelled", "returned", "cancelled", "cancelled"]


def test_lines_that_may_stand_twice_are_named_and_counted(one):
    text = (
        "订单编号,订单日期,产品名称,数量,销售额\nA1,2025-01-01,甲,1,5\nA1,2025-01-01,甲,1,5\n"
        "A2,2025-01-02,甲,1,6\nA2,2025-01-02,甲,1,7\nA2,2025-01-02,乙,1,7\n"
    )
    receipt = one(text).receipt
    assert (receipt.rows_loaded, receipt.rows_duplicate) == (5, 0)
    assert any("第 3 行" in note.zh and "完全相同" in note.zh for note in receipt.notes)
    assert any("第 5 行" in note.zh and "销售额不同" in note.zh for note in receipt.notes)


@pytest.mark.parametrize(
    "text",
    [
        "订单编号,订单日期,产品名称,销售额\nA1,2025-01-01,甲,5\nA1,2025-01-01,乙,5\n",
        "订单编号,行号,订单日期,产品名称,销售额\nA1,1,2025-01-01,甲,5\nA1,2,2025-01-01,甲,6\n",
        "订单编号,订单日期,销售额\nA1,2025-01-01,5\nA1,2025-01-01,6\n",
        "订单日期,产品名称,销售额\n2025-01-01,甲,5\n2025-01-01,甲,5\n",
        "日期,渠道,费用\n2025-01-01,线上,5\n2025-01-01,线上,5\n",
        "订单编号,订单日期,产品名称,销售额\nA1,2025-01-01,甲,5\n,2025-01-02,甲,6\n,2025-01-03,甲,7\n",
    ],
)
def test_lines_that_merely_look_alike_are_no_suspects(one, text):
    assert one(text).receipt.notes == ()


def test_a_target_stated_twice_is_named(one):
    batch = one("月份,区域,目标\n2025-01,华东,5\n2025-01,华东,6\n2025-02,华东,5\n")
    assert any("第 3 行" in note.zh for note in batch.receipt.notes)


def test_every_cell_at_fault_is_named(one):
    good = "".join(f"2025-01-0{d},甲,2,5\n" for d in range(1, 9))
    [entry] = one("日期,产品,数量,单价\n" + good + "昨天,甲,x,\n").put_aside
    assert entry.addresses == ("A10", "C10", "D10")
    assert "昨天" in entry.reason.zh
    assert "缺少单价" in entry.reason.zh


def test_figures_too_large_to_multiply_are_put_aside(one):
    batch = one("日期,产品,数量,单价\n2025-01-01,甲,2,5\n2025-01-01,甲,9e9,9e9\n")
    assert batch.receipt.rows_loaded == 1
    assert batch.put_aside[0].addresses == ("C3",)


def test_points_that_may_part_thousands_are_asked_about(one):
    text = "Datum;Kunde;Umsatz\n01.03.2025;A;1.200\n02.03.2025;B;500\n"
    [question] = one(text).questions
    assert question.key == "decimal:Umsatz"
    assert one(text, accept=True).receipt.amount_loaded == 1700
    answers = {"decimal:Umsatz": "."}
    assert one(text, answers=answers).receipt.amount_loaded == Decimal("501.2")


@pytest.mark.parametrize("unit", ["T€", "TEUR", "Tsd. €", "miles de euros"])
def test_thousands_in_other_languages_are_a_unit(one, unit):
    text = f"Datum;Kunde;Umsatz ({unit})\n01.03.2025;A;1,5\n02.03.2025;B;12,25\n"
    assert one(text, accept=True).receipt.amount_loaded == 13750


@pytest.mark.parametrize(
    ("header", "sizes"),
    [
        ("Umsatz in T", ("1000", "1")),
        ("Sales (Cr)", ("10000000", "1")),
        ("Vendas mil", ("1000", "1000000", "1")),
    ],
)
def test_a_word_that_may_be_a_unit_is_asked_about_and_applied_as_answered(one, header, sizes):
    text = f"Datum;Kunde;{header}\n01.03.2025;A;2\n02.03.2025;B;12\n"
    [question] = one(text).questions
    assert (question.key, question.choices, question.guess) == (f"unit:{header}", sizes, "")
    assert "2、12" in question.text.zh
    for size in sizes:
        loaded = one(text, answers={question.key: size}).receipt.amount_loaded
        assert loaded == 14 * int(size)


@pytest.mark.parametrize("header", ["单价/千", "单价/千件", "Unit price / thousand"])
def test_a_price_of_a_thousand_is_asked_about_and_not_multiplied_by_it(one, header):
    text = f"日期,客户,数量,{header}\n2025-03-01,A,2000,5\n2025-03-02,B,3000,7\n"
    [question] = [q for q in one(text).questions if q.key.startswith("unit:")]
    assert (question.choices, question.guess) == (("0.001", "1000", "1"), "")
    receipt = one(text, answers={question.key: "0.001"}, accept=True).receipt
    assert receipt.amount_loaded == 31


@pytest.mark.parametrize("header", ["Qty (m)", "Qty in m", "数量(m)"])
def test_metres_are_no_millions(one, header):
    batch = one(f"Date,Customer,{header},Amount\n2025-03-01,A,20,500\n2025-03-02,B,30,700\n")
    assert batch.rows["quantity"].to_pylist() == [20, 30]


@pytest.mark.parametrize("header", ["Customer B", "Product T", "Date MM", "客户 - 亿", "Sales B"])
def test_a_letter_behind_a_name_is_no_size_of_what_has_none(header):
    assert all(match(header, dataset) is None for dataset in DATASETS.values())


def test_spend_of_channels_that_stand_across_is_in_the_currency_of_its_row(one):
    text = "月份,币种,天猫费用,京东费用\n2025-02,CNY,10,20\n2025-03,USD,10,20\n"
    rows = one(text, rates=DOLLAR).rows
    assert rows["spend"].to_pylist() == [10, 20, 71, 142]


@pytest.mark.parametrize(
    ("money", "header"),
    [
        ("金额", "金额币种"),
        ("合同金额", "合同币别"),
        ("Amount", "Invoice currency"),
        ("Total", "billing_currency_code"),
        ("Umsatz", "Währung"),
        ("Importe", "Moneda del documento"),
        ("Sales", "ISO"),
    ],
)
def test_a_currency_is_known_under_any_header(one, money, header):
    text = f"日期,客户,{money},{header}\n2025-03-01,甲,10,USD\n2025-03-02,乙,20,CNY\n2025-03-03,丙,1,CNY\n"
    assert one(text, currency="CNY", rates=DOLLAR).rows["amount"].to_pylist() == [71, 20, 1]


def test_the_currency_of_an_expense_is_known_by_its_name(one):
    text = "日期,费用类型,费用,费用币种\n2025-03-01,广告,10,美元\n2025-03-02,差旅,20,人民币\n"
    assert one(text, currency="CNY", rates=DOLLAR).rows["spend"].to_pylist() == [71, 20]


def test_of_two_currencies_the_one_of_the_amount_counts(one):
    text = "日期,客户,回款币种,回款金额,合同金额,合同币种\n2025-03-01,甲,CNY,7,10,USD\n2025-03-02,乙,USD,1,20,CNY\n"
    assert one(text, currency="CNY", rates=DOLLAR).rows["amount"].to_pylist() == [71, 20]


def test_the_currency_of_another_sum_is_asked_about(one):
    text = "日期,客户,合同金额,回款金额,回款币种\n2025-03-01,甲,10,7,USD\n2025-03-02,乙,20,1,CNY\n"
    [question] = one(text, currency="CNY", rates=DOLLAR).questions
    assert (question.key, question.guess) == ("column:currency", "回款币种")
    answers = {"column:currency": ""}
    assert one(text, currency="CNY", answers=answers).receipt.amount_loaded == 30


def test_deals_that_are_all_won_are_in_no_foreign_currency(one):
    text = "日期,客户,金额,结果x\n2025-03-01,甲,10,Won\n2025-03-02,乙,20,Won\n"
    assert one(text, currency="CNY").receipt.amount_loaded == 30


def test_a_column_of_units_sizes_the_money_of_its_rows(one):
    text = "日期,客户,金额,单位\n2025-03-01,甲,3,元\n2025-03-02,乙,2,万元\n2025-03-03,丙,1.5,千元\n"
    assert one(text).rows["amount"].to_pylist() == [3, 20_000, 1_500]


@pytest.mark.parametrize("amount", ["10000", "1000", "1000000", "100000000"])
def test_the_same_round_amount_in_every_row_is_no_unit(one, amount):
    """A rent of 10,000 a month is 10,000, not ten thousand times ten thousand."""
    assert one(_orders("金额", amount, amount)).receipt.amount_loaded == 2 * int(amount)


def test_an_amount_that_stands_in_two_currencies_is_asked_about(one):
    text = "日期,客户,金额(USD),金额(CNY)\n2025-03-01,甲,10,71\n2025-03-02,乙,20,142\n"
    [question] = one(text).questions
    assert (question.key, question.choices) == ("column:amount", ("金额(CNY)", "金额(USD)"))
    assert one(text, accept=True).receipt.amount_loaded == 213


def test_a_statistic_below_the_rows_says_nothing_of_their_points(one):
    text = "Date,Client,Revenue\n2025-03-01,A,512\n2025-03-02,B,700\n2025-03-03,C,401\n,Mean,537.667\n,Max,700\n"
    assert one(text).questions == ()


def test_the_price_of_a_piece_beside_what_was_sold_is_multiplied(one):
    lines = "".join(
        f"2025-03-{d:02},灯,{d},6.5\n2025-03-{d:02},碗,{d + 1},4\n" for d in range(1, 6)
    )
    [question] = one("日期,商品,卖出,金额\n" + lines).questions
    assert (question.key, question.guess) == ("amount_is_unit_price", "computed")


def test_a_currency_is_seen_though_the_first_thousand_rows_state_none(one):
    rows = [f"2025-03-01,甲,10,{'' if n < 1_000 else 'USD'}" for n in range(1_001)]
    text = "\n".join(["日期,客户,金额,币", *rows])
    assert one(text, currency="CNY", rates=DOLLAR).rows["amount"].to_pylist()[-1] == 71


@pytest.mark.parametrize(
    ("net", "gross"),
    [
        ("不含税金额", "价税合计"),
        ("Net amount", "Gross amount"),
        ("Nettobetrag", "Bruttobetrag"),
        ("Montant HT", "Montant TTC"),
        ("税抜金額", "税込金額"),
        ("Amount excl. VAT", "Amount incl. VAT"),
        ("Importe sin IVA", "Importe con IVA"),
        ("无税金额", "原币价税合计"),
    ],
)
def test_of_net_and_gross_the_one_taken_is_told_with_the_lines_and_the_difference(one, net, gross):
    lines = "".join(f"2025-03-0{n},Alder,{100 * n},{113 * n}\n" for n in range(1, 5))
    text = f"日期,客户,{net},{gross}\n{lines},合计,1000,1130\n"
    batch = one(text, accept=True)
    [warning] = [note for note in batch.receipt.notes if "⚠" in note.zh]
    assert "有 4 行不同，共差 130.00" in warning.zh
    assert "differ on 4 lines, by 130.00 in all" in warning.en
    assert batch.receipt.columns["amount"] == net
    for header, total in ((net, 1000), (gross, 1130)):
        assert one(text, answers={"column:amount": header}).receipt.amount_loaded == total


@pytest.mark.parametrize(
    "header",
    ["实付金额(分)", "金额（单位：分）", "Amount (cents)", "amount_cents", "Total (pence)"],
)
def test_money_in_hundredths_is_not_a_hundred_times_too_much(one, header):
    batch = one(_orders(header, "12345", "5500"), accept=True)
    assert batch.receipt.amount_loaded == Decimal("178.45")
    assert any("以分为单位" in note.zh for note in batch.receipt.notes)


def test_money_with_hundredths_of_its_own_is_in_none(one):
    assert one(_orders("金额(分)", "123.45", "55.20")).receipt.amount_loaded == Decimal("178.65")


@pytest.mark.parametrize(
    ("head", "taken"),
    [("总价USD,折人民币", "折人民币"), ("美元金额,人民币金额", "人民币金额")],
)
def test_of_dollars_beside_what_they_are_in_our_money_the_latter_counts_and_is_told(
    one, head, taken
):
    lines = "".join(f"2025-03-0{n},甲,{n}0,{n}1.5\n" for n in (1, 2, 3))
    receipt = one(f"日期,客户,{head}\n{lines}", currency="CNY").receipt
    assert (receipt.amount_loaded, receipt.currency) == (Decimal("64.5"), "CNY")
    assert any(f"采用“{taken}”" in note.zh for note in receipt.notes)


@pytest.mark.parametrize(
    ("head", "taken"),
    [
        ("美元金额,金额", "金额"),
        ("美元金额,金额(元)", "金额(元)"),
        ("美元金额,订单金额", "订单金额"),
        ("美元总价,合计", "合计"),
    ],
)
def test_money_that_names_no_other_currency_goes_before_dollars(one, head, taken):
    lines = "".join(f"2025-03-0{n},甲{n},{n}0,{n}2\n" for n in (1, 2, 3))
    receipt = one(f"日期,客户,{head}\n{lines}", accept=True).receipt
    assert (receipt.columns["amount"], receipt.amount_loaded) == (taken, 66)
    notes = " ".join(note.zh for note in receipt.notes)
    assert head.split(",")[0] in notes


def test_money_whose_header_ends_in_another_currency_waits_for_its_rate(one):
    batch = one("日期,客户,总价USD\n2025-03-01,甲,10\n2025-03-02,乙,20\n", currency="CNY")
    assert [question.key for question in batch.questions] == ["rate:USD"]
