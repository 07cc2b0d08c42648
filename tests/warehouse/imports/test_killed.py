"""A process killed in the middle of an import leaves the store as it was before or after it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from salesdash.incoming.imports import import_file
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store.database import Warehouse

LINES = 20_000
# It says how far it got; the test kills it there, a little later each time.
VICTIM = """
import sys
from pathlib import Path
from salesdash.incoming.imports import commit, understand
from salesdash.warehouse.store.database import Warehouse
store, file = map(Path, sys.argv[1:])
warehouse = Warehouse(store)
batches = understand(warehouse, file)
print("ready", flush=True)
commit(warehouse, file, file.name, batches)
warehouse.bring_up_to_date()
print("done", flush=True)
sys.stdin.read()
"""


def orders(path: Path, first: int, amount: int) -> Path:
    lines = "".join(f"S{first + n},2025-{n % 12 + 1:02}-05,{amount}\n" for n in range(LINES))
    path.write_text("订单号,日期,金额\n" + lines, encoding="utf-8")
    return path


def kill_during_import(store: Path, file: Path, after: float) -> None:
    """Start an import in a process of its own, and kill it `after` seconds into storing."""
    process = subprocess.Popen(
        [sys.executable, "-c", VICTIM, str(store), str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()


def counted(warehouse: Warehouse) -> tuple[int, int, int]:
    """Live rows, their sum, ended rows."""
    [found] = warehouse.rows(
        "SELECT count(*) FILTER (ended_by IS NULL), coalesce(sum(amount) FILTER (ended_by IS NULL), 0)::INTEGER, "
        "count(*) FILTER (ended_by IS NOT NULL) FROM loaded.orders"
    )
    return (int(found[0]), int(found[1]), int(found[2]))


@pytest.mark.parametrize(
    "after", [float(t) for t in os.environ.get("SALESDASH_KILLS", "0.01 0.1 0.3").split()]
)
def test_a_killed_import_is_there_or_not(tmp_path: Path, after: float):
    store = tmp_path / "store"
    warehouse = Warehouse(store)
    import_file(warehouse, orders(tmp_path / "1.csv", 0, 1))
    before = counted(warehouse)
    warehouse.close()
    kill_during_import(store, orders(tmp_path / "2.csv", LINES // 2, 2), after)
    again = Warehouse(store)
    now = counted(again)
    done = len(imports(again)) == 2
    assert before == (LINES, LINES, 0)
    assert now == ((LINES * 3 // 2, LINES * 5 // 2, LINES // 2) if done else before)
    again.bring_up_to_date()
    [(lines, total)] = again.rows("SELECT count(*), sum(amount)::INTEGER FROM model.order_lines")
    assert (lines, total) == now[:2]
    again.close()
