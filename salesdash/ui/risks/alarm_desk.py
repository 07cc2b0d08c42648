"""What has fired: the same on the overview and on the page of risks."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.catalog.risks.risk import Risk
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.risks import alarms
from salesdash.figures.risks.alarms import Watched
from salesdash.text import Text, plain
from salesdash.ui.actions.action_form import promised
from salesdash.ui.figure.cards import LIGHT_HUES
from salesdash.ui.screen import Screen
from salesdash.ui.session import store
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.firings import Firings
from salesdash.warehouse.typed.register import Register

TO_REGISTER = Text("到风险台账处理", "To the register")
MAKE = Text("预案 {n} 步转为行动", "Make {n:the step an action|the {n} steps actions}")
WHICH = Text("看哪项的预案", "Plan of")


def open_firings() -> Firings:
    return Firings(store.warehouse())


def watched(screen: Screen, risks: Sequence[Risk] | None = None) -> list[Watched]:
    """Every trigger of the register as it stands."""
    known = Register(screen.warehouse).risks() if risks is None else risks
    return alarms.watched(screen.ask, known, open_firings().all())


def plan(screen: Screen, found: Sequence[Watched]) -> Figure | None:
    """The checklist of the plan that was set off, the one chosen where they are several; None where none was."""
    fired = {
        str(one.risk.risk_id): one.firing
        for one in found
        if one.firing is not None and one.firing.lasts
    }
    if not fired:
        return None
    chosen = next(iter(fired))
    if len(fired) > 1:
        names = {key: plain(firing.title) for key, firing in fired.items()}
        chosen = screen.choose("fired", WHICH, names, as_list=True, is_plain=True)
    return alarms.checklist(screen.ask, screen.scope, fired[chosen])


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


def make_promises(screen: Screen, found: Sequence[Watched]) -> None:
    """One click makes a promise of every line of the plans that were set off, for the owner of the risk."""
    actions = Actions(screen.warehouse)
    made = {(one.of_risk, one.title) for one in actions.actions()}
    due = [
        Action(
            step.words, firing.owner, day, kpi=firing.trigger.metric, link_by=firing.trigger.by,
            link_member=firing.trigger.member, of_risk=firing.risk_id,
        )
        for one in found
        if (firing := one.firing) is not None and firing.lasts
        for step, day in alarms.dated_steps(firing)
        if (firing.risk_id, step.words) not in made
    ]  # fmt: skip
    if due and st.button(
        screen.say(MAKE.format(n=len(due))), icon=":material/add_task:", key="plan_actions"
    ):
        actions.add_all([promised(one, screen) for one in due], who())
        st.rerun()
