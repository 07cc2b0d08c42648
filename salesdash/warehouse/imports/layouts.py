"""How tables were read before, so that the next one of the same layout asks nothing."""

from __future__ import annotations

import json

import duckdb

from salesdash.catalog.words.headers import normal_header
from salesdash.receipt import Batch, ReadLayout
from salesdash.warehouse.store.covering import AS_DAYS, MONTH_AS_DAY, SUMS_AS_DAY
from salesdash.warehouse.store.database import Warehouse


def remembered(warehouse: Warehouse) -> list[ReadLayout]:
    """The layouts of the imports that stand, newest first, each set of headers once."""
    layouts = warehouse.rows(
        "SELECT dataset, headers, columns, answers, titles FROM app.layouts JOIN app.imports USING (import_id) "
        "WHERE undone_at IS NULL ORDER BY import_id DESC, sheet"
    )
    newest: dict[tuple[str, frozenset[str]], ReadLayout] = {}
    for dataset, headers, columns, answers, titles in layouts:
        layout = ReadLayout(
            dataset, tuple(headers), json.loads(columns), json.loads(answers), tuple(titles or ())
        )
        newest.setdefault((dataset, _normal(layout)), layout)
    return list(newest.values())


def remember(db: duckdb.DuckDBPyConnection, import_id: int, batch: Batch) -> None:
    """Keep how a table was read, and what was answered."""
    layout = batch.layout
    if layout is None:
        return
    db.execute(
        "INSERT INTO app.layouts VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            import_id,
            batch.receipt.sheet,
            layout.dataset,
            [*layout.headers],
            json.dumps(dict(layout.columns), ensure_ascii=False),
            json.dumps(dict(layout.answers), ensure_ascii=False),
            [*layout.titles],
        ],
    )


def remembered_mode(db: duckdb.DuckDBPyConnection, layout: ReadLayout | None) -> str | None:
    """The mode that the user chose the last time for a table of these headers."""
    if layout is None:
        return None
    modes = db.execute(
        "SELECT headers, answers->>'mode' FROM app.layouts JOIN app.imports USING (import_id) "
        "WHERE undone_at IS NULL AND dataset = ? AND answers->>'mode' IS NOT NULL ORDER BY import_id DESC",
        [layout.dataset],
    ).fetchall()
    wanted = _normal(layout)
    return next(
        (mode for headers, mode in modes if frozenset(map(normal_header, headers)) == wanted), None
    )


def sums_months(layout: ReadLayout | None) -> bool:
    """Whether a day of a table laid out so stands for all of its month."""
    if layout is None:
        return False
    return MONTH_AS_DAY in layout.answers or layout.answers.get(SUMS_AS_DAY, AS_DAYS) != AS_DAYS


def _normal(layout: ReadLayout) -> frozenset[str]:
    return frozenset(map(normal_header, layout.headers))
