"""The one connection to a workspace: opened, locked down, shared by cursor."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from salesdash.errors import HeldError, StoreError
from salesdash.text import Text
from salesdash.warehouse.migrate import migrate
from salesdash.warehouse.schema import (
    are_due,
    build_models,
    create_tables,
    create_vocabulary,
    fingerprint,
    rows_changed,
)

FILE = "salesdash.duckdb"


def workspace(chosen: str | None = None) -> Path:
    """The workspace folder: as chosen, else SALESDASH_STORE, else .salesdash where we started."""
    return Path(chosen or os.environ.get("SALESDASH_STORE") or ".salesdash").resolve()


class Unchanged(Exception):  # noqa: N818 - it is no error
    """Raised within a transaction to leave no trace of it; goes no further."""


class Warehouse:
    """A workspace folder with its database, the originals of what was imported, what
    was dropped and not imported yet, and the backups."""

    def __init__(self, folder: Path) -> None:
        """Open, and make where it is not there yet. Raises StoreError with the way out."""
        self.folder = folder
        self.uploads = folder / "uploads"
        self.arrivals = folder / "arrivals"
        self.backups = folder / "backups"
        self.closed = threading.Event()
        self._writing = threading.RLock()
        self._is_current = False
        try:
            for path in (folder, self.uploads, self.arrivals, self.backups):
                path.mkdir(parents=True, exist_ok=True)
            self._db = duckdb.connect(str(folder / FILE))
        except duckdb.IOException as error:
            raise _cannot_open(folder, error) from error
        except (OSError, duckdb.Error) as error:
            raise _unusable(folder, error) from error
        self._lock_down()
        migrate(self._db)
        self._take_shape()

    def _take_shape(self) -> None:
        """Make the tables where this store was last opened by another version of us."""
        if self.rows("SELECT shape FROM app.state") == [(fingerprint(),)]:
            return
        with self.transaction() as db:
            create_tables(db)
            # what was a view may be a table now, and a model that went shall not stay
            db.execute("DROP SCHEMA IF EXISTS model CASCADE")
            create_vocabulary(db)
            rows_changed(db)
            db.execute("UPDATE app.state SET shape = ?", [fingerprint()])

    def _lock_down(self) -> None:
        """No file outside the workspace, no network, and no way back."""
        self._db.execute("SET allowed_directories = [?]", [str(self.folder)])
        self._db.execute("SET enable_external_access = false")
        self._db.execute("SET autoload_known_extensions = false")
        self._db.execute("SET autoinstall_known_extensions = false")
        self._db.execute("SET lock_configuration = true")

    @property
    def version(self) -> int:
        """Raised by every commit; an answer stays true as long as it is the same."""
        row = self._db.cursor().execute("SELECT data_version FROM app.state").fetchone()
        return int(row[0]) if row else 0

    def query(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """An answer as a frame; decimals come as floats, exact to 4 places below 10¹¹."""
        self.bring_up_to_date()
        return self._db.cursor().execute(sql, list(values)).df()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What is kept beside the models, which may be due."""
        return self._db.cursor().execute(sql, list(values)).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or nothing; one writer at a time. Raises the data version."""
        with self._writing:
            cursor = self._db.cursor()
            cursor.execute("BEGIN")
            try:
                yield cursor
                cursor.execute("UPDATE app.state SET data_version = data_version + 1")
                if are_due(cursor):
                    self._is_current = False
                cursor.execute("COMMIT")
            except Unchanged:
                cursor.execute("ROLLBACK")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.close()

    def bring_up_to_date(self) -> None:
        """Build the models where rows have changed since: once, however many files came in."""
        if self._is_current:
            return
        with self._writing:
            if are_due(self._db.cursor()):
                with self.transaction() as db:
                    build_models(db)
            self._is_current = True

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Several questions about one state; what they lay out beside it is forgotten."""
        cursor = self._db.cursor()
        cursor.execute("BEGIN")
        try:
            yield cursor
        finally:
            cursor.execute("ROLLBACK")
            cursor.close()

    @contextmanager
    def state(self) -> Iterator[State]:
        """The data as it stands now, kept for whoever asks several questions about it."""
        self.bring_up_to_date()
        with self.reading() as cursor:
            state = State(cursor, self)
            try:
                yield state
            finally:
                state.cursor = None

    def close(self) -> None:
        self.closed.set()
        self._db.close()


class State:
    """One state of the data, whatever is committed meanwhile; once let go, as the data stands."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
        self.cursor: duckdb.DuckDBPyConnection | None = cursor
        self._warehouse = warehouse
        row = cursor.execute("SELECT data_version FROM app.state").fetchone()
        self.version = int(row[0]) if row else 0

    def query(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """As Warehouse.query."""
        if self.cursor is None:
            return self._warehouse.query(sql, values)
        return self.cursor.execute(sql, list(values)).df()


def now() -> datetime:
    """The time of a change, for the audit trail; figures never depend on it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _cannot_open(folder: Path, error: Exception) -> StoreError:
    if "lock" in str(error).lower():
        return HeldError(
            Text(
                f"工作区 {folder} 正被另一个程序使用。请先关闭它，或用 --store 指定别的文件夹。",
                f"The workspace {folder} is in use by another program. Close that one first, "
                "or name another folder with --store.",
            )
        )
    return _unusable(folder, error)


def _unusable(folder: Path, error: Exception) -> StoreError:
    return StoreError(
        Text(
            f"工作区 {folder} 打不开（{type(error).__name__}）。请检查磁盘空间和权限，"
            f"或把 {folder / 'backups'} 里最近的备份复制为 {FILE}。",
            f"The workspace {folder} cannot be opened ({type(error).__name__}). Check disk space and "
            f"permissions, or copy the newest file of {folder / 'backups'} to {FILE}.",
        )
    )
