"""What can be done with the plan on the desk: save, undo, approve, withdraw and re-plan it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from salesdash.analysis.splitting.replan import SPREADS
from salesdash.catalog.plans import Plan
from salesdash.errors import ConflictError, SalesdashError
from salesdash.figures.plans import against_sales, plan_state, views
from salesdash.period import Period
from salesdash.text import Text
from salesdash.ui.plans import plan_work
from salesdash.ui.plans.plan_work import Step, Work
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who

SAVE, SAVE_NEW = Text("保存", "Save"), Text("另存为新版本", "Save as a new version")
UNDO, BACK = Text("撤销一步", "Undo"), Text("放弃改动", "Discard changes")
APPROVE, WITHDRAW = Text("批准", "Approve"), Text("撤回批准", "Withdraw the approval")
CONFIRM: dict[Step, Text] = {
    "approve": Text("确认批准", "Yes, approve"),
    "withdraw": Text("确认撤回", "Yes, withdraw"),
}
CANCEL = Text("取消", "Cancel")
REMOVE = Text("删除草案", "Remove the draft")
BY = Text("操作人", "Your name")
SAVED = Text("已保存：{name}{version}。", "Saved: {name}, {version}.")
APPROVED = Text(
    "已批准：{year}的目标从现在起以“{name}”{version}为准，目标表和其他版本不再计入。",
    "Approved: the target of {year} is now “{name}”, {version}; sheets and other versions no longer count.",
)
APPROVED_SINCE = Text(
    "已批准：{year}的目标从{day}起以“{name}”{version}为准；之前已结束的时段仍按当时的目标考核。",
    "Approved: the target of {year} is “{name}”, {version}, from {day} on; what closed before stays judged "
    "by the target that was in force then.",
)
WITHDRAWN = Text(
    "已撤回：“{name}”{version}，{year}的目标恢复到批准之前。",
    "Withdrawn: “{name}”, {version}; {year} has the targets it had before.",
)
WITHDRAWN_REST = Text(
    "已撤回：{year}的目标从{day}起恢复到批准“{name}”{version}之前；在它之下已结束的时段仍按它考核。",
    "Withdrawn: from {day} on {year} has the targets it had before “{name}”, {version}; what closed under it "
    "stays judged by it.",
)
UNSAVED = Text("{n} 格改动还没有保存", "{n} {n:changed cell is|changed cells are} not saved")
NOT_KEPT = Text("这个计划还没有保存。", "This plan is not saved yet.")
REPLAN, SPREAD = Text("滚动调整", "Re-plan"), Text("已发生的差额", "What was missed so far")
REPLAN_HELP = Text(
    "把截至{day}已结束时段的差额摊到剩余时段，存成新版本：已结束时段的目标不动，全年目标不变；全年已完成的，剩余照原计划。",
    "Spread what was missed in the periods closed by {day} over what is left, as a new version. Closed "
    "periods keep their targets, the year its own; whose year is made keeps the rest as planned.",
)


def bar(screen: Screen, work: Work) -> None:
    """The buttons beneath the sheet, and the question that some of them ask first."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.text_input(BY[screen.lang], who(), key="who_plans", width=150)
        _keep(screen, work, by)
        _take_back(screen, work)
        _decide(screen, work, by)
        if work.moved:
            st.caption(safe(UNSAVED.format(n=len(work.moved))[screen.lang]))
        elif not work.plan.plan_id:
            st.caption(safe(NOT_KEPT[screen.lang]))
    if work.step:
        _confirm(screen, work, work.step, by)


def replan(screen: Screen, work: Work) -> None:
    """Spread what was missed so far; of a plan that is in force, once its year has begun.

    What has closed is what has by the newest order, whatever day the page looks at.
    """
    lang, scope = screen.lang, replace(screen.scope, as_of=screen.ask.as_of)
    is_in_force = work.plan.state == "approved"
    if work.is_changed or not is_in_force or scope.as_of < work.plan.whole.start:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        spread: Any = st.selectbox(
            SPREAD[lang],
            list(SPREADS),
            format_func=lambda key: SPREADS[key][lang],
            key="plan_spread",
            width=260,
        )
        pressed = st.button(REPLAN[lang], icon=":material/event_repeat:", key="plan_replan")
        day = Period.of(scope.as_of, "day").name
        st.caption(safe(REPLAN_HELP.format(day=day)[lang]))
    if not pressed:
        return
    try:
        plan = against_sales.replan(screen.ask, scope, work.plan, spread)
    except SalesdashError as error:
        plan_work.refused(error.message)
    else:
        plan_work.changed(plan, as_new=True)
    plan_work.draw_anew()


def _keep(screen: Screen, work: Work, by: str) -> None:
    lang, is_new = screen.lang, not work.plan.plan_id
    is_draft = work.plan.state == "draft" and not work.as_new
    off = not work.is_changed
    words = SAVE if is_draft or is_new else SAVE_NEW
    if st.button(
        words[lang], type="primary", icon=":material/save:", key="plan_save", disabled=off
    ):
        _save(work, by, as_new=work.as_new)
    if (
        is_draft
        and not is_new
        and st.button(
            SAVE_NEW[lang], icon=":material/file_copy:", key="plan_save_new", disabled=off
        )
    ):
        _save(work, by, as_new=True)


def _take_back(screen: Screen, work: Work) -> None:
    lang = screen.lang
    if work.past:
        st.button(UNDO[lang], icon=":material/undo:", key="plan_undo", on_click=plan_work.undo)
    if work.is_changed and st.button(BACK[lang], icon=":material/delete_sweep:", key="plan_back"):
        as_it_was = replace(plan_work.opened(work.seen), notes=work.notes)
        plan_work.put(as_it_was if work.is_edited else None)
        plan_work.draw_anew()


def _decide(screen: Screen, work: Work, by: str) -> None:
    """Approve or remove a draft, withdraw what is approved; of a plan that is saved as it is."""
    lang, state = screen.lang, work.plan.state
    if work.is_changed or work.step:
        return
    if state == "draft":
        if st.button(APPROVE[lang], icon=":material/verified:", key="plan_approve"):
            _ask_first(work, "approve")
        if st.button(REMOVE[lang], icon=":material/delete:", key="plan_remove"):
            _remove(work, by)
    if state == "approved" and st.button(
        WITHDRAW[lang], icon=":material/undo:", key="plan_withdraw"
    ):
        _ask_first(work, "withdraw")


def _ask_first(work: Work, step: Step) -> None:
    plan_work.put(replace(work, step=step, error=None))
    plan_work.draw_anew()


def _confirm(screen: Screen, work: Work, step: Step, by: str) -> None:
    """What it does and whom it hits, before it is done."""
    lang, plan = screen.lang, work.plan
    with st.container(border=True):
        opens = plan_state.first_open_day(screen.ask)
        if step == "approve":
            since = plan_work.plans().counts_from(plan, opens)
            st.markdown(safe(plan_state.approving(plan, since)[lang]))
            _warn(screen, plan)
        else:
            until = plan_work.plans().stays_until(plan, opens)
            st.markdown(safe(plan_state.withdrawing(plan, until)[lang]))
        with st.container(horizontal=True):
            if st.button(CONFIRM[step][lang], type="primary", key="plan_confirm"):
                _take_step(screen, work, step, by)
            if st.button(CANCEL[lang], key="plan_cancel"):
                plan_work.put(replace(work, step=None))
                plan_work.draw_anew()


def _warn(screen: Screen, plan: Plan) -> None:
    """Whose period falls to nothing or more than doubles against what is in force."""
    before = _in_force(plan)
    if before and (words := plan_state.warning(before, plan, screen.scope)):
        st.warning(safe(words[screen.lang]), icon=":material/warning:")


def _in_force(plan: Plan) -> Plan | None:
    """The plan that counts for the same year, else the sheet that is split alike."""
    plans = plan_work.plans()
    if counting := plans.counting(plan.metric, plan.whole.last_day):
        return plans.get(counting.plan_id, counting.version)
    sheets = plans.from_sheets(plan.metric, plan.whole, plan.name)
    return next((sheet for sheet in sheets if sheet.dimensions == plan.dimensions), None)


def _take_step(screen: Screen, work: Work, step: Step, by: str) -> None:
    plans = plan_work.plans()
    opens = plan_state.first_open_day(screen.ask)
    try:
        if step == "approve":
            kept = plans.approve(work.plan, by, opens)
            day = kept.opens or kept.whole.start
            words = APPROVED_SINCE if day > kept.whole.start else APPROVED
        else:
            until = plans.stays_until(work.plan, opens)
            day = until or work.plan.whole.start
            kept = plans.withdraw(work.plan, by, opens)
            words = WITHDRAWN_REST if until else WITHDRAWN
    except SalesdashError as error:
        plan_work.refused(error.message)
        plan_work.draw_anew()
    _tell(words, kept, day)
    plan_work.put(plan_work.opened(kept))
    st.rerun()


def _save(work: Work, by: str, *, as_new: bool) -> None:
    keep = plan_work.plans().save_as_new if as_new else plan_work.plans().save
    try:
        kept = keep(work.plan, by.strip())
    except ConflictError as error:
        plan_work.put(replace(work, as_new=True, error=error.message))
    except SalesdashError as error:
        plan_work.refused(error.message)
    else:
        _tell(SAVED, kept)
        plan_work.put(plan_work.opened(kept))
    plan_work.draw_anew()


def _remove(work: Work, by: str) -> None:
    try:
        plan_work.plans().remove(work.plan, by.strip())
    except SalesdashError as error:
        plan_work.refused(error.message)
    else:
        plan_work.put(None)
    plan_work.draw_anew()


def _tell(words: Text, plan: Plan, day: date | None = None) -> None:
    """Say it above the desk in the next run; `day`: from which on it is so."""
    st.session_state["plan_explained"] = words.format(
        year=plan.whole.name,
        day=Period.of(day or plan.whole.start, "day").name,
        name=plan.name,
        version=views.version_name(plan),
    )
