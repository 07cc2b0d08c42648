"""How a field is declared: its kind, its names, and the other headers by which it comes."""

from __future__ import annotations

from salesdash.catalog.model import Field, Kind
from salesdash.text import Text

D, M, P = Kind.DATE, Kind.MOMENT, Kind.PERIOD
MONEY, NUMBER, COUNT, RATE, RATING = (
    Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.RATE, Kind.RATING,
)  # fmt: skip
FLAG, ID, NAME, NOTE = Kind.FLAG, Kind.ID, Kind.NAME, Kind.NOTE


def field(
    key: str,
    zh: str,
    en: str,
    kind: Kind,
    aliases: str = "",
    *,
    required: bool = False,
    note: Text | None = None,
    words: tuple[tuple[str, str], ...] = (),
) -> Field:
    listed = tuple(part.strip() for part in aliases.split("|") if part.strip())
    return Field(key, Text(zh, en), kind, listed, required, note, words)
