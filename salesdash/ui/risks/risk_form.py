"""The sheet on which a risk is written: both languages, plans to take over, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from salesdash.catalog.contingency import CONTINGENCIES, offered
from salesdash.catalog.metrics import LIGHTS, METRICS
from salesdash.catalog.risks import (
    CATEGORIES,
    FIELD_NAMES,
    IMPACTS,
    MOST_LETTERS,
    PROBABILITIES,
    RESPONSES,
    SIDES,
    STATUSES,
    TYPED,
    Risk,
    zone,
)
from salesdash.charts.theme import SHAPES
from salesdash.errors import ConflictError, SalesdashError
from salesdash.figures.risks.entries import NOT_WATCHED, raw_limit, shown_limit
from salesdash.text import Lang, Text
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import remember, who
from salesdash.warehouse.typed.register import Register

NEW, CHANGE = Text("新增风险", "New risk"), Text("修改风险", "Edit risk")
SAVE, BY = Text("保存", "Save"), Text("修改人", "Edited by")
PLAN = Text("手册里的预案", "Plans of the handbook")
INSERT = Text("插入预案", "Insert plan")
UNJUDGED = Text("未评估", "Not judged")
NO_TRIGGER = Text("不设触发", "No trigger")
SCORE = Text("分值 {score}：{shape} {level}", "Score {score}: {shape} {level}")
_OPENED = "risk_forms_opened"
_BY = "by"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One opening of the form: its widgets have keys of their own, so that no old typing shows."""

    number: int
    lang: Lang

    def key(self, field: str) -> str:
        return f"risk_{self.number}_{field}"

    def value(self, field: str) -> Any:
        return st.session_state.get(self.key(field))

    def put(self, field: str, value: object) -> None:
        st.session_state[self.key(field)] = value

    def stand_on(self, risk: Risk) -> None:
        """Remember the revision that the editor sees."""
        self.put("base", risk)

    def fill(self, risk: Risk, fields: Collection[str]) -> None:
        """Write the risk's values into the widgets; a limit as people write it."""
        for field in fields:
            self.put(field, getattr(risk, field))
        if "trigger_limit" in fields or "trigger_metric" in fields:
            self.put("trigger_limit", shown_limit(risk.trigger_metric, risk.trigger_limit))

    def title(self, field: str) -> str:
        return FIELD_NAMES[field][self.lang]


def open_form(register: Register, risk: Risk, lang: Lang) -> None:
    """Open the form on a risk, or on an empty one."""
    number = st.session_state.get(_OPENED, 0) + 1
    st.session_state[_OPENED] = number
    sheet = Sheet(number, lang)
    sheet.stand_on(risk)
    sheet.fill(risk, TYPED)
    sheet.put(_BY, who())
    title = (CHANGE if risk.risk_id else NEW)[lang]
    st.dialog(title, width="large")(_form)(register, sheet)


def _form(register: Register, sheet: Sheet) -> None:
    st.text_input(sheet.title("title"), key=sheet.key("title"), max_chars=MOST_LETTERS["title"])
    category, owner, status = st.columns(3)
    with category:
        _choose(sheet, "category", {key: c.name for key, c in CATEGORIES.items()})
    owner.text_input(sheet.title("owner"), key=sheet.key("owner"), max_chars=MOST_LETTERS["owner"])
    with status:
        _choose(sheet, "status", {key: c.name for key, c in STATUSES.items()})
    st.text_area(sheet.title("cause"), key=sheet.key("cause"), height=70)
    _levels(sheet)
    _plan(sheet)
    _trigger(sheet)
    due, review, by = st.columns(3)
    for column, field in ((due, "due"), (review, "review")):
        column.date_input(sheet.title(field), key=sheet.key(field), format="YYYY-MM-DD")
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


def _levels(sheet: Sheet) -> None:
    """How likely and how bad, before and after the response."""
    before, judged, response, after, left = st.columns([4, 4, 4, 4, 4])
    with before:
        _choose(sheet, "probability", PROBABILITIES)
    with judged:
        _choose(sheet, "impact", IMPACTS)
    with response:
        _choose(sheet, "response", {key: c.name for key, c in RESPONSES.items()})
    with after:
        _choose(sheet, "probability_after", PROBABILITIES, UNJUDGED)
    with left:
        _choose(sheet, "impact_after", IMPACTS, UNJUDGED)
    score = sheet.value("probability") * sheet.value("impact")
    level = zone(score)
    words = SCORE.format(score=score, shape=SHAPES[level.light], level=level.name)
    st.caption(safe(words[sheet.lang]))


def _plan(sheet: Sheet) -> None:
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
        max_chars=MOST_LETTERS["contingency"],
    )


def _insert(sheet: Sheet, plan: str) -> None:
    """Put the plan below what is written already."""
    steps = CONTINGENCIES[plan].steps[sheet.lang]
    written = str(sheet.value("contingency") or "").strip()
    if steps not in written:
        sheet.put("contingency", f"{written}\n\n{steps}".strip())


def _trigger(sheet: Sheet) -> None:
    """The KPI whose value sets the plan off."""
    metric, side, limit = st.columns([3, 1, 1])
    with metric:
        _choose(sheet, "trigger_metric", {m.key: m.name for m in LIGHTS}, NO_TRIGGER)
    chosen = sheet.value("trigger_metric")
    unit = f"（{METRICS[chosen].unit.name[sheet.lang]}）" if chosen else ""
    with side:
        _choose(sheet, "trigger_side", SIDES, Text("–", "–"), disabled=not chosen)
    limit.number_input(
        sheet.title("trigger_limit") + (unit if sheet.lang == "zh" else unit.translate(_PLAIN)),
        key=sheet.key("trigger_limit"),
        value=None,
        disabled=not chosen,
    )
    st.caption(safe(NOT_WATCHED[sheet.lang]))


_PLAIN = str.maketrans({"（": " (", "）": ")"})


def _choose(
    sheet: Sheet,
    field: str,
    options: Mapping[Any, Text],
    none: Text | None = None,
    *,
    disabled: bool = False,
) -> None:
    """One of a few answers, by key; with `none` it may be left open, and that says so."""
    st.selectbox(
        sheet.title(field),
        list(options),
        index=None if none else 0,
        placeholder=none[sheet.lang] if none else None,
        key=sheet.key(field),
        format_func=lambda key: options[key][sheet.lang],
        disabled=disabled,
    )


def _save(register: Register, sheet: Sheet) -> None:
    """Keep what was typed, or say why not: then the form stays open with it."""
    by = str(sheet.value(_BY) or "").strip()
    remember(by)
    typed = _typed(sheet)
    try:
        if typed.risk_id:
            register.edit(typed, by)
        else:
            register.add(typed, by)
    except ConflictError as error:
        sheet.put("error", error.message)
        _lay_over_newest(register, sheet, typed)
    except SalesdashError as error:
        sheet.put("error", error.message)
    else:
        sheet.put("saved", True)


def _lay_over_newest(register: Register, sheet: Sheet, typed: Risk) -> None:
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


def _typed(sheet: Sheet) -> Risk:
    base: Risk = sheet.value("base")
    values = {field: sheet.value(field) for field in TYPED}
    metric = values["trigger_metric"]
    values["trigger_limit"] = raw_limit(metric, values["trigger_limit"])
    values["trigger_side"] = values["trigger_side"] if metric else None
    texts = {field: values[field] or "" for field in ("title", "owner", "cause", "contingency")}
    return Risk(**values | texts, risk_id=base.risk_id, revision=base.revision)
