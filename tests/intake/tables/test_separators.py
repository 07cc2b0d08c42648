"""A header row with one separator too few or too many is read where the values tell how."""

from __future__ import annotations

import pytest

HEAD = "DATE,TIME,Qty,PRODUCTID,Price,Comments"
ROWS = [f"2025-03-0{n},10:0{n},{n},MG-{n}769,7{n}.50,good,," for n in range(1, 6)]
SALES = sum(n * (70.5 + n) for n in range(1, 6))


def file(head, rows=ROWS, cut=2):
    return "\n".join([head, *(row[: len(row) - cut] for row in rows)])


@pytest.mark.parametrize(
    "head",
    [
        "DATETIME,Qty,PRODUCTID,Price,Comments",
        "DATE,TIMEQty,PRODUCTID,Price,Comments",
        "DATE,TIME,QtyPRODUCTID,Price,Comments",
        "DATE,TIME,Qty,PRODUCTIDPrice,ProductType",
        "DATE,,TIME,Qty,PRODUCTID,Price,Comments",
        "DATE,TIME,,Qty,PRODUCTID,Price,Comments",
        "DATE,TIME,Qty,PRODUCTID,,Price,Comments",
    ],
)
def test_the_names_over_which_all_figures_stand_are_taken_and_said(one, head):
    receipt = one(file(head)).receipt
    assert (receipt.needs, float(receipt.amount_loaded or 0)) == ((), SALES)
    names = "DATE, TIME, Qty, PRODUCTID, Price"
    assert any(names in note.zh and names in note.en for note in receipt.notes)


def test_where_nothing_tells_it_is_asked(one):
    head = "DATE,TIME,Qty,PRODUCTID,Price,,Comments"
    assert [q.key for q in one(file(head)).questions] == ["headers"]


@pytest.mark.parametrize(
    ("head", "cut"),
    [(HEAD, 2), (HEAD, 1), ("DATE,TIME,Qty,PRODUCTID,Price,ProductName", 1), (f"{HEAD},", 2)],
)
def test_a_separator_behind_all_rows_moves_no_name(one, head, cut):
    receipt = one(file(head, cut=cut), accept=True).receipt
    assert float(receipt.amount_loaded or 0) == SALES
    assert not any("分隔符" in note.zh for note in receipt.notes)
