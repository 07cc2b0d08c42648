"""Rows that could not be read: kept until they come back corrected, and then part of their import."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.receipt import AsideTable, Batch, PutAside
from salesdash.text import Text
from salesdash.warehouse.store.database import Warehouse

PLACE = "place"  # the column of a batch that says which row put aside each row corrects


def put_aside_of(warehouse: Warehouse, import_id: int) -> tuple[AsideTable, ...]:
    """What still waits to be corrected of an import, table by table; none of an undone one."""
    rows = warehouse.rows(
        "SELECT p.sheet, l.headers, l.titles, row_number, column_name, cell, reason_zh, reason_en, cells, "
        "place, columns_at_fault FROM app.put_aside AS p JOIN app.imports AS i USING (import_id) "
        "LEFT JOIN app.layouts AS l ON l.import_id = p.import_id AND l.sheet = p.sheet "
        "WHERE p.import_id = ? AND resolved_by IS NULL AND undone_at IS NULL ORDER BY p.rowid",
        [import_id],
    )
    tables: dict[str, AsideTable] = {}
    for sheet, headers, titles, row, column, cell, zh, en, cells, place, columns in rows:
        table = tables.get(sheet) or AsideTable(
            sheet, tuple(headers or ()), tuple(titles or ()), ()
        )
        address = str(place or row).removeprefix(f"{sheet}!")
        entry = PutAside(
            sheet, row, column, cell, Text(zh, en), tuple(cells), (address,), tuple(columns or ())
        )
        tables[sheet] = AsideTable(sheet, table.headers, table.titles, (*table.rows, entry))
    return tuple(tables.values())


def keep(db: duckdb.DuckDBPyConnection, batch: Batch, import_id: int) -> None:
    """Keep the rows of a table that could not be read; those that wait already wait on."""
    if not batch.put_aside or is_correction(batch):
        return
    kept = [
        {
            "sheet": p.sheet,
            "row_number": p.row,
            "column_name": p.column,
            "cell": p.value,
            "reason_zh": p.reason.zh,
            "reason_en": p.reason.en,
            "cells": [*p.cells],
            "place": p.place,
            "columns_at_fault": [*p.columns],
        }
        for p in batch.put_aside
    ]
    db.register("kept", pa.Table.from_pylist(kept))
    db.execute(f"INSERT INTO app.put_aside BY NAME SELECT {import_id} AS import_id, * FROM kept")
    db.unregister("kept")


def unknown(db: duckdb.DuckDBPyConnection, batch: Batch) -> tuple[PutAside, ...]:
    """The rows put aside that no import holds yet, waiting or corrected."""
    cells = [[*each.cells] for each in batch.put_aside]
    held = db.execute(
        "SELECT cells FROM app.put_aside JOIN app.imports USING (import_id) "
        "WHERE undone_at IS NULL AND sheet = ? AND cells IN (SELECT unnest(?::VARCHAR[][]))",
        [batch.receipt.sheet, cells],
    ).fetchall()
    known = {tuple(row) for (row,) in held}
    return tuple(each for each in batch.put_aside if each.cells not in known)


def is_correction(batch: Batch) -> bool:
    """Whether the rows come back from having been put aside."""
    return batch.rows is not None and PLACE in batch.rows.column_names


def still_waiting(db: duckdb.DuckDBPyConnection, rows: pa.Table) -> pa.Table:
    """The rows whose place still waits for a correction, and those added without a place."""
    places = [place for place in pc.unique(rows[PLACE]).to_pylist() if place]
    open_ = db.execute(
        "SELECT '#' || import_id || ' ' || place FROM app.put_aside JOIN app.imports USING (import_id) "
        "WHERE resolved_by IS NULL AND undone_at IS NULL AND '#' || import_id || ' ' || place IN "
        "(SELECT unnest(?::VARCHAR[]))",
        [places],
    ).fetchall()
    waiting = pa.array([place for (place,) in open_], pa.string())
    return rows.filter(pc.or_(pc.is_in(rows[PLACE], waiting), pc.is_null(rows[PLACE])))


def resolve(db: duckdb.DuckDBPyConnection, rows: pa.Table, import_id: int) -> None:
    """Take the rows corrected by this import off the list, and note on which imports it stands."""
    places = [place for place in pc.unique(rows[PLACE]).to_pylist() if place]
    chosen = "'#' || import_id || ' ' || place IN (SELECT unnest(?::VARCHAR[]))"
    db.execute(
        f"INSERT INTO app.stands_on SELECT DISTINCT {import_id}, import_id FROM app.put_aside WHERE {chosen}",
        [places],
    )
    db.execute(
        f"UPDATE app.put_aside SET resolved_by = {import_id} WHERE resolved_by IS NULL AND {chosen}",
        [places],
    )
