"""Spark, asked over Spark Connect: a cluster of Apache Spark, Databricks, or Sail."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import grpc
import pyarrow
from pyspark.errors import PySparkException
from pyspark.errors.exceptions.connect import SparkConnectGrpcException
from pyspark.sql.connect.client import DefaultChannelBuilder
from pyspark.sql.connect.session import SparkSession

from salesdash.warehouse.engine.servers.server import (
    LOST,
    REFUSED,
    SLOW,
    Dialect,
    Files,
    Place,
    Rows,
)

# As the store has it: a moment has no zone; and what cannot be reckoned is an error, never a null.
_SETTINGS = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
_WORDS = {grpc.StatusCode.UNAVAILABLE: LOST, grpc.StatusCode.DEADLINE_EXCEEDED: SLOW}
# The last two: an answer that is no table, and a session that somebody has closed.
_FAILURES = (PySparkException, grpc.RpcError, pyarrow.ArrowException, ValueError)


class Spark:
    """`sc://host:15002/;use_ssl=true;token=…`, as Spark Connect writes its addresses."""

    dialect: Dialect = "spark"

    def __init__(self, address: str, seconds: float) -> None:
        self._address = address
        self.place = Place(str(DefaultChannelBuilder(address).endpoint), seconds)

    def reader(self, files: Files) -> SparkReader:
        return SparkReader(self, files)

    def session(self) -> SparkSession:
        """A new one, which is asked once: what fails is said, not tried again for minutes."""
        builder = DefaultChannelBuilder(self._address)
        builder.add_interceptor(_Deadline(self.place.seconds))
        session = SparkSession(connection=builder)
        session.client.set_retry_policies([])
        session.client.disable_reattachable_execute()
        for name, value in _SETTINGS.items():
            session.conf.set(name, value)
        return session


class SparkReader:
    """A session has the views of one version alone, made as they are asked for. All who ask share it, so that what one
    of them asks wrongly does not end it; one that its server has no more is begun anew."""

    def __init__(self, server: Spark, files: Files) -> None:
        self.files = files
        self._server = server
        self._changing = threading.Lock()
        self._views: _Views | None = None

    def ask(self, question: Callable[[Rows], str]) -> pyarrow.Table:
        views: _Views | None = None
        try:
            views = self._begun()
            return views.answer(question)
        except _FAILURES as error:
            words = _WORDS.get(_code(error), REFUSED)
            if views and words != SLOW and not views.are_there():
                self._end(views, is_reached=False)
            raise self._server.place.error(words, error) from error

    def close(self) -> None:
        if views := self._views:
            self._end(views, is_reached=True)

    def _begun(self) -> _Views:
        """Begun by whoever comes first; nobody waits for another who waits for a server that is gone."""
        views = self._views or _Views(self._server.session(), self.files)
        with self._changing:
            self._views = begun = self._views or views
        if begun is not views:
            views.session.stop()
        return begun

    def _end(self, views: _Views, *, is_reached: bool) -> None:
        """Once, however many have failed in it: another may have begun anew meanwhile."""
        with self._changing:
            if self._views is not views:
                return
            self._views = None
        views.session.release_session_on_close = is_reached
        views.session.stop()


def _code(error: Exception) -> grpc.StatusCode | None:
    return error.getGrpcStatusCode() if isinstance(error, SparkConnectGrpcException) else None


class _Views:
    """What a session shows of the files of a version."""

    def __init__(self, session: SparkSession, files: Files) -> None:
        self.session, self._files = session, files
        self._making = threading.Lock()
        self._made: set[str] = set()

    def answer(self, question: Callable[[Rows], str]) -> pyarrow.Table:
        """Raises what Spark Connect does."""
        # toArrow would ask a second time, for types that the store knows, and go by them where a server errs
        return self.session.sql(question(self._view))._to_table()[0]

    def are_there(self) -> bool:
        """Whether the server knows the session still: one that was started anew has none of its views."""
        name = next(iter(self._made.copy()), None)
        try:
            return self.session.catalog.tableExists(name or "nothing") or not name
        except _FAILURES:
            return False

    def _view(self, table: str) -> str:
        name = table.replace(".", "_")
        with self._making:
            if name not in self._made:
                self.session.read.parquet(*self._files[table]).createOrReplaceTempView(name)
                self._made.add(name)
        return name


class _Call(NamedTuple):
    """What gRPC is told of a call."""

    method: str
    timeout: float | None
    metadata: Any
    credentials: Any
    wait_for_ready: bool | None
    compression: Any


class _Deadline(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    """An end to each call, whatever becomes of the other side."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def _until(self, go_on: Callable[..., Any], details: Any, request: Any) -> Any:
        rest = (getattr(details, name) for name in _Call._fields[2:])
        return go_on(_Call(details.method, self._seconds, *rest), request)

    intercept_unary_unary = intercept_unary_stream = _until
