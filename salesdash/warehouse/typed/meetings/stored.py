"""How a meeting and the lines of its minutes lie in the store."""

from __future__ import annotations

import json
from typing import Any

import duckdb

from salesdash.catalog.meetings import OPEN, OUTCOMES, Entry, Frame, Meeting, Outcome
from salesdash.errors import ClosedError
from salesdash.text import Text
from salesdash.warehouse.store.database import now

IS_CLOSED = Text(
    "会议已经收尾，内容和数字不再改动。",
    "The meeting is closed: its minutes and figures no longer change.",
)
MEETING_COLUMNS = (
    "meeting_id, kind, as_of, chosen, agenda, attended, place, nth, began, spent, opened_at, opened_by, "
    "closed_at, closed_by, frozen, moves"
)
ENTRY_COLUMNS = "about, words_zh, words_en, outcome, owner, action_id, times, facts, typed_at, typed_by, entry_id"


def lock_open(db: duckdb.DuckDBPyConnection, meeting_id: int) -> tuple[str, int]:
    """The item at which it stands and its place, asked within the transaction that writes. Raises EntryError where
    the meeting is closed, or gone."""
    row = db.execute(
        "SELECT agenda, place FROM app.meetings WHERE meeting_id = ? AND closed_at IS NULL", [meeting_id]
    ).fetchone()  # fmt: skip
    if not row:
        raise ClosedError(IS_CLOSED)
    agenda, place = json.loads(row[0]), int(row[1])
    return agenda[min(place, len(agenda) - 1)], place


def insert(db: duckdb.DuckDBPyConnection, meeting: Meeting, entry: Entry, by: str) -> None:
    times = _times_before(db, meeting, entry.about) + 1 if entry.outcome in OPEN else 0
    db.execute(
        f"INSERT INTO app.meeting_entries (meeting_id, {ENTRY_COLUMNS}) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "coalesce(max(entry_id), 0) + 1 FROM app.meeting_entries",
        [
            meeting.meeting_id, entry.about, entry.words.zh, entry.words.en, entry.outcome,
            entry.owner, entry.action_id, times, as_json(entry.facts), now(), by,
        ],
    )  # fmt: skip


def _times_before(db: duckdb.DuckDBPyConnection, meeting: Meeting, about: str) -> int:
    """How often an item was put off by the meetings before; 0 where the last word on it was another."""
    row = db.execute(
        "SELECT outcome, times FROM app.meeting_entries WHERE about = ? AND meeting_id < ? AND outcome IS NOT NULL "
        "ORDER BY entry_id DESC LIMIT 1",
        [about, meeting.meeting_id],
    ).fetchone()
    return int(row[1]) if row and row[0] in OPEN else 0


def meeting_of(row: tuple[Any, ...]) -> Meeting:
    (number, kind, as_of, chosen, agenda, attended, place, nth, began, spent, opened_at, opened_by,
     closed_at, closed_by, frozen, moves) = row  # fmt: skip
    frame = Frame(as_of, {key: tuple(values) for key, values in json.loads(chosen).items()})
    return Meeting(
        number, kind, frame, tuple(json.loads(agenda)), attended, place, nth, began, json.loads(spent),
        opened_at, opened_by, closed_at, closed_by, json.loads(frozen), moves,
    )  # fmt: skip


def entry_of(row: tuple[Any, ...]) -> Entry:
    about, zh, en, outcome, owner, action_id, times, facts, at, by, number = row
    known: Outcome | None = outcome if outcome in OUTCOMES else None
    return Entry(
        about, Text(zh, en), known, owner, action_id, times, json.loads(facts), at, by, number
    )  # fmt: skip


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
