"""What is hidden in a workbook counts, is said, and is left out where the user wants that."""

from __future__ import annotations

import pytest
import xlsxwriter

from salesdash.intake import take_in

ROWS: list[list[str | int]] = [
    ["日期", "大区", "客户", "成本", "销售额"],
    ["2025-03-01", "华东", "甲公司", 4, 10],
    ["2025-03-02", "华东", "乙公司", 8, 20],
    ["2025-03-03", "华南", "丙公司", 12, 30],
]


@pytest.fixture
def loaded(tmp_path):
    """What comes in of a workbook with hidden rows (from 1) and columns (letters)."""

    def taken(rows, unseen_rows=(), unseen_columns=(), **answers):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet("订单")
            for r, row in enumerate(rows):
                page.write_row(r, 0, row)
            for row in unseen_rows:
                page.set_row(row - 1, None, None, {"hidden": True})
            for letters in unseen_columns:
                page.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
        [batch] = take_in(path, answers=answers)
        return batch

    return taken


def test_hidden_rows_are_counted_and_said(loaded):
    batch = loaded(ROWS, unseen_rows=[2])
    assert batch.receipt.rows_loaded == 3
    assert any("隐藏" in note.zh and "1 行" in note.zh for note in batch.receipt.notes)


def test_hidden_rows_can_be_left_out(loaded):
    receipt = loaded(ROWS, unseen_rows=[3], hidden="leave_out").receipt
    assert (receipt.rows_read, receipt.rows_loaded, receipt.rows_left_out) == (3, 2, 1)
    assert receipt.amount_loaded == 40


def test_hidden_columns_are_read_and_named(loaded):
    batch = loaded(ROWS, unseen_columns=["D"])
    assert batch.rows["cost"].to_pylist() == [4, 8, 12]
    assert any("“成本”在文件里是隐藏列" in note.zh for note in batch.receipt.notes)


def test_hidden_columns_can_be_left_out(loaded):
    batch = loaded(ROWS, unseen_columns=["B", "D"], hidden_columns="leave_out")
    assert not {"cost", "region"} & set(batch.rows.column_names)
    assert batch.receipt.amount_loaded == 60


def test_of_two_columns_of_one_name_the_one_in_sight_counts(loaded):
    rows = [[*row, amount] for row, amount in zip(ROWS, ("销售额", 11, 21, 31), strict=True)]
    assert loaded(rows, unseen_columns=["E"]).receipt.amount_loaded == 63
    assert loaded(rows, unseen_columns=["F"]).receipt.amount_loaded == 60


def test_hidden_months_of_a_cross_table_count(loaded):
    rows = [
        ["2025年销售额"],
        ["大区", "1月", "2月", "3月", "4月"],
        ["华东", 1, 2, 3, 0],
        ["华南", 4, 5, 6, 0],
    ]
    months = {"month_as_day": "first_day"}
    assert loaded(rows, unseen_columns=["B"], **months).receipt.amount_loaded == 21
    left_out = months | {"hidden_columns": "leave_out"}
    assert loaded(rows, unseen_columns=["B"], **left_out).receipt.amount_loaded == 16


def test_what_is_hidden_is_a_choice_that_nothing_waits_for(loaded):
    batch = loaded(ROWS, unseen_rows=[2], unseen_columns=["D"])
    assert not batch.questions
    assert {choice.key: choice.guess for choice in batch.choices} == {
        "hidden": "count",
        "hidden_columns": "count",
    }


def test_nothing_is_said_of_a_workbook_that_hides_nothing(loaded):
    batch = loaded(ROWS)
    assert not batch.choices
    assert not any("隐藏" in note.zh for note in batch.receipt.notes)
