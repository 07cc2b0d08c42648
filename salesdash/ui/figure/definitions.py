"""How a number is computed, out of its declaration."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import LIGHTS, METRICS, PERSPECTIVES
from salesdash.catalog.model import Metric
from salesdash.figures.lights.wording import limits_words
from salesdash.figures.two_sides import expected_by
from salesdash.text import Lang, Text
from salesdash.ui.figure.missing import lacking
from salesdash.ui.session import store
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.questions.ask import Ask

HEADLINE = Text(
    "每个数字都按这里的口径计算；页面、导出和命令行用的是同一个定义。",
    "Every number follows its definition here; pages, exports and command line share it.",
)
TABS = (
    Text("指标口径", "Metrics"),
    Text("数据与列名", "Datasets and headers"),
    Text("判断规则", "Rules"),
    Text("工作日历", "Workdays"),
    Text("备份", "Backups"),
)
BLOCKS = Text("基础指标", "Building blocks")
CHANGE = Text(
    "{metric}与去年同期相比的变化", "Change of {metric} against the same period last year"
)
UNIT = Text("单位：", "Unit: ")
FIELD, REQUIRED, HEADERS = (
    Text("字段", "Field"),
    Text("必需", "Required"),
    Text("认得的列名", "Headers recognised"),
)
SEPARATOR = Text("、", ", ")
OWN_LIMITS = Text("（本公司阈值）", "(our own limits)")
TECHNICAL = Text("技术定义", "Technical definition")
SOURCE = Text("出处：{source}", "Source: {source}")


def explain(metrics: Sequence[str], lang: Lang) -> None:
    with store.asking() as ask:
        for key in metrics:
            metric = METRICS[key]
            st.markdown(f"**{safe(metric.name[lang])}** — {safe(ask.definition(metric)[lang])}")
            if metric.light:
                st.caption(safe(_limits(metric, ask, lang)))
        _technical([METRICS[key] for key in metrics], lang)


def _limits(metric: Metric, ask: Ask, lang: Lang) -> str:
    """The limits of a light in words, and whether they are the company's own; nothing without a light."""
    light = ask.lights.get(metric.key)
    if light is None:
        return ""
    own = "" if light == metric.light else OWN_LIMITS[lang]
    return f"{limits_words(metric, light)[lang]}  {own}".strip()


def _technical(metrics: Sequence[Metric], lang: Lang) -> None:
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


def metrics(ask: Ask, lang: Lang) -> None:
    """Every metric by its declaration: the KPIs by perspective, then the building blocks."""
    for key, name in PERSPECTIVES.items():
        st.markdown(f"#### {safe(name[lang])}")
        for metric in LIGHTS:
            if metric.light and metric.light.perspective == key:
                _entry(metric, ask, lang)
    st.markdown(f"#### {safe(BLOCKS[lang])}")
    for metric in METRICS.values():
        if not metric.light and not metric.hidden:
            _entry(metric, ask, lang)


def datasets(lang: Lang) -> None:
    """Every dataset with its fields and the headers by which they are known."""
    for dataset in DATASETS.values():
        with st.expander(safe(f"{dataset.name[lang]} — {dataset.row[lang]}")):
            rows = [
                (
                    field.name[lang],
                    field.required,
                    (SEPARATOR[lang]).join(dict.fromkeys(field.headers)),
                )
                for field in dataset.fields
            ]
            st.dataframe(
                pd.DataFrame(rows, columns=[FIELD[lang], REQUIRED[lang], HEADERS[lang]]),
                hide_index=True,
            )


def _entry(metric: Metric, ask: Ask, lang: Lang) -> None:
    with st.expander(safe(f"{metric.name[lang]} — {ask.definition(metric)[lang]}")):
        if metric.growth_of:
            st.markdown(safe(CHANGE.format(metric=METRICS[metric.growth_of].name)[lang]))
        facts = [UNIT[lang] + metric.unit.name[lang], _limits(metric, ask, lang)]
        st.caption(safe("  ·  ".join(fact for fact in facts if fact)))
        for words in expected_by(ask, [metric.key], ask.everything):
            st.caption(safe(words[lang]))
        lacking(ask.missing(metric), lang)
        _technical([metric], lang)
