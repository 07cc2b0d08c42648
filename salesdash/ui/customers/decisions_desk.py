"""What is decided of a customer by hand, with its reason and its day; and what was decided before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.customers.groups import FORMER, TIERS
from salesdash.errors import SalesdashError
from salesdash.figures.comparison import capital
from salesdash.text import Text
from salesdash.ui.actions import people
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.customers import (
    NAMES,
    OWNER,
    SEGMENT,
    TIER,
    CustomerDecision,
    decide,
    decisions,
)

OPEN = Text("指定分层、影响力、类型、负责人", "Set a tier, influence, segment or owner")
WHOM, WHAT = Text("客户", "Customer"), Text("指定什么", "What")
VALUE, REASON, SINCE = Text("定为", "Set to"), Text("理由", "Reason"), Text("从哪天起", "From")
BY_DATA = Text("不指定，按数据", "None: as the data say")
SAVE = Text("保存", "Save")
HISTORY = Text(
    "{at} {by} · {what}：{value}（从 {since} 起），{reason}",
    "{at} {by} · {what}: {value} (from {since}), {reason}",
)
RULES = Text("权重与分层线", "Weights and cuts")


def show(screen: Screen, listed: Sequence[str]) -> None:
    """Where one of the customers listed is decided about; beside it the rules of the score."""
    with st.container(horizontal=True, vertical_alignment="center"):
        is_asked = st.button(
            screen.say(OPEN), icon=":material/edit:", key="decide", disabled=not listed
        )
        st.page_link(
            "pages/settings.py",
            label=screen.say(RULES),
            icon=":material/tune:",
            query_params={
                "group": "limits",
                "part": "rules",
                "subject": "tiers_by",
                "lang": screen.lang,
            },
        )
    if is_asked:
        forms.over_page(screen.say(OPEN), width="large")(_sheet)(screen, listed)


def _sheet(screen: Screen, listed: Sequence[str]) -> None:
    """Whom, what of him, the form, and all that was decided of him before."""
    whom, what_of = st.columns(2)
    customer = str(whom.selectbox(screen.say(WHOM), listed, key="decide_customer"))
    what = str(
        what_of.segmented_control(
            screen.say(WHAT), list(NAMES), default=TIER, required=True, key="decide_what",
            format_func=lambda key: capital(NAMES[key])[screen.lang],
        )
    )  # fmt: skip
    _form(screen, customer, what)
    for one in decisions(screen.warehouse, customer):
        st.caption(safe(_words(one)[screen.lang]))


def _form(screen: Screen, customer: str, what: str) -> None:
    lang = screen.lang
    with st.form("decide_form", border=False):
        to, from_day = st.columns(2)
        with to:
            value = _value(what, screen)
        since = from_day.date_input(
            screen.say(SINCE), value=screen.scope.as_of, format="YYYY-MM-DD"
        )
        reason = st.text_input(screen.say(REASON))
        is_saved = st.form_submit_button(screen.say(SAVE), type="primary")
    if is_saved:
        try:
            decide(
                screen.warehouse,
                customer,
                what,
                value or None,
                reason=reason,
                since=since,
                by=who(),
            )
        except SalesdashError as error:
            st.error(safe(error.message[lang]), icon=":material/error:")
        else:
            st.rerun()


def _value(what: str, screen: Screen) -> str:
    """What it is set to; blank leaves it to the data."""
    lang = screen.lang
    if what == OWNER:
        people.choose(screen, VALUE[lang], "decide_owner")
        return st.session_state["decide_owner"] or ""
    if what == SEGMENT:
        return st.text_input(VALUE[lang], placeholder=BY_DATA[lang], key="decide_segment")
    offered = [key for key in TIERS if key != FORMER] if what == TIER else list("12345")
    return str(
        st.selectbox(
            VALUE[lang],
            ["", *offered],
            format_func=lambda key: _said(what, key)[lang],
            key=f"decide_{what}",
        )
    )


def _said(what: str, value: str | None) -> Text:
    if not value:
        return BY_DATA
    return TIERS[value] if what == TIER else Text(value, value)


def _words(one: CustomerDecision) -> Text:
    return HISTORY.format(
        at=local(one.at),
        by=one.by,
        what=capital(NAMES[one.what]),
        value=_said(one.what, one.value),
        since=one.since,
        reason=one.reason,
    )
