"""A full disk, a held, damaged or missing store: a sentence, and all is well once the cause is gone."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdash.errors import DamagedError, FullError, HeldError, StoreError
from salesdash.incoming.imports import commit, import_file, understand
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store import backups
from salesdash.warehouse.store.backups import FILE
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.held import AGAIN
from tests.attacks import damage, small_disk

LINES = 5_000
SHAPES = ("head", "headers", "blocks", "tail", "empty", "text")


def orders(path: Path, lines: int = LINES, first: int = 0) -> Path:
    rows = (
        f"S{first + n},2025-{n % 12 + 1:02}-05,{n % 97}.5,客户{n % 501}\n" for n in range(lines)
    )
    path.write_text("订单号,日期,金额,客户\n" + "".join(rows), encoding="utf-8")
    return path


def total(warehouse: Warehouse) -> tuple[int, int]:
    frame = warehouse.query("SELECT count(*) AS n, sum(amount) AS s FROM model.order_lines")
    return int(frame["n"][0]), round(float(frame["s"][0] or 0))


@pytest.fixture
def disk() -> Iterator[Path]:
    with small_disk(24 << 20) as folder:
        yield folder


def test_a_full_disk_stops_an_import_and_nothing_else(disk: Path, tmp_path: Path):
    warehouse = Warehouse(disk / "store")
    import_file(warehouse, orders(tmp_path / "1.csv"))
    before = total(warehouse)
    second = orders(tmp_path / "2.csv", 60_000, 500_000)
    batches = understand(warehouse, second, answers={"mode": "append"})
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - (64 << 10)))
    with pytest.raises(FullError) as told:
        commit(warehouse, second, "2.csv", batches)
    assert "磁盘已满" in told.value.message.zh
    assert total(warehouse) == before
    assert len(list(warehouse.uploads.iterdir())) == 1
    ballast.unlink()
    [receipt] = commit(warehouse, second, "2.csv", batches)
    assert receipt.rows_loaded == 60_000
    assert total(warehouse)[0] == LINES + 60_000


@pytest.mark.parametrize("shape", SHAPES)
def test_a_damaged_store_is_told_and_restored(tmp_path: Path, shape: str):
    warehouse = Warehouse(tmp_path / "store")
    import_file(warehouse, orders(tmp_path / "1.csv"))
    before = total(warehouse)
    kept = warehouse.backup()
    warehouse.close()
    damage(warehouse.folder / FILE, shape)
    again = Warehouse(warehouse.folder, at_once=False)
    with pytest.raises(DamagedError) as told:
        total(again)
    assert "backups" in told.value.message.en
    again.restore(backups.find(again.folder, kept.name))
    assert total(again) == before
    assert [b.why for b in backups.kept(again.folder)] == ["replaced", "manual"]
    again.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_without_a_backup_one_can_begin_anew(tmp_path: Path, shape: str):
    warehouse = Warehouse(tmp_path / "store")
    import_file(warehouse, orders(tmp_path / "1.csv"))
    warehouse.close()
    damage(warehouse.folder / FILE, shape)
    again = Warehouse(warehouse.folder, at_once=False)
    again.restore(None)
    assert imports(again) == []
    import_file(again, tmp_path / "1.csv")
    assert total(again)[0] == LINES
    again.close()


def test_a_store_damaged_while_it_is_open_lives_on_without_a_restart(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    import_file(warehouse, orders(tmp_path / "1.csv"))
    before, version = total(warehouse), warehouse.version
    kept = warehouse.backup()
    warehouse.close()
    damage(warehouse.folder / FILE, "blocks")
    for _ in range(2):
        with pytest.raises(DamagedError):
            total(warehouse)
    warehouse.restore(backups.find(warehouse.folder, kept.name))
    assert total(warehouse) == before
    assert warehouse.version > version
    warehouse.close()


def test_a_store_that_is_gone_is_not_an_empty_one(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    import_file(warehouse, orders(tmp_path / "1.csv"))
    before, kept = total(warehouse), warehouse.backup()
    warehouse.close()
    (warehouse.folder / FILE).unlink()
    with pytest.raises(DamagedError, match="is gone"):
        Warehouse(warehouse.folder)
    assert not (warehouse.folder / FILE).exists()
    again = Warehouse(warehouse.folder, at_once=False)
    again.restore(backups.find(again.folder, kept.name))
    assert total(again) == before
    again.close()


HOLDER = (
    "import sys, time; from pathlib import Path; from salesdash.warehouse.store.database import Warehouse\n"
    "warehouse = Warehouse(Path(sys.argv[1])); print('held', flush=True)\n"
    "time.sleep(float(sys.argv[2])); warehouse.close()"
)


def hold(folder: Path, seconds: float) -> "subprocess.Popen[str]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    holder.stdout.close()
    return holder


def test_a_store_held_for_a_moment_is_waited_for(tmp_path: Path):
    holder = hold(tmp_path, 1)
    Warehouse(tmp_path, patience=60).close()
    holder.wait()


def test_a_held_store_is_told_and_opened_once_it_is_free(tmp_path: Path):
    holder = hold(tmp_path, 60)
    warehouse = Warehouse(tmp_path, patience=0, at_once=False)
    with pytest.raises(HeldError):
        imports(warehouse)
    with pytest.raises(HeldError):
        warehouse.restore(None)
    holder.kill()
    holder.wait()
    time.sleep(AGAIN)
    assert imports(warehouse) == []
    warehouse.close()


def test_a_backup_does_not_let_go_of_the_store(tmp_path: Path):
    warehouse = Warehouse(tmp_path / "store")
    warehouse.backup()
    backups.kept(warehouse.folder)
    done = subprocess.run(
        [sys.executable, "-c", HOLDER, str(warehouse.folder), "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "HeldError" in done.stderr
    warehouse.close()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("no folder is read-only for this user")
        with pytest.raises(StoreError, match="cannot be written"):
            Warehouse(tmp_path / "store")
    finally:
        tmp_path.chmod(0o700)


def test_a_disk_that_cannot_be_written_is_told_and_read_on(disk: Path, tmp_path: Path):
    warehouse = Warehouse(disk / "store")
    import_file(warehouse, orders(tmp_path / "1.csv"))
    before = total(warehouse)
    warehouse.close()
    mount = ["mount", "-o", "remount,ro", str(disk)]
    subprocess.run(mount, check=True)
    closed = Warehouse(warehouse.folder, at_once=False)
    with pytest.raises(StoreError, match="cannot be written"):
        total(closed)
    mount[2] = "remount,rw"
    subprocess.run(mount, check=True)
    time.sleep(AGAIN)
    assert total(closed) == before
    closed.close()


def test_a_slow_query_is_noted_without_its_values(tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("salesdash.warehouse.store.state.SLOW", -1.0)
    caplog.set_level("INFO", "salesdash")
    Warehouse(tmp_path).query("SELECT ? AS name", ["张三"])
    assert [line for line in caplog.messages if line.startswith("query of")] == [
        "query of 0.0 s: SELECT ? AS name"
    ]
