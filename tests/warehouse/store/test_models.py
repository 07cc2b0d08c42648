"""Models built again over the views that stand: the same as where all of them are made anew."""

from __future__ import annotations

from typing import Any

import pytest

from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.schema import build_models, create_vocabulary, rows_changed
from tests.stores import fill

ORDERS = [
    {"order_date": f"2025-0{month}-1{month}", "order_id": f"{month}", "amount": month, "region": "华东",
     "channel": "天猫", "customer": name}
    for month, name in enumerate(("甲", "乙", "甲", "丙"), start=1)
]  # fmt: skip
BESIDE: dict[str, list[dict[str, Any]]] = {
    "targets": [{"period": "2025-03", "region": "华东", "amount": 42_000}],
    "spend": [{"date": "2025-01-31", "channel": "天猫", "spend": 40}],
    "market": [{"period": "2025-01", "region": "华东", "market_size": 900}],
    "events": [{"date": "2025-02-01", "event": "大促"}],
}


@pytest.fixture
def warehouse(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    fill(warehouse, tmp_path, "orders.csv", orders=ORDERS)
    warehouse.bring_up_to_date()
    return warehouse


def models(warehouse: Warehouse) -> dict[str, list[str]]:
    """The rows of every model that is a table or a view."""
    named = warehouse.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'model' ORDER BY 1"
    )
    return {
        name: sorted(map(repr, warehouse.rows(f"SELECT * FROM model.{name}"))) for (name,) in named
    }


def made_anew(warehouse: Warehouse) -> dict[str, list[str]]:
    with warehouse.transaction() as db:
        db.execute("DROP SCHEMA model CASCADE")
        create_vocabulary(db)
        rows_changed(db)
        build_models(db)
    return models(warehouse)


def test_rows_that_come_are_in_the_models_that_stand(warehouse, tmp_path):
    fill(warehouse, tmp_path, "beside.csv", **BESIDE)
    with warehouse.transaction() as db:
        db.execute("INSERT INTO app.names VALUES ('customer', '丙', '甲', true, now(), '')")
        rows_changed(db)
    warehouse.bring_up_to_date()

    standing = models(warehouse)
    assert all(
        standing[name]
        for name in ("kept_targets", "spending", "spend_periods", "markets", "events")
    )
    assert standing == made_anew(warehouse)


def test_rows_that_go_are_gone_from_the_models_that_stand(warehouse, tmp_path):
    before = models(warehouse)
    import_id = fill(warehouse, tmp_path, "beside.csv", **BESIDE)
    warehouse.bring_up_to_date()
    assert models(warehouse) != before

    undo(warehouse, import_id)
    warehouse.bring_up_to_date()
    assert models(warehouse) == before
    assert before == made_anew(warehouse)
