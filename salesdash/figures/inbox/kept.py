"""What the workspace keeps that bears on what waits: triggers as they stand, and what was decided before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salesdash.figures.risks.alarms import Watched, watched
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.decisions import Decision, Decisions
from salesdash.warehouse.typed.firings import Firings
from salesdash.warehouse.typed.register import Register

RISK, ACTION = "risk:{}", "action:{}"


@dataclass(frozen=True, slots=True)
class KeptDecisions:
    """The triggers as they stand, the newest decision of each key, and the risks and actions (`risk:3`) that are
    still open."""

    watched: Sequence[Watched] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()


def kept_in(warehouse: Warehouse, ask: Ask) -> KeptDecisions:
    """All of it as it is now. Raises StoreError where the store cannot be read."""
    risks, actions = Register(warehouse).risks(), Actions(warehouse).actions()
    pending = [RISK.format(one.risk_id) for one in risks if one.is_open]
    pending += [ACTION.format(one.action_id) for one in actions if one.is_open]
    return KeptDecisions(
        watched(ask, risks, Firings(warehouse).all()) if ask.coverage else (),
        Decisions(warehouse).latest(),
        frozenset(pending),
    )
