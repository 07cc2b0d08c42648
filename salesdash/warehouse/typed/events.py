"""Events that people type on a chart, kept with who typed them; each can be taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from salesdash.catalog.vocabulary import EVENT_KINDS
from salesdash.errors import EntryError
from salesdash.text import Text
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse, now

EVENT = "event"
LONGEST = 40  # letters; a word on a chart, the rest belongs into a note
NO_WORDS = Text("请写明发生了什么。", "Say what happened.")
TOO_LONG = Text("请控制在 {most} 个字以内。", "Say it in at most {most} letters.")
NOT_IN_ORDER = Text("结束日期不能早于开始日期。", "It cannot end before it begins.")
NO_KIND = Text("没有这种类型：{kind}。", "There is no such kind: {kind}.")


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


def type_event(warehouse: Warehouse, event: TypedEvent, by: str = "") -> int:
    """Keep the event, and note who typed it; returns its id.

    Raises EntryError for what has no words, too many, no such kind, or ends before it begins.
    """
    words = " ".join(event.text.split())
    for holds, fault in (
        (words, NO_WORDS),
        (len(words) <= LONGEST, TOO_LONG.format(most=LONGEST)),
        (event.last >= event.first, NOT_IN_ORDER),
        (event.kind in {kind for _, kind in EVENT_KINDS}, NO_KIND.format(kind=event.kind)),
    ):
        if not holds:
            raise EntryError(fault)
    values = asdict(event) | {"text": words}
    with warehouse.transaction() as db:
        [(number,)] = db.execute(
            f"INSERT INTO app.events (event_id, {', '.join(values)}, typed_at, typed_by) "
            f"SELECT coalesce(max(event_id), 0) + 1, {', '.join('?' for _ in values)}, ?, ? "
            "FROM app.events RETURNING event_id",
            [*values.values(), now(), by],
        ).fetchall()
        trail.note(db, EVENT, str(number), by, None, _as_trail(values))
    return int(number)


def take_back(warehouse: Warehouse, event_id: int, by: str = "") -> None:
    """Draw the event no more; what was typed stays in the trail. Once taken back it stays so."""
    with warehouse.transaction() as db:
        removed = db.execute(
            "UPDATE app.events SET removed_at = ? WHERE event_id = ? AND removed_at IS NULL "
            "RETURNING first, last, text, kind, channel, region, product",
            [now(), event_id],
        ).fetchall()
        for row in removed:
            names = (field for field in TypedEvent.__dataclass_fields__)
            trail.note(
                db, EVENT, str(event_id), by, _as_trail(dict(zip(names, row, strict=True))), None
            )


def _as_trail(values: dict[str, object]) -> dict[str, object]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None
    }
