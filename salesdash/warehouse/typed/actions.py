"""The promises of a workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from salesdash.catalog.actions import FIELD_NAMES, KEPT, STATUSES, Action, faults, field_value
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.ledger import Ledger, LedgerKind

_LAST = date.max


def _tidy(action: Action) -> Action:
    """Words without stray blanks; open again, it has no day on which it was done."""
    tidy = {field: " ".join(getattr(action, field).split()) for field in ("title", "owner")}
    done_on = action.done_on if action.status == "done" else None
    return replace(action, title=tidy["title"], owner=tidy["owner"], done_on=done_on)


ACTIONS = LedgerKind(
    "action", "app.actions", "action_id", KEPT, Action, _tidy, faults, FIELD_NAMES, field_value
)  # fmt: skip


class Actions(Ledger[Action]):
    """The promises of a workspace, and the history of every change to them."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__(warehouse, ACTIONS)

    def actions(self) -> list[Action]:
        """All of them, open ones first, the earliest due first."""
        order = list(STATUSES)
        return sorted(
            self.lines(), key=lambda a: (order.index(a.status), a.due or _LAST, a.action_id)
        )

    def carried_over(self) -> Mapping[int, int]:
        """How often the due day of each was put off: moved to a later one."""
        return Counter(
            change.number
            for change in self.history()
            if change.before and change.after and not change.is_refused
            and _is_later(change.after["due"], change.before["due"])
        )  # fmt: skip


def _is_later(day: str | None, other: str | None) -> bool:
    """Whether a day as the history has it is after another; a promise without a day is not put off to one."""
    return bool(day and other) and date.fromisoformat(str(day)) > date.fromisoformat(str(other))
