"""The form from which a plan begins: total, members, rule, and what the rule asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from salesdash.analysis.splitting.plan_layout import stretched
from salesdash.catalog.plans import (
    GRAINS_OF_PLANS,
    MOST_LETTERS,
    RULES,
    Member,
)
from salesdash.errors import SalesdashError
from salesdash.figures.plans import first_draft, views
from salesdash.figures.plans.first_draft import Wish
from salesdash.figures.plans.plan_sheet import spoken
from salesdash.figures.plans.sold_before import history
from salesdash.period import Period
from salesdash.text import Lang, Text
from salesdash.ui.plans import plan_work
from salesdash.ui.plans.season_mixer import mixer
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.units import MONEY

YEAR, NAME = Text("年份", "Year"), Text("名称", "Name")
TOTAL = Text("全年目标（{unit}）", "Year's target ({unit})")
STEP, GRAIN = Text("取整到", "Rounded to"), Text("时间拆分到", "Down to")
FIRST, SECOND = Text("第一维度", "Split by"), Text("第二维度", "And by")
NONE = Text("不拆分", "Nothing more")
RULE = Text("拆分依据", "Shared out by")
GROWTH = Text("各自增长要求", "Growth asked of each")
MEMBER, GROWS = Text("成员", "Member"), Text("增长 %", "Growth, %")
STRETCH = Text("内控目标（{unit}，可不填）", "Stretch target ({unit}, optional)")
MAKE = Text("生成计划", "Make the plan")
SEASON = Text("季节曲线（可拖动，也可直接填写）", "The season: drag it, or type over it")
OFFERED = ("season", "history", "growth", "workdays", "even", "hand")


def form(screen: Screen) -> None:
    """Ask for what a plan is to be, and lay it on the desk."""
    ask, scope, lang = screen.ask, screen.scope, screen.lang
    with st.container(horizontal=True, vertical_alignment="bottom"):
        years = first_draft.years(scope)
        year = Period.parse(_pick("form_year", YEAR, years, lang, width=230))
        called = first_draft.NAME.format(year=year.name)[lang]
        name = st.text_input(
            NAME[lang], called, key=f"form_name_{year}", max_chars=MOST_LETTERS, width=230
        )
        offered = first_draft.suggested(ask, scope, year)
        total = _money(TOTAL, offered, f"form_total_{year}", lang)
        steps = {k: name.format(own=MONEY.name) for k, name in first_draft.STEP_NAMES.items()}
        unit = _pick("form_unit", STEP, steps, lang, first_draft.fitting_unit(offered))
        grain: Any = _pick(
            "form_grain", GRAIN, {g: GRAINS_OF_PLANS[g] for g in GRAINS_OF_PLANS}, lang
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        splits = {"": NONE, **first_draft.dimensions(ask)}
        first = _pick("form_first", FIRST, splits, lang, next(iter([d for d in splits if d]), ""))
        others = {d: n for d, n in splits.items() if not d or (first and d != first)}
        second = _pick("form_second", SECOND, others, lang)
        rule = _pick("form_rule", RULE, {r: RULES[r] for r in OFFERED}, lang, width=290)
        stretch = _money(STRETCH, None, f"form_stretch_{year}", lang)
    dims = tuple(d for d in (first, second) if d)
    wish = Wish(year, total or Decimal(0), name or called, unit, dims, grain, rule)
    if rule == "growth":
        wish = replace(wish, growth=_growth(screen, wish))
    if rule in ("season", "hand"):
        wish = _with_course(screen, wish)
    if st.button(MAKE[lang], type="primary", icon=":material/account_tree:", key="form_make"):
        _make(screen, wish, stretch)


def _make(screen: Screen, wish: Wish, stretch: Decimal | None) -> None:
    try:
        plan, notes = first_draft.made(screen.ask, screen.scope, wish)
        plan = stretched(plan, stretch) if stretch else plan
    except SalesdashError as error:
        st.error(safe(error.message[screen.lang]), icon=":material/error:")
        return
    plan_work.put(plan_work.Work(plan, plan, notes=tuple(notes)))
    st.rerun()


def _growth(screen: Screen, wish: Wish) -> Mapping[Member, Decimal]:
    """The growth asked of each member, in a table to type into."""
    lang = screen.lang
    sold_before = history(screen.ask, screen.scope, wish.year, wish.dimensions)
    members = sold_before.members
    frame = pd.DataFrame(
        {
            "member": [first_draft.names_of([m])[lang] for m in members],
            "growth": [10.0] * len(members),
        }
    )
    st.caption(safe(GROWTH[lang]))
    typed = st.data_editor(
        frame, hide_index=True, disabled=["member"], width=360, key=f"form_growth_{wish.year}_{wish.dimensions}",
        height=min(38 * (len(members) + 1), 300),
        column_config={
            "member": MEMBER[lang],
            "growth": st.column_config.NumberColumn(GROWS[lang], format="%.1f", min_value=-100.0),
        },
    )  # fmt: skip
    asked = [0.0 if pd.isna(g) else float(g) for g in typed["growth"]]
    growth = {m: Decimal(str(g)) / 100 for m, g in zip(members, asked, strict=True)}
    note = first_draft.notes_on_growth(sold_before, growth, wish.total, screen.scope)
    st.caption(safe(note[lang]))
    return growth


def _with_course(screen: Screen, wish: Wish) -> Wish:
    """The season as a curve that can be dragged or typed over: then its months count, by hand."""
    ask, scope, lang = screen.ask, screen.scope, screen.lang
    try:
        season = first_draft.season_of(ask, scope, wish.year)
    except SalesdashError as error:
        st.caption(safe(error.message[lang]))
        return wish
    notes = first_draft.notes_on_season(season, wish.year, scope)
    figure = views.course(season, wish.year, scope.calendar, notes)
    offered = [round(100 * float(share), 1) for share in figure.frame["weight"]]
    with st.expander(SEASON[lang], expanded=wish.rule == "hand"):
        parts = mixer(screen, wish.year, offered)
        screen.show(figure)
    if parts is None and wish.rule == "season":
        return wish
    months = [month.start.month for month in wish.year.split("month")]
    course = dict(zip(months, (Decimal(str(n)) for n in parts or offered), strict=True))
    return replace(wish, rule="hand", course=course)


def _money(label: Text, value: Decimal | None, key: str, lang: Lang) -> Decimal | None:
    """An amount in 元, typed in the unit in which people speak of targets."""
    step, unit = spoken(lang)
    typed = st.number_input(
        label.format(unit=unit)[lang], min_value=0.0, value=None if value is None else float(value / step),
        step=100.0, format="%g", key=f"{key}_{lang}", width=200,
    )  # fmt: skip
    return None if typed is None else Decimal(str(typed)) * step


def _pick(
    key: str,
    label: Text,
    options: Mapping[str, Text],
    lang: Lang,
    default: str | None = None,
    width: int = 170,
) -> str:
    keys = list(options)
    chosen = st.selectbox(
        label[lang], keys, index=keys.index(default) if default in keys else 0,
        format_func=lambda option: options[option][lang], key=key, width=width,
    )  # fmt: skip
    return str(chosen)
