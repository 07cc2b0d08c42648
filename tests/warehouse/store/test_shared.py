"""Two servers at one workspace: one writes at a time, both show the same, and whoever is killed leaves nothing half."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdash import files
from salesdash.errors import DamagedError, HeldError, StoreError
from salesdash.incoming.imports import import_file
from salesdash.incoming.inbox_folder import Inbox
from salesdash.push import rounds
from salesdash.push.destination import Destination
from salesdash.push.destinations_kept import Destinations
from salesdash.warehouse.engine.published import Publisher
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store import backups, troubles
from salesdash.warehouse.store.backups import FILE
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.sharing import shared
from tests.push.listening import listening

ROOT = Path(__file__).resolve().parents[3]
# Another server: does what each line says, and answers with what came of it.
OTHER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from salesdash import files
from salesdash.errors import StoreError
from salesdash.incoming.imports import import_file
from salesdash.push import rounds
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store import backups, committed
from salesdash.warehouse.store.database import Warehouse
warehouse = Warehouse(Path(sys.argv[1]))
for line in sys.stdin:
    said = eval(line) if not line.startswith("do ") else exec(line[3:])
    print(repr(said), flush=True)
"""
COUNT = "SELECT count(*) AS n FROM model.order_lines"
KILLED_AT = {
    "before it commits": "with_db = warehouse.transaction(); with_db.__enter__(); os._exit(9)",
    "before what it committed takes the store's place": "files.replace = lambda *_: os._exit(9)",
    "before it is noted": "committed.note = lambda *_: os._exit(9)",
}


PUBLISHES = (
    "do from salesdash.warehouse.engine.published import Publisher",
    "do publisher = Publisher(warehouse._store.part_of(Path({folder!r})))",
    "do with warehouse.state() as state: made = publisher.publish(state.cursor, state.version)",
)
PUBLISHED = "(made.version, sorted(part.file for parts in made.tables.values() for part in parts))"


class Server:
    """A server in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", OTHER, str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def begin(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        self.begin(line)
        return self.answer()

    def ends(self) -> None:
        """Wait until it has ended by itself."""
        self._process.wait(60)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()


@pytest.fixture(autouse=True)
def _shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALESDASH_SHARED", "1")


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path / "store")
    yield warehouse
    warehouse.close()


@pytest.fixture
def other(warehouse: Warehouse) -> Iterator[Server]:
    server = Server(warehouse.folder)
    yield server
    server.kill()


def orders(folder: Path, month: int) -> Path:
    path = folder / f"{month}.csv"
    rows = (f"S{month}-{n},2025-{month:02}-05,{n},客户{n}\n" for n in range(1, 11))
    path.write_text("订单号,日期,金额,客户\n" + "".join(rows), encoding="utf-8")
    return path


def lines(warehouse: Warehouse) -> int:
    return int(warehouse.query(COUNT)["n"][0])


def test_both_show_what_either_imports_under_the_same_version(warehouse, other, tmp_path):
    import_file(warehouse, orders(tmp_path, 7))
    assert other.ask(f"int(warehouse.query({COUNT!r})['n'][0])") == "10"
    other.ask(f"import_file(warehouse, Path({str(orders(tmp_path, 8))!r}))")
    assert lines(warehouse) == 20
    assert other.ask("warehouse.version") == str(warehouse.version)


def test_a_state_that_is_read_stays_while_the_other_writes(warehouse, other, tmp_path):
    import_file(warehouse, orders(tmp_path, 7))
    with warehouse.state() as state:
        other.ask(f"import_file(warehouse, Path({str(orders(tmp_path, 8))!r}))")
        other.ask("warehouse.bring_up_to_date()")
        assert state.query(COUNT)["n"][0] == 10
        assert lines(warehouse) == 20
    assert state.query(COUNT)["n"][0] == 20


@pytest.mark.parametrize("moment", KILLED_AT)
def test_a_writer_that_is_killed_leaves_what_was_before_or_what_is_after(
    warehouse, other, tmp_path, moment
):
    import_file(warehouse, orders(tmp_path, 7))
    assert lines(warehouse) == 10
    other.begin(f"do {KILLED_AT[moment]}")
    other.begin(f"import_file(warehouse, Path({str(orders(tmp_path, 8))!r}))")
    other.ends()
    after = 20 if moment == "before it is noted" else 10
    assert lines(warehouse) == after
    import_file(warehouse, orders(tmp_path, 9))
    third = Server(warehouse.folder)
    assert third.ask(f"int(warehouse.query({COUNT!r})['n'][0])") == str(after + 10)
    assert lines(warehouse) == after + 10
    assert len([seat for seat in (warehouse.folder / "servers").iterdir() if seat.is_dir()]) == 2
    third.kill()


def test_a_server_that_is_killed_while_it_publishes_leaves_its_part_to_the_next_one(
    warehouse, other, tmp_path
):
    folder = tmp_path / "published"
    publishes = [line.format(folder=str(folder)) for line in PUBLISHES]
    import_file(warehouse, orders(tmp_path, 7))
    for line in publishes:
        other.ask(line)
    import_file(warehouse, orders(tmp_path, 8))
    other.begin("do files.replace = lambda *_: os._exit(9)")
    other.begin(publishes[-1])
    other.ends()
    ours = Publisher(warehouse._store.part_of(folder))
    with warehouse.state() as state:
        made = ours.publish(state.cursor, state.version)
    named = sorted(part.file for parts in made.tables.values() for part in parts)
    third = Server(warehouse.folder)
    for line in publishes:
        third.ask(line)
    assert third.ask(PUBLISHED) == repr((made.version, named))
    for part in ("1", "2"):
        assert not [name for name in named if not (folder / part / name).exists()]
        assert not list((folder / part).rglob(f"*{files.PART}"))
    assert {one.name for one in folder.iterdir()} == {"1", "2"}
    third.kill()


def test_one_writes_at_a_time_and_the_other_waits(warehouse, other, tmp_path, monkeypatch):
    warehouse.bring_up_to_date()
    other.ask("do turn = warehouse._store.turn()")
    other.ask("turn.__enter__()")
    monkeypatch.setattr(shared, "TURN", 0.1)
    with pytest.raises(StoreError) as told:
        import_file(warehouse, orders(tmp_path, 7))
    assert told.value.message == troubles.BUSY
    assert lines(warehouse) == 0
    monkeypatch.undo()
    monkeypatch.setenv("SALESDASH_SHARED", "1")
    other.begin("turn.__exit__(None, None, None)")
    import_file(warehouse, tmp_path / "7.csv")
    assert lines(warehouse) == 10


def test_a_restore_is_seen_by_the_other_as_a_version_that_none_had(warehouse, other, tmp_path):
    import_file(warehouse, orders(tmp_path, 7))
    kept = warehouse.backup()
    import_file(warehouse, orders(tmp_path, 8))
    assert other.ask(f"int(warehouse.query({COUNT!r})['n'][0])") == "20"
    before = int(other.ask("warehouse.version"))
    warehouse.restore(backups.find(warehouse.folder, kept.name))
    assert other.ask("[entry.file for entry in imports(warehouse)]") == "['7.csv']"
    assert other.ask(f"int(warehouse.query({COUNT!r})['n'][0])") == "10"
    assert int(other.ask("warehouse.version")) == warehouse.version > before
    assert [backup.why for backup in backups.kept(warehouse.folder)] == ["restore", "manual"]


def test_a_damaged_store_is_told_by_both_and_restored_for_both(warehouse, other, tmp_path):
    import_file(warehouse, orders(tmp_path, 7))
    kept, version = warehouse.backup(), warehouse.version
    bad = tmp_path / "bad"
    bad.write_bytes(b"no database" * 1000)
    bad.replace(warehouse.folder / FILE)
    with pytest.raises(DamagedError):
        imports(warehouse)
    other.begin("imports(warehouse)")
    other.ends()
    warehouse.restore(backups.find(warehouse.folder, kept.name))
    assert lines(warehouse) == 10
    assert warehouse.version > version


def test_what_is_done_once_for_the_workspace_falls_to_one_and_then_to_whoever_is_left(
    warehouse, other
):
    assert other.ask("warehouse.has_duty()") == "True"
    assert not warehouse.has_duty()
    other.kill()
    assert warehouse.has_duty()


def test_a_message_is_sent_once(warehouse, other, tmp_path):
    import_file(warehouse, orders(tmp_path, 7))
    with listening() as heard:
        kept = Destinations(warehouse.folder)
        kept.add(Destination("群", "webhook", heard.address, after_import=True))
        kept.switch_on(kept.all()[0], 0, rounds.clock())
        look = "rounds.look(warehouse, rounds.clock() + 2 * rounds.QUIET)"
        assert other.ask(look) == "None"
        rounds.look(warehouse, rounds.clock() + 2 * rounds.QUIET)
        assert other.ask(look) == "None"
        assert len(heard.requests) == 1


def test_files_that_wait_for_an_answer_are_known_to_the_server_that_does_not_look(
    warehouse, other, tmp_path
):
    other.ask("do from salesdash.incoming.inbox_folder import Inbox")
    other.ask("do inbox = Inbox(warehouse)")
    assert other.ask("warehouse.has_duty()") == "True"
    asked = warehouse.folder / "inbox" / "2.csv"
    (warehouse.folder / "inbox" / "1.csv").write_text(
        "日期,金额\n2025-01-05,7\n2025-01-09,5\n", "utf-8"
    )
    other.ask("inbox.empty()")
    asked.write_text("日期,金额\n2025-01-05,1\n2025-01-09,2\n", "utf-8")
    other.ask("inbox.empty()")
    assert other.ask("len(inbox.waiting())") == "1"
    assert Inbox(warehouse).waiting() == [asked]


def test_a_program_that_keeps_the_store_to_itself_is_told_and_tells(
    warehouse, other, tmp_path, monkeypatch
):
    assert other.ask("warehouse.version") == str(warehouse.version)
    warehouse.close()
    monkeypatch.delenv("SALESDASH_SHARED")
    with pytest.raises(HeldError):
        Warehouse(warehouse.folder, patience=0)
    other.kill()
    alone = Server(warehouse.folder)
    assert alone.ask(f"len(import_file(warehouse, Path({str(orders(tmp_path, 7))!r})))") == "1"
    monkeypatch.setenv("SALESDASH_SHARED", "1")
    with pytest.raises(HeldError):
        Warehouse(warehouse.folder, patience=0)
    alone.ask("warehouse.close()")
    alone.kill()
    assert lines(Warehouse(warehouse.folder)) == 10


def test_what_a_killed_program_that_kept_the_store_committed_is_there(
    warehouse, tmp_path, monkeypatch
):
    warehouse.close()
    monkeypatch.delenv("SALESDASH_SHARED")
    alone = Server(warehouse.folder)
    alone.ask(f"import_file(warehouse, Path({str(orders(tmp_path, 7))!r}))")
    alone.kill()
    assert backups.log_of(warehouse.folder).stat().st_size > 0
    monkeypatch.setenv("SALESDASH_SHARED", "1")
    assert lines(Warehouse(warehouse.folder)) == 10
