"""Which cells of the rows that stand a table would rewrite: the field, the value before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from salesdash.catalog.model import Dataset, Kind
from salesdash.text import Text, join, plain
from salesdash.warehouse.imports.extent import in_full, key_of
from salesdash.warehouse.store.schema import ORIGIN, columns_of

MOST = 20  # rows; those whose money changes come first
FURTHER = "extra"  # columns that no field claims
NAMED = 3  # rows that a receipt names
NOTE = Text(
    "改写的行{among}：{rows}。",
    "Rows rewritten{among}: {rows}.",
)
AMONG = Text("（前 {n} 行，共 {all} 行）", " (the first {n} of {all})")
BLANK = "–"


@dataclass(frozen=True, slots=True)
class RewrittenCell:
    """One cell rewritten: `field` as people call it, `before` and `after` as they would read them."""

    field: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A row known by its key (`A2`) and the cells in which it changes, money first."""

    key: str
    cells: tuple[RewrittenCell, ...]


def rewritten(
    db: duckdb.DuckDBPyConnection, dataset: Dataset, rows: pa.Table
) -> tuple[Rewritten, ...]:
    """The first rows of `arrived` that take the place of another one of their key in `standing`.

    `rows` is the table compared; of columns that it lacks nothing is said.
    """
    rows = in_full(dataset, rows)
    brought, key = rows.column_names, key_of(dataset, rows)
    types = columns_of(dataset)
    fields = [name for name in brought if name in types and name not in ORIGIN]
    compared = [*fields, *([FURTHER] if FURTHER in brought else [])]
    if not key or not fields:
        return ()
    amount = dataset.amount if dataset.amount in fields else None
    first = f'a."{amount}"::{types[amount]} IS NOT DISTINCT FROM s."{amount}", ' if amount else ""
    pairs = db.execute(
        "WITH coming AS (SELECT n, key, row_number() OVER (PARTITION BY key ORDER BY n) AS nth "
        "FROM arriving WHERE stored AND key IS NOT NULL), "
        "going AS (SELECT place, key, row_number() OVER (PARTITION BY key ORDER BY place) AS nth "
        "FROM standing WHERE ended) SELECT "
        + ", ".join(f"{side}.{_typed(name, types)}" for side in ("a", "s") for name in compared)
        + " FROM coming JOIN going USING (key, nth) JOIN arrived AS a USING (n) "
        f"JOIN stored.{dataset.key} AS s ON s.place = going.place ORDER BY {first}n LIMIT {MOST}"
    ).fetchall()
    width = len(compared)
    return tuple(
        _row(
            dataset,
            key,
            dict(zip(compared, pair[width:], strict=True)),
            dict(zip(compared, pair[:width], strict=True)),
        )
        for pair in pairs
    )


def note_of(rows: tuple[Rewritten, ...], changed: int) -> Text | None:
    """The first rows rewritten, in a sentence of a receipt."""
    named = [
        plain(row.key) + Text("：", ": ") + join([_words(cell) for cell in row.cells])
        for row in rows[:NAMED]
    ]
    if not named:
        return None
    all_of_them = len(named) == changed
    among = Text("", "") if all_of_them else AMONG.format(n=len(named), all=f"{changed:,}")
    return NOTE.format(among=among, rows=join(named, zh="；", en="; "))


def _words(cell: RewrittenCell) -> Text:
    return cell.field + plain(f" {cell.before} → {cell.after}")


def _typed(name: str, types: dict[str, str]) -> str:
    return f'"{name}"' if name == FURTHER else f'"{name}"::{types[name]}'


def _row(
    dataset: Dataset, key: tuple[str, ...], before: dict[str, Any], after: dict[str, Any]
) -> Rewritten:
    changed = [name for name in after if name != FURTHER and before[name] != after[name]]
    changed.sort(key=lambda name: not _is_money(dataset, name))
    cells = [
        RewrittenCell(_name(dataset, name), _written(before[name]), _written(after[name]))
        for name in changed
    ]
    old, new = before.get(FURTHER) or {}, after.get(FURTHER) or {}
    cells += [
        RewrittenCell(plain(header), old.get(header) or BLANK, new.get(header) or BLANK)
        for header in {**old, **new}
        if old.get(header) != new.get(header)
    ]
    named = (after[name] for name in key)
    return Rewritten(" · ".join(_written(part) for part in named if part is not None), tuple(cells))


def _is_money(dataset: Dataset, name: str) -> bool:
    return any(f.key == name and f.kind is Kind.MONEY for f in dataset.fields)


def _name(dataset: Dataset, name: str) -> Text:
    """The name of a field; the end of a period goes by that of the period."""
    names = {f.key: f.name for f in dataset.fields}
    return names.get(name) or names[name.removesuffix("_end")]


def _written(value: Any) -> str:
    if value is None:
        return BLANK
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if value == round(value, 2) else f"{value.normalize():,f}"
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    return str(value)
