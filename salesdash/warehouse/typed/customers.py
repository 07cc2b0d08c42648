"""What people decide of a customer: tier, influence, segment, owner; each with its reason, kept with all before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from salesdash.catalog.customers.groups import FORMER, TIERS
from salesdash.errors import EntryError
from salesdash.text import Text
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Unchanged, Warehouse, now
from salesdash.warehouse.store.schema import rows_changed

CUSTOMER = "customer"
TIER, INFLUENCE, SEGMENT, OWNER = "tier", "influence", "segment", "owner"
LONGEST = 120  # letters of a reason
NO_REASON = Text("请写明理由。", "Give a reason.")
TOO_LONG = Text("请控制在 {most} 个字以内。", "Say it in at most {most} letters.")
NOT_ONE = Text("“{value}”不能作为{what}。", "“{value}” cannot be the {what}.")
UNKNOWN = Text("没有名为“{customer}”的客户。", "There is no customer called “{customer}”.")
NAMES: Mapping[str, Text] = {
    TIER: Text("客户分层", "tier"),
    INFLUENCE: Text("行业影响力（1–5）", "influence (1–5)"),
    SEGMENT: Text("客户类型", "segment"),
    OWNER: Text("负责人", "owner"),
}
_IS_ONE: Mapping[str, Callable[[str], bool]] = {
    TIER: lambda value: value in TIERS and value != FORMER,
    INFLUENCE: lambda value: value in ("1", "2", "3", "4", "5"),
    SEGMENT: lambda value: bool(value.strip()) and len(value) <= LONGEST,
    OWNER: lambda value: bool(value.strip()) and len(value) <= LONGEST,
}


@dataclass(frozen=True, slots=True)
class CustomerDecision:
    """What of a customer was decided: a `value`, None to leave it to the data again, from a day on."""

    customer: str
    what: str
    value: str | None
    reason: str
    since: date
    at: datetime
    by: str


def decide(
    warehouse: Warehouse,
    customer: str,
    what: str,
    value: str | None,
    *,
    reason: str,
    since: date,
    by: str = "",
) -> None:
    """Let a customer have this tier from a day on, or this influence, segment or owner; None leaves it to the data.

    Raises EntryError for no such customer or value, and for a reason that is not given or too long.
    """
    trimmed, chosen = " ".join(reason.split()), value and " ".join(value.split())
    if not trimmed:
        raise EntryError(NO_REASON)
    if len(trimmed) > LONGEST:
        raise EntryError(TOO_LONG.format(most=LONGEST))
    if chosen is not None and not _IS_ONE[what](chosen):
        raise EntryError(NOT_ONE.format(value=chosen, what=NAMES[what]))
    if warehouse.query(
        "SELECT 1 FROM model.order_lines WHERE customer = ? LIMIT 1", [customer]
    ).empty:
        raise EntryError(UNKNOWN.format(customer=customer))
    with warehouse.transaction() as db:
        newest = db.execute(
            "SELECT value, reason, since FROM app.customer_decisions WHERE customer = ? AND what = ? "
            "ORDER BY since DESC, number DESC LIMIT 1",
            [customer, what],
        ).fetchone()
        before = newest or (None, None, None)
        if (chosen, trimmed, since) == before or (newest is None and chosen is None):
            raise Unchanged
        db.execute(
            "INSERT INTO app.customer_decisions "
            "SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM app.customer_decisions",
            [customer, what, chosen, trimmed, since, now(), by],
        )
        after = {"what": what, "value": chosen, "reason": trimmed, "since": since.isoformat()}
        trail.note(db, CUSTOMER, customer, by, {"what": what, "value": before[0]}, after)
        if what == SEGMENT:  # the lines carry it
            rows_changed(db)


def decisions(warehouse: Warehouse, customer: str) -> list[CustomerDecision]:
    """All that was ever decided of a customer, the newest first."""
    rows = warehouse.rows(
        "SELECT customer, what, value, reason, since, decided_at, decided_by "
        "FROM app.customer_decisions WHERE customer = ? ORDER BY number DESC",
        [customer],
    )
    return [CustomerDecision(*row) for row in rows]
