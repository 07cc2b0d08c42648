"""One change of several risks at once: what is left open stays as it is in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from salesdash.catalog.risks.risk import FIELD_NAMES, RESPONSES, STATUSES, Risk
from salesdash.errors import SalesdashError
from salesdash.text import Text
from salesdash.ui.actions import people
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.register import Register

MANY = Text("批量修改 {n} 项", "Edit {n} {n:risk|risks}")
AS_IT_IS = Text("不改", "As it is")
SAVE = Text("保存到 {n} 项", "Save to {n} {n:risk|risks}")
CHOICES = {"status": STATUSES, "response": RESPONSES}
DAYS = ("due", "review")
FIELDS = ("owner", *CHOICES, *DAYS)
_KEY, _FAULT, _SAVED, _ROUND = "many_{}_{}", "many_fault", "many_saved", "many_round"


def open_form(register: Register, risks: Sequence[Risk], screen: Screen) -> None:
    """Open the form on these risks, each field left open."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    title = screen.say(MANY.format(n=len(risks)))
    forms.over_page(title, width="large")(_form)(register, risks, screen)


def changed(risks: Sequence[Risk], typed: Mapping[str, Any]) -> list[Risk]:
    """Each risk with what was typed; what is None stays as it is."""
    meant = {field: value for field, value in typed.items() if value is not None}
    return [replace(risk, **meant) for risk in risks]


def _form(register: Register, risks: Sequence[Risk], screen: Screen) -> None:
    lang = screen.lang
    st.caption(safe("、".join(risk.title for risk in risks)))
    owner, *places = st.columns(1 + len(CHOICES))
    with owner:
        people.choose(screen, FIELD_NAMES["owner"][lang], _key("owner"))
    for place, (field, options) in zip(places, CHOICES.items(), strict=True):
        names = {key: choice.name[lang] for key, choice in options.items()}
        place.selectbox(
            FIELD_NAMES[field][lang], list(names), index=None, key=_key(field),
            placeholder=AS_IT_IS[lang], format_func=names.__getitem__,
        )  # fmt: skip
    for place, field in zip(st.columns(len(DAYS)), DAYS, strict=True):
        place.date_input(FIELD_NAMES[field][lang], None, key=_key(field), format="YYYY-MM-DD")
    st.button(
        screen.say(SAVE.format(n=len(risks))), type="primary", icon=":material/save:", key="many_save",
        on_click=_save, args=(register, risks),
    )  # fmt: skip
    if st.session_state.pop(_SAVED, False):
        st.rerun()
    if words := st.session_state.pop(_FAULT, None):
        st.error(safe(words[lang]), icon=":material/error:")


def _save(register: Register, risks: Sequence[Risk]) -> None:
    """All of them or none; whoever was first is named."""
    typed = {field: st.session_state.get(_key(field)) for field in FIELDS}
    try:
        register.write_all((), changed(risks, typed), who())
    except SalesdashError as error:
        st.session_state[_FAULT] = error.message
    else:
        st.session_state[_SAVED] = True


def _key(field: str) -> str:
    return _KEY.format(st.session_state.get(_ROUND, 0), field)
