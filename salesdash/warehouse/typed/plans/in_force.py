"""Which version of a plan is the target of which days: approving and withdrawing never touch what has closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from salesdash.catalog.plans import Plan
from salesdash.period import Period
from salesdash.warehouse.store.database import now
from salesdash.warehouse.store.state import within
from salesdash.warehouse.typed.plans.stored import ONE, heads

# Versions whose year has days between two: before the first, and not ended by the second.
SHARES_DAYS = "start < ? AND start + INTERVAL 1 YEAR > ?"


class Redone(NamedTuple):
    """A year whose target was approved anew while it ran.

    `first` and `current` are the name and version of the plan approved first, None for sheets, and
    of the one that counts now, from the day `opens` on; of one that `gave_way`, sheets do from then on.
    """

    first: tuple[str, int] | None
    current: tuple[str, int]
    opens: date
    gave_way: bool = False


def counts_from(db: duckdb.DuckDBPyConnection, plan: Plan, opens: date | None) -> date:
    """From when on a version counts that is approved, or gives way, while `opens` is the next day to be worked.

    From the end of what has closed under the targets in force, else from the start of its year. Under sheets months
    close, however long their own periods are.
    """
    row = (
        opens
        and db.execute(
            "SELECT max(closed) FROM (SELECT period_end AS closed FROM model.targets "
            "WHERE metric = $metric AND period >= $start AND period_end <= $opens "
            "UNION ALL SELECT date_trunc('month', $opens)::DATE FROM model.targets "
            "WHERE metric = $metric AND part = '' AND period >= $start AND period < date_trunc('month', $opens) "
            "AND period_end > $opens)",
            {
                "metric": plan.metric,
                "start": plan.whole.start,
                "opens": min(opens, plan.whole.end),
            },
        ).fetchone()
    )
    return row[0] if row and row[0] else plan.whole.start


def put_in_force(
    db: duckdb.DuckDBPyConnection, plan: Plan, by: str, opens: date | None, since: date
) -> None:
    """Let a version count from the day `since` on while `opens` is the next to be worked; what counted
    until now is superseded."""
    db.execute(
        f"UPDATE app.plans SET state = 'superseded' WHERE state = 'approved' AND metric = ? AND {SHARES_DAYS}",
        [plan.metric, plan.whole.end, plan.whole.start],
    )
    db.execute(
        "UPDATE app.plans SET state = 'approved', approved_by = ?, approved_at = ?, opens = ?, open_from = ?, "
        "approval = (SELECT coalesce(max(approval), 0) + 1 FROM app.plans), "
        f"revision = revision + 1 WHERE {ONE}",
        [by, now(), since, opens or since, plan.plan_id, plan.version],
    )


def counted_before(db: duckdb.DuckDBPyConnection, plan: Plan) -> Plan | None:
    """The version, without its cells, that counted until this one did; None where sheets or nothing did."""
    earlier = heads(
        within(db),
        f"WHERE approval < ? AND ends IS NULL AND metric = ? AND {SHARES_DAYS} ORDER BY approval DESC LIMIT 1",
        [plan.approval, plan.metric, plan.whole.end, plan.whole.start],
    )
    return next(iter(earlier), None)


def stays_until(db: duckdb.DuckDBPyConnection, plan: Plan, opens: date | None) -> date | None:
    """The day before which an approved version stays the target, were it withdrawn while `opens` is the
    next to be worked: until there a period has closed under it. None where none has."""
    closed_until = counts_from(db, plan, opens)
    return closed_until if plan.open_from and plan.open_from < closed_until else None


def with_closed_of(plan: Plan, other: Plan, until: date) -> Plan:
    """The plan with what closed under another, laid out alike, as it was asked there: a re-plan of it
    starts from the targets that were in force."""
    closed = {cell for cell in plan.cells if cell[1].end <= until and cell in other.cells}
    carried = {cell: months for cell, months in plan.carried.items() if cell not in closed}
    theirs = {cell: other.carried[cell] for cell in closed if cell in other.carried}
    cells = {cell: other.cells[cell] if cell in closed else n for cell, n in plan.cells.items()}
    return replace(plan, cells=cells, carried={**carried, **theirs})


def give_way_to_sheets(db: duckdb.DuckDBPyConnection, plan: Plan, ends: date) -> None:
    """Let a version count until a day; from it on the sheets do again."""
    db.execute(
        f"UPDATE app.plans SET state = 'superseded', ends = ?, revision = revision + 1 WHERE {ONE}",
        [ends, plan.plan_id, plan.version],
    )


def take_out_of_force(db: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Let a version be a draft again; of those it superseded count which nothing later supersedes."""
    db.execute(
        "UPDATE app.plans SET state = 'draft', approved_by = '', approved_at = NULL, opens = NULL, "
        f"open_from = NULL, approval = NULL, revision = revision + 1 WHERE {ONE}",
        [plan.plan_id, plan.version],
    )
    db.execute(
        "UPDATE app.plans SET state = 'approved' WHERE state = 'superseded' AND ends IS NULL AND metric = ? "
        "AND NOT EXISTS "
        "(FROM app.plans AS later WHERE later.approval > app.plans.approval AND later.metric = app.plans.metric "
        "AND later.start < app.plans.start + INTERVAL 1 YEAR AND app.plans.start < later.start + INTERVAL 1 YEAR)",
        [plan.metric],
    )


def redone(query: Callable[[str, tuple[Any, ...]], pd.DataFrame], period: Period) -> Redone | None:
    """The sales target that was approved anew during the year of a period; None where none was."""
    frame = query(
        "SELECT name, version, opens, ends, start < opens AS is_late, state = 'approved' AS counts "
        f"FROM app.plans WHERE approval IS NOT NULL AND metric = 'sales' AND {SHARES_DAYS} ORDER BY approval",
        (period.end, period.start),
    )
    last = frame[frame["counts"] | frame["ends"].notna()].tail(1)
    if last.empty:
        return None
    first, current = frame.iloc[0], last.iloc[0]
    gave_way = not current["counts"]
    if len(frame) == 1 and not first["is_late"] and not gave_way:
        return None
    day = pd.Timestamp(current["ends" if gave_way else "opens"]).date()
    begun = None if first["is_late"] else (str(first["name"]), int(first["version"]))
    return Redone(begun, (str(current["name"]), int(current["version"])), day, gave_way)
