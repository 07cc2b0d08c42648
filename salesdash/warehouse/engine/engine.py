"""Questions about one version of the data, put to another engine: it holds nothing, a question names the files of
its version. So what is asked is what is shown, whatever was committed meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd
import pyarrow

from salesdash.errors import EngineError
from salesdash.warehouse.engine.clickhouse import REFUSED, ClickHouse
from salesdash.warehouse.engine.published import Publication, Publisher
from salesdash.warehouse.engine.speech import Question, macros_of

KEPT = 4  # versions that somebody in this program may still ask about


class Engine:
    """What answers, from what was published; `models`: the statements that make the models."""

    def __init__(self, server: ClickHouse, publisher: Publisher, models: Sequence[str]) -> None:
        self.server, self.publisher = server, publisher
        self.macros = macros_of(models)
        self._publishing = threading.Lock()
        self._published: dict[int, Publication] = {}

    def about(self, db: duckdb.DuckDBPyConnection, version: int) -> Answers:
        """Answers about the state that this cursor reads, which is published where it is not yet.

        Raises StoreError where it cannot be.
        """
        with self._publishing:
            if version not in self._published:
                publication = self.publisher.publish(db, version)
                newest = sorted([*self._published.items(), (version, publication)])[-KEPT:]
                self._published = dict(newest)
                return Answers(self, db, publication)
            return Answers(self, db, self._published[version])


class Answers:
    """Answers about one state. Once the engine has failed it is not asked again about it: all that a page shows
    would wait for that in turn."""

    def __init__(
        self, engine: Engine, db: duckdb.DuckDBPyConnection, publication: Publication
    ) -> None:
        self._engine, self._db = engine, db
        folder = engine.publisher.folder
        self._files: Mapping[str, str] = {
            table: engine.server.files([(folder / part.file).as_posix() for part in parts])
            for table, parts in publication.tables.items()
        }
        self._failed: EngineError | None = None

    def query(self, sql: str, values: Sequence[Any]) -> pd.DataFrame | None:
        """The answer as the store would give it; None for a question about what is not published.

        Raises EngineError.
        """
        question = Question(sql, values, self._engine.macros)
        if not question.tables or not question.tables <= self._files.keys():
            return None
        if self._failed:
            raise self._failed
        try:
            answer = self._engine.server.ask(question.spoken(self._files))
        except EngineError as error:
            self._failed = error
            raise
        return self._typed(sql, values, answer)

    def _typed(self, sql: str, values: Sequence[Any], answer: pyarrow.Table) -> pd.DataFrame:
        """The answer in the types that the question's columns have in the store, so that nobody can tell whose it
        is."""
        columns = self._db.execute(f"DESCRIBE {sql}", list(values)).fetchall()
        if answer.column_names != [name for name, *_ in columns]:
            raise self._engine.server.error(REFUSED, f"columns {answer.column_names}")
        shown = ", ".join(
            f'{_value(name, kind, answer.schema.field(name).type)} AS "{name}"'
            for name, kind, *_ in columns
        )
        with self._db.cursor() as apart:  # what fails here does not end the state that is read
            apart.register("answer", answer)
            try:
                return apart.execute(f"SELECT {shown} FROM answer").df()
            except duckdb.ConversionException as error:
                raise self._engine.server.error(REFUSED, error) from error


def _value(name: str, kind: str, given: pyarrow.DataType) -> str:
    """SQL: a column in the store's type; of a word from a list, the engine may give the place in it."""
    if kind.startswith("ENUM(") and pyarrow.types.is_integer(given):
        return f'list_extract(enum_range(NULL::{kind}), "{name}")::{kind}'
    return f'"{name}"::{kind}'
