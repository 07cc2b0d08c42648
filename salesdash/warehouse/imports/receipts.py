"""Receipts as they are kept with their import, and read again exactly as they were given."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from salesdash.receipt import Receipt
from salesdash.text import Text
from salesdash.warehouse.questions.facts import Query
from salesdash.warehouse.store.database import Warehouse

AMOUNTS = ("amount_loaded", "amount_put_aside", "amount_printed")
DAYS = ("first_date", "last_date")
SENTENCES = ("needs", "notes")
CameIn = tuple[int, int]  # the newest import, and how many were undone
_CAME_IN = (
    "SELECT coalesce(max(import_id), 0) AS newest, count(undone_at) AS undone FROM app.imports"
)


def came_in(warehouse: Warehouse) -> CameIn:
    """What has come in by now."""
    newest, undone = warehouse.rows(_CAME_IN)[0]
    return int(newest), int(undone)


def came_in_by(query: Query) -> CameIn:
    """What had come in by the state of the data that is asked."""
    frame = query(_CAME_IN, ())
    return int(frame["newest"].iloc[0]), int(frame["undone"].iloc[0])


def written(receipt: Receipt) -> str:
    """The receipt as JSON: sentences in both languages, amounts as text, so that none is rounded."""
    kept = receipt.plain("zh")
    kept["reason"] = receipt.reason and [receipt.reason.zh, receipt.reason.en]
    for key in SENTENCES:
        kept[key] = [[text.zh, text.en] for text in getattr(receipt, key)]
    for key in AMOUNTS:
        amount = getattr(receipt, key)
        kept[key] = None if amount is None else str(amount)
    return json.dumps(kept, ensure_ascii=False)


def read(kept: str) -> Receipt:
    """The receipt that `written` made this of."""
    values = json.loads(kept)
    values["reason"] = values["reason"] and Text(*values["reason"])
    for key in SENTENCES:
        values[key] = tuple(Text(*both) for both in values[key])
    for key in AMOUNTS:
        values[key] = None if values[key] is None else Decimal(str(values[key]))
    for key in DAYS:
        values[key] = values[key] and date.fromisoformat(values[key])
    return Receipt(**values)


def receipts_of(warehouse: Warehouse, import_id: int) -> list[Receipt]:
    """The receipts of one import, in the order of its tables."""
    rows = warehouse.rows(
        "SELECT receipt FROM app.receipts WHERE import_id = ? ORDER BY rowid", [import_id]
    )
    return [read(kept) for (kept,) in rows]


def last_files(query: Query) -> dict[str, str]:
    """The file that last brought rows of each dataset and was not undone, by dataset."""
    frame = query(
        "SELECT dataset, max_by(file, import_id) AS file FROM app.receipts JOIN app.imports USING (import_id) "
        "WHERE undone_at IS NULL AND (receipt->>'rows_loaded')::BIGINT > 0 GROUP BY dataset",
        (),
    )
    return dict(zip(frame["dataset"], frame["file"], strict=True))
