"""The numbers that decide, each with what it decides, changed by hand; every change is kept."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.model import Rule
from salesdash.catalog.overrides import RULE, rules_of
from salesdash.catalog.rules.declared import RULES
from salesdash.catalog.rules.together import ABOUT
from salesdash.errors import SalesdashError
from salesdash.text import Lang, Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.units import Unit, write
from salesdash.warehouse.typed.settings import SettingChange, Settings

WHAT = Text(
    "系统按下面这些数判断客户、服务和费用。改动之后所有页面马上按新的数计算，修改记录留在最下面。",
    "Customers, service and costs are judged by these numbers. A change counts on every page at once; "
    "what was changed stands below.",
)
SAVE, RESET = Text("保存", "Save"), Text("全部恢复默认", "All back to our defaults")
SUBJECT_KEY, SUBJECT = "subject", Text("关于", "About")
CHANGED = Text("{at} {by} · {rule}：{value}", "{at} {by} · {rule}: {value}")
DEFAULT = Text("恢复默认（{value}）", "our default ({value})")
HISTORY = Text("修改记录", "What was changed")
PER_ROW = 4  # a floor beside its full mark, two pairs in a row
MOST_SHOWN = 20
# Each subject by its first rule.
SUBJECTS = {keys[0]: about for about, keys in ABOUT}


def desk(screen: Screen) -> None:
    """The rules of one subject in a form, and what was changed of all."""
    settings, lang = Settings(screen.warehouse), screen.lang
    st.markdown(safe(WHAT[lang]))
    current = rules_of(screen.ask.decided)
    about = screen.choose(SUBJECT_KEY, SUBJECT, SUBJECTS, as_list=True)
    keys = next(keys for _, keys in ABOUT if keys[0] == about)
    with st.form("rules", border=False):
        chosen: dict[str, float] = {}
        for start in range(0, len(keys), PER_ROW):
            for cell, key in zip(st.columns(PER_ROW), keys[start : start + PER_ROW], strict=False):
                with cell:
                    chosen[key] = _number(RULES[key], current[key], lang)
        with st.container(horizontal=True):
            is_saved = st.form_submit_button(SAVE[lang], type="primary")
            is_reset = st.form_submit_button(RESET[lang])
    if is_saved or is_reset:
        wanted = {key: rule.value for key, rule in RULES.items()} if is_reset else chosen
        try:
            settings.set_rules({k: v for k, v in wanted.items() if v != current[k]}, who())
        except SalesdashError as error:
            st.error(safe(error.message[lang]), icon=":material/error:")
        else:
            st.rerun()
    if changes := settings.history(f"{RULE}:"):
        with st.expander(HISTORY[lang]):
            for change in changes[:MOST_SHOWN]:
                st.caption(safe(_change_words(change)[lang]))


def subject_of(key: str) -> str:
    """The subject under which a rule stands."""
    return next(keys[0] for _, keys in ABOUT if key in keys)


def _number(rule: Rule, value: float, lang: Lang) -> float:
    """A rule in the unit that people read, or by its name; returned in its own."""
    unit = rule.unit
    if rule.names:
        return float(
            st.selectbox(
                safe(rule.name[lang]),
                range(len(rule.names)),
                index=int(value),
                format_func=lambda place: rule.names[place][lang],
                help=safe(rule.definition[lang]),
                key=f"rule_{rule.key}",
            )
        )
    is_whole = unit.factor == 1 and not unit.decimals
    suffix = unit.suffix[lang].strip()
    typed = st.number_input(
        f"{safe(rule.name[lang])} ({suffix})" if suffix else safe(rule.name[lang]),
        value=_written(value, unit),
        min_value=_written(rule.least, unit),
        max_value=None if rule.most is None else _written(rule.most, unit),
        step=1.0 if is_whole or unit.factor != 1 else 0.5,
        format="%.0f" if is_whole else "%.1f",
        help=safe(rule.definition[lang]),
        key=f"rule_{rule.key}",
    )
    return round(float(typed) / unit.factor, 9)


def _written(value: float, unit: Unit) -> float:
    return round(float(value) * unit.factor, 6)


def _change_words(change: SettingChange) -> Text:
    rule = RULES[change.key.removeprefix(f"{RULE}:")]
    number = rule.value if change.after is None else change.after
    value = rule.names[int(number)] if rule.names else write(number, rule.unit)
    words = DEFAULT.format(value=value) if change.after is None else value
    return CHANGED.format(at=local(change.at), by=change.by, rule=rule.name, value=words)
