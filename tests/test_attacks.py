"""Killed and out of room at random moments: exactly what stood before, or after, and nothing half.

A few each time; `SALESDASH_ATTACKS=20` does twenty times as many. The moments are drawn from
`SALESDASH_SEED`, else anew; a failure names it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from salesdash import files
from salesdash.catalog.risks.risk import Risk
from salesdash.errors import FullError
from salesdash.incoming.imports import import_file
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store import backups
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.register import Register
from tests.attacks import small_disk

TIMES = int(os.environ.get("SALESDASH_ATTACKS", "1"))
SEED = os.environ.get("SALESDASH_SEED") or str(random.randrange(1 << 32))
LINES = 8_000
LONGEST = 0.6  # seconds into a deed at which it is killed at the latest
# Each says when it begins, and then does what a click does.
BEGIN = """
import sys
from pathlib import Path
from salesdash.warehouse.store import backups
from salesdash.warehouse.store.database import Warehouse
folder, file = map(Path, sys.argv[1:])
def begin(): print("begun", flush=True)
"""
DESK = (
    "from salesdash.ui.data import uploads\nfrom salesdash.ui.session import store\n"
    "dropped = uploads.place('zh')\nwith store.asking(): uploads.receive(store.warehouse(), store.inbox(), dropped, 'zh')"
)
DEEDS = {
    "import": """
from salesdash.incoming.imports import take
warehouse = Warehouse(folder); begin()
take(warehouse, file); warehouse.bring_up_to_date()
""",
    "undo": """
from salesdash.warehouse.imports.undo import undo
warehouse = Warehouse(folder); begin()
undo(warehouse, 1); warehouse.bring_up_to_date()
""",
    "edit": """
from salesdash.catalog.risks.risk import Risk
from salesdash.warehouse.typed.register import Register
warehouse = Warehouse(folder); begin()
Register(warehouse).add(Risk("断供", owner="张三", probability=3, impact=4))
""",
    "backup": """
warehouse = Warehouse(folder); begin()
warehouse.backup()
""",
    "restore": """
warehouse = Warehouse(folder); begin()
warehouse.restore(backups.kept(folder)[0])
""",
    "click": """
import os
os.environ["SALESDASH_STORE"] = str(folder)
from streamlit.testing.v1 import AppTest
app = AppTest.from_string(DESK, default_timeout=60).run()
app.file_uploader[0].set_value([(file.name, file.read_bytes(), "text/csv")]).run()
button = app.button(key="import"); begin()
button.click().run()
""",
}
State = tuple[Any, ...]


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(f"{SEED} {request.node.name}")


def orders(path: Path, first: int, lines: int = LINES, year: int = 2025) -> Path:
    rows = (f"S{first + n},{year}-{n % 12 + 1:02}-05,{n % 97}\n" for n in range(lines))
    path.write_text("订单号,日期,金额\n" + "".join(rows), encoding="utf-8")
    return path


def state(warehouse: Warehouse) -> State:
    """All that a visitor could see of the store, in short."""
    warehouse.bring_up_to_date()
    return (
        [(entry.file, entry.is_undone) for entry in imports(warehouse)],
        warehouse.rows("SELECT count(*), sum(amount) FROM live.orders"),
        warehouse.rows("SELECT count(*), sum(amount) FROM model.order_lines"),
        [risk.title for risk in Register(warehouse).risks()],
    )


def nothing_is_half(folder: Path) -> None:
    """Every file that bears its name is whole, and nothing else lies there."""
    for backup in backups.kept(folder):
        backups.check(backup)
    for original in (folder / "uploads").iterdir():
        assert files.fingerprint(original).startswith(original.stem)
    assert list(folder.rglob(f"*{files.PART}")) == []
    assert list((folder / "arrivals").iterdir()) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_that_is_killed_is_done_or_not(tmp_path: Path, deed: str, chance: random.Random):
    whole = tmp_path / "whole"
    warehouse = Warehouse(whole)
    import_file(warehouse, orders(tmp_path / "1.csv", 0))
    warehouse.backup()
    if deed == "restore":
        Register(warehouse).add(Risk("停产", owner="李四", probability=2, impact=5))
    before = state(warehouse)
    warehouse.close()
    file = orders(tmp_path / "2.csv", LINES, year=2024)
    done = tmp_path / "done"
    shutil.copytree(whole, done)
    run(deed, done, file, None)
    after = seen(done)
    assert deed == "backup" or after != before
    for n in range(2 * TIMES):
        attacked = tmp_path / f"attacked {n}"
        shutil.copytree(whole, attacked)
        run(deed, attacked, file, chance.uniform(0, LONGEST))
        assert seen(attacked) in (before, after), f"SALESDASH_SEED={SEED}"
        shutil.rmtree(attacked)


def run(deed: str, folder: Path, file: Path, killed_after: float | None) -> None:
    """Do it in a process of its own, and kill that so many seconds after it has begun."""
    command = [sys.executable, "-c", f"DESK = {DESK!r}{BEGIN}{DEEDS[deed]}", str(folder), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        try:
            assert process.wait(killed_after) == 0
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)


def seen(folder: Path) -> State:
    warehouse = Warehouse(folder)
    found = state(warehouse)
    nothing_is_half(folder)
    warehouse.close()
    return found


@pytest.fixture
def disk() -> Iterator[Path]:
    with small_disk(48 << 20) as folder:
        yield folder


def test_a_disk_that_is_full_at_random_moments(disk: Path, tmp_path: Path, chance: random.Random):
    """One program, never started anew: what did not fit is told and not there, all else goes on."""
    warehouse = Warehouse(disk / "store")
    import_file(warehouse, orders(tmp_path / "0.csv", 0))
    refused = 0
    for n in range(1, 12 * TIMES + 1):
        before = state(warehouse)
        ballast = disk / "ballast"
        room = shutil.disk_usage(disk).free
        left = chance.choice([0, 16, 64, 256, 1024]) << 10
        with ballast.open("wb") as stream:
            stream.truncate(0)
            stream.write(bytes(max(0, room - left)))
        deed = chance.choice(deeds(warehouse, tmp_path, n))
        try:
            deed()
        except FullError:
            refused += 1
            ballast.unlink()
            assert state(warehouse) == before, f"SALESDASH_SEED={SEED}"
        else:
            ballast.unlink()
        nothing_is_half(warehouse.folder)
        for backup in backups.kept(warehouse.folder):
            backup.path.unlink()
    assert refused, f"SALESDASH_SEED={SEED}"
    warehouse.close()
    again = Warehouse(disk / "store")
    assert state(again)[1] == state(again)[2]
    again.close()


def deeds(warehouse: Warehouse, folder: Path, n: int) -> list[Callable[[], object]]:
    file = orders(folder / f"{n}.csv", n * LINES, LINES // 2)
    standing = [entry.import_id for entry in imports(warehouse) if not entry.is_undone]
    return [
        lambda: import_file(warehouse, file, accept=True),
        lambda: import_file(warehouse, file, accept=True),
        lambda: undo(warehouse, standing[0]) if standing else None,
        lambda: Register(warehouse).add(Risk(f"断供 {n}", owner="张三", probability=3, impact=4)),
        warehouse.backup,
        warehouse.bring_up_to_date,
    ]


def test_two_programs_that_import_one_file_load_it_once(tmp_path: Path):
    file = orders(tmp_path / "1.csv", 0)
    command = [
        sys.executable,
        "-m",
        "salesdash",
        "--store",
        str(tmp_path / "store"),
        "load",
        str(file),
    ]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    codes = sorted(process.wait() for process in both)
    warehouse = Warehouse(tmp_path / "store")
    assert codes[0] == 0
    assert codes[1] in (0, 2)  # loaded already, or the other held the store for too long
    assert warehouse.rows("SELECT count(*) FROM live.orders") == [(LINES,)]
    warehouse.close()
