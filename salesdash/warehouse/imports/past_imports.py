"""The imports that were made, undone ones included."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from salesdash.text import Text
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse

NOTHING_YET = Text("还没有导入任何数据。", "Nothing has been imported yet.")


@dataclass(frozen=True, slots=True)
class Import:
    """One line of the imports ledger. `aside` rows of it still wait to be corrected."""

    import_id: int
    file: str
    loaded_at: pd.Timestamp
    loaded_by: str
    is_undone: bool
    tables: int
    rows: int
    aside: int = 0
    undone_at: pd.Timestamp | None = None
    undone_by: str = ""
    sha256: str = ""


def imports(warehouse: Warehouse) -> list[Import]:
    """The ledger, newest first, undone ones included."""
    rows = warehouse.rows(
        "SELECT i.import_id, file, loaded_at, loaded_by, undone_at IS NOT NULL, count(sheet), "
        "coalesce(sum((receipt->>'rows_loaded')::BIGINT), 0), "
        "(SELECT count(*) FROM app.put_aside AS p WHERE p.import_id = i.import_id AND resolved_by IS NULL), "
        "undone_at, coalesce((SELECT max_by(changed_by, changed_at) FROM app.history "
        f"WHERE what = '{trail.IMPORT}' AND key = i.import_id::VARCHAR AND after IS NULL), ''), sha256 "
        "FROM app.imports AS i LEFT JOIN app.receipts AS r USING (import_id) "
        "GROUP BY ALL ORDER BY i.import_id DESC"
    )
    return [Import(*row) for row in rows]


def next_import(warehouse: Warehouse) -> int:
    """The number that the next import will have."""
    return int(warehouse.rows("SELECT next_import FROM app.state")[0][0])
