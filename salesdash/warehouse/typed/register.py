"""The risks of a workspace."""

from __future__ import annotations

from dataclasses import replace

from salesdash.catalog.risks.risk import FIELD_NAMES, TYPED, Risk, faults, field_value
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.ledger import Ledger, LedgerKind


def _tidy(risk: Risk) -> Risk:
    return replace(risk, title=" ".join(risk.title.split()), owner=" ".join(risk.owner.split()))


RISKS = LedgerKind(
    "risk", "app.risks", "risk_id", TYPED, Risk, _tidy, faults, FIELD_NAMES, field_value
)  # fmt: skip


class Register(Ledger[Risk]):
    """The risks of a workspace, and the history of every change to them."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__(warehouse, RISKS)

    def risks(self) -> list[Risk]:
        """All risks, the highest score first, closed ones last."""
        return sorted(self.lines(), key=lambda r: (not r.is_open, -r.score, r.risk_id))
