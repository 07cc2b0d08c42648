"""The sheet on which a promise is written; whoever comes second is told, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import streamlit as st

from salesdash.catalog.actions import FIELD_NAMES, MOST_LETTERS, STATUSES, Action
from salesdash.errors import ConflictError, SalesdashError
from salesdash.figures.actions import board
from salesdash.figures.actions.effect import value_now
from salesdash.text import Text
from salesdash.ui.actions import due_day, links, people
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms
from salesdash.ui.session.browser import focus
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import remember, who
from salesdash.warehouse.typed.actions import Actions

NEW, CHANGE = Text("新增行动", "New promise"), Text("修改行动", "Edit promise")
SAVE, BY = Text("保存", "Save"), Text("修改人", "Edited by")
NO_KPI = Text("不关联指标", "None")
LINKED = Text("关联：{about}", "About: {about}")
NOTE = Text("记为行动", "Make it an action")
LINK = ("kpi", "link_by", "link_member")
NAME = 240  # px
_OPENED, _ASKED, _BY = "action_forms_opened", "action_asked", "by"
_TYPED = (
    "title", "owner", "due", "done_when", "effect", "worth", "status", "kpi", "link_by", "link_member",
)  # fmt: skip
# keys by which the form is saved while somebody types in it
KEYS = "Ctrl+Enter"

Then = Callable[[int], None]  # hears the number of a new promise once it is saved
Keep = Callable[[Action, str], Action]  # keeps a new one, under the name of who wrote it


@dataclass(frozen=True, slots=True)
class Form:
    """One opening of the form: its widgets have keys of their own, so that no old typing shows."""

    number: int
    screen: Screen

    def key(self, field: str) -> str:
        return f"action_{self.number}_{field}"

    def value(self, field: str) -> Any:
        return st.session_state.get(self.key(field))

    def put(self, field: str, value: object) -> None:
        st.session_state[self.key(field)] = value

    def title(self, field: str) -> str:
        return FIELD_NAMES[field][self.screen.lang]


def ask_for(action: Action, then: Then | None = None, keep: Keep | None = None) -> None:
    """Have the form open on this promise in the next run, whatever was clicked; `then` is called with its number
    once a new one is saved, `keep` takes it in the place of the list of promises alone."""
    st.session_state[_ASKED] = (action, then, keep)


def is_asked() -> bool:
    """Whether the form opens in this run."""
    return _ASKED in st.session_state


def offer(screen: Screen, key: str, action: Action) -> None:
    """A button that makes a promise of what stands beside it."""
    st.button(
        NOTE[screen.lang], icon=":material/add_task:", key=key, on_click=ask_for, args=(action,)
    )


def open_asked(screen: Screen) -> bool:
    """Open the form where a click asked for it; whether it did."""
    asked: tuple[Action, Then | None, Keep | None] | None = st.session_state.pop(_ASKED, None)
    if asked is None:
        return False
    action, then, keep = asked
    number = st.session_state.get(_OPENED, 0) + 1
    st.session_state[_OPENED] = number
    form = Form(number, screen)
    form.put("base", action)
    form.put("then", then)
    form.put("keep", keep)
    for field in _TYPED:
        form.put(field, _shown(getattr(action, field)))
    if action.kpi not in board.kpis():
        form.put("kpi", None)
    form.put(_BY, who())
    title = screen.say(CHANGE if action.action_id else NEW)
    forms.over_page(title, width="large")(_form)(form)
    return True


def _form(form: Form) -> None:
    lang, base = form.screen.lang, _base(form)
    if words := form.value("error"):
        st.error(safe(words[lang]), icon=":material/error:")
    st.text_area(form.title("title"), key=form.key("title"), height=70)
    owner, due, status = st.columns(3)
    with owner:
        people.choose(form.screen, form.title("owner"), form.key("owner"))
    is_open = STATUSES[form.value("status")].is_open
    due_day.choose(
        due, form.title("due"), form.key("due"), form.screen.scope.as_of, lang, is_open=is_open
    )
    status.selectbox(
        form.title("status"), list(STATUSES), key=form.key("status"),
        format_func=lambda key: STATUSES[key].name[lang],
    )  # fmt: skip
    done_when, effect, worth = st.columns([5, 5, 3])
    done_when.text_input(form.title("done_when"), key=form.key("done_when"))
    effect.text_input(form.title("effect"), key=form.key("effect"))
    worth.number_input(form.title("worth"), key=form.key("worth"), min_value=0.0, value=None)
    _linked(form)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(BY[lang], key=form.key(_BY), max_chars=MOST_LETTERS["owner"], width=NAME)
        st.button(SAVE[lang], type="primary", icon=":material/save:", on_click=_save, args=(form,),
                  shortcut=KEYS)  # fmt: skip
    if about := board.about(replace(base, kpi=None, link_by=None, link_member=None)):
        st.caption(safe(LINKED.format(about=about)[lang]))
    focus.first_field(form.key("focus"))
    if form.value("saved"):
        st.rerun()


def _linked(form: Form) -> None:
    """The figure by which it is seen whether it helped: a KPI, of the company or of one member."""
    base = _base(form)
    kpi, by, member = st.columns([5, 3, 4])
    _choose(kpi, form, "kpi", board.kpis(), NO_KPI)
    _choose(by, form, "link_by", links.dimensions(form.screen, base.link_by), links.NOTHING)
    dimension = form.value("link_by")
    kept = base.link_member if base.link_by == dimension else None
    with member:
        links.choose(
            form.screen, form.title("link_member"), form.key("link_member"), dimension, kept
        )


def _choose(place: Any, form: Form, field: str, options: Mapping[str, Text], none: Text) -> None:
    lang = form.screen.lang
    place.selectbox(
        form.title(field), list(options), index=None, key=form.key(field), placeholder=none[lang],
        format_func=lambda key: options[key][lang],
    )  # fmt: skip


def _save(form: Form) -> None:
    """Keep what was typed, or say why not: then the form stays open with it."""
    actions, by = Actions(form.screen.warehouse), str(form.value(_BY) or "").strip()
    remember(by)
    typed = _typed(form)
    try:
        if typed.action_id:
            actions.edit(typed, by)
        else:
            keep: Keep = form.value("keep") or actions.add
            kept = keep(typed, by)
            if then := form.value("then"):
                then(kept.action_id)
    except ConflictError as error:
        form.put("error", error.message)
        _lay_over_newest(actions, form, typed)
    except SalesdashError as error:
        form.put("error", error.message)
    else:
        form.put("saved", True)


def _lay_over_newest(actions: Actions, form: Form, typed: Action) -> None:
    """Let the form show both edits: what this editor left alone takes the other's new value."""
    base = _base(form)
    newest = next((a for a in actions.actions() if a.action_id == base.action_id), None)
    if newest is None:
        form.put("base", replace(base, action_id=0, revision=0))
        return
    for field in _TYPED:
        if getattr(typed, field) == getattr(base, field):
            form.put(field, _shown(getattr(newest, field)))
    form.put("base", newest)


def _shown(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _typed(form: Form) -> Action:
    base = _base(form)
    values = {field: form.value(field) for field in _TYPED}
    if values["worth"] is not None:
        values["worth"] = Decimal(str(values["worth"]))
    texts = {field: values[field] or "" for field in ("title", "owner", "done_when", "effect")}
    typed = replace(base, **values | texts)
    if typed.status == "done" and base.done_on is None:
        typed = replace(typed, done_on=form.screen.scope.as_of)
    is_as_linked = all(getattr(typed, key) == getattr(base, key) for key in LINK)
    return typed if typed.action_id and is_as_linked else promised(typed, form.screen)


def promised(action: Action, screen: Screen) -> Action:
    """The promise with the day of the data on which it is made, and its KPI on it."""
    return replace(action, promised_on=screen.scope.as_of, value_then=value_now(screen.ask, action))


def _base(form: Form) -> Action:
    base: Action = form.value("base")
    return base
