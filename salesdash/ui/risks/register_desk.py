"""The register at work: pick a risk, change it, take it out, see what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from salesdash.catalog.risks.contingency import CONTINGENCIES
from salesdash.catalog.risks.risk import Risk
from salesdash.errors import SalesdashError
from salesdash.figures.risks.entries import register
from salesdash.text import Lang, Text
from salesdash.ui.figure.grid import as_table, coloured
from salesdash.ui.risks import many_form, out_and_back
from salesdash.ui.risks.risk_form import open_form
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms, store
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.register import Register

ADD = Text("新增风险", "Add a risk")
EDIT = Text("修改", "Edit")
REMOVE = Text("删除", "Remove")
PICK = Text(
    "在表中选一行修改或删除，选几行一起改。",
    "Select a row to edit or remove it, several to edit them at once.",
)
SURE = Text(
    "确定删除“{title}”吗？修改历史会保留。", "Remove “{title}”? Its history of changes stays."
)
PLANS = Text(
    "手册里的应急预案，可以直接拿来登记：", "The handbook's contingency plans, ready to begin with:"
)
BEGIN = Text("以此登记一项风险", "Register a risk with it")
KEEP = Text("保留", "Keep it")
# px, of the columns that find room on the screen
ROOM = {
    "number": 45, "title": 420, "level": 60, "score": 50, "owner": 145, "status": 75, "due": 95, "review": 95,
    "exposure": 85,
}  # fmt: skip


def open_register() -> Register:
    return Register(store.warehouse())


def work_on(register: Register, risks: Sequence[Risk], screen: Screen) -> None:
    """The table of all risks with what can be done to the one picked."""
    lang = screen.lang
    buttons = st.container(horizontal=True, vertical_alignment="center")
    chosen = _table(risks, screen) if risks else []
    picked = chosen[0] if len(chosen) == 1 else None
    if not risks:
        _begin(register, screen)
    with buttons:
        if st.button(ADD[lang], type="primary", icon=":material/add:", key="risk_add"):
            open_form(register, Risk(), screen)
        if not risks:
            out_and_back.offer(register, risks, screen)
            return
        out_and_back.offer(register, risks, screen)
        none = picked is None
        if st.button(EDIT[lang], icon=":material/edit:", key="risk_edit", disabled=none) and picked:
            open_form(register, picked, screen)
        if (
            st.button(REMOVE[lang], icon=":material/delete:", key="risk_remove", disabled=none)
            and picked
        ):
            forms.over_page(REMOVE[lang])(_confirm)(register, picked, lang)
        if len(chosen) > 1:
            many = many_form.MANY.format(n=len(chosen))
            if st.button(screen.say(many), icon=":material/edit_note:", key="risk_many"):
                many_form.open_form(register, chosen, screen)
        elif none:
            st.caption(PICK[lang])


def _begin(register: Register, screen: Screen) -> None:
    """The handbook's plans, each of them a way to begin an empty register."""
    lang = screen.lang
    st.caption(safe(PLANS[lang]))
    for plan in CONTINGENCIES.values():
        with st.expander(plan.name[lang]):
            st.text(plan.steps[lang])
            if st.button(BEGIN[lang], icon=":material/add:", key=f"risk_begin_{plan.key}"):
                first = Risk(category=plan.categories[0], contingency=plan.steps[lang])
                open_form(register, first, screen)


def _table(risks: Sequence[Risk], screen: Screen) -> list[Risk]:
    """Draw the table; returns the risks whose rows are selected. What finds no room stands in the form."""
    figure = register(risks).in_(screen.lang)
    values, columns = as_table(figure, screen.mode)
    fitted: dict[str, Any] = {key: {**columns[key], "width": wide} for key, wide in ROOM.items()}
    event = st.dataframe(
        coloured(values[list(ROOM)], figure, screen.mode),
        hide_index=True,
        width="stretch",
        column_config=fitted,
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="",
        # rows move when the register changes: an old selection would mean another risk
        key=f"risk_table_{open_register().edition}",
    )
    return [risks[row] for row in event.selection.rows if row < len(risks)]


def _confirm(register: Register, risk: Risk, lang: Lang) -> None:
    st.markdown(safe(SURE.format(title=risk.title)[lang]))
    with st.container(horizontal=True):
        sure = st.button(REMOVE[lang], type="primary", icon=":material/delete:", key="risk_sure")
        if st.button(KEEP[lang], key="risk_keep"):
            st.rerun()
    if not sure:
        return
    try:
        register.remove(risk, who())
    except SalesdashError as error:
        st.error(safe(error.message[lang]), icon=":material/sync_problem:")
    else:
        st.rerun()
