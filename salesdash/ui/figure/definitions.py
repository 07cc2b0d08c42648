"""How a number is computed, out of its declaration."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.figures.lights.wording import limits_words
from salesdash.text import Lang, Text
from salesdash.ui.session import store
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask

OWN_LIMITS = Text("（本公司阈值）", "(our own limits)")
TECHNICAL = Text("技术定义", "Technical definition")
SOURCE = Text("出处：{source}", "Source: {source}")


def explain(metrics: Sequence[str], lang: Lang) -> None:
    with store.asking() as ask:
        for key in metrics:
            metric = METRICS[key]
            st.markdown(f"**{safe(metric.name[lang])}** — {safe(ask.definition(metric)[lang])}")
            if metric.light:
                st.caption(safe(limits_in_words(metric, ask, lang)))
        technical([METRICS[key] for key in metrics], lang)


def limits_in_words(metric: Metric, ask: Ask, lang: Lang) -> str:
    """The limits of a light in words, and whether they are the company's own; nothing without a light."""
    light = ask.lights.get(metric.key)
    if light is None:
        return ""
    changed = "" if light == metric.light else OWN_LIMITS[lang]
    return f"{limits_words(metric, light)[lang]}  {changed}".strip()


def technical(metrics: Sequence[Metric], lang: Lang) -> None:
    """The formulas and where the limits come from, for whoever asks: a click away."""
    formulas = [metric for metric in metrics if metric.formula or metric.light]
    if not formulas:
        return
    with st.expander(TECHNICAL[lang]):
        for metric in formulas:
            if len(formulas) > 1:
                st.markdown(f"**{safe(metric.name[lang])}**")
            if metric.formula:
                st.code(metric.formula, language="sql", wrap_lines=True)
            if metric.light:
                st.caption(safe(SOURCE.format(source=metric.light.source)[lang]))
