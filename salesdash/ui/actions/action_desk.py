"""Promises at work: pick one, change it, see whether it helped."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.figures.actions import board, effect
from salesdash.text import Text
from salesdash.ui.actions import action_form, out_and_back
from salesdash.ui.figure.grid import as_table, coloured
from salesdash.ui.screen import PROOF, Screen
from salesdash.ui.session import store
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions

ADD, EDIT = Text("新增行动", "Add a promise"), Text("修改", "Edit")
REMOVE = Text("删除", "Remove")
PICK = Text(
    "在表中选一行，可修改，并看它有没有用。", "Select a row to edit it and see whether it helped."
)
HIGH = 330  # px; the table of promises on the first screen


def open_actions() -> Actions:
    return Actions(store.warehouse())


def work_on(screen: Screen, actions: Sequence[Action]) -> None:
    """The table of all promises, what can be done to the one picked, and its effect."""
    lang = screen.lang
    buttons = st.container(horizontal=True, vertical_alignment="center")
    picked = _table(screen, actions) if actions else None
    with buttons:
        st.button(ADD[lang], type="primary", icon=":material/add:", key="action_add",
                  on_click=action_form.ask_for, args=(Action(),))  # fmt: skip
        if not actions:
            return
        out_and_back.offer(screen, actions)
        st.button(EDIT[lang], icon=":material/edit:", key="action_edit", disabled=picked is None,
                  on_click=action_form.ask_for, args=(picked,))  # fmt: skip
        if (
            st.button(
                REMOVE[lang], icon=":material/delete:", key="action_remove", disabled=picked is None
            )
            and picked
        ):
            Actions(screen.warehouse).remove(picked, who())
            st.rerun()
        if picked is None:
            st.caption(PICK[lang])
    if picked:
        shown = screen.answer(effect.figures, picked)
        screen.row(*shown, weights=(4, 3), height=PROOF)
        if not effect.can_compare(screen.ask, picked):
            screen.note(effect.NOTHING_BESIDE)


def _table(screen: Screen, actions: Sequence[Action]) -> Action | None:
    """Draw the table; returns the promise whose row is selected."""
    kept = open_actions()
    carried = kept.carried_over()
    figure = board.table(screen.ask, screen.scope, actions, carried).in_(screen.lang)
    values, columns = as_table(figure, screen.mode)
    event = st.dataframe(
        coloured(values, figure, screen.mode), hide_index=True, width="stretch", height=HIGH, column_config=columns,
        on_select="rerun", selection_mode="single-row", placeholder="–",
        # rows move when a promise changes: an old selection would mean another one
        key=f"action_table_{kept.edition}",
    )  # fmt: skip
    rows = event.selection.rows
    return actions[rows[0]] if rows and rows[0] < len(actions) else None
