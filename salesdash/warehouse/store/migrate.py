"""What people typed is carried forward by numbered SQL files, each in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import resources
from importlib.resources.abc import Traversable

import duckdb

from salesdash.errors import StoreError
from salesdash.warehouse.store import troubles

LOG = logging.getLogger(__name__)


def check_version(db: duckdb.DuckDBPyConnection) -> None:
    """Raises StoreError where the store was written by a newer version of the application."""
    if _applied(db) - {file.name for file in _files()}:
        raise StoreError(troubles.NEWER)


def are_migrations_due(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether there are migrations that this store has not seen yet."""
    return bool({file.name for file in _files()} - _applied(db))


def migrate(db: duckdb.DuckDBPyConnection, before: Callable[[], object]) -> list[str]:
    """Run the migrations that this store has not seen yet; returns their names.

    `before` is called before a store that holds anything is changed.
    """
    db.execute("CREATE SCHEMA IF NOT EXISTS app")
    db.execute("CREATE TABLE IF NOT EXISTS app.migrations (name VARCHAR PRIMARY KEY)")
    applied = _applied(db)
    due = [file for file in _files() if file.name not in applied]
    if applied and due:
        before()
    for file in due:
        db.execute("BEGIN")
        db.execute(file.read_text(encoding="utf-8"))
        db.execute("INSERT INTO app.migrations VALUES (?)", [file.name])
        db.execute("COMMIT")
        LOG.info("migration %s", file.name)
    return [file.name for file in due]


def _applied(db: duckdb.DuckDBPyConnection) -> set[str]:
    """The migrations that the store has seen; none of one that holds nothing yet."""
    try:
        rows = db.execute("SELECT name FROM app.migrations").fetchall()
    except duckdb.CatalogException:
        return set()
    return {name for (name,) in rows}


def _files() -> list[Traversable]:
    folder = resources.files("salesdash.warehouse") / "migrations"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
