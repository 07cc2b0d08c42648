"""An import taken out again, so that exactly what stood before it stands."""

from __future__ import annotations

import logging

import duckdb

from salesdash.catalog.datasets import DATASETS
from salesdash.errors import ConflictError, QuestionError
from salesdash.period import Clock, by_clock
from salesdash.text import Text, join
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse, now
from salesdash.warehouse.store.schema import rows_changed

LOG = logging.getLogger(__name__)
UNKNOWN = Text("没有编号为 {n} 的导入。", "There is no import {n}.")
STOOD_UPON = Text(
    "“{file}”不能单独撤销：{others} 更新、核对或更正了它的数据。请先撤销后者。",
    "“{file}” cannot be undone alone: {others} changed, matched or corrected its rows. Undo that first.",
)
LATER = Text("“{file}”（{at} 导入）", "“{file}” (imported {at})")


def undo(warehouse: Warehouse, import_id: int, by: str = "", clock: Clock = by_clock) -> None:
    """Restore exactly what stood before the import, as if it had never come.

    Raises ConflictError where later imports stand on it, and names them with their time by `clock`.
    """
    with warehouse.transaction() as db:
        loaded = db.execute(
            "SELECT file FROM app.imports WHERE import_id = ? AND undone_at IS NULL", [import_id]
        ).fetchone()
        if loaded is None:
            raise QuestionError(UNKNOWN.format(n=import_id))
        later = standing_on(db, import_id, clock)
        if later:
            raise ConflictError(STOOD_UPON.format(file=loaded[0], others=join(later)))
        for dataset in DATASETS:
            db.execute(f"DELETE FROM loaded.{dataset} WHERE import_id = ?", [import_id])
            db.execute(
                f"UPDATE loaded.{dataset} SET ended_by = NULL WHERE ended_by = ?", [import_id]
            )
        db.execute("UPDATE app.put_aside SET resolved_by = NULL WHERE resolved_by = ?", [import_id])
        db.execute("UPDATE app.imports SET undone_at = ? WHERE import_id = ?", [now(), import_id])
        trail.note(db, trail.IMPORT, str(import_id), by, {"file": loaded[0]}, None)
        rows_changed(db)
    LOG.info("import %s undone", import_id)


def standing_on(
    db: duckdb.DuckDBPyConnection, import_id: int, clock: Clock = by_clock
) -> list[Text]:
    """The later imports, none undone, that have to go before this one can."""
    later_imports = db.execute(
        "SELECT DISTINCT i.import_id, file, loaded_at FROM app.stands_on AS s "
        "JOIN app.imports AS i USING (import_id) WHERE base_id = ? AND undone_at IS NULL "
        "ORDER BY i.import_id DESC",
        [import_id],
    ).fetchall()
    return [LATER.format(file=file, at=clock(at)) for _, file, at in later_imports]
