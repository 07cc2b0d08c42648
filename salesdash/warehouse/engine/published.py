"""A version of the data as Parquet files, which an engine reads and nobody changes.

A file is named by what is in it: what did not change keeps its file, and a file that bears a name is whole. Which
files make up a version is said by its manifest, which is written last. Each program publishes anew what it first
shows, and writes what is missing of it: so what was cut short is made up for, and no manifest that an earlier
program left is taken for a version that only bears the same number.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow.parquet

from salesdash import files

VERSIONS = "versions"
SCHEMAS = ("model", "live")
LARGE = 100_000  # rows from which on a table has a file for each month
# Seconds that a version stays after the next came. Whoever asks about it began before that and is done by then;
# who is killed leaves nothing behind that would keep it.
STAYS = 3600
_AT_ONCE = 1 << 17  # rows
# What is covered says something of the store's own tables; the others are steps on the way to the targets, the order
# lines and the orders.
_KEPT_BACK = (
    "('coverage', 'approved_cells', 'sheet_targets', 'targets_in_force', 'first_targets', 'targets', "
    "'found_lines', 'lines', 'all_lines', 'placed_of_several')"
)
_TABLES = (
    "SELECT table_schema || '.' || table_name FROM information_schema.tables "
    f"WHERE table_schema IN {SCHEMAS} AND table_name NOT IN {_KEPT_BACK} ORDER BY 1"
)
_DAYS = ("date", "order_date")  # the columns by which tables are told apart by month


@dataclass(frozen=True, slots=True)
class Part:
    """A file, from the folder on; `digest` tells its rows and columns from all others."""

    file: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The files of every table, by `schema.table`, in one version of the data, and its columns with their types."""

    number: int
    version: int
    tables: dict[str, tuple[Part, ...]]
    columns: dict[str, dict[str, str]]


class Publisher:
    """The folder that an engine reads. One program publishes into it at a time: the one that holds the store."""

    def __init__(self, folder: Path, large: int = LARGE) -> None:
        self.folder = folder
        self._large = large
        self._numbered_from: int | None = None

    def publish(self, db: duckdb.DuckDBPyConnection, version: int) -> Publication:
        """Write what is not there yet of the state that the cursor reads, then its manifest.

        Raises StoreError where it cannot be written; then no version is there that was not there before.
        """
        tables = [name for (name,) in db.execute(_TABLES).fetchall()]
        columns = {name: _columns(db, name) for name in tables}
        parts = {name: tuple(self._parts(db, name, columns[name])) for name in tables}
        publication = Publication(self._number(version), version, parts, columns)
        manifest = json.dumps(asdict(publication), indent=1).encode()
        files.write(self._manifest(publication.number), manifest)
        self._sweep()
        return publication

    def files(self, publication: Publication) -> dict[str, list[str]]:
        """Where the files of each table lie."""
        return {
            table: [(self.folder / part.file).as_posix() for part in parts]
            for table, parts in publication.tables.items()
        }

    def _manifest(self, number: int) -> Path:
        return self.folder / VERSIONS / f"{number:09}.json"

    def _number(self, version: int) -> int:
        """Versions in their order, after all that an earlier program left."""
        if self._numbered_from is None:
            last = max((int(one.stem) for one in self._manifests()), default=0)
            self._numbered_from = last + 1
        return self._numbered_from + version

    def _manifests(self) -> list[Path]:
        return sorted((self.folder / VERSIONS).glob("*.json"))

    def _parts(
        self, db: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str]
    ) -> Iterator[Part]:
        day = next((name for name in columns if columns[name] == "DATE" and name in _DAYS), None)
        month = f"date_trunc('month', {day})::DATE" if day else "NULL::DATE"
        # A sum, as rows have no order; of one hash in another's place it would not be the same.
        summed = f"SELECT {month}, count(*), sum(hash(t)) FROM {table} AS t GROUP BY 1 ORDER BY 1"
        months = db.execute(summed).fetchall()
        rows, total = (sum(one[n] for one in months) for n in (1, 2))
        if rows < self._large or not day:
            months, month = [(None, rows, total)], "NULL::DATE"
        for first, count, hashes in months:
            digest = hashlib.sha256(
                repr((list(columns.items()), count, hashes)).encode()
            ).hexdigest()[:32]
            part = Part(f"{table}/{_named(first)}-{digest}.parquet", count, digest)
            if not (self.folder / part.file).exists():
                self._write(
                    db, f"SELECT * FROM {table} WHERE {month} IS NOT DISTINCT FROM ?", first, part
                )
            yield part

    def _write(
        self, db: duckdb.DuckDBPyConnection, rows: str, first: date | None, part: Part
    ) -> None:
        reader = db.sql(rows, params=[first]).to_arrow_reader(_AT_ONCE)
        with (
            files.whole(self.folder / part.file) as stream,
            pyarrow.parquet.ParquetWriter(stream, reader.schema) as writer,
        ):
            for batch in reader:
                writer.write_batch(batch)

    def _sweep(self) -> None:
        """Take away the versions whose time is over, and whatever no version names."""
        manifests = self._manifests()
        over = time.time() - STAYS
        for old, following in pairwise(manifests):
            if following.stat().st_mtime < over:
                with suppress(OSError):
                    old.unlink()
        named = {
            part["file"]
            for manifest in self._manifests()
            for parts in json.loads(manifest.read_bytes())["tables"].values()
            for part in parts
        }
        tables = [folder for schema in SCHEMAS for folder in self.folder.glob(f"{schema}.*")]
        for file in (file for table in tables for file in table.glob("*.parquet")):
            if file.relative_to(self.folder).as_posix() not in named:
                with suppress(OSError):
                    file.unlink()
        files.clear(self.folder / VERSIONS, *tables)


def _columns(db: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {name: kind for name, kind, *_ in db.execute(f"DESCRIBE {table}").fetchall()}


def _named(first: date | None) -> str:
    return f"{first:%Y-%m}" if first else "all"
