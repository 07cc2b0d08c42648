"""What kind each channel is: guessed by its name, corrected by people, and remembered."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.errors import EntryError
from salesdash.text import Text
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Unchanged, Warehouse
from salesdash.warehouse.store.schema import channel_kind, channels_in_files, rows_changed

CHANNEL = "channel"
UNKNOWN = Text("没有名为“{channel}”的渠道。", "There is no channel called “{channel}”.")


@dataclass(frozen=True, slots=True)
class ChannelKindOf:
    """The kind of one channel. `is_chosen`: somebody said so; else its name was read."""

    channel: str
    kind: str
    is_chosen: bool


def channels(warehouse: Warehouse) -> list[ChannelKindOf]:
    """Every channel that any sheet names, with its kind, by name."""
    rows = warehouse.rows(
        "SELECT channel, kind, is_chosen FROM app.channels "
        f"WHERE channel IN ({channels_in_files()}) ORDER BY channel"
    )
    return [ChannelKindOf(*row) for row in rows]


def choose(warehouse: Warehouse, channel: str, kind: str | None, by: str = "") -> None:
    """Take a channel for this kind from now on; None goes back to what its name says.

    Raises EntryError for a channel that no sheet names.
    """
    with warehouse.transaction() as db:
        current = db.execute(
            "SELECT kind, is_chosen FROM app.channels WHERE channel = ?", [channel]
        ).fetchone()
        if current is None:
            raise EntryError(UNKNOWN.format(channel=channel))
        chosen = (channel_kind(channel) if kind is None else kind, kind is not None)
        if chosen == current:
            raise Unchanged
        db.execute(
            "UPDATE app.channels SET kind = ?, is_chosen = ? WHERE channel = ?", [*chosen, channel]
        )
        trail.note(db, CHANNEL, channel, by, {"kind": current[0]}, {"kind": chosen[0]})
        rows_changed(db)
