from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from salesdash.errors import QuestionError, StoreError
from salesdash.warehouse.imports.load import load
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from tests.stores import batch, fill, warehouse_in

JANUARY = [{"order_date": "2025-01-05", "amount": 7, "channel": "天猫"}]
FEBRUARY = [{"order_date": "2025-02-05", "amount": 5, "channel": "京东"}]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return warehouse_in(tmp_path / "store")


def everything(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    return warehouse.rows("SELECT * FROM loaded.orders ORDER BY import_id, sheet, row")


def test_the_same_file_again_adds_nothing(warehouse: Warehouse, tmp_path: Path):
    fill(warehouse, tmp_path, orders=JANUARY)
    before = everything(warehouse)
    file = tmp_path / "test.csv"
    again = load(warehouse, file, "another name.csv", [batch("orders", JANUARY)])
    assert everything(warehouse) == before
    assert (again[0].rows_loaded, again[0].rows_duplicate) == (0, 1)


def test_undo_restores_what_stood_before(warehouse: Warehouse, tmp_path: Path):
    fill(warehouse, tmp_path, "1.csv", orders=JANUARY)
    before = everything(warehouse)
    second = fill(warehouse, tmp_path, "2.csv", orders=FEBRUARY)
    assert len(everything(warehouse)) == 2
    undo(warehouse, second)
    assert everything(warehouse) == before
    assert Ask(warehouse.query)(["sales"])["sales"].iloc[0] == 7


def test_imports_can_be_undone_in_any_order(warehouse: Warehouse, tmp_path: Path):
    first = fill(warehouse, tmp_path, "1.csv", orders=JANUARY)
    second = fill(warehouse, tmp_path, "2.csv", orders=FEBRUARY)
    undo(warehouse, first)
    undo(warehouse, second)
    assert everything(warehouse) == []
    assert [entry.is_undone for entry in imports(warehouse)] == [True, True]


def test_an_undone_file_can_be_loaded_again(warehouse: Warehouse, tmp_path: Path):
    undo(warehouse, fill(warehouse, tmp_path, orders=JANUARY))
    fill(warehouse, tmp_path, orders=JANUARY)
    assert len(everything(warehouse)) == 1


def test_an_import_that_is_not_there_cannot_be_undone(warehouse: Warehouse):
    with pytest.raises(QuestionError):
        undo(warehouse, 99)


def test_every_commit_raises_the_data_version(warehouse: Warehouse, tmp_path: Path):
    before = warehouse.version
    number = fill(warehouse, tmp_path, orders=JANUARY)
    loaded = warehouse.version
    undo(warehouse, number)
    assert before < loaded < warehouse.version


def test_who_holds_a_state_sees_nothing_of_an_import_until_it_is_let_go(
    warehouse: Warehouse, tmp_path: Path
):
    fill(warehouse, tmp_path, "1.csv", orders=JANUARY)
    with warehouse.state() as state:
        ask = Ask(state.query)
        fill(warehouse, tmp_path, "2.csv", orders=FEBRUARY)
        assert ask(["sales"])["sales"].tolist() == [7]
        assert list(ask.members("channel")) == ["天猫"]
        assert state.version < warehouse.version
    assert Ask(state.query)(["sales"])["sales"].tolist() == [12]


def test_a_failed_import_leaves_nothing_behind(warehouse: Warehouse, tmp_path: Path):
    version = warehouse.version
    file = tmp_path / "x.csv"
    file.write_text("x")
    twice = [batch("orders", JANUARY), batch("targets", [{"period": "2025", "amount": 1}])]
    object.__setattr__(twice[1].receipt, "dataset", "no such dataset")
    with pytest.raises(KeyError):
        load(warehouse, file, "x.csv", twice)
    assert everything(warehouse) == []
    assert imports(warehouse) == []
    assert warehouse.version == version


def test_the_store_opens_again_with_what_was_loaded(tmp_path: Path):
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=JANUARY)
    warehouse.close()
    again = warehouse_in(tmp_path / "store")
    assert Ask(again.query)(["sales"])["sales"].iloc[0] == 7


def test_a_store_of_another_version_takes_our_shape(tmp_path: Path):
    """A model that was a view is a table now, or the other way round."""
    warehouse = warehouse_in(tmp_path / "store")
    fill(warehouse, tmp_path, orders=JANUARY)
    warehouse.bring_up_to_date()
    with warehouse.transaction() as db:
        for model in ("spending", "returned_lines"):
            db.execute(f"DROP TABLE model.{model}")
            db.execute(f"CREATE VIEW model.{model} AS SELECT 1 AS amount")
        db.execute("UPDATE app.state SET shape = 'older'")
    warehouse.close()
    assert Ask(warehouse_in(tmp_path / "store").query)(["sales"]).loc[0, "sales"] == 7


def test_the_original_file_is_kept(warehouse: Warehouse, tmp_path: Path):
    fill(warehouse, tmp_path, orders=JANUARY)
    kept = list(warehouse.uploads.iterdir())
    assert [path.read_bytes() for path in kept] == [(tmp_path / "test.csv").read_bytes()]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '../must-not-be-written'",
        "ATTACH '../must-not-be-written.duckdb'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "INSTALL httpfs",
    ],
)
def test_the_database_is_locked_in_its_folder(warehouse: Warehouse, sql: str):
    with pytest.raises(duckdb.Error):
        warehouse.rows(sql)


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path):
    (tmp_path / "store").write_text("a file")
    with pytest.raises(StoreError):
        Warehouse(tmp_path / "store")


def test_a_damaged_store_names_its_backups(tmp_path: Path):
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "salesdash.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError) as raised:
        Warehouse(folder)
    assert "backups" in raised.value.message.en


def test_the_models_are_built_once_for_all_files_that_came_in(warehouse: Warehouse, tmp_path: Path):
    for n, rows in enumerate((JANUARY, FEBRUARY)):
        fill(warehouse, tmp_path, f"{n}.csv", orders=rows)
    waiting = warehouse.version
    assert Ask(warehouse.query)(["sales"]).loc[0, "sales"] == 12
    assert warehouse.version == waiting + 1
    assert Ask(warehouse.query)(["orders"]).loc[0, "orders"] == 2
    assert warehouse.version == waiting + 1


def test_who_asks_does_not_wait_for_whoever_changes_the_store(warehouse: Warehouse, tmp_path: Path):
    fill(warehouse, tmp_path, orders=JANUARY)
    warehouse.bring_up_to_date()
    with warehouse.transaction() as db:
        db.execute("UPDATE app.state SET next_import = next_import + 1")
    with warehouse.transaction(), ThreadPoolExecutor(1) as another:
        sales = another.submit(lambda: Ask(warehouse.query)(["sales"]).loc[0, "sales"])
        assert sales.result(timeout=30) == 7
