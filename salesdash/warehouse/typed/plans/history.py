"""What became of a plan: every save, approval and removal, with the cells that it changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from salesdash.catalog.plans import Amounts, Cell, Plan
from salesdash.warehouse.store import trail

PLAN, REFUSED = "plan", "plan_refused"


def next_plan(db: duckdb.DuckDBPyConnection) -> int:
    """One above every number that a plan ever had, so that a history has one plan only."""
    row = db.execute(
        "SELECT coalesce(max(split_part(key, '/', 1)::INTEGER), 0) + 1 FROM app.history WHERE what = ?",
        [PLAN],
    ).fetchone()
    return int(row[0]) if row else 1


def content(plan: Plan) -> dict[str, Any]:
    """What somebody typed, in a form that can be compared and written down."""
    return {
        "name": plan.name,
        "unit": str(plan.unit.normalize()),
        "rule": plan.rule,
        "locks": sorted(map(_key, plan.locks)),
        "typed": sorted(map(_key, plan.typed)),
        "cells": in_words(plan.cells),
        "carried": {
            f"{_key(cell)}|{month}": f"{n.normalize():f}"
            for cell, months in plan.carried.items()
            for month, n in months.items()
        },
        "stretch": in_words(plan.stretch),
    }


def in_words(amounts: Amounts) -> dict[str, str | None]:
    """Amounts by cell, as they are written into the history."""
    return {_key(cell): None if n is None else f"{n.normalize():f}" for cell, n in amounts.items()}


def _key(cell: Cell) -> str:
    member, period = cell
    return "|".join((*member, str(period)))


def differing(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of two contents only what differs; of amounts only the cells that do."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for field in before:
        if before[field] == after[field]:
            continue
        if isinstance(before[field], dict):
            changed = [
                c
                for c in {**before[field], **after[field]}
                if before[field].get(c) != after[field].get(c)
            ]
            old[field] = {c: before[field].get(c) for c in changed}
            new[field] = {c: after[field].get(c) for c in changed}
        else:
            old[field], new[field] = before[field], after[field]
    return old, new


def note(
    db: duckdb.DuckDBPyConnection,
    plan: Plan,
    by: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    what: str = PLAN,
) -> None:
    """A line of the plan's history; REFUSED: what somebody typed who came second."""
    trail.note(db, what, f"{plan.plan_id}/{plan.version}", by, before, after)
