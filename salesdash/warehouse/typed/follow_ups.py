"""What people note of a customer: spoken with, a visit planned, later, no case, or a note; each can be taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from salesdash.catalog.words.vocabulary import RESULT_NAMES
from salesdash.errors import EntryError
from salesdash.text import Text
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Unchanged, Warehouse, now
from salesdash.warehouse.store.schema import follow_ups_changed

FOLLOW_UP = "follow_up"
LONGEST = 500  # letters of a note
NO_CUSTOMER = Text(
    "数据里没有名为“{customer}”的客户。", "There is no customer called “{customer}”."
)
NO_RESULT = Text("没有这种跟进结果：{result}。", "There is no such result: {result}.")
NO_DATE = Text("请填写下次日期。", "Say when: the next date is missing.")
TOO_EARLY = Text("下次日期必须晚于 {day}。", "The next date has to be later than {day}.")
NO_REASON = Text("请写明为什么不用跟进。", "Say why this is not a case.")
NO_WORDS = Text("请写点内容。", "Write something.")
TOO_LONG = Text("请控制在 {most} 个字以内。", "Say it in at most {most} letters.")
DATED = ("planned", "later")
_KNOWN = (
    "SELECT 1 FROM model.order_lines WHERE customer = ? UNION "
    "SELECT 1 FROM model.customer_facts WHERE customer = ?"
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was noted of a customer on a day. `result` is one of the vocabulary's, None for a note alone;
    `next_date` is when a visit is planned, or when he comes back onto the list."""

    customer: str
    noted_on: date
    result: str | None = None
    next_date: date | None = None
    note: str = ""
    owner: str | None = None


def note_follow_up(warehouse: Warehouse, one: FollowUp, by: str = "") -> int:
    """Keep it, and note who typed it; returns its id. A visit counts at once.

    Raises EntryError for no such customer or result, and for what its result asks for and lacks: a later
    day, a reason, words.
    """
    words = one.note.strip()
    _check(one, words)
    values = asdict(one) | {"note": words}
    listed = ", ".join(values)
    if warehouse.query(_KNOWN, [one.customer, one.customer]).empty:
        raise EntryError(NO_CUSTOMER.format(customer=one.customer))
    with warehouse.transaction() as db:
        [(number,)] = db.execute(
            f"INSERT INTO app.follow_ups (follow_up_id, {listed}, typed_at, typed_by) "
            f"SELECT coalesce(max(follow_up_id), 0) + 1, {', '.join('?' for _ in values)}, ?, ? "
            "FROM app.follow_ups RETURNING follow_up_id",
            [*values.values(), now(), by],
        ).fetchall()
        trail.note(db, FOLLOW_UP, str(number), by, None, _as_trail(values))
        follow_ups_changed(db)
    return int(number)


def take_back(warehouse: Warehouse, follow_up_id: int, by: str = "") -> None:
    """As if it had not been noted; what was typed stays in the trail."""
    with warehouse.transaction() as db:
        row = db.execute(
            "UPDATE app.follow_ups SET removed_at = ? WHERE follow_up_id = ? AND removed_at IS NULL "
            "RETURNING customer, noted_on, result, next_date, note, owner",
            [now(), follow_up_id],
        ).fetchone()
        if row is None:
            raise Unchanged
        trail.note(db, FOLLOW_UP, str(follow_up_id), by, _as_trail(asdict(FollowUp(*row))), None)
        follow_ups_changed(db)


def _check(one: FollowUp, words: str) -> None:
    is_dated = one.result in DATED
    for holds, fault in (
        (one.result is None or one.result in RESULT_NAMES, NO_RESULT.format(result=one.result)),
        (not is_dated or one.next_date is not None, NO_DATE),
        (one.next_date is None or one.next_date > one.noted_on, TOO_EARLY.format(day=one.noted_on)),
        (one.result != "not_a_case" or words, NO_REASON),
        (one.result is not None or words, NO_WORDS),
        (len(words) <= LONGEST, TOO_LONG.format(most=LONGEST)),
    ):
        if not holds:
            raise EntryError(fault)


def _as_trail(values: dict[str, object]) -> dict[str, object]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None
    }
