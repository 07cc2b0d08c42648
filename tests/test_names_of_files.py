"""A file may be called anything that a disk holds: it is loaded, or told in a sentence, in every way in."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from salesdash import files
from salesdash.__main__ import main
from salesdash.incoming.handover import hand_over
from salesdash.incoming.imports import import_file
from salesdash.incoming.inbox_folder import Inbox
from salesdash.warehouse.imports.past_imports import imports
from salesdash.warehouse.store.care import missing_originals
from salesdash.warehouse.store.database import Warehouse
from tests.stores import warehouse_in

ORDERS = "日期,金额\n2025-01-05,7\n2025-01-09,5\n".encode()
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)
ODD = {
    "255 bytes": "a" * 251 + ".csv",
    "255 bytes of Chinese": "表" * 83 + ".csv",
    "suffix of 253 bytes": "a." + "b" * 252,
    "suffix of Chinese": "a." + "表" * 84,
    "no suffix": "表" * 85,
    "line break": "a\nb.csv",
    "option": "-rf.csv",
    "blank at the end": "x .csv ",
}
if sys.platform == "linux":
    ODD["Chinese of another system"] = os.fsdecode("订单.csv".encode("gb18030"))


@pytest.fixture(params=ODD)
def name(request: pytest.FixtureRequest) -> str:
    return ODD[request.param]


@pytest.fixture
def file(name: str, tmp_path: Path) -> Path:
    path = tmp_path / "files" / name
    path.parent.mkdir()
    path.write_bytes(ORDERS)
    return path


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return warehouse_in(tmp_path / "store")


def test_it_is_loaded_by_the_command_and_its_original_kept(file: Path, tmp_path: Path):
    assert main(["--store", str(tmp_path / "store"), "load", "--", str(file)]) == 0
    warehouse = warehouse_in(tmp_path / "store")
    [loaded] = imports(warehouse)
    assert (loaded.file, loaded.rows) == (files.called(file), 2)
    assert missing_originals(warehouse) == []
    warehouse.close()


def test_it_is_loaded_and_refused_by_the_inbox_as_often_as_it_comes(
    name: str, warehouse: Warehouse
):
    inbox = Inbox(warehouse)
    for content, rows in ((ORDERS, 2), (ORDERS, 0), (PICTURE, None), (PICTURE + b"1", None)):
        (inbox.folder / name).write_bytes(content)
        assert [receipt.rows_loaded for receipt in inbox.empty()] == [rows][: rows is not None]
    assert inbox.files() == []
    assert len(list((inbox.folder / "done").iterdir())) == 2
    refused = list((inbox.folder / "refused").iterdir())
    assert sum(path.read_bytes().startswith(PICTURE) for path in refused) == 2
    assert any("图片" in path.read_text("utf-8", errors="replace") for path in refused)
    warehouse.close()


def test_it_is_handed_over(file: Path, warehouse: Warehouse):
    hand_over(warehouse.folder, file, accept=False)
    assert [receipt.rows_loaded for receipt in Inbox(warehouse).empty()] == [2]
    warehouse.close()


@pytest.mark.parametrize(
    "inner", ["a" * 400 + ".csv", "表" * 200 + ".csv", "d" * 300 + "/x.csv", "a." + "b" * 500]
)
def test_a_member_of_an_archive_may_be_called_what_no_disk_holds(
    inner: str, warehouse: Warehouse, tmp_path: Path
):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(inner, ORDERS)
    assert [r.rows_loaded for r in import_file(warehouse, tmp_path / "all.zip")] == [2]
    warehouse.close()


@pytest.mark.parametrize("letter", ["a", "表"])
def test_a_name_that_no_disk_holds_is_told(letter: str, tmp_path: Path, capsys):
    words = ["--store", str(tmp_path / "store"), "--lang", "en", "load", letter * 300 + ".csv"]
    assert main(words) == 2
    assert "cannot be opened" in capsys.readouterr().err
    assert main(["--store", str(tmp_path / (letter * 300)), "--lang", "en", "status"]) == 2
    assert "cannot be written to" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.CSV", ".csv"),
        ("a.tar.gz", ".gz"),
        ("a", ""),
        ("a.数据", ""),
        ("a.c\0v", ""),
        ("a.c v", ""),
    ],
)
def test_a_name_of_ours_bears_no_odd_suffix(name: str, kept: str):
    assert files.ending(name) == kept


def test_a_long_name_is_cut_between_letters():
    assert files.cut("表" * 85, " (2).csv") == "表" * 82 + " (2).csv"
    assert files.cut("a", ".txt") == "a.txt"
