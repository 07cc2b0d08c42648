"""From the wall to one KPI and from there to the next, by click and by arrow key."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from salesdash.charts.context import context
from salesdash.figures.lights.current import LightStanding
from salesdash.text import Text
from salesdash.ui.figure import source_rows
from salesdash.ui.kpis import limits_and_notes
from salesdash.ui.screen import Screen
from salesdash.ui.session.address import bind_one

WALL = 450  # px; what is left of the first screen for the list of all lights
KPI = "kpi"
BACK = Text("全部指标", "All KPIs")
BEFORE, NEXT = Text("上一项（←）", "The one before (←)"), Text("下一项（→）", "The next one (→)")
CHOOSE = Text("选一项指标", "Choose a KPI")


def chosen(options: Mapping[str, Text]) -> str:
    """The KPI that the address names; nothing for the wall."""
    bind_one(KPI, "", lambda key: key in options)
    return str(st.session_state[KPI])


def bar(screen: Screen, standing: LightStanding, options: Mapping[str, Text]) -> None:
    """The ways to the wall and to other KPIs; to this one's rows, its limits, owner and notes."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        _ways_on(screen, standing.metric.key, options)
        st.space("stretch")
        title, about = standing.metric.name[screen.lang], context(standing.scope)
        source_rows.button(
            title, [standing.metric.key], standing.scope, about[screen.lang], screen.lang
        )
        limits_and_notes.desk(screen, standing.metric.key)


def _ways_on(screen: Screen, key: str, options: Mapping[str, Text]) -> None:
    lang, order = screen.lang, list(options)
    at = order.index(key)
    st.button(BACK[lang], icon=":material/grid_view:", key="kpi_back", on_click=_go, args=("",))
    for name, words, icon, step in (
        ("left", BEFORE, ":material/chevron_left:", -1),
        ("right", NEXT, ":material/chevron_right:", 1),
    ):
        st.button(
            "",
            icon=icon,
            help=words[lang],
            key=f"kpi_{name}",
            shortcut=name,
            on_click=_go,
            args=(order[(at + step) % len(order)],),
        )
    st.session_state["kpi_list"] = key
    st.selectbox(
        CHOOSE[lang],
        order,
        key="kpi_list",
        format_func=lambda option: options[option][lang],
        label_visibility="collapsed",
        width=200,
        on_change=lambda: _go(st.session_state["kpi_list"]),
    )


def _go(key: str) -> None:
    st.session_state[KPI] = key
