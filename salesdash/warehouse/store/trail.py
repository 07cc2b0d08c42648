"""Who did what and when: one line of the audit trail for everything that changes the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import duckdb

from salesdash.warehouse.store.database import now

IMPORT = "import"


def note(
    db: duckdb.DuckDBPyConnection,
    what: str,
    key: str,
    by: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    """Write the line within the change itself. `before` None: it is new; `after` None: it is gone."""
    both = [None if x is None else json.dumps(x, ensure_ascii=False) for x in (before, after)]
    db.execute("INSERT INTO app.history VALUES (?, ?, ?, ?, ?, ?)", [now(), by, what, key, *both])
