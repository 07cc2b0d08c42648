"""A receipt kept is the receipt given."""

from datetime import date
from decimal import Decimal

from salesdash.receipt import Receipt
from salesdash.text import Text
from salesdash.warehouse.imports.receipts import read, receipts_of, written
from salesdash.warehouse.store.database import Warehouse
from tests.stores import fill

GIVEN = Receipt(
    "3月.xlsx",
    "销售明细",
    "orders",
    Text("原因", "reason"),
    rows_read=12,
    rows_loaded=9,
    rows_left_out=2,
    rows_put_aside=1,
    amount_loaded=Decimal("98765432109876.1234"),
    amount_printed=Decimal("0.10"),
    first_date=date(2025, 3, 1),
    columns={"amount": "金额"},
    import_id=7,
    needs=(Text("问？", "Ask?"),),
    notes=(Text("一", "one"), Text("二", "two")),
)


def test_every_part_comes_back_and_no_amount_is_rounded():
    assert read(written(GIVEN)) == GIVEN
    assert read(written(Receipt("a.csv", ""))) == Receipt("a.csv", "")


def test_an_import_has_the_receipts_of_its_tables_in_their_order(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    orders = [{"order_date": "2025-03-01", "amount": 5, "order_id": "1"}]
    spend = [{"date": "2025-03-01", "spend": 2}]
    number = fill(warehouse, tmp_path, spend=spend, orders=orders)
    assert [receipt.dataset for receipt in receipts_of(warehouse, number)] == ["spend", "orders"]
    assert receipts_of(warehouse, number + 1) == []
