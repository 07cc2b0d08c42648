"""ClickHouse in this process, over the model tables of a store as Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from chdb.session import Session

from salesdash.warehouse.store.backups import FILE
from salesdash.warehouse.store.schema import RULE, models
from tests.engines.speech import macros_of, spoken

SCHEMAS = ("model", "live")
# As the store has it: nothing is null, an alias never hides a column, a missing member is one of a tuple's.
SETTINGS = (
    "join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, "
    "joined_subquery_requires_alias = 0, transform_null_in = 1"
)
_TABLES = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN ?"


class ClickHouse:
    """Answers what the store was asked, from what was published of it."""

    def __init__(self, store: Path, published: Path) -> None:
        self.macros = macros_of(
            [RULE, *(statement for model in models().values() for statement in model)]
        )
        self.session = Session()
        for schema in SCHEMAS:
            self.session.query(f"CREATE DATABASE {schema}")
        with duckdb.connect(str(store / FILE), read_only=True) as db:
            for schema, table in db.execute(_TABLES, [SCHEMAS]).fetchall():
                file = published / f"{schema}.{table}.parquet"
                db.execute(f"COPY {schema}.{table} TO '{file}' (FORMAT parquet)")
                self.session.query(f"CREATE VIEW {schema}.{table} AS SELECT * FROM file('{file}')")

    def ask(self, sql: str, values: Sequence[Any]) -> pd.DataFrame:
        question = f"{spoken(sql, values, self.macros)} SETTINGS {SETTINGS}"
        frame: pd.DataFrame = self.session.query(question, "DataFrame")
        return frame
