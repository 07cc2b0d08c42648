"""The desk of plans: open a version, work on it, compare it and hand it out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from salesdash.catalog.plans import Plan
from salesdash.figures.comparison import day_name
from salesdash.figures.plans import first_draft, plan_state, views
from salesdash.figures.targets import fairness as target_fairness
from salesdash.period import Period
from salesdash.text import Text, plain
from salesdash.ui.plans import plan_work
from salesdash.ui.plans.bar import bar, replan
from salesdash.ui.plans.form import form
from salesdash.ui.plans.handed_out import hand_out
from salesdash.ui.plans.plan_sheet import grid
from salesdash.ui.plans.plan_work import Work
from salesdash.ui.screen import Screen
from salesdash.ui.session import failures
from salesdash.ui.session.markdown import safe

OPEN, NEW = Text("打开", "Open"), Text("＋ 新计划", "+ New plan")
FROM_SHEET = Text("{year}目标表（{how}）", "Target sheet {year} ({how})")
VERSION = Text("{name} · {version}", "{name} · {version}")
COUNTS = Text(
    "{year}的目标以“{name}”{version}为准，由{who}批准；导入的目标表不计入。",
    "The target of {year} is “{name}”, {version}, approved by {who}; target sheets do not count.",
)
COUNTS_SINCE = Text(
    "{year}的目标自{day}起以“{name}”{version}为准，由{who}批准；之前已结束的时段仍按当时的目标考核。",
    "From {day} on the target of {year} is “{name}”, {version}, approved by {who}; what closed before is "
    "judged by the target that was in force then.",
)
COMPARE = Text("与另一版本对比", "Compare with another version")


def desk(screen: Screen, answer: DeltaGenerator) -> None:
    """Everything about plans; a run of its own, so that typing does not draw the page anew. The
    plan at hand is told in `answer`, which holds one element."""
    _said_to_count(screen)
    _desk(screen, answer)


@st.fragment
def _desk(screen: Screen, answer: DeltaGenerator) -> None:
    with failures.shown(screen.lang):
        _laid_out(screen)
    work = plan_work.on_desk()
    with answer:
        plan, is_edited = (work.plan, work.is_edited) if work else (None, False)
        screen.headline(plan_state.headline(plan, screen.ask, screen.scope, is_edited=is_edited))


def _laid_out(screen: Screen) -> None:
    lang = screen.lang
    versions = plan_work.plans().versions()
    work = plan_work.on_desk()
    options: dict[str, Plan | None] = {"new": None}
    options |= {f"{p.plan_id}/{p.version}": p for p in versions}
    if words := st.session_state.pop("plan_explained", None):
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
    bar(screen, work)
    if work.moved:
        if work.plan.rule == "replan" and (
            warning := plan_state.warning(work.seen, work.plan, screen.scope)
        ):
            st.warning(safe(warning[lang]), icon=":material/warning:")
        screen.show(views.moved(work.seen, work.plan, screen.scope.scale))
    replan(screen, work)
    hand_out(screen, work)
    _compare(screen, work, versions)
    if work.plan.dimensions:
        screen.show(views.tree(work.plan, screen.scope.scale))
        fairness = target_fairness.of_plan(screen.ask, screen.scope, work.plan)
        if fairness:
            screen.show(replace(fairness, key="plan_fairness"))


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
    plan_work.draw_anew()


def _sheets(screen: Screen) -> dict[str, tuple[Text, Plan]]:
    plans_in_sheets = {}
    for key, called in first_draft.years(screen.scope).items():
        name = first_draft.NAME.format(year=called)[screen.lang]
        sheets = plan_work.plans().from_sheets("sales", Period.parse(key), name)
        for n, plan in enumerate(sheets):
            how = views.split_name(plan)
            plans_in_sheets[f"sheet/{key}/{n}"] = (FROM_SHEET.format(year=called, how=how), plan)
    return plans_in_sheets


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
        screen.show(views.compared(other, work.plan, screen.scope.scale))


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
    return VERSION.format(name=name, version=views.version_name(plan))


def _said_to_count(screen: Screen) -> None:
    """Which version is the target of the year in view, where it is a plan."""
    scope = screen.scope
    day = scope.period.start if scope.period else scope.as_of
    counting = plan_work.plans().counting("sales", day)
    if counting:
        is_late = counting.opens is not None and counting.opens > counting.whole.start
        words = (COUNTS_SINCE if is_late else COUNTS).format(
            day=day_name(counting.opens or counting.whole.start),
            year=counting.whole.name,
            name=counting.name,
            version=views.version_name(counting),
            who=plain(counting.approved_by),
        )
        screen.note(words)
