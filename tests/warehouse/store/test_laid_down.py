"""Columns of the order lines that nothing fills are not laid down; whatever fills one, its values are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.laid_down import FILLED_BY
from salesdash.warehouse.store.schema import rows_changed
from tests.stores import fill, warehouse_in

Rows = list[dict[str, Any]]
LINE = {"order_date": "2025-03-01", "order_id": "1", "amount": 8, "customer": "甲", "product": "灯",
        "salesperson": "张伟"}  # fmt: skip
PLAIN = {"unit_price": 4, "province": "浙江", "city": "杭州", "subcategory": "台灯", "promotion": "大促",
         "ship_date": "2025-03-04", "segment": "企业"}  # fmt: skip
# An order that is taken back, and one after it.
UNDONE = [
    LINE,
    {**LINE, "order_date": "2025-03-05", "amount": -8},
    {**LINE, "order_date": "2025-03-09", "order_id": "2"},
]


def of_orders(column: str) -> dict[str, Rows]:
    return {"orders": [{**LINE, column: PLAIN[column]}]}


FILES: list[tuple[str, Any]] = [
    *((column, of_orders(column)) for column in PLAIN),
    ("segment", {"orders": [LINE], "customers": [{"customer": "甲", "segment": "企业"}]}),
    ("industry", {"orders": [LINE], "customers": [{"customer": "甲", "industry": "零售"}]}),
    ("team", {"orders": [LINE], "people": [{"salesperson": "张伟", "team": "一组"}]}),
    ("core", {"orders": [LINE], "products": [{"product": "灯", "core": True}]}),
    ("undone_on", {"orders": UNDONE}),
    ("first_from", {"orders": UNDONE}),
]
DECIDED = [
    ("segment", "INSERT INTO app.customer_decisions VALUES (1, '甲', 'segment', '企业', '', DATE '2025-01-01', now(), '')"),
    ("core", "INSERT INTO model.core_products VALUES ('灯', true)"),
    ("written", "INSERT INTO app.names VALUES ('customer', '甲', '甲公司', true, now(), '')"),
]  # fmt: skip


@pytest.fixture
def warehouse(tmp_path):
    return warehouse_in(tmp_path / "store")


def filled(warehouse: Warehouse, column: str, model: str = "order_lines") -> int:
    return int(warehouse.query(f"SELECT count({column}) AS n FROM model.{model}")["n"].iloc[0])


def laid_down(warehouse: Warehouse) -> set[str]:
    return set(warehouse.query("SELECT * FROM model.lines LIMIT 0").columns)


def test_every_source_of_a_column_is_tried_here():
    tried = [column for column, _ in (*FILES, *DECIDED)]
    assert sorted(tried) == sorted(c for c, rows in FILLED_BY.items() for _ in rows)


def test_what_nothing_fills_is_shown_and_not_laid_down(warehouse, tmp_path):
    fill(warehouse, tmp_path, orders=[LINE])
    assert [filled(warehouse, column) for column in FILLED_BY] == [0] * len(FILLED_BY)
    assert not laid_down(warehouse) & set(FILLED_BY)


@pytest.mark.parametrize(("column", "rows"), FILES, ids=range(len(FILES)))
def test_what_files_fill_is_shown(warehouse, tmp_path, column: str, rows: Any):
    fill(warehouse, tmp_path, **rows)
    assert filled(warehouse, column) == filled(warehouse, column, "found_lines") > 0
    assert column in laid_down(warehouse)


@pytest.mark.parametrize(("column", "decision"), DECIDED, ids=[column for column, _ in DECIDED])
def test_what_is_decided_fills_too_what_was_not_laid_down(
    warehouse, tmp_path, column: str, decision: str
):
    fill(warehouse, tmp_path, orders=[LINE])
    assert filled(warehouse, column) == 0
    decide(warehouse, lambda db: db.execute(decision))
    assert filled(warehouse, column) == 1


def decide(warehouse: Warehouse, work: Callable[[duckdb.DuckDBPyConnection], object]) -> None:
    with warehouse.transaction() as db:
        work(db)
        rows_changed(db)
