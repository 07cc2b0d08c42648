"""One state of the data, for whoever asks several questions about it."""

from __future__ import annotations

import logging
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
    """One state of the data, whatever is committed meanwhile; once let go, as the data stands."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, warehouse: Warehouse, *, by_engine: bool
    ) -> None:
        self.cursor: duckdb.DuckDBPyConnection | None = cursor
        self._warehouse = warehouse
        row = cursor.execute("SELECT data_version FROM app.state").fetchone()
        self.version = warehouse.noted(int(row[0]) if row else 0)
        self._answers = warehouse.engine.about(cursor, self.version) if by_engine else None

    def query(self, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """As Warehouse.query; by the engine that was chosen, where it can tell. Raises EngineError."""
        if self.cursor is None:
            return self._warehouse.query(sql, values)
        with self._warehouse.telling(), noted_if_slow(sql):
            if self._answers and (frame := self._answers.query(sql, values)) is not None:
                return frame
            return self.cursor.execute(sql, list(values)).df()


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
