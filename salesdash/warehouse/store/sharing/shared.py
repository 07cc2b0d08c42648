"""The store of several servers beside each other: whoever writes changes a copy, which then takes the store's place in
one step; whoever reads has open what was the store when it began, and nobody changes that any more.

So a reader waits for no import, sees nothing half, and is left with nothing half when a writer is killed; and there
is nothing to bring in step: what lies in the store's place is what all show.
"""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import duckdb

from salesdash import files
from salesdash.errors import FullError, HeldError, LackingError, StoreError
from salesdash.warehouse.store import backups, committed, opening, schema, troubles
from salesdash.warehouse.store.backups import FILE, Backup, Why
from salesdash.warehouse.store.held import Held
from salesdash.warehouse.store.migrate import check_version
from salesdash.warehouse.store.sharing.lock import Lock
from salesdash.warehouse.store.sharing.seat import Seat

TURN = 60.0  # seconds that another server's import is waited for
Identity = tuple[int, int, int]


@dataclass(frozen=True)
class Copy:
    """A store open to be read, which nobody changes: it goes when the last who reads it has left."""

    db: duckdb.DuckDBPyConnection
    identity: Identity | None
    are_models_due: bool


class Shared:
    """The store of a workspace, as Held is for one program; nothing of it is kept from others but while it is
    written."""

    def __init__(self, folder: Path, patience: float) -> None:
        """`patience`: seconds that a program that keeps the store to itself is waited for."""
        self.folder = folder
        self.closed = threading.Event()
        self._store = folder / FILE
        self._seat = Seat(folder)
        self._held = Held(folder, patience)
        self._turn, self._duty = self._seat.lock("turn"), self._seat.lock("duty")
        self._parts: list[Lock] = []
        self._writing = threading.RLock()
        self._is_changing = False
        self._looking = threading.Lock()
        self._copy: Copy | None = None

    @property
    def arrivals(self) -> Path:
        """Where files stand until this program has imported them. Raises StoreError where there can be none."""
        return self._seat.folder / opening.ARRIVALS

    @property
    def edition(self) -> Identity | None:
        """The same as long as no other store lies in this one's place. Raises StoreError where it cannot be opened."""
        return self._newest().identity

    def has_duty(self) -> bool:
        """Whether what is done once for the workspace, and not once a server, is this one's to do."""
        with files.telling(self._seat.folder):
            return self._duty.take()

    def part_of(self, folder: Path) -> Path:
        """Of a folder into which one program may write, the part that none of the others has."""
        for n in itertools.count(1):
            part = folder / str(n)
            with files.telling(folder):
                part.mkdir(parents=True, exist_ok=True)
                lock = Lock(part / ".lock")
                if lock.take():
                    break
        self._parts.append(lock)
        return part

    def make_ready(self) -> None:
        """Open, and make, what is not. Raises StoreError where it cannot be, HeldError for a program that keeps it
        to itself."""
        self._newest()

    def close(self) -> None:
        self.closed.set()
        self._copy = None
        for lock in (self._duty, *self._parts):
            lock.let_go()
        self._seat.leave()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one piece of work, on the store as it is now."""
        copy = self._newest()
        with self.telling():
            cursor = copy.db.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    def _newest(self) -> Copy:
        with self._looking:
            while self._copy is None or self._copy.identity != self._identity():
                is_first = self._copy is None
                self._copy = self._opened()
                if is_first:
                    with files.telling(self.folder):
                        self._seat.tidy_up()
            return self._copy

    def _identity(self) -> Identity | None:
        """What tells the file in the store's place from any other; None: there is none."""
        try:
            stat = self._store.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    def _opened(self) -> Copy:
        """The store as it is now; made ready first where there is none, or not all of it is in its file, or another
        version of us wrote it."""
        if sys.platform == "win32":
            raise StoreError(troubles.NOT_SHARED)
        if not self._store.exists() or backups.log_of(self.folder).exists():
            self._make_ready_alone()
        if copy := self._linked():
            return copy
        self._make_ready_alone()
        if copy := self._linked():
            return copy
        raise StoreError(troubles.BUSY)

    def _make_ready_alone(self) -> None:
        """As one program does that keeps the store to itself; none of the others can have it open."""
        with self.turn():
            self._held.make_ready()
            self._held.let_go()

    def _linked(self) -> Copy | None:
        """The store open under another name, as DuckDB takes one name for one database, and its own is soon
        another's; None where another version of us wrote it."""
        name = self._seat.folder / uuid4().hex
        identity = self._identity()
        try:
            if not files.link(self._store, name):
                files.copy(self._store, name)
            db = duckdb.connect(
                str(name), read_only=True, config={"temp_directory": f"{name}.spilt"}
            )
            opening.check(db, self.folder)
            opening.lock_down(db, self.folder)
            if not opening.is_of_this_version(db):
                return None
            return Copy(db, identity, schema.are_due(db))
        except LackingError:
            if identity == self._identity():
                raise
            return self._linked()  # replaced, and noted, meanwhile
        except duckdb.Error as error:
            raise troubles.of_opening(error, self.folder) from error
        finally:
            with suppress(OSError):
                name.unlink(missing_ok=True)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Nobody else writes, of this program or another. Raises StoreError where that takes others too long."""
        if not self._writing.acquire(timeout=TURN):
            raise StoreError(troubles.BUSY)
        try:
            is_within = self._turn.is_held
            with files.telling(self._seat.folder):
                is_ours = self._turn.take(TURN)
            if not is_ours:
                raise StoreError(troubles.BUSY)
            try:
                yield
            finally:
                if not is_within:
                    self._turn.let_go()
        finally:
            self._writing.release()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or nothing."""
        with self.turn():
            self._newest()
            with self._next(self._store) as db:
                committed.check(db, self.folder)
                with committed.all_or_nothing(db):
                    yield db
                count = committed.count_of(db)
            committed.note(self.folder, count)

    @contextmanager
    def _next(self, source: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A copy to be changed, of an empty store without a source, which takes the store's place when the block has
        ended."""
        if self._is_changing:
            raise RuntimeError("a change within a change: the outer one would take its place")
        self._is_changing = True
        part = self._seat.folder / uuid4().hex
        try:
            if source:
                with files.telling(self.folder), part.open("xb") as stream:
                    backups.pour(source, stream)
            with self.telling():
                db = duckdb.connect(str(part))
                try:
                    opening.lock_down(db, self.folder)
                    yield db
                    db.execute("CHECKPOINT")
                finally:
                    db.close()
            files.replace(part, self._store)
        finally:
            self._is_changing = False
            for left in (part, Path(f"{part}.wal")):
                with suppress(OSError):
                    left.unlink(missing_ok=True)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Raises StoreError for what the database cannot do and the user can put right."""
        try:
            yield
        except duckdb.Error as error:
            if troubles.is_fatal(error):
                self._copy = None
            trouble = troubles.of(error, self.folder)
            if trouble is None:
                raise
            raise trouble from error

    def noted(self, version: int) -> int:
        """The version of the data, the same for all servers: a restored store gets one that none had."""
        return version

    def are_models_due(self) -> bool:
        """Whether the models are older than the rows."""
        return self._newest().are_models_due

    def backup(self, why: Why) -> Path:
        """Copy the store as it is now."""
        with self.turn():
            self._newest()
            return backups.keep(self.folder, why)

    def restore(self, backup: Backup | None) -> None:
        """Let the backup be the store, or an empty one."""
        with self.turn():
            newest = self._make_way()
            with self._next(backup.path if backup else None) as db:
                check_version(db)
                opening.bring_forward(db, lambda: None)
                self._number_after(db, newest)
                count = committed.count_of(db)
                committed.forget(self.folder)
            committed.note(self.folder, count)

    def restore_without_log(self) -> None:
        """Let a store that lacks what was written last be what its file holds."""
        with self.turn():
            newest = committed.noted(self.folder)
            self._held.restore_without_log()
            self._held.let_go()
            with self.writing() as db:
                self._number_after(db, newest)

    def _make_way(self) -> int:
        """Keep the store: as a backup, or as it is where it cannot be read; a number that no version of its data
        went beyond."""
        newest = committed.noted(self.folder)
        try:
            with self.cursor() as cursor:
                newest = max(newest, committed.count_of(cursor))
            backups.keep(self.folder, "restore")
        except (HeldError, FullError):
            raise
        except StoreError:
            backups.set_aside(self.folder)
        return newest

    def _number_after(self, db: duckdb.DuckDBPyConnection, newest: int) -> None:
        """Whoever keeps what was found out about a version shall not take this one for it."""
        db.execute("UPDATE app.state SET data_version = greatest(data_version, ?) + 1", [newest])
