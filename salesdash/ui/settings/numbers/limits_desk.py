"""From where on a light is green or amber, who answers for it, and the other numbers that decide."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from salesdash.analysis.lights import limits
from salesdash.catalog.metrics import LIGHTS, PERSPECTIVES
from salesdash.catalog.model import Metric
from salesdash.catalog.overrides import owners_of
from salesdash.figures.lights.wording import limit_words
from salesdash.text import Text
from salesdash.ui.kpis import limits_and_notes
from salesdash.ui.screen import Screen
from salesdash.ui.settings import choice
from salesdash.ui.settings.numbers import rules_desk
from salesdash.warehouse.typed.settings import Settings

KEY, PART_KEY = "limits", "part"
LIMITS, RULES = "lights", "rules"
PART = Text("哪一部分", "Part")
PARTS = {
    LIMITS: Text("红绿灯的阈值", "Limits of the lights"),
    RULES: Text("判断标准", "What decides"),
}
KPI, GROUP, GREEN, AMBER, OWNER, OWN = (
    Text("指标", "KPI"),
    Text("分组", "Group"),
    Text("● 达标", "● Green"),
    Text("▲ 预警", "▲ Amber"),
    Text("负责人", "Owner"),
    Text("改过", "Changed"),
)
YES = Text("是", "yes")
HOW = Text(
    "点左边一行，在右边改。改动马上作用于所有页面。",
    "Click a row and change it on the right; it counts at once.",
)
HEIGHT = 440


def desk(screen: Screen) -> None:
    if choice.part(screen, PART_KEY, PART, PARTS) == RULES:
        rules_desk.desk(screen)
        return
    listed, changed = st.columns([3, 2])
    with listed:
        metric = _chosen(screen)
    with changed, st.container(border=True):
        st.markdown(f"**{metric.name[screen.lang]}**")
        limits_and_notes.limits_form(screen, Settings(screen.warehouse), metric)


def _chosen(screen: Screen) -> Metric:
    """Every light with its limits; the one whose row was clicked."""
    lang, owners = screen.lang, owners_of(screen.ask.decided)
    rows = []
    for metric in LIGHTS:
        light = screen.ask.lights[metric.key]
        green, amber = (limit_words(metric, limit)[lang] for limit in limits(light))
        rows.append(
            (
                metric.name[lang],
                PERSPECTIVES[light.perspective][lang],
                green,
                amber,
                owners.get(metric.key),
                YES[lang] if light != metric.light else None,
            )
        )
    st.caption(HOW[lang])
    picked = st.dataframe(
        pd.DataFrame(rows, columns=[t[lang] for t in (KPI, GROUP, GREEN, AMBER, OWNER, OWN)]),
        hide_index=True,
        height=HEIGHT,
        placeholder="",
        on_select="rerun",
        selection_mode="single-cell",
        key="limits_listed",
    )
    cells = picked["selection"]["cells"]
    return LIGHTS[cells[0][0] if cells else 0]
