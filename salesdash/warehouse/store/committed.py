"""What was committed last, noted beside the store: a log that is cut off or gone does not tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from salesdash.errors import LackingError
from salesdash.warehouse.store import troubles

NAME = "salesdash.committed"
_BEGINS = b"d\x00b"  # every log of DuckDB does


@contextmanager
def all_or_nothing(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What the block does is committed when it has ended; where it fails, nothing has changed."""
    db.execute("BEGIN")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a commit that failed has ended already
            db.execute("ROLLBACK")
        raise


def note(folder: Path, count: int) -> None:
    """Keep how much is safe on the disk; never more than that."""
    with suppress(OSError):  # less warns of less, and of nothing that is not so
        (folder / NAME).write_text(str(count), "utf-8")


def forget(folder: Path) -> None:
    """Before another store takes the place of the one that was written."""
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def check_log(log: Path) -> None:
    """Raises LackingError for a log that is none: DuckDB would pass over it without a word."""
    try:
        with log.open("rb") as stream:
            begins = stream.read(len(_BEGINS))
    except OSError:  # nobody may read it, as the store will say
        return
    if not _BEGINS.startswith(begins):
        raise LackingError(troubles.LOG_DAMAGED.format(folder=log.parent))


def noted(folder: Path) -> int:
    """How much was committed, as it is noted; 0 where nothing is."""
    try:
        return int((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return 0


def check(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Raises LackingError where a store, as it opens, is older than what was committed."""
    if count_of(db) < noted(folder):
        at = datetime.fromtimestamp((folder / NAME).stat().st_mtime, UTC).astimezone()
        raise LackingError(troubles.LACKING.format(folder=folder, at=f"{at:%Y-%m-%d %H:%M}"))


def count_of(db: duckdb.DuckDBPyConnection) -> int:
    """How much was committed: versions of the data, and lines of the trail, which has one for what is typed beside
    them; 0 of a store that holds nothing yet."""
    counts = "SELECT data_version + (SELECT count(*) FROM app.history) FROM app.state"
    try:
        rows = db.execute(counts).fetchall()
    except duckdb.CatalogException:
        return 0
    return int(rows[0][0]) if rows else 0
