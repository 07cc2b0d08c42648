"""Files that nobody watches: imported, refused with a sentence, or left waiting with their questions."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdash import upkeep
from salesdash.errors import StoreError
from salesdash.incoming import handover
from salesdash.incoming.handover import HANDED, INBOX, hand_over
from salesdash.incoming.imports import import_file
from salesdash.incoming.inbox_folder import Inbox, watch
from salesdash.text import Text
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store import backups
from salesdash.warehouse.store.database import Warehouse
from tests.stores import warehouse_in

ORDERS = "日期,金额\n2025-01-05,7\n2025-01-09,5\n"
OTHERS = "日期,金额\n2025-01-05,1\n2025-01-09,2\n"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return warehouse_in(tmp_path / "store")


def drop(inbox: Inbox, name: str, text: str, folder: str = "") -> Path:
    path = inbox.folder / folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_imported_once_it_has_stopped_growing(warehouse: Warehouse):
    inbox = Inbox(warehouse)
    path = drop(inbox, "订单.csv", ORDERS[:20])
    assert inbox.look() == []
    path.write_text(ORDERS, encoding="utf-8")
    assert inbox.look() == []
    [receipt] = inbox.look()
    assert (receipt.rows_loaded, [i.loaded_by for i in imports(warehouse)]) == (2, ["inbox"])
    assert not path.exists()
    assert (inbox.folder / "done" / "订单.csv").read_text(encoding="utf-8") == ORDERS


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(warehouse: Warehouse):
    inbox = Inbox(warehouse)
    drop(inbox, "照片.xlsx", "\x89PNG")
    inbox.empty()
    said = (inbox.folder / "refused" / "照片.xlsx.txt").read_text(encoding="utf-8")
    assert len(said.splitlines()) == 2
    assert inbox.files() == []
    assert imports(warehouse) == []


def test_a_file_with_questions_waits_and_is_not_half_imported(warehouse: Warehouse):
    inbox = Inbox(warehouse)
    drop(inbox, "1.csv", ORDERS)
    inbox.empty()
    path = drop(inbox, "2.csv", OTHERS)
    assert inbox.empty()[0].needs
    assert inbox.waiting() == [path]
    assert inbox.look() == []
    assert len(imports(warehouse)) == 1


def test_files_of_the_accepting_folder_are_taken_by_the_best_guess(warehouse: Warehouse):
    inbox = Inbox(warehouse)
    drop(inbox, "1.csv", ORDERS)
    inbox.empty()
    drop(inbox, "2.csv", OTHERS, "accept")
    inbox.empty()
    assert len(imports(warehouse)) == 2
    assert inbox.files() == []


def test_a_name_that_came_before_is_kept_beside_it(warehouse: Warehouse):
    inbox = Inbox(warehouse)
    for text in (ORDERS, ORDERS.replace("2025", "2024")):
        drop(inbox, "周报.csv", text)
        inbox.empty()
    assert sorted(p.name for p in (inbox.folder / "done").iterdir()) == ["周报 (2).csv", "周报.csv"]


def test_what_is_still_being_written_is_left_alone(warehouse: Warehouse):
    inbox = Inbox(warehouse)
    for name in (".订单.csv.part", "~$订单.xlsx", "订单.csv.crdownload"):
        drop(inbox, name, ORDERS)
    assert inbox.empty() == []
    assert inbox.files() == []


def salesdash(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "salesdash", "--store", str(store), "--lang", "zh", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def drop_orders(folder: Path) -> Path:
    file = folder / "订单.csv"
    file.write_text(ORDERS, encoding="utf-8")
    return file


@pytest.fixture
def running(warehouse: Warehouse) -> Iterator[Warehouse]:
    """The store as a running application has it: its inbox is looked into."""
    watch(warehouse, upkeep.ERRANDS)
    yield warehouse
    warehouse.close()


def test_load_waits_for_what_the_running_application_makes_of_a_file(
    running: Warehouse, tmp_path: Path
):
    file = tmp_path / "订单.csv"
    file.write_text(ORDERS, encoding="utf-8")
    done = salesdash(running.folder, "load", str(file), "--json")
    [receipt] = json.loads(done.stdout)
    assert (done.returncode, receipt["rows_loaded"], receipt["amount_loaded"]) == (0, 2, 12)
    assert len(imports(running)) == 1
    again = salesdash(running.folder, "load", str(file), "--json")
    [receipt] = json.loads(again.stdout)
    assert (again.returncode, receipt["rows_loaded"]) == (0, 0)
    assert list((running.folder / INBOX / HANDED).iterdir()) == []


def test_what_the_running_application_asks_or_refuses_is_the_outcome_of_load(
    running: Warehouse, tmp_path: Path
):
    months = tmp_path / "months.csv"
    months.write_text("区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n", encoding="utf-8")
    asked = salesdash(running.folder, "load", str(months))
    assert asked.returncode == 3
    assert "--answer" in asked.stdout
    picture = tmp_path / "照片.xlsx"
    picture.write_bytes(b"\x89PNG")
    refused = salesdash(running.folder, "load", str(picture))
    assert refused.returncode == 2
    assert "图片" in refused.stderr
    answers = ["--answer", "measure=target", "--answer", "year=2025"]
    assert salesdash(running.folder, "load", str(months), *answers).returncode == 0
    assert [entry.rows for entry in imports(running)] == [6]


def test_backups_and_state_are_had_while_the_application_runs(running: Warehouse, tmp_path: Path):
    import_file(running, drop_orders(tmp_path))
    made = salesdash(running.folder, "backup")
    assert (made.returncode, made.stderr) == (0, "")
    # the application may make the backup of the day at the same time
    [backup] = [b for b in backups.kept(running.folder) if b.why == "manual"]
    assert f"{backup.name}（导入 1 次、2 行" in made.stdout
    state = salesdash(running.folder, "status")
    assert (state.returncode, state.stderr) == (0, "")
    assert "正常：导入 1 次、2 行" in state.stdout
    assert backup.name in state.stdout
    assert list((running.folder / INBOX / HANDED).iterdir()) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StoreError(Text("没有地方", "no room")), "没有地方\n"),
        (ZeroDivisionError(), "详情见程序日志。\n"),
    ],
)
def test_what_the_application_cannot_do_is_told_by_the_command(warehouse, error, words):
    def fail(_: Warehouse) -> Text:
        raise error

    watch(warehouse, {"backup": fail})
    made = salesdash(warehouse.folder, "backup")
    warehouse.close()
    assert (made.returncode, made.stdout) == (2, "")
    assert made.stderr.endswith(words)
    assert made.stderr.count("\n") == 1


def test_an_errand_that_the_application_did_not_run_before_it_ended_is_run_here(
    warehouse: Warehouse,
):
    (warehouse.folder / INBOX).mkdir()
    handed = warehouse.folder / INBOX / HANDED
    command = [sys.executable, "-m", "salesdash", "--store", str(warehouse.folder), "backup"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as making:
        while not list(handed.glob("*/.errand")):
            handover.beat(warehouse.folder)  # a busy machine takes its time to start the command
            assert making.poll() is None
        warehouse.close()
        handover.rest(warehouse.folder)
        making.wait()
    assert making.returncode == 0
    assert len(backups.kept(warehouse.folder)) == 1


def test_a_store_that_no_application_serves_takes_no_files_over(
    warehouse: Warehouse, tmp_path: Path
):
    file = tmp_path / "订单.csv"
    file.write_text(ORDERS, encoding="utf-8")
    done = salesdash(warehouse.folder, "load", str(file))
    assert done.returncode == 2
    assert "正被另一个程序使用" in done.stderr
    assert not (warehouse.folder / INBOX / HANDED).exists()


def test_a_file_that_the_application_did_not_take_before_it_ended_is_loaded_here(
    warehouse: Warehouse, tmp_path: Path
):
    """It gave a sign of life, and ends while the file lies there."""
    (warehouse.folder / INBOX).mkdir()
    file = tmp_path / "订单.csv"
    file.write_text(ORDERS, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "salesdash",
        "--store",
        str(warehouse.folder),
        "load",
        str(file),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as loading:
        while not list(handover.lying(warehouse.folder)):
            handover.beat(warehouse.folder)
            assert loading.poll() is None
        warehouse.close()
        handover.rest(warehouse.folder)
        loading.wait()
    assert loading.returncode == 0
    assert [entry.rows for entry in imports(Warehouse(warehouse.folder))] == [2]


def test_the_inbox_is_looked_into_again_after_a_look_that_failed(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("salesdash.incoming.inbox_folder.EVERY", 0.05)
    inbox = watch(warehouse, {})
    (inbox.folder / "accept").rmdir()
    path = drop(inbox, "订单.csv", ORDERS)
    until = time.monotonic() + 60
    while "looking into the inbox" not in caplog.text:
        assert time.monotonic() < until
    (inbox.folder / "accept").mkdir()
    while path.exists():
        assert time.monotonic() < until
    assert len(imports(warehouse)) == 1
    warehouse.close()


def test_load_takes_what_lies_in_the_inbox_when_no_program_holds_the_store(tmp_path: Path):
    file = tmp_path / "订单.csv"
    file.write_text(ORDERS, encoding="utf-8")
    hand_over(tmp_path / "store", file, accept=False)
    done = salesdash(tmp_path / "store", "load", "--json")
    assert [r["rows_loaded"] for r in json.loads(done.stdout)] == [2]


def test_answers_go_with_a_file_that_is_handed_over(tmp_path):
    warehouse = warehouse_in(tmp_path / "store")
    file = tmp_path / "months.csv"
    file.write_text("区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n", encoding="utf-8")
    answers = {"measure": "target", "year": "2025"}
    hand_over(warehouse.folder, file, accept=False, answers=answers)
    [receipt] = Inbox(warehouse).empty()
    assert (receipt.dataset, str(receipt.amount_loaded)) == ("targets", "21.0000")
    assert [p.name for p in (warehouse.folder / INBOX).iterdir() if p.is_file()] == []
