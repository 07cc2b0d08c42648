"""A table laid beside the rows that stand: what is new, the same, changed, and how the two meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

import duckdb
import numpy as np
import pyarrow as pa

from salesdash.catalog.model import Dataset
from salesdash.receipt import Batch, Question
from salesdash.text import Text
from salesdash.warehouse.imports import layouts
from salesdash.warehouse.imports.extent import (
    Extent,
    first_summed,
    in_full,
    is_lasting,
    key_of,
    months_summed,
    telling,
)
from salesdash.warehouse.store.covering import sums_month
from salesdash.warehouse.store.schema import ORIGIN, columns_of

Mode = Literal["append", "replace", "update"]
MODES: tuple[Mode, ...] = get_args(Mode)
# For rows that may be something else than they are taken for.
HARMLESS: tuple[Mode, ...] = ("append", "update")
MODE_NAMES: dict[Mode, Text] = {
    "append": Text("全部追加", "Add every row"),
    "replace": Text("替换这段时间", "Replace the period"),
    "update": Text("更新（相同的不重复计入）", "Update (the same rows count once)"),
}
MAY_BE_OTHERS = Text(
    "“{dataset}”在 {extent} 已有 {rows} 行（来自 {files}），其中 {same} 行与这张表相同。这张表除日期和金额外看不出是"
    "{dataset}，因此不会替换已有的数据。请选择：全部追加，还是更新（只加入没有的行）？",
    "{dataset} already holds {rows} {rows:row|rows} for {extent} (from {files}); {same} of them are the "
    "same as this table's. Beside date and amount nothing tells that these are {dataset}, so they replace nothing. Add "
    "every row, or update (add those that are missing)?",
)
OVERLAPS = Text(
    "“{dataset}”在 {extent} 已有 {rows} 行（来自 {files}），其中 {same} 行与这张表相同。"
    "请选择：全部追加、更新（只加入没有的行），还是替换这段时间的数据？",
    "{dataset} already holds {rows} {rows:row|rows} for {extent} (from {files}); {same} of them are the same as "
    "rows of this table. Add every row, update (only rows that are not there yet), or replace?",
)
# A key of dates and names identifies rows where hardly any two rows of a file share one.
UNIQUE_ENOUGH = 0.9
HALF = 0.5
# An earlier state of the same list has at least this share of its rows in common with the new one.
KIN = 0.1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table laid beside what stands, within one transaction.

    Unless `is_fresh` (nothing stands where the table's rows would), the connection's `arriving`
    says of each row `n` whether it is `stored`, and `standing` of each row `place` whether it is
    `ended`. `bases` are the imports on whose rows the outcome rests; `newest` is the last one with
    live rows where the table's would stand.
    """

    mode: Mode
    is_fresh: bool
    question: Question | None
    new: int
    changed: int = 0
    same: int = 0
    removed: int = 0
    bases: tuple[int, ...] = ()
    overlapping: tuple[str, ...] = ()
    newest: int = 0


def compare(
    db: duckdb.DuckDBPyConnection, dataset: Dataset, batch: Batch, import_id: int = 0
) -> Comparison:
    """Lay a table beside the rows of all imports but `import_id`; makes `arrived` known to `db`."""
    assert batch.rows is not None
    rows = in_full(dataset, batch.rows)
    modes = modes_of(batch)
    mode = next((m for m in modes if m == batch.mode), None)
    db.register("arrived", rows.append_column("n", pa.array(np.arange(len(rows)))))
    table = f"stored.{dataset.key}"
    sums_months = layouts.sums_months(batch.layout)
    extent = Extent.of(dataset, rows, sums_months=sums_months)
    key = key_of(dataset, rows)
    in_days = db.execute(
        f"SELECT 1 FROM {table} WHERE {extent.days} AND import_id <> {import_id} LIMIT 1"
    ).fetchone()
    recurs = (
        is_lasting(dataset, key)
        and db.execute(
            f'SELECT 1 FROM {table} WHERE import_id <> {import_id} AND "{key[0]}" IN '
            f'(SELECT "{key[0]}" FROM arrived) LIMIT 1'
        ).fetchone()
    )
    if not in_days and not recurs:
        return Comparison(mode or "append", True, None, len(rows))
    _lay_out(db, dataset, rows, extent, key, import_id, sums_months)
    comparison = _judged(db, dataset, extent, mode, modes, len(rows))
    if comparison.question and layouts.remembered_mode(db, batch.layout) == comparison.mode:
        return replace(comparison, question=None)
    return comparison


def modes_of(batch: Batch) -> tuple[Mode, ...]:
    """How the rows may meet those that stand: what is not sure to be of its dataset replaces none."""
    return MODES if batch.is_sure else HARMLESS


def _digest(columns: list[str]) -> str:
    """128 bits that are equal where all columns are, blanks included."""
    listed = ", ".join(columns)
    return f"(hash(0, {listed})::UHUGEINT * 18446744073709551616::UHUGEINT + hash(1, {listed}))"


def _lay_out(
    db: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    rows: pa.Table,
    extent: Extent,
    key: tuple[str, ...],
    import_id: int,
    sums_months: bool,
) -> None:
    """Make `arriving` and `standing`: what is compared of each row, equal rows numbered. Sums of months are the same
    on whatever day of it they are booked."""
    day_of_sum = f'"{dataset.date}"'
    first = first_summed(day_of_sum, months_summed(dataset, rows))
    is_sum = f"{sums_month(dataset.date)} OR {day_of_sum} = date_trunc('month', {day_of_sum})"
    as_sum = {dataset.date: first} if sums_months and dataset.date else {}
    as_sums = {k: f'CASE WHEN {is_sum} THEN {first} ELSE "{k}" END' for k in as_sum}
    content, key_digest = _digests(dataset, rows, key, as_sum)
    content_there, key_there = _digests(dataset, rows, key, as_sums)
    day = f'"{dataset.date}"::DATE' if dataset.date in rows.column_names else "NULL::DATE"
    db.execute(
        "CREATE OR REPLACE TEMP TABLE arriving AS "
        "SELECT *, row_number() OVER (PARTITION BY content ORDER BY n) AS nth, false AS is_paired, "
        f"true AS stored FROM (SELECT n, {day} AS day, {content} AS content, {key_digest} AS key FROM arrived)"
    )
    if key and not is_lasting(dataset, key):
        _forget_shared(db)
    db.execute(
        "CREATE OR REPLACE TEMP TABLE standing AS "
        "SELECT *, row_number() OVER (PARTITION BY content, is_live ORDER BY in_extent DESC, place) AS nth, "
        "key IN (SELECT key FROM arriving) AS has_key, false AS is_paired, false AS ended FROM ("
        f"SELECT place, import_id, ended_by, ended_by IS NULL AS is_live, {day} AS day, "
        f"{sums_month(dataset.date)} AS is_summed, coalesce({extent.whole}, false) AS in_extent, "
        f"{content_there} AS content, {key_there} AS key "
        f"FROM stored.{dataset.key} WHERE import_id <> {import_id}) "
        "WHERE in_extent OR key IN (SELECT key FROM arriving)"
    )
    if is_lasting(dataset, key) and dataset.date and dataset.field(dataset.date).required:
        _forget_begun_anew(db)
    _leave_strangers(db)
    db.execute(
        "UPDATE arriving SET is_paired = true FROM standing AS s "
        "WHERE s.content = arriving.content AND s.nth = arriving.nth AND s.is_live"
    )
    db.execute(
        "UPDATE standing SET is_paired = true FROM arriving AS a "
        "WHERE a.content = standing.content AND a.nth = standing.nth AND standing.is_live"
    )


def _digests(
    dataset: Dataset, rows: pa.Table, key: tuple[str, ...], otherwise: Mapping[str, str]
) -> tuple[str, str]:
    """SQL: what tells rows like these from others, and what tells which of them are the same one; some columns are
    compared `otherwise` than as they stand."""
    types = columns_of(dataset)
    compared = {name: f'"{name}"::{types[name]}' for name in types} | dict(otherwise)
    here = [name for name in types if name in rows.column_names and name not in ORIGIN]
    extra = ["list_sort(map_entries(extra))::VARCHAR"] if "extra" in rows.column_names else []
    content = _digest([*(compared[name] for name in here), *extra])
    if not key:
        return content, "NULL::UHUGEINT"
    has_key = " OR ".join(f'"{k}" IS NOT NULL' for k in key if k in telling(dataset))
    return content, f"CASE WHEN {has_key} THEN {_digest([compared[k] for k in key])} END"


def _forget_shared(db: duckdb.DuckDBPyConnection) -> None:
    """Dates and names that several rows of the file share identify none of them."""
    keys = db.execute("SELECT count(DISTINCT key), count(key) FROM arriving").fetchone()
    if keys and keys[0] < UNIQUE_ENOUGH * keys[1]:
        db.execute("UPDATE arriving SET key = NULL")


def _forget_begun_anew(db: duckdb.DuckDBPyConnection) -> None:
    """Numbers that begin anew each day or year are other orders of the same number; that they are, the rows that
    bear them have shown (`has_key`), so what follows rests on these."""
    shared = db.execute(
        "SELECT count(*), count(*) FILTER ((key, day) IN (SELECT (key, day) FROM arriving)) "
        "FROM standing WHERE is_live AND key IN (SELECT key FROM arriving)"
    ).fetchone()
    if shared and shared[1] < HALF * shared[0]:
        db.execute("UPDATE arriving SET key = NULL")


def _leave_strangers(db: duckdb.DuckDBPyConnection) -> None:
    """Where an earlier state of the same list stands, files that share nothing with it are others."""
    db.execute(
        "WITH shares AS (SELECT import_id, avg((content IN (SELECT content FROM arriving))::INTEGER) AS share "
        f"FROM standing WHERE in_extent GROUP BY import_id), "
        f"kin AS (SELECT import_id FROM shares WHERE share >= {KIN}) "
        "UPDATE standing SET in_extent = false WHERE EXISTS (FROM kin) AND import_id NOT IN (FROM kin)"
    )


def _judged(
    db: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    extent: Extent,
    given: Mode | None,
    modes: tuple[Mode, ...],
    rows: int,
) -> Comparison:
    """Choose the mode by the evidence where none is given, and mark rows by it."""
    files, newest = _files(db)
    mode, question = (given, None) if given else _chosen(db, dataset, extent, files, modes, rows)
    ended = {
        "append": "false",
        "replace": "in_extent",
        "update": "key IN (SELECT key FROM arriving WHERE NOT is_paired)",
    }[mode]
    matched = {
        "append": "false",
        "replace": "in_extent",
        "update": "has_key OR content IN (SELECT content FROM arriving)",
    }[mode]
    if mode == "replace":
        _pair_within_reach(db)
    if mode != "append":
        db.execute("UPDATE arriving SET stored = NOT is_paired")
    db.execute(f"UPDATE standing SET ended = true WHERE is_live AND NOT is_paired AND ({ended})")
    bases = db.execute(
        f"SELECT DISTINCT coalesce(ended_by, import_id) FROM standing WHERE {matched}"
    ).fetchall()
    stored, changed, gone = _counts(db)
    return Comparison(
        mode,
        False,
        question,
        stored - changed,
        changed,
        rows - stored,
        gone - changed,
        tuple(sorted(base for (base,) in bases)),
        files,
        newest,
    )


def _pair_within_reach(db: duckdb.DuckDBPyConnection) -> None:
    """Replacing concerns the rows in reach alone; what equals a row elsewhere is new here."""
    db.execute("UPDATE standing SET is_paired = false WHERE NOT in_extent")
    db.execute(
        "UPDATE arriving SET is_paired = EXISTS (SELECT 1 FROM standing AS s WHERE s.is_paired "
        "AND s.content = arriving.content AND s.nth = arriving.nth)"
    )


def _counts(db: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    """Rows stored, rows that take the place of another one of their key, rows ended."""
    [counted] = db.execute(
        "WITH more AS (SELECT key, count(*) AS n FROM arriving WHERE stored GROUP BY key), "
        "gone AS (SELECT key, count(*) AS n FROM standing WHERE ended GROUP BY key) "
        "SELECT (SELECT coalesce(sum(n), 0) FROM more), (SELECT coalesce(sum(n), 0) FROM gone), "
        "coalesce(sum(least(more.n, gone.n)), 0) FROM more JOIN gone USING (key)"
    ).fetchall()
    stored, gone, changed = map(int, counted)
    return stored, changed, gone


def _files(db: duckdb.DuckDBPyConnection) -> tuple[tuple[str, ...], int]:
    """The files whose live rows stand in the way, and the number of the last import among them."""
    overlapping = db.execute(
        "SELECT file, max(import_id) FROM standing JOIN app.imports USING (import_id) "
        "WHERE is_live AND (in_extent OR key IN (SELECT key FROM arriving)) GROUP BY file ORDER BY file"
    ).fetchall()
    return tuple(file for file, _ in overlapping), max(
        (number for _, number in overlapping), default=0
    )


def _chosen(
    db: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    extent: Extent,
    files: tuple[str, ...],
    modes: tuple[Mode, ...],
    rows: int,
) -> tuple[Mode, Question | None]:
    """By the evidence: nothing in the way, add; the same keys, or the same rows, update; else ask."""
    counted = db.execute(
        "SELECT (SELECT count(*) FROM arriving WHERE is_paired), "
        "count(*) FILTER (is_live AND in_extent), count(*) FILTER (is_paired AND in_extent), "
        "count(*) FILTER (is_live AND key IN (SELECT key FROM arriving)), "
        "count(*) FILTER (is_live AND in_extent AND NOT is_summed) FROM standing"
    ).fetchone()
    assert counted is not None
    paired, in_extent, same, same_keys, by_day = map(int, counted)
    if same_keys or paired == rows or (in_extent and same == in_extent):
        return "update", None
    if not in_extent:
        return "append", None
    # Sums of months give way to what they sum up.
    alike = same >= HALF * min(rows, in_extent)
    guess: Mode = "replace" if "replace" in modes and (alike or not by_day) else "append"
    overlaps = OVERLAPS if "replace" in modes else MAY_BE_OTHERS
    text = overlaps.format(
        dataset=dataset.name, extent=extent.name, rows=in_extent, same=same, files="、".join(files)
    )
    return guess, Question("mode", text, modes, guess)
