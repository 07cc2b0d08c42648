"""Events that people type on a chart, kept with who typed them; each change can be taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

import duckdb

from salesdash.catalog.words.vocabulary import EVENT_KINDS
from salesdash.errors import ConflictError, EntryError
from salesdash.period import Period
from salesdash.text import Text
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse, now

EVENT = "event"
LONGEST = 40  # letters; a word on a chart, the rest belongs into a note
NO_WORDS = Text("请写明发生了什么。", "Say what happened.")
TOO_LONG = Text("请控制在 {most} 个字以内。", "Say it in at most {most} letters.")
NOT_IN_ORDER = Text("结束日期不能早于开始日期。", "It cannot end before it begins.")
NO_KIND = Text("没有这种类型：{kind}。", "There is no such kind: {kind}.")
CHANGED = Text(
    "这件事刚刚被别人改过或删除，这次没有保存。请看过现在的内容再改。",
    "Somebody has just changed or removed this event, and yours was not saved. Look at what it says "
    "now, then change it.",
)


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """Something that happened from `first` to `last`, both counted; of one channel, region or product
    where they are named. `kind` is one of the catalogue's."""

    first: date
    last: date
    text: str
    kind: str = "other"
    channel: str | None = None
    region: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to an event. `before` None: it was typed; `after` None: it was taken back."""

    event_id: int
    before: TypedEvent | None
    after: TypedEvent | None


_FIELDS = [field.name for field in fields(TypedEvent)]
_LISTED = ", ".join(_FIELDS)


def typed_events(warehouse: Warehouse, period: Period | None) -> dict[int, TypedEvent]:
    """The events typed that fall into the period, or all of them, by id; the newest first."""
    rows = warehouse.rows(
        f"SELECT event_id, {_LISTED} FROM app.events WHERE removed_at IS NULL "
        "ORDER BY first DESC, event_id DESC"
    )
    events = {int(number): TypedEvent(*values) for number, *values in rows}
    if period is None:
        return events
    return {
        number: event
        for number, event in events.items()
        if event.first < period.end and event.last >= period.start
    }


def type_event(warehouse: Warehouse, event: TypedEvent, by: str = "") -> int:
    """Keep the event, and note who typed it; returns its id.

    Raises EntryError for what has no words, too many, no such kind, or ends before it begins.
    """
    values = _checked(event)
    with warehouse.transaction() as db:
        [(number,)] = db.execute(
            f"INSERT INTO app.events (event_id, {_LISTED}, typed_at, typed_by) "
            f"SELECT coalesce(max(event_id), 0) + 1, {', '.join('?' for _ in values)}, ?, ? "
            "FROM app.events RETURNING event_id",
            [*values.values(), now(), by],
        ).fetchall()
        trail.note(db, EVENT, str(number), by, None, _as_trail(values))
    return int(number)


def change_event(
    warehouse: Warehouse, event_id: int, seen: TypedEvent, event: TypedEvent, by: str = ""
) -> None:
    """Let the event be another one than its editor saw.

    Raises EntryError as typing one does, ConflictError where it is no longer what was seen.
    """
    values = _checked(event)
    with warehouse.transaction() as db:
        if _standing(db, event_id) != seen:
            raise ConflictError(CHANGED)
        assigned = ", ".join(f"{field} = ?" for field in values)
        db.execute(
            f"UPDATE app.events SET {assigned} WHERE event_id = ?", [*values.values(), event_id]
        )
        trail.note(db, EVENT, str(event_id), by, _as_trail(asdict(seen)), _as_trail(values))


def take_back(warehouse: Warehouse, event_id: int, by: str = "") -> None:
    """Draw the event no more; what was typed stays in the trail."""
    with warehouse.transaction() as db:
        standing = _standing(db, event_id)
        if standing is not None:
            db.execute("UPDATE app.events SET removed_at = ? WHERE event_id = ?", [now(), event_id])
            trail.note(db, EVENT, str(event_id), by, _as_trail(asdict(standing)), None)


def undo(warehouse: Warehouse, done: Done, by: str = "") -> None:
    """As it was before. Raises ConflictError where somebody has changed it since."""
    if done.before is None:
        take_back(warehouse, done.event_id, by)
    elif done.after is None:
        _put_back(warehouse, done.event_id, by)
    else:
        change_event(warehouse, done.event_id, done.after, done.before, by)


def _put_back(warehouse: Warehouse, event_id: int, by: str) -> None:
    with warehouse.transaction() as db:
        if _standing(db, event_id) is None:
            db.execute("UPDATE app.events SET removed_at = NULL WHERE event_id = ?", [event_id])
            standing = _standing(db, event_id)
            trail.note(
                db,
                EVENT,
                str(event_id),
                by,
                None,
                _as_trail(asdict(standing)) if standing else None,
            )


def _standing(db: duckdb.DuckDBPyConnection, event_id: int) -> TypedEvent | None:
    row = db.execute(
        f"SELECT {_LISTED} FROM app.events WHERE event_id = ? AND removed_at IS NULL", [event_id]
    ).fetchone()
    return TypedEvent(*row) if row else None


def _checked(event: TypedEvent) -> dict[str, Any]:
    words = " ".join(event.text.split())
    for holds, fault in (
        (words, NO_WORDS),
        (len(words) <= LONGEST, TOO_LONG.format(most=LONGEST)),
        (event.last >= event.first, NOT_IN_ORDER),
        (event.kind in {kind for _, kind in EVENT_KINDS}, NO_KIND.format(kind=event.kind)),
    ):
        if not holds:
            raise EntryError(fault)
    return asdict(event) | {"text": words}


def _as_trail(values: dict[str, Any]) -> dict[str, object]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None
    }
