"""What people decide and note about one KPI: its limits, its owner, what was said at a check-in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.catalog.overrides import LIMITS, decided_limits, owners_of
from salesdash.errors import SalesdashError
from salesdash.figures.lights.wording import limits_words
from salesdash.text import Lang, Text
from salesdash.ui.actions import action_form
from salesdash.ui.screen import Screen
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.units import Unit
from salesdash.warehouse.typed.settings import SettingChange, Settings

SET_LIMITS = Text("阈值与负责人", "Limits, owner")
NOTES = Text("跟进记录", "Notes")
GREEN, AMBER = Text("达标（绿）", "Green from"), Text("预警（黄）", "Amber from")
LOW, HIGH = Text("下限", "low"), Text("上限", "high")
OWNER = Text("负责人", "Owner")
SAVE, DEFAULT = Text("保存", "Save"), Text("恢复默认", "Back to the default")
ADD = Text("记一笔", "Add a note")
WORDS = Text("原因、措施、谁来做", "Why, what is done, by whom")
CHANGED = Text("{at} {by} 改为：{limits}", "{at} {by}: {limits}")
OURS = Text("默认阈值", "the default limits")
SAID = Text("{at} {by} · 数据截至 {day}", "{at} {by} · data to {day}")


def kept(screen: Screen) -> tuple[dict[str, str], dict[str, str]]:
    """The owner and the last note of each KPI."""
    return owners_of(screen.ask.decided), Settings(screen.warehouse).last_notes()


def desk(screen: Screen, key: str) -> None:
    """The two menus beside a KPI."""
    settings = Settings(screen.warehouse)
    limits = st.popover(
        SET_LIMITS[screen.lang], icon=":material/tune:", key="kpi_limits", on_change="rerun"
    )
    notes = st.popover(
        NOTES[screen.lang], icon=":material/edit_note:", key="kpi_notes", on_change="rerun"
    )
    action_form.offer(screen, "kpi_action", Action(kpi=key))
    if limits.open:
        with limits:
            limits_form(screen, settings, METRICS[key])
    if notes.open:
        with notes:
            _notes(screen, settings, key)


def limits_form(screen: Screen, settings: Settings, metric: Metric) -> None:
    """The form in which a KPI's limits and owner are set, and what was changed of them."""
    lang, light = screen.lang, screen.ask.lights[metric.key]
    with st.form(f"limits_{metric.key}", border=False):
        green = _limit(GREEN, light.green, metric, lang)
        amber = _limit(AMBER, light.amber, metric, lang)
        owner = st.text_input(OWNER[lang], owners_of(screen.ask.decided).get(metric.key, ""))
        with st.container(horizontal=True):
            saved = st.form_submit_button(SAVE[lang], type="primary")
            reset = st.form_submit_button(DEFAULT[lang])
    if saved or reset:
        default = metric.light
        assert default is not None
        try:
            if reset:
                settings.set_limits(metric.key, default.green, default.amber, who())
            else:
                settings.set_limits(metric.key, green, amber, who())
                settings.set_owner(metric.key, owner, who())
        except SalesdashError as error:
            st.error(safe(error.message[lang]), icon=":material/error:")
        else:
            st.rerun()
    for change in settings.history(f"{LIMITS}:{metric.key}"):
        st.caption(safe(_change(change, metric)[lang]))


def _limit(name: Text, limit: float | tuple[float, float], metric: Metric, lang: Lang) -> Any:
    """A limit in the unit that people read, as a pair for a range; returned in the metric's own."""
    if not isinstance(limit, tuple):
        return _number(name, limit, metric, lang)
    with st.container(horizontal=True):
        low = _number(name + Text(" ", " ") + LOW, limit[0], metric, lang)
        high = _number(name + Text(" ", " ") + HIGH, limit[1], metric, lang)
    return low, high


def _number(name: Text, value: float, metric: Metric, lang: Lang) -> float:
    unit = metric.unit
    shown = st.number_input(
        f"{name[lang]}{_in_unit(unit, lang)}",
        value=round(value * unit.factor, 6),
        step=0.01 if unit.factor == 1 and unit.decimals else 1.0,
        key=f"limit_{metric.key}_{name.en}",
    )
    return round(float(shown) / unit.factor, 9)


def _in_unit(unit: Unit, lang: Lang) -> str:
    words = unit.suffix[lang].strip()
    return f" ({words})" if words else ""


def _change(change: SettingChange, metric: Metric) -> Text:
    words = OURS
    if change.after is not None:
        words = limits_words(metric, decided_limits(metric.key, **change.after))
    return CHANGED.format(at=local(change.at), by=change.by, limits=words)


def _notes(screen: Screen, settings: Settings, key: str) -> None:
    lang = screen.lang
    with st.form(f"note_{key}", border=False, clear_on_submit=True):
        words = st.text_area(WORDS[lang])
        if st.form_submit_button(ADD[lang], type="primary"):
            settings.add_note(key, words, screen.scope.as_of, who())
    for note in settings.notes(key):
        st.markdown(safe(note.words))
        st.caption(safe(SAID.format(at=local(note.at), by=note.by, day=note.as_of)[lang]))
