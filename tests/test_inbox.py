"""Files that nobody watches: imported, refused with a sentence, or left waiting with their questions."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from salesdash.inbox import INBOX, Inbox, hand_over
from salesdash.warehouse.database import Warehouse
from salesdash.warehouse.load import imports

ORDERS = "日期,金额\n2025-01-05,7\n2025-01-09,5\n"
OTHERS = "日期,金额\n2025-01-05,1\n2025-01-09,2\n"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "store")


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


def test_load_hands_over_to_the_program_that_holds_the_store(warehouse: Warehouse, tmp_path: Path):
    file = tmp_path / "订单.csv"
    file.write_text(ORDERS, encoding="utf-8")
    done = salesdash(warehouse.folder, "load", str(file), "--json")
    [receipt] = json.loads(done.stdout)
    assert (done.returncode, receipt["rows_loaded"]) == (0, 0)
    assert "收件箱" in receipt["reason"]
    assert Inbox(warehouse).empty()[0].rows_loaded == 2


def test_load_takes_what_lies_in_the_inbox_when_no_program_holds_the_store(tmp_path: Path):
    file = tmp_path / "订单.csv"
    file.write_text(ORDERS, encoding="utf-8")
    hand_over(tmp_path / "store", file, accept=False)
    done = salesdash(tmp_path / "store", "load", "--json")
    assert [r["rows_loaded"] for r in json.loads(done.stdout)] == [2]


def test_answers_go_with_a_file_that_is_handed_over(tmp_path):
    warehouse = Warehouse(tmp_path / "store")
    file = tmp_path / "months.csv"
    file.write_text("区域,1月,2月,3月\n华东,1,2,3\n华南,4,5,6\n", encoding="utf-8")
    answers = {"measure": "target", "year": "2025"}
    hand_over(warehouse.folder, file, accept=False, answers=answers)
    [receipt] = Inbox(warehouse).empty()
    assert (receipt.dataset, str(receipt.amount_loaded)) == ("targets", "21.0000")
    assert [p.name for p in (warehouse.folder / INBOX).iterdir() if p.is_file()] == []
