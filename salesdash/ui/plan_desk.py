"""The desk of plans: open a version, work on it, save, approve, compare and re-plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from salesdash.analysis.replan import SPREADS
from salesdash.catalog.plans import Plan
from salesdash.errors import ConflictError, SalesdashError
from salesdash.figures import plan_making, plan_progress, plan_views, target_fairness
from salesdash.period import Period
from salesdash.text import Text, plain
from salesdash.ui import failures, plan_work
from salesdash.ui.author import who
from salesdash.ui.markdown import safe
from salesdash.ui.plan_answers import hand_out
from salesdash.ui.plan_form import form
from salesdash.ui.plan_grid import grid
from salesdash.ui.plan_work import Work
from salesdash.ui.screen import Screen

OPEN, NEW = Text("打开", "Open"), Text("＋ 新计划", "+ New plan")
FROM_SHEET = Text("{year}目标表（{how}）", "Target sheet {year} ({how})")
VERSION = Text("{name} · {version}", "{name} · {version}")
SAVE, SAVE_NEW = Text("保存", "Save"), Text("另存为新版本", "Save as a new version")
BACK, APPROVE = Text("放弃改动", "Discard changes"), Text("批准", "Approve")
REMOVE = Text("删除草案", "Remove the draft")
BY = Text("操作人", "Your name")
SAVED = Text("已保存：{name}{version}。", "Saved: {name}, {version}.")
APPROVED = Text(
    "已批准：{year}的目标从现在起以“{name}”{version}为准，目标表和其他版本不再计入。",
    "Approved: the target of {year} is now “{name}”, {version}; sheets and other versions no longer count.",
)
COUNTS = Text(
    "{year}的目标以“{name}”{version}为准，由{who}批准；导入的目标表不计入。",
    "The target of {year} is “{name}”, {version}, approved by {who}; target sheets do not count.",
)
UNSAVED = Text("{n} 格改动还没有保存", "{n} {n:changed cell is|changed cells are} not saved")
NOT_KEPT = Text("这个计划还没有保存。", "This plan is not saved yet.")
REPLAN, SPREAD = Text("滚动调整", "Re-plan"), Text("已发生的差额", "What was missed so far")
REPLAN_HELP = Text(
    "把截至{day}已结束时段的差额摊到剩余时段，全年合计不变，存成新版本。",
    "Spread what was missed in the periods closed by {day} over what is left; "
    "the year's total stays, and it becomes a new version.",
)
COMPARE = Text("与另一版本对比", "Compare with another version")


def desk(screen: Screen) -> None:
    """Everything about plans; a run of its own, so that typing does not draw the page anew."""
    _said_to_count(screen)
    _desk(screen)


@st.fragment
def _desk(screen: Screen) -> None:
    with failures.told(screen.lang):
        _laid_out(screen)


def _laid_out(screen: Screen) -> None:
    lang = screen.lang
    versions = plan_work.plans().versions()
    work = plan_work.on_desk()
    options: dict[str, Plan | None] = {"new": None}
    options |= {f"{p.plan_id}/{p.version}": p for p in versions}
    if words := st.session_state.pop("plan_told", None):
        st.success(safe(words[lang]), icon=":material/check:")
    line = st.container(horizontal=True, vertical_alignment="bottom")
    with line:
        _open(screen, options, work)
    work = plan_work.on_desk()
    if work is None:
        form(screen)
        return
    for note in work.notes:
        st.caption(safe(note[lang]))
    grid(lang, line)
    _bar(screen, work)
    if work.moved:
        screen.show(plan_views.moved(work.seen, work.plan, lang, screen.scope.scale))
    _replan(screen, work)
    hand_out(screen, work)
    _compare(screen, work, versions)
    if work.plan.dimensions:
        screen.show(plan_views.tree(work.plan, lang, screen.scope.scale))
        fairness = target_fairness.of_plan(screen.ask, screen.scope, work.plan)
        screen.show_some(fairness and replace(fairness, key="plan_fairness"))


def _open(screen: Screen, options: dict[str, Plan | None], work: Work | None) -> None:
    """Which plan lies on the desk; the sheets loaded can become one too."""
    lang = screen.lang
    sheets = {} if work else _sheets(screen)
    unsaved = work.plan if work and not work.plan.plan_id else None
    begun = _label(unsaved, unsaved.name) if unsaved else NEW
    names = {"new": begun, **_labels([p for p in options.values() if p])}
    names |= {key: words for key, (words, _) in sheets.items()}
    current = f"{work.plan.plan_id}/{work.plan.version}" if work and work.plan.plan_id else "new"
    keys = list(names)
    chosen = st.selectbox(
        OPEN[lang], keys, index=keys.index(current) if current in keys else 0,
        format_func=lambda key: names[key][lang], key=f"plan_open_{plan_work.drawn()}", width=280,
        disabled=bool(work and work.is_changed),
    )  # fmt: skip
    if chosen == current:
        return
    if chosen in sheets:
        plan_work.put(plan_work.opened(sheets[chosen][1]))
    elif picked := options[chosen]:
        plan_work.put(plan_work.opened(plan_work.plans().get(picked.plan_id, picked.version)))
    else:
        plan_work.put(None)
    st.rerun(scope="fragment")


def _sheets(screen: Screen) -> dict[str, tuple[Text, Plan]]:
    found = {}
    for key, called in plan_making.years(screen.scope).items():
        name = plan_making.NAME.format(year=called)[screen.lang]
        sheets = plan_work.plans().from_sheets("sales", Period.parse(key), name)
        for n, plan in enumerate(sheets):
            how = plan_views.split_name(plan)
            found[f"sheet/{key}/{n}"] = (FROM_SHEET.format(year=called, how=how), plan)
    return found


def _bar(screen: Screen, work: Work) -> None:
    """Save, approve or put back what is on the desk."""
    lang, is_new = screen.lang, not work.plan.plan_id
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.text_input(BY[lang], who(), key="who_plans", width=150)
        is_draft = work.plan.state == "draft" and not work.as_new
        words = SAVE if is_draft or is_new else SAVE_NEW
        if st.button(
            words[lang],
            type="primary",
            icon=":material/save:",
            key="plan_save",
            disabled=not work.is_changed,
        ):
            _save(work, by, as_new=work.as_new)
        if (
            is_draft
            and not is_new
            and st.button(
                SAVE_NEW[lang],
                icon=":material/file_copy:",
                key="plan_save_new",
                disabled=not work.is_changed,
            )
        ):
            _save(work, by, as_new=True)
        if work.is_changed and st.button(BACK[lang], icon=":material/undo:", key="plan_back"):
            as_it_was = replace(work, plan=work.seen, as_new=False, error=None)
            plan_work.put(as_it_was if work.is_edited else None)
            st.rerun(scope="fragment")
        if work.plan.state == "draft" and not is_new and not work.is_changed:
            if st.button(APPROVE[lang], icon=":material/verified:", key="plan_approve"):
                _approve(work, by)
            if st.button(REMOVE[lang], icon=":material/delete:", key="plan_remove"):
                _remove(work, by)
        if work.moved:
            st.caption(safe(UNSAVED.format(n=len(work.moved))[lang]))
        elif is_new:
            st.caption(safe(NOT_KEPT[lang]))


def _save(work: Work, by: str, *, as_new: bool) -> None:
    keep = plan_work.plans().save_as_new if as_new else plan_work.plans().save
    try:
        kept = keep(work.plan, by.strip())
    except ConflictError as error:
        plan_work.put(replace(work, as_new=True, error=error.message))
    except SalesdashError as error:
        plan_work.refused(error.message)
    else:
        _tell(SAVED.format(name=kept.name, version=plan_views.version_name(kept)))
        plan_work.put(plan_work.opened(kept))
    st.rerun(scope="fragment")


def _approve(work: Work, by: str) -> None:
    try:
        kept = plan_work.plans().approve(work.plan, by)
    except SalesdashError as error:
        plan_work.refused(error.message)
        st.rerun(scope="fragment")
    _tell(
        APPROVED.format(year=kept.whole.name, name=kept.name, version=plan_views.version_name(kept))
    )
    plan_work.put(plan_work.opened(kept))
    st.rerun()


def _remove(work: Work, by: str) -> None:
    try:
        plan_work.plans().remove(work.plan, by.strip())
    except SalesdashError as error:
        plan_work.refused(error.message)
    else:
        plan_work.put(None)
    st.rerun(scope="fragment")


def _replan(screen: Screen, work: Work) -> None:
    """Spread what was missed so far; offered once the year has begun."""
    lang, scope = screen.lang, screen.scope
    if work.is_changed or scope.as_of < work.plan.whole.start or not work.plan.plan_id:
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
        plan = plan_progress.replan(screen.ask, scope, work.plan, spread)
    except SalesdashError as error:
        plan_work.refused(error.message)
    else:
        plan_work.put(replace(work, plan=plan, as_new=True))
    st.rerun(scope="fragment")


def _compare(screen: Screen, work: Work, versions: list[Plan]) -> None:
    lang = screen.lang
    others = {
        f"{p.plan_id}/{p.version}": p
        for p in versions
        if p.whole == work.plan.whole
        and (p.plan_id, p.version) != (work.plan.plan_id, work.plan.version)
    }
    if not others or not work.plan.plan_id:
        return
    names = _labels(list(others.values()))
    chosen = st.selectbox(
        COMPARE[lang], list(others), index=None, key="plan_compare", width=420, placeholder="–",
        format_func=lambda key: names[key][lang],
    )  # fmt: skip
    if chosen:
        other = plan_work.plans().get(others[chosen].plan_id, others[chosen].version)
        screen.show(plan_views.compared(other, work.plan, lang, screen.scope.scale))


def _labels(versions: list[Plan]) -> dict[str, Text]:
    """What each version is called in a list; plans of one name are told apart by their number.

    A list gives back the label that was picked, so that no two may be alike.
    """
    numbers: dict[str, set[int]] = {}
    for p in versions:
        numbers.setdefault(p.name, set()).add(p.plan_id)
    return {
        f"{p.plan_id}/{p.version}": _label(
            p, p.name if len(numbers[p.name]) == 1 else f"{p.name} #{p.plan_id}"
        )
        for p in versions
    }


def _label(plan: Plan, name: str) -> Text:
    return VERSION.format(name=name, version=plan_views.version_name(plan))


def _said_to_count(screen: Screen) -> None:
    """Which version is the target of the year in view, where it is a plan."""
    scope = screen.scope
    day = scope.period.start if scope.period else scope.as_of
    counting = plan_work.plans().counting("sales", day)
    if counting:
        words = COUNTS.format(
            year=counting.whole.name,
            name=counting.name,
            version=plan_views.version_name(counting),
            who=plain(counting.approved_by),
        )
        screen.note(words)


def _tell(words: Text) -> None:
    """Say it above the desk in the next run."""
    st.session_state["plan_told"] = words
