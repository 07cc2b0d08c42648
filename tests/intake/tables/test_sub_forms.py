"""Exports that head the lines of an order with the name of their sub-form, and write the order on its first line."""

from __future__ import annotations

from datetime import date

import pytest

FIRST = [["SO001", "2025-03-01", "甲公司"], ["SO002", "2025-03-05", "乙公司"]]
LINES = [
    (0, 50, "苹果", 2, 10, 20), (0, None, "梨", 3, 10, 30),
    (1, 100, "橙", 1, 40, 40), (1, None, "梨", 2, 10, 20), (1, None, "苹果", 4, 10, 40),
]  # fmt: skip
NAMES = ["商品", "数量", "单价", "小计"]


def rows(order):
    """The lines, the order and its total on the first of each."""
    return [[*(FIRST[n] if total else [None] * 3), total, *line] for n, total, *line in LINES]


@pytest.mark.parametrize(
    "form",
    ["订单明细/{}", "订单明细.{}", "明细-{}", "商品信息：{}", "{} (Items)", "{}（订单明细）"],
)
def test_the_lines_of_a_sub_form_are_lines_of_the_order_above_them(one, form):
    headers = ["订单编号", "下单日期", "客户", "订单总额", *map(form.format, NAMES)]
    batch = one({"表": [headers, *rows(FIRST)]})
    assert batch.questions == ()
    assert batch.receipt.columns["amount"] == "小计"
    assert batch.rows["amount"].to_pylist() == [20, 30, 40, 20, 40]
    assert batch.rows["customer"].to_pylist() == ["甲公司"] * 2 + ["乙公司"] * 3
    assert set(batch.rows["order_date"].to_pylist()) == {date(2025, 3, 1), date(2025, 3, 5)}


def test_the_name_of_another_column_is_not_taken(one):
    headers = ["订单编号", "下单日期", "客户", "小计", *(f"订单明细/{name}" for name in NAMES)]
    batch = one({"表": [headers, *rows(FIRST)]}, accept=True)
    assert batch.receipt.amount_loaded == 150
    assert "订单明细/小计" in batch.layout.headers


def test_channels_over_their_figures_are_no_sub_forms(one):
    headers = ["月份", "天猫/销售额", "天猫/成本", "京东/销售额", "京东/成本"]
    months = [[f"2025-{month:02d}", 10, 5, 20, 8] for month in (1, 2, 3)]
    assert one({"表": [headers, *months]}, accept=True).receipt.amount_loaded != 30


def test_lines_of_an_invoice_come_to_its_amount_without_tax(one):
    headers = [
        "Number",
        "Invoice/Bill Date",
        "Invoice Partner Display Name",
        "Untaxed Amount",
        "Tax",
        "Total",
    ]
    headers += [
        f"Invoice lines/{name}" for name in ("Product", "Quantity", "Unit Price", "Subtotal")
    ]
    numbered = [
        [
            row[0] and f"INV/2025/{row[0][2:]}",
            *row[1:4],
            row[3] and 13,
            row[3] and row[3] + 13,
            *row[4:],
        ]
        for row in rows(FIRST)
    ]
    batch = one({"Sheet": [headers, *numbered]})
    assert (batch.questions, batch.receipt.amount_loaded) == ((), 150)
    assert batch.rows["amount"].to_pylist() == [20, 30, 40, 20, 40]
    assert batch.rows["order_id"].to_pylist() == ["INV/2025/001"] * 2 + ["INV/2025/002"] * 3
    assert batch.rows["customer"].to_pylist() == ["甲公司"] * 2 + ["乙公司"] * 3


@pytest.mark.parametrize(
    "names",
    [("Untaxed Amount", "Tax", "Total"), ("Untaxed Amount Signed", "Tax Signed", "Total Signed")],
)
def test_an_amount_without_tax_goes_before_the_total(one, names):
    orders = [
        [f"S{n:05d}", f"2025-03-{n:02d}", "Azure", 100 * n, 13 * n, 113 * n] for n in range(1, 5)
    ]
    batch = one({"Sheet": [["Order Reference", "Order Date", "Customer", *names], *orders]})
    assert (batch.questions, batch.receipt.amount_loaded) == ((), 1000)
    assert any("不含税优先于含税" in note.zh for note in batch.receipt.notes)


def test_names_of_several_words_are_no_sub_forms(one):
    headers = ["amazon-order-id", "purchase-date", "item-name", "item-price"]
    batch = one(
        {"Sheet": [headers, ["A1", "2025-03-01", "Lamp", 40], ["A2", "2025-03-02", "Desk", 45]]},
        accept=True,
    )
    assert batch.layout.headers == tuple(headers)


@pytest.mark.parametrize("total", ["Grand Total", "Net Total", "Total"])
def test_what_is_written_once_for_an_order_is_neither_the_amount_nor_another_one(one, total):
    headers = [
        "ID",
        "Posting Date",
        "Customer",
        total,
        *(f"{n} (Items)" for n in ("Item", "Qty", "Rate", "Amount")),
    ]
    receipt = one({"S": [headers, *rows(FIRST)]}).receipt
    assert (receipt.needs, receipt.columns["amount"], receipt.rows_loaded) == ((), "Amount", 5)
    assert not any(total in note.zh for note in receipt.notes)
