"""What was decided of everything that waited for a decision; each can be taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal, get_args

import duckdb

from salesdash.errors import EntryError
from salesdash.text import BLANK, Text, plain
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Unchanged, Warehouse, now

DECISION = "decision"
LONGEST = 400  # letters of a reason
How = Literal["accepted", "dismissed", "asked", "later"]
NO_REASON = Text("请写明为什么忽略。", "Say why it is dismissed.")
NOBODY = Text("请写明问谁。", "Say who is asked.")
NO_DAY = Text("“再看”的日期必须晚于 {day}。", "It has to come back later than {day}.")
NOT_SO = Text("没有这种决定：{how}。", "There is no such decision: {how}.")
TOO_LONG = Text("请控制在 {most} 个字以内。", "Say it in at most {most} letters.")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of what waits under a `key`, on a day of the data. `seen` is all that was one cause with
    it, itself too, by key: how far each had gone, in its own measure. It comes back `until` then, where it was put
    off or its owner `asked`; once it is worse, where it was dismissed for a `reason`; once the risk or action `made`
    of it (`risk:3`) is closed, where it was accepted. `words` are those that were read, in both languages, as the
    reason is that nobody typed."""

    key: str
    how: How
    decided_on: date
    seen: Mapping[str, float | None]
    until: date | None = None
    reason: Text = BLANK
    asked: str = ""
    made: str = ""
    words: Text = BLANK
    by: str = ""
    decision_id: int = 0


_TYPED = ("key", "how", "decided_on", "seen", "until", "reason", "asked", "made", "words")


class Decisions:
    """The decisions of a workspace."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def all(self) -> list[Decision]:
        """Every decision that was not taken back, the newest first."""
        rows = self._warehouse.rows(
            f"SELECT {', '.join(_TYPED)}, typed_by, decision_id FROM app.decisions "
            "WHERE removed_at IS NULL ORDER BY decision_id DESC"
        )
        return [
            Decision(
                key,
                how,
                day,
                json.loads(seen),
                until,
                _said(reason),
                asked,
                made,
                _said(words),
                *rest,
            )
            for key, how, day, seen, until, reason, asked, made, words, *rest in rows
        ]

    def latest(self) -> Mapping[str, Decision]:
        """The newest decision of each key that was seen."""
        return {key: one for one in reversed(self.all()) for key in one.seen}

    def decide(self, one: Decision) -> int:
        """Keep it; returns its number. Raises EntryError for what it asks for and lacks."""
        with self._warehouse.transaction(beside=True) as db:
            return self.decide_within(db, one)

    def decide_within(self, db: duckdb.DuckDBPyConnection, one: Decision) -> int:
        """Keep it together with what else a transaction writes. Raises EntryError as `decide`."""
        _check(one)
        values = {key: getattr(one, key) for key in _TYPED} | {
            "seen": json.dumps(dict(one.seen)),
            "reason": _kept(one.reason),
            "words": _kept(one.words),
        }
        [(number,)] = db.execute(
            f"INSERT INTO app.decisions (decision_id, {', '.join(_TYPED)}, typed_at, typed_by) "
            f"SELECT coalesce(max(decision_id), 0) + 1, {', '.join('?' for _ in _TYPED)}, ?, ? "
            "FROM app.decisions RETURNING decision_id",
            [*values.values(), now(), one.by],
        ).fetchall()
        trail.note(db, DECISION, one.key, one.by, None, _as_trail(one))
        return int(number)

    def take_back(self, one: Decision, by: str = "") -> None:
        """As if it had not been decided; what was typed stays in the trail."""
        with self._warehouse.transaction(beside=True) as db:
            row = db.execute(
                "UPDATE app.decisions SET removed_at = ? WHERE decision_id = ? AND removed_at IS NULL "
                "RETURNING decision_id",
                [now(), one.decision_id],
            ).fetchone()
            if row is None:
                raise Unchanged
            trail.note(db, DECISION, one.key, by, _as_trail(one), None)


def _kept(words: Text) -> str:
    """Words as their column has them: a list of both languages, or alone what is the same in both."""
    if words.zh == words.en and not words.zh.startswith("["):
        return words.zh
    return json.dumps([words.zh, words.en], ensure_ascii=False)


def _said(kept: str) -> Text:
    """The words of a column; before both languages were kept, a list in it was typed so."""
    try:
        zh, en = json.loads(kept) if kept.startswith("[") else (kept, kept)
    except (ValueError, TypeError):
        return plain(kept)
    return Text(zh, en) if isinstance(zh, str) and isinstance(en, str) else plain(kept)


def _check(one: Decision) -> None:
    comes_back = one.how not in ("asked", "later") or (one.until and one.until > one.decided_on)
    for is_whole, fault in (
        (one.how in get_args(How), NOT_SO.format(how=one.how)),
        (one.how != "dismissed" or one.reason.zh.strip(), NO_REASON),
        (one.how != "asked" or one.asked.strip(), NOBODY),
        (comes_back, NO_DAY.format(day=one.decided_on)),
        (len(one.reason.zh) <= LONGEST, TOO_LONG.format(most=LONGEST)),
    ):
        if not is_whole:
            raise EntryError(fault)


def _as_trail(one: Decision) -> dict[str, object]:
    details = {"seen": dict(one.seen), "reason": _kept(one.reason), "words": _kept(one.words)}
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in (asdict(one) | details).items()
        if key in _TYPED and value not in (None, "")
    }
