"""What is looked after without anybody asking: a backup a day, and whether the originals are there."""

from __future__ import annotations

from datetime import UTC, datetime

from salesdash.warehouse.store import backups
from salesdash.warehouse.store.database import Warehouse


def daily(warehouse: Warehouse) -> None:
    """Make the backup of the day, once something has come in or was edited since the last one.

    Raises StoreError where there is no room for it.
    """
    now = warehouse.contents()
    last = next((b for b in backups.kept(warehouse.folder) if b.why != "replaced"), None)
    if last and last.at.astimezone().date() >= datetime.now(UTC).astimezone().date():
        return
    before = last.contents if last else None
    if (now.imports, now.edits) != ((before.imports, before.edits) if before else ({}, {})):
        warehouse.backup("daily")


def missing_originals(warehouse: Warehouse) -> list[str]:
    """The imported files, none undone, of which the workspace no longer has the original."""
    files = warehouse.rows(
        "SELECT file, sha256 FROM app.imports WHERE undone_at IS NULL ORDER BY import_id"
    )
    there = {path.name.partition(".")[0] for path in warehouse.uploads.glob("*")}
    return [file for file, digest in files if digest[:16] not in there]
