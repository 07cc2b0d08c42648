"""What people type line by line: kept with every change, and no two edits of a line swallow each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

import duckdb

from salesdash.errors import ConflictError, EntryError
from salesdash.text import Text, join
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Warehouse

REFUSED = "{}_refused"
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
_HISTORY = "SELECT what, key, changed_at, changed_by, before, after FROM app.history"


# A frozen dataclass with a number, a `revision` (both 0 until it is kept), a `title` and its `content()`.
T = TypeVar("T", bound=Any)


@dataclass(frozen=True, slots=True)
class LedgerKind(Generic[T]):
    """What a ledger keeps: `what` it is in the trail, its table with the column of its `number`, the fields
    that are typed, how one is made of their values (then number and revision), tidied and found at fault,
    and how fields and values are named."""

    what: str
    table: str
    number: str
    typed: tuple[str, ...]
    make: Callable[..., T]
    tidy: Callable[[T], T]
    faults: Callable[[T], Sequence[Text]]
    names: Mapping[str, Text]
    value: Callable[[str, object], Text]

    @property
    def begins(self) -> Mapping[str, Any]:
        """What stands in a line of which nothing is typed yet."""
        content: Mapping[str, Any] = self.make().content()
        return content

    @property
    def listed(self) -> str:
        return ", ".join((*self.typed, self.number, "revision"))

    def number_of(self, line: T) -> int:
        return int(getattr(line, self.number))


@dataclass(frozen=True, slots=True)
class Change:
    """One line's change in the history. `before` None: it was added; `after` None: removed.

    `is_refused`: somebody else was first; what was typed stands here and nowhere else.
    """

    number: int
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
        return tuple(f for f in {**before, **after} if before.get(f) != after.get(f))


class Ledger(Generic[T]):
    """The lines of one kind in a workspace, and the history of every change to them.

    They lie beside the data: no question reads them, so a change to them leaves every answer as it is. What is made of
    both takes the lines as its argument.
    """

    def __init__(self, warehouse: Warehouse, kind: LedgerKind[T]) -> None:
        self._warehouse, self._kind = warehouse, kind

    @property
    def edition(self) -> int:
        """Another number with every change to a line."""
        changes = "SELECT count(*) FROM app.history WHERE what = ?"
        return int(self._warehouse.rows(changes, [self._kind.what])[0][0])

    def lines(self) -> list[T]:
        """All of them, in the order of their numbers."""
        kind = self._kind
        rows = self._warehouse.rows(
            f"SELECT {kind.listed} FROM {kind.table} ORDER BY {kind.number}"
        )
        return [kind.make(*row) for row in rows]

    def add(self, line: T, by: str = "") -> T:
        """Keep a new line; returns it with its number. Raises EntryError for what is not whole."""
        return self.add_all([line], by)[0]

    def add_all(self, lines: Sequence[T], by: str = "") -> list[T]:
        """Keep new lines, all of them or none. Raises EntryError for what is not whole."""
        whole = [self._checked(line) for line in lines]
        with self._warehouse.transaction(beside=True) as db:
            return [self._insert(db, line, by) for line in whole]

    def edit(self, line: T, by: str = "") -> T:
        """Keep the edit of the revision that the editor saw; returns the line as it now stands.

        Raises EntryError for what is not whole, and ConflictError where somebody was first: then
        the ledger holds the first edit, and the history this one too.
        """
        whole = self._checked(line)
        try:
            with self._warehouse.transaction(beside=True) as db:
                return self._replaced(db, whole, by)
        except ConflictError:
            self._keep_refused(whole, by)
            raise

    def write_all(self, new: Sequence[T], changed: Sequence[T], by: str = "") -> None:
        """Add and edit many at once, all of them or none.

        Raises EntryError for what is not whole, ConflictError where somebody changed one meanwhile.
        """
        added, edited = ([self._checked(line) for line in lines] for lines in (new, changed))
        with self._warehouse.transaction(beside=True) as db:
            for line in edited:
                self._replaced(db, line, by)
            for line in added:
                self._insert(db, line, by)

    def edit_within(self, db: duckdb.DuckDBPyConnection, line: T, by: str = "") -> T:
        """Keep an edit together with what else a transaction writes, both or none.

        Raises EntryError for what is not whole, ConflictError where somebody was first.
        """
        return self._replaced(db, self._checked(line), by)

    def add_within(self, db: duckdb.DuckDBPyConnection, line: T, by: str = "") -> T:
        """The same of a new line; returns it with its number. Raises EntryError for what is not whole."""
        return self._insert(db, self._checked(line), by)

    def remove(self, line: T, by: str = "") -> None:
        """Take a line out; its history stays.

        Raises ConflictError where somebody changed it since this revision was read.
        """
        kind = self._kind
        with self._warehouse.transaction(beside=True) as db:
            before = self._current(db, line, NOT_REMOVED)
            db.execute(f"DELETE FROM {kind.table} WHERE {kind.number} = ?", [kind.number_of(line)])
            trail.note(db, kind.what, str(kind.number_of(line)), by, before.content(), None)

    def history(self, number: int | None = None) -> list[Change]:
        """Every change of one line, or of all, the newest first."""
        one = "" if number is None else "AND key = ?"
        what = self._kind.what
        rows = self._warehouse.rows(
            f"{_HISTORY} WHERE what IN (?, ?) {one} ORDER BY rowid DESC",
            [what, REFUSED.format(what)] + ([] if number is None else [str(number)]),
        )
        return [self._change(row) for row in rows]

    def _checked(self, line: T) -> T:
        wrong = self._kind.faults(line)
        if wrong:
            raise EntryError(join(list(wrong), zh="", en=" "))
        return self._kind.tidy(line)

    def _insert(self, db: duckdb.DuckDBPyConnection, line: T, by: str) -> T:
        kind = self._kind
        kept = replace(line, **{kind.number: self._next_number(db), "revision": 1})
        places = ", ".join("?" for _ in kind.typed)
        db.execute(
            f"INSERT INTO {kind.table} ({kind.listed}) VALUES ({places}, ?, ?)",
            [*self._values(kept), kind.number_of(kept), kept.revision],
        )
        trail.note(db, kind.what, str(kind.number_of(kept)), by, None, kept.content())
        return kept

    def _keep_refused(self, line: T, by: str) -> None:
        """Note the edit that came second, against what its editor saw."""
        number = self._kind.number_of(line)
        with self._warehouse.transaction(beside=True) as db:
            seen = _as_seen(self._made(db, number), line.revision)
            trail.note(db, REFUSED.format(self._kind.what), str(number), by, seen, line.content())

    def _replaced(self, db: duckdb.DuckDBPyConnection, line: T, by: str) -> T:
        kind = self._kind
        standing = self._find(db, kind.number_of(line))
        if standing and standing.content() == line.content():
            return standing
        before = self._current(db, line, NOT_SAVED)
        kept = replace(line, revision=before.revision + 1)
        assigned = ", ".join(f"{field} = ?" for field in kind.typed)
        db.execute(
            f"UPDATE {kind.table} SET revision = ?, {assigned} WHERE {kind.number} = ?",
            [kept.revision, *self._values(kept), kind.number_of(kept)],
        )
        trail.note(db, kind.what, str(kind.number_of(kept)), by, before.content(), kept.content())
        return kept

    def _current(self, db: duckdb.DuckDBPyConnection, seen: T, outcome: Text) -> T:
        """The line as it stands. Raises ConflictError where that is not what the editor saw."""
        current = self._find(db, self._kind.number_of(seen))
        if current is None or current.revision != seen.revision:
            raise self._conflict(db, seen, current, outcome)
        return current

    def _find(self, db: duckdb.DuckDBPyConnection, number: int) -> T | None:
        kind = self._kind
        row = db.execute(
            f"SELECT {kind.listed} FROM {kind.table} WHERE {kind.number} = ?", [number]
        ).fetchone()
        return kind.make(*row) if row else None

    def _next_number(self, db: duckdb.DuckDBPyConnection) -> int:
        """One above every number that a line ever had, so that a history has one line only."""
        row = db.execute(
            "SELECT coalesce(max(key::INTEGER), 0) + 1 FROM app.history WHERE what = ?",
            [self._kind.what],
        ).fetchone()
        return int(row[0]) if row else 1

    def _conflict(
        self, db: duckdb.DuckDBPyConnection, seen: T, current: T | None, outcome: Text
    ) -> ConflictError:
        made = self._made(db, self._kind.number_of(seen))
        who = Text(made[-1].by, made[-1].by) if made and made[-1].by else NOBODY
        if current is None:
            return ConflictError(REMOVED.format(who=who, title=seen.title) + outcome)
        before = _as_seen(made, seen.revision) or {}
        differences = self._differences(before, current.content())
        return ConflictError(
            CHANGED.format(who=who, title=current.title, differences=differences) + outcome
        )

    def _made(self, db: duckdb.DuckDBPyConnection, number: int) -> list[Change]:
        """The changes that were kept, in order: the n-th one made the line's n-th revision."""
        changes = db.execute(
            f"{_HISTORY} WHERE what = ? AND key = ? ORDER BY rowid", [self._kind.what, str(number)]
        )
        return [self._change(row) for row in changes.fetchall()]

    def _differences(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Text:
        kind = self._kind
        changed = [field for field in kind.typed if before.get(field) != after.get(field)]
        return join(
            [
                DIFFERENCE.format(
                    field=kind.names[field],
                    before=kind.value(field, before.get(field)),
                    after=kind.value(field, after.get(field)),
                )
                for field in changed
            ],
            zh="，",
            en=", ",
        )

    def _values(self, line: T) -> list[Any]:
        return [getattr(line, field) for field in self._kind.typed]

    def _change(self, row: tuple[Any, ...]) -> Change:
        what, key, at, by, *both = row
        # what was no field yet stood as it begins
        before, after = (
            {**self._kind.begins, **json.loads(side)} if side else None for side in both
        )
        return Change(int(key), at, by, before, after, what != self._kind.what)


def _as_seen(made: Sequence[Change], revision: int) -> Mapping[str, Any] | None:
    """What stood in the revision on which an edit was made."""
    return made[revision - 1].after if 0 < revision <= len(made) else None
