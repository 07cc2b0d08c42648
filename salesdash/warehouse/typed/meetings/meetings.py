"""The meetings of a workspace: where the open one stands, what was noted, and the figures of those closed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import (
    KINDS,
    OPEN,
    Entry,
    Frame,
    Meeting,
    due,
    is_item,
)
from salesdash.errors import EntryError
from salesdash.text import Text
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse, now
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.decisions import Decision, Decisions
from salesdash.warehouse.typed.meetings.stored import (
    ENTRY_COLUMNS,
    MEETING_COLUMNS,
    as_json,
    entry_of,
    insert,
    lock_open,
    meeting_of,
)

MEETING, CLOSE = "meeting", "close"
ONE_IS_OPEN = Text(
    "已有一场会议正在进行，请先收尾。", "A meeting is open already: close that one first."
)
IS_GONE = Text(
    "这场会议已经不在了：可能恢复了备份，或有人把它作废了。",
    "This meeting is no longer there: a backup was restored, or somebody discarded it.",
)
HAS_ENTRIES = Text(
    "会上已经记了内容，不能作废；请收尾。", "Something is in its minutes already: close it instead."
)
EMPTY_AGENDA = Text("议程至少要有一项。", "An agenda needs one item at least.")
NO_ITEM = Text("议程里没有“{item}”这一项。", "An agenda has no item called “{item}”.")
NO_WORDS = Text("请写点内容。", "Write something.")
TOO_LONG = Text("请控制在 {most} 个字以内。", "Say it in at most {most} letters.")
LONGEST = 2_000  # letters of a note


class Meetings:
    """Where it stands is in the store, and so the same for all who look, after a reload and a restart."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def open_one(self) -> Meeting | None:
        """The meeting that goes on."""
        return next(iter(self._read("closed_at IS NULL")), None)

    def one(self, meeting_id: int) -> Meeting | None:
        return next(iter(self._read("meeting_id = ?", [meeting_id])), None)

    def closed(self, kind: str | None = None) -> list[Meeting]:
        """Those that are over, of one kind or of all, the newest first."""
        of_kind, values = ("AND kind = ?", [kind]) if kind else ("", [])
        return self._read(f"closed_at IS NOT NULL {of_kind}", values)

    def last_closed(self, as_of: date) -> Meeting | None:
        """The last that was closed of those whose data reached no further than that day."""
        meetings = self._read("closed_at IS NOT NULL AND as_of <= ?", [as_of], most=1)
        return next(iter(meetings), None)

    def before(self, meeting: Meeting) -> Meeting | None:
        """The last that was closed before it: of its kind, else of any."""
        earlier = [one for one in self.closed() if one.meeting_id < meeting.meeting_id]
        return next((one for one in earlier if one.kind == meeting.kind), next(iter(earlier), None))

    def agenda(self, kind: str) -> tuple[str, ...]:
        """The agenda of a kind, as it was changed last."""
        rows = self._warehouse.rows("SELECT agenda FROM app.agendas WHERE kind = ?", [kind])
        return tuple(json.loads(rows[0][0])) if rows else KINDS[kind].agenda

    def keep_agenda(self, kind: str, agenda: Sequence[str], by: str = "") -> None:
        """Remember the agenda of a kind. Raises EntryError for an empty one and for what is no item."""
        items = _checked(agenda)
        with self._warehouse.transaction(beside=True) as db:
            _keep_agenda(db, kind, items, self.agenda(kind), by)

    def due_days(self) -> dict[str, date | None]:
        """When each kind is due again; None where there was none yet."""
        last: dict[str, date] = {one.kind: one.frame.as_of for one in reversed(self.closed())}
        return {kind: due(kind, last.get(kind)) for kind in KINDS}

    def begin(self, kind: str, frame: Frame, attended: str, by: str = "") -> Meeting:
        """Open a meeting at the first item of its agenda. Raises EntryError where one is open."""
        chosen = {key: list(values) for key, values in frame.chosen.items()}
        agenda, moment = _checked(self.agenda(kind)), now()
        with self._warehouse.transaction(beside=True) as db:
            if db.execute("SELECT 1 FROM app.meetings WHERE closed_at IS NULL").fetchone():
                raise EntryError(ONE_IS_OPEN)
            [(number,)] = db.execute(
                f"INSERT INTO app.meetings ({MEETING_COLUMNS}) SELECT coalesce(max(meeting_id), 0) + 1, ?, ?, ?, ?, ?, "
                "0, 0, ?, '{}', ?, ?, NULL, '', '{}', 1 FROM app.meetings RETURNING meeting_id",
                [kind, frame.as_of, as_json(chosen), as_json(agenda), attended.strip(), moment, moment, by],
            ).fetchall()  # fmt: skip
            opened = {"kind": kind, "as_of": str(frame.as_of)}
            trail.note(db, MEETING, str(number), by, None, opened)
        return self._of(number)

    def move(self, meeting: Meeting, place: int, nth: int = 0) -> Meeting:
        """Go to an item of the agenda, and to one within it; where somebody moved it since it was read, it
        stays there, so that two who press a key at once do not pass an item by."""
        place = min(max(place, 0), len(meeting.agenda) - 1)
        moment, leaves = now(), place != meeting.place
        spent = _spent(meeting, moment) if leaves else meeting.spent
        began = moment if leaves else meeting.began
        with self._warehouse.transaction(beside=True) as db:
            db.execute(
                "UPDATE app.meetings SET place = ?, nth = ?, began = ?, spent = ?, moves = moves + 1 "
                "WHERE meeting_id = ? AND moves = ? AND closed_at IS NULL",
                [place, max(nth, 0), began, as_json(spent), meeting.meeting_id, meeting.moves],
            )
        return self._of(meeting.meeting_id)

    def rearrange(self, meeting: Meeting, agenda: Sequence[str], by: str = "") -> Meeting:
        """Change the agenda of an open meeting, and remember it for the next of its kind; the item at which it
        stands by now stays, if it is still there. Raises EntryError for an empty one and for what is no item."""
        items = _checked(agenda)
        with self._warehouse.transaction(beside=True) as db:
            at, place = lock_open(db, meeting.meeting_id)
            place = items.index(at) if at in items else place
            db.execute(
                "UPDATE app.meetings SET agenda = ?, place = ?, moves = moves + 1 WHERE meeting_id = ?",
                [as_json(items), min(place, len(items) - 1), meeting.meeting_id],
            )
            _keep_agenda(db, meeting.kind, items, meeting.agenda, by)
        return self._of(meeting.meeting_id)

    def attend(self, meeting: Meeting, attended: str) -> None:
        """Who was there, as it is known by now. Raises EntryError where it is closed."""
        with self._warehouse.transaction(beside=True) as db:
            lock_open(db, meeting.meeting_id)
            db.execute(
                "UPDATE app.meetings SET attended = ?, moves = moves + 1 WHERE meeting_id = ?",
                [attended.strip(), meeting.meeting_id],
            )

    def note(self, meeting: Meeting, words: str, by: str = "") -> None:
        """Keep a note on the item at which the meeting stands. Raises EntryError without words."""
        words = words.strip()
        if not words:
            raise EntryError(NO_WORDS)
        if len(words) > LONGEST:
            raise EntryError(TOO_LONG.format(most=f"{LONGEST:,}"))
        self.keep(meeting, Entry(meeting.item, Text(words, words)), by)

    def keep(
        self,
        meeting: Meeting,
        entry: Entry,
        by: str = "",
        *,
        changed: Action | None = None,
        made: Action | None = None,
    ) -> None:
        """Keep a line of the minutes with the promise that it `changed` or `made`, all or nothing; what is put
        off is counted on from the meetings before.

        Raises EntryError where the meeting is closed or the promise not whole, ConflictError where
        somebody changed that promise meanwhile.
        """
        actions, action_id = Actions(self._warehouse), entry.action_id
        with self._warehouse.transaction(beside=True) as db:
            lock_open(db, meeting.meeting_id)
            if changed:
                actions.edit_within(db, changed, by)
            if made:
                action_id = actions.add_within(db, made, by).action_id
            insert(db, meeting, replace(entry, action_id=action_id), by)
            db.execute(
                "UPDATE app.meetings SET moves = moves + 1 WHERE meeting_id = ?", [meeting.meeting_id]
            )  # fmt: skip
            kept = {"about": entry.about, "words": entry.words.zh, "outcome": entry.outcome}
            trail.note(db, MEETING, str(meeting.meeting_id), by, None, kept)

    def close(
        self,
        meeting: Meeting,
        frozen: Mapping[str, Any],
        left: Sequence[Entry],
        by: str = "",
        decided: Sequence[Decision] = (),
    ) -> Meeting:
        """Freeze the figures for good and roll over what was `left` open, with what was `decided` of what waits: all of
        it or nothing.

        Raises EntryError where it is closed already: then the figures stand as they are.
        """
        with self._warehouse.transaction(beside=True) as db:
            lock_open(db, meeting.meeting_id)
            for entry in left:
                insert(db, meeting, replace(entry, outcome="next_time"), by)
            for one in decided:
                Decisions(self._warehouse).decide_within(db, one)
            moment = now()
            spent = _spent(meeting, moment)
            db.execute(
                "UPDATE app.meetings SET closed_at = ?, closed_by = ?, frozen = ?, spent = ?, moves = moves + 1 "
                "WHERE meeting_id = ?",
                [moment, by, as_json(frozen), as_json(spent), meeting.meeting_id],
            )
            closed = {"closed_at": str(moment), "figures": sorted(frozen)}
            trail.note(db, MEETING, str(meeting.meeting_id), by, {"closed_at": None}, closed)
        return self._of(meeting.meeting_id)

    def discard(self, meeting: Meeting, by: str = "") -> None:
        """As if it had not been opened, so that nothing is set against it; the trail keeps that it was. Raises
        EntryError where it is closed, and where something was kept of it."""
        with self._warehouse.transaction(beside=True) as db:
            lock_open(db, meeting.meeting_id)
            number = [meeting.meeting_id]
            if db.execute(
                "SELECT 1 FROM app.meeting_entries WHERE meeting_id = ?", number
            ).fetchone():
                raise EntryError(HAS_ENTRIES)
            db.execute("DELETE FROM app.meetings WHERE meeting_id = ?", number)
            opened = {"kind": meeting.kind, "as_of": str(meeting.frame.as_of)}
            trail.note(db, MEETING, str(meeting.meeting_id), by, opened, None)

    def entries(self, meeting: Meeting) -> list[Entry]:
        """All lines of its minutes, in the order in which they were typed."""
        rows = self._warehouse.rows(
            f"SELECT {ENTRY_COLUMNS} FROM app.meeting_entries WHERE meeting_id = ? ORDER BY entry_id",
            [meeting.meeting_id],
        )
        return [entry_of(row) for row in rows]

    def outcomes(self, meeting: Meeting) -> dict[str, Entry]:
        """What came of each item that something came of; what was said last counts."""
        return {one.about: one for one in self.entries(meeting) if one.outcome}

    def rolled_over(self, meeting: Meeting | None) -> list[Entry]:
        """What the meeting left to the next one."""
        return [one for one in self.outcomes(meeting).values() if one.outcome in OPEN] if meeting else []  # fmt: skip

    def left_to(self, meeting: Meeting) -> list[Entry]:
        """What the one before it left to a meeting, and nobody settled meanwhile: by the last word of the meetings
        since, or by a decision that was typed after that word's meeting was closed."""
        before = self.before(meeting)
        if before is None:
            return []
        rolled = {entry.about: (entry, before) for entry in self.rolled_over(before)}
        since = [
            one for one in self.closed() if before.meeting_id < one.meeting_id < meeting.meeting_id
        ]
        for one in reversed(since):
            outcomes = self.outcomes(one)
            rolled |= {about: (outcomes[about], one) for about in rolled if about in outcomes}
        return [
            entry
            for about, (entry, by) in rolled.items()
            if entry.outcome in OPEN and about not in self._decided_after(by)
        ]

    def _decided_after(self, meeting: Meeting) -> set[str]:
        """The keys of what was decided after a meeting, whose own decisions its close has kept by then."""
        rows = self._warehouse.rows(
            "SELECT seen FROM app.decisions WHERE removed_at IS NULL AND typed_at > ?",
            [meeting.closed_at],
        )
        return {key for (seen,) in rows for key in json.loads(seen)}

    def _of(self, meeting_id: int) -> Meeting:
        """Raises EntryError where there is no such meeting any more, as after a backup was restored."""
        if meeting := self.one(meeting_id):
            return meeting
        raise EntryError(IS_GONE)

    def _read(
        self, where: str, values: Sequence[Any] = (), most: int | None = None
    ) -> list[Meeting]:
        rows = self._warehouse.rows(
            f"SELECT {MEETING_COLUMNS} FROM app.meetings WHERE {where} ORDER BY meeting_id DESC LIMIT ?",
            [*values, most],
        )
        return [meeting_of(row) for row in rows]


def _spent(meeting: Meeting, moment: datetime) -> dict[str, int]:
    """The seconds of each item, those of the present one up to this moment."""
    took = int((moment - meeting.began).total_seconds())
    return {**meeting.spent, meeting.item: meeting.spent.get(meeting.item, 0) + took}


def _checked(agenda: Sequence[str]) -> list[str]:
    """What an agenda may be; it always has a close, as nothing else ends a meeting."""
    items = list(dict.fromkeys(agenda))
    if not items:
        raise EntryError(EMPTY_AGENDA)
    if strange := [item for item in items if not is_item(item)]:
        raise EntryError(NO_ITEM.format(item=strange[0]))
    return items if CLOSE in items else [*items, CLOSE]


def _keep_agenda(
    db: duckdb.DuckDBPyConnection, kind: str, items: Sequence[str], before: Sequence[str], by: str
) -> None:
    if list(items) == list(before):
        return
    db.execute("INSERT OR REPLACE INTO app.agendas VALUES (?, ?)", [kind, as_json(items)])
    trail.note(db, MEETING, kind, by, {"agenda": list(before)}, {"agenda": list(items)})
