"""What kind each channel is, guessed by its name and corrected, how often it is evaluated, and when it last was."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.channels.reviews import CLASSES
from salesdash.errors import ConflictError, EntryError
from salesdash.text import Text
from salesdash.warehouse.questions.channels.evaluated import Evaluated
from salesdash.warehouse.store import trail
from salesdash.warehouse.store.database import Unchanged, Warehouse
from salesdash.warehouse.store.schema import channel_kind, channels_in_files, rows_changed

CHANNEL = "channel"
NO_CLASS = Text("没有这种评估级别：{key}。", "There is no such class: {key}.")
WAS_CHANGED = Text(
    "有人刚刚修改了“{channel}”的评估级别或日期，您的修改没有保存；请核对后再改。",
    "Somebody has just changed the class or the review of “{channel}”. Your edit is not saved: check, then edit again.",
)
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


def evaluate(warehouse: Warehouse, seen: Evaluated, edited: Evaluated, by: str = "") -> None:
    """Keep the class and the last review of a channel as they were edited, in place of what the editor saw.

    Raises EntryError for no such class or channel, ConflictError where somebody changed it since.
    """
    if edited.chosen is not None and edited.chosen not in CLASSES:
        raise EntryError(NO_CLASS.format(key=edited.chosen))
    with warehouse.transaction() as db:
        row = db.execute(
            "SELECT channel, evaluation, reviewed FROM app.channels WHERE channel = ?",
            [seen.channel],
        ).fetchone()
        if row is None:
            raise EntryError(UNKNOWN.format(channel=seen.channel))
        current = Evaluated(*row)
        if current == edited:
            raise Unchanged
        if current != seen:
            raise ConflictError(WAS_CHANGED.format(channel=seen.channel))
        db.execute(
            "UPDATE app.channels SET evaluation = ?, reviewed = ? WHERE channel = ?",
            [edited.chosen, edited.reviewed, seen.channel],
        )
        trail.note(db, CHANNEL, seen.channel, by, _as_trail(current), _as_trail(edited))


def _as_trail(one: Evaluated) -> dict[str, str | None]:
    return {
        "evaluation": one.chosen,
        "reviewed": one.reviewed.isoformat() if one.reviewed else None,
    }
