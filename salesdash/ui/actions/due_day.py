"""The day by which something is due: one that has passed is taken, as some things are noted late, and said to be."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesdash.text import Lang, Text

PAST = Text("已逾期 {n} 天", "{n} {n:day|days} overdue")


def choose(
    place: Any, title: str, key: str, as_of: date, lang: Lang, *, is_open: bool = True
) -> None:
    """A day, and by how many days it has passed on `as_of`; of what is no longer open nothing is due."""
    day = place.date_input(title, key=key, format="YYYY-MM-DD")
    if is_open and day and day < as_of:
        place.caption(f":orange[{PAST.format(n=(as_of - day).days)[lang]}]")
