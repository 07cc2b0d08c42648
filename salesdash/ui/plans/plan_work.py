"""The plan on the desk: as it was opened, as it is now, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException

from salesdash.analysis.splitting.plan_edit import CellEdit, moves
from salesdash.catalog.plans import Plan
from salesdash.text import Text
from salesdash.ui.session import store
from salesdash.warehouse.typed.plans.versions import Plans

Step = Literal["approve", "withdraw"]
_WORK = "plan_work"
_DRAWN, _SHEET_DRAWN = "plan_drawn", "plan_sheet_drawn"


@dataclass(frozen=True, slots=True)
class Work:
    """`seen` is the plan as it was opened or made, `plan` what became of it and is not saved yet.

    `past` is what it was before each edit. `as_new`: it is to be saved as a version of its own.
    `notes` say what is to be known of how it was made, `share_note` what the last edit came to, `error`
    why it was refused.
    `step` is what was asked for and is still to be confirmed.
    """

    seen: Plan
    plan: Plan
    past: tuple[Plan, ...] = ()
    as_new: bool = False
    notes: tuple[Text, ...] = ()
    share_note: Text | None = None
    error: Text | None = None
    step: Step | None = None

    @property
    def moved(self) -> list[CellEdit]:
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


def put(work: Work | None, *, sheet_stays: bool = False) -> None:
    """Lay a plan on the desk; all of it is drawn anew, its sheet unless it `sheet_stays`."""
    st.session_state[_WORK] = work
    st.session_state[_DRAWN] = drawn() + 1
    if not sheet_stays:
        st.session_state[_SHEET_DRAWN] = drawn()


def drawn() -> int:
    """How often the desk was drawn anew: its widgets carry it, so that no old choice shows."""
    return int(st.session_state.get(_DRAWN, 0))


def sheet_drawn() -> int:
    """The same of the sheet, so that no old typing shows."""
    return int(st.session_state.get(_SHEET_DRAWN, 0))


def draw_anew() -> NoReturn:
    """End this run and draw the desk again; in a run of the whole page, the page with it."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # this run is not the desk's own
        st.rerun()


def opened(plan: Plan) -> Work:
    return Work(plan, plan)


def refused(error: Text) -> None:
    """Say why an edit was refused; the plan stays as it was."""
    if work := on_desk():
        put(replace(work, error=error, step=None))


def changed(
    plan: Plan, words: Text | None = None, *, as_new: bool = False, sheet_stays: bool = False
) -> None:
    """Let the plan be this one; what it was can be had back step by step."""
    if work := on_desk():
        put(
            replace(
                work,
                plan=plan,
                past=(*work.past, work.plan),
                as_new=work.as_new or as_new,
                share_note=words,
                error=None,
                step=None,
            ),
            sheet_stays=sheet_stays,
        )


def undo() -> None:
    """Take the last edit back."""
    if (work := on_desk()) and work.past:
        *past, plan = work.past
        as_new = work.as_new and plan is not work.seen
        back = replace(work, plan=plan, past=tuple(past), as_new=as_new)
        put(replace(back, share_note=None, error=None, step=None))
