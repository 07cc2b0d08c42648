"""What people typed is carried forward by numbered SQL files, each in one transaction."""

from __future__ import annotations

import logging
from importlib import resources

import duckdb

from salesdash.errors import StoreError
from salesdash.text import Text

LOG = logging.getLogger(__name__)


def migrate(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Run the migrations that this store has not seen yet; returns their names.

    Raises StoreError where the store was written by a newer version of the application.
    """
    db.execute("CREATE SCHEMA IF NOT EXISTS app")
    db.execute("CREATE TABLE IF NOT EXISTS app.migrations (name VARCHAR PRIMARY KEY)")
    known = {name for (name,) in db.execute("SELECT name FROM app.migrations").fetchall()}
    folder = resources.files("salesdash.warehouse") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    if known - {f.name for f in files}:
        raise StoreError(
            Text(
                "这个工作区由更新版本的程序写入，请升级程序后再打开。",
                "This workspace was written by a newer version; update the application to open it.",
            )
        )
    ran = []
    for file in files:
        if file.name in known:
            continue
        db.execute("BEGIN")
        db.execute(file.read_text(encoding="utf-8"))
        db.execute("INSERT INTO app.migrations VALUES (?)", [file.name])
        db.execute("COMMIT")
        ran.append(file.name)
        LOG.info("migration %s", file.name)
    return ran
