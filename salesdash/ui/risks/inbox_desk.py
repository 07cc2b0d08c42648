"""What waits for a decision: each with its proof, and four ways to answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from salesdash.errors import SalesdashError
from salesdash.figures.comparison import day_name
from salesdash.figures.inbox import table
from salesdash.figures.inbox.inbox import inbox
from salesdash.figures.inbox.kept import ACTION, RISK, kept_in
from salesdash.figures.inbox.proofs import proof
from salesdash.figures.inbox.waiting import WaitingCase
from salesdash.figures.signals.record import record_of
from salesdash.text import Text, plain
from salesdash.ui.actions import action_form, people
from salesdash.ui.figure import clicks, show
from salesdash.ui.figure.lines import Act
from salesdash.ui.risks.risk_form import open_form
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.decisions import Decision, Decisions, How
from salesdash.warehouse.typed.register import Register

WAIT = timedelta(days=7)  # after which what was put off is looked at again
CHART = 300  # px
WORDS: dict[str, tuple[Text, Text, str]] = {
    "look": (
        Text("证据", "Proof"), Text("看证据，再决定", "See the proof, then decide"), ":material/monitoring:",
    ),
    "accepted": (
        Text("接受", "Take"), Text("接受：登记为风险或行动", "Accept: a risk or an action"), ":material/add_task:",
    ),
    "asked": (
        Text("问人", "Ask"), Text("先问负责人，一周后再看", "Ask its owner, back in a week"),
        ":material/contact_support:",
    ),
    "later": (
        Text("稍后", "Later"), Text("暂不处理，一周后再看", "Not now, back in a week"), ":material/schedule:",
    ),
    "dismissed": (
        Text("忽略", "Drop"), Text("忽略：写明原因，再恶化才回来", "Dismiss, with a reason: back only when worse"),
        ":material/block:",
    ),
}  # fmt: skip
AS_RISK, AS_ACTION = Text("登记为风险", "Make it a risk"), Text("记为行动", "Make it an action")
REASON, ASKED = Text("为什么忽略", "Why it is dismissed"), Text("问谁", "Who is asked")
DISMISS, ASK, LATER = (
    Text("忽略", "Dismiss"),
    Text("记下", "Note it"),
    Text("一周后再看", "Back in a week"),
)
NEXT = Text("建议 {day}前：{how}", "By {day}, if you agree: {how}")
DONE = Text("已记下：{what}", "Noted: {what}")
UNDO = Text("撤销", "Undo")
_ASKED_FOR, _DONE, _FAULT, _REASON, _WHO, _RISK = (
    "inbox_asked_for", "inbox_done", "inbox_fault", "inbox_reason", "inbox_who", "inbox_risk_asked_for",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Opened:
    item: WaitingCase
    how: str


def show_inbox(screen: Screen) -> None:
    """The table, a row each, with its answers; then the sheet of the one that was clicked."""
    items = inbox(screen.ask, screen.scope, kept_in(screen.warehouse, screen.ask))
    _say_done(screen)
    acts = [
        Act(how, name[screen.lang], about[screen.lang], icon, _clicked(screen, how, items))
        for how, (name, about, icon) in WORDS.items()
    ]
    screen.show(table.table(items, screen.scope), acts=acts)
    opened: _Opened | None = st.session_state.pop(_ASKED_FOR, None)
    if opened:
        title = screen.say(opened.item.name)
        forms.over_page(safe(title), width="large")(_sheet)(screen, opened.item, opened.how)


def decisions(screen: Screen) -> list[Decision]:
    return Decisions(screen.warehouse).all()


def _clicked(screen: Screen, how: str, items: list[WaitingCase]) -> Callable[[int], None]:
    def clicked(row: int) -> None:
        clicks.forget()
        if how == "later":
            _decide(screen, items[row], "later")
        else:
            st.session_state[_ASKED_FOR] = _Opened(items[row], how)

    return clicked


def _sheet(screen: Screen, item: WaitingCase, how: str) -> None:
    """What was seen, what proves it, how often such was right, and the answers."""
    lang = screen.lang
    st.markdown(safe(table.what(item)[lang]))
    screen.note(table.also(item))
    screen.note(NEXT.format(day=day_name(item.due), how=item.how))
    figure = proof(screen.ask, item, Actions(screen.warehouse).actions())
    if figure is not None:
        show.show(figure.in_(lang), screen.mode, CHART, "inbox_")
    if item.source == "signal":
        screen.note(record_of(screen.ask, screen.scope, item.asked[0]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if how in ("look", "accepted"):
            _accept(screen, item)
        if how in ("look", "asked"):
            _ask_owner(screen, item)
        if how in ("look", "dismissed"):
            _dismiss(screen, item)
        if how == "look":
            st.button(
                LATER[lang], key="inbox_later", on_click=_decide, args=(screen, item, "later")
            )
    if words := st.session_state.pop(_FAULT, None):
        st.error(safe(words[lang]), icon=":material/error:")
    elif st.session_state.get(_DONE):
        st.rerun()


def _accept(screen: Screen, item: WaitingCase) -> None:
    """A risk or a promise, prefilled; it is accepted once that is saved."""
    if st.button(
        screen.say(AS_ACTION), type="primary", icon=":material/add_task:", key="inbox_action"
    ):
        action_form.ask_for(item.action(screen.lang), _accepted(screen, item, ACTION))
        st.rerun()
    if item.of_risk is None and st.button(
        screen.say(AS_RISK), icon=":material/warning:", key="inbox_risk"
    ):
        st.session_state[_RISK] = item
        st.rerun()


def open_risk_asked(screen: Screen, register: Register) -> None:
    """The form of a risk that was asked for in the sheet, in its place."""
    item: WaitingCase | None = st.session_state.pop(_RISK, None)
    if item is not None:
        open_form(register, item.risk(screen.lang), screen, _accepted(screen, item, RISK))


def _accepted(screen: Screen, item: WaitingCase, made: str) -> Callable[[int], None]:
    return lambda number: _decide(screen, item, "accepted", made=made.format(number))


def _ask_owner(screen: Screen, item: WaitingCase) -> None:
    st.session_state.setdefault(_WHO, item.owner or None)
    people.choose(screen, screen.say(ASKED), _WHO)
    st.button(screen.say(ASK), key="inbox_ask", on_click=_from_sheet, args=(screen, item, "asked"))


def _dismiss(screen: Screen, item: WaitingCase) -> None:
    st.text_input(screen.say(REASON), key=_REASON)
    st.button(
        screen.say(DISMISS), key="inbox_dismiss", on_click=_from_sheet,
        args=(screen, item, "dismissed"),
    )  # fmt: skip


def _from_sheet(screen: Screen, item: WaitingCase, how: How) -> None:
    reason = str(st.session_state.get(_REASON) or "") if how == "dismissed" else ""
    asked = str(st.session_state.pop(_WHO, "") or "") if how == "asked" else ""
    _decide(screen, item, how, reason=reason.strip(), asked=asked.strip())


def _decide(
    screen: Screen,
    item: WaitingCase,
    how: How,
    *,
    reason: str = "",
    asked: str = "",
    made: str = "",
) -> None:
    """Keep it; the next run says so, or why not."""
    day = screen.scope.as_of
    until = day + WAIT if how in ("asked", "later") else None
    one = Decision(
        item.key, how, day, item.seen, until, plain(reason), asked, made, item.sentence, who()
    )  # fmt: skip
    try:
        number = Decisions(screen.warehouse).decide(one)
    except SalesdashError as error:
        st.session_state[_FAULT] = error.message
    else:
        st.session_state[_DONE] = (number, table.HOWS[how], item.name)
        st.session_state.pop(_REASON, None)


def _say_done(screen: Screen) -> None:
    """What was decided last, with the way back."""
    done = st.session_state.pop(_DONE, None)
    if done is None:
        return
    number, how, name = done
    words = DONE.format(what=name + Text("，", ", ") + how)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(safe(screen.say(words)), width="content")
        st.button(
            screen.say(UNDO), type="tertiary", icon=":material/undo:", key="inbox_undo",
            on_click=_take_back, args=(screen, number),
        )  # fmt: skip


def _take_back(screen: Screen, number: int) -> None:
    decisions = Decisions(screen.warehouse)
    one = next((one for one in decisions.all() if one.decision_id == number), None)
    if one is not None:
        decisions.take_back(one, who())
