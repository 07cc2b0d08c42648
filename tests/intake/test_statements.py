"""What a table is told to be is true: days are no months, and an amount that stands there is there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesdash.incoming.outcome import outcomes
from salesdash.intake import take_in
from tests.intake.conftest import write_workbook


@pytest.mark.parametrize(
    "days",
    [
        ["3月1日", "3月2日", "3月12日"],
        ["Mar 1", "Mar 2", "Mar 12"],
        ["March 1", "March 2", "March 12"],
        ["1. März", "2. März", "12. März"],
        ["1 mars", "2 mars", "12 mars"],
        ["1 de marzo", "2 de marzo", "12 de marzo"],
    ],
)
def test_days_without_a_year_are_asked_for_it_and_not_called_months(one, days):
    rows = [["Date", "Customer", "Sales"], *([day, "A", 100] for day in days)]
    waits = one({"S": rows})
    [question] = waits.questions
    assert question.key == "year"
    assert days[0] in question.text.en
    assert "month" not in question.text.en
    receipt = one({"S": rows}, answers={"year": "2025"}).receipt
    assert (receipt.amount_loaded, receipt.first_date, receipt.last_date) == (
        300,
        date(2025, 3, 1),
        date(2025, 3, 12),
    )


def test_months_without_a_year_are_told_where_they_are_booked(one):
    rows = [["Month", "Customer", "Sales"], *([m, "A", 100] for m in ("Mar", "Apr", "May"))]
    [question] = one({"S": rows}).questions
    assert "booked on its last day" in question.text.en


def test_a_year_and_its_months_are_named_together(one):
    told = one("Jahr;Monat;Region;Umsatz\n2024;Januar;Nord;10,50\n2024;März;Süd;20,00\n")
    assert any("“Jahr + Monat”" in note.en for note in told.receipt.notes)


def test_no_amount_is_denied_that_stands_there(one):
    lines = "".join(f"2025-03-0{n},{'AB'[n % 2]},{n},{5 + n % 2}\n" for n in range(1, 9))
    batch = one("Date,Product,Qty,Amount\n" + lines, accept=True)
    notes = [note.en for note in batch.receipt.notes]
    assert "Sales = “Qty” × “Amount”." in notes
    assert not any("no amount" in note for note in notes)


def test_whether_days_are_sums_of_months_is_asked_once_for_all_blocks_of_a_file(tmp_path):
    days = [date(2025, month, 1) for month in (1, 2, 3)]
    blocks: list[list[Any]] = [
        ["业务员：张三"], ["日期", "产品", "销售额"], *([day, "A", 100] for day in days), [],
        ["业务员：李四"], ["日期", "型号", "金额"], *([day, "A", 150] for day in days),
    ]  # fmt: skip
    path = tmp_path / "blocks.xlsx"
    write_workbook(path, {"S": blocks})
    batches = take_in(path)
    told = list(outcomes(batches, [batch.receipt for batch in batches]))
    assert [list(outcome.questions) for outcome in told] == [["sums_as_day"], []]
    assert "one answer serves all" in told[1].in_words.en
    done = take_in(path, answers={"sums_as_day": "day"})
    assert sum(batch.receipt.amount_loaded or 0 for batch in done) == 750
