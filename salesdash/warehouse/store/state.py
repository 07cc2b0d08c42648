"""One state of the data, for whoever asks several questions about it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd

if TYPE_CHECKING:
    from salesdash.warehouse.store.database import Warehouse

LOG = logging.getLogger(__name__)
Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]  # question, values → answers
SLOW, LONGEST_LOGGED = 1.0, 300  # seconds; letters of a query


class DataState:
    """One state of the data, whatever is committed meanwhile, asked by any number of threads at once; once let go,
    as the data stands."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, warehouse: Warehouse, *, by_engine: bool
    ) -> None:
        self.cursor, self._warehouse = cursor, warehouse
        self._count = _version_seen(cursor)
        self.version = warehouse.noted(self._count)
        self._answers = warehouse.engine.about(cursor, self.version) if by_engine else None
        self._changed = threading.Condition()
        self._free, self._more = [cursor], list[duckdb.DuckDBPyConnection]()
        self._is_let_go = False

    def query(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """As Warehouse.query; by the engine that was chosen, where it can tell. Raises EngineError."""
        if self._is_let_go:
            return self._warehouse.query(sql, values)
        with self._warehouse.telling(), noted_if_slow(sql), self._cursor() as cursor:
            if self._answers and (frame := self._answers.query(sql, values)) is not None:
                return frame
            return cursor.execute(sql, list(values)).df()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One that sees this state and that nobody else asks with meanwhile."""
        with self._changed:
            if not self._free and (another := self._another()):
                self._free.append(another)
            self._changed.wait_for(lambda: self._free)
            cursor = self._free.pop()
        try:
            yield cursor
        finally:
            with self._changed:
                self._free.append(cursor)
                self._changed.notify()

    def _another(self) -> duckdb.DuckDBPyConnection | None:
        """One more cursor; none where something was committed since, or where the engine speaks to the first."""
        if self._answers:
            return None
        cursor = self.cursor.cursor()
        cursor.execute("BEGIN")
        if _version_seen(cursor) != self._count:
            cursor.close()
            return None
        self._more.append(cursor)
        return cursor

    def let_go(self) -> None:
        """Keep this state no longer. Nobody may be asking."""
        self._is_let_go = True
        for cursor in self._more:
            cursor.close()


def _version_seen(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("SELECT data_version FROM app.state").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def noted_if_slow(sql: str) -> Iterator[None]:
    """A line in the log for a query that made somebody wait; its values, which may be names, are left out."""
    began = time.monotonic()
    yield
    if (took := time.monotonic() - began) > SLOW:
        LOG.info("query of %.1f s: %s", took, " ".join(sql.split())[:LONGEST_LOGGED])


def within(db: duckdb.DuckDBPyConnection) -> Rows:
    """Read within a transaction."""
    return lambda sql, values: db.execute(sql, values).fetchall()
