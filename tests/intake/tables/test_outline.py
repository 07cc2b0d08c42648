"""Pivot tables as they are pasted: groups and their members in one column, two months across."""

from __future__ import annotations

import pytest

HEAD: list[list[object]] = [["求和项:销售额", "列标签"], ["行标签", "1月", "2月", "总计"]]
ROWS = [("华东", 60, 120), ("张伟", 40, 80), ("李娜", 20, 40), ("华南", 50, 60), ("王强", 50, 60)]


def pivot(rows: list[tuple[str, int, int]], total: tuple[int, int]) -> list[list[object]]:
    lines = [[name, one, two, one + two] for name, one, two in rows]
    return [*HEAD, *lines, ["总计", *total, sum(total)]]


def test_groups_that_sum_up_their_members_count_once_and_stay(one):
    batch = one({"透视": pivot(ROWS, (110, 180))}, answers={"year": "2025"})
    assert batch.receipt.amount_loaded == batch.receipt.amount_printed == 290
    assert set(batch.rows["region"].to_pylist()) == {"华东", "华南"}
    assert any("其下各行之和" in note.zh for note in batch.receipt.notes)


@pytest.mark.parametrize("language", ["行标签", "Row Labels"])
def test_in_a_list_as_well(one, language):
    rows = [["North", 30], ["Ann", 10], ["Bob", 20], ["South", 15], ["Cy", 15], ["Grand Total", 45]]
    receipt = one({"p": [[language, "Sum of Sales"], *rows]}, answers={"period": "2025-03"}).receipt
    assert (receipt.amount_loaded, receipt.amount_printed) == (45, 45)


def test_what_does_not_add_up_is_left_as_it_is_and_asked_about(one):
    rows = [("华东", 60, 120), ("张伟", 41, 80), ("李娜", 20, 40), ("华南", 50, 60)]
    batch = one({"透视": pivot(rows, (110, 180))}, answers={"year": "2025"})
    assert "total" in [question.key for question in batch.questions]


def test_two_months_across_are_months(one):
    batch = one(
        "区域,1月,2月\n华东,10,20\n华南,5,6\n", answers={"year": "2025", "measure": "sales"}
    )
    assert batch.receipt.amount_loaded == 41
    assert {str(day) for day in batch.rows["order_date"].to_pylist()} == {
        "2025-01-01",
        "2025-02-01",
    }
