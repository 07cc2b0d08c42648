"""Which version of a plan is the target of which days: approving and withdrawing never touch what has closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from salesdash.catalog.plans import Plan
from salesdash.period import Period
from salesdash.warehouse.store.database import now
from salesdash.warehouse.store.state import within
from salesdash.warehouse.typed.plans.rows import ONE, heads

# Versions whose year has days between two: before the first, and not ended by the second.
SHARES_DAYS = "start < ? AND start + INTERVAL 1 YEAR > ?"
ALIKE = 3  # days by which months, or quarters, differ in length


class Redone(NamedTuple):
    """A year whose target was approved anew while it ran.

    `first` and `current` are the name and version of the plan approved first, None for sheets, and
    of the one that counts now, from the day `opens` on.
    """

    first: tuple[str, int] | None
    current: tuple[str, int]
    opens: date


def counts_from(db: duckdb.DuckDBPyConnection, plan: Plan, opens: date | None) -> date:
    """From when on a version counts that is approved while `opens` is the first day not closed.

    From the start of its year where no target was in force in what has closed; a longer period of
    the target in force that still runs is taken over whole.
    """
    values = [plan.metric, plan.whole.start]
    in_year = "FROM model.targets WHERE metric = ? AND period >= ?"
    row = (
        opens
        and db.execute(
            f"SELECT max(period_end - period) {in_year} AND period_end <= ?", [*values, opens]
        ).fetchone()
    )
    if not opens or not row or row[0] is None:
        return plan.whole.start
    running = db.execute(
        f"SELECT min(period) {in_year} AND period < ? AND period_end > ? AND period_end - period <= ?",
        [*values, opens, opens, row[0] + ALIKE],
    ).fetchone()
    return min(opens, running[0]) if running and running[0] else opens


def put_in_force(db: duckdb.DuckDBPyConnection, plan: Plan, by: str, opens: date) -> None:
    """Let a version count from a day on; what counted until now is superseded."""
    db.execute(
        f"UPDATE app.plans SET state = 'superseded' WHERE state = 'approved' AND metric = ? AND {SHARES_DAYS}",
        [plan.metric, plan.whole.end, plan.whole.start],
    )
    db.execute(
        "UPDATE app.plans SET state = 'approved', approved_by = ?, approved_at = ?, opens = ?, "
        "approval = (SELECT coalesce(max(approval), 0) + 1 FROM app.plans), "
        f"revision = revision + 1 WHERE {ONE}",
        [by, now(), opens, plan.plan_id, plan.version],
    )


def counted_before(db: duckdb.DuckDBPyConnection, plan: Plan) -> Plan | None:
    """The version, without its cells, that counted until this one did; None where sheets or nothing did."""
    earlier = heads(
        within(db),
        f"WHERE approval < ? AND metric = ? AND {SHARES_DAYS} ORDER BY approval DESC LIMIT 1",
        [plan.approval, plan.metric, plan.whole.end, plan.whole.start],
    )
    return next(iter(earlier), None)


def has_closed_under(plan: Plan, opens: date) -> bool:
    """Whether anything that an approved version counts for lies before the first day not closed."""
    return plan.opens is not None and plan.opens < opens


def take_out_of_force(db: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Let a version be a draft again; of those it superseded count which nothing later supersedes."""
    db.execute(
        "UPDATE app.plans SET state = 'draft', approved_by = '', approved_at = NULL, opens = NULL, "
        f"approval = NULL, revision = revision + 1 WHERE {ONE}",
        [plan.plan_id, plan.version],
    )
    db.execute(
        "UPDATE app.plans SET state = 'approved' WHERE state = 'superseded' AND metric = ? AND NOT EXISTS "
        "(FROM app.plans AS later WHERE later.approval > app.plans.approval AND later.metric = app.plans.metric "
        "AND later.start < app.plans.start + INTERVAL 1 YEAR AND app.plans.start < later.start + INTERVAL 1 YEAR)",
        [plan.metric],
    )


def redone(query: Callable[[str, tuple[Any, ...]], pd.DataFrame], period: Period) -> Redone | None:
    """The sales target that was approved anew during the year of a period; None where none was."""
    frame = query(
        "SELECT name, version, opens, start < opens AS is_late, state = 'approved' AS counts "
        f"FROM app.plans WHERE approval IS NOT NULL AND metric = 'sales' AND {SHARES_DAYS} ORDER BY approval",
        (period.end, period.start),
    )
    counting = frame[frame["counts"]]
    if counting.empty:
        return None
    first, current = frame.iloc[0], counting.iloc[-1]
    if len(frame) == 1 and not first["is_late"]:
        return None
    day = pd.Timestamp(current["opens"]).date()
    begun = None if first["is_late"] else (str(first["name"]), int(first["version"]))
    return Redone(begun, (str(current["name"]), int(current["version"])), day)
