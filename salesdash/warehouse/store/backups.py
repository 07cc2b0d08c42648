"""Whole copies of the store: made, checked, kept for a while, and put back in its place."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import BinaryIO, Literal, get_args

import duckdb

from salesdash import files
from salesdash.errors import FileError
from salesdash.text import Text
from salesdash.warehouse.store import troubles

FILE = "salesdash.duckdb"
FOLDER = "backups"
Why = Literal["daily", "manual", "migration", "restore", "uploaded", "replaced"]
WHYS: tuple[Why, ...] = get_args(Why)
NEWEST = 7  # kept in any case; of older ones the last of each month
REPLACED = 1
NOT_OURS = Text(
    "“{name}”不是本程序的备份，没有放回。",
    "“{name}” is no backup of this application; it was not put back.",
)
UNSOUND = Text(
    "备份“{name}”已损坏，不能用。请选另一个。",
    "The backup “{name}” is damaged and cannot be used. Choose another one.",
)
GONE = Text("没有名为“{name}”的备份。", "There is no backup “{name}”.")
_NAMED = re.compile(r"(\d{8}-\d{6})-([a-z]+)( \(\d+\))?\.duckdb")
_AT = "%Y%m%d-%H%M%S"
# Read by a child: a process that opens and closes a file of its own loses every lock it has on it.
_CAT = "import sys, shutil; shutil.copyfileobj(open(sys.argv[1], 'rb'), sys.stdout.buffer, 1 << 20)"
_READING: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds: its imports by number (file, and whether it is undone), the rows that they
    loaded, how often something of each kind was edited, and the version of the data."""

    imports: Mapping[int, tuple[str, bool]]
    rows: int
    edits: Mapping[str, int]
    version: int


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy. `at` is in UTC; `size` in bytes; `contents` None: it cannot be read."""

    path: Path
    at: datetime
    why: Why
    size: int
    contents: Contents | None

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class Lost:
    """What a store holds and a backup does not: imports, imports undone since, edits by kind."""

    imports: tuple[str, ...]
    undone: tuple[str, ...]
    edits: Mapping[str, int]

    @property
    def is_nothing(self) -> bool:
        return not (self.imports or self.undone or self.edits)


def kept(folder: Path) -> list[Backup]:
    """The backups of a workspace, newest first."""
    backups = [
        Backup(path, datetime.strptime(named[1], _AT).replace(tzinfo=UTC), why, size, contents)
        for path, named, why in _named(folder)
        for size, contents in [_looked_into(path, *_state(path))]
    ]
    return sorted(backups, key=lambda backup: (backup.at, backup.name), reverse=True)


def find(folder: Path, name: str) -> Backup:
    """The backup of this name. Raises FileError where there is none."""
    wanted = next((backup for backup in kept(folder) if backup.name == name), None)
    if wanted is None:
        raise FileError(GONE.format(name=name))
    return wanted


def keep(folder: Path, why: Why) -> Path:
    """Copy the store, all of which is in its file; nobody may write meanwhile, anybody may read. Older
    copies make room.

    Raises StoreError: the copy does not fit, or the store cannot be read in full.
    """
    store, path = folder / FILE, _free(folder, why)
    with files.whole(path) as stream:
        pour(store, stream)
        if not is_sound(Path(stream.name)):
            raise troubles.damaged(folder)
    thin_out(folder)
    return path


def take_in(folder: Path, content: bytes, name: str) -> Path:
    """Lay a backup that comes from elsewhere beside the others. Raises FileError for any other file."""
    path = _free(folder, "uploaded")
    with files.whole(path) as stream:
        stream.write(content)
        stream.flush()
        if not is_sound(Path(stream.name)):
            raise FileError(NOT_OURS.format(name=name))
    return path


def check(backup: Backup) -> None:
    """Raises FileError where the backup cannot be read in full."""
    if not is_sound(backup.path):
        raise FileError(UNSOUND.format(name=backup.name))


def set_aside(folder: Path, *, stays: bool = False) -> None:
    """Keep the store as it is, readable or not, with its log, before another one takes its place; or,
    where it `stays`, before it is opened without its log."""
    store, log = folder / FILE, log_of(folder)
    if store.exists():
        aside = _free(folder, "replaced")
        if stays or not files.link(store, aside):
            files.copy(store, aside)
        if log.exists():  # what it says belongs to that file alone
            files.move(log, aside.with_name(aside.name + ".wal"))
    elif log.exists():
        log.unlink()
    thin_out(folder)


def log_of(folder: Path) -> Path:
    """Where what was committed stands until it is in the store itself."""
    return folder / f"{FILE}.wal"


def put_in_place(folder: Path, backup: Backup) -> None:
    """Let the backup be the store: it was or is it, whatever happens meanwhile."""
    files.copy(backup.path, folder / FILE)


def thin_out(folder: Path) -> None:
    """Take away what is older than the newest few and not the last of its month."""
    backups = kept(folder)
    copies = [backup for backup in backups if backup.why != "replaced"]
    replaced = [backup for backup in backups if backup.why == "replaced"]
    months = {f"{backup.at:%Y-%m}": backup for backup in reversed(copies)}
    stay = [*copies[:NEWEST], *months.values(), *replaced[:REPLACED]]
    for backup in backups:
        if backup not in stay:
            backup.path.unlink()
            backup.path.with_name(backup.name + ".wal").unlink(missing_ok=True)


def lost(now: Contents, backup: Contents) -> Lost:
    """What of the store as it is would be gone with the backup in its place."""
    both = [n for n in now.imports if n in backup.imports]
    edits = {what: n - backup.edits.get(what, 0) for what, n in now.edits.items()}
    return Lost(
        tuple(now.imports[n][0] for n in now.imports if n not in backup.imports),
        tuple(now.imports[n][0] for n in both if now.imports[n][1] and not backup.imports[n][1]),
        {what: n for what, n in edits.items() if n > 0},
    )


def reading(path: Path) -> duckdb.DuckDBPyConnection:
    """A store opened so that nothing of it is changed. Raises duckdb.Error."""
    return duckdb.connect(str(path), read_only=True, config=_READING)


def is_sound(path: Path) -> bool:
    """Whether every block of a store can be read, and it is one of ours."""
    try:
        with reading(path) as db:
            contents_of(db)
            tables = db.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
            for schema, table in tables:
                db.execute(f'SELECT max(hash(t)) FROM "{schema}"."{table}" AS t').fetchall()
    except duckdb.Error:
        return False
    return True


def contents_of(db: duckdb.DuckDBPyConnection) -> Contents:
    """What a store holds."""
    imports = db.execute(
        "SELECT import_id, file, undone_at IS NOT NULL FROM app.imports ORDER BY import_id"
    ).fetchall()
    [(rows,)] = db.execute(
        "SELECT coalesce(sum((receipt->>'rows_loaded')::BIGINT), 0) FROM app.receipts "
        "JOIN app.imports USING (import_id) WHERE undone_at IS NULL"
    ).fetchall()
    edits = db.execute(
        "SELECT what, count(*) FROM app.history WHERE what <> 'import' GROUP BY what ORDER BY what"
    ).fetchall()
    [(version,)] = db.execute("SELECT data_version FROM app.state").fetchall()
    return Contents(
        {number: (file, undone) for number, file, undone in imports},
        int(rows),
        dict(edits),
        version,
    )


@lru_cache(maxsize=64)
def _looked_into(path: Path, size: int, changed: int) -> tuple[int, Contents | None]:  # noqa: ARG001
    try:
        with reading(path) as db:
            return size, contents_of(db)
    except duckdb.Error:
        return size, None


def _named(folder: Path) -> list[tuple[Path, re.Match[str], Why]]:
    copies = []
    with suppress(OSError):  # where nobody can look there are none
        for path in (folder / FOLDER).glob("*.duckdb"):
            named = _NAMED.fullmatch(path.name)
            why = next((why for why in WHYS if named and named[2] == why), None)
            if named and why:
                copies.append((path, named, why))
    return copies


def _state(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _free(folder: Path, why: Why) -> Path:
    """A name for a copy of now that no other has."""
    stamp = f"{datetime.now(UTC):{_AT}}-{why}"
    names = (f"{stamp}{(n and f' ({n})') or ''}.duckdb" for n in count())
    return next(path for name in names if not (path := folder / FOLDER / name).exists())


def pour(store: Path, stream: BinaryIO) -> None:
    """Write all of a store into a stream. Raises StoreError where it cannot be read in full."""
    command = [sys.executable, "-I", "-S", "-c", _CAT, str(store)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as child:
        assert child.stdout
        shutil.copyfileobj(child.stdout, stream, 1 << 20)
    stream.flush()
    if stream.tell() != store.stat().st_size:
        raise troubles.damaged(store.parent)
