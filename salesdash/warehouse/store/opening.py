"""A workspace made ready: its folders, and its database file, once nobody else holds it, locked down."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb

from salesdash import files
from salesdash.errors import HeldError
from salesdash.warehouse.store import backups, committed, schema, troubles
from salesdash.warehouse.store.backups import FILE
from salesdash.warehouse.store.migrate import are_migrations_due, check_version, migrate

UPLOADS, ARRIVALS = "uploads", "arrivals"


def make_folders(folder: Path) -> None:
    """The workspace and the folders in it, where they are not there yet."""
    with files.telling(folder):
        for name in ("", UPLOADS, ARRIVALS, backups.FOLDER):
            (folder / name).mkdir(parents=True, exist_ok=True)


def tidy_up(folder: Path) -> None:
    """Take away what an earlier program was writing, or had been given and never imported."""
    arrivals = folder / ARRIVALS
    files.clear(folder, folder / UPLOADS, arrivals, folder / backups.FOLDER)
    for left in arrivals.iterdir():
        with suppress(OSError):
            left.unlink()


def connected(folder: Path, patience: float) -> duckdb.DuckDBPyConnection:
    """The store opened; held by another program, after a while.

    A log is tried by reading first: opened to be written, the store would take away what it cannot
    read of it, and never say so.
    """
    until = time.monotonic() + patience
    while True:
        try:
            log = backups.log_of(folder)
            if log.exists():
                with backups.reading(folder / FILE) as db:
                    check(db, folder)
                committed.check_log(log)
            return duckdb.connect(str(folder / FILE))
        except duckdb.Error as error:
            trouble = troubles.of_opening(error, folder)
            if not isinstance(trouble, HeldError) or time.monotonic() > until:
                raise trouble from error
        time.sleep(0.1)


def check(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Raises StoreError for a store that a newer version wrote, which may count otherwise, and for one that lacks
    what was committed."""
    check_version(db)
    committed.check(db, folder)


def lock_down(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """No file outside the workspace, no network, and no way back."""
    db.execute("SET allowed_directories = [?]", [str(folder)])
    db.execute("SET enable_external_access = false")
    db.execute("SET autoload_known_extensions = false")
    db.execute("SET autoinstall_known_extensions = false")
    db.execute("SET lock_configuration = true")


def bring_forward(db: duckdb.DuckDBPyConnection, before: Callable[[], object]) -> None:
    """Give a store that another version of us wrote the shape of this one; `before` is called before one that
    holds anything is migrated."""
    migrate(db, before)
    if _has_shape(db):
        return
    with committed.all_or_nothing(db):
        schema.create_tables(db)
        # what was a view may be a table now, and a model that went shall not stay
        db.execute("DROP SCHEMA IF EXISTS model CASCADE")
        schema.create_vocabulary(db)
        schema.rows_changed(db)
        db.execute(
            "UPDATE app.state SET shape = ?, data_version = data_version + 1",
            [schema.fingerprint()],
        )


def is_of_this_version(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether a store has the shape that this version of us gives it."""
    return not are_migrations_due(db) and _has_shape(db)


def _has_shape(db: duckdb.DuckDBPyConnection) -> bool:
    return db.execute("SELECT shape FROM app.state").fetchone() == (schema.fingerprint(),)
