"""The report that goes out every week, as it was last chosen, and the deck that it is put into."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from salesdash.text import Lang
from salesdash.warehouse.store.database import Warehouse, now


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """What a report tells of and how: pages in their order, without the figures of these keys, in a
    language, light or dark, customers' names under letters or not."""

    pages: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    lang: Lang = "zh"
    is_dark: bool = False
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class RememberedDeck:
    """What is remembered; `deck` None where next week's starts anew."""

    choice: ReportChoice
    deck: bytes | None
    saved_at: datetime
    saved_by: str

    def deck_for(self, choice: ReportChoice) -> bytes | None:
        """The deck that a choice may go on in: in the same language and colours, customers named alike. A
        slide that this week has no figure for keeps what it says."""
        alike = ("lang", "is_dark", "is_masked")
        goes_on = all(getattr(choice, key) == getattr(self.choice, key) for key in alike)
        return self.deck if goes_on else None


class WeeklyDeck:
    """The one remembered report of a workspace."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def kept(self) -> RememberedDeck | None:
        rows = self._warehouse.rows("SELECT choice, deck, saved_at, saved_by FROM app.weekly_deck")
        if not rows:
            return None
        choice, deck, at, by = rows[0]
        return RememberedDeck(
            _read(json.loads(choice)), None if deck is None else bytes(deck), at, by
        )

    def keep(self, choice: ReportChoice, deck: bytes | None, by: str = "") -> None:
        written = json.dumps(asdict(choice), ensure_ascii=False)
        with self._warehouse.transaction(beside=True) as db:
            db.execute("DELETE FROM app.weekly_deck")
            db.execute(
                "INSERT INTO app.weekly_deck VALUES (?, ?, ?, ?)", [written, deck, now(), by]
            )

    def forget(self) -> None:
        with self._warehouse.transaction(beside=True) as db:
            db.execute("DELETE FROM app.weekly_deck")


def _read(values: dict[str, Any]) -> ReportChoice:
    """A choice as it was written; what this version does not know of it is left out."""
    known = {field.name for field in fields(ReportChoice)}
    choice: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in values.items()
        if key in known
    }
    return ReportChoice(**choice)
