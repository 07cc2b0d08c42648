"""Questions about one version of the data, put to another engine: what it reads are the files of that version. So what
is asked is what is shown, whatever was committed meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import duckdb
import pandas as pd
import pyarrow

from salesdash.errors import EngineError
from salesdash.warehouse.engine.published import Publisher
from salesdash.warehouse.engine.servers.server import REFUSED, Dialect, Reader, Server
from salesdash.warehouse.engine.speech import in_clickhouse, in_spark
from salesdash.warehouse.engine.speech.question import Columns, Question, Words, macros_of

KEPT = 4  # versions that somebody in this program may still ask about
_WORDS: Mapping[Dialect, Words] = {"clickhouse": in_clickhouse.WORDS, "spark": in_spark.WORDS}


class Engine:
    """What answers, from what was published; `models`: the statements that make the models."""

    def __init__(self, server: Server, publisher: Publisher, models: Sequence[str]) -> None:
        self.place, self.words = server.place, _WORDS[server.dialect]
        self.macros = macros_of(models)
        self._server, self._publisher = server, publisher
        self._publishing = threading.Lock()
        self._versions: dict[int, tuple[Reader, Columns]] = {}

    def about(self, db: duckdb.DuckDBPyConnection, version: int) -> Answers:
        """Answers about the state that this cursor reads, which is published where it is not yet.

        Raises StoreError where it cannot be.
        """
        with self._publishing:
            published = self._versions.get(version)
            if published is None:
                publication = self._publisher.publish(db, version)
                reader = self._server.reader(self._publisher.files(publication))
                published = self._versions[version] = reader, publication.columns
                for old in sorted(self._versions)[:-KEPT]:
                    self._versions.pop(old)[0].close()
            return Answers(self, db, *published)


class Answers:
    """Answers about one state. Once the engine has failed it is not asked again about it: all that a page shows
    would wait for that in turn."""

    def __init__(
        self, engine: Engine, db: duckdb.DuckDBPyConnection, reader: Reader, columns: Columns
    ) -> None:
        self._engine, self._db = engine, db
        self._reader, self._columns = reader, columns
        self._failed: EngineError | None = None

    def query(self, sql: str, values: Sequence[Any]) -> pd.DataFrame | None:
        """The answer as the store would give it; None for a question about what is not published.

        Raises EngineError.
        """
        question = Question(sql, values, self._engine.macros)
        if not question.tables or not question.tables <= self._reader.files.keys():
            return None
        if self._failed:
            raise self._failed
        try:
            answer = self._reader.ask(partial(question.spoken, self._engine.words, self._columns))
        except EngineError as error:
            self._failed = error
            raise
        return self._typed(sql, values, _without_zones(answer))

    def _typed(self, sql: str, values: Sequence[Any], answer: pyarrow.Table) -> pd.DataFrame:
        """The answer in the types that the question's columns have in the store, so that nobody can tell whose it
        is."""
        columns = self._db.execute(f"DESCRIBE {sql}", list(values)).fetchall()
        if answer.column_names != [name for name, *_ in columns]:
            raise self._engine.place.error(REFUSED, f"columns {answer.column_names}")
        shown = ", ".join(
            f'{_value(name, kind, answer.schema.field(name).type)} AS "{name}"'
            for name, kind, *_ in columns
        )
        with self._db.cursor() as apart:  # what fails here does not end the state that is read
            apart.register("answer", answer)
            try:
                return apart.execute(f"SELECT {shown} FROM answer").df()
            except duckdb.ConversionException as error:
                raise self._engine.place.error(REFUSED, error) from error


def _value(name: str, kind: str, given: pyarrow.DataType) -> str:
    """SQL: a column in the store's type; of a word from a list, the engine may give the place in it."""
    if kind.startswith("ENUM(") and pyarrow.types.is_integer(given):
        return f'list_extract(enum_range(NULL::{kind}), "{name}")::{kind}'
    return f'"{name}"::{kind}'


def _without_zones(answer: pyarrow.Table) -> pyarrow.Table:
    """Moments as the store has them: engines are asked in UTC."""
    fields = [
        field.with_type(pyarrow.timestamp(field.type.unit))
        if pyarrow.types.is_timestamp(field.type)
        else field
        for field in answer.schema
    ]
    return answer.cast(pyarrow.schema(fields))
