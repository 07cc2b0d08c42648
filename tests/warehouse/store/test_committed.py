"""What was committed is in the store as it opens, or its lack is told, with a way to go on."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from salesdash.__main__ import main
from salesdash.catalog.actions import Action
from salesdash.errors import DamagedError, HeldError, LackingError, StoreError
from salesdash.incoming.imports import import_file
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store import backups, committed, troubles
from salesdash.warehouse.store.backups import FILE, log_of
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions

# Imports a second file and dies: what it committed stands in the log alone.
COMMIT_AND_DIE = """
import os, sys
from pathlib import Path
from salesdash.incoming.imports import import_file
from salesdash.warehouse.store.database import Warehouse
warehouse = Warehouse(Path(sys.argv[1]))
import_file(warehouse, Path(sys.argv[2]))
os._exit(9)
"""
ROOT = Path(__file__).resolve().parents[3]
Spoil = Callable[[Path], object]


def _keep(part: float) -> Spoil:
    return lambda log: os.truncate(log, int(log.stat().st_size * part))


def _flip(log: Path) -> None:
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 0xFF
    log.write_bytes(content)


def _foreign(log: Path) -> None:
    """The log of another store, which was killed too."""
    shutil.copyfile(log_of(_killed(log.parent.parent / "other")), log)


SPOILT: dict[str, Spoil] = {
    "random": lambda log: log.write_bytes(random.Random(1).randbytes(5000)),
    "zeros": lambda log: log.write_bytes(bytes(5000)),
    "text": lambda log: log.write_bytes(b"no log"),
    "empty": lambda log: log.write_bytes(b""),
    "gone": lambda log: log.unlink(),
    "cut off at once": _keep(0.001),
    "cut off early": _keep(0.25),
    "cut off late": _keep(0.99),
    "flipped": _flip,
    "of another": _foreign,
}


def _orders(path: Path, month: int) -> Path:
    lines = (f"S{month}-{n},2025-{month:02}-05,{n},客户{n}\n" for n in range(1, 301))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("订单号,日期,金额,客户\n" + "".join(lines), encoding="utf-8")
    return path


def _killed(folder: Path) -> Path:
    """A store with two imports, one in its file and one in its log."""
    warehouse = Warehouse(folder)
    import_file(warehouse, _orders(folder.parent / "files" / "1.csv", 1))
    warehouse.backup()
    warehouse.close()
    second = _orders(folder.parent / "files" / "2.csv", 2)
    subprocess.run([sys.executable, "-c", COMMIT_AND_DIE, folder, second], cwd=ROOT, check=False)
    assert log_of(folder).stat().st_size > 1000
    return folder


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _killed(tmp_path_factory.mktemp("killed") / "store")


@pytest.fixture
def folder(killed: Path, tmp_path: Path) -> Path:
    """A copy of a store with two imports, one in its file and one in its log."""
    return shutil.copytree(killed, tmp_path / "store")


def _files(warehouse: Warehouse) -> list[str]:
    return sorted(entry.file for entry in imports(warehouse))


def test_what_a_killed_program_committed_is_there(folder: Path):
    warehouse = Warehouse(folder)
    assert _files(warehouse) == ["1.csv", "2.csv"]
    warehouse.close()


@pytest.mark.parametrize("shape", SPOILT)
def test_a_spoilt_log_is_told_and_changed_by_nobody_until_somebody_decides(folder, killed, shape):
    log = log_of(folder)
    SPOILT[shape](log)
    before = log.read_bytes() if log.exists() else None
    for _ in range(2):
        with pytest.raises(LackingError) as told:
            Warehouse(folder)
        assert ".wal" in told.value.message.zh
        assert "--without-log" in told.value.message.en
        assert (log.read_bytes() if log.exists() else None) == before

    warehouse = Warehouse(folder, at_once=False)
    warehouse.restore_without_log()
    assert _files(warehouse) == ["1.csv"]
    import_file(warehouse, killed.parent / "files" / "2.csv")
    assert _files(warehouse) == ["1.csv", "2.csv"]
    warehouse.close()
    aside = next(b for b in backups.kept(folder) if b.why == "replaced").path
    kept = aside.with_name(aside.name + ".wal")
    assert (kept.read_bytes() if kept.exists() else None) == before
    Warehouse(folder).close()


@pytest.mark.parametrize("shape", ["random", "text", "zeros"])
def test_what_is_no_log_beside_a_whole_store_is_told_and_nothing_is_lost(tmp_path, shape):
    warehouse = Warehouse(tmp_path / "store")
    import_file(warehouse, _orders(tmp_path / "1.csv", 1))
    warehouse.close()
    SPOILT[shape](log_of(warehouse.folder))
    with pytest.raises(LackingError):
        Warehouse(warehouse.folder)
    warehouse.restore_without_log()
    assert _files(warehouse) == ["1.csv"]
    warehouse.close()


def test_a_store_exchanged_for_an_older_one_is_told(folder: Path, tmp_path: Path):
    shutil.copyfile(folder / FILE, tmp_path / "older")
    Warehouse(folder).close()
    shutil.copyfile(tmp_path / "older", folder / FILE)
    with pytest.raises(LackingError):
        Warehouse(folder)


def test_what_a_newer_version_counted_otherwise_is_said_to_be_newer_and_not_to_lack(folder: Path):
    warehouse = Warehouse(folder)
    with warehouse.transaction() as db:
        db.execute("INSERT INTO app.migrations VALUES ('999_to_come.sql')")
    warehouse.close()
    for count in ("1000000", "sum 1000000"):
        (folder / committed.NAME).write_text(count, "utf-8")
        with pytest.raises(StoreError) as told:
            Warehouse(folder)
        assert told.value.message == troubles.NEWER
        assert (folder / committed.NAME).read_text("utf-8") == count


def test_a_backup_is_no_exchange(folder: Path):
    warehouse = Warehouse(folder)
    warehouse.restore(next(b for b in backups.kept(folder) if b.why == "manual"))
    warehouse.close()
    warehouse = Warehouse(folder)
    assert _files(warehouse) == ["1.csv"]
    warehouse.restore(None)
    warehouse.close()
    warehouse = Warehouse(folder)
    assert _files(warehouse) == []
    warehouse.close()


def test_nobody_goes_on_without_a_log_that_is_sound_or_in_use(folder: Path):
    warehouse = Warehouse(folder, at_once=False)
    warehouse.restore_without_log()
    assert _files(warehouse) == ["1.csv", "2.csv"]
    script = (
        "import sys\nfrom pathlib import Path\nfrom salesdash.warehouse.store.database import Warehouse\n"
        "from salesdash.errors import HeldError\n"
        "try: Warehouse(Path(sys.argv[1]), at_once=False, patience=0).restore_without_log()\n"
        f"except {HeldError.__name__}: sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, folder], cwd=ROOT, check=False)
    assert done.returncode == 7
    warehouse.close()


def test_a_damaged_store_is_not_merely_lacking(folder: Path):
    with (folder / FILE).open("r+b") as file:
        file.write(b"\xff" * 12288)
    with pytest.raises(DamagedError) as told:
        Warehouse(folder)
    assert not isinstance(told.value, LackingError)


def test_on_the_command_line_one_goes_on_without_the_log(folder, capsys):
    SPOILT["random"](log_of(folder))
    command = ["--store", str(folder), "--lang", "en"]
    assert main([*command, "status"]) == 2
    said = capsys.readouterr().err
    assert "restore --without-log" in said
    assert "-manual.duckdb" in said
    assert main([*command, "restore", "--without-log"]) == 0
    assert "1 import, 300 rows, the last one “1.csv”" in capsys.readouterr().out
    assert main([*command, "status"]) == 0


def test_a_store_that_lacks_a_promise_is_told(tmp_path: Path):
    """Promises leave the version of the data alone."""
    warehouse = Warehouse(tmp_path / "store")
    warehouse.close()
    shutil.copyfile(warehouse.folder / FILE, tmp_path / "older")
    warehouse = Warehouse(warehouse.folder)
    Actions(warehouse).add(Action("核对天猫价格", "陆文博", date(2025, 11, 9)))
    warehouse.close()
    shutil.copyfile(tmp_path / "older", warehouse.folder / FILE)
    with pytest.raises(LackingError):
        Warehouse(warehouse.folder)
