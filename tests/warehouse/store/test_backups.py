"""Copies of the store: when they are made, what is kept of them, and the way back and forth."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from salesdash.catalog.risks.risk import Risk
from salesdash.errors import FileError, StoreError
from salesdash.incoming.imports import import_file
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store import backups, care, held, troubles
from salesdash.warehouse.store.backups import FILE, FOLDER
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.register import Register

ORDERS = "日期,金额\n2025-01-05,{}\n2025-01-09,5\n"


def drop(warehouse: Warehouse, folder: Path, amount: int) -> int:
    file = folder / f"{amount}.csv"
    file.write_text(ORDERS.format(amount).replace("2025", str(2000 + amount)), encoding="utf-8")
    return int(import_file(warehouse, file)[0].import_id or 0)


def files(warehouse: Warehouse) -> list[str]:
    return [entry.file for entry in imports(warehouse) if not entry.is_undone]


def whys(warehouse: Warehouse) -> list[str]:
    return [backup.why for backup in backups.kept(warehouse.folder)]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "store")


def test_a_backup_says_what_is_in_it(warehouse: Warehouse, tmp_path: Path):
    drop(warehouse, tmp_path, 7)
    warehouse.backup()
    [backup] = backups.kept(warehouse.folder)
    assert backup.contents == warehouse.contents()
    assert backup.size == backup.path.stat().st_size
    assert abs((datetime.now(UTC) - backup.at).total_seconds()) < 60


def test_what_a_restore_loses_is_named_and_a_restore_can_be_undone(
    warehouse: Warehouse, tmp_path: Path
):
    first = drop(warehouse, tmp_path, 7)
    warehouse.backup()
    drop(warehouse, tmp_path, 8)
    undo(warehouse, first)
    Register(warehouse).add(Risk("断供", "market", "", "张三", 3, 3))
    [backup] = backups.kept(warehouse.folder)
    assert backup.contents
    lost = backups.lost(warehouse.contents(), backup.contents)
    assert (lost.imports, lost.undone, lost.edits) == (("8.csv",), ("7.csv",), {"risk": 1})
    warehouse.restore(backup)
    assert (files(warehouse), Register(warehouse).risks()) == (["7.csv"], [])
    newest = backups.kept(warehouse.folder)[0]
    assert newest.why == "restore"
    warehouse.restore(newest)
    assert files(warehouse) == ["8.csv"]
    assert [risk.title for risk in Register(warehouse).risks()] == ["断供"]


def test_an_answer_from_before_a_restore_is_not_taken_for_one_after_it(
    warehouse: Warehouse, tmp_path: Path
):
    drop(warehouse, tmp_path, 7)
    warehouse.backup()
    drop(warehouse, tmp_path, 8)
    seen = {warehouse.version}
    warehouse.restore(backups.kept(warehouse.folder)[0])
    for amount in (9, 10, 11):
        seen.add(warehouse.version)
        drop(warehouse, tmp_path, amount)
    assert len(seen) == 4


def test_a_day_with_changes_has_a_backup_and_one_without_has_none(
    warehouse: Warehouse, tmp_path: Path
):
    care.daily(warehouse)
    assert whys(warehouse) == []
    drop(warehouse, tmp_path, 7)
    care.daily(warehouse)
    care.daily(warehouse)
    assert whys(warehouse) == ["daily"]
    drop(warehouse, tmp_path, 8)
    care.daily(warehouse)
    assert whys(warehouse) == ["daily"]
    [made] = backups.kept(warehouse.folder)
    made.path.rename(made.path.with_name("20250101-120000-daily.duckdb"))
    care.daily(warehouse)
    assert whys(warehouse) == ["daily", "daily"]


def test_a_backup_waits_for_who_reads_a_state_from_before_a_model_was_made_anew(
    warehouse: Warehouse, tmp_path: Path
):
    drop(warehouse, tmp_path, 10)
    has_begun, may_leave = threading.Event(), threading.Event()

    def read() -> None:
        with warehouse.state() as state:
            state.query("SELECT count(*) FROM model.order_lines")
            has_begun.set()
            may_leave.wait(30)

    reader = threading.Thread(target=read)
    reader.start()
    assert has_begun.wait(30)
    drop(warehouse, tmp_path, 20)
    warehouse.bring_up_to_date()
    with ThreadPoolExecutor() as pool:
        backup = pool.submit(warehouse.backup, "daily")
        assert not wait([backup], timeout=0.5).done
        may_leave.set()
        assert backup.result(30).exists()
    reader.join()


def test_a_backup_that_is_waited_for_in_vain_says_so_and_changes_nothing(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(held, "TURN", 0.2)
    drop(warehouse, tmp_path, 10)
    with warehouse.state() as state:
        state.query("SELECT count(*) FROM model.order_lines")
        drop(warehouse, tmp_path, 20)
        warehouse.bring_up_to_date()
        with pytest.raises(StoreError) as caught:
            warehouse.backup()
    assert caught.value.message == troubles.BUSY
    assert whys(warehouse) == []
    assert warehouse.backup().exists()


def test_the_newest_seven_and_one_a_month_are_kept(warehouse: Warehouse):
    made = warehouse.backup()
    content = made.read_bytes()
    made.unlink()
    stamps = [f"2025{month:02}{day:02}-120000" for month in (1, 2, 3) for day in range(1, 7)]
    for stamp in stamps:
        (warehouse.folder / FOLDER / f"{stamp}-daily.duckdb").write_bytes(content)
    backups.thin_out(warehouse.folder)
    kept = [f"{b.at:%m%d}" for b in backups.kept(warehouse.folder)]
    assert kept == ["0306", "0305", "0304", "0303", "0302", "0301", "0206", "0106"]


def test_a_store_of_an_older_version_is_copied_before_it_is_changed(
    warehouse: Warehouse, tmp_path: Path
):
    drop(warehouse, tmp_path, 7)
    warehouse.close()
    with duckdb.connect(str(warehouse.folder / FILE)) as db:
        db.execute("DELETE FROM app.migrations WHERE name = '006_models_due.sql'")
        db.execute("ALTER TABLE app.state DROP COLUMN models_due")
    again = Warehouse(warehouse.folder)
    assert whys(again) == ["migration"]
    assert files(again) == ["7.csv"]
    again.close()
    assert whys(Warehouse(again.folder)) == ["migration"]


def test_a_backup_from_elsewhere_is_put_back(warehouse: Warehouse, tmp_path: Path):
    drop(warehouse, tmp_path, 7)
    made = warehouse.backup()
    content = made.read_bytes()
    made.unlink()
    drop(warehouse, tmp_path, 8)
    path = backups.take_in(warehouse.folder, content, "mine.duckdb")
    warehouse.restore(backups.find(warehouse.folder, path.name))
    assert files(warehouse) == ["7.csv"]


@pytest.mark.parametrize("damage", ["cut", "other", "foreign"])
def test_what_is_no_backup_is_not_put_back(warehouse: Warehouse, tmp_path: Path, damage: str):
    made = warehouse.backup()
    content = made.read_bytes()
    made.unlink()
    if damage == "foreign":
        with duckdb.connect(str(tmp_path / "other.duckdb")) as db:
            db.execute("CREATE TABLE t AS SELECT 1 AS i")
        content = (tmp_path / "other.duckdb").read_bytes()
    bad = {"cut": content[: len(content) // 2], "other": b"PK\x03\x04" * 999, "foreign": content}
    with pytest.raises(FileError):
        backups.take_in(warehouse.folder, bad[damage], "mine.duckdb")
    assert list((warehouse.folder / FOLDER).iterdir()) == []


def test_a_damaged_backup_is_not_restored_and_a_damaged_store_not_backed_up(
    warehouse: Warehouse, tmp_path: Path
):
    drop(warehouse, tmp_path, 7)
    made = warehouse.backup()
    content = made.read_bytes()
    made.write_bytes(content[: len(content) // 2])
    [backup] = backups.kept(warehouse.folder)
    with pytest.raises(FileError):
        warehouse.restore(backup)
    assert files(warehouse) == ["7.csv"]


def test_originals_that_are_gone_are_named(warehouse: Warehouse, tmp_path: Path):
    drop(warehouse, tmp_path, 7)
    undone = drop(warehouse, tmp_path, 8)
    undo(warehouse, undone)
    assert care.missing_originals(warehouse) == []
    for original in warehouse.uploads.iterdir():
        original.unlink()
    assert care.missing_originals(warehouse) == ["7.csv"]


def test_on_the_command_line(warehouse: Warehouse, tmp_path: Path):
    drop(warehouse, tmp_path, 7)
    warehouse.close()

    def salesdash(*arguments: str) -> tuple[int, str]:
        command = [
            sys.executable,
            "-m",
            "salesdash",
            "--store",
            str(warehouse.folder),
            "--lang",
            "en",
        ]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert salesdash("backup")[0] == 0
    [backup] = backups.kept(warehouse.folder)
    again = Warehouse(warehouse.folder)
    drop(again, tmp_path, 8)
    again.close()
    code, told = salesdash("status")
    assert code == 0
    assert backup.name in told
    code, told = salesdash("restore")
    assert code == 2
    assert backup.name in told
    code, told = salesdash("restore", backup.name)
    assert code == 0
    assert "8.csv" in told
    assert salesdash("restore", "none")[0] == 2
    (warehouse.folder / FILE).write_bytes(b"no database" * 1000)
    code, told = salesdash("status")
    assert code == 2
    assert "damaged" in told
    assert backup.name in told
    assert "Traceback" not in told
    assert salesdash("ask", "sales")[0] == 2
    assert salesdash("restore", backup.name)[0] == 0
    assert "¥12.00" in salesdash("ask", "sales")[1]
