"""Sums printed in a title, beside a table or below it are held against what was read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from salesdash.intake.tables.layout.printed import printed_in

HEADERS = {
    "zh": ["日期", "客户", "销售额"],
    "de": ["Datum", "Kunde", "Umsatz"],
    "es": ["Fecha", "Cliente", "Ventas"],
    "en": ["Date", "Customer", "Sales"],
    "ja": ["日付", "顧客", "売上"],
}
SOLD: list[list[Any]] = [
    [date(2025, 3, 1) + timedelta(n), f"C{n}", a] for n, a in enumerate((100, 200, 600))
]


def notes(batch) -> str:
    return " ".join(note.en for note in batch.receipt.notes)


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("zh", [["销售明细   合计：900.00 元"]]),
        ("zh", [["銷售總額：0.09萬元"]]),
        ("zh", [["共3笔，合计金额：￥900.00"]]),
        ("zh", [["单位：万元"], ["合计：0.09万元"], ["合计"]]),
        ("en", [["Total: 900 EUR"]]),
        ("en", [["Total sales", 900]]),
        ("de", [["Gesamtsumme", "900,00 €"], []]),
        ("es", [["Total ventas: 900,00 €"]]),
        ("ja", [["売上合計：900円"]]),
    ],
)
def test_a_sum_in_a_title_agrees(one, lang, titles):
    if titles[0] == ["单位：万元"]:
        rows = [*titles[:2], HEADERS[lang], *([day, who, a / 10_000] for day, who, a in SOLD)]
    else:
        rows = [*titles, HEADERS[lang], *SOLD]
    batch = one({"S": rows}, accept=True)
    assert batch.receipt.amount_printed == batch.receipt.amount_loaded == 900
    assert "agrees with" in notes(batch)


@pytest.mark.parametrize("gap", [1, 2])
@pytest.mark.parametrize("line", [0, 1, 2])
@pytest.mark.parametrize(("word", "amount"), [("合计", 900), ("Total", 1000), ("Summe", 900)])
def test_a_sum_beside_a_table_is_no_column_of_it_and_no_total_line(one, word, amount, line, gap):
    rows = [HEADERS["en"], *SOLD]
    rows[line] = [*rows[line], *[None] * gap, word, amount]
    batch = one({"S": rows}, accept=True)
    receipt = batch.receipt
    assert (receipt.rows_loaded, receipt.amount_loaded, receipt.amount_printed) == (3, 900, amount)
    assert ("agrees with" in notes(batch)) == (amount == 900)
    assert ("⚠" in notes(batch)) == (amount != 900)
    assert list(batch.samples) == HEADERS["en"]


def test_a_sum_in_a_remark_below_that_does_not_agree_is_said(one):
    rows = [
        [*HEADERS["zh"], "备注"],
        *([*row, "x"] for row in SOLD),
        [],
        [None, None, None, "合计：950"],
    ]
    batch = one({"S": rows}, accept=True)
    assert batch.receipt.amount_printed == 950
    assert "⚠ “合计：950”" in notes(batch)
    assert "50.00 apart" in notes(batch)


def test_the_sum_above_several_tables_may_be_that_of_all(drop):
    rows = [["合计：900"], HEADERS["zh"], *SOLD[:2], [], HEADERS["zh"], *SOLD[2:]]
    assert not any("⚠" in notes(batch) for batch in drop({"S": rows}, accept=True))


def test_columns_behind_a_blank_one_stay_columns(one):
    rows = [[*HEADERS["en"], None, "Channel", "Qty"], *([*row, None, "Web", 2] for row in SOLD)]
    batch = one({"S": rows}, accept=True)
    assert {"channel", "quantity"} <= set(batch.receipt.columns)


@pytest.mark.parametrize(
    "text",
    [
        "Total customers: 3", "合计：3单", "Total 2025", "Total: 12 orders", "总计 5 个客户", "去年同期合计：700",
        "目标合计：1000", "Vorjahr Summe: 800", "数量合计：60",
    ],
)  # fmt: skip
def test_a_count_a_year_or_the_sum_of_something_else_is_no_sum_of_sales(text):
    assert printed_in([text]) == ()


@pytest.mark.parametrize(
    ("cells", "amount"),
    [
        (["合计 123,456.00 元"], "123456"),
        (["合計金額", "￥1,234"], "1234"),
        (["Umsatz gesamt: 1.234,56 €"], "1234.56"),
        (["Total général : 1 234,50 €"], "1234.50"),
        (["合计：12.35万"], "123500"),
    ],
)
def test_a_printed_sum_is_read_as_it_is_written(cells, amount):
    [printed] = printed_in(cells)
    assert printed.agrees(Decimal(amount), Decimal(1))
    assert not printed.agrees(Decimal(amount) + 100, Decimal(1))
