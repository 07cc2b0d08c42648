"""A line for the order and lines for its items below: both say the money, which counts once."""

from __future__ import annotations

from typing import Any

import pytest

ORDERS = {
    "S1": (("Lamp", 1, 10), ("Chair", 2, 20)),
    "S2": (("Lamp", 3, 10),),
    "S3": (("Desk", 1, 90),),
}
TOTAL = 50 + 30 + 90


def lines(*, numbered: bool = False, wrong: bool = False) -> dict[str, list[list[Any]]]:
    rows: list[list[Any]] = [["Order", "Date", "Customer", "Item", "Qty", "Price", "Amount"]]
    for n, (order, items) in enumerate(ORDERS.items(), 1):
        said = sum(qty * price for _, qty, price in items) + (7 if wrong else 0)
        rows.append([order, f"2025-03-0{n}", f"Client {n}", None, None, None, said])
        rows += [
            [
                order if numbered else None,
                None,
                None,
                item,
                qty,
                price,
                qty * price,
            ]
            for item, qty, price in items
        ]
    return {"S": rows}


@pytest.mark.parametrize("numbered", [False, True])
def test_the_total_of_an_order_above_its_items_counts_once(one, numbered):
    batch = one(lines(numbered=numbered))
    assert (batch.receipt.amount_loaded, batch.receipt.rows_loaded, batch.receipt.needs) == (
        TOTAL,
        4,
        (),
    )
    assert batch.rows["order_id"].to_pylist() == ["S1", "S1", "S2", "S3"]
    assert batch.rows["customer"].to_pylist() == ["Client 1", "Client 1", "Client 2", "Client 3"]
    assert {str(day) for day in batch.rows["order_date"].to_pylist()} == {
        f"2025-03-0{n}" for n in (1, 2, 3)
    }
    assert any("整单的合计" in note.zh for note in batch.receipt.notes)


def test_lines_that_do_not_come_to_what_is_above_them_are_all_kept(one):
    assert one(lines(wrong=True), accept=True).receipt.rows_read == 7
