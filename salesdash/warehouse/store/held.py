"""The store kept by one program for as long as it runs: one connection, shared by cursor, opened anew when it fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from salesdash.errors import DamagedError, FullError, HeldError, LackingError, StoreError
from salesdash.warehouse.store import backups, committed, opening, schema, troubles
from salesdash.warehouse.store.backups import FILE, Backup, Why
from salesdash.warehouse.store.gate import Gate

TURN = 30.0  # seconds that others have to leave before the store is opened anew, or copied
SOON = 0.1  # seconds until what readers stood in the way of is tried again
AGAIN = 0.5  # seconds until a store that could not be opened is tried again


class Held:
    """The store of a workspace; nobody else can open it meanwhile."""

    def __init__(self, folder: Path, patience: float) -> None:
        """`patience`: seconds that another program's store is waited for."""
        self.folder = folder
        self.closed = threading.Event()
        self._patience = patience
        self._writing = threading.RLock()
        self._gate = Gate()
        self._db: duckdb.DuckDBPyConnection | None = None
        self._is_lost = True
        self._failed: tuple[float, StoreError] | None = None
        self._was_open = False
        self._before = 0  # versions of the data before this one was opened
        self._newest = 0
        self._is_current = False
        self._commits = 0

    def make_ready(self) -> None:
        """Open, and make, what is not. Raises StoreError where it cannot be, HeldError for another program's."""
        if self._is_lost and not self._gate.is_inside:
            self._open_anew()

    @property
    def arrivals(self) -> Path:
        """Where files stand until they are imported. Raises StoreError where the store cannot be opened."""
        self.make_ready()
        return self.folder / opening.ARRIVALS

    @property
    def edition(self) -> int:
        """The same as long as nothing is committed. Raises StoreError where the store cannot be opened."""
        self.make_ready()
        return self._commits

    def has_duty(self) -> bool:
        """Whether what is done once for the workspace is this program's to do: there is no other."""
        return True

    def part_of(self, folder: Path) -> Path:
        """Of a folder into which one program may write, the part that is this one's: all of it."""
        return folder

    def _open_anew(self) -> None:
        """Have one connection again. Raises StoreError, the same for a moment however many ask."""
        try:
            with self._gate.alone(TURN):
                if not self._is_lost:
                    return
                if self._failed and time.monotonic() < self._failed[0] + AGAIN:
                    raise self._failed[1]
                self.let_go()
                try:
                    self._open()
                except StoreError as error:
                    self._failed = (time.monotonic(), error)
                    raise
        except TimeoutError:
            raise StoreError(troubles.BUSY) from None

    def _open(self, *, empty: bool = False) -> None:
        opening.make_folders(self.folder)
        is_missing = not (self.folder / FILE).exists() and not empty
        if is_missing and backups.kept(self.folder):
            raise DamagedError(troubles.MISSING.format(folder=self.folder))
        self._db = opening.connected(self.folder, self._patience)
        try:
            opening.check(self._db, self.folder)
            opening.lock_down(self._db, self.folder)
            self._is_lost, self._failed = False, None
            self._before, self._is_current = self._newest and self._newest + 1, False
            opening.bring_forward(self._db, lambda: self._keep("migration"))
        except BaseException as error:
            self.let_go()
            if isinstance(error, duckdb.Error) and (trouble := troubles.of(error, self.folder)):
                raise trouble from error
            raise
        self._commits += 1
        committed.note(self.folder, committed.count_of(self._db))
        if not self._was_open:
            opening.tidy_up(self.folder)
        self._was_open = True

    def let_go(self) -> None:
        """Until it is used again."""
        self._is_lost = True
        if self._db is not None:
            with suppress(duckdb.Error):
                self._db.close()
        self._db = None

    def close(self) -> None:
        self.closed.set()
        self.let_go()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one piece of work, the store opened where it is not."""
        self.make_ready()
        with self._gate.inside(), self.telling():
            if self._db is None:
                raise StoreError(troubles.BEGUN_ANEW)
            cursor = self._db.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def turn(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Nobody else writes."""
        with self.cursor() as cursor, self._writing:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or nothing."""
        with self.turn() as cursor:
            with committed.all_or_nothing(cursor):
                yield cursor
                if schema.are_due(cursor):
                    self._is_current = False
                count = committed.count_of(cursor)
            self._commits += 1  # not before: who asks until then gets what stood
            committed.note(self.folder, count)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Raises StoreError for what the database cannot do and the user can put right."""
        try:
            yield
        except duckdb.Error as error:
            self._is_lost = self._is_lost or troubles.is_fatal(error) or not self._answers()
            trouble = troubles.of(error, self.folder)
            if trouble is None:
                raise
            raise trouble from error

    def _answers(self) -> bool:
        """Whether the database, after an error, goes on; some end it with the disk full."""
        try:
            if self._db is not None:
                with self._db.cursor() as cursor:
                    cursor.execute("SELECT 1").fetchall()
        except duckdb.Error:
            return False
        return True

    def noted(self, version: int) -> int:
        """The version of the data since this program began: raised by every commit, and when another
        store takes its place."""
        self._newest = max(self._newest, self._before + version)
        return self._before + version

    def are_models_due(self) -> bool:
        """Whether the models are older than the rows."""
        if self._is_current and not self._is_lost:
            return False
        with self.cursor() as cursor:
            is_due = schema.are_due(cursor)
            # noted only where nobody writes, who may make them due; who asks waits for no writer
            if not is_due and self._writing.acquire(blocking=False):
                try:
                    is_due = schema.are_due(cursor)
                    self._is_current = not is_due
                finally:
                    self._writing.release()
        return is_due

    def backup(self, why: Why) -> Path:
        """Copy the store as it is now."""
        return self._in_turn(lambda: self._keep(why))

    def _in_turn(self, work: Callable[[], Path]) -> Path:
        """Work that cannot be done while somebody reads a state from before the last commit: tried
        until they have left. Between two tries others may write, so that a reader who is about to
        write is not waited for in vain."""
        end = time.monotonic() + TURN
        while True:
            try:
                with self.turn():
                    return work()
            except duckdb.TransactionException:
                if self.closed.wait(SOON) or time.monotonic() > end:
                    raise StoreError(troubles.BUSY) from None

    def _keep(self, why: Why) -> Path:
        assert self._db is not None
        with self.telling(), self._db.cursor() as db:
            db.execute("CHECKPOINT")
            return backups.keep(self.folder, why)

    def restore(self, backup: Backup | None) -> None:
        """Let the backup be the store, or an empty one."""
        try:
            with self._gate.alone(TURN):
                self._make_way()
                committed.forget(self.folder)
                if backup:
                    backups.put_in_place(self.folder, backup)
                else:
                    (self.folder / FILE).unlink(missing_ok=True)
                self._open(empty=backup is None)
        except TimeoutError:
            raise StoreError(troubles.BUSY) from None

    def restore_without_log(self) -> None:
        """Let a store that lacks what was written last be what its file holds."""
        try:
            with self._gate.alone(TURN):
                self.let_go()
                with suppress(LackingError):
                    self._open()
                    return
                backups.set_aside(self.folder, stays=True)
                committed.forget(self.folder)
                self._open()
        except TimeoutError:
            raise StoreError(troubles.BUSY) from None

    def _make_way(self) -> None:
        """Close the store, and keep it: as a backup, or as it is where it cannot be read.

        Raises HeldError where another program has it open.
        """
        try:
            if self._is_lost:
                self.let_go()
                self._open()
            self._keep("restore")
            self.let_go()
        except (HeldError, FullError):
            raise
        except StoreError:
            self.let_go()
            backups.set_aside(self.folder)
