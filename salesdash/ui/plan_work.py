"""The plan on the desk: as it was opened, as it is now, and what may be said about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from salesdash.analysis.plan_edit import Move, moves
from salesdash.catalog.plans import Plan
from salesdash.text import Text
from salesdash.ui import store
from salesdash.warehouse.plans import Plans

_WORK = "plan_work"
_DRAWN = "plan_drawn"


@dataclass(frozen=True, slots=True)
class Work:
    """`seen` is the plan as it was opened or made, `plan` what became of it and is not saved yet.

    `as_new`: it is to be saved as a version of its own. `notes` say what is to be known of how it
    was made, `error` why the last edit was refused.
    """

    seen: Plan
    plan: Plan
    as_new: bool = False
    notes: tuple[Text, ...] = ()
    error: Text | None = None

    @property
    def moved(self) -> list[Move]:
        return moves(self.seen, self.plan)

    @property
    def is_edited(self) -> bool:
        return self.seen is not self.plan

    @property
    def is_changed(self) -> bool:
        """Whether something of it is not saved."""
        return self.is_edited or not self.plan.plan_id


def plans() -> Plans:
    return Plans(store.warehouse())


def on_desk() -> Work | None:
    work: Work | None = st.session_state.get(_WORK)
    return work


def put(work: Work | None) -> None:
    """Lay a plan on the desk; its sheet is drawn anew."""
    st.session_state[_WORK] = work
    st.session_state[_DRAWN] = drawn() + 1


def drawn() -> int:
    """How often the sheet was drawn anew: its widgets carry it, so that no old typing shows."""
    return int(st.session_state.get(_DRAWN, 0))


def opened(plan: Plan) -> Work:
    return Work(plan, plan)


def refused(error: Text) -> None:
    """Say why an edit was refused; the plan stays as it was."""
    if work := on_desk():
        put(replace(work, error=error))


def changed(plan: Plan) -> None:
    if work := on_desk():
        put(replace(work, plan=plan, error=None))
