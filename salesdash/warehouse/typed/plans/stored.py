"""How a version of a plan lies in its tables: a row for the version, one per cell and per lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from salesdash.catalog.plans import Carried, Cell, Plan, total_of
from salesdash.period import Period
from salesdash.warehouse.store.state import Rows

Amount = tuple[Cell, Decimal | None]
Called = Callable[[Iterable[Amount]], dict[Cell, Decimal | None]]
HEAD = (
    "plan_id, version, revision, name, start, metric, unit, dimensions, rule, state, based_on, "
    "saved_by, saved_at, approved_by, approved_at, opens, open_from, ends, approval, replanned_on"
)
KEYS = tuple(HEAD.split(", "))
ONE = "plan_id = ? AND version = ?"
TABLES = ("plans", "plan_cells", "plan_carried", "plan_locks", "plan_typed")


def heads(rows: Rows, condition: str, values: Sequence[Any] = ()) -> list[Plan]:
    """Versions without their cells."""
    return [_plan(row) for row in rows(f"SELECT {HEAD} FROM app.plans {condition}", values)]


def filled(rows: Rows, head: Plan) -> Plan:
    """The version with its cells and locks, its members as they are called now."""
    key = [head.plan_id, head.version]
    cells = rows(
        "SELECT members, start, finish, amount, stretch "
        f"FROM app.plan_cells WHERE {ONE} ORDER BY nth",
        key,
    )
    called = names(rows, head)
    stretch = called((_cell(row), row[4]) for row in cells)

    def held(table: str) -> frozenset[Cell]:
        held_rows = rows(f"SELECT members, start, finish FROM app.{table} WHERE {ONE}", key)
        return frozenset(called((_cell(row), None) for row in held_rows))

    return replace(
        head,
        cells=called((_cell(row), row[3]) for row in cells),
        stretch={cell: amount for cell, amount in stretch.items() if amount is not None},
        carried=_carried(rows, key, called),
        locks=held("plan_locks"),
        typed=held("plan_typed"),
    )


def _carried(rows: Rows, key: list[int], called: Called) -> Carried:
    by_month: dict[date, list[Amount]] = {}
    for row in rows(
        f"SELECT members, start, finish, missed_in, amount FROM app.plan_carried WHERE {ONE}", key
    ):
        by_month.setdefault(row[3], []).append((_cell(row), row[4]))
    carried: dict[Cell, dict[date, Decimal]] = {}
    for month in sorted(by_month):
        for cell, amount in called(by_month[month]).items():
            if amount:
                carried.setdefault(cell, {})[month] = amount
    return carried


def names(rows: Rows, plan: Plan) -> Called:
    """Amounts by cell under the names that were accepted since; of members that became one, the sum.

    What is stored keeps the old spelling, so that a merge taken back takes this back as well.
    """
    accepted = {
        (dimension, spelling): name
        for dimension, spelling, name in rows(
            "SELECT dimension, spelling, accepted FROM model.spellings", []
        )
    }

    def called(amounts: Iterable[Amount]) -> dict[Cell, Decimal | None]:
        totals: dict[Cell, Decimal | None] = {}
        for (member, period), amount in amounts:
            spelled = zip(plan.dimensions, member, strict=False)
            cell = tuple(accepted.get((d, name), name) for d, name in spelled), period
            totals[cell] = total_of((totals.get(cell), amount))
        return totals

    return called


def write(db: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    places = ", ".join("?" for _ in KEYS)
    derived = {"start": plan.whole.start, "dimensions": list(plan.dimensions)}
    head = [derived[key] if key in derived else getattr(plan, key) for key in KEYS]
    db.execute(f"INSERT INTO app.plans ({HEAD}) VALUES ({places})", head)
    key = [plan.plan_id, plan.version]
    money = pa.decimal128(18, 4)
    cells = list(plan.cells)
    brought = _as_table(cells)
    for name, amounts in (("amount", plan.cells), ("stretch", plan.stretch)):
        brought = brought.append_column(
            name, pa.array([_exact(amounts.get(c)) for c in cells], money)
        )
    for table, rows, columns in (
        ("plan_cells", brought, "nth, members, start, finish, amount, stretch"),
        ("plan_carried", _carried_as_table(plan), "members, start, finish, missed_in, amount"),
        ("plan_locks", _as_table(sorted(plan.locks)), "members, start, finish"),
        ("plan_typed", _as_table(sorted(plan.typed)), "members, start, finish"),
    ):
        db.register("arrived", rows)
        db.execute(
            f"INSERT INTO app.{table} (plan_id, version, {columns}) SELECT ?, ?, {columns} FROM arrived",
            key,
        )
        db.unregister("arrived")


def _as_table(cells: list[Cell]) -> pa.Table:
    return pa.table(
        {
            "nth": pa.array(range(1, len(cells) + 1), pa.int32()),
            "members": pa.array([list(m) for m, _ in cells], pa.list_(pa.string())),
            "start": pa.array([p.start for _, p in cells], pa.date32()),
            "finish": pa.array([p.end for _, p in cells], pa.date32()),
        }
    )


def _carried_as_table(plan: Plan) -> pa.Table:
    parts = [(c, month, n) for c, months in plan.carried.items() for month, n in months.items()]
    missed_in = pa.array([month for _, month, _ in parts], pa.date32())
    amounts = pa.array([_exact(n) for _, _, n in parts], pa.decimal128(18, 4))
    cells = _as_table([cell for cell, _, _ in parts])
    return cells.append_column("missed_in", missed_in).append_column("amount", amounts)


def _exact(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal("0.0001"))


def erase(db: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    for table in TABLES:
        db.execute(f"DELETE FROM app.{table} WHERE {ONE}", [plan.plan_id, plan.version])


def _plan(row: tuple[Any, ...]) -> Plan:
    values = dict(zip(KEYS, row, strict=True))
    start = values.pop("start")
    whole = Period.of(start, "year", start.month)
    return Plan(**{**values, "dimensions": tuple(values["dimensions"])}, whole=whole, cells={})


def _cell(row: tuple[Any, ...]) -> Cell:
    return tuple(row[0]), Period(row[1], row[2])


def answers(rows: Rows, plan: Plan) -> dict[Cell, Decimal]:
    """What was answered to this version, by cell."""
    answer_rows = rows(
        f"SELECT members, start, finish, amount FROM app.plan_answers WHERE {ONE}",
        [plan.plan_id, plan.version],
    )
    called = names(rows, plan)((_cell(row), row[3]) for row in answer_rows)
    return {cell: amount for cell, amount in called.items() if amount is not None}


def write_answers(
    db: duckdb.DuckDBPyConnection, plan: Plan, amounts: Mapping[Cell, Decimal], file: str
) -> None:
    """Let these be the answers to this version, instead of all before."""
    key = [plan.plan_id, plan.version]
    db.execute(f"DELETE FROM app.plan_answers WHERE {ONE}", key)
    cells = sorted(amounts)
    money = pa.array([_exact(amounts[c]) for c in cells], pa.decimal128(18, 4))
    db.register("arrived", _as_table(cells).append_column("amount", money))
    db.execute(
        "INSERT INTO app.plan_answers SELECT ?, ?, members, start, finish, amount, ? FROM arrived",
        [*key, file],
    )
    db.unregister("arrived")
