"""What is noted of a customer with one click, the line that says so, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st

from salesdash.analysis.calls import due
from salesdash.catalog.actions import Action
from salesdash.catalog.words.vocabulary import RESULT_NAMES
from salesdash.errors import SalesdashError
from salesdash.figures.comparison import day_name
from salesdash.text import BLANK, Text, plain
from salesdash.ui.actions import action_form
from salesdash.ui.figure import clicks
from salesdash.ui.screen import Screen
from salesdash.ui.session import store
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.follow_ups import DATED, FollowUp, note_follow_up, take_back

# What a click on a result is called where there is little room, what it does, and its icon.
WORDS: dict[str, tuple[Text, Text, str]] = {
    "contacted": (
        Text("联系", "Call"),
        Text("已联系：算一次回访，过些天再列出", "Spoken with: counts as a visit, and rests for some days"),
        ":material/call:",
    ),
    "planned": (
        Text("拜访", "Visit"),
        Text("已约拜访：到那天之前不再列出", "A visit is planned: off the list until that day"),
        ":material/event:",
    ),
    "later": (
        Text("稍后", "Later"),
        Text("以后再跟：到那天再列出", "Comes back onto the list on that day"),
        ":material/schedule:",
    ),
    "not_a_case": (
        Text("排除", "Drop"),
        Text("不用跟进：选一个原因；再下单之前不再列出", "Not a case: choose why; off the list until the next order"),
        ":material/block:",
    ),
}  # fmt: skip
REASONS = {
    "season": Text("季节性采购", "Seasonal"),
    "once": Text("一次性采购", "One-off"),
    "closed": Text("停业或搬迁", "Closed"),
    "merged": Text("并到别的客户名下", "Other name"),
    "other": Text("其他", "Other"),
}
DONE = Text("{customer}：{result}。", "{customer}: {result}.")
ON = Text("{result}（{day}）", "{result} ({day})")
WHY = Text("为什么不用跟进{customer}？", "Why is {customer} not a case?")
MOVE, UNDO, CANCEL = Text("改日期", "Another day"), Text("撤销", "Undo"), Text("取消", "Cancel")
RESULT, NOTED_ON = Text("结果", "Result"), Text("日期", "Date")
NEXT, WORDS_OF = Text("下次日期", "Next date"), Text("纪要", "Notes")
SAVE, NOTE_ALONE, JUST_A_NOTE = Text("保存", "Save"), "note", Text("只记一条备注", "Just a note")
_DONE, _ASKED, _FAULT = "follow_up_done", "follow_up_asked", "follow_up_fault"
_DAY, _REASON, _ROUND = "follow_up_day", "follow_up_reason", "follow_up_round"


@dataclass(frozen=True, slots=True)
class _Done:
    number: int
    kept: FollowUp


def click(screen: Screen, result: str, customer: str, owner: str | None) -> None:
    """To be called as a click is taken: note the result, or ask why where it wants a reason."""
    day = screen.scope.as_of
    one = FollowUp(customer, day, result, due(result, day, screen.ask.rules), owner=owner)
    if result == "not_a_case":
        st.session_state[_ASKED] = one
    else:
        keep(one)
    clicks.forget()


def keep(one: FollowUp) -> bool:
    """Note it; the next run says so, or why not. Whether it was noted."""
    return _do(lambda: _Done(note_follow_up(store.warehouse(), one, who()), one))


def offer_promise(screen: Screen, customer: str, owner: str | None) -> None:
    """The button that makes a promise about the customer, for who looks after it; whether it helped is seen of what
    it buys beside the rest."""
    about = Action(owner=owner or "", link_by="customer", link_member=customer)
    action_form.offer(screen, "customer_action", about)


def lines(screen: Screen) -> None:
    """The reason that is asked for, or what was noted last, to be moved to another day or taken back; a fault."""
    if fault := st.session_state.pop(_FAULT, None):
        st.error(safe(fault[screen.lang]), icon=":material/error:")
    if one := st.session_state.get(_ASKED):
        _ask_why(screen, one)
    elif done := st.session_state.get(
        _DONE
    ):  # one line at a time: what is below stays where it was
        _say_done(screen, done)


def form(screen: Screen, customer: str, owner: str | None) -> None:
    """What came of a visit or a call, a day to come back on, or a note alone, with all its fields."""
    lines(screen)
    day = screen.scope.as_of
    names = {NOTE_ALONE: JUST_A_NOTE, **RESULT_NAMES}
    sheet = f"{customer}_{st.session_state.get(_ROUND, 0)}"  # what was saved is not offered again
    with st.form(f"follow_up_{sheet}"):
        what, on, again = st.columns(3)
        what.selectbox(
            screen.say(RESULT),
            list(names),
            key=f"follow_up_result_{sheet}",
            format_func=lambda key: names[key][screen.lang],
        )
        on.date_input(screen.say(NOTED_ON), day, key=f"follow_up_on_{sheet}", format="YYYY-MM-DD")
        again.date_input(screen.say(NEXT), None, key=f"follow_up_next_{sheet}", format="YYYY-MM-DD")
        st.text_area(screen.say(WORDS_OF), key=f"follow_up_words_{sheet}", height=80)
        st.form_submit_button(
            screen.say(SAVE), type="primary", icon=":material/save:", on_click=_save, args=(sheet, customer, owner, day)
        )  # fmt: skip


def _save(sheet: str, customer: str, owner: str | None, day: date) -> None:
    """Note what stands in the form; what cannot be noted stays in it."""
    result, noted_on, next_date, words = (
        st.session_state[f"follow_up_{field}_{sheet}"]
        for field in ("result", "on", "next", "words")
    )
    kept = None if result == NOTE_ALONE else result
    if keep(FollowUp(customer, noted_on or day, kept, next_date, words, owner)):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _ask_why(screen: Screen, one: FollowUp) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(safe(WHY.format(customer=one.customer)[screen.lang]), width="content")
        for key, words in REASONS.items():
            st.button(
                screen.say(words), key=f"{_REASON}_{key}", on_click=_because, args=(one, words[screen.lang])
            )  # fmt: skip
        st.button(
            screen.say(CANCEL), key=f"{_REASON}_none", type="tertiary",
            on_click=lambda: st.session_state.pop(_ASKED, None),
        )  # fmt: skip


def _because(one: FollowUp, reason: str) -> None:
    st.session_state.pop(_ASKED, None)
    keep(replace(one, note=reason))


def _say_done(screen: Screen, done: _Done) -> None:
    one = done.kept
    name = RESULT_NAMES.get(one.result or "", BLANK)
    if one.next_date:
        name = ON.format(result=name, day=day_name(one.next_date))
    elif one.note:
        name = ON.format(result=name, day=plain(one.note)) if name else plain(one.note)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        sentence = DONE.format(customer=one.customer, result=name)[screen.lang]
        st.markdown(f":green[:material/check:] {safe(sentence)}", width="content")
        if one.result in DATED:
            key = f"{_DAY}_{done.number}"
            st.date_input(
                screen.say(MOVE), one.next_date, min_value=one.noted_on + timedelta(days=1), key=key, width=140,
                format="YYYY-MM-DD", label_visibility="collapsed", on_change=_move, args=(done, key),
            )  # fmt: skip
        st.button(
            screen.say(UNDO), icon=":material/undo:", key="follow_up_undo", on_click=_undo, args=(done,)
        )  # fmt: skip


def _move(done: _Done, key: str) -> None:
    """The same for another day."""
    day: date | None = st.session_state[key]
    if day is None or day == done.kept.next_date:
        return
    moved = replace(done.kept, next_date=day)

    def act() -> _Done:
        number = note_follow_up(store.warehouse(), moved, who())
        take_back(store.warehouse(), done.number, who())
        return _Done(number, moved)

    _do(act)


def _undo(done: _Done) -> None:
    def act() -> None:
        take_back(store.warehouse(), done.number, who())

    _do(act)


def _do(act: Callable[[], _Done | None]) -> bool:
    try:
        done = act()
    except SalesdashError as error:
        st.session_state[_FAULT] = error.message
        return False
    if done is None:
        st.session_state.pop(_DONE, None)
    else:
        st.session_state[_DONE] = done
    return True
