"""What came of a table when it was stored, and the receipts of those that were not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import duckdb

from salesdash.catalog.model import Dataset
from salesdash.receipt import Batch, Question, Receipt
from salesdash.text import Text, plain
from salesdash.warehouse.imports import rewritten_cells
from salesdash.warehouse.imports.overlap import MODE_NAMES, Comparison

KNOWN_FILE = Text(
    "这个文件已经导入过，没有重复计入。", "This very file is already loaded; nothing was added."
)
KNOWN_ROWS = Text(
    "这张表的每一行都已在 {files} 中导入过，没有重复计入。",
    "Every row of this table is loaded already, from {files}; nothing was added.",
)
KNOWN_CORRECTIONS = Text(
    "这些更正都已经导入过，没有重复计入。",
    "These corrections are all loaded already; nothing was added.",
)
OUTCOME = Text(
    "与已导入的 {files} 有重叠，按“{mode}”处理：新增 {new} 行，更新 {changed} 行，"
    "相同 {same} 行不重复计入，移除 {removed} 行。",
    "It overlaps {files}; taken as “{mode}”: {new} {new:row|rows} new, {changed} changed, {same} the same and "
    "not counted twice, {removed} removed.",
)


def as_known(batch: Batch, loaded: Mapping[str, int]) -> Receipt:
    """The receipt of a table that is not stored: left out, or already there."""
    receipt = batch.receipt
    if receipt.sheet not in loaded or receipt.dataset is None:
        return receipt
    return nothing_new(receipt, loaded[receipt.sheet], KNOWN_FILE)


def nothing_new(receipt: Receipt, import_id: int | None, reason: Text) -> Receipt:
    return replace(
        receipt,
        rows_duplicate=receipt.rows_duplicate + receipt.rows_loaded,
        rows_loaded=0,
        amount_loaded=None if receipt.amount_loaded is None else Decimal(0),
        import_id=import_id,
        needs=(),
        notes=(reason, *receipt.notes),
    )


def waiting(receipt: Receipt, question: Question) -> Receipt:
    """Nothing is stored before it is known how the table meets what stands."""
    return replace(
        receipt,
        rows_loaded=0,
        rows_put_aside=receipt.rows_put_aside + receipt.rows_loaded,
        amount_loaded=None,
        needs=(*receipt.needs, question.text),
    )


def accounted(
    db: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    batch: Batch,
    import_id: int,
    comparison: Comparison,
) -> Receipt:
    """The receipt of what was in fact stored."""
    receipt = batch.receipt
    if comparison.is_fresh:
        return replace(receipt, import_id=import_id)
    amount = receipt.amount_loaded
    if amount is not None and comparison.same:
        row = db.execute(
            f'SELECT sum("{dataset.amount}") FROM arrived JOIN arriving USING (n) WHERE stored'
        ).fetchone()
        amount = row[0] if row and row[0] is not None else Decimal(0)
    outcome = OUTCOME.format(
        files=plain("、".join(comparison.overlapping) or "–"),
        mode=MODE_NAMES[comparison.mode],
        new=comparison.new,
        changed=comparison.changed,
        same=comparison.same,
        removed=comparison.removed,
    )
    notes = [*receipt.notes, outcome] if comparison.overlapping else [*receipt.notes]
    if comparison.changed and batch.rows is not None:
        rewritten_note = rewritten_cells.note_of(
            rewritten_cells.rewritten(db, dataset, batch.rows), comparison.changed
        )
        notes += [rewritten_note] if rewritten_note else []
    return replace(
        receipt,
        rows_loaded=comparison.new + comparison.changed,
        rows_duplicate=receipt.rows_duplicate + comparison.same,
        amount_loaded=amount,
        import_id=import_id,
        notes=tuple(notes),
    )
