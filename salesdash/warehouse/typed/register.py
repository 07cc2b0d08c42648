"""What people type: kept with every change, and no two edits of the same thing swallow each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from salesdash.catalog.risks import FIELD_NAMES, TYPED, Risk, faults, field_value
from salesdash.errors import ConflictError, EntryError
from salesdash.text import Text, join
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse

RISK, REFUSED = "risk", "risk_refused"
NOBODY = Text("有人", "Somebody")
REMOVED = Text("{who}刚刚删除了“{title}”。", "{who} has just removed “{title}”. ")
CHANGED = Text(
    "{who}刚刚修改了“{title}”：{differences}。", "{who} has just changed “{title}”: {differences}. "
)
DIFFERENCE = Text("{field}“{before}”→“{after}”", "{field} “{before}” → “{after}”")
NOT_SAVED = Text(
    "您的修改没有保存，也没有丢：它还在表单里，并记入了修改历史。请核对后再保存。",
    "Your edit is not saved, and not lost: it is still in the form, and noted in the history. "
    "Check it, then save again.",
)
NOT_REMOVED = Text(
    "没有删除；请看过现在的内容再决定。",
    "It was not removed; look at what it says now, then decide.",
)
BEGINS = Risk().content()
_LISTED = ", ".join(TYPED)
_HISTORY = "SELECT what, key, changed_at, changed_by, before, after FROM app.history"
_PLACES = ", ".join("?" for _ in TYPED)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a risk's history. `before` None: it was added; `after` None: removed.

    `is_refused`: somebody else was first; what was typed stands here and nowhere else.
    """

    risk_id: int
    at: datetime
    by: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    is_refused: bool = False

    @property
    def title(self) -> str:
        return str((self.after or self.before or {}).get("title", ""))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields whose value differs, in the order of the form."""
        before, after = self.before or {}, self.after or {}
        return tuple(f for f in TYPED if before.get(f) != after.get(f))


class Register:
    """The risks of a workspace, and the history of every change to them."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def risks(self) -> list[Risk]:
        """All risks, the highest score first, closed ones last."""
        rows = self._warehouse.rows(f"SELECT {_LISTED}, risk_id, revision FROM app.risks")
        risks = [Risk(*row) for row in rows]
        return sorted(risks, key=lambda r: (not r.is_open, -r.score, r.risk_id))

    def add(self, risk: Risk, by: str = "") -> Risk:
        """Keep a new risk; returns it with its number. Raises EntryError for what is not whole."""
        whole = _checked(risk)
        with self._warehouse.transaction() as db:
            kept = replace(whole, risk_id=_next_number(db), revision=1)
            db.execute(
                f"INSERT INTO app.risks (risk_id, revision, {_LISTED}) VALUES (?, ?, {_PLACES})",
                [kept.risk_id, kept.revision, *_values(kept)],
            )
            _note(db, RISK, kept.risk_id, by, None, kept.content())
        return kept

    def edit(self, risk: Risk, by: str = "") -> Risk:
        """Keep the edit of the revision that the editor saw; returns the risk as it now stands.

        Raises EntryError for what is not whole, and ConflictError where somebody was first: then
        the register holds the first edit, and the history this one too.
        """
        whole = _checked(risk)
        try:
            with self._warehouse.transaction() as db:
                return _replaced(db, whole, by)
        except ConflictError:
            self._keep_refused(whole, by)
            raise

    def remove(self, risk: Risk, by: str = "") -> None:
        """Take a risk out of the register; its history stays.

        Raises ConflictError where somebody changed it since this revision was read.
        """
        with self._warehouse.transaction() as db:
            before = _current(db, risk, NOT_REMOVED)
            db.execute("DELETE FROM app.risks WHERE risk_id = ?", [risk.risk_id])
            _note(db, RISK, risk.risk_id, by, before.content(), None)

    def history(self, risk_id: int | None = None) -> list[Change]:
        """Every change of one risk, or of all, the newest first."""
        one = "" if risk_id is None else "AND key = ?"
        rows = self._warehouse.rows(
            f"{_HISTORY} WHERE what IN (?, ?) {one} ORDER BY rowid DESC",
            [RISK, REFUSED] + ([] if risk_id is None else [str(risk_id)]),
        )
        return [_change(row) for row in rows]

    def _keep_refused(self, risk: Risk, by: str) -> None:
        """Note the edit that came second, against what its editor saw."""
        with self._warehouse.transaction() as db:
            seen = _as_seen(_made(db, risk.risk_id), risk)
            _note(db, REFUSED, risk.risk_id, by, seen, risk.content())


def _checked(risk: Risk) -> Risk:
    wrong = faults(risk)
    if wrong:
        raise EntryError(join(list(wrong), zh="", en=" "))
    return replace(risk, title=" ".join(risk.title.split()), owner=" ".join(risk.owner.split()))


def _replaced(db: duckdb.DuckDBPyConnection, risk: Risk, by: str) -> Risk:
    standing = _find(db, risk.risk_id)
    if standing and standing.content() == risk.content():
        return standing
    before = _current(db, risk, NOT_SAVED)
    kept = replace(risk, revision=before.revision + 1)
    assigned = ", ".join(f"{field} = ?" for field in TYPED)
    db.execute(
        f"UPDATE app.risks SET revision = ?, {assigned} WHERE risk_id = ?",
        [kept.revision, *_values(kept), kept.risk_id],
    )
    _note(db, RISK, kept.risk_id, by, before.content(), kept.content())
    return kept


def _current(db: duckdb.DuckDBPyConnection, seen: Risk, outcome: Text) -> Risk:
    """The risk as it stands. Raises ConflictError where that is not what the editor saw."""
    current = _find(db, seen.risk_id)
    if current is None or current.revision != seen.revision:
        raise _conflict(db, seen, current, outcome)
    return current


def _find(db: duckdb.DuckDBPyConnection, risk_id: int) -> Risk | None:
    row = db.execute(
        f"SELECT {_LISTED}, risk_id, revision FROM app.risks WHERE risk_id = ?", [risk_id]
    ).fetchone()
    return Risk(*row) if row else None


def _next_number(db: duckdb.DuckDBPyConnection) -> int:
    """One above every number that a risk ever had, so that a history has one risk only."""
    row = db.execute(
        "SELECT coalesce(max(key::INTEGER), 0) + 1 FROM app.history WHERE what = ?", [RISK]
    ).fetchone()
    return int(row[0]) if row else 1


def _conflict(
    db: duckdb.DuckDBPyConnection, seen: Risk, current: Risk | None, outcome: Text
) -> ConflictError:
    made = _made(db, seen.risk_id)
    who = Text(made[-1].by, made[-1].by) if made and made[-1].by else NOBODY
    if current is None:
        return ConflictError(REMOVED.format(who=who, title=seen.title) + outcome)
    differences = _differences(_as_seen(made, seen) or {}, current.content())
    return ConflictError(
        CHANGED.format(who=who, title=current.title, differences=differences) + outcome
    )


def _made(db: duckdb.DuckDBPyConnection, risk_id: int) -> list[Change]:
    """The changes that were kept, in order: the n-th one made the risk's n-th revision."""
    changes = db.execute(
        f"{_HISTORY} WHERE what = ? AND key = ? ORDER BY rowid", [RISK, str(risk_id)]
    )
    return [_change(row) for row in changes.fetchall()]


def _as_seen(made: Sequence[Change], seen: Risk) -> Mapping[str, Any] | None:
    """What stood in the revision on which an edit was made."""
    return made[seen.revision - 1].after if 0 < seen.revision <= len(made) else None


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Text:
    changed = [field for field in TYPED if before.get(field) != after.get(field)]
    return join(
        [
            DIFFERENCE.format(
                field=FIELD_NAMES[field],
                before=field_value(field, before.get(field)),
                after=field_value(field, after.get(field)),
            )
            for field in changed
        ],
        zh="，",
        en=", ",
    )


def _values(risk: Risk) -> list[Any]:
    return [getattr(risk, field) for field in TYPED]


def _note(
    db: duckdb.DuckDBPyConnection,
    what: str,
    risk_id: int,
    by: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    trail.note(db, what, str(risk_id), by, before, after)


def _change(row: tuple[Any, ...]) -> Change:
    what, key, at, by, *both = row
    # what was no field yet stood as it begins
    before, after = (BEGINS | json.loads(side) if side else None for side in both)
    return Change(int(key), at, by, before, after, what == REFUSED)
