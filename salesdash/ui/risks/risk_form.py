"""The sheet on which a risk is written: both languages, plans to take over, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from salesdash.catalog.risks.contingency import CONTINGENCIES, offered
from salesdash.catalog.risks.risk import (
    CATEGORIES,
    IMPACTS,
    MOST_LETTERS,
    PROBABILITIES,
    RESPONSES,
    STATUSES,
    TYPED,
    UNJUDGED,
    Risk,
    zone,
)
from salesdash.charts.theme import SHAPES
from salesdash.errors import ConflictError, SalesdashError
from salesdash.figures.risks.exposure import FEN
from salesdash.text import Text
from salesdash.ui.actions import due_day, people
from salesdash.ui.risks import stake_fields, trigger_fields
from salesdash.ui.risks.risk_sheet import LEVELS_JUDGED, RiskSheet
from salesdash.ui.screen import Screen
from salesdash.ui.session import forms
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import remember, who
from salesdash.warehouse.typed.firings import Firings
from salesdash.warehouse.typed.register import Register

NEW, CHANGE = Text("新增风险", "New risk"), Text("修改风险", "Edit risk")
SAVE, BY = Text("保存", "Save"), Text("修改人", "Edited by")
PLAN = Text("手册里的预案", "Plans of the handbook")
INSERT = Text("插入预案", "Insert plan")
NOT_JUDGED = Text("未评估", "Not judged")
TO_JUDGE = Text("请评估", "To be judged")
SCORE = Text("分值 {score}：{shape} {level}", "Score {score}: {shape} {level}")
_OPENED = "risk_forms_opened"
_BY = "by"


def open_form(
    register: Register, risk: Risk, screen: Screen, then: Callable[[int], None] | None = None
) -> None:
    """Open the form on a risk, or on an empty one; its plan is then seen. `then` is called with the number of a
    new one once it is saved."""
    number = st.session_state.get(_OPENED, 0) + 1
    st.session_state[_OPENED] = number
    sheet = RiskSheet(number, screen)
    sheet.stand_on(risk)
    sheet.fill(risk, TYPED)
    sheet.put(_BY, who())
    sheet.put("then", then)
    title = screen.say(CHANGE if risk.risk_id else NEW)
    if risk.risk_id and risk.contingency:
        Firings(screen.warehouse).note_opened(risk.risk_id, screen.scope.as_of)
    forms.over_page(title, width="large")(_form)(register, sheet)


def _form(register: Register, sheet: RiskSheet) -> None:
    st.text_input(sheet.title("title"), key=sheet.key("title"))
    category, owner, status = st.columns(3)
    with category:
        sheet.choose("category", {key: c.name for key, c in CATEGORIES.items()})
    with owner:
        people.choose(sheet.screen, sheet.title("owner"), sheet.key("owner"))
    with status:
        sheet.choose("status", {key: c.name for key, c in STATUSES.items()})
    st.text_area(sheet.title("cause"), key=sheet.key("cause"), height=70)
    _levels(sheet)
    _plan(sheet)
    trigger_fields.fields(sheet)
    stake_fields.fields(sheet)
    due, review, by = st.columns(3)
    as_of, is_open = sheet.screen.scope.as_of, STATUSES[sheet.value("status")].is_open
    for column, field in ((due, "due"), (review, "review")):
        due_day.choose(
            column, sheet.title(field), sheet.key(field), as_of, sheet.lang, is_open=is_open
        )
    by.text_input(BY[sheet.lang], key=sheet.key(_BY), max_chars=MOST_LETTERS["owner"])
    st.button(
        SAVE[sheet.lang],
        type="primary",
        icon=":material/save:",
        on_click=_save,
        args=(register, sheet),
    )
    if sheet.value("saved"):
        st.rerun()
    if words := sheet.value("error"):
        st.error(safe(words[sheet.lang]), icon=":material/error:")


def _levels(sheet: RiskSheet) -> None:
    """How likely and how bad, before and after the response."""
    before, judged, response, after, left = st.columns([4, 4, 4, 4, 4])
    with before:
        sheet.choose("probability", PROBABILITIES, TO_JUDGE)
    with judged:
        sheet.choose("impact", IMPACTS, TO_JUDGE)
    with response:
        sheet.choose("response", {key: c.name for key, c in RESPONSES.items()})
    with after:
        sheet.choose("probability_after", PROBABILITIES, NOT_JUDGED)
    with left:
        sheet.choose("impact_after", IMPACTS, NOT_JUDGED)
    score = (sheet.value("probability") or 0) * (sheet.value("impact") or 0)
    if not score:
        return
    level = zone(score)
    words = SCORE.format(score=score, shape=SHAPES[level.light], level=level.name)
    st.caption(safe(words[sheet.lang]))


def _plan(sheet: RiskSheet) -> None:
    """The contingency plan, and the handbook's ones for this category to take over."""
    plans = offered(sheet.value("category")) or tuple(CONTINGENCIES.values())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            PLAN[sheet.lang],
            [plan.key for plan in plans],
            format_func=lambda key: CONTINGENCIES[key].name[sheet.lang],
            key=sheet.key(f"plan_{sheet.value('category')}"),
        )
        st.button(
            INSERT[sheet.lang],
            icon=":material/playlist_add:",
            on_click=_insert,
            args=(sheet, chosen),
        )
    st.text_area(
        sheet.title("contingency"),
        key=sheet.key("contingency"),
        height=170,
    )


def _insert(sheet: RiskSheet, plan: str) -> None:
    """Put the plan below what is written already."""
    steps = CONTINGENCIES[plan].steps[sheet.lang]
    written = str(sheet.value("contingency") or "").strip()
    if steps not in written:
        sheet.put("contingency", f"{written}\n\n{steps}".strip())


def _save(register: Register, sheet: RiskSheet) -> None:
    """Keep what was typed, or say why not: then the form stays open with it."""
    by = str(sheet.value(_BY) or "").strip()
    remember(by)
    typed = _typed(sheet)
    try:
        if typed.risk_id:
            register.edit(typed, by)
        else:
            kept = register.add(typed, by)
            if then := sheet.value("then"):
                then(kept.risk_id)
    except ConflictError as error:
        sheet.put("error", error.message)
        _lay_over_newest(register, sheet, typed)
    except SalesdashError as error:
        sheet.put("error", error.message)
    else:
        sheet.put("saved", True)


def _lay_over_newest(register: Register, sheet: RiskSheet, typed: Risk) -> None:
    """Let the form show both edits: what this editor left alone takes the other's new value.

    Saving again is then meant; where the risk was removed, it becomes a new one.
    """
    base: Risk = sheet.value("base")
    newest = next((r for r in register.risks() if r.risk_id == base.risk_id), None)
    if newest is None:
        sheet.stand_on(Risk())
        return
    untouched = [field for field in TYPED if getattr(typed, field) == getattr(base, field)]
    sheet.fill(newest, untouched)
    sheet.stand_on(newest)


def _typed(sheet: RiskSheet) -> Risk:
    base: Risk = sheet.value("base")
    values = {field: sheet.value(field) for field in TYPED} | trigger_fields.typed(sheet)
    texts = {field: values[field] or "" for field in ("title", "owner", "cause", "contingency")}
    judged = {field: values[field] or UNJUDGED for field in LEVELS_JUDGED}
    stake = values["at_stake"]
    money = {"at_stake": None if stake is None else Decimal(str(stake)).quantize(FEN)}
    return Risk(**values | texts | judged | money, risk_id=base.risk_id, revision=base.revision)
