"""Things that wait, made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesdash.figures.inbox.waiting import WaitingCase
from salesdash.scope import Scope
from salesdash.text import plain

DAY = date(2025, 11, 16)


def waiting_item(
    key: str, *, day: date = DAY, size: float | None = 1.0, **more: Any
) -> WaitingCase:
    """One of that key; what is not named stands as it may."""
    values: dict[str, Any] = {
        "source": "signal", "name": plain(key), "sentence": plain(key), "money": None, "evidence": "course_sales",
        "scope": Scope(day), "step": plain("-"), "how": plain("-"), "owner": "", "due": day, "marks": {},
        "category": "market",
    }  # fmt: skip
    return WaitingCase(key=key, size=size, **values | more)
