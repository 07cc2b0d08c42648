"""What an engine reads of a version of the data: whole, the same as in the store, and only as long as it is asked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from salesdash import files
from salesdash.warehouse.engine.published import STAYS, VERSIONS, Publication, Publisher
from salesdash.warehouse.store.database import Warehouse
from tests.stores import daily, fill, warehouse_in

# Publishes, and is killed in place of the n-th time that a file would get its name.
KILLED = """
import os, signal, sys
from pathlib import Path
from salesdash.warehouse.engine.published import Publisher
from salesdash.warehouse.store.database import Warehouse
store, folder, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
replace = Path.replace
def named(self, target):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
with Warehouse(store).state() as state:
    Path.replace = named
    Publisher(folder, large=1).publish(state.cursor, state.version)
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = warehouse_in(tmp_path / "store")
    orders = daily("2025-01-30", 60, channel="天猫", customer="甲", amount="10.5")
    fill(warehouse, tmp_path, "1.csv", orders=orders)
    return warehouse


def published(warehouse: Warehouse, publisher: Publisher) -> Publication:
    with warehouse.state() as state:
        assert state.cursor
        return publisher.publish(state.cursor, state.version)


def by_month(publication: Publication, table: str = "model.order_lines") -> dict[str, str]:
    return {Path(part.file).name[:7]: part.file for part in publication.tables[table]}


def manifests(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(one.read_bytes()) for one in sorted((folder / VERSIONS).iterdir())]


def named_by(folder: Path) -> set[str]:
    tables = [one["tables"] for one in manifests(folder)]
    return {part["file"] for each in tables for parts in each.values() for part in parts}


def lying_in(folder: Path) -> set[str]:
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return {name for name in found if not name.startswith(VERSIONS)}


@pytest.mark.parametrize("large", [1, 1000])
def test_each_table_has_the_rows_that_the_store_has(
    warehouse: Warehouse, tmp_path: Path, large: int
):
    folder = tmp_path / "published"
    publication = published(warehouse, Publisher(folder, large))
    assert len(publication.tables["model.order_lines"]) == (3 if large == 1 else 1)
    for table, parts in publication.tables.items():
        rows = [
            str(row)
            for part in parts
            for row in pyarrow.parquet.read_table(folder / part.file).to_pylist()
        ]
        with warehouse.reading() as db:
            expected = map(str, db.sql(f"SELECT * FROM {table}").to_arrow_table().to_pylist())
        assert sorted(rows) == sorted(expected), table
        assert len(rows) == sum(part.rows for part in parts)
    assert manifests(folder)[-1]["version"] == publication.version


def test_a_month_keeps_its_file_until_a_row_of_it_changes(warehouse: Warehouse, tmp_path: Path):
    publisher = Publisher(tmp_path / "published", large=1)
    before = by_month(published(warehouse, publisher))
    written = (publisher.folder / before["2025-01"]).stat().st_mtime_ns
    late = [{"order_date": "2025-03-31", "order_id": "n", "customer": "甲", "amount": "7"}]
    fill(warehouse, tmp_path, "2.csv", orders=late)
    after = by_month(published(warehouse, publisher))
    assert before.keys() == after.keys() == {"2025-01", "2025-02", "2025-03"}
    assert {month for month in after if after[month] != before[month]} == {"2025-03"}
    assert (publisher.folder / after["2025-01"]).stat().st_mtime_ns == written


def test_two_rows_alike_are_not_taken_for_none(tmp_path: Path):
    publisher = Publisher(tmp_path / "published")
    with warehouse_in(tmp_path / "store").reading() as db:
        db.execute("CREATE SCHEMA IF NOT EXISTS live; CREATE TABLE live.alike (name VARCHAR)")
        none = publisher.publish(db, 1).tables["live.alike"]
        db.execute("INSERT INTO live.alike VALUES ('a'), ('a')")
        two = publisher.publish(db, 2).tables["live.alike"]
        db.execute("UPDATE live.alike SET name = 'b'")
        others = publisher.publish(db, 3).tables["live.alike"]
    assert len({one[0].digest for one in (none, two, others)}) == 3


def test_a_version_stays_for_an_hour_after_the_next_one(warehouse: Warehouse, tmp_path: Path):
    publisher = Publisher(tmp_path / "published")
    first = published(warehouse, publisher)
    fill(warehouse, tmp_path, "2.csv", orders=daily("2025-06-01", 1, amount="1"))
    another = publisher.folder / "letters" / "ours.parquet"
    another.parent.mkdir()
    another.write_bytes(b"of somebody else")
    second = published(warehouse, publisher)
    assert {part.file for part in first.tables["live.orders"]} <= lying_in(publisher.folder)
    newest = sorted((publisher.folder / VERSIONS).iterdir())[-1]
    an_hour_ago = newest.stat().st_mtime - STAYS - 1
    os.utime(newest, (an_hour_ago, an_hour_ago))
    fill(warehouse, tmp_path, "3.csv", orders=daily("2025-07-01", 1, amount="1"))
    third = published(warehouse, publisher)
    assert [one["version"] for one in manifests(publisher.folder)] == [
        second.version,
        third.version,
    ]
    assert lying_in(publisher.folder) == named_by(publisher.folder) | {"letters/ours.parquet"}


def test_what_another_program_published_of_that_number_is_not_taken_for_it(
    warehouse: Warehouse, tmp_path: Path
):
    folder = tmp_path / "published"
    published(warehouse, Publisher(folder))
    warehouse.backup()
    other = warehouse_in(tmp_path / "other")
    fill(other, tmp_path, "1.csv", orders=daily("2025-01-30", 3, amount="99"))
    last = published(other, Publisher(folder))
    assert manifests(folder)[0]["version"] == last.version
    assert manifests(folder)[-1]["number"] == last.number
    assert sum(part.rows for part in last.tables["model.order_lines"]) == 3


@pytest.mark.parametrize("before_the_manifest", [False, True])
def test_killed_while_publishing_the_next_start_publishes(
    warehouse: Warehouse, tmp_path: Path, before_the_manifest: bool
):
    whole = Publisher(tmp_path / "whole", large=1)
    expected = published(warehouse, whole).tables
    warehouse.close()
    folder = tmp_path / "published"
    nth = len(lying_in(whole.folder)) + 1 if before_the_manifest else 5
    arguments = [sys.executable, "-c", KILLED, str(warehouse.folder), str(folder), str(nth)]
    assert subprocess.run(arguments, check=False).returncode == -signal.SIGKILL
    assert not list((folder / VERSIONS).glob("*.json"))
    assert list(folder.rglob(f"*{files.PART}")), "killed while it wrote"
    again = published(Warehouse(warehouse.folder), Publisher(folder, large=1))
    assert again.tables == expected
    assert lying_in(folder) == named_by(folder)
    assert not list(folder.rglob(f"*{files.PART}"))


def test_an_import_whose_program_is_killed_before_it_publishes_is_published_by_the_next_start(
    warehouse: Warehouse, tmp_path: Path
):
    folder = tmp_path / "published"
    before = published(warehouse, Publisher(folder, large=1))
    fill(warehouse, tmp_path, "2.csv", orders=daily("2025-04-10", 3, amount="7"))
    warehouse.close()
    arguments = [sys.executable, "-c", KILLED, str(warehouse.folder), str(folder), "1"]
    assert subprocess.run(arguments, check=False).returncode == -signal.SIGKILL
    assert [one["version"] for one in manifests(folder)] == [before.version]
    after = published(Warehouse(warehouse.folder), Publisher(folder, large=1))
    assert [one["version"] for one in manifests(folder)] == [before.version, after.version]
    assert {month for month in by_month(after) if month not in by_month(before)} == {"2025-04"}
    assert sum(part.rows for part in after.tables["model.order_lines"]) == 63
    assert lying_in(folder) == named_by(folder)
