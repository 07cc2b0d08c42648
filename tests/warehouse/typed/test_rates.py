"""Rates that people type, and the files that are then read by them."""

from decimal import Decimal
from pathlib import Path

import pytest

from salesdash.errors import EntryError
from salesdash.incoming.imports import import_file
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.rates import currency, rates, set_rate

ORDERS = "日期,金额,币种\n2025-03-05,700,CNY\n2025-03-06,100,CNY\n2025-03-06,10,USD\n"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "store")


def test_a_rate_is_kept_changed_and_taken_back(warehouse: Warehouse):
    set_rate(warehouse, "usd", "2025-03", Decimal("7.17"))
    set_rate(warehouse, "USD", "2025-03", Decimal("7.2"))
    assert rates(warehouse) == {("USD", "2025-03"): Decimal("7.2")}
    set_rate(warehouse, "USD", "2025-03", None)
    assert rates(warehouse) == {}


@pytest.mark.parametrize(
    ("currency", "month", "rate"),
    [
        ("dollar", "2025-03", "7"),
        ("USD", "2025-13", "7"),
        ("USD", "2025-3", "7"),
        ("USD", "2025-03", "0"),
    ],
)
def test_what_is_no_rate_is_said(warehouse: Warehouse, currency: str, month: str, rate: str):
    with pytest.raises(EntryError):
        set_rate(warehouse, currency, month, Decimal(rate))
    assert rates(warehouse) == {}


def test_a_rate_given_with_a_file_is_kept_for_the_next(warehouse: Warehouse, tmp_path: Path):
    file = tmp_path / "1.csv"
    file.write_text(ORDERS, encoding="utf-8")
    [receipt] = import_file(warehouse, file, answers={"rate:USD": "7"})
    assert receipt.amount_loaded == 870
    assert receipt.needs == ()
    assert rates(warehouse) == {("USD", "2025-03"): Decimal(7)}
    file.write_text(ORDERS.replace("-03-0", "-03-1"), encoding="utf-8")
    assert import_file(warehouse, file)[0].amount_loaded == 870


def test_a_rate_given_with_a_file_that_brings_nothing_new_is_not_kept(warehouse: Warehouse, tmp_path: Path):  # fmt: skip
    file = tmp_path / "1.csv"
    file.write_text(ORDERS, encoding="utf-8")
    import_file(warehouse, file, answers={"rate:USD": "7"})
    set_rate(warehouse, "USD", "2025-03", None)
    import_file(warehouse, file, answers={"rate:USD": "8"})
    assert rates(warehouse) == {}


@pytest.mark.parametrize(
    ("first", "own"), [("金额\n2025-03-05,700", "CNY"), ("金额\n2025-03-05,$700", "USD")]
)
def test_the_first_money_decides_in_what_currency_all_is_kept(warehouse: Warehouse, tmp_path: Path, first: str, own: str):  # fmt: skip
    assert currency(warehouse) is None
    file = tmp_path / "1.csv"
    file.write_text(f"日期,{first}\n", encoding="utf-8")
    [receipt] = import_file(warehouse, file)
    assert currency(warehouse) == own
    undo(warehouse, int(receipt.import_id or 0))
    assert currency(warehouse) is None


def test_dollars_are_never_added_to_money_without_a_name(warehouse: Warehouse, tmp_path: Path):
    file = tmp_path / "1.csv"
    file.write_text("日期,金额\n2025-03-05,700\n", encoding="utf-8")
    import_file(warehouse, file)
    file.write_text("日期,金额\n2025-04-05,$700\n", encoding="utf-8")
    [receipt] = import_file(warehouse, file)
    assert "USD" in receipt.needs[0].zh


def test_foreign_money_waits_for_its_rate(warehouse: Warehouse, tmp_path: Path):
    file = tmp_path / "1.csv"
    file.write_text(ORDERS, encoding="utf-8")
    [receipt] = import_file(warehouse, file, accept=True)
    assert (receipt.rows_loaded, receipt.rows_put_aside) == (2, 1)
    set_rate(warehouse, "USD", "2025-03", Decimal("7"))
    file.write_text(ORDERS.replace("-03-0", "-03-1"), encoding="utf-8")
    [receipt] = import_file(warehouse, file, accept=True)
    assert receipt.amount_loaded == 870
