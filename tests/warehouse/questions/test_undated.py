"""Order lines that are stated as cancelled or returned without saying since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import undated_lines
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.schema import rows_changed
from tests.stores import asked, fill, warehouse_in

DAY = date(2025, 3, 31)
MANY = 300_000  # rows, of which those that are left fill fewer parts of the table than before
MOVED = "SELECT sum(rowid) FROM loaded.orders"


def test_cancelled_and_returned_lines_count_where_no_sheet_dates_them(tmp_path: Path):
    def line(n: int, status: str | None, amount: int = 9) -> dict[str, object]:
        return {
            "order_id": f"O{n}",
            "order_date": f"2025-03-{n:02}",
            "amount": amount,
            "status": status,
        }

    statuses = ("returned", "returned", "cancelled", None, "returned", "cancelled")
    orders = [line(n, status) for n, status in enumerate(statuses, start=1)]
    back = [{"order_id": "O2", "date": "2025-03-20"}]
    ask = asked(tmp_path, orders=[*orders, line(9, "returned", -4)], returns=back)
    assert [undated_lines(ask, date(2025, 3, day)) for day in (1, 2, 3, 5, 31)] == [1, 1, 2, 3, 5]


def test_lines_are_the_same_after_the_store_has_moved_its_rows(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    of_each = ("cancelled", "returned", "completed")
    fill(warehouse, tmp_path, orders=[
        {"order_id": f"O{n}", "order_date": "2025-03-01", "amount": 9, "status": status}
        for n, status in enumerate(of_each)
    ])  # fmt: skip
    _leave_every_other_of_many(warehouse)
    ask, rows = Ask(warehouse.query), warehouse.rows(MOVED)
    counted = [undated_lines(ask, DAY)]
    warehouse.backup()  # for which the rows are laid together, where that has not been done yet
    with warehouse.transaction(beside=True):
        pass
    assert warehouse.rows(MOVED) != rows, "the rows stand where they stood: nothing is tried here"
    assert [*counted, undated_lines(ask, DAY)] == [1 + 1 + MANY // 6] * 2


def _leave_every_other_of_many(warehouse: Warehouse) -> None:
    with warehouse.transaction() as db:
        db.execute(
            "INSERT INTO loaded.orders (import_id, sheet, row, order_id, order_date, amount, status) "
            "SELECT 2, 'many', i, 'P' || i, DATE '2025-03-02', 9, if(i % 3 = 0, 'returned', 'completed') "
            "FROM range(?) AS t(i)",
            [MANY],
        )
    with warehouse.transaction() as db:
        db.execute("DELETE FROM loaded.orders WHERE sheet = 'many' AND row % 2 = 1")
        rows_changed(db)
