"""What new data, or an edit, sets off: triggers are evaluated whenever something was committed."""

from __future__ import annotations

import logging

from salesdash.analysis.triggers import fires, is_over
from salesdash.catalog.risks.risk import Risk
from salesdash.catalog.risks.triggers import Trigger
from salesdash.figures.foresight import foresee
from salesdash.figures.risks.readings import readings
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.firings import Firing, Firings
from salesdash.warehouse.typed.register import Register

LOG = logging.getLogger(__name__)


def evaluate(warehouse: Warehouse) -> None:
    """Keep which triggers fire, and which are over, by the newest data.

    Raises StoreError where the store cannot be read or written.
    """
    firings = Firings(warehouse)
    lasting = {firing.risk_id: firing for firing in firings.all() if firing.lasts}
    watched = {r.risk_id: r for r in Register(warehouse).risks() if r.is_open and r.trigger}
    if not lasting and not watched:
        return
    ask = Ask(warehouse.query, foresee=foresee)
    if not ask.coverage:
        return
    for risk_id, firing in list(lasting.items()):
        risk = watched.get(risk_id)
        if _ends(firings, ask, firing, risk.trigger if risk else None):
            del lasting[risk_id]
    for risk_id, risk in watched.items():
        if risk_id not in lasting and risk.trigger:
            _fire(firings, ask, risk, risk.trigger)


def evaluate_calmly(warehouse: Warehouse) -> None:
    """The same after an import, which stands whatever comes of it."""
    try:
        evaluate(warehouse)
    except Exception:
        LOG.exception("triggers were not evaluated")


def _ends(firings: Firings, ask: Ask, firing: Firing, trigger: Trigger | None) -> bool:
    """Whether it is over, which is kept then; what cannot be judged is not over."""
    now = readings(ask, firing.trigger, 1)[-1]
    if ask.as_of < firing.fired_on:
        firings.end(firing, ask.as_of, now.value, "undone")
    elif trigger != firing.trigger:
        firings.end(firing, ask.as_of, now.value, "changed")
    elif is_over(firing.trigger, now):
        firings.end(firing, ask.as_of, now.value, "recovered")
    else:
        return False
    return True


def _fire(firings: Firings, ask: Ask, risk: Risk, trigger: Trigger) -> None:
    seen = readings(ask, trigger, trigger.months)
    if fires(trigger, seen):
        firings.fire(risk, trigger, [(r.day, r.value) for r in seen if r.value is not None])
