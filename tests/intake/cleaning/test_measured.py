"""Numbers that say in which unit goods are weighed or counted: quantities, whatever their column is called."""

from __future__ import annotations

from decimal import Decimal

import pytest


def _sheet(headers: str, *cells: str) -> str:
    rows = (f"2025-03-0{i},甲{i},苹果,{each}\n" for i, each in enumerate(cells, 1))
    return f"日期,客户,产品,{headers}\n" + "".join(rows)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("销售额", ("13.4kg", "2kg", "31.5kg")),
        ("金额", ("3箱", "5箱", "8箱")),
        ("Amount", ("1.2 t", "900 kg", "0.4 t")),
        ("Amount (t) net", ("1.5", "2.5", "3.5")),
        ("销售额【公斤】", ("1.5", "2.5", "3.5")),
        ("Betrag in Tonnen", ("1.5", "2.5", "3.5")),
    ],
)
def test_a_column_of_weights_or_pieces_is_no_money_and_named_where_money_is_lacking(
    one, header, cells
):
    batch = one(_sheet(header, *cells))
    assert batch.receipt.dataset is None
    assert f"“{header}”写的是重量、容量或数量" in batch.receipt.reason.zh
    asked = {question.key: question.choices for question in batch.questions}
    assert asked["column:amount"] == (header,)


@pytest.mark.parametrize(
    ("header", "unit"), [("目标（吨）", ""), ("Target (tonnes)", ""), ("销售目标", "吨")]
)
def test_targets_in_tonnes_are_named_as_what_they_are(one, header, unit):
    months = "".join(f"2025-0{i},华东,{i * i}{unit}\n" for i in (1, 2, 3))
    batch = one(f"月份,区域,{header}\n{months}")
    assert batch.receipt.dataset is None
    assert "像是“目标”" in batch.receipt.reason.zh
    assert f"“{header}”写的是重量、容量或数量" in batch.receipt.reason.zh
    asked = {question.key: question.choices for question in batch.questions}
    assert asked["column:amount"] == (header,)


def test_the_owner_may_say_that_it_is_the_amount_all_the_same(one):
    sheet = _sheet("销售额", "13.4kg", "2kg", "31.5kg")
    answers = {"dataset": "orders", "column:amount": "销售额"}
    assert one(sheet, answers=answers).receipt.amount_loaded == Decimal("46.9")


def test_a_second_column_of_weights_is_not_offered_as_the_amount(one):
    batch = one(_sheet("Amount (t) net,Tonnage gross", "1.5,1.7", "2.5,2.9", "3.5,3.8"))
    assert batch.receipt.dataset is None


def test_weights_called_sales_are_multiplied_with_the_price_beside_them(one):
    batch = one(_sheet("销售额,单价", "13.4kg,10", "2kg,11", "31.5kg,12"))
    assert batch.receipt.amount_loaded == Decimal("534")
    assert batch.receipt.columns["quantity"] == "销售额"


@pytest.mark.parametrize(
    ("headers", "cells", "amount"),
    [
        ("重量,单价", ("500g,12元/kg", "250g,8元/kg", "3kg,10元/kg"), "38"),
        ("重量(g),单价(元/斤)", ("500,12", "250,8", "3000,10"), "76"),
        ("Weight,Price per kg", ("0.5 t,12", "0.25 t,8", "3 t,10"), "38000"),
        ("数量,单价", ("3箱,12元/箱", "2箱,8元/箱", "1箱,10元/箱"), "62"),
        ("数量,单价", ("3个,12元/件", "2个,8元/件", "1个,10元/件"), "62"),
        ("重量(g),单价(元/500g)", ("500,12", "250,8", "3000,10"), "76"),
        ("数量,单价（元/1000件）", ("500,12", "250,8", "3000,10"), "38"),
    ],
)
def test_a_price_for_one_unit_meets_a_quantity_in_another(one, headers, cells, amount):
    assert one(_sheet(headers, *cells)).receipt.amount_loaded == Decimal(amount)


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        ("数量,单价", ("3箱,10元/瓶", "2箱,10元/瓶", "2箱,10元/瓶")),
        ("数量（箱）,单价（元/瓶）", ("3,10", "2,10", "2,10")),
        ("数量,单价", ("3箱,60元/箱", "2箱,60元/箱", "500g,12元/kg")),
        ("数量,单价（元/kg）", ("3箱,60", "2箱,60", "1箱,60")),
    ],
)
def test_of_units_that_do_not_meet_no_sales_are_reckoned(one, headers, cells):
    batch = one(_sheet(headers, *cells))
    assert batch.receipt.rows_loaded == 0
    assert any("单位对不上" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("header", "cells", "loaded"),
    [
        ("重量(g)", ("500", "250", "1.5kg"), [500, 250, 1500]),
        ("数量（吨）", ("5", "2", "800kg"), [5, 2, Decimal("0.8")]),
        ("重量", ("500kg", "250kg", "1.5kg"), [500, 250, Decimal("1.5")]),
    ],
)
def test_a_bare_number_is_in_the_unit_of_its_header(one, header, cells, loaded):
    batch = one(_sheet(f"{header},金额", *(f"{cell},7" for cell in cells)))
    assert batch.rows["quantity"].to_pylist() == loaded


def test_bare_numbers_beside_weights_have_no_unit_and_are_not_read(one):
    """Three kilograms beside five hundred of nobody knows what."""
    batch = one(_sheet("重量,单价", "500,12", "250,8", "3kg,10"))
    assert batch.receipt.rows_loaded <= 1


def test_the_price_of_grams_that_says_nothing_is_asked(one):
    sheet = _sheet("重量,单价", "500g,12", "250g,8", "300g,10")
    assert [question.key for question in one(sheet).questions] == ["unit_priced"]
    assert one(sheet, answers={"unit_priced": "kg"}).receipt.amount_loaded == Decimal("11")


@pytest.mark.parametrize("header", ["Monto (L)", "Betrag (KM)", "Final Amount"])
def test_money_of_any_name_or_currency_is_no_weight_and_no_deposit(one, header):
    batch = one(_sheet(header, "100.5", "200.5", "300.5"))
    assert batch.receipt.columns["amount"] == header


@pytest.mark.parametrize("unit", [" m²", " kg."])
def test_the_comma_of_a_number_is_read_before_any_unit(one, unit):
    batch = one(_sheet("数量,金额", *(f'"{n},25{unit}",7' for n in (1, 2, 3))))
    assert batch.rows["quantity"].to_pylist() == [Decimal(f"{n}.25") for n in (1, 2, 3)]


def test_weights_in_several_units_are_turned_into_one_and_said(one):
    batch = one(_sheet("重量,金额", "500g,12", "250g,8", "3kg,30"))
    assert batch.rows["quantity"].to_pylist() == [500, 250, 3000]
    assert any("g、kg混用" in note.zh for note in batch.receipt.notes)


def test_of_which_unit_a_price_is_that_says_nothing_is_asked(one):
    sheet = _sheet("重量,单价", "500g,12", "250g,8", "3kg,10")
    [question] = one(sheet).questions
    assert (question.key, question.choices, question.guess) == ("unit_priced", ("g", "kg"), "")
    assert one(sheet, answers={"unit_priced": "kg"}).receipt.amount_loaded == Decimal("38")


def test_cells_that_cannot_be_read_are_shown_where_their_column_is_lacking(one):
    reason = one(_sheet("金额", "约200", "约300", "约400")).receipt.reason
    assert "“金额”（如 约200、约300）读不出销售额" in reason.zh


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Network", ("3G", "4G", "5G")),
        ("包装", ("12瓶", "24瓶", "6瓶")),
        ("规格", ("500ml", "1L", "2L")),
    ],
)
def test_what_a_piece_holds_is_no_quantity(one, header, cells):
    batch = one(_sheet(f"{header},金额", *(f"{cell},{i}7.5" for i, cell in enumerate(cells))))
    assert "quantity" not in batch.receipt.columns
