"""What has fired: the same on the overview and on the page of risks."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.catalog.risks.risk import Risk
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.risks import alarms, plan_lines
from salesdash.figures.risks.alarms import Watched
from salesdash.text import Text, plain
from salesdash.ui.actions import action_form
from salesdash.ui.actions.action_form import promised
from salesdash.ui.figure.cards import LIGHT_HUES
from salesdash.ui.screen import Screen
from salesdash.ui.session import store
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.firings import Firings
from salesdash.warehouse.typed.register import Register

TO_REGISTER = Text("到风险台账处理", "Register")
MAKE = Text("预案 {n} 步转为行动", "Make {n:the step an action|the {n} steps actions}")
ONE = Text("或只把其中一步记为行动", "Or make one of them an action")
WHICH = Text("看哪项的预案", "Plan of")
ROOM = 420  # px; a line of a plan
_ONE = "plan_action"


def open_firings() -> Firings:
    return Firings(store.warehouse())


def watched(screen: Screen, risks: Sequence[Risk] | None = None) -> list[Watched]:
    """Every trigger of the register as it stands."""
    known = Register(screen.warehouse).risks() if risks is None else risks
    return alarms.watched(screen.ask, known, open_firings().all())


def plan(screen: Screen, triggers: Sequence[Watched]) -> Figure | None:
    """The checklist of the plan that was set off, the one chosen where they are several; None where none was."""
    fired = {
        str(one.risk.risk_id): one.firing
        for one in triggers
        if one.firing is not None and one.firing.lasts
    }
    if not fired:
        return None
    chosen = next(iter(fired))
    if len(fired) > 1:
        names = {key: plain(firing.title) for key, firing in fired.items()}
        chosen = screen.choose("fired", WHICH, names, as_list=True, is_plain=True)
    return plan_lines.checklist(screen.ask, screen.scope, fired[chosen])


def line(screen: Screen, pressing: Sequence[Watched]) -> None:
    """What has fired or is near in one line that leads to the register; nothing where nothing has."""
    light, state = alarms.state_of(pressing)
    if not light:
        return
    coloured = f":{LIGHT_HUES[light]}[{SHAPES[light]} {safe(screen.say(state))}]"
    words = f"{coloured} {safe(screen.say(alarms.named(pressing)))}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(words, width="content")
        st.page_link("pages/risks.py", label=screen.say(TO_REGISTER), icon=":material/warning:")


def make_promises(screen: Screen, triggers: Sequence[Watched]) -> None:
    """One click makes a promise of every line of the plans that were set off, for the owner of the risk; or the form
    opens on the one that is chosen."""
    actions = Actions(screen.warehouse)
    due = plan_lines.to_promise(triggers, actions.actions())
    if not due:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        is_all = st.button(
            screen.say(MAKE.format(n=len(due))), icon=":material/add_task:", key="plan_actions"
        )
        if len(due) > 1:
            st.selectbox(
                screen.say(ONE), range(len(due)), index=None, key=_ONE, placeholder=screen.say(ONE),
                label_visibility="collapsed", width=ROOM, format_func=lambda n: due[n].title,
                on_change=_ask_for, args=(due,),
            )  # fmt: skip
    if is_all:
        actions.add_all([promised(one, screen) for one in due], who())
        st.rerun()


def _ask_for(due: Sequence[Action]) -> None:
    """Open the form on the line that was chosen, and let another be chosen after it."""
    chosen: int | None = st.session_state[_ONE]
    st.session_state[_ONE] = None
    if chosen is not None:
        action_form.ask_for(due[chosen])
