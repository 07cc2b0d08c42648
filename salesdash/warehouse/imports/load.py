"""Clean rows into the store, one import a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.compute as pc

from salesdash import files
from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset
from salesdash.errors import ConflictError
from salesdash.progress import Said, silent
from salesdash.receipt import Batch, Receipt
from salesdash.text import Text, plain
from salesdash.units import OURS
from salesdash.warehouse.imports import layouts, put_aside, store_notes
from salesdash.warehouse.imports.final_receipts import (
    KNOWN_CORRECTIONS,
    KNOWN_ROWS,
    accounted,
    as_known,
    nothing_new,
    waiting,
)
from salesdash.warehouse.imports.overlap import Comparison, compare
from salesdash.warehouse.imports.receipts import written
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Unchanged, Warehouse, now
from salesdash.warehouse.store.schema import ORIGIN, columns_of, make_room, rows_changed
from salesdash.warehouse.store.state import within
from salesdash.warehouse.typed import rates, spellings

OTHER_CURRENCY = Text(
    "“{file}”没有导入：刚刚有人导入了{other}的金额，而这张表是按{own}读的。请重新核对后再导入。",
    "“{file}” is not imported: money in {other} has just been imported, and this table was read in {own}. "
    "Check it again, then import.",
)


STORING = Text("正在写入“{table}”…", "Storing “{table}”…")


def load(
    warehouse: Warehouse,
    path: Path,
    name: str,
    batches: Sequence[Batch],
    by: str = "",
    report: Said = silent,
    digest: str | None = None,
) -> list[Receipt]:
    """Store the batches of one file in one transaction; returns their final receipts.

    A batch without a mode is stored as the evidence says; where that leaves it open, it waits
    with a question. Rows that stand already are counted as duplicates, and a file that brings
    nothing else is no import. Whatever was decided when the file was understood is asked again
    here, where nobody else can write: whether it is loaded, what it overlaps, in which currency.
    `report` hears what is being done, and may stop it by raising: then nothing has changed. `digest`
    is the fingerprint of the file, where somebody has taken it.

    Raises ConflictError where money in another currency came first, FileError where the file is no
    longer the one that was read, StoreError where it cannot be written.
    """
    digest = digest or files.fingerprint(path)
    receipts: list[Receipt] = []
    with warehouse.transaction() as db:
        loaded = _loaded_sheets(db, digest)
        import_id = _next_import(db)
        for batch in batches:
            if batch.rows is None or batch.receipt.needs or batch.receipt.sheet in loaded:
                receipts.append(as_known(batch, loaded))
                continue
            _refuse_other_currency(db, batch)
            report(STORING.format(table=batch.receipt.sheet or name))
            receipts.append(_store(db, batch, import_id))
            for (code, month), rate in batch.rates.items():
                rates.note(db, code, month, rate, by)
        if not any(r.import_id == import_id for r in receipts):
            raise Unchanged
        _open_import(db, import_id, name, digest, path.stat().st_size, by)
        _keep_original(warehouse, path, digest, name)
        rows_changed(db)
    return receipts


def _loaded_sheets(db: duckdb.DuckDBPyConnection, digest: str) -> dict[str, int]:
    """The tables of this very file that are loaded and not undone, with their import."""
    loaded = db.execute(
        "SELECT sheet, import_id FROM app.receipts JOIN app.imports USING (import_id) "
        "WHERE sha256 = ? AND undone_at IS NULL",
        [digest],
    ).fetchall()
    return dict(loaded)


def _refuse_other_currency(db: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    stored = rates.kept_in(within(db))
    arriving = batch.receipt.currency or OURS
    if batch.seen is None or batch.receipt.amount_loaded is None:
        return
    if stored not in (None, arriving, batch.seen.currency):
        raise ConflictError(
            OTHER_CURRENCY.format(file=batch.receipt.file, other=stored, own=arriving)
        )


def _keep_original(warehouse: Warehouse, path: Path, digest: str, name: str) -> None:
    """Keep the file itself; one that was kept before is kept anew where it is no longer whole."""
    kept = warehouse.uploads / f"{digest[:16]}{files.ending(name)}"
    if kept.exists() and files.fingerprint(kept) == digest:
        return
    is_ours = path.parent == warehouse.arrivals
    if not (is_ours and files.link(path, kept)):
        files.copy(path, kept, digest)


def _next_import(db: duckdb.DuckDBPyConnection) -> int:
    row = db.execute("SELECT next_import FROM app.state").fetchone()
    db.execute("UPDATE app.state SET next_import = next_import + 1")
    return int(row[0]) if row else 1


def _open_import(
    db: duckdb.DuckDBPyConnection, import_id: int, name: str, digest: str, size: int, by: str
) -> None:
    db.execute(
        "INSERT INTO app.imports (import_id, file, sha256, bytes, loaded_at, loaded_by) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [import_id, name, digest, size, now(), by],
    )
    trail.note(db, trail.IMPORT, str(import_id), by, None, {"file": name, "sha256": digest})


def _store(db: duckdb.DuckDBPyConnection, batch: Batch, import_id: int) -> Receipt:
    """Store one table as its mode or else the evidence says; or let it wait."""
    receipt, rows = batch.receipt, batch.rows
    dataset = DATASETS[str(receipt.dataset)]
    assert rows is not None
    if put_aside.is_correction(batch):
        return _correct(db, dataset, batch, import_id)
    if not len(rows):  # every row waits to be corrected
        return _booked(db, dataset, batch, import_id, replace(receipt, import_id=import_id))
    comparison = compare(db, dataset, batch, import_id=import_id)
    if batch.seen and batch.mode and comparison.newest >= batch.seen.next_import:
        # chosen in view of other rows than those that stand now
        batch = replace(batch, mode=None)
        comparison = compare(db, dataset, batch, import_id=import_id)
    if comparison.question:
        return waiting(receipt, comparison.question)
    if not comparison.new and not comparison.changed and not comparison.removed:
        known = KNOWN_ROWS.format(files=plain("、".join(comparison.overlapping)))
        batch = replace(batch, put_aside=put_aside.unknown(db, batch))
        if not batch.put_aside:
            return nothing_new(receipt, None, known)
        return _booked(db, dataset, batch, import_id, nothing_new(receipt, import_id, known))
    _write(db, dataset, batch, import_id, comparison)
    return _booked(
        db, dataset, batch, import_id, accounted(db, dataset, batch, import_id, comparison)
    )


def _correct(
    db: duckdb.DuckDBPyConnection, dataset: Dataset, batch: Batch, import_id: int
) -> Receipt:
    """Add the rows that still wait for their correction; what came back before is a duplicate."""
    assert batch.rows is not None
    came_back = len(batch.rows)
    batch = replace(batch, rows=put_aside.still_waiting(db, batch.rows), mode="append")
    assert batch.rows is not None
    if not len(batch.rows):
        return nothing_new(batch.receipt, None, KNOWN_CORRECTIONS)
    comparison = compare(db, dataset, batch, import_id=import_id)
    _write(db, dataset, batch, import_id, comparison)
    put_aside.resolve(db, batch.rows, import_id)
    receipt = replace(
        batch.receipt,
        rows_loaded=len(batch.rows),
        rows_duplicate=came_back - len(batch.rows),
        amount_loaded=_amount(dataset, batch),
        import_id=import_id,
    )
    return _booked(db, dataset, batch, import_id, receipt)


def _amount(dataset: Dataset, batch: Batch) -> Decimal | None:
    if batch.receipt.amount_loaded is None or batch.rows is None or dataset.amount is None:
        return None
    return Decimal(pc.sum(batch.rows[dataset.amount]).as_py() or 0)


def _booked(
    db: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    batch: Batch,
    import_id: int,
    receipt: Receipt,
) -> Receipt:
    """Keep with the import how the table was read, what came of it, and what waits."""
    assert batch.rows is not None
    tidied = spellings.tidy(db, dataset.key, batch.rows)
    notes = [
        *([tidied] if tidied else []),
        *store_notes.notes(db, dataset.key, import_id, receipt.sheet),
    ]
    receipt = replace(receipt, notes=(*receipt.notes, *notes))
    db.execute(
        "INSERT INTO app.receipts VALUES (?, ?, ?, ?)",
        [import_id, receipt.sheet, dataset.key, written(receipt)],
    )
    layouts.remember(db, import_id, batch)
    put_aside.keep(db, batch, import_id)
    return receipt


def _write(
    db: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    batch: Batch,
    import_id: int,
    comparison: Comparison,
) -> None:
    assert batch.rows is not None
    table = f"loaded.{dataset.key}"
    rows = batch.rows
    brought = [
        name
        for name in columns_of(dataset)
        if name in rows.column_names
        and not (comparison.is_fresh and rows[name].null_count == len(rows))
    ]
    make_room(db, dataset, brought)
    listed = ", ".join(f'"{name}"' for name in brought)
    values = [import_id, batch.receipt.sheet]
    if comparison.is_fresh:
        db.execute(
            f"INSERT INTO {table} ({listed}, import_id, sheet) SELECT {listed}, ?, ? FROM arrived",
            values,
        )
        return
    db.execute(
        f"UPDATE {table} SET ended_by = ? WHERE rowid IN (SELECT place FROM standing WHERE ended)",
        [import_id],
    )
    # an update says nothing about the columns that its file lacks: they stay as they were
    lacking = [c for c in columns_of(dataset) if c not in brought and c not in ORIGIN]
    kept = lacking if comparison.mode == "update" else []
    make_room(db, dataset, kept)
    columns = ", ".join([listed, *(f'"{c}"' for c in kept), "import_id", "sheet"])
    taken = ", ".join([*(f'a."{c}"' for c in brought), *(f'old."{c}"' for c in kept)])
    db.execute(
        f"INSERT INTO {table} ({columns}) SELECT {taken}, ?, ? "
        "FROM arrived AS a JOIN arriving AS r USING (n) "
        "LEFT JOIN (SELECT key, max(place) AS place FROM standing WHERE ended GROUP BY key) AS gone "
        "ON r.key = gone.key "
        f"LEFT JOIN stored.{dataset.key} AS old ON old.place = gone.place WHERE r.stored ORDER BY a.n",
        values,
    )
    for base in comparison.bases:
        db.execute("INSERT INTO app.stands_on VALUES (?, ?)", [import_id, base])
