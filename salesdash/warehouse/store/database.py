"""A workspace as everybody uses it: asked, written, copied and restored."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow

from salesdash.warehouse.engine.chosen import Choice
from salesdash.warehouse.store import backups, opening, schema
from salesdash.warehouse.store.backups import Backup, Contents, Why
from salesdash.warehouse.store.held import Held
from salesdash.warehouse.store.sharing.shared import Shared
from salesdash.warehouse.store.state import DataState, noted_if_slow

PATIENCE = 3.0  # seconds that a store held by another program is waited for
FEW = 1_000  # rows of one answer that are kept until something is committed


def workspace(chosen: str | None = None) -> Path:
    """The workspace folder: as chosen, else SALESDASH_STORE, else .salesdash where we started."""
    return Path(chosen or os.environ.get("SALESDASH_STORE") or ".salesdash").resolve()


def is_shared() -> bool:
    """Whether several servers are to use a workspace beside each other."""
    return os.environ.get("SALESDASH_SHARED", "0") not in ("", "0")


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
        self._store = Shared(folder, patience) if is_shared() else Held(folder, patience)
        self.engine = Choice(folder, schema.statements, self._store.part_of)
        self.closed = self._store.closed
        self._asked: tuple[Hashable, dict[Hashable, list[tuple[Any, ...]]]] = (None, {})
        if at_once:
            self._store.make_ready()

    @property
    def arrivals(self) -> Path:
        """Where files stand until they are imported. The store is opened before anybody puts one
        there: what stands there by then was left by an earlier program and is taken away.

        Raises StoreError where it cannot be opened.
        """
        return self._store.arrivals

    def has_duty(self) -> bool:
        """Whether what is done once for a workspace, however many servers it has, is this program's to do; raises
        StoreError where that cannot be told."""
        return self._store.has_duty()

    def telling(self) -> AbstractContextManager[None]:
        """Raises StoreError for what the database cannot do and the user can put right."""
        return self._store.telling()

    def noted(self, version: int) -> int:
        """The version of the data for whoever keeps what was found out about it: no two states bear the same."""
        return self._store.noted(version)

    @property
    def version(self) -> int:
        """Raised by every commit; an answer stays true as long as it is the same."""
        return self.noted(int(self.rows("SELECT data_version FROM app.state")[0][0]))

    def query(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """An answer as a frame; decimals come as floats, exact to 4 places below 10¹¹."""
        self.bring_up_to_date()
        with self._store.cursor() as cursor, noted_if_slow(sql):
            return cursor.execute(sql, list(values)).df()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What is kept beside the models, which may be due; asked once as long as nothing is committed."""
        edition, key = self._store.edition, (sql, tuple(values))
        if self._asked[0] != edition:
            self._asked = edition, {}
        known = self._asked[1]
        if key in known:
            return list(known[key])
        with self._store.cursor() as cursor:
            rows = cursor.execute(sql, list(values)).fetchall()
        if len(rows) <= FEW:
            known[key] = rows
        return list(rows)

    @contextmanager
    def transaction(self, *, beside: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or nothing; one writer at a time. Raises the data version, except for what is
        written `beside` the data, on which no answer rests."""
        with suppress(Unchanged), self._store.writing() as db:
            yield db
            if not beside:
                db.execute("UPDATE app.state SET data_version = data_version + 1")

    def bring_up_to_date(self) -> None:
        """Build the models where rows have changed since: once, however many files came in."""
        if not self._store.are_models_due():
            return
        with self._store.turn():
            if self._store.are_models_due():  # nobody has built them meanwhile
                pyarrow.default_memory_pool().release_unused()  # kept since rows came in
                with self.transaction() as db:
                    schema.build_models(db)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Several questions about one state; what they lay out beside it is forgotten."""
        with self._store.cursor() as cursor:
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
        with self._store.cursor() as cursor:
            return backups.contents_of(cursor)

    def backup(self, why: Why = "manual") -> Path:
        """Copy the store as it is now. Raises StoreError where there is no room for it, or where
        somebody goes on reading a state from before a model was made anew."""
        return self._store.backup(why)

    def restore(self, backup: Backup | None) -> None:
        """Let the backup be the store, or an empty one; what was there becomes a backup itself.

        Raises FileError for a backup that is damaged, StoreError where there is no room, and then
        nothing has changed. Nobody may be inside, this thread neither.
        """
        if backup:
            backups.check(backup)
        self._store.restore(backup)

    def restore_without_log(self) -> None:
        """Let a store that lacks what was written last be what its file holds; it is kept as it was,
        with its log. Any other is opened as it is.

        Raises StoreError where another program has it open, there is no room, or the file itself is
        damaged.
        """
        self._store.restore_without_log()

    def close(self) -> None:
        self._store.close()


def now() -> datetime:
    """The time of a change, for the audit trail; figures never depend on it."""
    return datetime.now(UTC).replace(tzinfo=None)
