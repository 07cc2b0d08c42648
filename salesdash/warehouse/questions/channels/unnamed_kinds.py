"""Which channels stand as online or offline though neither their name nor anybody says so."""

from __future__ import annotations

from salesdash.catalog.words.vocabulary import kind_by_name
from salesdash.warehouse.questions.ask import Ask


def not_told(ask: Ask) -> list[str]:
    """The channels whose kind nobody chose and whose name holds no word of one, by name."""
    frame = ask.query("SELECT channel FROM app.channels WHERE NOT is_chosen ORDER BY channel", ())
    return [str(channel) for channel in frame["channel"] if kind_by_name(str(channel)) is None]
