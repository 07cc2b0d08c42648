"""The form from which a plan begins: total, members, rule, and what the rule asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from salesdash.analysis.plan_layout import stretched
from salesdash.catalog.plans import (
    GRAINS_OF_PLANS,
    MOST_LETTERS,
    RULES,
    Member,
    Plan,
)
from salesdash.errors import SalesdashError
from salesdash.figures import plan_making, plan_views
from salesdash.figures.plan_history import history
from salesdash.figures.plan_making import TYPED_IN, Wish, month_name
from salesdash.period import Period
from salesdash.text import Lang, Text
from salesdash.ui import plan_work
from salesdash.ui.markdown import safe
from salesdash.ui.screen import Screen

YEAR, NAME = Text("年份", "Year"), Text("名称", "Name")
TOTAL = Text("全年目标（万元）", "Year's target (¥10,000)")
STEP, GRAIN = Text("精确到", "In steps of"), Text("拆分到", "Down to")
FIRST, SECOND = Text("按", "By"), Text("再按", "And by")
NONE = Text("不再拆分", "nothing more")
RULE = Text("按什么比例", "Shares")
GROWTH = Text("要求各自增长多少", "Growth asked of each")
MEMBER, GROWS = Text("成员", "Member"), Text("增长 %", "Growth, %")
COURSE = Text(
    "各月占全年的比例（可直接改写；相加不必正好是 100）",
    "Each month's part of the year (type over it; it need not add up to 100)",
)
STRETCH = Text("内控目标（万元，可不填）", "Stretch target (¥10,000, optional)")
MAKE = Text("生成计划", "Make the plan")
SEASON = Text("季节曲线", "The season")
OFFERED = ("season", "history", "growth", "workdays", "even", "hand")


def form(screen: Screen) -> None:
    """Ask for what a plan is to be, and lay it on the desk."""
    ask, scope, lang = screen.ask, screen.scope, screen.lang
    with st.container(horizontal=True, vertical_alignment="bottom"):
        years = plan_making.years(scope)
        year = Period.parse(_pick("form_year", YEAR, years, lang))
        name = st.text_input(
            NAME[lang], plan_making.NAME.format(year=year.name)[lang], key=f"form_name_{year}",
            max_chars=MOST_LETTERS, width=180,
        )  # fmt: skip
        offered = plan_making.suggested(ask, scope, year)
        total = _wan(TOTAL, float(offered / TYPED_IN), f"form_total_{year}", lang)
        unit = _pick(
            "form_unit", STEP, plan_making.UNIT_NAMES, lang, plan_making.fitting_unit(offered)
        )
        grain: Any = _pick(
            "form_grain", GRAIN, {g: GRAINS_OF_PLANS[g] for g in GRAINS_OF_PLANS}, lang
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        found = {"": NONE, **plan_making.dimensions(ask)}
        first = _pick("form_first", FIRST, found, lang, next(iter([d for d in found if d]), ""))
        others = {d: n for d, n in found.items() if not d or (first and d != first)}
        second = _pick("form_second", SECOND, others, lang)
        rule = _pick("form_rule", RULE, {r: RULES[r] for r in OFFERED}, lang)
        stretch = _wan(STRETCH, None, f"form_stretch_{year}", lang)
    dims = tuple(d for d in (first, second) if d)
    wish = Wish(year, total or Decimal(0), name, unit, dims, grain, rule)
    if rule == "growth":
        wish = replace(wish, growth=_growth(screen, wish))
    if rule in ("season", "hand"):
        wish = _with_course(screen, wish)
    if st.button(MAKE[lang], type="primary", icon=":material/account_tree:", key="form_make"):
        _make(screen, wish, stretch)


def _make(screen: Screen, wish: Wish, stretch: Decimal | None) -> None:
    try:
        plan, said = plan_making.made(screen.ask, screen.scope, wish)
        plan = stretched(plan, stretch) if stretch else plan
    except SalesdashError as error:
        st.error(safe(error.message[screen.lang]), icon=":material/error:")
        return
    nothing = Plan(plan.name, plan.whole, dict.fromkeys(plan.cells))
    plan_work.put(
        plan_work.Work(replace(nothing, dimensions=plan.dimensions), plan, notes=tuple(said))
    )
    st.rerun()


def _growth(screen: Screen, wish: Wish) -> Mapping[Member, Decimal]:
    """The growth asked of each member, in a table to type into."""
    lang = screen.lang
    members = history(screen.ask, screen.scope, wish.year, wish.dimensions).members
    frame = pd.DataFrame(
        {"member": ["·".join(m) for m in members], "growth": [10.0] * len(members)}
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
    return {m: Decimal(str(g)) / 100 for m, g in zip(members, asked, strict=True)}


def _with_course(screen: Screen, wish: Wish) -> Wish:
    """The season as a curve, and under it each month's part to type over."""
    ask, scope, lang = screen.ask, screen.scope, screen.lang
    try:
        season = plan_making.season_of(ask, scope, wish.year)
    except SalesdashError as error:
        st.caption(safe(error.message[lang]))
        return wish
    notes = plan_making.said_of_season(season, wish.year, scope)
    figure = plan_views.course(season, wish.year, scope.calendar, scope, notes)
    with st.expander(SEASON[lang], expanded=wish.rule == "hand"):
        screen.show(figure)
    if wish.rule != "hand":
        return wish
    st.caption(safe(COURSE[lang]))
    parts = [round(100 * float(share), 2) for share in figure.frame["weight"]]
    months = [month.start.month for month in wish.year.split("month")]
    frame = pd.DataFrame([parts], columns=[str(m) for m in months])
    typed = st.data_editor(
        frame, hide_index=True, key=f"form_course_{wish.year}",
        column_config={
            str(m): st.column_config.NumberColumn(month_name(m)[lang], format="%.2f", min_value=0.0)
            for m in months
        },
    )  # fmt: skip
    row = typed.iloc[0]
    course = {m: Decimal(str(0.0 if pd.isna(row[str(m)]) else row[str(m)])) for m in months}
    return replace(wish, course=course)


def _wan(label: Text, value: float | None, key: str, lang: Lang) -> Decimal | None:
    typed = st.number_input(label[lang], min_value=0.0, value=value, step=100.0, key=key, width=200)
    return None if typed is None else Decimal(str(typed)) * TYPED_IN


def _pick(
    key: str, label: Text, options: Mapping[str, Text], lang: Lang, default: str | None = None
) -> str:
    keys = list(options)
    chosen = st.selectbox(
        label[lang], keys, index=keys.index(default) if default in keys else 0,
        format_func=lambda option: options[option][lang], key=key, width=170,
    )  # fmt: skip
    return str(chosen)
