"""The one connection to a workspace: opened, locked down, shared by cursor, opened anew when it fails."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow

from salesdash.errors import DamagedError, FullError, HeldError, LackingError, StoreError
from salesdash.warehouse.engine.chosen import Choice
from salesdash.warehouse.store import backups, committed, opening, schema, troubles
from salesdash.warehouse.store.backups import FILE, Backup, Contents, Why
from salesdash.warehouse.store.gate import Gate
from salesdash.warehouse.store.migrate import migrate
from salesdash.warehouse.store.state import DataState, noted_if_slow

PATIENCE = 3.0  # seconds that a store held by another program is waited for
TURN = 30.0  # seconds that others have to leave before the store is opened anew, or copied
SOON = 0.1  # seconds until what readers stood in the way of is tried again
AGAIN = 0.5  # seconds until a store that could not be opened is tried again


def workspace(chosen: str | None = None) -> Path:
    """The workspace folder: as chosen, else SALESDASH_STORE, else .salesdash where we started."""
    return Path(chosen or os.environ.get("SALESDASH_STORE") or ".salesdash").resolve()


class Unchanged(Exception):  # noqa: N818 - it is no error
    """Raised within a transaction to leave no trace of it; goes no further."""


class Warehouse:
    """A workspace folder with its database, the originals of what was imported, what
    was dropped and not imported yet, and the backups.

    Whatever asks or writes raises StoreError, with the way out, where the store cannot do it. Once
    the cause is gone the next one works: the database is opened anew.
    """

    def __init__(self, folder: Path, *, patience: float = PATIENCE, at_once: bool = True) -> None:
        """Open, and make where it is not there yet; not `at_once`: when it is first used.

        Raises StoreError, after `patience` seconds where another program holds the store.
        """
        self.folder = folder
        self.uploads = folder / opening.UPLOADS
        self.closed = threading.Event()
        self.engine = Choice(folder, schema.statements)
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
        if at_once:
            self._open_anew()

    @property
    def arrivals(self) -> Path:
        """Where files stand until they are imported. The store is opened before anybody puts one
        there: what stands there by then was left by an earlier program and is taken away.

        Raises StoreError where it cannot be opened.
        """
        if self._is_lost and not self._gate.is_inside:
            self._open_anew()
        return self.folder / opening.ARRIVALS

    def _open_anew(self) -> None:
        """Have one connection again. Raises StoreError, the same for a moment however many ask."""
        try:
            with self._gate.alone(TURN):
                if not self._is_lost:
                    return
                if self._failed and time.monotonic() < self._failed[0] + AGAIN:
                    raise self._failed[1]
                self._close()
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
            migrate(self._db, lambda: self._keep("migration"))
            self._take_shape()
        except BaseException as error:
            self._close()
            if isinstance(error, duckdb.Error) and (trouble := troubles.of(error, self.folder)):
                raise trouble from error
            raise
        committed.note(self.folder, committed.count_of(self._db))
        if not self._was_open:
            opening.tidy_up(self.folder)
        self._was_open = True

    def _close(self) -> None:
        self._is_lost = True
        if self._db is not None:
            with suppress(duckdb.Error):
                self._db.close()
        self._db = None

    def _take_shape(self) -> None:
        """Make the tables where this store was last opened by another version of us."""
        if self.rows("SELECT shape FROM app.state") == [(schema.fingerprint(),)]:
            return
        with self.transaction() as db:
            schema.create_tables(db)
            # what was a view may be a table now, and a model that went shall not stay
            db.execute("DROP SCHEMA IF EXISTS model CASCADE")
            schema.create_vocabulary(db)
            schema.rows_changed(db)
            db.execute("UPDATE app.state SET shape = ?", [schema.fingerprint()])

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one piece of work, the store opened where it is not."""
        if self._is_lost and not self._gate.is_inside:
            self._open_anew()
        with self._gate.inside(), self.telling():
            if self._db is None:
                raise StoreError(troubles.BEGUN_ANEW)
            cursor = self._db.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

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

    @property
    def version(self) -> int:
        """Raised by every commit; an answer stays true as long as it is the same."""
        return self.noted(int(self.rows("SELECT data_version FROM app.state")[0][0]))

    def query(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """An answer as a frame; decimals come as floats, exact to 4 places below 10¹¹."""
        self.bring_up_to_date()
        with self._cursor() as cursor, noted_if_slow(sql):
            return cursor.execute(sql, list(values)).df()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What is kept beside the models, which may be due."""
        with self._cursor() as cursor:
            return cursor.execute(sql, list(values)).fetchall()

    @contextmanager
    def transaction(self, *, beside: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or nothing; one writer at a time. Raises the data version, except for what is
        written `beside` the data, on which no answer rests."""
        with self._cursor() as cursor, self._writing:
            cursor.execute("BEGIN")
            try:
                yield cursor
                if not beside:
                    cursor.execute("UPDATE app.state SET data_version = data_version + 1")
                if schema.are_due(cursor):
                    self._is_current = False
                count = committed.count_of(cursor)
                cursor.execute("COMMIT")
                committed.note(self.folder, count)
            except Unchanged:
                cursor.execute("ROLLBACK")
            except BaseException:
                with suppress(duckdb.Error):  # a commit that failed has ended already
                    cursor.execute("ROLLBACK")
                raise

    def bring_up_to_date(self) -> None:
        """Build the models where rows have changed since: once, however many files came in."""
        if self._is_current and not self._is_lost:
            return
        with self._cursor() as cursor, self._writing:
            if schema.are_due(cursor):
                pyarrow.default_memory_pool().release_unused()  # kept since rows came in
                with self.transaction() as db:
                    schema.build_models(db)
            self._is_current = True

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Several questions about one state; what they lay out beside it is forgotten."""
        with self._cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            finally:
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")

    @contextmanager
    def state(self, *, by_engine: bool = True) -> Iterator[DataState]:
        """The data as it stands now, kept for whoever asks several questions about it; those go to the engine that
        was chosen, or where it is not to be waited for (not `by_engine`) to the store."""
        self.bring_up_to_date()
        with self.reading() as cursor:
            state = DataState(cursor, self, by_engine=by_engine)
            try:
                yield state
            finally:
                state.let_go()

    def contents(self) -> Contents:
        """What is in the store now."""
        with self._cursor() as cursor:
            return backups.contents_of(cursor)

    def backup(self, why: Why = "manual") -> Path:
        """Copy the store as it is now. Raises StoreError where there is no room for it, or where
        somebody goes on reading a state from before a model was made anew."""
        return self._in_turn(lambda: self._keep(why))

    def _in_turn(self, work: Callable[[], Path]) -> Path:
        """Work that cannot be done while somebody reads a state from before the last commit: tried
        until they have left. Between two tries others may write, so that a reader who is about to
        write is not waited for in vain."""
        end = time.monotonic() + TURN
        while True:
            try:
                with self._cursor(), self._writing:
                    return work()
            except duckdb.TransactionException:
                if self.closed.wait(SOON) or time.monotonic() > end:
                    raise StoreError(troubles.BUSY) from None

    def _keep(self, why: Why) -> Path:
        assert self._db is not None
        with self.telling(), self._db.cursor() as db:
            return backups.keep(db, self.folder, why)

    def restore(self, backup: Backup | None) -> None:
        """Let the backup be the store, or an empty one; what was there becomes a backup itself.

        Raises FileError for a backup that is damaged, StoreError where there is no room, and then
        nothing has changed. Nobody may be inside, this thread neither.
        """
        if backup:
            backups.check(backup)
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
        """Let a store that lacks what was written last be what its file holds; it is kept as it was,
        with its log. Any other is opened as it is.

        Raises StoreError where another program has it open, there is no room, or the file itself is
        damaged.
        """
        try:
            with self._gate.alone(TURN):
                self._close()
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
                self._close()
                self._open()
            self._keep("restore")
            self._close()
        except (HeldError, FullError):
            raise
        except StoreError:
            self._close()
            backups.set_aside(self.folder)

    def close(self) -> None:
        self.closed.set()
        self._close()


def now() -> datetime:
    """The time of a change, for the audit trail; figures never depend on it."""
    return datetime.now(UTC).replace(tzinfo=None)
