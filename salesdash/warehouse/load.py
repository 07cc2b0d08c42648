"""Clean rows into the store, one import a file, and exactly out again."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd

from salesdash.catalog.datasets import DATASETS
from salesdash.errors import ConflictError, QuestionError
from salesdash.receipt import Batch, Receipt
from salesdash.text import Text
from salesdash.warehouse.database import Warehouse, now
from salesdash.warehouse.schema import build_models, columns_of


@dataclass(frozen=True, slots=True)
class Import:
    """One line of the imports ledger."""

    import_id: int
    file: str
    loaded_at: pd.Timestamp
    loaded_by: str
    is_undone: bool
    tables: int
    rows: int


def load(
    warehouse: Warehouse, path: Path, name: str, batches: Sequence[Batch], by: str = ""
) -> list[Receipt]:
    """Store the batches of one file in one transaction; returns their final receipts.

    A table of a file that is already loaded, byte for byte, is counted as duplicate and not stored.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    loaded = _loaded_sheets(warehouse, digest)
    fresh = [b for b in batches if b.rows is not None and b.receipt.sheet not in loaded]
    if not fresh:
        return [_as_known(batch, loaded) for batch in batches]
    _keep_original(warehouse, path, digest, name)
    receipts: list[Receipt] = []
    with warehouse.transaction() as db:
        import_id = _open_import(db, name, digest, path.stat().st_size, by)
        for batch in batches:
            if batch in fresh:
                receipts.append(_store(db, batch, import_id))
            else:
                receipts.append(_as_known(batch, loaded))
        build_models(db)
    return receipts


def undo(warehouse: Warehouse, import_id: int) -> None:
    """Restore exactly what stood before the import.

    Raises ConflictError where a later import stands on its rows, and names that import.
    """
    with warehouse.transaction() as db:
        known = db.execute(
            "SELECT file FROM app.imports WHERE import_id = ? AND undone_at IS NULL", [import_id]
        ).fetchone()
        if known is None:
            raise QuestionError(
                Text(f"没有编号为 {import_id} 的导入。", f"There is no import {import_id}.")
            )
        for dataset in DATASETS:
            later = db.execute(
                f"SELECT min(ended_by) FROM loaded.{dataset} "
                "WHERE import_id = ? AND ended_by IS NOT NULL",
                [import_id],
            ).fetchone()
            if later and later[0]:
                raise ConflictError(
                    Text(
                        f"导入 {later[0]} 更新了这次导入的数据，请先撤销它。",
                        f"Import {later[0]} updated rows of this one; undo that one first.",
                    )
                )
        for dataset in DATASETS:
            db.execute(f"DELETE FROM loaded.{dataset} WHERE import_id = ?", [import_id])
            db.execute(
                f"UPDATE loaded.{dataset} SET ended_by = NULL WHERE ended_by = ?", [import_id]
            )
        db.execute("UPDATE app.imports SET undone_at = ? WHERE import_id = ?", [now(), import_id])
        build_models(db)


def imports(warehouse: Warehouse) -> list[Import]:
    """The ledger, newest first, undone ones included."""
    found = warehouse.rows(
        "SELECT i.import_id, file, loaded_at, loaded_by, undone_at IS NOT NULL, count(sheet), "
        "coalesce(sum((receipt->>'rows_loaded')::BIGINT), 0) "
        "FROM app.imports AS i LEFT JOIN app.receipts AS r USING (import_id) "
        "GROUP BY ALL ORDER BY i.import_id DESC"
    )
    return [Import(*row) for row in found]


def _loaded_sheets(warehouse: Warehouse, digest: str) -> dict[str, int]:
    """The sheets of this very file that are loaded and not undone, with their import."""
    return dict(
        warehouse.rows(
            "SELECT sheet, import_id FROM app.receipts JOIN app.imports USING (import_id) "
            "WHERE sha256 = ? AND undone_at IS NULL",
            [digest],
        )
    )


def _as_known(batch: Batch, loaded: dict[str, int]) -> Receipt:
    """The receipt of a table that is not stored: left out, or already there."""
    receipt = batch.receipt
    if receipt.sheet not in loaded or receipt.dataset is None:
        return receipt
    known = Text(
        "这个文件已经导入过，没有重复计入。", "This very file is already loaded; nothing was added."
    )
    return replace(
        receipt,
        rows_duplicate=receipt.rows_duplicate + receipt.rows_loaded,
        rows_loaded=0,
        amount_loaded=None if receipt.amount_loaded is None else Decimal(0),
        import_id=loaded[receipt.sheet],
        needs=(),
        notes=(known, *receipt.notes),
    )


def _keep_original(warehouse: Warehouse, path: Path, digest: str, name: str) -> None:
    kept = warehouse.uploads / f"{digest[:16]}{Path(name).suffix.lower()}"
    if not kept.exists():
        shutil.copyfile(path, kept)


def _open_import(db: duckdb.DuckDBPyConnection, name: str, digest: str, size: int, by: str) -> int:
    row = db.execute("SELECT next_import FROM app.state").fetchone()
    import_id = int(row[0]) if row else 1
    db.execute("UPDATE app.state SET next_import = next_import + 1")
    db.execute(
        "INSERT INTO app.imports VALUES (?, ?, ?, ?, ?, ?, NULL)",
        [import_id, name, digest, size, now(), by],
    )
    return import_id


def _store(db: duckdb.DuckDBPyConnection, batch: Batch, import_id: int) -> Receipt:
    receipt = replace(batch.receipt, import_id=import_id)
    dataset = DATASETS[str(receipt.dataset)]
    rows = batch.rows
    assert rows is not None
    brought = [name for name in columns_of(dataset) if name in rows.column_names]
    listed = ", ".join(f'"{name}"' for name in brought)
    db.register("arrived", rows)
    db.execute(
        f"INSERT INTO loaded.{dataset.key} ({listed}, import_id, sheet) "
        f"SELECT {listed}, ?, ? FROM arrived",
        [import_id, receipt.sheet],
    )
    db.unregister("arrived")
    db.execute(
        "INSERT INTO app.receipts VALUES (?, ?, ?, ?)",
        [import_id, receipt.sheet, dataset.key, _as_json(receipt)],
    )
    if batch.put_aside:
        db.executemany(
            "INSERT INTO app.put_aside VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                [import_id, p.sheet, p.row, p.column, p.value, p.reason.zh, p.reason.en, [*p.cells]]
                for p in batch.put_aside
            ],
        )
    return receipt


def _as_json(receipt: Receipt) -> str:
    both = receipt.plain("zh") | {
        key: [[text.zh, text.en] for text in getattr(receipt, key)] for key in ("needs", "notes")
    }
    both["reason"] = receipt.reason and [receipt.reason.zh, receipt.reason.en]
    return json.dumps(both, ensure_ascii=False)
