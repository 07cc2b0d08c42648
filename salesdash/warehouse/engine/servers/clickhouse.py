"""ClickHouse, asked over HTTP: an answer comes whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

import pyarrow
import requests

from salesdash.warehouse.engine.servers.server import (
    LOST,
    REACHED,
    REFUSED,
    SLOW,
    Dialect,
    Files,
    Place,
    Rows,
)

PORT = 8123
# As the store has it: nothing is null, an alias never hides a column, a missing member is one of a tuple's.
_SETTINGS = {
    "join_use_nulls": 1,
    "aggregate_functions_null_for_empty": 1,
    "prefer_column_name_to_alias": 1,
    "joined_subquery_requires_alias": 0,
    "transform_null_in": 1,
    "session_timezone": "'UTC'",
    "max_query_size": 100_000_000,  # a question names the files of every month
    "max_ast_elements": 10_000_000,  # and may ask for each day of years
    "max_expanded_ast_elements": 10_000_000,
    "query_plan_max_optimizations_to_apply": 10_000_000,
}


class ClickHouse:
    """`clickhouse://user:password@host:8123/database`."""

    dialect: Dialect = "clickhouse"

    def __init__(self, address: str, seconds: float) -> None:
        url = urlsplit(address)
        self.place = Place(f"{url.hostname}:{url.port or PORT}", seconds)
        self._settings = _SETTINGS | {"max_execution_time": seconds}
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy stands between
        self._session.headers["X-ClickHouse-User"] = unquote(url.username or "default")
        self._session.headers["X-ClickHouse-Key"] = unquote(url.password or "")
        database = url.path.strip("/")
        self._options = {"wait_end_of_query": "1"} | ({"database": database} if database else {})

    def reader(self, files: Files) -> ClickHouseReader:
        return ClickHouseReader(self, files)

    def answer(self, question: str) -> pyarrow.Table:
        """Raises EngineError."""
        settings = ", ".join(f"{name} = {value}" for name, value in self._settings.items())
        error = self.place.error
        try:
            reply = self._session.post(
                f"http://{self.place.address}/",
                params=self._options,
                data=f"{question} SETTINGS {settings} FORMAT Arrow".encode(),
                timeout=(REACHED, self.place.seconds + REACHED),
            )
        except requests.ReadTimeout as timeout:
            raise error(SLOW, timeout) from timeout
        except requests.RequestException as lost:
            raise error(LOST, lost) from lost
        if not reply.ok:
            raise error(SLOW if "TIMEOUT_EXCEEDED" in reply.text else REFUSED, reply.text)
        try:
            return pyarrow.ipc.open_file(reply.content).read_all()  # its end says it is whole
        except (pyarrow.ArrowException, OSError) as broken:  # as which part of it is broken
            raise error(REFUSED, broken) from broken


class ClickHouseReader:
    """It holds nothing: a question names the files of its version."""

    def __init__(self, server: ClickHouse, files: Files) -> None:
        self.files = files
        self._server = server
        self._rows = {table: rows(paths) for table, paths in files.items()}

    def ask(self, question: Callable[[Rows], str]) -> pyarrow.Table:
        return self._server.answer(question(self._rows.__getitem__))

    def close(self) -> None:
        """There is nothing that would stay open."""


def rows(paths: Sequence[str]) -> str:
    """SQL: the rows of these files, of which one folder has all."""
    folder = paths[0].rpartition("/")[0]
    names = ",".join(path.rpartition("/")[2] for path in paths)
    listed = f"{{{names}}}" if len(paths) > 1 else names
    return f"file('{folder}/{listed}', 'Parquet')"
