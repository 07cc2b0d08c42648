"""What people typed is carried forward by numbered SQL files, each in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import resources

import duckdb

from salesdash.errors import StoreError
from salesdash.warehouse.store import troubles

LOG = logging.getLogger(__name__)


def migrate(db: duckdb.DuckDBPyConnection, before: Callable[[], object]) -> list[str]:
    """Run the migrations that this store has not seen yet; returns their names.

    `before` is called before a store that holds anything is changed. Raises StoreError where the
    store was written by a newer version of the application.
    """
    db.execute("CREATE SCHEMA IF NOT EXISTS app")
    db.execute("CREATE TABLE IF NOT EXISTS app.migrations (name VARCHAR PRIMARY KEY)")
    applied = {name for (name,) in db.execute("SELECT name FROM app.migrations").fetchall()}
    folder = resources.files("salesdash.warehouse") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    if applied - {f.name for f in files}:
        raise StoreError(troubles.NEWER)
    due = [file for file in files if file.name not in applied]
    if applied and due:
        before()
    for file in due:
        db.execute("BEGIN")
        db.execute(file.read_text(encoding="utf-8"))
        db.execute("INSERT INTO app.migrations VALUES (?)", [file.name])
        db.execute("COMMIT")
        LOG.info("migration %s", file.name)
    return [file.name for file in due]
