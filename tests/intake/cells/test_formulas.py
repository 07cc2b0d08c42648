"""Formulas: what is stored counts, what is not is told with its cell; text that looks like one stays."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from salesdash.intake import take_in

HEADERS = ["订单编号", "订单日期", "客户名称", "数量", "单价", "销售额", "成本"]


def _book(path, amount, cost="=D{r}*2"):
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADERS)
    for row in range(2, 12):
        line = [f"A{row}", date(2025, 1, row), "甲", 2, 5]
        sheet.append([*line, amount(row), cost.format(r=row)])
    book.save(path)
    return take_in(path)[0]


def test_a_formula_without_its_result_is_put_aside_with_its_cell_and_what_to_do(tmp_path):
    batch = _book(tmp_path / "book.xlsx", lambda r: f"=D{r}*E{r}" if r == 5 else 10)
    [entry] = batch.put_aside
    assert (entry.row, entry.column, entry.addresses) == (5, "销售额", ("F5",))
    assert "保存一次" in entry.reason.zh
    assert "save it once" in entry.reason.en
    assert batch.receipt.amount_loaded == 90
    assert any("G2" in note.zh and "成本" in note.zh for note in batch.receipt.notes)


def test_a_column_that_was_never_computed_is_told_and_no_other_column_takes_its_place(
    tmp_path,
):
    batch = _book(tmp_path / "book.xlsx", lambda r: f"=D{r}*E{r}")
    assert (batch.rows, batch.questions) == (None, ())
    assert "“销售额”整列都是公式" in batch.receipt.reason.zh
    assert "保存一次" in batch.receipt.reason.zh


def test_a_column_that_no_row_needs_may_be_uncomputed(tmp_path):
    batch = _book(tmp_path / "book.xlsx", lambda r: 10)
    assert (batch.receipt.rows_loaded, batch.receipt.amount_loaded) == (10, 100)
    assert any("G2" in note.zh for note in batch.receipt.notes)


def test_stored_results_count(one):
    rows: list[list[object]] = [[*HEADERS]]
    rows += [
        [f"A{r}", date(2025, 1, r), "甲", 2, 5, f"=D{r}*E{r}→{r * 10}", 1] for r in range(2, 9)
    ]
    assert one({"订单": rows}).receipt.amount_loaded == 350


HOSTILE = [
    '=HYPERLINK("http://example.com","x")',
    "+1+1",
    "@SUM(A1:A9)",
    "-2+3",
    "<script>alert(1)</script>",
    "<b>粗</b>",
    "**粗** [x](javascript:alert(1))",
    "'; DROP TABLE orders; --",
    "$x^2$ :red[x]",
    "{amount}",
    "%s %(x)s",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_cell_stays_text(one, text):
    quoted = text.replace('"', '""')
    lines = "".join(f'2025-01-0{d},"{quoted}",5,"{quoted}"\n' for d in range(1, 6))
    for content in (
        f'日期,客户名称,金额,"备注{quoted}"\n' + lines,
        {
            "订单": [
                ["日期", "客户名称", "金额", "备注" + text],
                *[["2025-01-01", text, 5, text]] * 5,
            ]
        },
    ):
        batch = one(content)
        assert batch.rows["customer"].to_pylist() == [text] * 5
        assert batch.rows["extra"][0].as_py() == [("备注" + text, text)]
        assert batch.receipt.amount_loaded == 25


@pytest.mark.parametrize("text", HOSTILE)
def test_such_text_in_the_place_of_a_number_is_shown_as_it_stands(one, text):
    quoted = text.replace('"', '""')
    good = "".join(f"2025-01-0{d},甲,5\n" for d in range(1, 9))
    [entry] = one("日期,客户名称,金额\n" + good + f'2025-01-09,甲,"{quoted}"\n').put_aside
    assert entry.value == text
    assert text in entry.reason.zh
    assert text in entry.reason.en
